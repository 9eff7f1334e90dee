import { createHash } from 'node:crypto';
import {
  type APIMessage,
  ChannelType,
  type Client,
  DiscordAPIError,
  type GuildBasedChannel,
  HTTPError,
  PermissionFlagsBits,
  RateLimitError,
  REST,
  Routes,
} from 'discord.js';
import type { Logger } from 'pino';
import {
  type ChannelPort,
  type Done,
  type Gone,
  type Invalid,
  NotSentError,
  type Post,
  type Sent,
  TokenRefusedError,
  type Unavailable,
} from '../delivery/channel-port.ts';
import type { MessagePlace } from '../delivery/ledger.ts';
import { classifyError } from './errors.ts';
import {
  createForumPost,
  findForumPost,
  formatThreadName,
  isForumPost,
  removeForumPost,
  reviveThread,
} from './forum-posts.ts';
import { findChannelMessage } from './message-search.ts';
import { toMessageBody } from './outgoing.ts';
import { buildStoryCard } from './story-card.ts';

/** Discord answers in well under a second; a request that takes this long is lost. */
const REQUEST_TIMEOUT_MS = 15_000;
/** A longer wait for a rate limit is no waiting but a failure, to be tried again (a crosspost may wait an hour). */
const RATE_LIMIT_WAIT_MAX_MS = 10_000;

const POST_PERMISSIONS = [
  { bit: PermissionFlagsBits.ViewChannel, name: 'View Channel' },
  { bit: PermissionFlagsBits.SendMessages, name: 'Send Messages' },
  { bit: PermissionFlagsBits.EmbedLinks, name: 'Embed Links' },
] as const;

const UNKNOWN_CHANNEL = 10003;
const UNKNOWN_MESSAGE = 10008;
const ALREADY_CROSSPOSTED = 40033;
const THREAD_ARCHIVED = 50083;

/**
 * A REST client for delivery: it repeats nothing by itself. discord.js would send a message again at once after a
 * 5xx or a time-out; here the ledger decides what is sent again.
 */
export function createDeliveryRest(apiUrl: string, token: string, timeoutMs = REQUEST_TIMEOUT_MS): REST {
  return new REST({
    api: apiUrl,
    version: '10',
    timeout: timeoutMs,
    retries: 0,
    // Of a limit that is not the bucket's (publishing to followers), discord.js tells the wait as retryAfter alone.
    rejectOnRateLimit: ({ timeToReset, retryAfter }) =>
      Math.max(timeToReset, retryAfter) > RATE_LIMIT_WAIT_MAX_MS,
  }).setToken(token);
}

/** Delivery's port to Discord's text, announcement and forum channels. */
export class DiscordChannels implements ChannelPort {
  readonly #client: Client<true>;
  readonly #rest: REST;
  readonly #log: Logger;

  constructor(client: Client<true>, rest: REST, log: Logger) {
    this.#client = client;
    this.#rest = rest;
    this.#log = log;
  }

  hashCard(post: Post): string {
    const card = JSON.stringify(toMessageBody(buildStoryCard(post.story, post.coverage)));
    return createHash('sha256').update(card).digest('hex').slice(0, 16);
  }

