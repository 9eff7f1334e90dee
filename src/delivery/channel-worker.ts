import type { Subscription } from '../curation/subscription.ts';
import { describeError } from '../system-error.ts';
import { Attempts, type AttemptsOptions } from './attempts.ts';
import { ChannelPause, type ChannelPauseOptions } from './channel-pause.ts';
import { type Done, type Invalid, isFatal, type Sent, type Unavailable } from './channel-port.ts';
import { type ChannelRun, startRun } from './channel-run.ts';
import { FollowUps, type FollowUpsOptions, REFUSED_RETRY_MS } from './follow-ups.ts';
import type { DirtyStory } from './ledger.ts';
import type { LookBack } from './look-back.ts';
import type { Obstacle } from './obstacle.ts';
import type { PostRequest, Publisher } from './publisher.ts';
import type { RunRecord } from './run.ts';
import { type RunReports, summarizeRun } from './run-reports.ts';
import type { YoungStories } from './young-stories.ts';

/** Keys of what fails for the whole channel; what fails for one story has a key with its id. */
const SETTLE = 'settle';
const POST = 'post';
const PAUSE = 'pause';

export type ChannelWorkerOptions = Omit<AttemptsOptions, 'channelId'> &
  ChannelPauseOptions &
  FollowUpsOptions & {
    readonly youngStories: YoungStories;
    readonly publisher: Publisher;
    readonly lookBack: LookBack;
    readonly reports: RunReports;
    readonly onFatal: (error: Error) => void;
  };

/**
 * Does all work of one channel, one request at a time: settles what was cut off, brings messages up to their
 * stories, posts what is due. What fails stays due and is tried again, later and later, until it is done; it holds
 * up nothing else, but for a post that was cut off: before that is settled nothing else is posted.
 */
export class ChannelWorker {
  readonly #channelId: string;
  readonly #options: ChannelWorkerOptions;
  readonly #pause: ChannelPause;
  readonly #attempts: Attempts;
  readonly #followUps: FollowUps;
  /** Those of the dirty whose threads are locked: only an admin can end that. */
  readonly #closedStoryIds = new Set<string>();
  #run: ChannelRun | null = null;
  #lastRun: ChannelRun | null = null;
  /** Whether a pause has cut off a run. */
  #hasMissedRun = false;
  #working: Promise<void> | null = null;
  #cancelRetry: (() => void) | null = null;
  #isStopping = false;
  /** Whether Discord took something since the work began: what ends a pause that the gateway does not tell of. */
  #hasSucceeded = false;

  constructor(channelId: string, options: ChannelWorkerOptions) {
    this.#channelId = channelId;
    this.#options = options;
    this.#pause = new ChannelPause(channelId, options);
    this.#attempts = new Attempts({ ...options, channelId });
    this.#followUps = new FollowUps(channelId, this.#attempts, options);
  }

  /** What the last run came to that looked for stories. */
  get lastRun(): RunRecord | null {
    return this.#lastRun?.record ?? null;
  }

  /** A tick of the subscription: a new run with its whole budget. @returns when this run is done or put off */
  tick(subscription: Subscription): Promise<void> {
    this.#run = startRun(subscription, this.#options.clock.now());
    for (const key of [SETTLE, POST]) this.#attempts.resetBackoff(key);
    return this.wake();
  }

