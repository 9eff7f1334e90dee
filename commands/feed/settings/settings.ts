import { type APILabelComponent, ApplicationCommandOptionType } from 'discord.js';
import type { FeedSettings } from '../../../src/curation/feed.ts';
import { type Asker, type CommandContext, UserError } from '../../../src/discord/interactions/command.ts';
import { choiceIn } from '../../../src/discord/interactions/localized.ts';
import type { CommandOptions } from '../../../src/discord/interactions/options.ts';
import type { DefinitionKey, Translate } from '../../../src/locales/translate.ts';
import { countChars } from '../../../src/story/text.ts';
import { minHeat, perDay, perRun } from './amounts.ts';
import { digestMode, quietDays, settleDigest } from './digest.ts';
import { mention, mentionsPerDay, opensThread, style } from './look.ts';
import { excludedProviders, excludedTopics, takenTopics } from './names.ts';
import { defineOption, FIELD_MAX_CHARS, type Setting, type SettingOption, type Typed } from './setting.ts';
import { quietHours, schedule, timezone } from './times.ts';

/**
 * Every setting of a feed, in the order in which options, form and summary have them. A new one is an entry here, a
 * field of the feed (src/curation/feed.ts), and its English texts.
 */
const SETTINGS = {
  topics: takenTopics,
  minHeat,
  schedule,
  timezone,
  perRun,
  perDay,
  quietHours,
  mention,
  mentionsPerDay,
  style,
  digest: digestMode,
  quietDays,
  opensThread,
  excludedTopics,
  excludedProviders,
} satisfies { readonly [Key in keyof FeedSettings]: Setting<FeedSettings[Key]> };

type SettingKey = keyof typeof SETTINGS;
/** The options by which settings are typed. */
export type SettingOptionName = (typeof SETTINGS)[SettingKey]['options'][number]['name'];
export type TypedSettings = Typed<SettingOptionName | 'clear'>;

/** The settings with their values as no type can say for all of them at once: each is given its own. */
type AnySetting = Setting<unknown, string>;
const entries = Object.entries(SETTINGS) as unknown as readonly (readonly [SettingKey, AnySetting])[];

/** What a feed is made of, for `/feed add` and `/feed edit`. */
export const SETTING_OPTIONS = entries.flatMap(
  // The options of the table's own entries.
  ([, { options }]) => [...options] as SettingOption<SettingOptionName>[],
);

type ClearName = DefinitionKey extends infer Key
  ? Key extends `choices.clear.${infer Name}`
    ? Name
    : never
  : never;

/** What `/feed edit clear:` takes away, by the option that sets it. */
export const CLEAR_OPTION = defineOption('clear', {
  type: ApplicationCommandOptionType.String,
  choices: entries.flatMap(([, setting]) => {
    const [option] = setting.options;
    if (option === undefined || !('cleared' in setting)) return [];
    // What can be taken away has a text for it: a test looks.
    return choiceIn(option.name, `choices.clear.${option.name as ClearName}`);
  }),
});

/** The settings of a new feed. */
export function defaultSettings(context: CommandContext): FeedSettings {
  return mapSettings((_key, setting) => setting.initial(context));
}

/** The options of `/feed add` and `/feed edit`, as they were typed. */
export function readTypedSettings(options: CommandOptions<SettingOptionName | 'clear'>): TypedSettings {
  const names = [...SETTING_OPTIONS.map(({ name }) => name), 'clear' as const];
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = options.getText(name);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

/**
 * The settings that result when what was typed is laid over what was there.
 * @throws UserError with a sentence for each mistake: the option, what is wrong with it, and what to write
 */
export function changeSettings(
  before: FeedSettings,
  typed: TypedSettings,
  asker: Asker,
  context: CommandContext,
): FeedSettings {
  const mistakes: string[] = [];
  const settings = mapSettings((key, setting) => {
    const isCleared = 'cleared' in setting && setting.options[0]?.name === typed.clear;
    try {
      return setting.read(typed, isCleared ? setting.cleared : before[key], { asker, context });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      mistakes.push(error.message);
      return before[key];
    }
  });
  if (mistakes.length > 0) throw new UserError(mistakes.join('\n'));
  return settleDigest(settings, typed, before, asker.t);
}

/** A line for each setting that is not as it comes. */
export function describeSettings(settings: FeedSettings, t: Translate): string[] {
  return entries.flatMap(([, setting]) => setting.describe?.(settings, t) ?? []);
}

/** The fields of the form, filled with what is set. */
export function buildFields(settings: FeedSettings, t: Translate): APILabelComponent[] {
  return entries.flatMap(([key, setting]) => setting.field?.(settings[key], t) ?? []);
}

/** The names of the form's fields, in their order. */
export const FIELD_NAMES = entries.flatMap(([, { options, field }]) =>
  field === undefined ? [] : (options[0]?.name ?? []),
);

/**
 * What was filled into the form; of other fields nothing is known here.
 * @throws UserError for a text that the form would not have taken
 */
export function readFields(fields: Readonly<Record<string, string>>, t: Translate): TypedSettings {
  return Object.fromEntries(
    FIELD_NAMES.map((name) => {
      const text = fields[name]?.trim() ?? '';
      if (countChars(text) > FIELD_MAX_CHARS)
        throw new UserError(t('errors.tooLong', { name, maxChars: FIELD_MAX_CHARS }));
      return [name, text];
    }),
  );
}

function mapSettings(readValue: (key: SettingKey, setting: AnySetting) => unknown): FeedSettings {
  // Every key of the feed's settings is in the table, and each setting's values are of its type.
  return Object.fromEntries(
    entries.map(([key, setting]) => [key, readValue(key, setting)]),
  ) as unknown as FeedSettings;
}
