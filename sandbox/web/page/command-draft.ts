import type { Choice, OptionValue } from '../protocol.ts';
import { OPTION_TYPE, type TypedCommand, type TypedOption } from './typed-commands.ts';

/** `label` is its name in the reader's language, `text` what stands there for its value. */
type FilledOption = { name: string; label: string; value: OptionValue; text: string };

/** What stands in the input line: a command with filled options, perhaps one being filled, and the text typed. */
export type Draft = {
  command: TypedCommand | undefined;
  filled: readonly FilledOption[];
  focused: TypedOption | undefined;
  text: string;
};

export type Suggestion =
  | { kind: 'command'; label: string; detail: string; command: TypedCommand }
  | { kind: 'option'; label: string; detail: string; option: TypedOption }
  | { kind: 'choice'; label: string; detail: string; value: OptionValue };

export const EMPTY_DRAFT: Draft = { command: undefined, filled: [], focused: undefined, text: '' };

/** The draft after its text has changed: a full command name or `option:` in it becomes that part of the draft. */
export function typeText(draft: Draft, text: string, commands: readonly TypedCommand[]): Draft {
  const next = parseTyped({ ...draft, text }, commands);
  return next === undefined ? { ...draft, text } : typeText(next, next.text, commands);
}

function parseTyped(draft: Draft, commands: readonly TypedCommand[]): Draft | undefined {
  const { command, focused, text } = draft;
  if (command === undefined) {
    for (const named of commands) {
      const title = [named.title, named.plainTitle].find((each) => text.startsWith(`${each} `));
      if (title) return { ...chooseCommand(named), text: text.slice(title.length + 1) };
    }
    return undefined;
  }
  const match = (focused ? /^(.*?)\s+([^\s:]+):/ : /^(\s*)([^\s:]+):/).exec(text);
  const option =
    match && openOptions(draft).find(({ name, label }) => [label, name].includes(match[2] ?? ''));
  if (!match || !option) return undefined;
  const before = { ...draft, text: match[1] ?? '' };
  // What is no value is left standing for correction.
  if (findProblem(before)) return undefined;
  const rest = text.slice(match[0].length).trimStart();
  return { ...fillFocused(before), focused: option, text: rest };
}

const chooseCommand = (command: TypedCommand): Draft => ({ ...EMPTY_DRAFT, command });

/** Options neither filled nor being filled. */
function openOptions({ command, filled, focused }: Draft): TypedOption[] {
  return (command?.options ?? []).filter(
    ({ name }) => name !== focused?.name && !filled.some((option) => option.name === name),
  );
}

/** The option being filled, filled with the text that stands there; dropped when that is no value. */
export function fillFocused(draft: Draft): Draft {
  const { focused, text } = draft;
  if (!focused) return draft;
  const { value } = readValue(focused, text.trim());
  return value === undefined ? { ...draft, focused: undefined, text: '' } : fill(draft, value, text.trim());
}

/** Why the text that stands there cannot be the focused option's value; undefined for none and for a good one. */
export function findProblem({ focused, text }: Draft): string | undefined {
  return focused && text.trim() !== '' ? readValue(focused, text.trim()).problem : undefined;
}

function fill(draft: Draft, value: OptionValue, text: string): Draft {
  const { focused, filled } = draft;
  if (!focused) return draft;
  const option = { name: focused.name, label: focused.label, value, text };
  return { ...draft, filled: [...filled, option], focused: undefined, text: '' };
}

type ReadValue = { value?: OptionValue; problem?: string };

function readValue(option: TypedOption, text: string): ReadValue {
  if (text === '') return {};
  const lower = text.toLowerCase();
  const chosen = option.choices?.find(({ name, value }) =>
    [name, name.replace(/^[#@]/, ''), value].some((one) => String(one).toLowerCase() === lower),
  );
  if (chosen) return { value: chosen.value };
  if (option.choices) return { problem: 'Choose one of the list.' };
  if (option.type === OPTION_TYPE.integer || option.type === OPTION_TYPE.number)
    return readNumber(option, text);
  const length = [...text].length;
  if (length < (option.min_length ?? 0)) return { problem: `At least ${option.min_length} characters.` };
  if (length > (option.max_length ?? 6000))
    return { problem: `At most ${option.max_length ?? 6000} characters.` };
  return { value: text };
}

function readNumber(option: TypedOption, text: string): ReadValue {
  const value = Number(text);
  if (!Number.isFinite(value)) return { problem: 'This takes a number.' };
  if (option.type === OPTION_TYPE.integer && !Number.isInteger(value))
    return { problem: 'This takes a whole number.' };
  if (value < (option.min_value ?? Number.NEGATIVE_INFINITY))
    return { problem: `At least ${option.min_value}.` };
  if (value > (option.max_value ?? Number.POSITIVE_INFINITY))
    return { problem: `At most ${option.max_value}.` };
  return { value };
}

/** What can be chosen now. `choices` are the bot's own for the focused option. */
export function listSuggestions(
  draft: Draft,
  commands: readonly TypedCommand[],
  choices: readonly Choice[],
): Suggestion[] {
  const wanted = draft.text.trim().toLowerCase();
  if (draft.focused) {
    const listed = draft.focused.autocomplete ? choices : findNamed(draft.focused.choices ?? [], wanted);
    return listed.map(({ name, value }) => ({ kind: 'choice', label: name, detail: '', value }));
  }
  if (draft.command) {
    return openOptions(draft)
      .filter(({ name, label }) => label.startsWith(wanted) || name.startsWith(wanted))
      .map((option) => ({ kind: 'option', label: option.label, detail: option.detail, option }));
  }
  if (!wanted.startsWith('/')) return [];
  return commands
    .filter(({ title, plainTitle }) => [title, plainTitle].some((each) => each.includes(wanted.slice(1))))
    .map((command) => ({ kind: 'command', label: command.title, detail: command.description, command }));
}

/** Those with the text in their names, those that begin with it first. */
function findNamed<T extends { name: string }>(list: readonly T[], wanted: string): T[] {
  const text = wanted.replace(/^[#@]/, '');
  const plainName = ({ name }: T) => name.replace(/^[#@]/, '').toLowerCase();
  const found = list.filter((each) => plainName(each).includes(text));
  const isFirst = (each: T) => plainName(each).startsWith(text);
  return [...found.filter(isFirst), ...found.filter((each) => !isFirst(each))];
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
  return { ...settled, filled: settled.filled.filter((one) => one !== option), focused, text: option.text };
}

/** The required option that is still empty. */
export function findMissing(draft: Draft): TypedOption | undefined {
  return openOptions(draft).find(({ required }) => required);
}

export function optionsOf({ filled }: Draft): Record<string, OptionValue> {
  return Object.fromEntries(filled.map(({ name, value }) => [name, value]));
}