  /**
   * The hourly look at what only asking Discord can tell.
   * @param subscription what posts in the channel now: a run that a pause cut off is made up for
   */
  recheck(subscription: Subscription | undefined): Promise<void> {
    const { clock } = this.#options;
    const nowMs = clock.now();
    if (this.#hasMissedRun && subscription !== undefined && !subscription.schedule.isQuiet(nowMs))
      this.#run ??= startRun(subscription, nowMs);
    return this.wake();
  }

  /** These stories' records are others now: what failed before says nothing. `wake` looks at what is dirty. */
  forgetFailures(storyIds: Iterable<string>): void {
    for (const id of storyIds) {
      this.#attempts.resetBackoff(id);
      this.#closedStoryIds.delete(id);
    }
  }

  /** Whether something that was due is still to be done, and may yet be done without an admin. */
  get isBehind(): boolean {
    return this.#run !== null || this.#dirty().some(({ storyId }) => !this.#closedStoryIds.has(storyId));
  }

  /** Goes on with what is due. Never rejects. */
  wake(): Promise<void> {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
    return this.#working;
  }

  /**
   * Posts one story now, between whatever else is done in the channel.
   * @throws NotSentError or NoAnswerError when Discord did not answer: what may have arrived is settled later; also
   *   when the state could not be written
   */
  async postNow(storyId: string, request: PostRequest): Promise<Sent | Unavailable | Invalid> {
    while (this.#working !== null) await this.#working;
    const posting = this.#postByHand(storyId, request);
    this.#working = posting.then(
      () => {},
      () => {},
    );
    try {
      return await posting;
    } catch (error) {
      const reason = describeError(error);
      this.#options.log.warn(
        { channelId: this.#channelId, story: storyId },
        `not posted by hand yet: ${reason}`,
      );
      throw error;
    } finally {
      this.#working = null;
      // Its followers and its thread, or what was left open.
      if (!this.#isStopping) void this.wake();
    }
  }

  async #postByHand(storyId: string, request: PostRequest): Promise<Sent | Unavailable | Invalid> {
    const { ledger, lookBack, publisher } = this.#options;
    const channelId = this.#channelId;
    const looked = await lookBack.run(channelId);
    if (looked.kind === 'unavailable') return looked;
    const found = ledger.find(channelId, storyId);
    if (found?.state === 'posted') return { kind: 'sent', place: found.place, canCrosspost: false };
    return await publisher.post(channelId, storyId, request);
  }

  /** Lets the request in flight finish and begins no other. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#attempts.stop();
    this.#cancelRetry?.();
    await this.#working;
  }

  async #work(): Promise<void> {
    try {
      let obstacle: Unavailable | null;
      // Work that comes while the last of it is done must not wait for the next tick.
      do obstacle = await this.#runDue();
      while (obstacle === null && this.#canContinue());
      if (obstacle === null) this.#wakeAt(this.#nextRetryMs());
      else await this.#beginPause(obstacle.obstacle);
    } catch (error) {
      if (isFatal(error)) this.#options.onFatal(error);
      // The pause could not be written down, or its end.
      else this.#wakeAt(this.#options.realClock.now() + this.#attempts.fail(PAUSE, error));
    }
  }

  /** @returns why the channel takes nothing; null when all was done that could be */
  async #runDue(): Promise<Unavailable | null> {
    const obstacle = this.#pause.find();
    if (obstacle !== null) return { kind: 'unavailable', obstacle };
    this.#attempts.hasUnfinished = false;
    this.#hasSucceeded = false;
    const outcome = (await this.#settle()) ?? (await this.#refreshDirty()) ?? (await this.#postDue());
    if (outcome !== null) return outcome;
    await this.#followUps.openThreads();
    // Asked anew for each message: its record may have changed while another one's request was under way.
    await this.#followUps.crosspost(
      (id) => this.#attempts.isDue(id) && this.#dirty().some(({ storyId }) => storyId === id),
    );
    await this.#pause.end(this.#hasSucceeded);
    this.#attempts.succeed(PAUSE);
    return null;
  }

  /** Settles posts that were cut off. Nothing else is posted before that. */
  async #settle(): Promise<Unavailable | null> {
    const { ledger, lookBack, publisher } = this.#options;
    if (lookBack.isDue(this.#channelId)) {
      const outcome = await this.#attempts.try(SETTLE, () => lookBack.run(this.#channelId));
      if (outcome?.kind !== 'done') return outcome;
    }
    for (const entry of ledger.listSending(this.#channelId)) {
      const outcome = await this.#attempts.try(SETTLE, () => publisher.settle(entry));
      if (outcome === null) return null;
      if (outcome.kind === 'unavailable') return outcome;
      this.#hasSucceeded = true;
    }
    return null;
  }

  async #refreshDirty(): Promise<Unavailable | null> {
    for (const dirty of this.#dirty()) {
      const { storyId } = dirty;
      if (!this.#attempts.isDue(storyId)) continue;
      const outcome = await this.#attempts.try(storyId, () => this.#refresh(dirty));
      // Mostly Discord is down then, and each try may take long. The others come first the next time.
      if (outcome === null) break;
      if (outcome.kind === 'unavailable') return outcome;
      if (outcome.kind === 'thread-closed') {
        this.#closedStoryIds.add(storyId);
        this.#attempts.postpone(storyId, REFUSED_RETRY_MS);
      } else {
        this.#closedStoryIds.delete(storyId);
      }
    }
    return null;
  }

  async #refresh(dirty: DirtyStory): ReturnType<Publisher['refresh']> {
    const { ledger, publisher } = this.#options;
    const entry = ledger.find(this.#channelId, dirty.storyId);
    if (entry?.state === 'refused') await publisher.reconsider(entry);
    let outcome: Awaited<ReturnType<Publisher['refresh']>> = { kind: 'done' };
    if (entry?.state === 'posted') outcome = await publisher.refresh(entry);
    if (entry?.state === 'aged') outcome = await publisher.refreshAged(entry);
    // A change that came while the request was under way has a later number, and stays noted.
    if (outcome.kind === 'done') ledger.clearDirty(this.#channelId, dirty);
    return outcome;
  }

  #dirty(): DirtyStory[] {
    return this.#options.ledger.listDirty(this.#channelId);
  }

  /** Posts the rest of the run's budget. After a failure it continues with what is left. */
  async #postDue(): Promise<Unavailable | null> {
    const run = this.#run;
    while (run !== null && !this.#isUnsettled()) {
      const outcome = await this.#attempts.try(POST, () => this.#postNext(run));
      if (outcome === null || outcome.kind === 'done') break;
      if (outcome.kind === 'unavailable') return outcome;
    }
    return null;
  }

