import { createTask, parse, type ScheduledTask, validate } from 'node-cron';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../duration.ts';
import { dayIn, minuteIn } from './local-time.ts';
import { isQuietMinute, MINUTES_PER_DAY, type QuietHours } from './quiet-hours.ts';

const QUARTER_MINUTES = 15;

/** Whether an expression is a cron line of 5 or 6 fields. */
export function isCronExpression(expression: string): boolean {
  return [5, 6].includes(expression.trim().split(/\s+/).length) && validate(expression);
}

/** What is known of a day as UTC counts it. */
type Day = {
  readonly startMs: number;
  readonly mayTick: boolean;
  /** What the wall's clock says at its beginning; null where clocks are changed. */
  readonly firstMinute: number | null;
};

/**
 * A cron line in its time zone, asked through node-cron for any instant. Where clocks are changed, an hour that is
 * left out has its ticks when it would have begun, and an hour that comes twice has them once. A tick in the quiet
 * hours of that zone comes when they end.
 */
export class Schedule {
  readonly #task: ScheduledTask;
  /** The same line asked about what a clock on the wall says, written as if it were UTC. */
  readonly #wallTask: ScheduledTask;
  /** A line that matches every hour is not affected by a change of the clocks. */
  readonly #hasFixedHours: boolean;
  readonly #timezone: string;
  readonly #quietHours: QuietHours | null;
  /** Instants that can match at all: whole seconds or whole minutes. */
  readonly stepMs: number;
  readonly #seconds: ReadonlySet<number>;
  readonly #minutes: ReadonlySet<number>;
  readonly #hours: ReadonlySet<number>;
  /** All of today's time zones are a multiple of a quarter of an hour from UTC, so this part of a minute is theirs too. */
  readonly #minutesOfQuarter: ReadonlySet<number>;
  /** Null where a field says more than numbers, such as `L` for the last day. */
  readonly #months: ReadonlySet<number> | null;
  readonly #monthDays: ReadonlySet<number> | null;
  readonly #weekDays: ReadonlySet<number> | null;
  /** The day that was asked about last: ticks are asked for in their order. */
  #day: Day | null = null;
  /** The last answer of `nextTick`: many feeds share a schedule and ask at the same moment. */
  #lastNext: { readonly afterMs: number; readonly withinDays: number; readonly atMs: number | null } | null =
    null;

  /** @throws when the expression is none; the time zone must be one of the IANA list */
  constructor(expression: string, timezone: string, quietHours: QuietHours | null = null) {
    this.#task = createTask(expression, () => {}, { timezone });
    this.#wallTask = createTask(expression, () => {}, { timezone: 'UTC' });
    this.#timezone = timezone;
    this.#quietHours = quietHours;
    this.stepMs = expression.trim().split(/\s+/).length === 6 ? SECOND_MS : MINUTE_MS;
    const fields = parse(expression);
    this.#hasFixedHours = fields.hour.length < 24;
    this.#seconds = new Set(fields.second);
    this.#minutesOfQuarter = new Set(fields.minute.map((minute) => minute % QUARTER_MINUTES));
    this.#minutes = new Set(fields.minute);
    this.#hours = new Set(fields.hour);
    this.#months = listNumbers(fields.month);
    this.#monthDays = listNumbers(fields.dayOfMonth);
    this.#weekDays = listNumbers(fields.dayOfWeek);
  }

  /** The ticks after `fromMs`, up to and including `toMs`. */
  *ticksBetween(fromMs: number, toMs: number): Generator<number> {
    let atMs = Math.floor(fromMs / this.stepMs + 1) * this.stepMs;
    while (atMs <= toMs) {
      const { startMs, mayTick } = this.#dayOf(atMs);
      if (!mayTick) {
        atMs = startMs + DAY_MS;
        continue;
      }
      if (this.#isTick(atMs)) yield atMs;
      atMs += this.stepMs;
    }
  }

  /** The first tick after an instant, looked for within so many days; null: there is none. */
  nextTick(afterMs: number, withinDays: number): number | null {
    const last = this.#lastNext;
    const isKnown = last !== null && last.withinDays === withinDays && last.atMs !== null;
    if (isKnown && last.afterMs <= afterMs && afterMs < last.atMs) return last.atMs;
    const [atMs = null] = this.ticksBetween(afterMs, afterMs + withinDays * DAY_MS);
    this.#lastNext = { afterMs, withinDays, atMs };
    return atMs;
  }

  isQuiet(atMs: number): boolean {
    return this.#quietHours !== null && isQuietMinute(this.#quietHours, minuteIn(this.#timezone, atMs));
  }

  /** The last tick at an instant or before it, looked for within so many days; null: there is none. */
  lastTick(atMs: number, withinDays: number): number | null {
    // The nearest are looked for first: a long look finds all ticks of its time.
    for (const spanMs of [HOUR_MS, 2 * DAY_MS, withinDays * DAY_MS]) {
      const last = [...this.ticksBetween(atMs - spanMs, atMs)].at(-1);
      if (last !== undefined) return last;
    }
    return null;
  }

  #dayOf(atMs: number): Day {
    const startMs = Math.floor(atMs / DAY_MS) * DAY_MS;
    if (this.#day?.startMs !== startMs) {
      this.#day = { startMs, mayTick: this.#mayTickOn(startMs), firstMinute: this.#readFirstMinute(startMs) };
    }
    return this.#day;
  }

