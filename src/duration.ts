export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;
const YEAR_MS = 365 * DAY_MS;
/** Longer ones are mistakes: an instant so far away may be none that a Date can hold. */
const DURATION_MAX_MS = 100 * YEAR_MS;

const UNITS_MS = {
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  w: WEEK_MS,
  y: YEAR_MS,
} as const;

/** `90m` → 5,400,000; null when the text is no duration, or one of more than a century. */
export function parseDuration(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*([smhdwy])$/i.exec(text.trim());
  const unit = match?.[2]?.toLowerCase();
  if (match === null || unit === undefined) return null;
  // The expression admits no other letters.
  const durationMs = Math.round(Number(match[1]) * UNITS_MS[unit as keyof typeof UNITS_MS]);
  return durationMs <= DURATION_MAX_MS ? durationMs : null;
}
