import type { APIMessage } from 'discord.js';
import { expect, test } from 'vitest';
import { hashLink } from '../../src/story/links.ts';
import { prepareScenes, type Scene, textOf } from '../support/command-scene.ts';
import { BOT_ID } from '../support/fake-client.ts';
import { openLibrary } from '../support/open-library.ts';
import { makePosted } from '../support/posted-entry.ts';
import { recordText } from '../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

// How a member names a story, shown by /related: its answer begins with the story that it understood.

const idOf = (name: string): string => hashLink(`https://example.com/${name}`);
const record = (name: string, title: string, fields: Readonly<Record<string, unknown>> = {}) =>
  recordText({ title, excerpt: '', webUrl: `https://example.com/${name}`, ...fields });

const openScene = prepareScenes({
  'robots.md': record('robots', 'Robots fold laundry', { heat: 100 }),
  'chips.md': record('chips', 'Chip shortage ends', { heat: 120 }),
  'whales.md': record('whales', 'Whales sing on the moon', { heat: 110, provider: { name: 'W'.repeat(40) } }),
});

const none = (title: string, name: string) =>
  `No other coverage of [${title}](https://example.com/${name}) is known yet.`;
const ROBOTS = none('Robots fold laundry', 'robots');

/** A message as Discord sends it with a command of its menu: as far as it is read. */
const makeMessage = (message: Partial<APIMessage> = {}): APIMessage =>
  ({
    id: '500000000000000001',
    channel_id: '1',
    // The other fields are not read.
    author: { id: BOT_ID } as APIMessage['author'],
    embeds: [],
    components: [],
    ...message,
  }) as APIMessage;

test.each([
  ['the id that a choice of the list has', idOf('robots'), ROBOTS],
  ['the address of its article', 'https://example.com/robots', ROBOTS],
  ['the address with what is added for counting', 'https://www.example.com/robots/?utm_source=x#top', ROBOTS],
  ['words of its headline', 'laundry robots', ROBOTS],
  ['words with a letter wrong', 'laundri', ROBOTS],
])('given %s, it is that story', async (_what, story, answer) => {
  const { reader } = await openScene();
  expect(textOf(await reader.run('related', { story }))).toBe(answer);
});

const NOT_OURS = 'That message is no story of mine. Open the menu of a news card that I posted.';
const MESSAGE_LINK = 'https://discord.com/channels/1/2/400000000000000007';

/** The story of this name is posted in the channel, as the message of `MESSAGE_LINK`. */
function post({ context }: Scene, channelId: string, storyId: string) {
  const place = { channelId, messageId: '400000000000000007' };
  return context.ledger.put(makePosted({ channelId, storyId, place }));
}

test.each([
  MESSAGE_LINK,
  'https://ptb.discord.com/channels/1/2/400000000000000007?x',
  'http://discordapp.com/channels/@me/2/400000000000000007',
])('given the link of a message that shows it (%s), it is that story', async (story) => {
  const scene = await openScene();
  await post(scene, scene.discord.addChannel(), idOf('robots'));
  expect(textOf(await scene.reader.run('related', { story }))).toBe(ROBOTS);
});

test('given the link of a message of another server, or of a channel that the asker does not see, nothing is told of it', async () => {
  const scene = await openScene();
  const { reader, discord } = scene;
  const elsewhere = discord.addChannel({ guildId: discord.addGuild() });
  await post(scene, elsewhere, idOf('robots'));
  for (const command of ['related', 'why'])
    expect(await reader.refused(command, { story: MESSAGE_LINK })).toBe(NOT_OURS);

  const other = await openScene();
  const hidden = other.discord.addChannel({ isHidden: true });
  await post(other, hidden, idOf('robots'));
  expect(await other.reader.refused('related', { story: MESSAGE_LINK })).toBe(NOT_OURS);
  // Who asks there sees it.
  const inside = other.reader.as({ channelId: hidden });
  expect(textOf(await inside.run('related', { story: MESSAGE_LINK }))).toBe(ROBOTS);
  const suggest = (asker: typeof inside) => asker.suggest('feed', 'post', { channel: hidden, story: 'x' });
  expect([suggest(inside).length, suggest(other.reader).length]).toEqual([0, 0]);
});

test('given a story whose publication lies ahead, nobody is told of it, whatever they name it by', async () => {
  const scene = await openScene({ startMs: Date.parse('2021-12-01T00:00:00Z') });
  const { reader, home } = scene;
  await post(scene, home, idOf('robots'));
  for (const story of [idOf('robots'), 'https://example.com/robots', 'laundry robots', MESSAGE_LINK])
    for (const command of ['related', 'why']) await reader.refused(command, { story });
  expect(reader.suggest('related', { story: 'robots' })).toEqual([]);
  expect(await reader.pressRefused(`r:${idOf('robots')}`)).toBe('That story has been taken down.');
  expect(await reader.pressRefused('o', [idOf('robots')])).toBe('That story has been taken down.');
});

test('given the link of a message that is not ours, or whose story is gone, it says so', async () => {
  const scene = await openScene();
  const { reader, home } = scene;
  await post(scene, home, '0123456789abcdef');
  expect(await reader.refused('related', { story: 'https://discord.com/channels/1/2/3' })).toBe(NOT_OURS);
  expect(await reader.refused('related', { story: MESSAGE_LINK })).toBe('That story has been taken down.');
});

