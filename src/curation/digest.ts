import { DAY_MS, HOUR_MS } from '../duration.ts';
import type { Schedule } from './schedule.ts';
import { type Policy, type Selection, type SelectionInput, selectStories } from './selection.ts';

/** How a feed's digests are written. */
export type DigestRules = {
  /** From the beginning of their time on, as news comes; else once, at its end. */
  readonly grows: boolean;
  /** Whether a time without news is told of. */
  readonly tellsQuiet: boolean;
};

/** The time that a digest tells of: after `fromMs`, up to and including `toMs`. */
export type DigestPeriod = { readonly fromMs: number; readonly toMs: number };

/** What is read in a minute, and what Discord's menus and embeds hold. */
export const DIGEST_LINES_MAX = 15;
/** Of these a third: a digest should not look like one paper. */
const LINES_PER_PROVIDER = 5;
/** What came out so long before the time began may have been known only in it; what was told then is not told again. */
const LATE_MS = 2 * HOUR_MS;
/** How far around an instant ticks are looked for: enough for a monthly line. */
const TICK_WITHIN_DAYS = 35;
/** A digest tells of this much at most, also where its schedule has no tick before. */
export const PERIOD_MAX_MS = TICK_WITHIN_DAYS * DAY_MS;

/** The times of a digest feed around an instant. */
export type DigestPeriods = {
  /** The one that is over. */
  readonly ended: DigestPeriod;
  /** The one that the instant lies in. */
  readonly current: DigestPeriod;
};

const known = new WeakMap<Schedule, { readonly stepMs: number; readonly periods: DigestPeriods | null }>();

/** From tick to tick, so they are as long as days are where clocks are changed; null: there is no tick near. */
export function findPeriods(schedule: Schedule, nowMs: number): DigestPeriods | null {
  const stepMs = Math.floor(nowMs / schedule.stepMs) * schedule.stepMs;
  const before = known.get(schedule);
  // Many feeds share a schedule and ask in the same minute.
  if (before?.stepMs === stepMs) return before.periods;
  const periods = readPeriods(schedule, stepMs);
  known.set(schedule, { stepMs, periods });
  return periods;
}

function readPeriods(schedule: Schedule, nowMs: number): DigestPeriods | null {
  const lastMs = schedule.lastTick(nowMs, TICK_WITHIN_DAYS);
  if (lastMs === null) return null;
  const previousMs = schedule.lastTick(lastMs - 1, TICK_WITHIN_DAYS) ?? lastMs - PERIOD_MAX_MS;
  const nextMs = schedule.nextTick(nowMs, TICK_WITHIN_DAYS) ?? lastMs + PERIOD_MAX_MS;
  return { ended: { fromMs: previousMs, toMs: lastMs }, current: { fromMs: lastMs, toMs: nextMs } };
}

/** How old a story may be that matters to a digest of this time. */
export function maxAgeIn({ fromMs }: DigestPeriod, nowMs: number): number {
  return nowMs - fromMs + LATE_MS;
}

/** From when on stories matter to the digests that end after an instant. */
export function firstStoryMs(schedule: Schedule, afterMs: number): number {
  return (findPeriods(schedule, afterMs)?.current.fromMs ?? afterMs) - LATE_MS;
}

export type DigestSelectionInput = Omit<SelectionInput, 'earlierPicks'> & {
  readonly period: DigestPeriod;
  /** Whether all that fits is wanted, not the lines alone that one message holds. */
  readonly isAll?: boolean;
};

/**
 * Picks what a digest tells, the hottest event of its time first, whatever the hour it came in. Pure, as all selecting
 * is; `readHistory` is to give what earlier digests told: what was posted singly is told again, with a link to it.
 * @returns as selectStories; `nowMs` after the end counts as the end
 */
export function selectDigest({
  period,
  isAll = false,
  policy,
  nowMs,
  ...rest
}: DigestSelectionInput): Selection {
  const atMs = Math.min(nowMs, period.toMs);
  const digestPolicy: Policy = {
    ...policy,
    maxAgeMs: isAll ? atMs - period.fromMs : maxAgeIn(period, atMs),
    // Without decay: within its time, a story of the first hour is as good as one of the last.
    halfLifeMs: Number.POSITIVE_INFINITY,
    perRun: isAll ? Number.POSITIVE_INFINITY : DIGEST_LINES_MAX,
    perDay: Number.POSITIVE_INFINITY,
    perProvider: isAll ? Number.POSITIVE_INFINITY : LINES_PER_PROVIDER,
  };
  return selectStories({ ...rest, policy: digestPolicy, nowMs: atMs });
}
