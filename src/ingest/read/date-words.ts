// Words of dates, by what Intl knows of languages and time zones.

/** The bot's languages, and others that feeds are written in. */
const LANGUAGES = 'en de fr es pt it nl sv da nb fi pl cs sk hu ro el tr ru uk bg ca id vi'.split(' ');
const MONTHS = 12;
const DAYS = 7;

/** Lower case without accents and dots: `déc.` and `DEC` are `dec`. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKD')
    .replaceAll(/[\p{M}.’']/gu, '')
    .toLowerCase();
}

/** The names of months, by number from 1. Some are weekdays in another language. */
export const MONTH_NAMES: ReadonlyMap<string, number> = listMonths();
/** The names of weekdays: 0 is Sunday. */
export const WEEKDAY_NAMES: ReadonlyMap<string, number> = listWeekdays();

function listMonths(): Map<string, number> {
  const names = new Map<string, number>();
  for (const language of LANGUAGES) {
    // Alone and beside a day: many languages have two forms.
    for (const options of [{}, { day: 'numeric' }] as const) {
      for (const width of ['long', 'short'] as const) {
        const format = new Intl.DateTimeFormat(language, { ...options, month: width, timeZone: 'UTC' });
        for (let month = 1; month <= MONTHS; month++) {
          const parts = format.formatToParts(Date.UTC(2021, month - 1, 15));
          const name = foldWord(parts.find(({ type }) => type === 'month')?.value ?? '');
          // The bot's own languages come first, and stay.
          if (/^\p{L}{3,}$/u.test(name) && !names.has(name)) names.set(name, month);
        }
      }
    }
  }
  // What people and old programs write, and Intl does not.
  for (const [name, month] of [
    ['sept', 9],
    ['maerz', 3],
    ['mrz', 3],
    ['jully', 7],
    ['fevr', 2],
    ['juil', 7],
  ] as const)
    names.set(name, month);
  return names;
}

function listWeekdays(): Map<string, number> {
  const names = new Map<string, number>();
  for (const language of LANGUAGES) {
    for (const width of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { weekday: width, timeZone: 'UTC' });
      for (let day = 0; day < DAYS; day++) {
        // 3 January 2021 was a Sunday.
        const words = foldWord(format.format(Date.UTC(2021, 0, 3 + day))).split(/[\s-]+/);
        const name = words[0] ?? '';
        if (!names.has(name)) names.set(name, day);
      }
    }
  }
  for (const [name, day] of [
    ['thurs', 4],
    ['thur', 4],
    ['tues', 2],
    ['weds', 3],
  ] as const)
    names.set(name, day);
  return names;
}

/** Minutes east of UTC of zone names with their usual meaning; where two places share one, the more frequent in feeds. */
const ZONE_OFFSETS: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 60,
  bst: 60,
  cet: 60,
  met: 60,
  mez: 60,
  wat: 60,
  cest: 120,
  mest: 120,
  mesz: 120,
  eet: 120,
  sast: 120,
  cat: 120,
  ist: 330,
  eest: 180,
  msk: 180,
  eat: 180,
  trt: 180,
  idt: 180,
  gst: 240,
  pkt: 300,
  ict: 420,
  wib: 420,
  hkt: 480,
  sgt: 480,
  myt: 480,
  pht: 480,
  awst: 480,
  jst: 540,
  kst: 540,
  acst: 570,
  acdt: 630,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  nst: -210,
  ndt: -150,
  ast: -240,
  adt: -180,
  brt: -180,
  art: -180,
  clt: -240,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  akst: -540,
  akdt: -480,
  hst: -600,
};
/** Names that mean summer time in summer. */
const ZONE_PLACES: Readonly<Record<string, string>> = {
  at: 'America/Halifax',
  et: 'America/New_York',
  ct: 'America/Chicago',
  mt: 'America/Denver',
  pt: 'America/Los_Angeles',
  uk: 'Europe/London',
};

/**
 * Minutes east of UTC that a zone name means for a local time.
 * @param localMs the local time as if it were UTC
 * @returns null for what is no zone
 */
export function findZoneOffset(name: string, localMs: number): number | null {
  const key = name.toLowerCase();
  if (Object.hasOwn(ZONE_OFFSETS, key)) return ZONE_OFFSETS[key] ?? null;
  const place = Object.hasOwn(ZONE_PLACES, key) ? ZONE_PLACES[key] : name;
  if (place === undefined || !/^[A-Za-z]+(?:\/[A-Za-z0-9_+-]+){1,2}$/.test(place)) return null;
  return readPlaceOffset(place, localMs);
}

function readPlaceOffset(timeZone: string, localMs: number): number | null {
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
    const offsetAt = (atMs: number): number => {
      const text = format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
      const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(text) ?? [];
      return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
    };
    // Once more at the instant that the first guess gives: the clocks may change in between.
    return offsetAt(localMs - offsetAt(localMs) * 60_000);
  } catch {
    // A RangeError: no place has this name.
    return null;
  }
}
