import { expect, test } from 'vitest';
import {
  choose,
  EMPTY_DRAFT,
  fillFocused,
  findMissing,
  findProblem,
  listSuggestions,
  optionsOf,
  stepBack,
  typeText,
} from '../../sandbox/web/page/command-draft.ts';
import { type Directory, listTypedCommands } from '../../sandbox/web/page/typed-commands.ts';
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
const channel = (name: string, change: object = {}) =>
  // Only these fields of a channel are read here.
  ({ id: name.length.toString().repeat(3), name, type: 0, ...change }) as Directory['channels'][number];
const directory: Directory = {
  you: { locale: 'de' },
  channels: [
    channel('ai-news'),
    channel('forum', { type: 15 }),
    channel('old', { type: 11, thread_metadata: { archived: true } }),
  ],
  roles: [
    { id: '1', name: '@everyone', permissions: '0', position: 0, managed: false, mentionable: false },
    { id: '2', name: 'News', permissions: '0', position: 1, managed: false, mentionable: true },
  ],
  people: [{ id: '9', username: 'ada', discriminator: '0', global_name: null, avatar: null, bot: false }],
};
const feed = command('feed', [
  {
    type: 1,
    name: 'add',
    name_localizations: { de: 'neu' },
    description: 'Posts here',
    description_localizations: { de: 'Hier posten' },
    options: [
      {
        type: 7,
        name: 'channel',
        name_localizations: { de: 'kanal' },
        required: true,
        channel_types: [0, 15],
      },
      { type: 4, name: 'heat', min_value: 0, max_value: 200 },
      { type: 8, name: 'mention' },
      { type: 9, name: 'tell' },
      {
        type: 3,
        name: 'style',
        choices: [{ name: 'Card', name_localizations: { de: 'Karte' }, value: 'card' }],
      },
    ],
  },
]);
const commands = listTypedCommands(
  [
    command('news', [
      { type: 3, name: 'topic', description: 'a topic', autocomplete: true },
      { type: 3, name: 'since', choices: [{ name: '7 days', value: 'week' }] },
      { type: 4, name: 'limit' },
      { type: 5, name: 'private' },
    ]),
    command('topics', [{ type: 1, name: 'add', options: [{ type: 3, name: 'name', required: true }] }]),
    { ...command('Related coverage', undefined), type: 3 },
  ],
  directory,
);
const feeds = listTypedCommands([feed], directory);
const labels = (draft: typeof EMPTY_DRAFT, known = commands) =>
  listSuggestions(draft, known, []).map(({ label }) => label);

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
  const [add] = listSuggestions(typeText(EMPTY_DRAFT, '/topics', commands), commands, []);
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

test("commands, options and choices are in the reader's language, and understood in the bot's own", () => {
  const [suggestion] = listSuggestions(typeText(EMPTY_DRAFT, '/feed', feeds), feeds, []);
  expect(suggestion).toMatchObject({ label: '/feed neu', detail: 'Hier posten' });
  const typed = ['/feed neu kanal:ai-news style:Karte', '/feed add channel:ai-news style:card'];
  for (const text of typed) {
    const draft = fillFocused(typeText(EMPTY_DRAFT, text, feeds));
    expect([draft.command?.subcommand, optionsOf(draft)]).toEqual(['add', { channel: '777', style: 'card' }]);
  }
});

test('a channel is picked among those of its types, a role and anyone by name', () => {
  expect(labels(typeText(EMPTY_DRAFT, '/feed add channel:', feeds), feeds)).toEqual(['#ai-news', '#forum']);
  expect(labels(typeText(EMPTY_DRAFT, '/feed add channel:#f', feeds), feeds)).toEqual(['#forum']);
  expect(labels(typeText(EMPTY_DRAFT, '/feed add mention:', feeds), feeds)).toEqual(['@everyone', '@News']);
  expect(labels(typeText(EMPTY_DRAFT, '/feed add mention:ne', feeds), feeds)).toEqual(['@News', '@everyone']);
  expect(labels(typeText(EMPTY_DRAFT, '/feed add tell:a', feeds), feeds)).toEqual(['@ada']);
  const draft = fillFocused(typeText(EMPTY_DRAFT, '/feed add mention:@News', feeds));
  expect(optionsOf(draft)).toEqual({ mention: '2' });
});

test.each([
  ['heat:hot', 'This takes a number.'],
  ['heat:1.5', 'This takes a whole number.'],
  ['heat:-1', 'At least 0.'],
  ['heat:201', 'At most 200.'],
  ['channel:#nowhere', 'Choose one of the list.'],
  ['style:poem', 'Choose one of the list.'],
  ['heat:80', undefined],
])('%s is told to be wrong: %s', (text, problem) => {
  expect(findProblem(typeText(EMPTY_DRAFT, `/feed add ${text}`, feeds))).toBe(problem);
});

test('what is no value is left standing when the next option is typed', () => {
  const draft = typeText(EMPTY_DRAFT, '/feed add heat:hot style:Karte', feeds);
  expect([draft.focused?.name, draft.text]).toEqual(['heat', 'hot style:Karte']);
});
