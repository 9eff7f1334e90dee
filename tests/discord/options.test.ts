import { type APIApplicationCommandInteractionDataOption, ApplicationCommandOptionType } from 'discord.js';
import { expect, test } from 'vitest';
import { CommandOptions } from '../../src/discord/options.ts';

const string = (name: string, value: string, focused?: boolean) =>
  ({
    type: ApplicationCommandOptionType.String,
    name,
    value,
    ...(focused !== undefined && { focused }),
  }) as const;
const given = (...options: APIApplicationCommandInteractionDataOption[]) => new CommandOptions(options);

test.each([
  ['what was typed', 'AI', 'AI'],
  ['spaces around it', '  AI ', 'AI'],
  ['only spaces', '   ', undefined],
  ['nothing', '', undefined],
])('given %s, getString is %j', (_what, value, expected) => {
  expect(given(string('topic', value)).getString('topic')).toBe(expected);
});

test('given no options, none has a value', () => {
  const options = new CommandOptions(undefined);
  expect(options.getString('topic')).toBeUndefined();
  expect(options.getBoolean('private')).toBe(false);
  expect(options.getChoice('sort', ['hot'])).toBeUndefined();
  expect(options.getFocused()).toEqual({ name: '', text: '' });
});

test('given options of other types or names, they are not taken for another', () => {
  const options = given(
    { type: ApplicationCommandOptionType.Boolean, name: 'topic', value: true },
    { type: ApplicationCommandOptionType.Integer, name: 'count', value: 3 },
    string('private', 'true'),
    { type: ApplicationCommandOptionType.Subcommand, name: 'query', options: [string('query', 'x')] },
  );
  expect(options.getString('topic')).toBeUndefined();
  expect(options.getString('count')).toBeUndefined();
  expect(options.getBoolean('private')).toBe(false);
  expect(options.getBoolean('topic')).toBe(true);
  expect(options.getString('query')).toBeUndefined();
});

test('given a choice, it is one of the list or none', () => {
  const options = given(string('sort', 'hot'), string('since', 'forever'));
  expect(options.getChoice('sort', ['hot', 'new'])).toBe('hot');
  expect(options.getChoice('since', ['day', 'week'])).toBeUndefined();
});

test('given an option being typed, it is the focused one', () => {
  expect(given(string('query', 'x'), string('topic', ' ro', true)).getFocused()).toEqual({
    name: 'topic',
    text: 'ro',
  });
  expect(given(string('query', 'x', false)).getFocused()).toEqual({ name: '', text: '' });
});