  findObstacle(channelId: string): string | null {
    const channel = this.#client.channels.cache.get(channelId);
    if (channel === undefined || channel.isDMBased()) {
      return 'the channel does not exist, or the bot is not in its server';
    }
    if (!isPostable(channel)) return 'it is neither a text, nor an announcement, nor a forum channel';
    const permissions = channel.permissionsFor(this.#client.user);
    const missing = POST_PERMISSIONS.flatMap(({ bit, name }) => (permissions?.has(bit) ? [] : [name]));
    return missing.length === 0 ? null : `missing permission: ${missing.join(', ')}`;
  }

  takesNonce(channelId: string): boolean {
    return !isForum(this.#getChannel(channelId));
  }

  async send(channelId: string, post: Post, nonce: string): Promise<Sent | Unavailable | Invalid> {
    const body = toMessageBody(buildStoryCard(post.story, post.coverage));
    const channel = this.#getChannel(channelId);
    const outcome = await this.#ask(body, async (): Promise<Sent> => {
      if (isForum(channel)) {
        const place = await createForumPost(this.#rest, channel, post.story, body);
        return { kind: 'sent', place, canCrosspost: false };
      }
      const route = Routes.channelMessages(channelId);
      // The answer of this route is a message (discord-api-docs, resources/message).
      const message = (await this.#rest.post(route, {
        body: { ...body, nonce, enforce_nonce: true },
      })) as APIMessage;
      return this.#toSent(channelId, { channelId, messageId: message.id });
    });
    // The nonce of a message that was deleted since: it had arrived, and an admin took it away.
    if (outcome.kind === 'gone') return { kind: 'invalid', reason: 'its message was deleted in Discord' };
    return outcome;
  }

  async edit(place: MessagePlace, post: Post): Promise<Done | Gone | Unavailable | Invalid> {
    const body = toMessageBody(buildStoryCard(post.story, post.coverage));
    const route = Routes.channelMessage(place.channelId, place.messageId);
    return await this.#ask(
      body,
      async (): Promise<Done> => {
        await reviveThread(this.#rest, place, THREAD_ARCHIVED, async () => {
          await this.#rest.patch(route, { body });
          if (isForumPost(place)) await this.#renameForumPost(place, post);
        });
        return { kind: 'done' };
      },
      place,
    );
  }

  async delete(place: MessagePlace): Promise<Done | Gone | Unavailable> {
    const outcome = await this.#ask(
      null,
      async (): Promise<Done> => {
        if (isForumPost(place)) {
          // An archived thread is not in the cache; the bot may be newer than it.
          const thread = await this.#client.channels.fetch(place.channelId);
          if (thread?.isThread()) await removeForumPost(this.#rest, thread);
        } else {
          await this.#rest.delete(Routes.channelMessage(place.channelId, place.messageId));
        }
        return { kind: 'done' };
      },
      place,
    );
    return outcome.kind === 'invalid' ? { kind: 'unavailable', reason: outcome.reason } : outcome;
  }

  async crosspost(place: MessagePlace): Promise<Done | Gone | Unavailable | Invalid> {
    return await this.#ask(null, async (): Promise<Done> => {
      try {
        await this.#rest.post(Routes.channelMessageCrosspost(place.channelId, place.messageId));
      } catch (error) {
        // Also the answer to a second try whose first one had arrived.
        if (classifyError(error).code !== ALREADY_CROSSPOSTED) throw error;
      }
      return { kind: 'done' };
    });
  }

  async findMessage(channelId: string, storyId: string, sinceMs: number): Promise<Sent | Gone | Unavailable> {
    const channel = this.#getChannel(channelId);
    if (!channel.permissionsFor(this.#client.user)?.has(PermissionFlagsBits.ReadMessageHistory)) {
      const reason = 'missing permission: Read Message History (to see whether an interrupted post arrived)';
      return { kind: 'unavailable', reason };
    }
    const search = { rest: this.#rest, botId: this.#client.user.id, storyId, sinceMs };
    const outcome = await this.#ask(null, async (): Promise<Sent | Gone> => {
      const place = isForum(channel)
        ? await findForumPost(search, channel)
        : await findChannelMessage(search, channelId);
      return place === null ? { kind: 'gone' } : this.#toSent(channelId, place);
    });
    return outcome.kind === 'invalid' ? { kind: 'unavailable', reason: outcome.reason } : outcome;
  }

  async notifyAdmins(channelId: string, text: string): Promise<void> {
    const channel = this.#client.channels.cache.get(channelId);
    const target = channel !== undefined && !channel.isDMBased() ? channel.guild.systemChannel : null;
    const permissions = target?.permissionsFor(this.#client.user);
    if (!target || !permissions?.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages]))
      return;
    try {
      await this.#rest.post(Routes.channelMessages(target.id), { body: toMessageBody({ content: text }) });
    } catch (error) {
      // The log has said it already; the channel was the second place.
      this.#log.warn({ channelId: target.id }, `the admins were not told: ${classifyError(error).reason}`);
    }
  }

  /** Asks Discord, and makes its refusals outcomes. @throws when there was no answer, or none that holds */
  async #ask<T>(
    body: object | null,
    request: () => Promise<T>,
    place?: MessagePlace,
  ): Promise<T | Gone | Unavailable | Invalid> {
    try {
      return await request();
    } catch (error) {
      const { kind, reason, code } = classifyError(error);
      if (code === UNKNOWN_MESSAGE) return { kind: 'gone' };
      // A forum post is gone with its thread; any other unknown channel is the subscription's.
      if (code === UNKNOWN_CHANNEL && place && isForumPost(place)) return { kind: 'gone' };
      if (kind === 'stop') throw new TokenRefusedError(`Discord refused the token: ${reason}`);
      if (kind === 'gone') return { kind: 'unavailable', reason };
      if (isNotSent(error)) throw new NotSentError(reason);
      if (kind === 'later') throw error;
      this.#log.error({ body }, `Discord refused a request: ${reason}`);
      return { kind: 'invalid', reason };
    }
  }

  /** The headline of a forum post is its thread's name. */
  async #renameForumPost(place: MessagePlace, { story }: Post): Promise<void> {
    const thread = this.#client.channels.cache.get(place.channelId);
    const name = formatThreadName(story);
    if (thread?.isThread() && thread.name === name) return;
    await this.#rest.patch(Routes.channel(place.channelId), { body: { name } });
  }

  #toSent(channelId: string, place: MessagePlace): Sent {
    const isAnnouncement = this.#getChannel(channelId).type === ChannelType.GuildAnnouncement;
    return { kind: 'sent', place, canCrosspost: isAnnouncement };
  }

  /** @throws when findObstacle was not asked first */
  #getChannel(channelId: string): PostableChannel {
    const channel = this.#client.channels.cache.get(channelId);
    if (channel === undefined || channel.isDMBased() || !isPostable(channel)) {
      throw new Error(`channel ${channelId} takes no posts`);
    }
    return channel;
  }
}

/** Whether Discord, or this machine, turned the request away before anything was done. */
function isNotSent(error: unknown): boolean {
  if (error instanceof RateLimitError) return true;
  if (error instanceof DiscordAPIError || error instanceof HTTPError) return error.status === 429;
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}

type PostableChannel = Extract<
  GuildBasedChannel,
  {
    type:
      | ChannelType.GuildText
      | ChannelType.GuildAnnouncement
      | ChannelType.GuildForum
      | ChannelType.GuildMedia;
  }
>;
export type ForumLikeChannel = Extract<
  PostableChannel,
  { type: ChannelType.GuildForum | ChannelType.GuildMedia }
>;

function isPostable(channel: GuildBasedChannel): channel is PostableChannel {
  return (
    channel.type === ChannelType.GuildText ||
    channel.type === ChannelType.GuildAnnouncement ||
    channel.type === ChannelType.GuildForum ||
    channel.type === ChannelType.GuildMedia
  );
}

function isForum(channel: PostableChannel): channel is ForumLikeChannel {
  return channel.type === ChannelType.GuildForum || channel.type === ChannelType.GuildMedia;
}