  /** What the wall's clock says when a day of UTC begins; null when it is changed on that day, or just before. */
  #readFirstMinute(startMs: number): number | null {
    const first = minuteIn(this.#timezone, startMs);
    const hourBefore = (minuteIn(this.#timezone, startMs - HOUR_MS) + 60) % MINUTES_PER_DAY;
    return first === hourBefore && first === minuteIn(this.#timezone, startMs + DAY_MS) ? first : null;
  }

  /**
   * Whether a day, as UTC counts it, may have a tick at all. It is another day somewhere, and a tick in quiet hours
   * comes when they end: so the days around it count too. Most days of a monthly line need not be looked through.
   */
  #mayTickOn(dayMs: number): boolean {
    return [-2, -1, 0, 1].some((days) => {
      const day = new Date(dayMs + days * DAY_MS);
      return (
        isIn(this.#months, day.getUTCMonth() + 1) &&
        isIn(this.#monthDays, day.getUTCDate()) &&
        isIn(this.#weekDays, day.getUTCDay())
      );
    });
  }

  #isTick(atMs: number): boolean {
    return this.#matches(atMs) ? !this.isQuiet(atMs) : this.#endsQuietOfTicks(atMs);
  }

  #matches(atMs: number): boolean {
    const { startMs, firstMinute } = this.#dayOf(atMs);
    // On most days no clock is changed: then what the wall's clock says is counted, without asking a time zone.
    if (firstMinute !== null) {
      const minute = (firstMinute + Math.floor((atMs - startMs) / MINUTE_MS)) % MINUTES_PER_DAY;
      if (!this.#minutes.has(minute % 60) || !this.#hours.has(Math.floor(minute / 60))) return false;
      return this.#canMatch(atMs) && this.#task.match(new Date(atMs));
    }
    if (this.#canMatch(atMs) && this.#task.match(new Date(atMs))) return !this.#isRepeated(atMs);
    return this.#followsSkippedTick(atMs);
  }

  /** Spares most questions to node-cron, each of which costs a date in a time zone (12 µs). */
  #canMatch(atMs: number): boolean {
    const minute = Math.floor(atMs / MINUTE_MS);
    return (
      this.#seconds.has(Math.floor(atMs / SECOND_MS) % 60) &&
      this.#minutesOfQuarter.has(minute % QUARTER_MINUTES)
    );
  }

  /** Whether the wall's clock said the same an hour ago: it was put back. */
  #isRepeated(atMs: number): boolean {
    if (!this.#hasFixedHours) return false;
    return minuteIn(this.#timezone, atMs) === minuteIn(this.#timezone, atMs - HOUR_MS);
  }

  /** Whether the wall's clock has just been put forward over a tick. */
  #followsSkippedTick(atMs: number): boolean {
    // Clocks are changed at a quarter of an hour.
    if (!this.#hasFixedHours || atMs % (QUARTER_MINUTES * MINUTE_MS) !== 0) return false;
    const now = minuteIn(this.#timezone, atMs);
    const before = minuteIn(this.#timezone, atMs - MINUTE_MS);
    const skipped = (now - before - 1 + MINUTES_PER_DAY) % MINUTES_PER_DAY;
    // Put back by an hour, it looks as if 23 had been skipped.
    if (skipped > MINUTES_PER_DAY / 2) return false;
    const dayMs = Date.parse(`${dayIn(this.#timezone, atMs)}T00:00:00Z`);
    for (let minute = now - skipped; minute < now; minute++) {
      if (this.#wallTask.match(new Date(dayMs + minute * MINUTE_MS))) return true;
    }
    return false;
  }

  /** Whether quiet hours end at this instant, in which there would have been a tick. */
  #endsQuietOfTicks(atMs: number): boolean {
    const quietHours = this.#quietHours;
    if (quietHours === null || atMs % MINUTE_MS !== 0) return false;
    // The same saving as above: of most minutes no time zone has to be asked. (0: clocks may jump over the end.)
    const minute = Math.floor(atMs / MINUTE_MS) % QUARTER_MINUTES;
    if (minute !== 0 && minute !== quietHours.toMinute % QUARTER_MINUTES) return false;
    if (this.isQuiet(atMs) || !this.isQuiet(atMs - MINUTE_MS)) return false;
    for (let before = atMs - this.stepMs; before > atMs - DAY_MS && this.isQuiet(before); ) {
      if (this.#matches(before)) return true;
      before -= this.stepMs;
    }
    return false;
  }
}

/** @returns null when some of a field's parts are no numbers: any may then match */
function listNumbers(parts: readonly unknown[]): ReadonlySet<number> | null {
  const numbers = parts.filter((part) => typeof part === 'number');
  return numbers.length === parts.length ? new Set(numbers) : null;
}

function isIn(numbers: ReadonlySet<number> | null, value: number): boolean {
  return numbers === null || numbers.has(value);
}