test.each([
  'https://nytimes.example/robots-fold-laundry',
  ' http://x.example/laundry ',
  'www.x.example/robots',
])(
  'given the address of an article that is not known (%s), it says so, and tells of no other',
  async (story) => {
    const { reader } = await openScene();
    expect(await reader.refused('related', { story })).toMatch(/^I do not know that article\./);
    expect(await reader.refused('why', { story })).toMatch(/^I do not know that article\./);
  },
);

test('given words that no story has, it says so, with what was typed made harmless', async () => {
  const { reader } = await openScene();
  expect(await reader.refused('related', { story: 'zz**yzx @everyone' })).toBe(
    'No story matches “zz\\*\\*yzx \\@everyone”. Choose one of the list as you type.',
  );
  expect(await reader.refused('related', { story: 'z'.repeat(5_000) })).toBe(
    `No story matches “${'z'.repeat(99)}…”. Choose one of the list as you type.`,
  );
});

test('given the menu of a message, it is the story that the ledger knows it by, whatever it shows', async () => {
  const { reader, context } = await openScene();
  const message = makeMessage({ author: { id: '1' } as APIMessage['author'] });
  const place = { channelId: '2', messageId: message.id };
  await context.ledger.put(makePosted({ channelId: '2', storyId: idOf('robots'), place }));
  expect(textOf(await reader.useMenu('Related coverage', message))).toBe(ROBOTS);
});

test('given the menu of a message of ours that the ledger does not know, its button or its link tells', async () => {
  const { reader } = await openScene();
  const button = (custom_id: string) =>
    makeMessage({ components: [{ type: 1, components: [{ type: 2, style: 2, custom_id, label: 'x' }] }] });
  const menu = async (message: APIMessage) => textOf(await reader.useMenu('Related coverage', message));
  expect(await menu(button(`r:${idOf('robots')}`))).toBe(ROBOTS);
  expect(await menu(makeMessage({ embeds: [{ url: 'https://example.com/robots' }] }))).toBe(ROBOTS);

  const refused = (message: APIMessage) => reader.menuRefused('Related coverage', message);
  const notOurs = 'That message is no story of mine. Open the menu of a news card that I posted.';
  expect(await refused(makeMessage())).toBe(notOurs);
  expect(await refused(makeMessage({ embeds: [{ url: 'https://example.com/unknown' }] }))).toBe(notOurs);
  expect(await refused(button('r:0123456789abcdef'))).toBe('That story has been taken down.');
});

test("given the menu of somebody else's message, it is no story, though it links to one or forges our button", async () => {
  const { reader } = await openScene();
  const notOurs = 'That message is no story of mine. Open the menu of a news card that I posted.';
  const message = makeMessage({
    author: { id: '600000000000000001' } as APIMessage['author'],
    embeds: [{ url: 'https://example.com/robots' }],
    components: [
      { type: 1, components: [{ type: 2, style: 2, custom_id: `r:${idOf('robots')}`, label: 'x' }] },
    ],
  });
  expect(await reader.menuRefused('Related coverage', message)).toBe(notOurs);
});

test('what is suggested is first what was posted in the channel, then what the library finds, each once', async () => {
  const { reader, context, home } = await openScene();
  const { ledger } = context;
  await ledger.put(makePosted({ channelId: home, storyId: idOf('robots'), postedAtMs: 1 }));
  await ledger.put(makePosted({ channelId: home, storyId: '0123456789abcdef', postedAtMs: 3 }));
  await ledger.put(makePosted({ channelId: 'other', storyId: idOf('whales') }));
  const choices = [
    { name: 'Robots fold laundry · Example', value: idOf('robots') },
    { name: 'Chip shortage ends · Example', value: idOf('chips') },
    { name: `Whales sing on the moon · ${'W'.repeat(29)}…`, value: idOf('whales') },
  ];
  expect(reader.suggest('related', { story: '' })).toEqual(choices);
  expect(reader.suggest('why', { story: '' })).toEqual(choices);
  expect(reader.suggest('related', { story: 'FOLD  rob' })).toEqual(choices.slice(0, 1));
  expect(reader.suggest('related', { story: 'moon' })).toEqual(choices.slice(2));
  expect(reader.suggest('related', { story: 'zzyzx' })).toEqual([]);
});

test('given more and longer stories than fit, twenty-five are suggested, each within 100 characters', async () => {
  const folder = makeTempFolder();
  const files = Array.from({ length: 30 }, (_, index) => [
    `${index}.md`,
    record(String(index), `Tale ${index} ${'🦊'.repeat(200)}`, { provider: { name: 'O'.repeat(90) } }),
  ]);
  writeFiles(folder, Object.fromEntries(files));
  const { reader, context, home } = await openScene({ library: (await openLibrary(folder)).library });
  for (let index = 0; index < 30; index++) {
    await context.ledger.put(
      makePosted({ channelId: home, storyId: idOf(String(index)), postedAtMs: index }),
    );
  }
  // The latest posts come first.
  const choices = reader.suggest('related', { story: 'tale' });
  expect(choices.map(({ value }) => value)).toEqual(
    Array.from({ length: 25 }, (_, index) => idOf(String(29 - index))),
  );
  expect([...(choices[0]?.name ?? '')]).toHaveLength(100);
  expect(choices[0]?.name).toMatch(/^Tale 29 .+… · O{29}…$/u);
});
