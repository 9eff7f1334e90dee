import { type FieldError, invalidFormBody } from './errors.ts';
import { badLength, countChars, required } from './field-checks.ts';

/** interactions/application-commands: autocomplete choices with a string value. */
const CHOICE_VALUE_MAX_CHARS = 100;
/** interactions/application-commands: name, description and values of a command and its options. */
const COMMAND_MAX_CHARS = 8000;
/** interactions/application-commands: command and option names (Unicode letters of any script). */
const COMMAND_NAME_PATTERN = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** A command or option as far as the checks look into it. */
export type CommandNode = {
  name: string;
  type?: number | null;
  description?: string | null;
  required?: boolean | null;
  autocomplete?: boolean | null;
  choices?: { name: string; value: string | number }[] | null;
  options?: CommandNode[] | null;
};

/** Checks one command (not a list) against what its schema misses. */
export function checkCommand(command: CommandNode, prefix: readonly number[] = []): FieldError[] {
  const isChatInput = (command.type ?? 1) === 1;
  const errors: FieldError[] = [];
  if (isChatInput) {
    if (!command.description) errors.push(required([...prefix, 'description']));
    errors.push(...checkCommandNode(command, prefix));
  } else if (command.description) {
    const message = 'Context menu commands cannot have description';
    errors.push({
      path: [...prefix, 'description'],
      code: 'APPLICATION_COMMAND_INVALID_DESCRIPTION',
      message,
    });
  }
  if (countCommandChars(command) > COMMAND_MAX_CHARS) {
    const message = `Command exceeds maximum size (${COMMAND_MAX_CHARS})`;
    errors.push({ path: prefix, code: 'APPLICATION_COMMAND_TOO_LARGE', message });
  }
  return errors;
}

function checkCommandNode(node: CommandNode, path: readonly (string | number)[]): FieldError[] {
  const errors: FieldError[] = [];
  if (!COMMAND_NAME_PATTERN.test(node.name) || node.name !== node.name.toLowerCase()) {
    errors.push({
      path: [...path, 'name'],
      code: 'APPLICATION_COMMAND_INVALID_NAME',
      message: 'Command name is invalid',
    });
  }
  if (node.autocomplete && node.choices?.length) {
    const message = 'Autocomplete options cannot have choices';
    errors.push({ path: [...path, 'choices'], code: 'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID', message });
  }
  const options = node.options ?? [];
  for (const [index, option] of options.entries()) {
    const here = [...path, 'options', index];
    if (option.required && options.slice(0, index).some((before) => !before.required)) {
      const message = 'Required options must be placed before non-required options';
      errors.push({ path: here, code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message });
    }
    if (options.findIndex((other) => other.name === option.name) < index) {
      const message = 'Option name must be unique';
      errors.push({
        path: [...here, 'name'],
        code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
        message,
      });
    }
    errors.push(...checkCommandNode(option, here));
  }
  return errors;
}

function countCommandChars(node: CommandNode): number {
  const choices = (node.choices ?? []).reduce(
    (sum, { name, value }) => sum + countChars(name) + countChars(String(value)),
    0,
  );
  const options = (node.options ?? []).reduce((sum, option) => sum + countCommandChars(option), 0);
  return countChars(node.name) + countChars(node.description ?? '') + choices + options;
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
