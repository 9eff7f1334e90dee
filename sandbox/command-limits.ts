import { checkLocales, countLongest, findDuplicates, type Localizations } from './command-localizations.ts';
import { type FieldError, invalidFormBody } from './errors.ts';
import { badLength, countChars, required, tooLong } from './field-checks.ts';

/** interactions/application-commands: choices with a string value. */
const CHOICE_VALUE_MAX_CHARS = 100;
/** interactions/application-commands: name, description and values of a command and its options. */
const COMMAND_MAX_CHARS = 8000;
/** interactions/application-commands: command and option names (Unicode letters of any script). */
const COMMAND_NAME_PATTERN = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** Option types by Discord's numbers. */
const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;
const INTEGER = 4;

/** A command or option as far as the checks look into it. */
export type CommandNode = {
  name: string;
  name_localizations?: Localizations;
  type?: number | null;
  description?: string | null;
  description_localizations?: Localizations;
  required?: boolean | null;
  autocomplete?: boolean | null;
  choices?: { name: string; name_localizations?: Localizations; value: string | number }[] | null;
  min_value?: number | null;
  max_value?: number | null;
  min_length?: number | null;
  max_length?: number | null;
  options?: CommandNode[] | null;
};

/** Checks one command (not a list) against what its schema misses. */
export function checkCommand(command: CommandNode, prefix: readonly number[] = []): FieldError[] {
  const isChatInput = (command.type ?? 1) === 1;
  const errors: FieldError[] = [];
  if (isChatInput) {
    if (!command.description) errors.push(required([...prefix, 'description']));
    errors.push(...checkCommandNode(command, prefix));
    // Of a command's own localizations Discord does not say which one is wrong (discord-api-docs #7712).
    if (Object.values(command.name_localizations ?? {}).some((name) => !isCommandName(name)))
      errors.push(invalidName([...prefix, 'name_localizations']));
  } else if (command.description) {
    const message = 'Context menu commands cannot have description';
    errors.push({
      path: [...prefix, 'description'],
      code: 'APPLICATION_COMMAND_INVALID_DESCRIPTION',
      message,
    });
  }
  errors.push(...checkLocales(command.name_localizations, [...prefix, 'name_localizations']));
  if (countCommandChars(command) > COMMAND_MAX_CHARS) {
    const message = `Command exceeds maximum size (${COMMAND_MAX_CHARS})`;
    errors.push({ path: prefix, code: 'APPLICATION_COMMAND_TOO_LARGE', message });
  }
  return errors;
}

const isCommandName = (name: string): boolean =>
  COMMAND_NAME_PATTERN.test(name) && name === name.toLowerCase();

function invalidName(path: FieldError['path']): FieldError {
  return { path, code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' };
}

function checkCommandNode(node: CommandNode, path: readonly (string | number)[]): FieldError[] {
  const errors = checkLocales(node.description_localizations, [...path, 'description_localizations']);
  if (!isCommandName(node.name)) errors.push(invalidName([...path, 'name']));
  if (node.autocomplete && node.choices?.length) {
    const message = 'Autocomplete options cannot have choices';
    errors.push({ path: [...path, 'choices'], code: 'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID', message });
  }
  for (const [index, { name_localizations, value }] of (node.choices ?? []).entries()) {
    const here = [...path, 'choices', index];
    errors.push(...checkLocales(name_localizations, [...here, 'name_localizations']));
    if (typeof value === 'string' && countChars(value) > CHOICE_VALUE_MAX_CHARS)
      errors.push(tooLong([...here, 'value'], CHOICE_VALUE_MAX_CHARS));
  }
  return [...errors, ...checkRange(node, path), ...checkOptions(node.options ?? [], path)];
}

function checkOptions(options: readonly CommandNode[], path: readonly (string | number)[]): FieldError[] {
  const errors: FieldError[] = [];
  const isGroup = ({ type }: CommandNode) => type === SUBCOMMAND || type === SUBCOMMAND_GROUP;
  if (options.some(isGroup) && !options.every(isGroup)) {
    const message =
      'Sub-command and sub-command group option types are mutually exclusive to all other types';
    errors.push({ path: [...path, 'options'], code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message });
  }
  for (const { index, locale } of findDuplicates(options)) {
    errors.push({
      path: [...path, 'options', index, ...(locale ? ['name_localizations', locale] : ['name'])],
      code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
      message: 'Option name must be unique',
    });
  }
  for (const [index, option] of options.entries()) {
    const here = [...path, 'options', index];
    if (option.required && options.slice(0, index).some((before) => !before.required)) {
      const message = 'Required options must be placed before non-required options';
      errors.push({ path: here, code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message });
    }
    for (const [locale, name] of Object.entries(option.name_localizations ?? {}))
      if (!isCommandName(name)) errors.push(invalidName([...here, 'name_localizations', locale]));
    errors.push(...checkLocales(option.name_localizations, [...here, 'name_localizations']));
    errors.push(...checkCommandNode(option, here));
  }
  return errors;
}

/** Bounds of integers, and ranges with nothing in them. No document names Discord's code for these; it is ours. */
function checkRange(node: CommandNode, path: readonly (string | number)[]): FieldError[] {
  const bounds = (['min_value', 'max_value'] as const).filter(
    (key) => node.type === INTEGER && !Number.isInteger(node[key] ?? 0),
  );
  const fractions = bounds.map((key) => ({
    path: [...path, key],
    code: 'NUMBER_TYPE_COERCE',
    message: `Value "${node[key]}" is not int.`,
  }));
  const ranges = (['value', 'length'] as const).flatMap((what) => {
    const [min, max] = [node[`min_${what}`], node[`max_${what}`]];
    if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return [];
    const message = `max_${what} must not be smaller than min_${what}.`;
    return [{ path: [...path, `max_${what}`], code: 'NUMBER_TYPE_MIN', message }];
  });
  return [...fractions, ...ranges];
}

function countCommandChars(node: CommandNode): number {
  const choices = (node.choices ?? []).reduce(
    (sum, { name, name_localizations, value }) =>
      sum + countLongest(name, name_localizations) + countChars(String(value)),
    0,
  );
  const options = (node.options ?? []).reduce((sum, option) => sum + countCommandChars(option), 0);
  const name = countLongest(node.name, node.name_localizations);
  return name + countLongest(node.description ?? '', node.description_localizations) + choices + options;
}

/** Checks the choices of an autocomplete answer. @throws DiscordError 50035 */
export function checkChoices(choices: readonly { name: string; value: string | number }[]): void {
  const errors = choices.flatMap(({ value }, index) =>
    typeof value === 'string' && (value === '' || countChars(value) > CHOICE_VALUE_MAX_CHARS)
      ? [badLength(['data', 'choices', index, 'value'], 1, CHOICE_VALUE_MAX_CHARS)]
      : [],
  );
  if (errors.length > 0) throw invalidFormBody(errors);
}
