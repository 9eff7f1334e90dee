import type { APIMessage } from 'discord.js';
import type { SentPost } from '../../delivery/channel-port.ts';
import { canonicalizeLink, hashLink } from '../../story/links.ts';
import { readStoryOfMessage } from '../cards/story-card.ts';
import type { DiscordApi } from '../rest/api.ts';

/** Discord's page of messages is this long at most (resources/message, "Get Channel Messages"). */
const MESSAGES_PER_PAGE = 100;
const PAGES_MAX = 20;

export type MessageSearch = {
  readonly api: DiscordApi;
  readonly botId: string;
  readonly sinceMs: number;
};

/** The channel has more messages than are searched. */
export class TooManyMessagesError extends Error {
  override name = 'TooManyMessagesError';

  constructor() {
    const looked = PAGES_MAX * MESSAGES_PER_PAGE;
    super(`a post was not found among the latest ${looked} messages of the channel, and there are more`);
  }
}

/**
 * Our posts among the messages sent to a channel since an instant, the latest first.
 * @throws TooManyMessagesError
 */
export async function* walkChannelPosts(
  search: MessageSearch,
  channelId: string,
): AsyncGenerator<SentPost, void, undefined> {
  let before: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const messages = await search.api.listMessages(channelId, MESSAGES_PER_PAGE, before);
    for (const message of messages) {
      const post = toSentPost(message, channelId, search);
      if (post !== null) yield post;
    }
    const oldest = messages.at(-1);
    if (messages.length < MESSAGES_PER_PAGE || oldest === undefined) return;
    if (Date.parse(oldest.timestamp) < search.sinceMs) return;
    before = oldest.id;
  }
  throw new TooManyMessagesError();
}

/** @returns null for a message that is not ours, shows no story, or is older than what is looked for */
export function toSentPost(
  message: APIMessage,
  channelId: string,
  { botId, sinceMs }: MessageSearch,
): SentPost | null {
  const sentAtMs = Date.parse(message.timestamp);
  if (message.author.id !== botId || sentAtMs < sinceMs) return null;
  // An answer to a member shows stories too.
  if (message.interaction_metadata !== undefined) return null;
  const shown = readStoryOfMessage(message);
  if (shown === null) return null;
  const storyId = 'storyId' in shown ? shown.storyId : hashOf(shown.link);
  return storyId === null ? null : { storyId, sentAtMs, place: { channelId, messageId: message.id } };
}

function hashOf(link: string): string | null {
  const canonicalLink = canonicalizeLink(link);
  return canonicalLink === null ? null : hashLink(canonicalLink);
}
