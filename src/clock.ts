import { performance } from 'node:perf_hooks';

/** Node's timers overflow beyond 2^31 − 1 ms; a longer wait is made of several. */
const TIMER_MAX_MS = 86_400_000;

/** Now, and timers. All code takes its time from one of these, so that a day can be replayed in a minute. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once when the clock reaches `atMs`. @returns a function that calls it off */
  setTimer(atMs: number, callback: () => void): () => void;
};

/** The time of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(atMs, callback) {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const delayMs = atMs - Date.now();
      timer =
        delayMs > TIMER_MAX_MS ? setTimeout(arm, TIMER_MAX_MS) : setTimeout(callback, Math.max(0, delayMs));
    };
    arm();
    return () => clearTimeout(timer);
  },
};

type Timer = { readonly atMs: number; readonly callback: () => void };

/** A clock that starts at any instant and runs at any speed, 0 included; for old content, the demo and tests. */
export class ReplayClock implements Clock {
  readonly #timers = new Set<Timer>();
  #baseMs: number;
  #baseRealMs = performance.now();
  #speed: number;
  #wakeUp: NodeJS.Timeout | undefined;

  /** @param speed replayed milliseconds per real one */
  constructor(startAtMs: number, speed = 1) {
    this.#baseMs = startAtMs;
    this.#speed = speed;
  }

  now(): number {
    return Math.floor(this.#baseMs + (performance.now() - this.#baseRealMs) * this.#speed);
  }

  setTimer(atMs: number, callback: () => void): () => void {
    const timer = { atMs, callback };
    this.#timers.add(timer);
    this.#arm();
    return () => {
      this.#timers.delete(timer);
      this.#arm();
    };
  }

  get speed(): number {
    return this.#speed;
  }

  /** Sets the time, and the speed from then on. Timers that it passes go off, in their order. */
  set(nowMs: number, speed = this.#speed): void {
    this.#baseMs = nowMs;
    this.#baseRealMs = performance.now();
    this.#speed = speed;
    this.#fire();
  }

  #fire(): void {
    const nowMs = this.now();
    const due = [...this.#timers].filter(({ atMs }) => atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
    for (const timer of due) {
      // An earlier callback may have called this one off.
      if (this.#timers.delete(timer)) timer.callback();
    }
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#wakeUp);
    if (this.#timers.size === 0 || this.#speed <= 0) return;
    const nextMs = Math.min(...[...this.#timers].map(({ atMs }) => atMs));
    const delayMs = Math.max(0, nextMs - this.now()) / this.#speed;
    this.#wakeUp = setTimeout(() => this.#fire(), Math.min(Math.ceil(delayMs), TIMER_MAX_MS));
  }
}
