import {
  type APIApplicationCommandInteractionDataBasicOption,
  type APIApplicationCommandInteractionDataOption,
  ApplicationCommandOptionType,
} from 'discord.js';

/** The options that a member gave a command. */
export class CommandOptions {
  readonly #options: readonly APIApplicationCommandInteractionDataBasicOption[];

  constructor(options: readonly APIApplicationCommandInteractionDataOption[] | undefined) {
    this.#options = (options ?? []).filter(isBasic);
  }

  /** What was typed, without the spaces around it; undefined when nothing was. */
  getString(name: string): string | undefined {
    const option = this.#options.find((candidate) => candidate.name === name);
    const isText = option?.type === ApplicationCommandOptionType.String;
    return isText && option.value.trim() !== '' ? option.value.trim() : undefined;
  }

  /** One of the option's choices; undefined when nothing, or something else, was given. */
  getChoice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.getString(name);
    return choices.find((choice) => choice === value);
  }

  getBoolean(name: string): boolean {
    const option = this.#options.find((candidate) => candidate.name === name);
    return option?.type === ApplicationCommandOptionType.Boolean && option.value;
  }

  /** The option that is being typed, for autocomplete. */
  getFocused(): { readonly name: string; readonly text: string } {
    const option = this.#options.find((candidate) => 'focused' in candidate && candidate.focused === true);
    return { name: option?.name ?? '', text: String(option?.value ?? '').trim() };
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
