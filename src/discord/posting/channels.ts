import { createHash } from 'node:crypto';
import {
  ChannelType,
  type Client,
  DiscordAPIError,
  HTTPError,
  PermissionFlagsBits,
  RateLimitError,
  type REST,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Logger } from 'pino';
import {
  type ChannelPort,
  type Done,
  type Gone,
  type Invalid,
  type Listed,
  NoAnswerError,
  NotSentError,
  type Post,
  type Sent,
  type SentPost,
  TokenRefusedError,
  type Unavailable,
} from '../../delivery/channel-port.ts';
import type { MessagePlace } from '../../delivery/ledger-entry.ts';
import type { Obstacle } from '../../delivery/obstacle.ts';
import type { Library } from '../../library/library.ts';
import { type Language, languageOf, translatorFor } from '../../locales/translate.ts';
import { buildStoryCard } from '../cards/story-card.ts';
import { DiscordApi } from '../rest/api.ts';
import { classifyError, hasCode } from '../rest/errors.ts';
import { toMessageBody } from '../rest/outgoing.ts';
import { openDiscussion, removeDiscussion, renameDiscussion } from './discussion-threads.ts';
import {
  createForumPost,
  formatThreadName,
  isForumPost,
  removeForumPost,
  walkForumPosts,
} from './forum-posts.ts';
import { chooseTagIds } from './forum-tags.ts';
import { TooManyMessagesError, walkChannelPosts } from './message-search.ts';
import { describeObstacleIn } from './obstacle-text.ts';
import { findObstacle, findPostable, isForum, type PostableChannel } from './postable-channel.ts';
import { reviveThread } from './threads.ts';

/**
 * From when a post is handed over until it is given up, its wait for the rate limits included: delivery hands over
 * only what can leave within moments (TURNS_AT_ONCE). It counts on it that what was handed over longer ago has arrived
 * or never will (REQUEST_MAX_MS).
 */
const SEND_MAX_MS = 20_000;

/** Delivery's port to Discord's channels, forums and threads. */
export class DiscordChannels implements ChannelPort {
  readonly #client: Client<true>;
  readonly #api: DiscordApi;
  readonly #library: Pick<Library, 'taxonomy'>;
  readonly #log: Logger;
  /** Channels in which something was sent since the bot connected. The gateway does not tell that they are not empty any more. */
  readonly #writtenIn = new Set<string>();

  /** @param library knows the topics' short names, for the tags of forums */
  constructor(client: Client<true>, rest: REST, library: Pick<Library, 'taxonomy'>, log: Logger) {
    this.#client = client;
    this.#api = new DiscordApi(rest);
    this.#library = library;
    this.#log = log;
  }

  hashCard(post: Post): string {
    return createHash('sha256')
      .update(JSON.stringify(buildBody(post)))
      .digest('hex')
      .slice(0, 16);
  }