  /** @returns `done` when the run posts nothing more */
  async #postNext(run: ChannelRun): Promise<Sent | Unavailable | Invalid | Done> {
    const { publisher, port, clock, library, log } = this.#options;
    const channelId = this.#channelId;
    // The channel may have gone while it waited for its turn.
    const obstacle = port.findObstacle(channelId);
    if (obstacle !== null) return { kind: 'unavailable', obstacle };
    const language = port.languageOf(channelId);
    const next = run.next({ ...this.#options, nowMs: clock.now(), language });
    this.#lastRun = run;
    if (next === null) {
      if (this.#run === run) this.#run = null;
      this.#hasMissedRun = false;
      await this.#keepReport(run);
      return { kind: 'done' };
    }
    const { storyId, request } = next;
    const title = library.getStory(storyId)?.story.title ?? storyId;
    const outcome = await publisher.post(channelId, storyId, request);
    const place = { channelId, story: storyId };
    if (outcome.kind === 'sent') {
      this.#hasSucceeded = true;
      log.info({ ...place, message: outcome.place.messageId }, `posted: ${title}`);
    } else if (outcome.kind === 'invalid') {
      log.error(place, `not posted, and not tried again here: ${title}: ${outcome.reason}`);
    }
    return outcome;
  }

  async #keepReport(run: ChannelRun): Promise<void> {
    try {
      await this.#options.reports.put(this.#channelId, summarizeRun(run.record));
    } catch (error) {
      if (isFatal(error)) throw error;
      // Only /why would miss it, after a restart.
      this.#options.log.warn({ channelId: this.#channelId, err: error }, 'the report of a run was not kept');
    }
  }

  #isUnsettled(): boolean {
    const { ledger, lookBack } = this.#options;
    return lookBack.isDue(this.#channelId) || ledger.listSending(this.#channelId).length > 0;
  }

  #canContinue(): boolean {
    if (this.#isStopping || this.#attempts.hasUnfinished) return false;
    return this.#run !== null || this.#dirty().some(({ storyId }) => this.#attempts.isDue(storyId));
  }

  /** When the first of what is left over may be tried; null: nothing is. */
  #nextRetryMs(): number | null {
    const keys = [...this.#dirty().map(({ storyId }) => [storyId]), ...this.#followUps.listDueKeys()];
    if (this.#isUnsettled()) keys.push([SETTLE]);
    else if (this.#run !== null) keys.push([POST]);
    if (keys.length === 0) return null;
    return Math.min(...keys.map((all) => this.#attempts.nextMs(all)));
  }

  #wakeAt(atMs: number | null): void {
    if (atMs === null || this.#isStopping) return;
    this.#cancelRetry = this.#options.realClock.setTimer(atMs, () => void this.wake());
  }

  /** The run is over: the next tick begins another. Messages that are not up to date stay due. */
  async #beginPause(obstacle: Obstacle): Promise<void> {
    if (this.#run !== null) this.#hasMissedRun = true;
    this.#run = null;
    await this.#pause.begin(obstacle);
    this.#attempts.succeed(PAUSE);
  }
}
