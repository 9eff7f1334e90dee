import type { Channel, Choice, OptionValue, RegisteredCommand } from '../protocol.ts';

/** Option and command types by Discord's numbers (interactions/application-commands). */
const OPTION_TYPE = { subcommand: 1, group: 2, string: 3, integer: 4, boolean: 5, channel: 7, number: 10 };
const CHAT_INPUT = 1;

type Option = NonNullable<RegisteredCommand['options']>[number];

/** A command as it is typed: `/topics add` is one, with `add` as its subcommand. */
export type TypedCommand = {
  title: string;
  name: string;
  subcommand: string | undefined;
  description: string;
  options: readonly Option[];
};

type FilledOption = { name: string; value: OptionValue; label: string };

/** What stands in the input line: a command with filled options, perhaps one being filled, and the text typed. */
export type Draft = {
  command: TypedCommand | undefined;
  filled: readonly FilledOption[];
  focused: Option | undefined;
  text: string;
};

export type Suggestion =
  | { kind: 'command'; label: string; detail: string; command: TypedCommand }
  | { kind: 'option'; label: string; detail: string; option: Option }
  | { kind: 'choice'; label: string; detail: string; value: OptionValue };

export const EMPTY_DRAFT: Draft = { command: undefined, filled: [], focused: undefined, text: '' };

/** Every slash command that can be typed, subcommands one by one, in the order of the alphabet. */
export function listTypedCommands(commands: readonly RegisteredCommand[]): TypedCommand[] {
  const list: TypedCommand[] = [];
  const add = (name: string, path: string[], description: string, options: readonly Option[]) => {
    const inner = options.filter(({ type }) => type === OPTION_TYPE.subcommand || type === OPTION_TYPE.group);
    for (const option of inner)
      add(name, [...path, option.name], option.description ?? '', option.options ?? []);
    if (inner.length > 0) return;
    const subcommand = path.length > 0 ? path.join(' ') : undefined;
    list.push({ title: `/${[name, ...path].join(' ')}`, name, subcommand, description, options });
  };
  for (const { type, name, description, options } of commands)
    if (type === CHAT_INPUT) add(name, [], description, options ?? []);
  return list.sort((a, b) => a.title.localeCompare(b.title));
}

/** The draft after its text has changed: a full command name or `option:` in it is taken up. */
export function typeText(draft: Draft, text: string, commands: readonly TypedCommand[]): Draft {
  const next = takeUp({ ...draft, text }, commands);
  return next === undefined ? { ...draft, text } : typeText(next, next.text, commands);
}

function takeUp(draft: Draft, commands: readonly TypedCommand[]): Draft | undefined {
  const { command, focused, text } = draft;
  if (command === undefined) {
    const named = commands.find(({ title }) => text.startsWith(`${title} `));
    return named && { ...chooseCommand(named), text: text.slice(named.title.length + 1) };
  }
  const match = (focused ? /^(.*?)\s+([^\s:]+):/ : /^(\s*)([^\s:]+):/).exec(text);
  const option = match && openOptions(draft).find(({ name }) => name === match[2]);
  if (!match || !option) return undefined;
  const rest = text.slice(match[0].length).trimStart();
  return { ...fillFocused({ ...draft, text: match[1] ?? '' }), focused: option, text: rest };
}

const chooseCommand = (command: TypedCommand): Draft => ({ ...EMPTY_DRAFT, command });

/** Options neither filled nor being filled. */
function openOptions({ command, filled, focused }: Draft): Option[] {
  return (command?.options ?? []).filter(
    ({ name }) => name !== focused?.name && !filled.some((option) => option.name === name),
  );
}

/** The option being filled, filled with the text that stands there; dropped when that is no value. */
export function fillFocused(draft: Draft): Draft {
  const { focused, text } = draft;
  if (!focused) return draft;
  const value = readValue(focused, text.trim());
  return value === undefined ? { ...draft, focused: undefined, text: '' } : fill(draft, value, text.trim());
}

