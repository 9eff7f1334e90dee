import { type APIApplicationCommandInteractionDataOption, ApplicationCommandOptionType } from 'discord.js';
import { expect, test } from 'vitest';
import { CommandOptions } from '../../../src/discord/interactions/options.ts';

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
  expect(options.getBoolean('private')).toBeUndefined();
  expect(options.getChoice('sort', ['hot'])).toBeUndefined();
  expect(options.getFocused()).toEqual({ name: '', text: '' });
});

test('given options of other types or names, they are not taken for another', () => {
  const options = given(
    { type: ApplicationCommandOptionType.Boolean, name: 'topic', value: true },
    { type: ApplicationCommandOptionType.Integer, name: 'count', value: 3 },
    string('private', 'true'),
  );
  expect(options.getString('topic')).toBeUndefined();
  expect(options.getString('count')).toBeUndefined();
  expect(options.getBoolean('private')).toBeUndefined();
  expect(options.getBoolean('topic')).toBe(true);
  expect(options.getString('query')).toBeUndefined();
  expect(options.getInteger('count')).toBe(3);
  expect(options.getInteger('private')).toBeUndefined();
  expect(options.getId('private')).toBeUndefined();
});

test('given a subcommand, its options are those that count', () => {
  const { Subcommand, Channel, Role } = ApplicationCommandOptionType;
  const options = given({
    type: Subcommand,
    name: 'add',
    options: [
      { type: Channel, name: 'channel', value: '112233445566778899' },
      { type: Role, name: 'mention', value: '998877665544332211' },
      string('topics', 'ai', true),
    ],
  });
  expect(options.subcommand).toBe('add');
  expect(options.getId('channel')).toBe('112233445566778899');
  expect(options.getId('mention')).toBe('998877665544332211');
  expect(options.getFocused()).toEqual({ name: 'topics', text: 'ai' });
  expect(given(string('topic', 'x')).subcommand).toBe('');
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
