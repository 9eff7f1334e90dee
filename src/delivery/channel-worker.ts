import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Pick, Selection } from '../curation/selection.ts';
import type { Subscription } from '../curation/subscription.ts';
import type { Library } from '../library/library.ts';
import {
  type ChannelPort,
  type Invalid,
  type Sent,
  TokenRefusedError,
  type Unavailable,
} from './channel-port.ts';
import { selectForChannel } from './channel-selection.ts';
import type { Ledger } from './ledger.ts';
import { describeObstacle, isSameObstacle, type Obstacle } from './obstacle.ts';
import type { Pauses } from './pauses.ts';
import type { PostRequest, Publisher } from './publisher.ts';
import type { YoungStories } from './young-stories.ts';

const RETRY_FIRST_MS = 2_000;
const RETRY_MAX_MS = 5 * 60_000;
/** How often a channel is asked that Discord refused for a reason the gateway does not tell of. */
const PAUSE_CHECK_MS = 3_600_000;

export type ChannelWorkerOptions = {
  readonly library: Library;
  readonly youngStories: YoungStories;
  readonly ledger: Ledger;
  readonly pauses: Pauses;
  readonly port: ChannelPort;
  readonly publisher: Publisher;
  readonly clock: Clock;
  /** Discord's patience is real time, whatever clock the bot lives by. */
  readonly realClock: Clock;
  readonly log: Logger;
  readonly onFatal: (error: Error) => void;
};

/** A run that is due, and the stories that it has begun to post. */
type Run = { readonly subscription: Subscription; readonly storyIds: Set<string> };

/**
 * Does all work of one channel, one request at a time: settles what was cut off, brings messages up to their
 * stories, posts what is due. What fails stays due and is tried again, later and later, until it is done.
 */
export class ChannelWorker {
  readonly #channelId: string;
  readonly #options: ChannelWorkerOptions;
  readonly #staleStoryIds = new Set<string>();
  #run: Run | null = null;
  #working: Promise<void> | null = null;
  #retryMs = RETRY_FIRST_MS;
  #cancelRetry: (() => void) | null = null;
  #hasProgressed = false;
  #isStopping = false;
  /** Whether this process knows of the pause itself; that of an earlier one is tried at once. */
  #hasPaused = false;
  /** Whether Discord took something since the work began: what ends a pause that the gateway does not tell of. */
  #hasSucceeded = false;
  #lastTickMs: number;
  #lastSelection: { readonly atMs: number; readonly selection: Selection } | null = null;

  constructor(channelId: string, options: ChannelWorkerOptions) {
    this.#channelId = channelId;
    this.#options = options;
    this.#lastTickMs = options.clock.now();
  }

  get lastSelection(): { readonly atMs: number; readonly selection: Selection } | null {
    return this.#lastSelection;
  }

  /** A tick of the subscription: a new run with its whole budget. @returns when this run is done or put off */
  tick(subscription: Subscription): Promise<void> {
    this.#run = { subscription, storyIds: new Set() };
    this.#markClustersOfNewStories();
    return this.wake();
  }

