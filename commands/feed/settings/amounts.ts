import { ApplicationCommandOptionType } from 'discord.js';
import { defineOption, defineSetting, readWhole, textField } from './setting.ts';

export const HEAT_LIMITS = { least: 0, most: 1_000 } as const;
const PER_RUN_LIMITS = { least: 1, most: 10 } as const;
const PER_DAY_LIMITS = { least: 1, most: 1_000 } as const;

/** An option for a whole number between limits. */
export const whole = ({ least, most }: { readonly least: number; readonly most: number }) =>
  ({ type: ApplicationCommandOptionType.Integer, min_value: least, max_value: most }) as const;

export const minHeat = defineSetting({
  options: [defineOption('min_heat', whole(HEAT_LIMITS))],
  initial: ({ config }) => config.news.minHeat,
  read: (typed, before, from) => readWhole('min_heat', typed.min_heat, before, HEAT_LIMITS, from),
  describe: (settings, t) => t('feed.summary.heat', { heat: settings.minHeat }),
  field: (value, t) => textField('min_heat', t('feed.form.minHeat'), String(value), { isRequired: true }),
});

export const perRun = defineSetting({
  options: [defineOption('per_run', whole(PER_RUN_LIMITS))],
  initial: ({ config }) => config.news.perRun,
  read: (typed, before, from) => readWhole('per_run', typed.per_run, before, PER_RUN_LIMITS, from),
  describe: (settings, t) =>
    settings.style === 'digest'
      ? null
      : t('feed.summary.budget', { perRun: settings.perRun, perDay: settings.perDay }),
});

export const perDay = defineSetting({
  options: [defineOption('per_day', whole(PER_DAY_LIMITS))],
  initial: ({ config }) => config.news.perDay,
  read: (typed, before, from) => readWhole('per_day', typed.per_day, before, PER_DAY_LIMITS, from),
});