  findObstacle(channelId: string): Obstacle | null {
    return findObstacle(this.#client, channelId);
  }

  languageOf(channelId: string): Language {
    return languageOf(findPostable(this.#client, channelId)?.guild.preferredLocale ?? '');
  }

  takesNonce(channelId: string): boolean {
    return !isForum(this.#getChannel(channelId));
  }

  async send(channelId: string, post: Post, nonce: string): Promise<Sent | Gone | Unavailable | Invalid> {
    const body = buildBody(post);
    const channel = this.#getChannel(channelId);
    this.#writtenIn.add(channelId);
    // The nonce of a message that was deleted since is answered as gone (discord-api-docs #6647).
    return await this.#ask(body, async (): Promise<Sent> => {
      const signal = AbortSignal.timeout(SEND_MAX_MS);
      if (isForum(channel)) {
        const name = formatThreadName(post.story);
        const tagIds = chooseTagIds(channel, post.story, this.#library.taxonomy);
        const place = await createForumPost(this.#api, channel, { name, tagIds, message: body }, signal);
        return { kind: 'sent', place, canCrosspost: false };
      }
      const message = await this.#api.createMessage(
        channelId,
        { ...body, nonce, enforce_nonce: true },
        signal,
      );
      return this.#toSent(channelId, { channelId, messageId: message.id });
    });
  }

  async edit(
    place: MessagePlace,
    post: Post,
    hasThread: boolean,
  ): Promise<Done | Gone | Unavailable | Invalid> {
    const body = buildBody(post);
    return await this.#ask(
      body,
      async (): Promise<Done> => {
        await reviveThread(this.#api, place.channelId, async () => {
          await this.#api.editMessage(place.channelId, place.messageId, body);
          if (isForumPost(place)) await this.#renameForumPost(place, post);
        });
        if (hasThread) await renameDiscussion(this.#api, place.messageId, formatThreadName(post.story));
        return { kind: 'done' };
      },
      place,
    );
  }

  async delete(place: MessagePlace, hasThread: boolean): Promise<Done | Gone | Unavailable> {
    const outcome = await this.#ask(
      null,
      async (): Promise<Done> => {
        const label = translatorFor(this.languageOf(place.channelId))('card.takenDown');
        if (isForumPost(place)) {
          // An archived thread is not in the cache; the bot may be newer than it.
          const thread = await this.#client.channels.fetch(place.channelId);
          if (thread?.isThread()) await removeForumPost(this.#api, thread, label);
        } else {
          if (hasThread) await removeDiscussion(this.#client, this.#api, place.messageId, label);
          await this.#api.deleteMessage(place.channelId, place.messageId);
        }
        return { kind: 'done' };
      },
      place,
    );
    return outcome.kind === 'invalid' ? toUnavailable(outcome.reason) : outcome;
  }

  async crosspost(place: MessagePlace): Promise<Done | Gone | Unavailable | Invalid> {
    return await this.#ask(null, async (): Promise<Done> => {
      try {
        await this.#api.crosspostMessage(place.channelId, place.messageId);
      } catch (error) {
        // Also the answer to a second try whose first one had arrived.
        if (!hasCode(error, RESTJSONErrorCodes.ThisMessageWasAlreadyCrossposted)) throw error;
      }
      return { kind: 'done' };
    });
  }

  async openThread(place: MessagePlace, { story }: Post): Promise<Done | Gone | Unavailable | Invalid> {
    const name = formatThreadName(story);
    return await this.#ask({ name }, async (): Promise<Done> => {
      await openDiscussion(this.#api, place, name);
      return { kind: 'done' };
    });
  }

