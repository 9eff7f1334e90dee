import { findZoneOffset } from './date-words.ts';

/** A time of day. */
export type TimeOfDay = {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly ms: number;
};

/** What a date's text says of the time of day and the zone, and what is left of it. */
export type TakenTime = {
  readonly rest: string;
  readonly clock: TimeOfDay | null;
  /** Minutes east of UTC, where a number says so. */
  readonly offset: number | null;
  /** A zone's name behind the time. */
  readonly zone: string | null;
  /** Minutes east of UTC of those who write a time so: where nothing else names a zone. */
  readonly placeOffset: number | null;
};

/** The zones of the world; what is beyond is a mistake and counts as UTC, as long as it is a zone at all. */
const OFFSET_MIN_MINUTES = -12 * 60;
const OFFSET_MAX_MINUTES = 14 * 60;
const SEOUL_MINUTES = 9 * 60;
const BEIJING_MINUTES = 8 * 60;

const CLOCK =
  /(오전|오후|午前|午後|上午|下午)?\s?(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?![\d:])\s?([ap]\.?m\b\.?)?|(?<![\d:])(\d{1,2})\s?([ap]m)\b/i;
const AFTERNOON = /오후|午後|下午|^p/i;
const KOREAN_OR_JAPANESE = /오전|오후|[년월일]|午前|午後/;
const CHINESE = /上午|下午/;
/** `20261105T100000Z`. */
const COMPACT = /^(\d{4})-?(\d{2})-?(\d{2})T(\d{2})(\d{2})(\d{2})?(?=Z|[+-]|$)/i;

/** Takes time and zone out of a date's text, of one line. @returns null when they are broken */
export function takeTime(text: string): TakenTime | null {
  const placeOffset = KOREAN_OR_JAPANESE.test(text)
    ? SEOUL_MINUTES
    : CHINESE.test(text)
      ? BEIJING_MINUTES
      : null;
  const plain = text
    // What stands in brackets only repeats the zone, but for a place behind a time without any.
    .replaceAll(/\([^()]*\)/g, ' ')
    .replace(/\[([A-Za-z_/+-]+)\]$/, ' $1')
    .replace(/(\d{1,2})\s?h\s?(\d{2})(?!\d)/i, '$1:$2')
    .replace(/(\d{1,2})\.(\d{2})\s?(?=Uhr\b)/i, '$1:$2 ')
    .trim();
  const compact = COMPACT.exec(plain);
  if (compact !== null) {
    const [all, year, month, day, hours, minutes, seconds = '0'] = compact;
    const clock = { hours: Number(hours), minutes: Number(minutes), seconds: Number(seconds), ms: 0 };
    return takeZone(`${year}-${month}-${day}`, plain.slice(all.length), { clock, placeOffset });
  }
  const match = CLOCK.exec(plain);
  if (match === null) {
    return plain.includes(':') ? null : { rest: plain, clock: null, offset: null, zone: null, placeOffset };
  }
  // The T between date and time goes with the time.
  const head = plain.slice(0, match.index).replace(/(\d)T$/i, '$1');
  return takeZone(head, plain.slice(match.index + match[0].length), { clock: readClock(match), placeOffset });
}

function readClock(match: RegExpExecArray): TimeOfDay {
  const [, before, hours, minutes = '0', seconds = '0', fraction = '', half, hourAlone, halfAlone] = match;
  const mark = before ?? half ?? halfAlone;
  const hour = Number(hours ?? hourAlone);
  const inHalf = mark !== undefined && hour === 12 ? 0 : hour;
  return {
    hours: inHalf + (mark !== undefined && AFTERNOON.test(mark) && hour <= 12 ? 12 : 0),
    minutes: Number(minutes),
    seconds: Number(seconds),
    ms: Number(fraction.slice(0, 3).padEnd(3, '0')),
  };
}

/** Takes what names a zone out of what stands behind the time: `+0200`, `GMT-7`, `+02:00Z`, `CEST`, `Europe/Berlin`. */
function takeZone(
  head: string,
  tail: string,
  found: Pick<TakenTime, 'clock' | 'placeOffset'>,
): TakenTime | null {
  const number = /^\s?-?\s?(?:GMT|UTC|UT|Z)?\s?([+-])(\d{1,2})(?::?(\d{2}))?(?![\d:])\s?Z?/i.exec(tail);
  const name = /^\s?[-,]?\s?([A-Za-z]+(?:\/[A-Za-z0-9_+-]+)*)\.?(?=$|[\s,])/.exec(tail);
  if (number === null) {
    const zone = name?.[1] !== undefined && findZoneOffset(name[1], 0) !== null ? name[1] : null;
    const rest = zone === null ? tail : tail.slice(name?.[0].length);
    return head.includes(':') || rest.includes(':')
      ? null
      : { ...found, rest: `${head} ${rest}`, offset: null, zone };
  }
  const [all, sign, hours, minutes = '0'] = number;
  const size = Number(hours) * 60 + Number(minutes);
  if (Number(hours) > 24 || Number(minutes) > 59) return null;
  const offset = sign === '-' ? -size : size;
  const isReal = offset >= OFFSET_MIN_MINUTES && offset <= OFFSET_MAX_MINUTES;
  // A place's name behind a number says nothing more.
  const rest = tail.slice(all.length).replace(/^\s?[A-Za-z]+\/[A-Za-z0-9_+/-]+$/, '');
  if (head.includes(':') || rest.includes(':')) return null;
  return { ...found, rest: `${head} ${rest}`, offset: isReal ? offset : 0, zone: null };
}
