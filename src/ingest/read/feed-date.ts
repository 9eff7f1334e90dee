import { MINUTE_MS } from '../../duration.ts';
import { findZoneOffset, foldWord, MONTH_NAMES, WEEKDAY_NAMES } from './date-words.ts';
import { type TimeOfDay, takeTime } from './feed-time.ts';

/** What a source says of when an article was published. `none`: nothing, or a default such as the year 1. */
export type FeedDate =
  | { readonly kind: 'read'; readonly atMs: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly text: string };

/** No date is longer. */
const DATE_MAX_CHARS = 100;
/** Two digits up to this are of this century. */
const CENTURY_PIVOT = 68;
/** Before it there were no feeds: programs write such a date where they have none. */
const LEAST_YEAR = 1971;
/** What may stand between the parts of a date. */
const NOISE = new Set('at um uhr klo kl a as le de del of the den om alle ore u o'.split(' '));

type Day = { readonly year: number; readonly month: number; readonly day: number };

/**
 * Reads the date of an item: ISO 8601, RFC 822 and what feeds write instead of them, with month names of many
 * languages, zone names, seconds since 1970. With dots the day comes first, with slashes the month, unless it cannot or
 * the weekday says otherwise. Without a zone it is UTC.
 */
export function readFeedDate(given: string | null): FeedDate {
  const text = (given ?? '').normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
  if (text === '') return { kind: 'none' };
  const atMs = text.length > DATE_MAX_CHARS ? null : readInstant(text);
  if (atMs === null) return { kind: 'unreadable', text: text.slice(0, DATE_MAX_CHARS) };
  return new Date(atMs).getUTCFullYear() < LEAST_YEAR ? { kind: 'none' } : { kind: 'read', atMs };
}

function readInstant(text: string): number | null {
  if (/^\d{9,10}(?:\.\d{1,6})?$/.test(text)) return Math.floor(Number(text) * 1000);
  if (/^\d{12,13}$/.test(text)) return Number(text);
  const time = takeTime(text);
  const day = time === null ? null : readDay(time.rest);
  if (time === null || day === null) return null;
  const localMs = toUtc(day.value, time.clock ?? MIDNIGHT);
  if (localMs === null) return null;
  const zone = time.zone ?? day.zone;
  const offset = time.offset ?? (zone === null ? null : findZoneOffset(zone, localMs));
  return localMs - (offset ?? time.placeOffset ?? 0) * MINUTE_MS;
}

const MIDNIGHT: TimeOfDay = { hours: 0, minutes: 0, seconds: 0, ms: 0 };

type ReadDay = { readonly value: Day; readonly zone: string | null };

