import {
  type AnyThreadChannel,
  type APIMessage,
  type APIThreadChannel,
  DiscordAPIError,
  type REST,
  Routes,
  SnowflakeUtil,
} from 'discord.js';
import type { MessagePlace } from '../../delivery/ledger.ts';
import type { Story } from '../../story/story.ts';
import { cutText } from '../../story/text.ts';
import { isStoryMessage, type MessageSearch } from './message-search.ts';
import type { ForumLikeChannel } from './postable-channel.ts';
import { closeThread } from './threads.ts';

/** resources/channel, "Start Thread in Forum or Media Channel". */
const THREAD_NAME_MAX_CHARS = 100;
const ARCHIVED_PER_PAGE = 100;
const UNKNOWN_MESSAGE = 10008;

/** Whether a message opened a forum post: then its thread has its id (topics/threads). */
export function isForumPost({ channelId, messageId }: MessagePlace): boolean {
  return channelId === messageId;
}

export function formatThreadName({ title }: Story): string {
  return cutText(title, THREAD_NAME_MAX_CHARS);
}

/** Opens a forum post: its name is the headline. */
export async function createForumPost(
  rest: REST,
  channel: ForumLikeChannel,
  post: { readonly name: string; readonly tagIds: readonly string[]; readonly message: object },
  signal: AbortSignal,
): Promise<MessagePlace> {
  const body = { name: post.name, message: post.message, applied_tags: post.tagIds };
  // The answer of this route is the thread; its first message has the thread's id (topics/threads).
  const thread = (await rest.post(Routes.threads(channel.id), { body, signal })) as APIThreadChannel;
  return { channelId: thread.id, messageId: thread.id };
}

/** Our forum post of a story, among the open and the archived ones. @returns null when it is not there */
export async function findForumPost(
  search: MessageSearch,
  channel: ForumLikeChannel,
): Promise<MessagePlace | null> {
  const { rest, botId, sinceMs } = search;
  const query = new URLSearchParams({ limit: String(ARCHIVED_PER_PAGE) });
  // Both routes answer with a list of threads (resources/guild and resources/channel).
  const active = (await rest.get(Routes.guildActiveThreads(channel.guildId))) as {
    threads: APIThreadChannel[];
  };
  const archived = (await rest.get(Routes.channelThreads(channel.id, 'public'), { query })) as typeof active;
  for (const thread of [...active.threads, ...archived.threads]) {
    const isCandidate =
      thread.parent_id === channel.id &&
      thread.owner_id === botId &&
      SnowflakeUtil.timestampFrom(thread.id) >= sinceMs;
    if (!isCandidate) continue;
    const message = await getMessage(rest, thread.id);
    if (message !== null && isStoryMessage(message, search))
      return { channelId: thread.id, messageId: thread.id };
  }
  return null;
}

/**
 * Takes a forum post down: the whole thread where the bot may; else its message, and the headline with it, while
 * what members wrote below it stays.
 * @param label what it is called then
 */
export async function removeForumPost(rest: REST, thread: AnyThreadChannel, label: string): Promise<void> {
  await closeThread(rest, thread, label, async () => {
    try {
      await rest.delete(Routes.channelMessage(thread.id, thread.id));
    } catch (error) {
      if (!(error instanceof DiscordAPIError) || error.code !== UNKNOWN_MESSAGE) throw error;
    }
  });
}

async function getMessage(rest: REST, threadId: string): Promise<APIMessage | null> {
  try {
    // The answer of this route is a message (discord-api-docs, resources/message).
    return (await rest.get(Routes.channelMessage(threadId, threadId))) as APIMessage;
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 404) return null;
    throw error;
  }
}
