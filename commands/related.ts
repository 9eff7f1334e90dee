import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import {
  type CommandContext,
  type ComponentHandler,
  type MessageCommand,
  type Place,
  type SlashCommand,
  UserError,
} from '../src/discord/command.ts';
import type { CustomId } from '../src/discord/custom-id.ts';
import { buildCoverageList, buildSimilarList } from '../src/discord/list-cards.ts';
import { maskLink } from '../src/discord/markdown.ts';
import type { Content } from '../src/discord/outgoing.ts';
import type { LibraryStory } from '../src/library/library.ts';
import type { Story } from '../src/story/story.ts';
import { findStoryOfMessage, findTypedStory, getStory, suggestStories } from './story-argument.ts';

const HEADLINE_MAX_CHARS = 200;
const LINK_MAX_CHARS = 1500;

/** `/related`: other coverage of a story that is named, linked, or the latest in this channel. */
export const related = {
  kind: 'slash',
  definition: {
    type: ApplicationCommandType.ChatInput,
    name: 'related',
    description: 'Other coverage of a story',
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'story',
        description:
          'A headline, or the link of a message or article. Empty: the latest story in this channel',
        autocomplete: true,
      },
    ],
  },
  isPrivate: () => true,
  answer(options, place, context) {
    const typed = options.getString('story');
    const found = typed === undefined ? findLatest(place, context) : findTypedStory(typed, context);
    return answerCoverage(found.story, 0, context);
  },
  suggest: (options, place, context) => suggestStories(options.getFocused().text, place.channelId, context),
} satisfies SlashCommand;

/** *Related coverage* in a message's menu. */
export const relatedCoverage = {
  kind: 'message',
  definition: {
    type: ApplicationCommandType.Message,
    name: 'Related coverage',
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  },
  answer: (message, context) => answerCoverage(findStoryOfMessage(message, context).story, 0, context),
} satisfies MessageCommand;

/** The Related button of a card. */
export const relatedButton: ComponentHandler<Extract<CustomId, { kind: 'related' }>> = {
  mode: 'reply',
  answer: ({ storyId }, _values, context) => answerCoverage(getStory(storyId, context).story, 0, context),
};

/** Previous and Next below a long list of coverage. */
export const relatedPageButton: ComponentHandler<Extract<CustomId, { kind: 'related-page' }>> = {
  mode: 'update',
  answer: ({ storyId, page }, _values, context) =>
    answerCoverage(getStory(storyId, context).story, page, context),
};

function answerCoverage(story: Story, page: number, { library, clock }: CommandContext): Content {
  const articles = library.coverageOf(story, clock.now());
  if (articles.length > 0) return buildCoverageList(story, articles, page);
  const similar = library.similarTo(story, clock.now());
  if (similar.length > 0) return buildSimilarList(story, similar);
  const headline = maskLink(story.title, story.link, HEADLINE_MAX_CHARS, LINK_MAX_CHARS);
  return { content: `No other coverage of ${headline} is known yet.` };
}

function findLatest({ channelId }: Place, { ledger, library }: CommandContext): LibraryStory {
  for (const { storyId } of ledger.postedIn(channelId)) {
    const found = library.getStory(storyId);
    if (found !== undefined) return found;
  }
  throw new UserError('No story has been posted in this channel yet. Name one: `/related story:`');
}
