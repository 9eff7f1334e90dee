import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Library } from '../library/library.ts';
import {
  type ChannelPort,
  type Done,
  type Invalid,
  NotSentError,
  type Post,
  type Sent,
  type Unavailable,
} from './channel-port.ts';
import type { Ledger, LedgerEntry, MessageLook, PostedEntry, PostReasons, SendingEntry } from './ledger.ts';
import { describeObstacle } from './obstacle.ts';

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

/** A request that left this long ago has arrived, or never will: twice what the REST client waits for an answer. */
const REQUEST_MAX_MS = 30_000;

/** In place of a card's hash: the message was to be deleted, and may be gone already. No hash is equal to it. */
const TAKEN_DOWN = 'taken-down';

/** The clocks of Discord and of this machine may differ by this much when a message is looked for. */
const CLOCK_SKEW_MS = 5 * 60_000;

export type PublisherOptions = {
  readonly library: Library;
  readonly ledger: Ledger;
  readonly port: ChannelPort;
  readonly clock: Clock;
  readonly log: Logger;
};

/** How a story is to be posted, and why. */
export type PostRequest = {
  readonly look: MessageLook;
  readonly opensThread: boolean;
  readonly reasons: PostReasons;
};

/**
 * Makes one message at a time what its story says, recording each step: `sending` is on disk before a request
 * leaves, `posted` after Discord has answered. Every method may be cut off at any point and be called again.
 */
export class Publisher {
  readonly #options: PublisherOptions;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Posts a story. @throws when Discord or the state could not be reached: the entry says what is open */
  async post(
    channelId: string,
    storyId: string,
    { look, opensThread, reasons }: PostRequest,
  ): Promise<Sent | Unavailable | Invalid> {
    const { ledger, clock } = this.#options;
    const nowMs = clock.now();
    const entry: SendingEntry = {
      state: 'sending',
      channelId,
      storyId,
      nonce: randomBytes(NONCE_BYTES).toString('base64url'),
      sendingAtMs: nowMs,
      triedAtMs: nowMs,
      look,
      opensThread,
      reasons,
    };
    await ledger.put(entry);
    const post = this.#readPost(storyId, look);
    // Taken back in the moment between choosing and sending.
    if (post === null) {
      await ledger.remove(entry);
      return { kind: 'invalid', reason: 'its story is not published any more' };
    }
    try {
      const outcome = await this.#send(entry, post);
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
   * @throws when that cannot be told yet
   */
  async settle(entry: SendingEntry): Promise<Done | Unavailable> {
    const { ledger, port, clock, log } = this.#options;
    const { channelId, storyId, sendingAtMs } = entry;
    const nowMs = clock.now();
    const post = this.#readPost(storyId, entry.look);
    const canRepeat = post !== null && port.takesNonce(channelId) && nowMs - sendingAtMs < NONCE_KNOWN_MS;
    // Written before the look, so that a slow disk cannot come between the look and what is sent after it.
    if (canRepeat) await ledger.put({ ...entry, triedAtMs: nowMs });

    const found = await port.findMessage(channelId, storyId, sendingAtMs - CLOCK_SKEW_MS);
    if (found.kind === 'unavailable') return found;
    if (found.kind === 'sent') {
      await this.#recordPosted(entry, found, 'unknown');
      log.info({ channelId, story: storyId }, 'an interrupted post was found in the channel');
    } else if (canRepeat) {
      const sent = await this.#send(entry, post);
      if (sent.kind === 'unavailable') return sent;
      log.info({ channelId, story: storyId }, 'an interrupted post was sent again');
    } else if (nowMs - entry.triedAtMs < REQUEST_MAX_MS) {
      throw new Error('an interrupted post may still arrive; nothing else is posted until that is known');
    } else {
      await ledger.remove(entry);
      log.info({ channelId, story: storyId }, 'an interrupted post had not been sent');
    }
    return { kind: 'done' };
  }

  /** Brings a posted message up to its story: edits it, or takes it down. */
  async refresh(entry: PostedEntry): Promise<Done | Unavailable> {
    const { library, ledger, port, clock, log } = this.#options;
    const { channelId, storyId, place, look } = entry;
    const hasThread = entry.thread === 'done';
    const post = this.#readPost(storyId, look);
    // A broken file says nothing: its message stays as it is until the file is mended or gone.
    if (post === null && library.isUnreadable(storyId)) return { kind: 'done' };
    if (post === null) {
      // Noted first: should the answer be lost and the story be published again, nobody but us took it down.
      if (entry.cardHash !== TAKEN_DOWN) await ledger.put({ ...entry, cardHash: TAKEN_DOWN });
      const outcome = await port.delete(place, hasThread);
      if (outcome.kind === 'unavailable') return this.#leaveThread(entry, outcome);
      await ledger.remove(entry);
      log.info(
        { channelId, story: storyId, message: place.messageId },
        'taken down: its story is not published',
      );
      return { kind: 'done' };
    }
    const cardHash = port.hashCard(post);
    if (cardHash === entry.cardHash) return { kind: 'done' };
    const outcome = await port.edit(place, post, hasThread);
    if (outcome.kind === 'unavailable') return this.#leaveThread(entry, outcome);
    if (outcome.kind === 'gone' && entry.cardHash === TAKEN_DOWN) {
      await ledger.remove(entry);
      return { kind: 'done' };
    }
    if (outcome.kind === 'gone') {
      await ledger.put({ state: 'removed', channelId, storyId, postedAtMs: entry.postedAtMs });
      log.info({ channelId, story: storyId }, 'its message was deleted in Discord; it is not posted again');
      return { kind: 'done' };
    }
    if (outcome.kind === 'invalid') log.error({ channelId, story: storyId }, `not edited: ${outcome.reason}`);
    // Also after a refusal: the same edit would be refused again.
    await ledger.put({ ...entry, cardHash, editedAtMs: clock.now() });
    if (outcome.kind === 'done') log.info({ channelId, story: storyId }, `edited: ${post.story.title}`);
    return { kind: 'done' };
  }

  /** Publishes a message of an announcement channel to its followers, once. */
  async crosspost(entry: PostedEntry): Promise<void> {
    const { ledger, port, log } = this.#options;
    const outcome = await port.crosspost(entry.place);
    if (outcome.kind === 'unavailable' || outcome.kind === 'invalid') {
      const place = { channelId: entry.channelId, story: entry.storyId };
      log.warn(place, `not published: ${describeRefusal(outcome)}`);
    }
    await ledger.put({ ...entry, crosspost: outcome.kind === 'done' ? 'done' : 'none' });
  }

  /** Opens the thread for discussion below a message, once. */
  async openThread(entry: PostedEntry): Promise<void> {
    const { ledger, port, log } = this.#options;
    const post = this.#readPost(entry.storyId, entry.look);
    const outcome = post === null ? null : await port.openThread(entry.place, post);
    if (outcome?.kind === 'unavailable' || outcome?.kind === 'invalid') {
      const place = { channelId: entry.channelId, story: entry.storyId };
      log.warn(place, `no thread was opened: ${describeRefusal(outcome)}`);
    }
    await ledger.put({ ...entry, thread: outcome?.kind === 'done' ? 'done' : 'none' });
  }

  /** A thread that is locked holds up no other: its message is left as it is until its story changes again. */
  #leaveThread({ channelId, storyId, place }: PostedEntry, outcome: Unavailable): Done | Unavailable {
    if (place.channelId === channelId) return outcome;
    this.#options.log.warn(
      { channelId, story: storyId },
      `its thread takes no change: ${describeRefusal(outcome)}`,
    );
    return { kind: 'done' };
  }

