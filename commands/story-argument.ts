import type { APIMessage } from 'discord.js';
import { isDigestId } from '../src/delivery/digests.ts';
import { escapeWithin } from '../src/discord/cards/markdown.ts';
import { readStoryOfMessage } from '../src/discord/cards/story-card.ts';
import { mayView } from '../src/discord/interactions/channel-view.ts';
import {
  type Asker,
  type Choice,
  type CommandContext,
  UserError,
} from '../src/discord/interactions/command.ts';
import { CHOICE_MAX_CHARS, CHOICES_MAX } from '../src/discord/rest/limits.ts';
import type { LibraryStory } from '../src/library/library.ts';
import type { Translate } from '../src/locales/translate.ts';
import { URL_MAX_CHARS } from '../src/story/links.ts';
import type { Story } from '../src/story/story.ts';
import { cutText } from '../src/story/text.ts';

// How a member names a story to a command: by what they type, or by the message that shows it.

/** The longest that may be typed is an article's address. */
export const STORY_MAX_CHARS = URL_MAX_CHARS;

/** Posts of the channel that are looked through for what is typed, the latest first. */
const POSTED_LOOKED_MAX = 100;
const MESSAGE_LINK = /^https?:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?:\d+|@me)\/\d+\/(\d+)/;
const ARTICLE_LINK = /^\s*(?:https?:\/\/|www\.)\S+\s*$/i;
const PROVIDER_IN_CHOICE_MAX_CHARS = 30;

/**
 * The story that was typed: a choice of the list, the link of a message or of an article, or words.
 * @throws UserError
 */
export function findTypedStory(typed: string, asker: Asker, context: CommandContext): LibraryStory {
  const { library, ledger, client } = context;
  const { t } = asker;
  const messageId = MESSAGE_LINK.exec(typed)?.[1];
  if (messageId !== undefined) {
    const entry = ledger.findByMessage(messageId);
    // Of a message that they may not see, or of another server's, nothing is said.
    if (entry === undefined || !mayView(entry.channelId, asker, client))
      throw new UserError(t('story.notOurs'));
    if (isDigestId(entry.storyId)) throw new UserError(t('story.isDigest'));
    return getStory(entry.storyId, t, context);
  }
  const known = ifOut(library.getStory(typed) ?? library.findByLink(typed), context);
  if (known !== undefined) return known;
  // Its words would find another article, and that one be told of as if it were this.
  if (ARTICLE_LINK.test(typed)) throw new UserError(t('story.unknownLink'));
  const [found] = search(typed, 1, context);
  if (found !== undefined) return getStory(found.id, t, context);
  const shown = escapeWithin(typed, CHOICE_MAX_CHARS);
  throw new UserError(t('story.noMatch', { typed: shown }));
}

/** Whether the address of an article was typed that nobody has a record of. */
export function isUnknownArticle(typed: string, { library }: CommandContext): boolean {
  return ARTICLE_LINK.test(typed) && !MESSAGE_LINK.test(typed) && !library.hasRecord(typed);
}

/** The story that a message of ours shows. @throws UserError */
export function findStoryOfMessage(message: APIMessage, { t }: Asker, context: CommandContext): LibraryStory {
  const posted = context.ledger.findByMessage(message.id);
  if (posted !== undefined && !isDigestId(posted.storyId)) return getStory(posted.storyId, t, context);
  const shown = message.author.id === context.client.user.id ? readStoryOfMessage(message) : null;
  if (shown === null) throw new UserError(t('story.notOurs'));
  if ('digest' in shown) throw new UserError(t('story.isDigest'));
  if ('storyId' in shown) return getStory(shown.storyId, t, context);
  const found = ifOut(context.library.findByLink(shown.link), context);
  if (found === undefined) throw new UserError(t('story.notOurs'));
  return found;
}

/** A story that a button names. @throws UserError */
export function getStory(storyId: string, t: Translate, context: CommandContext): LibraryStory {
  const found = findTold(storyId, context);
  if (found === undefined) throw new UserError(t('story.isGone'));
  return found;
}

/** A story of which members may be told. */
export function findTold(storyId: string, context: CommandContext): LibraryStory | undefined {
  return ifOut(context.library.getStory(storyId), context);
}

/** Nobody is told of a story whose publication lies ahead, whatever they name it by. */
function ifOut(found: LibraryStory | undefined, { clock }: CommandContext): LibraryStory | undefined {
  return found !== undefined && found.story.publishedAtMs <= clock.now() ? found : undefined;
}

/** What fits the text so far: first what was posted in the channel, if the asker may see it, then the library. */
export function suggestStories(
  text: string,
  channelId: string,
  asker: Asker,
  context: CommandContext,
): Choice[] {
  const words = text.toLowerCase().split(/\s+/);
  const isSeen = channelId === asker.channelId || mayView(channelId, asker, context.client);
  const posted = (isSeen ? context.ledger.listStanding(channelId, POSTED_LOOKED_MAX) : [])
    .flatMap(({ storyId }) => findTold(storyId, context)?.story ?? [])
    .filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)))
    .slice(0, CHOICES_MAX);
  const stories = new Map(
    [...posted, ...search(text, CHOICES_MAX, context)].map((story) => [story.id, story]),
  );
  return [...stories.values()].slice(0, CHOICES_MAX).map(toChoice);
}

function search(text: string, limit: number, { library, clock, config }: CommandContext): Story[] {
  const { halfLifeMs } = config.news;
  const request = { query: text, sort: 'best', nowMs: clock.now(), halfLifeMs, limit, offset: 0 } as const;
  return library.search(request).hits.map(({ story }) => story);
}

function toChoice({ id, title, provider }: Story): Choice {
  const suffix = ` · ${cutText(provider.name, PROVIDER_IN_CHOICE_MAX_CHARS)}`;
  return { name: `${cutText(title, CHOICE_MAX_CHARS - [...suffix].length)}${suffix}`, value: id };
}
