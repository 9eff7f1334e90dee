import { countChars } from './field-checks.ts';
import { isPickable, type PickedKind } from './resolved.ts';
import type { CommandOption, RegisteredCommand } from './rest-commands.ts';
import type { World } from './world.ts';

/** Option types by Discord's numbers (interactions/application-commands); those a member can type in here. */
const OPTION_TYPE = {
  subcommand: 1,
  subcommandGroup: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
} as const;

/** What the options whose value is an id let one pick. */
const PICKED_KINDS = new Map<number, readonly PickedKind[]>([
  [OPTION_TYPE.user, ['user']],
  [OPTION_TYPE.channel, ['channel']],
  [OPTION_TYPE.role, ['role']],
  [OPTION_TYPE.mentionable, ['user', 'role']],
]);

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
  world: World;
  /** Where the member is. */
  channelId: string;
  options: Record<string, OptionValue>;
  subcommand?: string | undefined;
  focused?: string | undefined;
  isForged?: boolean | undefined;
};

/**
 * What a member filled in, in the form of an interaction, by the command's own definition.
 * @param input.focused the option being typed, for autocomplete: then required options may still be missing
 * @param input.isForged values go out as they are, whatever the definition says
 * @throws Error when Discord's client would not let the member send it
 */
export function toWireOptions(command: RegisteredCommand, input: Input): WireOption[] {
  const path = input.subcommand?.split(' ') ?? [];
  return fillIn(command.options ?? [], path, input, `/${command.name}`);
}

/** The ids in the options, at any depth. */
export function listPickedIds(options: readonly WireOption[]): string[] {
  return options.flatMap(({ type, value, options: inner }) =>
    inner ? listPickedIds(inner) : PICKED_KINDS.has(type) ? [String(value)] : [],
  );
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

  const unknown = Object.entries(input.options).filter(
    ([name]) => !definitions.some((option) => option.name === name),
  );
  if (unknown[0] && !input.isForged)
    throw new Error(`${where} has no option "${unknown[0][0]}"; it has: ${listNames(definitions)}`);
  return [
    ...fillOptions(definitions, input, where),
    ...unknown.map(([name, value]) => ({ name, type: OPTION_TYPE.string, value })),
  ];
}

function fillOptions(definitions: readonly CommandOption[], input: Input, where: string): WireOption[] {
  return definitions.flatMap((option): WireOption[] => {
    const value = input.options[option.name];
    const label = `${where} ${option.name}`;
    if (option.name === input.focused) {
      if (!option.autocomplete && !input.isForged) throw new Error(`${label} has no autocomplete`);
      return [{ name: option.name, type: option.type, value: String(value ?? ''), focused: true }];
    }
    if (value === undefined) {
      if (option.required && input.focused === undefined && !input.isForged)
        throw new Error(`${label} is required`);
      return [];
    }
    const sent = input.isForged ? value : checkValue(option, value, label, input);
    return [{ name: option.name, type: option.type, value: sent }];
  });
}

function checkValue(option: CommandOption, value: OptionValue, label: string, input: Input): OptionValue {
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
      return checkPicked(option, value, input, fail);
  }
  const choices = option.choices ?? [];
  if (choices.length > 0 && !choices.some((choice) => choice.value === value)) {
    return fail(`one of ${choices.map((choice) => JSON.stringify(choice.value)).join(', ')}`);
  }
  return value;
}

function checkPicked(
  { type, channel_types }: CommandOption,
  value: OptionValue,
  { world, channelId }: Input,
  fail: (wanted: string) => never,
): OptionValue {
  if (typeof value !== 'string' || !/^\d+$/.test(value)) return fail('an id');
  const kinds = PICKED_KINDS.get(type) ?? [];
  if (!kinds.some((kind) => isPickable(world, channelId, kind, value)))
    return fail(`the id of a ${kinds.join(' or ')}`);
  const channel = world.channels.get(value);
  if (channel && channel_types?.length && !channel_types.includes(channel.type))
    return fail(`a channel of type ${channel_types.join(', ')}, not ${channel.type}`);
  return value;
}

function listNames(options: readonly { name: string }[]): string {
  return options.map(({ name }) => name).join(', ') || 'none';
}
