import { z } from 'zod';

export const MINUTES_PER_DAY = 24 * 60;
const Minute = z
  .number()
  .int()
  .min(0)
  .max(MINUTES_PER_DAY - 1);

/** A span of the local day in which nothing is posted; it may pass midnight. */
export const QuietHours = z.object({
  /** Minutes since midnight; the first that is quiet. */
  fromMinute: Minute,
  /** The first that is not quiet any more. */
  toMinute: Minute,
});
export type QuietHours = z.output<typeof QuietHours>;

/** `22:00-07:00`, also `22-7`; null when the text is no span, or one of no length. */
export function parseQuietHours(text: string): QuietHours | null {
  const match = /^(\d{1,2})(?::(\d{2}))?\s*[-–]\s*(\d{1,2})(?::(\d{2}))?$/.exec(text.trim());
  if (match === null) return null;
  const [, fromHour, fromMinute = 0, toHour, toMinute = 0] = match.map(Number);
  const isClock = (hour = 24, minute = 0) => hour < 24 && minute < 60;
  if (!isClock(fromHour, fromMinute || 0) || !isClock(toHour, toMinute || 0)) return null;
  const span = {
    fromMinute: (fromHour ?? 0) * 60 + (fromMinute || 0),
    toMinute: (toHour ?? 0) * 60 + (toMinute || 0),
  };
  return span.fromMinute === span.toMinute ? null : span;
}

export function formatQuietHours({ fromMinute, toMinute }: QuietHours): string {
  const format = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return `${format(fromMinute)}-${format(toMinute)}`;
}

/** Whether a minute of the local day is quiet. */
export function isQuietMinute({ fromMinute, toMinute }: QuietHours, minute: number): boolean {
  return fromMinute < toMinute
    ? minute >= fromMinute && minute < toMinute
    : minute >= fromMinute || minute < toMinute;
}
