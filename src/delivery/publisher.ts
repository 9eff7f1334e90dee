import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Library } from '../library/library.ts';
import {
  type ChannelPort,
  type Done,
  type Gone,
  type Invalid,
  NotSentError,
  namePost,
  type Post,
  type Sent,
  type Unavailable,
} from './channel-port.ts';
import { type Digest, isDigestId } from './digests.ts';
import type { Ledger } from './ledger.ts';
import type {
  AgedEntry,
  LedgerEntry,
  MessageLook,
  PostedEntry,
  PostReasons,
  RefusedEntry,
  SendingEntry,
  StandingEntry,
} from './ledger-entry.ts';
import { describeObstacle } from './obstacle.ts';
import { findMissing, readDigest, readPost } from './read-post.ts';

/**
 * 24 characters of Discord's 25 (OpenAPI schema MessageCreateRequest). Each post has its own, kept in its entry:
 * Discord answers the nonce of a deleted message with "Unknown Message" (discord-api-docs #6647), so a story that
 * is published again needs another.
 */
const NONCE_BYTES = 18;

/**
 * How long Discord surely knows a nonce; its documentation says "the past few minutes", without a figure. A post
 * that is younger is repeated with its nonce; one that is older is only looked for.
 */
const NONCE_KNOWN_MS = 120_000;

/**
 * A request that was handed over this long ago, or failed this long ago, has arrived or never will: the port gives
 * it up after 20 seconds, and what Discord has then it does within moments.
 */
const ARRIVAL_MAX_MS = 30_000;

/** In place of a card's hash: the message was to be deleted, and may be gone already. No hash is equal to it. */
const TAKEN_DOWN = 'taken-down';
/** In place of a card's hash: it is not known which version of the card the message shows. */
const UNKNOWN_CARD = 'unknown';

/** The clocks of Discord and of this machine may differ by this much when a message is looked for. */
const CLOCK_SKEW_MS = 5 * 60_000;

export type PublisherOptions = {
  readonly library: Library;
  readonly ledger: Ledger;
  readonly port: ChannelPort;
  readonly clock: Clock;
  readonly log: Logger;
};

/** How a story, or a digest under its own name, is to be posted, and why. */
export type PostRequest = {
  /** The event that the post stands for. */
  readonly eventId: string;
  /** What a digest tells; missing for a story. */
  readonly digest?: Digest;
  readonly look: MessageLook;
  readonly opensThread: boolean;
  readonly reasons: PostReasons;
};

/** The message's own thread is locked, or takes nothing of the bot: that is left to the admins. */
type ThreadClosed = { readonly kind: 'thread-closed' };

/**
 * Makes one message at a time what its story says, recording each step: `sending` is on disk before a request
 * leaves, `posted` after Discord has answered. Every method may be cut off at any point and be called again.
 */