  /** These stories' messages may no longer be what their records say; `wake` looks at them. */
  markStale(storyIds: Iterable<string>): void {
    for (const id of storyIds) {
      if (this.#options.ledger.find(this.#channelId, id) !== undefined) this.#staleStoryIds.add(id);
    }
  }

  /** Whether something that was due is still to be done. */
  get isBehind(): boolean {
    return this.#run !== null || this.#staleStoryIds.size > 0;
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
   * @throws when Discord or the state could not be reached; what may have arrived is settled later
   */
  async postNow(storyId: string, request: PostRequest): Promise<Sent | Unavailable | Invalid> {
    while (this.#working !== null) await this.#working;
    const posting = this.#options.publisher.post(this.#channelId, storyId, request);
    this.#working = posting.then(
      () => {},
      () => {},
    );
    try {
      return await posting;
    } finally {
      this.#working = null;
      // Its followers and its thread, or what was left open.
      if (!this.#isStopping) void this.wake();
    }
  }

  /** Lets the request in flight finish and begins no other. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#cancelRetry?.();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { log, realClock, onFatal } = this.#options;
    const channelId = this.#channelId;
    this.#hasProgressed = false;
    try {
      let obstacle: Unavailable | null;
      // Work that comes while the last of it is done must not wait for the next tick.
      do obstacle = await this.#doWhatIsDue();
      while (obstacle === null && this.isBehind && !this.#isStopping);
      if (obstacle !== null) await this.#pause(obstacle.obstacle);
      this.#retryMs = RETRY_FIRST_MS;
    } catch (error) {
      if (error instanceof TokenRefusedError) return onFatal(error);
      if (this.#isStopping) return;
      // A failure after something went well is the first of a new row.
      if (this.#hasProgressed) this.#retryMs = RETRY_FIRST_MS;
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ channelId }, `not done yet, tried again in ${this.#retryMs / 1000} s: ${reason}`);
      this.#cancelRetry = realClock.setTimer(realClock.now() + this.#retryMs, () => void this.wake());
      this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MAX_MS);
    }
  }

  /** @returns why the channel takes nothing; null when all that was due is done */
  async #doWhatIsDue(): Promise<Unavailable | null> {
    const { ledger, port, publisher } = this.#options;
    const channelId = this.#channelId;
    const obstacle = this.#findPause() ?? port.findObstacle(channelId);
    if (obstacle !== null) return { kind: 'unavailable', obstacle };
    this.#hasSucceeded = false;

    // Nothing else is posted before it is known what stands in the channel.
    for (const entry of ledger.entriesOf(channelId)) {
      if (entry.state !== 'sending') continue;
      if (this.#isStopping) return null;
      const outcome = await publisher.settle(entry);
      if (outcome.kind === 'unavailable') return outcome;
      this.#hasProgressed = true;
      this.#hasSucceeded = true;
      this.#staleStoryIds.add(entry.storyId);
    }
    const outcome = (await this.#refreshStale()) ?? (await this.#postDue());
    if (outcome !== null) return outcome;
    for (const entry of ledger.postedIn(channelId)) {
      if (this.#isStopping) break;
      if (entry.thread === 'due') await publisher.openThread(entry);
    }
    for (const entry of ledger.postedIn(channelId)) {
      if (this.#isStopping) break;
      if (entry.crosspost === 'due') await publisher.crosspost(entry);
    }
    await this.#resume();
    return null;
  }

  /** A story comes out when its time does, also without a change of the folder: its cluster's cards grow then. */
  #markClustersOfNewStories(): void {
    const { library, clock } = this.#options;
    const nowMs = clock.now();
    for (const { clusterId } of library.listPublished(this.#lastTickMs, nowMs)) {
      this.markStale(library.listClusterIds(clusterId));
    }
    this.#lastTickMs = nowMs;
  }

  async #refreshStale(): Promise<Unavailable | null> {
    for (const storyId of [...this.#staleStoryIds]) {
      if (this.#isStopping) break;
      // Unmarked first: a change that comes while the request is under way marks it anew.
      this.#staleStoryIds.delete(storyId);
      const entry = this.#options.ledger.find(this.#channelId, storyId);
      if (entry?.state !== 'posted') continue;
      let isDone = false;
      try {
        const outcome = await this.#options.publisher.refresh(entry);
        if (outcome.kind === 'unavailable') return outcome;
        isDone = true;
        this.#hasProgressed = true;
      } finally {
        if (!isDone) this.#staleStoryIds.add(storyId);
      }
    }
    return null;
  }

  /** Posts what the run still may. After a failure it goes on with what is left of its budget. */
  async #postDue(): Promise<Unavailable | null> {
    const { publisher, clock, log } = this.#options;
    const run = this.#run;
    if (run === null) return null;
    const selection = this.#select(run);
    this.#lastSelection = { atMs: clock.now(), selection };
    for (const pick of selection.picks) {
      if (this.#isStopping) return null;
      run.storyIds.add(pick.story.id);
      const outcome = await publisher.post(this.#channelId, pick.story.id, this.#request(run, pick));
      if (outcome.kind === 'unavailable') return outcome;
      this.#hasProgressed = true;
      const place = { channelId: this.#channelId, story: pick.story.id };
      if (outcome.kind === 'sent') {
        this.#hasSucceeded = true;
        log.info({ ...place, message: outcome.place.messageId }, `posted: ${pick.story.title}`);
      } else {
        log.error(place, `not posted, and not tried again here: ${pick.story.title}: ${outcome.reason}`);
      }
    }
    const { picks, refusals } = selection;
    log.debug({ channelId: this.#channelId, picks: picks.length, refusals: refusals.length }, 'tick done');
    if (this.#run === run) this.#run = null;
    return null;
  }

  /** What the run may still post: of its budget, that which is neither posted nor, perhaps, under way. */
  #select({ subscription, storyIds }: Run): Selection {
    const { ledger, clock } = this.#options;
    const used = [...storyIds].filter((id) => {
      const state = ledger.find(this.#channelId, id)?.state;
      return state !== undefined && state !== 'refused';
    });
    const budget = subscription.policy.perRun - used.length;
    return selectForChannel(subscription, { ...this.#options, nowMs: clock.now(), budget });
  }

  #request({ subscription }: Run, { rank, heat, log2Hotness }: Pick): PostRequest {
    const { clock, port } = this.#options;
    const { style, opensThread, mention } = subscription.look;
    const mentionRoleId = mention !== null && heat >= mention.fromHeat ? mention.roleId : null;
    return {
      look: { style, language: port.languageOf(this.#channelId), mentionRoleId },
      opensThread,
      reasons: { rank, heat, log2Hotness, atMs: clock.now(), postedBy: null },
    };
  }

  /** The obstacle of a pause that is not to be tried yet; null: go on. */
  #findPause(): Obstacle | null {
    const { pauses, port, clock } = this.#options;
    const pause = pauses.get(this.#channelId);
    if (pause === undefined) return null;
    const known = port.findObstacle(this.#channelId);
    // A cause that the gateway told of is over when the gateway tells so; others only show by asking Discord.
    if (known !== null || pause.isKnownToGateway) return known;
    if (!this.#hasPaused) return null;
    return clock.now() - pause.checkedAtMs < PAUSE_CHECK_MS ? pause.obstacle : null;
  }

  async #pause(obstacle: Obstacle): Promise<void> {
    const { pauses, port, clock, log } = this.#options;
    const channelId = this.#channelId;
    // The run is over: the next tick begins another. Messages that are not up to date stay due.
    this.#run = null;
    this.#hasPaused = true;
    const before = pauses.get(channelId);
    const isKnownToGateway = port.findObstacle(channelId) !== null;
    const nowMs = clock.now();
    if (before !== undefined && isSameObstacle(before.obstacle, obstacle)) {
      const isChecked = nowMs - before.checkedAtMs >= PAUSE_CHECK_MS;
      if (isChecked) await pauses.put({ ...before, checkedAtMs: nowMs, isKnownToGateway });
      log.debug({ channelId }, 'still paused');
      return;
    }
    await pauses.put({ channelId, obstacle, sinceMs: nowMs, checkedAtMs: nowMs, isKnownToGateway });
    log.warn({ channelId }, `paused, nothing can be posted in this channel: ${describeObstacle(obstacle)}`);
    await port.notifyAdmins(channelId, obstacle);
  }

  async #resume(): Promise<void> {
    const { pauses, log } = this.#options;
    const pause = pauses.get(this.#channelId);
    if (pause === undefined || !(pause.isKnownToGateway || this.#hasSucceeded)) return;
    await pauses.remove(this.#channelId);
    log.info({ channelId: this.#channelId }, 'resumed: the channel takes posts again');
  }
}
