import {
  type APIApplicationCommandBasicOption,
  type APILabelComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { FeedSettings } from '../../../src/curation/feed.ts';
import { escapeWithin } from '../../../src/discord/cards/markdown.ts';
import { type Asker, type CommandContext, UserError } from '../../../src/discord/interactions/command.ts';
import { type DescribedPath, describeIn } from '../../../src/discord/interactions/localized.ts';
import { CHOICE_MAX_CHARS } from '../../../src/discord/rest/limits.ts';
import type { Translate } from '../../../src/locales/translate.ts';

/** Discord's limit for the value of a text input is 4000; a feed needs far less. */
export const FIELD_MAX_CHARS = 1000;

/** An option of `/feed`, by its name in the catalogues. */
export type OptionName = DescribedPath extends infer Path
  ? Path extends `feed.options.${infer Name}`
    ? Name
    : never
  : never;
export type SettingOption<Name extends string = string> = APIApplicationCommandBasicOption & {
  readonly name: Name;
};
/** What was typed, by option; what is missing stays as it is, what is empty was emptied in the form. */
export type Typed<Name extends string = string> = Readonly<Partial<Record<Name, string>>>;

/** Who sets, and where: what reading a setting may need. */
export type SettingContext = { readonly asker: Asker; readonly context: CommandContext };

/** One setting of a feed: all that is known of it, but for its texts. */
export type Setting<Value, Name extends string = string> = {
  /** How it is typed; a second option says more about the first. */
  readonly options: readonly SettingOption<Name>[];
  /** Its value in a new feed. */
  initial(context: CommandContext): Value;
  /** What it is after something was typed. @throws UserError that names the option, what is wrong, and what to write */
  read(typed: Typed<Name>, before: Value, from: SettingContext): Value;
  /** What `clear` makes of it; missing where there is nothing to take away. */
  readonly cleared?: Value;
  /** Its line in a feed's summary; null where it is as it comes. */
  describe?(settings: FeedSettings, t: Translate): string | null;
  /** Its field in the form. */
  field?(value: Value, t: Translate): APILabelComponent;
};

/** A setting, its options' names known to what reads them. */
export function defineSetting<Value, const Name extends string>(
  setting: Setting<Value, Name>,
): Setting<Value, Name> {
  return setting;
}

type OptionRest = APIApplicationCommandBasicOption extends infer Option
  ? Option extends APIApplicationCommandBasicOption
    ? Omit<Option, 'name' | 'name_localizations' | 'description' | 'description_localizations'>
    : never
  : never;

/** An option with its texts in every language. */
export function defineOption<const Name extends OptionName>(
  name: Name,
  rest: OptionRest,
): SettingOption<Name> {
  // The name and the texts that were left out are added; the rest is of one kind of option.
  return { ...describeIn(`feed.options.${name}`), ...rest } as unknown as SettingOption<Name>;
}

/** A text field of the form, under the name of the option that it stands for. */
export function textField(
  name: OptionName,
  label: string,
  value: string,
  { isRequired, style = TextInputStyle.Short }: { isRequired: boolean; style?: TextInputStyle },
): APILabelComponent {
  return {
    type: ComponentType.Label,
    label,
    component: {
      type: ComponentType.TextInput,
      custom_id: name,
      style,
      required: isRequired,
      max_length: FIELD_MAX_CHARS,
      ...(value !== '' && { value }),
    },
  };
}

/** A whole number that was typed. @throws UserError, which says `mistake` */
export function readWhole(
  name: OptionName,
  typed: string | undefined,
  before: number,
  { least, most }: { readonly least: number; readonly most: number },
  { asker: { t } }: SettingContext,
  mistake: 'feed.errors.number' | 'feed.errors.heat' = 'feed.errors.number',
): number {
  if (typed === undefined) return before;
  const value = Number(typed);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UserError(t(mistake, { option: nameOption(name, t), typed: shorten(typed), least, most }));
}

/** An option's name in the reader's language. */
export function nameOption(name: OptionName, t: Translate): string {
  return t(`commands.feed.options.${name}.name`);
}

/** What was typed, safe to be said again. */
export function shorten(text: string): string {
  return escapeWithin(text, CHOICE_MAX_CHARS);
}
