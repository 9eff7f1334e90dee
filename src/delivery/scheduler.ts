import type { Clock } from '../clock.ts';
import type { Schedule } from '../curation/schedule.ts';
import type { Subscription } from '../curation/subscription.ts';

/** After a sleep of the machine, a tick missed by less than this is made up for, once. */
const MISSED_TICK_MAX_MS = 60 * 60_000;
/** Channels that are due at the same instant are spread over this time, and stand at most so far apart. */
const SPREAD_MS = 60_000;
const SPREAD_GAP_MAX_MS = 1_000;

export type SchedulerOptions = {
  readonly clock: Clock;
  /** What is to run now; asked anew at each tick, so a changed feed needs no telling. */
  readonly listSubscriptions: () => readonly Subscription[];
  readonly onTick: (subscription: Subscription) => void;
};

/** Runs every subscription at its ticks, and those that follow the news when something changes. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #cancels = new Set<() => void>();
  #checkedMs: number;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#checkedMs = options.clock.now();
  }

  start(): void {
    const { clock, listSubscriptions } = this.#options;
    const stepMs = Math.min(60_000, ...listSubscriptions().map(({ schedule }) => schedule.stepMs));
    this.#setTimer(Math.floor(clock.now() / stepMs + 1) * stepMs, () => {
      this.#check();
      this.start();
    });
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  /** Something changed in the library: those that post as it breaks look at once, and digests that grow. */
  runFollowing(): void {
    const nowMs = this.#options.clock.now();
    this.#run(
      this.#options
        .listSubscriptions()
        .filter(
          ({ isBreaking, digest, schedule }) => (isBreaking || digest?.grows) && !schedule.isQuiet(nowMs),
        ),
    );
  }

  /** A digest has its hour: one that was missed while the bot was away is made up for, if it is not too late. */
  runDigests(): void {
    const nowMs = this.#options.clock.now();
    this.#run(
      this.#options
        .listSubscriptions()
        .filter(({ digest, schedule }) => digest !== null && !schedule.isQuiet(nowMs)),
    );
  }

  #check(): void {
    const nowMs = this.#options.clock.now();
    const fromMs = Math.max(this.#checkedMs, nowMs - MISSED_TICK_MAX_MS);
    this.#checkedMs = nowMs;
    const isDue = new Map<Schedule, boolean>();
    const due = this.#options.listSubscriptions().filter(({ schedule }) => {
      const known = isDue.get(schedule) ?? !schedule.ticksBetween(fromMs, nowMs).next().done;
      isDue.set(schedule, known);
      return known;
    });
    this.#run(due);
  }

  #run(subscriptions: readonly Subscription[]): void {
    const { clock, onTick } = this.#options;
    const gapMs = Math.min(SPREAD_GAP_MAX_MS, SPREAD_MS / subscriptions.length);
    const nowMs = clock.now();
    for (const [index, subscription] of subscriptions.entries()) {
      if (index === 0) onTick(subscription);
      else this.#setTimer(nowMs + index * gapMs, () => this.#runLater(subscription.channelId));
    }
  }

  /** By then the subscription may have been changed, paused or ended. */
  #runLater(channelId: string): void {
    const current = this.#options.listSubscriptions().find((one) => one.channelId === channelId);
    if (current !== undefined) this.#options.onTick(current);
  }

  #setTimer(atMs: number, callback: () => void): void {
    const cancel = this.#options.clock.setTimer(atMs, () => {
      this.#cancels.delete(cancel);
      callback();
    });
    this.#cancels.add(cancel);
  }
}
