import { countChars } from './field-checks.ts';
import type { CommandOption, RegisteredCommand } from './rest-commands.ts';

/** Option types by Discord's numbers (interactions/application-commands); those a member can type in here. */
const OPTION_TYPE = {
  subcommand: 1,
  subcommandGroup: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  number: 10,
} as const;

export type OptionValue = string | number | boolean;

/** An option as an interaction carries it. */
export type WireOption = {
  name: string;
  type: number;
  value?: OptionValue;
  focused?: true;
  options?: WireOption[];
};

type Input = {
  options: Record<string, OptionValue>;
  subcommand?: string | undefined;
  focused?: string | undefined;
};

/**
 * What a member filled in, in the form of an interaction, by the command's own definition.
 * @param input.focused the option being typed, for autocomplete: then required options may still be missing
 * @throws Error when Discord's client would not let the member send it
 */
export function toWireOptions(command: RegisteredCommand, input: Input): WireOption[] {
  const path = input.subcommand?.split(' ') ?? [];
  return fillIn(command.options ?? [], path, input, `/${command.name}`);
}

function fillIn(
  definitions: readonly CommandOption[],
  path: readonly string[],
  input: Input,
  where: string,
): WireOption[] {
  const [next, ...rest] = path;
  const groups = definitions.filter(
    ({ type }) => type === OPTION_TYPE.subcommand || type === OPTION_TYPE.subcommandGroup,
  );
  if (next !== undefined) {
    const group = groups.find(({ name }) => name === next);
    if (!group) throw new Error(`${where} has no subcommand "${next}"; it has: ${listNames(groups)}`);
    return [
      { name: next, type: group.type, options: fillIn(group.options ?? [], rest, input, `${where} ${next}`) },
    ];
  }
  if (groups.length > 0) throw new Error(`${where} needs one of its subcommands: ${listNames(groups)}`);

  const unknown = Object.keys(input.options).find(
    (name) => !definitions.some((option) => option.name === name),
  );
  if (unknown !== undefined)
    throw new Error(`${where} has no option "${unknown}"; it has: ${listNames(definitions)}`);
  return definitions.flatMap((option): WireOption[] => {
    const value = input.options[option.name];
    const label = `${where} ${option.name}`;
    if (option.name === input.focused) {
      if (!option.autocomplete) throw new Error(`${label} has no autocomplete`);
      return [{ name: option.name, type: option.type, value: String(value ?? ''), focused: true }];
    }
    if (value === undefined) {
      if (option.required && input.focused === undefined) throw new Error(`${label} is required`);
      return [];
    }
    return [{ name: option.name, type: option.type, value: checkValue(option, value, label) }];
  });
}

function checkValue(option: CommandOption, value: OptionValue, label: string): OptionValue {
  const fail = (wanted: string): never => {
    throw new Error(`${label} wants ${wanted}, got ${JSON.stringify(value)}`);
  };
  switch (option.type) {
    case OPTION_TYPE.string:
      if (typeof value !== 'string' || value === '') return fail('a text');
      if (countChars(value) < (option.min_length ?? 0))
        return fail(`at least ${option.min_length} characters`);
      if (countChars(value) > (option.max_length ?? 6000))
        return fail(`at most ${option.max_length ?? 6000} characters`);
      break;
    case OPTION_TYPE.integer:
    case OPTION_TYPE.number:
      if (typeof value !== 'number' || Number.isNaN(value)) return fail('a number');
      if (option.type === OPTION_TYPE.integer && !Number.isInteger(value)) return fail('a whole number');
      if (value < (option.min_value ?? Number.NEGATIVE_INFINITY)) return fail(`at least ${option.min_value}`);
      if (value > (option.max_value ?? Number.POSITIVE_INFINITY)) return fail(`at most ${option.max_value}`);
      break;
    case OPTION_TYPE.boolean:
      if (typeof value !== 'boolean') return fail('true or false');
      break;
    default:
      if (typeof value !== 'string' || !/^\d+$/.test(value)) return fail('an id');
  }
  const choices = option.choices ?? [];
  if (choices.length > 0 && !choices.some((choice) => choice.value === value)) {
    return fail(`one of ${choices.map((choice) => JSON.stringify(choice.value)).join(', ')}`);
  }
  return value;
}

function listNames(options: readonly { name: string }[]): string {
  return options.map(({ name }) => name).join(', ') || 'none';
}