  /** Sends what the ledger already has as `sending`. */
  async #send(entry: SendingEntry, post: Post): Promise<Sent | Unavailable | Invalid> {
    const { ledger, port, clock } = this.#options;
    const { channelId, storyId, nonce } = entry;
    const outcome = await port.send(channelId, post, nonce);
    if (outcome.kind === 'sent') await this.#recordPosted(entry, outcome, port.hashCard(post));
    if (outcome.kind === 'invalid') {
      const { reason } = outcome;
      await ledger.put({ state: 'refused', channelId, storyId, refusedAtMs: clock.now(), reason });
    }
    return outcome;
  }

  /** @param cardHash of the card that was sent; anything else makes the next refresh send the card anew */
  #recordPosted(entry: SendingEntry, { place, canCrosspost }: Sent, cardHash: string): Promise<void> {
    const { channelId, storyId, sendingAtMs, look, opensThread, reasons } = entry;
    const posted: LedgerEntry = {
      state: 'posted',
      channelId,
      storyId,
      place,
      postedAtMs: sendingAtMs,
      editedAtMs: null,
      cardHash,
      look,
      crosspost: canCrosspost ? 'due' : 'none',
      thread: opensThread ? 'due' : 'none',
      reasons,
    };
    return this.#options.ledger.put(posted);
  }

  /** What the story's message should show now; null when it should not be there. */
  #readPost(storyId: string, look: MessageLook): Post | null {
    const { library, clock } = this.#options;
    const found = library.getStory(storyId);
    if (found === undefined) return null;
    return { story: found.story, coverage: library.coverageOf(found.story, clock.now()), look };
  }
}

function describeRefusal(outcome: Unavailable | Invalid): string {
  return outcome.kind === 'invalid' ? outcome.reason : describeObstacle(outcome.obstacle);
}
