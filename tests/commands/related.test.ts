import { expect, test } from 'vitest';
import { hashLink } from '../../src/story/links.ts';
import {
  buttonsOf,
  findButton,
  isPrivate,
  modeOf,
  prepareScenes,
  START,
  textOf,
} from '../support/command-scene.ts';
import { openLibrary } from '../support/open-library.ts';
import { makePosted } from '../support/posted-entry.ts';
import { recordText } from '../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

const idOf = (name: string): string => hashLink(`https://example.com/${name}`);
const record = (name: string, title: string, fields: Readonly<Record<string, unknown>> = {}) =>
  recordText({ title, excerpt: '', webUrl: `https://example.com/${name}`, ...fields });
const tellings = Array.from({ length: 9 }, (_, index) => ({
  title: `Telling *${index}*`,
  webUrl: `https://outlet${index}.example/x`,
  provider: { name: `Outlet ${index}`, domain: `outlet${index}.example` },
  ...(index > 0 && { publishedDateTime: `2021-12-14T10:0${9 - index}:00Z` }),
}));
const agoOf = (iso: string) => `<t:${Date.parse(iso) / 1000}:R>`;

const openScene = prepareScenes({
  'caves.md': record('caves', 'Volcano robots explore Iceland caves', { related: tellings }),
  // Weeks before, so that neither is coverage of the same event.
  'wakes.md': record('wakes', 'Iceland volcano wakes tourists', {
    publishedDateTime: '2021-11-01T09:00:00Z',
  }),
  'depths.md': record('depths', 'Robots explore pyramids', { publishedDateTime: '2021-11-02T09:00:00Z' }),
  'alone.md': record('alone', 'Whales sing'),
  'later.md': record('later', 'Whales sing again', { publishedDateTime: '2021-12-14T12:00:01Z' }),
});
const CAVES = '[Volcano robots explore Iceland caves](https://example.com/caves) (Example)';

test('given a story with much coverage, a page has eight, as it was told; the next goes on, then has the same subject', async () => {
  const { reader } = await openScene();
  const first = await reader.run('related', { story: idOf('caves') });
  expect(first).toMatchObject({
    content: '',
    embeds: [{ title: 'Related coverage (9)', footer: { text: 'Page 1 of 2' } }],
  });
  expect(first.embeds[0]?.description?.split('\n\n')).toEqual([
    `Other coverage of ${CAVES}`,
    expect.stringMatching(
      /^\*\*How it was told, from the first outlet on\*\*\nHeat over time: 🔥 worth a look .+ → 🔥🔥 hot <t:\d+:R>$/,
    ),
    `[Volcano robots explore Iceland caves](https://example.com/caves)\nExample · ${agoOf('2021-12-14T09:00:00Z')}`,
    ...[8, 7, 6, 5, 4, 3, 2].map(
      (index) =>
        `[Telling \\*${index}\\*](https://outlet${index}.example/x)\nOutlet ${index} · ${agoOf(`2021-12-14T10:0${9 - index}:00Z`)}`,
    ),
  ]);
  const next = findButton(first, 'Next');
  expect(modeOf(next)).toBe('update');
  const second = await reader.press(next);
  expect(second.embeds[0]).toMatchObject({
    title: 'Related coverage (9)',
    description: [
      `Other coverage of ${CAVES}`,
      `[Telling \\*1\\*](https://outlet1.example/x)\nOutlet 1 · ${agoOf('2021-12-14T10:08:00Z')}`,
      '[Telling \\*0\\*](https://outlet0.example/x)\nOutlet 0',
      '**Stories on the same subject**',
      `[Iceland volcano wakes tourists](https://example.com/wakes)\nExample · ${agoOf('2021-11-01T09:00:00Z')}`,
      `[Robots explore pyramids](https://example.com/depths)\nExample · ${agoOf('2021-11-02T09:00:00Z')}`,
    ].join('\n\n'),
    footer: { text: 'Page 2 of 2' },
  });
  expect(buttonsOf(second).map(({ label, isDisabled }) => [label, isDisabled])).toEqual([
    ['Previous', false],
    ['Next', true],
  ]);
  expect(await reader.press(findButton(second, 'Previous'))).toEqual(first);
  expect(await reader.press(`p:9:${idOf('caves')}`)).toEqual(second);
  expect(await reader.press(`p:-2:${idOf('caves')}`)).toEqual(first);
});

