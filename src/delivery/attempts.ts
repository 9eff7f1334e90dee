import type { LimitFunction } from 'p-limit';
import type { Logger } from 'pino';
import { backoffMs } from '../backoff.ts';
import type { Clock } from '../clock.ts';
import { describeError } from '../system-error.ts';
import { isFatal, NotSentError } from './channel-port.ts';

/** Often enough for a state that is locked for seconds, seldom enough for a Discord that is down. */
const RETRY = { firstMs: 2_000, maxMs: 60_000 } as const;

type Retry = {
  readonly atMs: number;
  /** In a row; 0 where Discord named the wait, which says nothing about the next one. */
  readonly failures: number;
  readonly isNamed: boolean;
};

export type AttemptsOptions = {
  readonly channelId: string;
  /** For backoff: Discord's limits run in real time, also while the bot's own clock is replayed. */
  readonly realClock: Clock;
  /** Begins something when few enough others are under way, in all channels. */
  readonly takeTurn: LimitFunction;
  readonly log: Logger;
};

/**
 * Tries things, each known by a key. What fails holds up nothing else: it is tried again later and later, or when
 * Discord says so.
 */
export class Attempts {
  readonly #options: AttemptsOptions;
  readonly #retries = new Map<string, Retry>();
  #isStopped = false;
  /** Whether something was left over since `begin`, because it failed or had to wait. */
  hasUnfinished = false;

  constructor(options: AttemptsOptions) {
    this.#options = options;
  }

  /** From now on nothing is tried. */
  stop(): void {
    this.#isStopped = true;
  }

  /**
   * Does one thing when its turn in the queue comes, unless it is in backoff. The wait may be long, so `work` must
   * check again what it depends on.
   * @param limitKey what a rate limit of Discord's holds up
   * @returns null when it is not done
   * @throws TokenRefusedError, UnreadableStateError
   */
  try<T>(key: string, work: () => Promise<T>, limitKey = key): Promise<T | null> {
    return this.#options.takeTurn(() => this.#tryNow(key, work, limitKey));
  }

  isDue(key: string): boolean {
    const nowMs = this.#options.realClock.now();
    return !this.#isStopped && (this.#retries.get(key)?.atMs ?? nowMs) <= nowMs;
  }

  /** Whether something that is due may be tried now; if not, it is left over. */
  isFree(key: string): boolean {
    const isDue = this.isDue(key);
    if (!isDue) this.hasUnfinished = true;
    return isDue;
  }

  /** Notes a failure. @returns how long to wait */
  fail(key: string, error: unknown): number {
    const { realClock, log, channelId } = this.#options;
    const failures = (this.#retries.get(key)?.failures ?? 0) + 1;
    const namedMs = error instanceof NotSentError ? error.waitMs : null;
    const isNamed = namedMs !== null;
    const hasLength = isNamed && namedMs > 0;
    const waitMs = hasLength ? namedMs : backoffMs(failures, RETRY);
    const atMs = realClock.now() + waitMs;
    this.#retries.set(key, { atMs, failures: hasLength ? 0 : failures, isNamed });
    const reason = describeError(error);
    if (!this.#isStopped)
      log.warn({ channelId }, `not done yet, tried again in ${waitMs / 1000} s: ${reason}`);
    return waitMs;
  }

  succeed(key: string): void {
    this.#retries.delete(key);
  }

  /** Lets something rest that only an admin can mend. */
  postpone(key: string, waitMs: number): void {
    const atMs = this.#options.realClock.now() + waitMs;
    this.#retries.set(key, { atMs, failures: 0, isNamed: false });
  }

  /** Forgets earlier failures of a key, except a wait that Discord asked for. */
  resetBackoff(key: string): void {
    const retry = this.#retries.get(key);
    if (retry !== undefined && !retry.isNamed) this.#retries.set(key, { ...retry, atMs: 0 });
  }

  /** When something may be tried again that each of these keys may hold up, a little later if it is due already. */
  nextMs(keys: readonly string[]): number {
    const nowMs = this.#options.realClock.now();
    const atMs = Math.max(...keys.map((key) => this.#retries.get(key)?.atMs ?? 0));
    return atMs > nowMs ? atMs : nowMs + RETRY.firstMs;
  }

  async #tryNow<T>(key: string, work: () => Promise<T>, limitKey: string): Promise<T | null> {
    if (!this.isFree(key)) return null;
    try {
      const result = await work();
      this.#retries.delete(key);
      return result;
    } catch (error) {
      if (isFatal(error)) throw error;
      this.hasUnfinished = true;
      this.fail(error instanceof NotSentError && error.waitMs !== null ? limitKey : key, error);
      return null;
    }
  }
}
