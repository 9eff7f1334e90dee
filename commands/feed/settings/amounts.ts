import { ApplicationCommandOptionType } from 'discord.js';
import { HEAT_BANDS, parseHeatWords, showHeatNumber } from '../../../src/discord/cards/heat-words.ts';
import type { Choice } from '../../../src/discord/interactions/command.ts';
import type { Translate } from '../../../src/locales/translate.ts';
import {
  defineOption,
  defineSetting,
  type OptionName,
  readWhole,
  type SettingContext,
  textField,
} from './setting.ts';

const HEAT_LIMITS = { least: 0, most: 1_000 } as const;
/** The longest words for a heat, in any language, are half as long. */
const HEAT_MAX_CHARS = 60;
const PER_RUN_LIMITS = { least: 1, most: 10 } as const;
const PER_DAY_LIMITS = { least: 1, most: 1_000 } as const;

/** An option for a whole number between limits. */
export const whole = ({ least, most }: { readonly least: number; readonly most: number }) =>
  ({ type: ApplicationCommandOptionType.Integer, min_value: least, max_value: most }) as const;

/** An option for a heat: words of the scale to choose from, or a number. */
export const heatOption = {
  type: ApplicationCommandOptionType.String,
  autocomplete: true,
  max_length: HEAT_MAX_CHARS,
} as const;

/** A heat that was typed, in words or as a number. @throws UserError */
export function readHeat(
  name: OptionName,
  typed: string | undefined,
  before: number,
  from: SettingContext,
): number {
  const inWords = typed === undefined ? null : parseHeatWords(typed);
  return inWords ?? readWhole(name, typed, before, HEAT_LIMITS, from, 'feed.errors.heat');
}

/** The scale, and before it the number that is typed. */
export function suggestHeat(typed: string, t: Translate): Choice[] {
  const number = Number(typed.trim() || Number.NaN);
  const isHeat = Number.isInteger(number) && number >= HEAT_LIMITS.least && number <= HEAT_LIMITS.most;
  const scale = HEAT_BANDS.map(({ minHeat: heat }) => heat).toReversed();
  return [...new Set([...(isHeat ? [number] : []), ...scale])].map((heat) => ({
    name: showHeatNumber(heat, t),
    value: String(heat),
  }));
}

export const minHeat = defineSetting({
  options: [defineOption('min_heat', heatOption)],
  initial: ({ config }) => config.news.minHeat,
  read: (typed, before, from) => readHeat('min_heat', typed.min_heat, before, from),
  describe: (settings, t) => t('feed.summary.heat', { heat: showHeatNumber(settings.minHeat, t) }),
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