export class Publisher {
  readonly #options: PublisherOptions;
  /** When the latest request of a nonce failed, should the state be locked just then and not take it down. */
  readonly #failedAtMs = new Map<string, number>();

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Posts a story or a digest. @throws when Discord or the state could not be reached: the entry says what is open */
  async post(
    channelId: string,
    storyId: string,
    { eventId, digest, look, opensThread, reasons }: PostRequest,
  ): Promise<Sent | Unavailable | Invalid> {
    const { library, ledger, port, clock } = this.#options;
    const nowMs = clock.now();
    // Before the post: whatever happens to it, the event is known by all of its stories.
    for (const told of digest?.shown ?? [{ eventId }])
      ledger.noteEvent(told.eventId, library.listClusterIds(told.eventId));
    const sending: SendingEntry = {
      state: 'sending',
      channelId,
      storyId,
      eventId,
      // What was refused or removed before may be posted by hand.
      version: ledger.find(channelId, storyId)?.version ?? 0,
      nonce: randomBytes(NONCE_BYTES).toString('base64url'),
      sendingAtMs: nowMs,
      triedAtMs: nowMs,
      look,
      opensThread,
      reasons,
    };
    const entry = await ledger.put(sending, digest);
    const post = readPost(entry, this.#options);
    // Taken back in the moment between choosing and sending.
    if (post === null) {
      await ledger.remove(entry);
      return { kind: 'invalid', reason: 'its story is not published any more' };
    }
    try {
      const outcome = await this.#send(entry, post, port.hashCard(post));
      if (outcome.kind === 'unavailable') await ledger.remove(entry);
      return outcome;
    } catch (error) {
      // Only of a first try: of a repeated one, an earlier request may still be under way.
      if (error instanceof NotSentError) await ledger.remove(entry);
      throw error;
    }
  }

  /**
   * Settles a post that was cut off: its message is in the channel, or it never will be.
   * @throws when that is not known yet
   */
  async settle(open: SendingEntry): Promise<Done | Unavailable> {
    const { ledger, port, clock, log } = this.#options;
    const { channelId, storyId, sendingAtMs } = open;
    const nowMs = clock.now();
    const post = readPost(open, this.#options);
    const canRepeat = post !== null && port.takesNonce(channelId) && nowMs - sendingAtMs < NONCE_KNOWN_MS;
    // Written before the look, so that a slow disk cannot come between the look and what is sent after it.
    const entry = canRepeat ? await ledger.put({ ...open, triedAtMs: nowMs }) : open;

    const found = await port.findMessage(channelId, storyId, sendingAtMs - CLOCK_SKEW_MS);
    // Where the bot may not look, the nonce alone keeps a repetition from being a second message.
    if (found.kind === 'unavailable' && !canRepeat) return found;
    if (found.kind === 'sent') {
      await this.#recordPosted(entry, found, UNKNOWN_CARD);
      log.info({ channelId, story: storyId }, 'an interrupted post was found in the channel');
    } else if (canRepeat && clock.now() - sendingAtMs >= NONCE_KNOWN_MS) {
      throw new Error('the look for an interrupted post took too long to repeat it after that');
    } else if (canRepeat) {
      // Discord may answer with the message of the first try, which shows the card of then.
      const sent = await this.#send(entry, post, UNKNOWN_CARD);
      if (sent.kind === 'unavailable') return sent;
      log.info({ channelId, story: storyId }, 'an interrupted post was sent again');
    } else if (nowMs - Math.max(entry.triedAtMs, this.#failedAtMs.get(entry.nonce) ?? 0) < ARRIVAL_MAX_MS) {
      throw new Error('an interrupted post may still arrive; nothing else is posted until that is known');
    } else {
      await ledger.remove(entry);
      log.info({ channelId, story: storyId }, 'an interrupted post had not been sent');
    }
    this.#failedAtMs.delete(entry.nonce);
    return { kind: 'done' };
  }

  /** Brings a posted message up to its story: edits it, or takes it down. */
  async refresh(entry: PostedEntry): Promise<Done | ThreadClosed | Unavailable> {
    const { ledger, port, clock, log } = this.#options;
    const { channelId, storyId, place } = entry;
    const hasThread = entry.thread === 'done';
    if (findMissing(entry, this.#options) === 'unreadable') return { kind: 'done' };
    const post = readPost(entry, this.#options);
    if (post === null) {
      // Noted first: should the answer be lost and the story be published again, nobody but us took it down.
      const isFirstTry = entry.cardHash !== TAKEN_DOWN;
      const noted = isFirstTry ? await ledger.put({ ...entry, cardHash: TAKEN_DOWN }) : entry;
      return await this.#takeDown(noted, hasThread, isFirstTry);
    }
    const cardHash = port.hashCard(post);
    if (cardHash === entry.cardHash) return { kind: 'done' };
    const outcome = await port.edit(place, post, hasThread);
    if (outcome.kind === 'unavailable') return this.#leaveThread(entry, outcome);
    if (outcome.kind === 'gone' && entry.cardHash === TAKEN_DOWN) {
      await this.#recordWithdrawn(entry);
      return { kind: 'done' };
    }
    if (outcome.kind === 'gone') return await this.#recordRemoved(entry);
    if (outcome.kind === 'invalid') log.error({ channelId, story: storyId }, `not edited: ${outcome.reason}`);
    // Also after a refusal: the same edit would be refused again.
    await ledger.put({ ...entry, cardHash, editedAtMs: clock.now() });
    if (outcome.kind === 'done') log.info({ channelId, story: storyId }, `edited: ${namePost(post)}`);
    return { kind: 'done' };
  }

  /** Takes a message down that is too old to be edited, when its story is withdrawn; a digest loses the story's line. */
  async refreshAged(entry: AgedEntry): Promise<Done | ThreadClosed | Unavailable> {
    if (findMissing(entry, this.#options) !== 'withdrawn') return { kind: 'done' };
    if (!isDigestId(entry.storyId)) return await this.#takeDown(entry, entry.hasThread, true);
    const { port } = this.#options;
    const { channelId, place, hasThread } = entry;
    // How it was made to look is not known any more.
    const look = { style: 'digest', language: port.languageOf(channelId), mentionRoleId: null } as const;
    const post = readDigest(entry, look, this.#options);
    if (post === null) return { kind: 'done' };
    const outcome = await port.edit(place, post, hasThread);
    if (outcome.kind === 'unavailable') return this.#leaveThread(entry, outcome);
    return outcome.kind === 'gone' ? await this.#recordRemoved(entry) : { kind: 'done' };
  }

  /** @param isFirstTry whether, if the message is gone, somebody else deleted it */
  async #takeDown(
    entry: StandingEntry,
    hasThread: boolean,
    isFirstTry: boolean,
  ): Promise<Done | ThreadClosed | Unavailable> {
    const { port, log } = this.#options;
    const { channelId, storyId, place } = entry;
    const outcome = await port.delete(place, hasThread);
    if (outcome.kind === 'unavailable') return this.#leaveThread(entry, outcome);
    if (outcome.kind === 'gone' && isFirstTry) return await this.#recordRemoved(entry);
    await this.#recordWithdrawn(entry);
    log.info(
      { channelId, story: storyId, message: place.messageId },
      'taken down: its story is not published',
    );
    return { kind: 'done' };
  }

  /** Lets a story be picked again whose card Discord refused, when its card is another now. */
  async reconsider(entry: RefusedEntry): Promise<void> {
    const { ledger, port } = this.#options;
    const post = readPost(entry, this.#options);
    if (post !== null && port.hashCard(post) !== entry.cardHash) await ledger.remove(entry);
  }

  /** A thread that is locked holds up no other. */
  #leaveThread(
    { channelId, storyId, place }: StandingEntry,
    outcome: Unavailable,
  ): ThreadClosed | Unavailable {
    if (place.channelId === channelId) return outcome;
    this.#options.log.warn(
      { channelId, story: storyId },
      `its thread takes no change: ${describeObstacle(outcome.obstacle)}`,
    );
    return { kind: 'thread-closed' };
  }

  /**
   * Sends what the ledger already has as `sending`.
   * @param cardHash what is noted as the message's card when it is there
   */
  async #send(entry: SendingEntry, post: Post, cardHash: string): Promise<Sent | Unavailable | Invalid> {
    const { ledger, port, clock } = this.#options;
    const { channelId, nonce, look } = entry;
    let outcome: Sent | Gone | Unavailable | Invalid;
    try {
      outcome = await port.send(channelId, post, nonce);
    } catch (error) {
      // It may have left only now: requests wait for their turn.
      if (!(error instanceof NotSentError)) {
        const triedAtMs = clock.now();
        this.#failedAtMs.set(nonce, triedAtMs);
        await ledger.put({ ...entry, triedAtMs });
      }
      throw error;
    }
    if (outcome.kind === 'sent') await this.#recordPosted(entry, outcome, cardHash);
    if (outcome.kind === 'gone') {
      await this.#recordRemoved({ ...entry, postedAtMs: entry.sendingAtMs });
      return { kind: 'invalid', reason: 'its message was deleted in Discord' };
    }
    if (outcome.kind === 'invalid') {
      const { reason } = outcome;
      const refusedAtMs = clock.now();
      const refusedHash = port.hashCard(post);
      await ledger.put<RefusedEntry>({
        ...keyOf(entry),
        state: 'refused',
        refusedAtMs,
        reason,
        cardHash: refusedHash,
        look,
      });
    }
    return outcome;
  }

  /** @param cardHash of the card that was sent; anything else makes the next refresh send the card anew */
  async #recordPosted(entry: SendingEntry, { place, canCrosspost }: Sent, cardHash: string): Promise<void> {
    const { ledger } = this.#options;
    const { sendingAtMs, look, opensThread, reasons } = entry;
    await ledger.put<PostedEntry>({
      ...keyOf(entry),
      state: 'posted',
      place,
      postedAtMs: sendingAtMs,
      editedAtMs: null,
      cardHash,
      look,
      crosspost: canCrosspost ? 'due' : 'none',
      thread: opensThread ? 'due' : 'none',
      reasons,
    });
    if (cardHash === UNKNOWN_CARD) ledger.markOneDirty(entry.channelId, entry.storyId);
  }

  async #recordWithdrawn(entry: StandingEntry): Promise<void> {
    await this.#options.ledger.put({ ...keyOf(entry), state: 'withdrawn', postedAtMs: entry.postedAtMs });
  }

  async #recordRemoved(entry: LedgerEntry & { readonly postedAtMs: number }): Promise<Done> {
    const { ledger, log } = this.#options;
    const { channelId, storyId, postedAtMs } = entry;
    await ledger.put({ ...keyOf(entry), state: 'removed', postedAtMs });
    log.info({ channelId, story: storyId }, 'its message was deleted in Discord; it is not posted again');
    return { kind: 'done' };
  }
}

/** What an entry keeps when its state becomes another. */
function keyOf({ channelId, storyId, eventId, version }: LedgerEntry) {
  return { channelId, storyId, eventId, version };
}
