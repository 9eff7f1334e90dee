import { BREAKING } from '../../src/curation/feed.ts';
import type { Translate } from '../../src/locales/translate.ts';

/** The schedules that can be chosen by name; the names are in the catalogues. */
export const SCHEDULES = {
  breaking: BREAKING,
  half_hourly: '*/30 * * * *',
  hourly: '0 * * * *',
  three_daily: '0 9,14,19 * * *',
  daily: '0 9 * * *',
  weekdays: '0 9 * * 1-5',
  weekly: '0 9 * * 1',
} as const;
export const SCHEDULE_KEYS = [
  'breaking',
  'half_hourly',
  'hourly',
  'three_daily',
  'daily',
  'weekdays',
  'weekly',
] as const satisfies readonly (keyof typeof SCHEDULES)[];

/** A schedule by its name, else as the cron line it is. */
export function describeSchedule(schedule: string, t: Translate): string {
  const key = SCHEDULE_KEYS.find((candidate) => SCHEDULES[candidate] === schedule);
  return key === undefined ? `\`${schedule}\`` : t(`choices.schedule.${key}`);
}
