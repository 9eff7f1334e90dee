import { createTask, parse, type ScheduledTask, validate } from 'node-cron';
import type { Clock } from '../clock.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const QUARTER_MINUTES = 15;

/** After a sleep of the machine, a tick missed by less than this is made up for, once. */
const MISSED_TICK_MAX_MS = 60 * MINUTE_MS;

/** Whether an expression is a cron line of 5 or 6 fields. */
export function isCronExpression(expression: string): boolean {
  return [5, 6].includes(expression.trim().split(/\s+/).length) && validate(expression);
}

/** A cron line in its time zone, asked through node-cron for any instant. */
export class Schedule {
  readonly #task: ScheduledTask;
  /** Instants that can match at all: whole seconds or whole minutes. */
  readonly #stepMs: number;
  readonly #seconds: ReadonlySet<number>;
  /** All of today's time zones are a multiple of a quarter of an hour from UTC, so this part of a minute is theirs too. */
  readonly #minutesOfQuarter: ReadonlySet<number>;

  /** @throws when the expression is none; the time zone must be one of the IANA list */
  constructor(expression: string, timezone: string) {
    this.#task = createTask(expression, () => {}, { timezone });
    this.#stepMs = expression.trim().split(/\s+/).length === 6 ? SECOND_MS : MINUTE_MS;
    const fields = parse(expression);
    this.#seconds = new Set(fields.second);
    this.#minutesOfQuarter = new Set(fields.minute.map((minute) => minute % QUARTER_MINUTES));
  }

  /** The ticks after `fromMs`, up to and including `toMs`. */
  *ticksBetween(fromMs: number, toMs: number): Generator<number> {
    for (let atMs = this.#stepAfter(fromMs); atMs <= toMs; atMs += this.#stepMs) {
      if (this.#canMatch(atMs) && this.#task.match(new Date(atMs))) yield atMs;
    }
  }

  /** Calls back at each tick with its instant, until stopped. @returns the function that stops it */
  run(clock: Clock, onTick: (atMs: number) => void): () => void {
    let checkedMs = clock.now();
    let cancel = clock.setTimer(this.#stepAfter(checkedMs), check);
    const schedule = this;

    function check(): void {
      const nowMs = clock.now();
      const missed = [...schedule.ticksBetween(Math.max(checkedMs, nowMs - MISSED_TICK_MAX_MS), nowMs)];
      checkedMs = nowMs;
      cancel = clock.setTimer(schedule.#stepAfter(nowMs), check);
      const last = missed.at(-1);
      if (last !== undefined) onTick(last);
    }
    return () => cancel();
  }

  /** Spares most questions to node-cron, each of which costs a date in a time zone (12 µs). */
  #canMatch(atMs: number): boolean {
    const minute = Math.floor(atMs / MINUTE_MS);
    return (
      this.#seconds.has(Math.floor(atMs / SECOND_MS) % 60) &&
      this.#minutesOfQuarter.has(minute % QUARTER_MINUTES)
    );
  }

  #stepAfter(atMs: number): number {
    return Math.floor(atMs / this.#stepMs + 1) * this.#stepMs;
  }
}