function readDay(text: string): ReadDay | null {
  // East Asian dates name their numbers.
  const plain = text
    .replaceAll(/[년월年月]/g, '-')
    .replaceAll(/[일日]/g, ' ')
    .trim();
  const numeric = /^(?:(\p{L}[\p{L}\p{M}.’']*),?\s+)?(-?\d+(?:[-/. ]+\d+){0,2})\.?\s?[-,]?\s?(\D.*)?$/u.exec(
    plain,
  );
  if (numeric !== null) {
    const [, weekday, digits = '', rest = ''] = numeric;
    const isWeekday = weekday === undefined || WEEKDAY_NAMES.has(foldWord(weekday));
    const zone = readZone(rest);
    const value = isWeekday && zone !== undefined ? readNumbers(digits, weekday) : null;
    if (value !== null && zone !== undefined) return { value, zone };
  }
  return readWords(plain);
}

/** A zone's name; null for none, undefined for what is something else. */
function readZone(text: string): string | null | undefined {
  const rest = text
    .trim()
    .replace(/^[-,.]\s*/, '')
    .replace(/\.$/, '');
  if (rest === '') return null;
  return findZoneOffset(rest, 0) === null ? undefined : rest;
}

function readNumbers(digits: string, weekday: string | undefined): Day | null {
  const parts = digits.split(/[-/. ]+/).filter((part) => part !== '');
  const [first = '', second, third] = parts;
  if (third !== undefined && second !== undefined) {
    if (first.length === 4) return toDay(first, second, third);
    if (second.length > 2 || first.length > 2) return null;
    const isIso = /^\d{2}-\d{2}-\d{2}$/.test(digits) && Number(third) <= 31;
    if (isIso) return toDay(expandYear(first), second, third);
    const dayFirst = toDay(expandYear(third), second, first);
    const monthFirst = toDay(expandYear(third), first, second);
    const isMonthLikely = digits.includes('/');
    const [likely, other] = isMonthLikely ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
    const wanted = weekday === undefined ? undefined : WEEKDAY_NAMES.get(foldWord(weekday));
    if (likely === null) return other;
    return other !== null &&
      wanted !== undefined &&
      weekdayOf(other) === wanted &&
      weekdayOf(likely) !== wanted
      ? other
      : likely;
  }
  if (second !== undefined) {
    // A year and a month: `2003-12`, and without its century `-03-12`.
    if (first.length === 4 && second.length <= 2) return toDay(first, second, '1');
    return digits.startsWith('-') && first.length === 2 ? toDay(expandYear(first), second, '1') : null;
  }
  const short = /^-?(\d{2})(\d{2})$/.exec(digits);
  if (digits.startsWith('-'))
    return short === null ? null : toDay(expandYear(short[1] ?? ''), short[2] ?? '', '1');
  if (/^\d{4}$/.test(digits)) return toDay(digits, '1', '1');
  const long = /^(\d{4}|\d{2})(\d{2})(\d{2})$/.exec(digits);
  if (long !== null) return toDay(expandYear(long[1] ?? ''), long[2] ?? '', long[3] ?? '');
  const ordinal = /^(\d{4}|\d{2})(\d{3})$/.exec(digits);
  return ordinal === null ? null : toOrdinalDay(expandYear(ordinal[1] ?? ''), Number(ordinal[2]));
}

/** A day with its month as a word, in any order: `5th Aug 2025`, `August 5, 2025`, `mar., 05 août 2025`. */
function readWords(text: string): ReadDay | null {
  const parts =
    text.match(
      // bounded: by DATE_MAX_CHARS
      /[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)+|\p{L}[\p{L}\p{M}’']*\.?|\d+(?:st|nd|rd|th|er|º|ª)?(?!\p{L})|\S/gu,
    ) ?? [];
  const months: { month: number; at: number; isWeekday: boolean }[] = [];
  const numbers: { text: string; at: number }[] = [];
  let zone: string | null = null;
  for (const [at, part] of parts.entries()) {
    const word = foldWord(part);
    const month = MONTH_NAMES.get(word);
    // bounded: by DATE_MAX_CHARS
    if (/^\d/.test(part)) numbers.push({ text: part.replace(/\D+$/, ''), at });
    else if (month !== undefined) months.push({ month, at, isWeekday: WEEKDAY_NAMES.has(word) });
    else if (WEEKDAY_NAMES.has(word) || NOISE.has(word) || /^[-,./]$/.test(part)) continue;
    else if (zone === null && findZoneOffset(part.replace(/\.$/, ''), 0) !== null)
      zone = part.replace(/\.$/, '');
    else return null;
  }
  // "mar." is Tuesday where another word is the month.
  const named = months.length > 1 ? months.filter(({ isWeekday }) => !isWeekday) : months;
  const [only] = named;
  if (only === undefined || named.length > 1) return null;
  const value = placeNumbers(only, numbers);
  return value === null ? null : { value, zone };
}

function placeNumbers(
  { month, at }: { month: number; at: number },
  numbers: readonly { text: string; at: number }[],
): Day | null {
  const [first, second, third] = numbers;
  if (first === undefined || third !== undefined) return null;
  if (second === undefined) return first.text.length === 4 ? toDay(first.text, String(month), '1') : null;
  const isYearFirst =
    first.text.length === 4 || (first.text.length === 2 && Number(first.text) > 31 && first.at < at);
  const [year, day] = isYearFirst ? [first, second] : [second, first];
  if (year.text.length !== 4 && year.text.length !== 2) return null;
  return toDay(expandYear(year.text), String(month), day.text);
}

const expandYear = (digits: string): string =>
  digits.length === 2 ? String(Number(digits) + (Number(digits) <= CENTURY_PIVOT ? 2000 : 1900)) : digits;

function toDay(year: string, month: string, day: string): Day | null {
  const value = { year: Number(year), month: Number(month), day: Number(day) };
  return year.length === 4 && value.month >= 1 && value.month <= 12 && isReal(value) ? value : null;
}

function toOrdinalDay(year: string, dayOfYear: number): Day | null {
  const date = new Date(Date.UTC(Number(year), 0, dayOfYear));
  const value = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  return dayOfYear >= 1 && value.year === Number(year) ? value : null;
}

function isReal({ year, month, day }: Day): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const weekdayOf = ({ year, month, day }: Day): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay();

/** The instant of a local time as if it were UTC; null when there is no such time of day. */
function toUtc({ year, month, day }: Day, { hours, minutes, seconds, ms }: TimeOfDay): number | null {
  const isMidnight = hours === 24 && minutes === 0 && seconds === 0;
  if ((hours > 23 && !isMidnight) || minutes > 59 || seconds > 60) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() + ((hours * 60 + minutes) * 60 + Math.min(seconds, 59)) * 1000 + ms;
}