  async findMessage(channelId: string, storyId: string, sinceMs: number): Promise<Sent | Gone | Unavailable> {
    const outcome = await this.#ask(null, async (): Promise<Sent | Gone | Unavailable> => {
      const posts = this.#walkPosts(channelId, sinceMs);
      if ('kind' in posts) return posts;
      for await (const post of posts) {
        if (post.storyId === storyId) return this.#toSent(channelId, post.place);
      }
      return { kind: 'gone' };
    });
    return outcome.kind === 'invalid' ? toUnavailable(outcome.reason) : outcome;
  }

  async listPosts(channelId: string, sinceMs: number): Promise<Listed | Unavailable> {
    if (this.#isEmpty(channelId)) return { kind: 'listed', posts: [], isWhole: true };
    const outcome = await this.#ask(null, async (): Promise<Listed | Unavailable> => {
      const posts = this.#walkPosts(channelId, sinceMs);
      if ('kind' in posts) return posts;
      const listed: SentPost[] = [];
      try {
        for await (const post of posts) listed.push(post);
        return { kind: 'listed', posts: listed, isWhole: true };
      } catch (error) {
        if (!(error instanceof TooManyMessagesError)) throw error;
        return { kind: 'listed', posts: listed, isWhole: false };
      }
    });
    if (outcome.kind === 'gone') return { kind: 'unavailable', obstacle: { kind: 'no-channel' } };
    return outcome.kind === 'invalid' ? toUnavailable(outcome.reason) : outcome;
  }

  /** Whether nothing was ever written in a channel; of forums discord.js does not keep it. */
  #isEmpty(channelId: string): boolean {
    const channel = this.#getChannel(channelId);
    return !isForum(channel) && channel.lastMessageId === null && !this.#writtenIn.has(channelId);
  }

  #walkPosts(channelId: string, sinceMs: number): AsyncGenerator<SentPost> | Unavailable {
    const channel = this.#getChannel(channelId);
    if (!channel.permissionsFor(this.#client.user)?.has(PermissionFlagsBits.ReadMessageHistory)) {
      const permissions = ['ReadMessageHistory'];
      return { kind: 'unavailable', obstacle: { kind: 'missing-permissions', permissions } };
    }
    const search = { api: this.#api, botId: this.#client.user.id, sinceMs };
    return isForum(channel) ? walkForumPosts(search, channel) : walkChannelPosts(search, channelId);
  }

  async notifyAdmins(channelId: string, obstacle: Obstacle): Promise<void> {
    const channel = this.#client.channels.cache.get(channelId);
    const target = channel !== undefined && !channel.isDMBased() ? channel.guild.systemChannel : null;
    const permissions = target?.permissionsFor(this.#client.user);
    if (!target || !permissions?.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages]))
      return;
    const t = translatorFor(this.languageOf(target.id));
    const content = t('feed.cannotPost', {
      channel: `<#${channelId}>`,
      reason: describeObstacleIn(obstacle, t),
    });
    try {
      await this.#api.createMessage(target.id, toMessageBody({ content }));
    } catch (error) {
      const { kind, reason } = classifyError(error);
      if (kind === 'stop') throw toTokenRefused(reason);
      // It is in the log already.
      this.#log.warn({ channelId: target.id }, `the admins were not told: ${reason}`);
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
      const { kind, reason } = classifyError(error);
      if (hasCode(error, RESTJSONErrorCodes.UnknownMessage)) return { kind: 'gone' };
      // A forum post is gone with its thread; any other unknown channel is the subscription's.
      if (place && isForumPost(place) && hasCode(error, RESTJSONErrorCodes.UnknownChannel))
        return { kind: 'gone' };
      if (kind === 'stop') throw toTokenRefused(reason);
      if (kind === 'gone') return toUnavailable(reason);
      if (error instanceof RateLimitError) throw new NotSentError(reason, error.retryAfter);
      if (isNotSent(error)) throw new NotSentError(reason);
      // What is not of the wire is a bug of ours, on the way to Discord or back.
      if (kind === 'later') throw isNoAnswer(error) ? new NoAnswerError(reason, { cause: error }) : error;
      this.#log.error({ body }, `Discord refused a request: ${reason}`);
      return { kind: 'invalid', reason };
    }
  }

  /** The headline of a forum post is its thread's name. */
  async #renameForumPost(place: MessagePlace, { story }: Post): Promise<void> {
    const thread = this.#client.channels.cache.get(place.channelId);
    const name = formatThreadName(story);
    if (thread?.isThread() && thread.name === name) return;
    await this.#api.editChannel(place.channelId, { name });
  }

  #toSent(channelId: string, place: MessagePlace): Sent {
    const isAnnouncement = this.#getChannel(channelId).type === ChannelType.GuildAnnouncement;
    return { kind: 'sent', place, canCrosspost: isAnnouncement };
  }

  /** @throws when findObstacle was not asked first */
  #getChannel(channelId: string): PostableChannel {
    const channel = findPostable(this.#client, channelId);
    if (channel === null) throw new Error(`channel ${channelId} takes no posts`);
    return channel;
  }
}

/** Whether an error is one of the wire, or of Discord's own, and none of ours. */
function isNoAnswer(error: unknown): boolean {
  if (error instanceof DiscordAPIError || error instanceof HTTPError || error instanceof TooManyMessagesError)
    return true;
  if (!(error instanceof Error)) return false;
  // What fetch throws has the cause in it; what a socket throws has a code.
  const isOfWire = error.message === 'fetch failed' || ('code' in error && typeof error.code === 'string');
  return isOfWire || ['AbortError', 'TimeoutError', 'SocketError'].includes(error.name);
}

/** Whether nobody was there to take the request. */
function isNotSent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}

function buildBody({ story, coverage, look }: Post) {
  return toMessageBody(buildStoryCard(story, coverage, look));
}

function toTokenRefused(reason: string): TokenRefusedError {
  return new TokenRefusedError(`Discord refused the token: ${reason}`);
}

function toUnavailable(reason: string): Unavailable {
  return { kind: 'unavailable', obstacle: { kind: 'refused', reason } };
}
