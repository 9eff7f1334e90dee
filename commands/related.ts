import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import type { CustomId } from '../src/discord/cards/custom-id.ts';
import { buildRelatedList } from '../src/discord/cards/list-cards.ts';
import { maskLink } from '../src/discord/cards/markdown.ts';
import {
  type Asker,
  type CommandContext,
  type ComponentHandler,
  defineSlashCommand,
  type MessageCommand,
  UserError,
} from '../src/discord/interactions/command.ts';
import { EVERYWHERE } from '../src/discord/interactions/installation.ts';
import { describeIn, nameIn } from '../src/discord/interactions/localized.ts';
import type { Content } from '../src/discord/rest/outgoing.ts';
import type { LibraryStory } from '../src/library/library.ts';
import type { Story } from '../src/story/story.ts';
import {
  findStoryOfMessage,
  findTold,
  findTypedStory,
  getStory,
  STORY_MAX_CHARS,
  suggestStories,
} from './story-argument.ts';

/** Messages that are looked through for one whose story still is in the library. */
const LATEST_MAX = 25;
const HEADLINE_MAX_CHARS = 200;
const LINK_MAX_CHARS = 1500;

/**
 * `/related`: other coverage of a story that is named, linked, or the latest in this channel; after it, stories on the
 * same subject.
 */
export const related = defineSlashCommand({
  definition: {
    type: ApplicationCommandType.ChatInput,
    ...describeIn('related'),
    ...EVERYWHERE,
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...describeIn('related.options.story'),
        autocomplete: true,
        max_length: STORY_MAX_CHARS,
      },
    ],
  },
  isPrivate: () => true,
  answer(options, asker, context) {
    const typed = options.getString('story');
    const found = typed === undefined ? findLatest(asker, context) : findTypedStory(typed, asker, context);
    return answerRelated(found.story, 0, asker, context);
  },
  suggest: (options, asker, context) =>
    suggestStories(options.getFocused().text, asker.channelId, asker, context),
});

/** *Related coverage* in a message's menu. */
export const relatedCoverage = {
  kind: 'message',
  definition: {
    type: ApplicationCommandType.Message,
    ...nameIn('relatedCoverage'),
    ...EVERYWHERE,
  },
  answer: (message, asker, context) =>
    answerRelated(findStoryOfMessage(message, asker, context).story, 0, asker, context),
} satisfies MessageCommand;

/** The Related button of a card. */
export const relatedButton: ComponentHandler<Extract<CustomId, { kind: 'related' }>> = {
  mode: 'reply',
  answer: ({ storyId }, _given, asker, context) =>
    answerRelated(getStory(storyId, asker.t, context).story, 0, asker, context),
};

/** Previous and Next below a long list. */
export const relatedPageButton: ComponentHandler<Extract<CustomId, { kind: 'related-page' }>> = {
  mode: 'update',
  answer: ({ storyId, page }, _given, asker, context) =>
    answerRelated(getStory(storyId, asker.t, context).story, page, asker, context),
};

function answerRelated(
  story: Story,
  page: number,
  { t }: Asker,
  { library, clock }: CommandContext,
): Content {
  const nowMs = clock.now();
  const articles = [...library.coverageOf(story, nowMs), ...library.similarTo(story, nowMs)];
  if (articles.length > 0) return buildRelatedList(story, articles, page, t);
  const headline = maskLink(story.title, story.link, HEADLINE_MAX_CHARS, LINK_MAX_CHARS);
  return { content: t('related.none', { story: headline }) };
}

function findLatest({ channelId, t }: Asker, context: CommandContext): LibraryStory {
  for (const { storyId } of context.ledger.listStanding(channelId, LATEST_MAX)) {
    const found = findTold(storyId, context);
    if (found !== undefined) return found;
  }
  throw new UserError(t('story.noneHere'));
}
