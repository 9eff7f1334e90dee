import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { type Clock, systemClock } from '../clock.ts';
import type { Subscription } from '../curation/subscription.ts';
import type { Library } from '../library/library.ts';
import type { ChannelPort, Invalid, Sent, Unavailable } from './channel-port.ts';
import { ChannelWorker } from './channel-worker.ts';
import type { Ledger } from './ledger.ts';
import type { Pauses } from './pauses.ts';
import { type PostRequest, Publisher } from './publisher.ts';
import type { RunRecord } from './run.ts';
import { YoungStories } from './young-stories.ts';

/**
 * How many things all channels together do at a time, each a request or a few in a row. Discord takes 50 requests a
 * second of a bot (topics/rate-limits): one second's are under way, the next second's ready. So what is handed over
 * leaves within moments, however many channels are due at once, and a crash leaves few posts open.
 */
const TURNS_AT_ONCE = 100;

/** How often paused channels are looked at. */
const RECHECK_MS = 3_600_000;

export type DeliveryOptions = {
  readonly library: Library;
  readonly ledger: Ledger;
  readonly pauses: Pauses;
  readonly port: ChannelPort;
  readonly clock: Clock;
  /** For what must wait for Discord, whose time is real whatever clock the bot lives by; the machine's, if not given. */
  readonly realClock?: Clock;
  readonly log: Logger;
  /** What posts in a channel now, if anything does. */
  readonly findSubscription: (channelId: string) => Subscription | undefined;
  /** Called once when nothing can go on: the token is refused. */
  readonly onFatal: (error: Error) => void;
};

/** Makes every channel hold what it should: each due story once, and each message as its story is now. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #publisher: Publisher;
  /** Shared by all channels; also for whoever asks what a channel would get. */
  readonly youngStories: YoungStories;
  readonly #workers = new Map<string, ChannelWorker>();
  readonly #takeTurn = pLimit(TURNS_AT_ONCE);
  #cancelRecheck: (() => void) | null = null;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#publisher = new Publisher(options);
    this.youngStories = new YoungStories(options.library);
  }

  /**
   * Takes up where the last process stopped: settles what it left open, and compares every message with its
   * story. From then on follows the library.
   */
  async start(): Promise<void> {
    const { library, ledger, log } = this.#options;
    library.onChange((storyIds) => void this.#refresh(storyIds));
    this.#scheduleRecheck();
    const isEmpty = library.isEmpty();
    if (isEmpty) log.warn('the content folder holds no record: what was posted stays as it is');
    const works = ledger.channelIds().map((channelId) => {
      const worker = this.#workerOf(channelId);
      if (!isEmpty) worker.markDirty(ledger.entriesOf(channelId).map(({ storyId }) => storyId));
      return worker.wake();
    });
    await Promise.all(works);
  }

  /** A tick of a subscription. @returns when it is done, or put off */
  tick(subscription: Subscription): Promise<void> {
    return this.#workerOf(subscription.channelId).tick(subscription);
  }

  /** Posts one story now. @throws when Discord did not answer; what may have arrived is settled later */
  postNow(channelId: string, storyId: string, request: PostRequest): Promise<Sent | Unavailable | Invalid> {
    return this.#workerOf(channelId).postNow(storyId, request);
  }

  /** What the last run of a channel posted and refused, since this process started. */
  lastRun(channelId: string): RunRecord | null {
    return this.#workers.get(channelId)?.lastRun ?? null;
  }

  /** Whether something that was due in the channel is still to be done. */
  isBehind(channelId: string): boolean {
    return this.#workers.get(channelId)?.isBehind ?? false;
  }

  /** Lets the requests in flight finish and begins no other. */
  async stop(): Promise<void> {
    this.#cancelRecheck?.();
    await Promise.all([...this.#workers.values()].map((worker) => worker.stop()));
  }

  async #refresh(storyIds: readonly string[]): Promise<void> {
    const works = this.#options.ledger.channelIds().map((channelId) => {
      const worker = this.#workerOf(channelId);
      worker.markDirty(storyIds);
      return worker.isBehind ? worker.wake() : null;
    });
    await Promise.all(works);
  }

  #scheduleRecheck(): void {
    const { clock, findSubscription } = this.#options;
    this.#cancelRecheck = clock.setTimer(clock.now() + RECHECK_MS, () => {
      for (const [channelId, worker] of this.#workers) void worker.recheck(findSubscription(channelId));
      this.#scheduleRecheck();
    });
  }

  #workerOf(channelId: string): ChannelWorker {
    const known = this.#workers.get(channelId);
    if (known !== undefined) return known;
    const worker = new ChannelWorker(channelId, {
      realClock: systemClock,
      ...this.#options,
      publisher: this.#publisher,
      youngStories: this.youngStories,
      takeTurn: this.#takeTurn,
    });
    this.#workers.set(channelId, worker);
    return worker;
  }
}
