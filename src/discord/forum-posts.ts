import {
  type AnyThreadChannel,
  type APIMessage,
  type APIThreadChannel,
  ChannelFlags,
  DiscordAPIError,
  PermissionFlagsBits,
  type REST,
  Routes,
  SnowflakeUtil,
} from 'discord.js';
import type { MessagePlace } from '../delivery/ledger.ts';
import type { Story } from '../story/story.ts';
import { cutText } from '../story/text.ts';
import type { ForumLikeChannel } from './channels.ts';
import { isStoryMessage, type MessageSearch } from './message-search.ts';

/** Discord's limits for a post of a forum (resources/channel, "Start Thread in Forum or Media Channel"). */
const THREAD_NAME_MAX_CHARS = 100;
const THREAD_TAGS_MAX = 5;
const ARCHIVED_PER_PAGE = 100;
const UNKNOWN_MESSAGE = 10008;

/** Whether a message opened a forum post: then its thread has its id (topics/threads). */
export function isForumPost({ channelId, messageId }: MessagePlace): boolean {
  return channelId === messageId;
}

export function formatThreadName({ title }: Story): string {
  return cutText(title, THREAD_NAME_MAX_CHARS);
}

/** Opens a forum post: its name is the headline, its tags are the story's topics of the same name. */
export async function createForumPost(
  rest: REST,
  channel: ForumLikeChannel,
  story: Story,
  message: object,
): Promise<MessagePlace> {
  const topics = new Set(story.topics.map((topic) => topic.toLowerCase()));
  const fitting = channel.availableTags.filter(({ name }) => topics.has(name.toLowerCase()));
  // A forum may demand a tag; where no topic has one, any is better than no post.
  const tags =
    fitting.length === 0 && channel.flags.has(ChannelFlags.RequireTag) ? channel.availableTags : fitting;
  const body = {
    name: formatThreadName(story),
    message,
    applied_tags: tags.slice(0, fitting.length === 0 ? 1 : THREAD_TAGS_MAX).map(({ id }) => id),
  };
  // The answer of this route is the thread; its first message has the thread's id (topics/threads).
  const thread = (await rest.post(Routes.threads(channel.id), { body })) as APIThreadChannel;
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
 */
export async function removeForumPost(rest: REST, thread: AnyThreadChannel): Promise<void> {
  if (thread.permissionsFor(thread.client.user)?.has(PermissionFlagsBits.ManageThreads)) {
    await rest.delete(Routes.channel(thread.id));
    return;
  }
  // The headline first: tried again after its message is gone, the rest is still done.
  await rest.patch(Routes.channel(thread.id), { body: { name: 'Taken down', archived: false } });
  try {
    await rest.delete(Routes.channelMessage(thread.id, thread.id));
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.code !== UNKNOWN_MESSAGE) throw error;
  }
  await rest.patch(Routes.channel(thread.id), { body: { archived: true } });
}

/** Does something in a thread that may be archived: then opens it for that moment. */
export async function reviveThread(
  rest: REST,
  place: MessagePlace,
  archivedCode: number,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.code !== archivedCode) throw error;
    await rest.patch(Routes.channel(place.channelId), { body: { archived: false } });
    await work();
    await rest.patch(Routes.channel(place.channelId), { body: { archived: true } });
  }
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