test('given a story that no other outlet tells, those on the same subject stand alone', async () => {
  const { reader } = await openScene();
  const answer = await reader.run('related', { story: idOf('wakes') });
  expect(answer).toMatchObject({
    embeds: [
      {
        title: 'Related coverage (0)',
        description: [
          'No other coverage of [Iceland volcano wakes tourists](https://example.com/wakes) (Example) is known yet.',
          '**Stories on the same subject**',
          `[Volcano robots explore Iceland caves](https://example.com/caves)\nExample · ${agoOf('2021-12-14T09:00:00Z')}`,
        ].join('\n\n'),
      },
    ],
    components: [],
  });
  expect(answer.embeds[0]?.footer).toBeUndefined();
});

test('given a story with nothing near it yet, it says so; what is still to come is not told', async () => {
  const { reader, clock } = await openScene();
  const ask = async () => textOf(await reader.run('related', { story: idOf('alone') }));
  expect(await ask()).toBe('No other coverage of [Whales sing](https://example.com/alone) is known yet.');
  clock.set(START + 1_000);
  expect(await ask()).toContain('[Whales sing again](https://example.com/later)');
});

test('the button of a card gives the same answer, as a message for the one who pressed', async () => {
  const { reader } = await openScene();
  const id = `r:${idOf('caves')}`;
  expect(modeOf(id)).toBe('reply');
  expect(isPrivate('related', { story: 'x' })).toBe(true);
  expect(await reader.press(id)).toEqual(await reader.run('related', { story: idOf('caves') }));
});

test('given a button of a story that is gone, it says so', async () => {
  const { reader } = await openScene();
  const sentence = 'That story has been taken down.';
  expect(await reader.pressRefused('r:0123456789abcdef')).toBe(sentence);
  expect(await reader.pressRefused('p:1:0123456789abcdef')).toBe(sentence);
});

test('given no story, it is the latest in this channel that is still there', async () => {
  const { reader, context, home } = await openScene();
  const { ledger } = context;
  const atMs = (minutes: number) => START - minutes * 60_000;
  expect(await reader.refused('related')).toBe(
    'No story has been posted in this channel yet. Name one: `/related story:`',
  );
  await ledger.put(makePosted({ channelId: home, storyId: idOf('wakes'), postedAtMs: atMs(30) }));
  await ledger.put(makePosted({ channelId: home, storyId: idOf('caves'), postedAtMs: atMs(20) }));
  await ledger.put(makePosted({ channelId: home, storyId: '0123456789abcdef', postedAtMs: atMs(10) }));
  await ledger.put(makePosted({ channelId: 'other', storyId: idOf('alone'), postedAtMs: atMs(5) }));
  expect(await reader.run('related')).toEqual(await reader.press(`r:${idOf('caves')}`));
});

test('given a member who reads Japanese, the answer is in Japanese', async () => {
  const { reader } = await openScene();
  const answer = await reader.as({ language: 'ja' }).run('related', { story: idOf('caves') });
  expect(answer.embeds[0]?.footer?.text).toBe('1/2ページ');
});

test('given the longest texts and addresses, a page keeps to the limits of Discord', async () => {
  const folder = makeTempFolder();
  const related = tellings.map((telling, index) => ({
    ...telling,
    title: `${index}${'*'.repeat(490)}`,
    webUrl: `${telling.webUrl}/${'a'.repeat(470)}`,
    provider: { name: '_'.repeat(100), domain: 'example.com' },
  }));
  writeFiles(folder, {
    'a.md': record('a', '~'.repeat(490), { related }),
    'b.md': record('b', `Lonely ${'~'.repeat(400)}`, {
      webUrl: `https://example.com/b/${'a'.repeat(1_990)}`,
    }),
  });
  const { reader } = await openScene({ library: (await openLibrary(folder)).library });
  // Discord's schemas and limits are checked with each answer.
  const long = await reader.run('related', { story: idOf('a') });
  expect(long.embeds[0]?.description?.split('\n\n')).toHaveLength(9);
  expect(textOf(await reader.run('related', { story: 'lonely' }))).toMatch(/^No other coverage of Lonely /);
});
