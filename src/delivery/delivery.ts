import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { type Clock, systemClock } from '../clock.ts';
import type { Subscription } from '../curation/subscription.ts';
import type { Library } from '../library/library.ts';
import { describeError } from '../system-error.ts';
import { type ChannelPort, type Invalid, isFatal, type Sent, type Unavailable } from './channel-port.ts';
import { ChannelWorker } from './channel-worker.ts';
import type { Ledger } from './ledger.ts';
import { LookBack } from './look-back.ts';
import type { Pauses } from './pauses.ts';
import { type PostRequest, Publisher } from './publisher.ts';
import type { RunRecord } from './run.ts';
import { type RunReport, type RunReports, summarizeRun } from './run-reports.ts';
import { type NotedChanges, StoryChanges } from './story-changes.ts';
import { YoungStories } from './young-stories.ts';

/**
 * How many things all channels together do at a time, each a request or a few in a row. Discord takes 50 requests a
 * second of a bot (topics/rate-limits): one second's are under way, the next second's ready. So what is handed over
 * leaves within moments, however many channels are due at once, and a crash leaves few posts open.
 */
const TURNS_AT_ONCE = 100;

/** A state that another process holds locked is tried again this soon. */
const NOTE_RETRY_MS = 2_000;

/** How often paused channels are looked at. */
const RECHECK_MS = 3_600_000;

export type DeliveryOptions = {
  readonly library: Library;
  readonly ledger: Ledger;
  readonly pauses: Pauses;
  readonly reports: RunReports;
  readonly port: ChannelPort;
  readonly clock: Clock;
  /** For waits on Discord: real time, also while the bot's own clock is replayed. Default: the machine's clock. */
  readonly realClock?: Clock;
  readonly log: Logger;
  /** What posts in a channel now, if anything does. */
  readonly findSubscription: (channelId: string) => Subscription | undefined;
  /** Whether this process does the work of a server's channels. */
  readonly ownsGuild: (guildId: string) => boolean;
  /** Called when nothing can go on: the token is refused, the state is lost. */
  readonly onFatal: (error: Error) => void;
};

/** Makes every channel hold what it should: each due story once, and each message as its story is now. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #publisher: Publisher;
  readonly #lookBack: LookBack;
  readonly #changes: StoryChanges;
  /** Shared by all channels, and by commands that ask what a channel would get. */
  readonly youngStories: YoungStories;
  readonly #workers = new Map<string, ChannelWorker>();
  readonly #takeTurn = pLimit(TURNS_AT_ONCE);
  #cancelRecheck: (() => void) | null = null;
  #cancelRetry: (() => void) | null = null;
  #isStopped = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#publisher = new Publisher(options);
    this.#lookBack = new LookBack(options);
    this.#changes = new StoryChanges(options.library, options.ledger);
    this.youngStories = new YoungStories(options.library);
  }

  /**
   * Goes on where the last process stopped: settles what it left open, and looks at every message whose story has
   * changed since. From then on follows the library.
   */
  async start(): Promise<void> {
    const { library, ledger, log } = this.#options;
    library.onChange(() => this.#noteChanges());
    this.#scheduleRecheck();
    if (library.isEmpty()) log.warn('the content folder holds no record: what was posted stays as it is');
    else this.#noteChanges();
    const channelIds = ledger.listChannelsWithWork().filter((channelId) => this.#owns(channelId));
    await Promise.all(channelIds.map((channelId) => this.#workerOf(channelId).wake()));
  }

  /** A tick of a subscription. @returns when it is done, or put off */
  tick(subscription: Subscription): Promise<void> {
    // What could not be noted now is noted at the next tick.
    this.#note(() => this.#changes.notePublished(this.#options.clock.now()));
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

  /** What the last run of a channel came to, also one of an earlier process. */
  async lastReport(channelId: string): Promise<RunReport | null> {
    const run = this.lastRun(channelId);
    return run === null ? await this.#options.reports.get(channelId) : summarizeRun(run);
  }

  /** Whether something that was due in the channel is still to be done. */
  isBehind(channelId: string): boolean {
    return this.#workers.get(channelId)?.isBehind ?? false;
  }

  /** Lets the requests in flight finish and begins no other. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRecheck?.();
    this.#cancelRetry?.();
    await Promise.all([...this.#workers.values()].map((worker) => worker.stop()));
  }

  /** Notes what changed in the library, and looks at it; tried again until the state takes it. */
  #noteChanges(): void {
    const noted = this.#note(() => this.#changes.noteChanges());
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    if (noted !== null) {
      for (const channelId of noted.channelIds) {
        if (this.#owns(channelId)) void this.#workerOf(channelId).wake();
      }
    }
    if (noted === null && !this.#isStopped) {
      const { realClock = systemClock } = this.#options;
      this.#cancelRetry = realClock.setTimer(realClock.now() + NOTE_RETRY_MS, () => this.#noteChanges());
    }
  }

  /** @returns null when the state could not be written; nothing is lost, since the cursor did not move */
  #note(work: () => NotedChanges): NotedChanges | null {
    try {
      const noted = work();
      for (const channelId of noted.channelIds) this.#workers.get(channelId)?.forgetFailures(noted.storyIds);
      return noted;
    } catch (error) {
      if (isFatal(error)) this.#options.onFatal(error);
      const reason = describeError(error);
      this.#options.log.warn(`changes of stories could not be noted, tried again soon: ${reason}`);
      return null;
    }
  }

  /** A channel whose server is not known yet is taken for our own: asking Discord for it does no harm. */
  #owns(channelId: string): boolean {
    const { ledger, ownsGuild } = this.#options;
    const guildId = ledger.guildOf(channelId);
    return guildId === null || ownsGuild(guildId);
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
      lookBack: this.#lookBack,
      youngStories: this.youngStories,
      takeTurn: this.#takeTurn,
    });
    this.#workers.set(channelId, worker);
    return worker;
  }
}
