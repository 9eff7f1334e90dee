import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandInteractionDataBasicOption,
  type APIApplicationCommandInteractionDataOption,
  ApplicationCommandOptionType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { countChars } from '../../story/text.ts';
import { CHOICE_MAX_CHARS } from '../rest/limits.ts';

/**
 * The options that a member gave a command, or its subcommand.
 * @typeParam Name the names of the definition: a misspelt one does not compile
 */
export class CommandOptions<Name extends string = string> {
  /** Empty for a command that has none. */
  readonly subcommand: string;
  readonly #options: readonly APIApplicationCommandInteractionDataBasicOption[];

  constructor(options: readonly APIApplicationCommandInteractionDataOption[] | undefined) {
    const [first] = options ?? [];
    const isNested = first?.type === ApplicationCommandOptionType.Subcommand;
    this.subcommand = isNested ? first.name : '';
    this.#options = ((isNested ? first.options : options) ?? []).filter(isBasic);
  }

  /**
   * The first text that is longer than its option takes, with that length. Discord's own programs let nobody type one,
   * but a request can be forged.
   */
  findTooLong({ options = [] }: RESTPostAPIChatInputApplicationCommandsJSONBody): {
    readonly name: string;
    readonly maxChars: number;
  } | null {
    const known = options.flatMap((option): readonly APIApplicationCommandBasicOption[] => {
      if (option.type === ApplicationCommandOptionType.SubcommandGroup) return [];
      if (option.type !== ApplicationCommandOptionType.Subcommand) return [option];
      return option.name === this.subcommand ? (option.options ?? []) : [];
    });
    for (const { name, type, value } of this.#options) {
      if (type !== ApplicationCommandOptionType.String) continue;
      const option = known.find((candidate) => candidate.name === name);
      // One that can only be chosen has no length of its own.
      const maxChars =
        (option !== undefined && 'max_length' in option && option.max_length) || CHOICE_MAX_CHARS;
      if (countChars(value) > maxChars) return { name, maxChars };
    }
    return null;
  }

  /** What was typed, without the spaces around it; undefined when nothing was. */
  getString(name: Name): string | undefined {
    const option = this.#find(name);
    const isText = option?.type === ApplicationCommandOptionType.String;
    return isText && option.value.trim() !== '' ? option.value.trim() : undefined;
  }

  /** One of the option's choices; undefined when nothing, or something else, was given. */
  getChoice<T extends string>(name: Name, choices: readonly T[]): T | undefined {
    const value = this.getString(name);
    return choices.find((choice) => choice === value);
  }

  getInteger(name: Name): number | undefined {
    const option = this.#find(name);
    return option?.type === ApplicationCommandOptionType.Integer ? Number(option.value) : undefined;
  }

  getBoolean(name: Name): boolean | undefined {
    const option = this.#find(name);
    return option?.type === ApplicationCommandOptionType.Boolean ? option.value : undefined;
  }

  /** The id of a channel or role that was chosen. */
  getId(name: Name): string | undefined {
    const option = this.#find(name);
    const isReference =
      option?.type === ApplicationCommandOptionType.Channel ||
      option?.type === ApplicationCommandOptionType.Role;
    return isReference ? option.value : undefined;
  }

  /** What was typed or chosen, whatever its type, as text; undefined when nothing was. */
  getText(name: Name): string | undefined {
    const value = this.getString(name) ?? this.getInteger(name) ?? this.getBoolean(name) ?? this.getId(name);
    return value?.toString();
  }

  /** The option that is being typed, for autocomplete. */
  getFocused(): { readonly name: string; readonly text: string } {
    const option = this.#options.find((candidate) => 'focused' in candidate && candidate.focused === true);
    return { name: option?.name ?? '', text: String(option?.value ?? '').trim() };
  }

  #find(name: string): APIApplicationCommandInteractionDataBasicOption | undefined {
    return this.#options.find((candidate) => candidate.name === name);
  }
}

function isBasic(
  option: APIApplicationCommandInteractionDataOption,
): option is APIApplicationCommandInteractionDataBasicOption {
  return (
    option.type !== ApplicationCommandOptionType.Subcommand &&
    option.type !== ApplicationCommandOptionType.SubcommandGroup
  );
}
