import { ApplicationCommandOptionType, ComponentType } from 'discord.js';
import { isTimezone } from '../../../src/curation/local-time.ts';
import { formatQuietHours, parseQuietHours, type QuietHours } from '../../../src/curation/quiet-hours.ts';
import { isCronExpression } from '../../../src/curation/schedule.ts';
import { UserError } from '../../../src/discord/interactions/command.ts';
import { choiceIn } from '../../../src/discord/interactions/localized.ts';
import { CHOICE_MAX_CHARS } from '../../../src/discord/rest/limits.ts';
import type { Translate } from '../../../src/locales/translate.ts';
import { describeSchedule, SCHEDULE_KEYS, SCHEDULES } from '../schedules.ts';
import { defineOption, defineSetting, nameOption, shorten, textField } from './setting.ts';

/** An admin's cron line has no seconds. */
const CRON_FIELDS = 5;

const text = { type: ApplicationCommandOptionType.String } as const;

export const schedule = defineSetting({
  options: [
    defineOption('schedule', {
      ...text,
      choices: [...SCHEDULE_KEYS, 'custom' as const].map((key) => choiceIn(key, `choices.schedule.${key}`)),
    }),
    defineOption('cron', { ...text, max_length: CHOICE_MAX_CHARS }),
  ],
  initial: (): string => SCHEDULES.half_hourly,
  read(typed, before, { asker: { t } }) {
    const option = nameOption('cron', t);
    const key = SCHEDULE_KEYS.find((candidate) => candidate === typed.schedule);
    // The line itself: what the form offers when the feed has one of its own.
    const isLine = key === undefined && typed.schedule !== 'custom';
    const line = typed.cron ?? (isLine ? typed.schedule : undefined);
    if (line !== undefined) {
      if (isCronExpression(line) && line.trim().split(/\s+/).length === CRON_FIELDS) return line.trim();
      throw new UserError(t('feed.errors.cron', { option, typed: shorten(line) }));
    }
    if (typed.schedule === 'custom') throw new UserError(t('feed.errors.cronMissing', { option }));
    return key === undefined ? before : SCHEDULES[key];
  },
  describe: (settings, t) =>
    t('feed.summary.schedule', {
      schedule: describeSchedule(settings.schedule, t),
      timezone: settings.timezone,
    }),
  field: (value, t) => ({
    type: ComponentType.Label,
    label: t('feed.form.schedule'),
    component: {
      type: ComponentType.StringSelect,
      custom_id: 'schedule',
      options: listScheduleChoices(value, t),
    },
  }),
});

export const timezone = defineSetting({
  options: [defineOption('timezone', { ...text, autocomplete: true, max_length: CHOICE_MAX_CHARS })],
  initial: ({ config }) => config.news.timezone,
  read(typed, before, { asker: { t } }) {
    const name = typed.timezone;
    if (name === undefined || name === '') return before;
    // The runtime takes any spelling; one that is kept should be the list's own. Of another name, such as CET, the
    // runtime would make the city that it takes it for.
    const listed = Intl.supportedValuesOf('timeZone').find(
      (zone) => zone.toLowerCase() === name.toLowerCase(),
    );
    if (isTimezone(name)) return listed ?? name.toUpperCase();
    const option = nameOption('timezone', t);
    throw new UserError(t('feed.errors.timezone', { option, typed: shorten(name) }));
  },
  field: (value, t) => textField('timezone', t('feed.form.timezone'), value, { isRequired: true }),
});

export const quietHours = defineSetting({
  options: [defineOption('quiet_hours', { ...text, max_length: CHOICE_MAX_CHARS })],
  initial: (): QuietHours | null => null,
  read(typed, before, { asker: { t } }) {
    const hours = typed.quiet_hours;
    if (hours === undefined) return before;
    if (hours === '') return null;
    const parsed = parseQuietHours(hours);
    if (parsed !== null) return parsed;
    const option = nameOption('quiet_hours', t);
    throw new UserError(t('feed.errors.quietHours', { option, typed: shorten(hours) }));
  },
  cleared: null,
  describe: (settings, t) =>
    settings.quietHours === null
      ? null
      : t('feed.summary.quietHours', { hours: formatQuietHours(settings.quietHours) }),
  field: (value, t) =>
    textField('quiet_hours', t('feed.form.quietHours'), value === null ? '' : formatQuietHours(value), {
      isRequired: false,
    }),
});

/** The schedules by name, and the feed's own line where it has one. */
export function listScheduleChoices(current: string, t: Translate) {
  const named = SCHEDULE_KEYS.map((key) => ({
    label: t(`choices.schedule.${key}`),
    value: key as string,
    default: SCHEDULES[key] === current,
  }));
  if (named.some((choice) => choice.default)) return named;
  return [...named, { label: current, value: current, default: true }];
}
