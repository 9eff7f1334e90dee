import type { APIMessage } from 'discord.js';
import type { MessagePlace } from '../../delivery/ledger-entry.ts';
import { canonicalizeLink, hashLink } from '../../story/links.ts';
import { readStoryOfMessage } from '../cards/story-card.ts';
import type { DiscordApi } from '../rest/api.ts';

/** Discord's page of messages is this long at most (resources/message, "Get Channel Messages"). */
const MESSAGES_PER_PAGE = 100;
const PAGES_MAX = 20;

export type MessageSearch = {
  readonly api: DiscordApi;
  readonly botId: string;
  readonly storyId: string;
  readonly sinceMs: number;
};

/**
 * Our message of a story among those sent to a channel since an instant.
 * @returns null when it is surely not there
 * @throws when more was said since than can be looked through
 */
export async function findChannelMessage(
  search: MessageSearch,
  channelId: string,
): Promise<MessagePlace | null> {
  let before: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const messages = await search.api.listMessages(channelId, MESSAGES_PER_PAGE, before);
    const found = messages.find((message) => isStoryMessage(message, search));
    if (found !== undefined) return { channelId, messageId: found.id };
    const oldest = messages.at(-1);
    if (messages.length < MESSAGES_PER_PAGE || oldest === undefined) return null;
    if (Date.parse(oldest.timestamp) < search.sinceMs) return null;
    before = oldest.id;
  }
  const looked = PAGES_MAX * MESSAGES_PER_PAGE;
  throw new Error(
    `an interrupted post was not found among the latest ${looked} messages, and there are more`,
  );
}

/** Whether a message is ours, shows the story, and is not older than what is looked for. */
export function isStoryMessage(message: APIMessage, { botId, storyId, sinceMs }: MessageSearch): boolean {
  if (message.author.id !== botId || Date.parse(message.timestamp) < sinceMs) return false;
  const found = readStoryOfMessage(message);
  if (found === null) return false;
  if ('storyId' in found) return found.storyId === storyId;
  const canonicalLink = canonicalizeLink(found.link);
  return canonicalLink !== null && hashLink(canonicalLink) === storyId;
}
