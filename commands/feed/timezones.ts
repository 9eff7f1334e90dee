import { SELECT_OPTIONS_MAX } from '../../src/discord/rest/limits.ts';

/** Where most people live, and somewhere near everybody else. */
const COMMON_ZONES = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Mexico_City',
  'America/Sao_Paulo',
  'America/Argentina/Buenos_Aires',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Madrid',
  'Europe/Paris',
  'Europe/Istanbul',
  'Europe/Moscow',
  'Africa/Lagos',
  'Africa/Johannesburg',
  'Asia/Dubai',
  'Asia/Kolkata',
  'Asia/Singapore',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
];
const OF_REGION_MAX = 3;

/**
 * Time zones to choose from: the one that is set, those of the region where a Discord locale is mostly spoken, and one
 * near everybody else.
 */
export function listTimezones(current: string, locale: string): string[] {
  const ofRegion = listRegionZones(locale);
  const [common, rare] = [
    ofRegion.filter((zone) => COMMON_ZONES.includes(zone)),
    ofRegion.filter((zone) => !COMMON_ZONES.includes(zone)),
  ];
  const near = [...common, ...rare].slice(0, Math.max(OF_REGION_MAX, common.length));
  return [...new Set([...near, current, 'UTC', ...COMMON_ZONES])].slice(0, SELECT_OPTIONS_MAX);
}

/** @returns none for a locale of no region, such as Latin American Spanish */
function listRegionZones(locale: string): readonly string[] {
  // Part of the language since ES2026; TypeScript's library does not know it yet.
  const region = new Intl.Locale(locale).maximize() as Intl.Locale & {
    getTimeZones?(): string[] | undefined;
  };
  return region.getTimeZones?.() ?? [];
}
