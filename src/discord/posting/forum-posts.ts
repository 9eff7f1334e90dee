import {
  type AnyThreadChannel,
  type APIMessage,
  DiscordAPIError,
  RESTJSONErrorCodes,
  type RESTPostAPIGuildForumThreadsJSONBody,
  SnowflakeUtil,
} from 'discord.js';
import type { SentPost } from '../../delivery/channel-port.ts';
import type { MessagePlace } from '../../delivery/ledger-entry.ts';
import { cutText } from '../../story/text.ts';
import type { DiscordApi } from '../rest/api.ts';
import { hasCode } from '../rest/errors.ts';
import { type MessageSearch, toSentPost } from './message-search.ts';
import type { ForumLikeChannel } from './postable-channel.ts';
import { closeThread } from './threads.ts';

/** resources/channel, "Start Thread in Forum or Media Channel". */
const THREAD_NAME_MAX_CHARS = 100;
const ARCHIVED_PER_PAGE = 100;

/** Whether a message opened a forum post: then its thread has its id (topics/threads). */
export function isForumPost({ channelId, messageId }: MessagePlace): boolean {
  return channelId === messageId;
}

/** @param title a story's headline, or a digest's name */
export function formatThreadName(title: string): string {
  return cutText(title, THREAD_NAME_MAX_CHARS);
}

/** Opens a forum post: its name is the headline. */
export async function createForumPost(
  api: DiscordApi,
  channel: ForumLikeChannel,
  post: {
    readonly name: string;
    readonly tagIds: readonly string[];
    readonly message: RESTPostAPIGuildForumThreadsJSONBody['message'];
  },
  signal: AbortSignal,
): Promise<MessagePlace> {
  const body = { name: post.name, message: post.message, applied_tags: [...post.tagIds] };
  const thread = await api.createForumPost(channel.id, body, signal);
  // The first message of a thread has the thread's id (topics/threads).
  return { channelId: thread.id, messageId: thread.id };
}

/** Our posts in a forum since an instant, among the open and the archived threads. */
export async function* walkForumPosts(
  search: MessageSearch,
  channel: ForumLikeChannel,
): AsyncGenerator<SentPost, void, undefined> {
  const { api, botId, sinceMs } = search;
  const active = await api.listActiveThreads(channel.guildId);
  const archived = await api.listArchivedThreads(channel.id, ARCHIVED_PER_PAGE);
  for (const thread of [...active, ...archived]) {
    const isCandidate =
      thread.parent_id === channel.id &&
      thread.owner_id === botId &&
      SnowflakeUtil.timestampFrom(thread.id) >= sinceMs;
    if (!isCandidate) continue;
    const message = await getMessage(api, thread.id);
    const post = message === null ? null : toSentPost(message, thread.id, search);
    if (post !== null) yield post;
  }
}

/**
 * Takes a forum post down: the whole thread where the bot may; else its message, and the headline with it, while
 * what members wrote below it stays.
 * @param label what it is called then
 */
export async function removeForumPost(
  api: DiscordApi,
  thread: AnyThreadChannel,
  label: string,
): Promise<void> {
  await closeThread(api, thread, label, async () => {
    try {
      await api.deleteMessage(thread.id, thread.id);
    } catch (error) {
      if (!hasCode(error, RESTJSONErrorCodes.UnknownMessage)) throw error;
    }
  });
}

async function getMessage(api: DiscordApi, threadId: string): Promise<APIMessage | null> {
  try {
    return await api.getMessage(threadId, threadId);
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 404) return null;
    throw error;
  }
}
