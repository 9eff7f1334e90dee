import { expect, test } from 'vitest';
import {
  choose,
  EMPTY_DRAFT,
  fillFocused,
  findMissing,
  listSuggestions,
  listTypedCommands,
  optionsOf,
  stepBack,
  typeText,
} from '../../sandbox/web/page/command-draft.ts';
import type { RegisteredCommand } from '../../sandbox/web/protocol.ts';

const base = {
  id: '1',
  application_id: '2',
  version: '1',
  default_member_permissions: null,
  dm_permission: true,
};
const command = (name: string, options: RegisteredCommand['options']): RegisteredCommand => ({
  ...base,
  type: 1,
  name,
  description: `does ${name}`,
  contexts: null,
  integration_types: [0],
  nsfw: false,
  ...(options && { options }),
});
const commands = listTypedCommands([
  command('news', [
    { type: 3, name: 'topic', description: 'a topic', autocomplete: true },
    { type: 3, name: 'since', choices: [{ name: '7 days', value: 'week' }] },
    { type: 4, name: 'limit' },
    { type: 5, name: 'private' },
  ]),
  command('topics', [{ type: 1, name: 'add', options: [{ type: 3, name: 'name', required: true }] }]),
  { ...command('Related coverage', undefined), type: 3 },
]);
const labels = (draft: typeof EMPTY_DRAFT) =>
  listSuggestions(draft, commands, [], []).map(({ label }) => label);

test('a slash lists slash commands, subcommands one by one, and what is typed narrows them', () => {
  expect(labels(typeText(EMPTY_DRAFT, '/', commands))).toEqual(['/news', '/topics add']);
  expect(labels(typeText(EMPTY_DRAFT, '/to', commands))).toEqual(['/topics add']);
  expect(labels(typeText(EMPTY_DRAFT, 'news', commands))).toEqual([]);
});

test('a whole line pasted gives the command with its options, each of its own type', () => {
  const draft = fillFocused(
    typeText(EMPTY_DRAFT, '/news topic:AI in Autos since:7 days limit:5 private:true', commands),
  );
  expect(draft.command?.name).toBe('news');
  expect(optionsOf(draft)).toEqual({ topic: 'AI in Autos', since: 'week', limit: 5, private: true });
});

test('text before a colon that names no option stays in the value', () => {
  const draft = typeText(EMPTY_DRAFT, '/news topic:AI https://example.com', commands);
  expect(optionsOf(fillFocused(draft))).toEqual({ topic: 'AI https://example.com' });
});

test('options filled are not offered again; true and false are offered for a boolean', () => {
  expect(labels(typeText(EMPTY_DRAFT, '/news limit:5 private:t', commands))).toEqual(['True']);
  const filled = fillFocused(typeText(EMPTY_DRAFT, '/news limit:5', commands));
  expect(labels(filled)).toEqual(['topic', 'since', 'private']);
});

test('choosing a command goes to its required option, which is missing until it has a value', () => {
  const [add] = listSuggestions(typeText(EMPTY_DRAFT, '/topics', commands), commands, [], []);
  const draft = add ? choose(EMPTY_DRAFT, add) : EMPTY_DRAFT;
  expect(draft.command?.subcommand).toBe('add');
  expect(draft.focused?.name).toBe('name');
  expect(findMissing(fillFocused(draft))?.name).toBe('name');
  expect(findMissing(fillFocused({ ...draft, text: 'Chips' }))).toBeUndefined();
});

test('backspace brings back the last option, then the command, then nothing', () => {
  let draft = fillFocused(typeText(EMPTY_DRAFT, '/news topic:AI', commands));
  draft = stepBack(draft);
  expect([draft.focused?.name, draft.text]).toEqual(['topic', 'AI']);
  draft = stepBack(draft);
  expect([draft.command?.name, draft.focused]).toEqual(['news', undefined]);
  expect(stepBack(draft)).toEqual({ ...EMPTY_DRAFT, text: '/news' });
});