function fill(draft: Draft, value: OptionValue, label: string): Draft {
  const { focused, filled } = draft;
  if (!focused) return draft;
  return {
    ...draft,
    filled: [...filled, { name: focused.name, value, label }],
    focused: undefined,
    text: '',
  };
}

function readValue(option: Option, text: string): OptionValue | undefined {
  if (text === '') return undefined;
  const lower = text.toLowerCase();
  const choice = option.choices?.find(({ name, value }) =>
    [name, value].some((one) => String(one).toLowerCase() === lower),
  );
  if (choice) return choice.value;
  if (option.type === OPTION_TYPE.boolean) return { true: true, false: false }[lower];
  const isNumber = option.type === OPTION_TYPE.integer || option.type === OPTION_TYPE.number;
  return isNumber ? Number(text) : text;
}

/** What can be chosen now. `choices` are the bot's own for the focused option. */
export function listSuggestions(
  draft: Draft,
  commands: readonly TypedCommand[],
  choices: readonly Choice[],
  channels: readonly Channel[],
): Suggestion[] {
  const wanted = draft.text.trim().toLowerCase();
  if (draft.focused) return listChoices(draft.focused, wanted, choices, channels);
  if (draft.command) {
    return openOptions(draft)
      .filter(({ name }) => name.startsWith(wanted))
      .map((option) => ({ kind: 'option', label: option.name, detail: option.description ?? '', option }));
  }
  if (!wanted.startsWith('/')) return [];
  return commands
    .filter(({ title }) => title.includes(wanted.slice(1)))
    .map((command) => ({ kind: 'command', label: command.title, detail: command.description, command }));
}

function listChoices(
  option: Option,
  wanted: string,
  live: readonly Choice[],
  channels: readonly Channel[],
): Suggestion[] {
  const toSuggestion = ({ name, value }: { name: string; value: OptionValue }): Suggestion => ({
    kind: 'choice',
    label: name,
    detail: '',
    value,
  });
  if (option.autocomplete) return live.map(toSuggestion);
  const fixed: { name: string; value: OptionValue }[] =
    option.type === OPTION_TYPE.boolean
      ? [
          { name: 'True', value: true },
          { name: 'False', value: false },
        ]
      : option.type === OPTION_TYPE.channel
        ? channels.map(({ id, name }) => ({ name: `#${name}`, value: id }))
        : [...(option.choices ?? [])];
  return fixed.filter(({ name }) => name.toLowerCase().includes(wanted)).map(toSuggestion);
}

/** The draft once a suggestion is taken. */
export function choose(draft: Draft, suggestion: Suggestion): Draft {
  if (suggestion.kind === 'command') {
    const draft = chooseCommand(suggestion.command);
    return { ...draft, focused: suggestion.command.options.find(({ required }) => required) };
  }
  if (suggestion.kind === 'option') return { ...draft, focused: suggestion.option, text: '' };
  const next = fill(draft, suggestion.value, suggestion.label);
  return { ...next, focused: openOptions(next).find(({ required }) => required) };
}

/** Backspace where no text is left: the last thing comes back for editing. */
export function stepBack(draft: Draft): Draft {
  const { command, filled, focused } = draft;
  if (focused) return { ...draft, focused: undefined };
  const last = filled.at(-1);
  if (last) return editOption(draft, last.name);
  return command ? { ...EMPTY_DRAFT, text: command.title } : draft;
}

/** Opens a filled option again. */
export function editOption(draft: Draft, name: string): Draft {
  const settled = fillFocused(draft);
  const option = settled.filled.find((one) => one.name === name);
  const focused = settled.command?.options.find((one) => one.name === name);
  if (!option || !focused) return draft;
  return { ...settled, filled: settled.filled.filter((one) => one !== option), focused, text: option.label };
}

/** The required option that is still empty. */
export function findMissing(draft: Draft): Option | undefined {
  return openOptions(draft).find(({ required }) => required);
}

export function optionsOf({ filled }: Draft): Record<string, OptionValue> {
  return Object.fromEntries(filled.map(({ name, value }) => [name, value]));
}
