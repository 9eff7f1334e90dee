import { describe, expect, test } from 'vitest';
import { NEWS_QUERY_MAX_CHARS } from '../../src/discord/cards/custom-id.ts';
import { hashLink } from '../../src/story/links.ts';
import {
  buttonsOf,
  findButton,
  isPrivate,
  modeOf,
  prepareScenes,
  type Scene,
  START,
  textOf,
} from '../support/command-scene.ts';
import { openLibrary } from '../support/open-library.ts';
import { recordText } from '../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

const idOf = (name: string): string => hashLink(`https://example.com/${name}`);
const record = (name: string, title: string, fields: Readonly<Record<string, unknown>> = {}) =>
  recordText({ title, excerpt: '', webUrl: `https://example.com/${name}`, ...fields });
const today = (time: string) => `2021-12-14T${time}:00Z`;
const agoOf = (iso: string) => `<t:${Date.parse(iso) / 1000}:R>`;
const NINE = agoOf(today('09:00'));

/** Seven stories, the hottest first; the last is the hottest of all, and weeks old. */
const openScene = prepareScenes({
  'topics.yaml': JSON.stringify([
    { name: 'AI' },
    { name: 'Machine Learning', shortName: 'ML', parent: 'AI' },
    { name: 'AI in Robotics', parent: 'AI' },
    { name: 'Law' },
    { name: 'Quiet topic' },
  ]),
  'robots.md': record('robots', 'Robots *fold* laundry', {
    heat: 130,
    provider: { name: 'Forbes', domain: 'forbes.com' },
    topics: ['AI in Robotics'],
  }),
  'chips.md': record('chips', 'Chip shortage ends', { heat: 120 }),
  'whales.md': record('whales', 'Whales sing on the moon', { heat: 110, topics: ['Machine Learning'] }),
  'lasers.md': record('lasers', 'Bananas ripen under lasers', { heat: 100 }),
  'volcano.md': record('volcano', 'Volcano maps itself', { heat: 90, publishedDateTime: today('08:00') }),
  'maths.md': record('maths', 'Orchestra tunes by algebra', {
    heat: undefined,
    publishedDateTime: '2021-12-12T09:00:00Z',
    provider: { name: 'forbes', domain: 'forbes.com' },
    topics: ['Law'],
  }),
  'parrot.md': record('parrot', 'Court hears a parrot', {
    heat: 200,
    publishedDateTime: '2021-11-01T09:00:00Z',
    topics: ['Law'],
  }),
});

/** The headlines of a list, with their numbers. */
const headlines = ({ embeds }: { readonly embeds: readonly { readonly description?: string }[] }) =>
  [...(embeds[0]?.description ?? '').matchAll(/\*\*(\d+)\.\*\* \[(.+)\]\(/g)].map(
    ([, number, title]) => `${number} ${title}`,
  );

describe('the list', () => {
  test('given nothing, the hottest five with link, outlet, age and heat, and a menu to open one', async () => {
    const { reader } = await openScene();
    const answer = await reader.run('news');
    expect(answer).toMatchObject({
      content: '',
      allowed_mentions: { parse: [] },
      embeds: [
        {
          title: 'Hottest AI news',
          description: [
            `**1.** [Robots \\*fold\\* laundry](https://example.com/robots)\nForbes · ${NINE} · 🔥🔥🔥 very hot`,
            `**2.** [Chip shortage ends](https://example.com/chips)\nExample · ${NINE} · 🔥🔥🔥 very hot`,
            `**3.** [Whales sing on the moon](https://example.com/whales)\nExample · ${NINE} · 🔥🔥🔥 very hot`,
            `**4.** [Bananas ripen under lasers](https://example.com/lasers)\nExample · ${NINE} · 🔥🔥🔥 very hot`,
            `**5.** [Volcano maps itself](https://example.com/volcano)\nExample · ${agoOf(today('08:00'))} · 🔥🔥 hot`,
          ].join('\n\n'),
          footer: { text: 'Page 1 of 2 · 7 stories' },
        },
      ],
    });
    const [menu] = answer.components[0]?.components ?? [];
    expect(menu).toMatchObject({
      custom_id: 'o',
      placeholder: 'Open a story',
      options: [
        { label: 'Robots *fold* laundry', description: 'Forbes', value: idOf('robots') },
        { label: 'Chip shortage ends', description: 'Example', value: idOf('chips') },
        { label: 'Whales sing on the moon', description: 'Example', value: idOf('whales') },
        { label: 'Bananas ripen under lasers', description: 'Example', value: idOf('lasers') },
        { label: 'Volcano maps itself', description: 'Example', value: idOf('volcano') },
      ],
    });
  });

  test('given its second page, the numbers go on; a story without a heat says that it is not rated', async () => {
    const { reader } = await openScene();
    const first = await reader.run('news');
    expect(buttonsOf(first).map(({ label, isDisabled }) => [label, isDisabled])).toEqual([
      ['Previous', true],
      ['Next', false],
    ]);
    const next = findButton(first, 'Next');
    expect(modeOf(next)).toBe('update');
    const second = await reader.press(next);
    expect(second.embeds[0]).toMatchObject({
      title: 'Hottest AI news',
      description: [
        `**6.** [Orchestra tunes by algebra](https://example.com/maths)\nforbes · ${agoOf('2021-12-12T09:00:00Z')} · not rated`,
        `**7.** [Court hears a parrot](https://example.com/parrot)\nExample · ${agoOf('2021-11-01T09:00:00Z')} · 🔥🔥🔥🔥 everybody tells it`,
      ].join('\n\n'),
      footer: { text: 'Page 2 of 2 · 7 stories' },
    });
    expect(buttonsOf(second).map(({ isDisabled }) => isDisabled)).toEqual([false, true]);
    expect(await reader.press(findButton(second, 'Previous'))).toEqual(first);
  });

  test('given a page that is not there (any more), it is the first', async () => {
    const { reader } = await openScene();
    const first = await reader.run('news');
    const next = findButton(first, 'Next');
    expect(await reader.press(next.replace('n:1:', 'n:9:'))).toEqual(first);
    expect(await reader.press(next.replace('n:1:', 'n:-1:'))).toEqual(first);
  });

  test('given a page that is asked for later, it is of the time when the list was first asked for', async () => {
    const { reader, clock } = await openScene({ startMs: START - 4 * 3_600_000 });
    const first = await reader.run('news', { sort: 'new' });
    expect(headlines(first)).toEqual([
      '1 Volcano maps itself',
      '2 Orchestra tunes by algebra',
      '3 Court hears a parrot',
    ]);
    expect(buttonsOf(first)).toEqual([]);
    clock.set(START);
    const all = await reader.run('news', { sort: 'new' });
    const earlier = findButton(all, 'Previous').replace(
      Math.floor(START / 1000).toString(36),
      Math.floor((START - 4 * 3_600_000) / 1000).toString(36),
    );
    expect(headlines(await reader.press(earlier))).toEqual(headlines(first));
  });
});

describe('what is asked for', () => {
  const list = async ({ reader }: Scene, options: Readonly<Record<string, string>>) => {
    const answer = await reader.run('news', options);
    return [answer.embeds[0]?.title ?? answer.content, headlines(answer), answer.embeds[0]?.footer?.text];
  };

  test.each([
    [
      'a topic: its stories and those of the topics below, by full name or short name, in any case',
      { topic: ' ml ' },
      'Hottest Machine Learning news',
      ['1 Whales sing on the moon'],
      'Page 1 of 1 · 1 story',
    ],
    [
      'an outlet, however it is written',
      { provider: 'FORBES' },
      'Hottest AI news · from Forbes',
      ['1 Robots \\*fold\\* laundry', '2 Orchestra tunes by algebra'],
      'Page 1 of 1 · 2 stories',
    ],
    [
      'words: the best match first, also with a letter wrong',
      { query: 'bannanas' },
      'Best matching AI news · “bannanas”',
      ['1 Bananas ripen under lasers'],
      'Page 1 of 1 · 1 story',
    ],
    [
      'the newest',
      { sort: 'new', topic: 'Law' },
      'Newest Law news',
      ['1 Orchestra tunes by algebra', '2 Court hears a parrot'],
      'Page 1 of 1 · 2 stories',
    ],
    [
      'words, the hottest first',
      { query: 'court', sort: 'hot' },
      'Hottest AI news · “court”',
      ['1 Court hears a parrot'],
      'Page 1 of 1 · 1 story',
    ],
    [
      'a week',
      { topic: 'Law', since: 'week' },
      'Hottest Law news · last 7 days',
      ['1 Orchestra tunes by algebra'],
      'Page 1 of 1 · 1 story',
    ],
    [
      'a month',
      { topic: 'Law', since: 'month' },
      'Hottest Law news · last 30 days',
      ['1 Orchestra tunes by algebra'],
      'Page 1 of 1 · 1 story',
    ],
    [
      'no word, the best match',
      { sort: 'best', topic: 'ML' },
      'Best matching Machine Learning news',
      ['1 Whales sing on the moon'],
      'Page 1 of 1 · 1 story',
    ],
    [
      'all of it at once',
      { topic: 'AI', query: 'laundry', provider: 'forbes', since: 'day', sort: 'best' },
      'Best matching AI news · “laundry” · from Forbes · last 24 hours',
      ['1 Robots \\*fold\\* laundry'],
      'Page 1 of 1 · 1 story',
    ],
  ])('given %s', async (_what, options, title, stories, footer) => {
    expect(await list(await openScene(), options)).toEqual([title, stories, footer]);
  });

  test('given a parent topic, it takes its children; all of them together', async () => {
    const scene = await openScene();
    const [, stories, footer] = await list(scene, { topic: 'AI', since: 'all' });
    expect(stories).toHaveLength(5);
    expect(footer).toBe('Page 1 of 1 · 5 stories');
  });

  test('given a list of a topic, an outlet and a time, its buttons keep to them', async () => {
    const folder = makeTempFolder();
    const names = ['Owl', 'Bee', 'Elk', 'Cod', 'Fox', 'Gnu'];
    const files = names.map((name, index) => [
      `${name}.md`,
      record(name, `${name} paints`, { heat: 100 - index, provider: { name: 'Zoo', domain: 'zoo.example' } }),
    ]);
    const others = ['x', 'y'].map((name) => [`${name}.md`, record(name, `${name} sleeps`, { heat: 150 })]);
    writeFiles(folder, Object.fromEntries([...files, ...others]));
    const { reader } = await openScene({ library: (await openLibrary(folder)).library });
    const first = await reader.run('news', {
      topic: 'AI',
      provider: 'zoo',
      since: 'day',
      query: 'paints',
      sort: 'hot',
    });
    const second = await reader.press(findButton(first, 'Next'));
    expect(second.embeds[0]?.title).toBe('Hottest AI news · “paints” · from Zoo · last 24 hours');
    expect(headlines(second)).toEqual(['6 Gnu paints']);
    expect(second.embeds[0]?.footer?.text).toBe('Page 2 of 2 · 6 stories');
  });
});

describe('what is not there', () => {
  test.each([
    [
      'an unknown topic, the three nearest are named',
      { topic: '*Robotix*' },
      'There is no topic “\\*Robotix\\*”. The nearest: **AI in Robotics**, **Quiet topic**, **AI**.',
    ],
    [
      'an unknown outlet',
      { provider: 'Forbs' },
      'There is no outlet “Forbs”. The nearest: **Forbes**, **Example**.',
    ],
  ])('given %s', async (_what, options, sentence) => {
    const { reader } = await openScene();
    expect(await reader.refused('news', options)).toBe(sentence);
  });

  test('given no story at all, an unknown outlet has no nearest one', async () => {
    const { library } = await openLibrary(makeTempFolder());
    const { reader } = await openScene({ library });
    expect(await reader.refused('news', { provider: 'Forbes' })).toBe(
      'There is no outlet “Forbes”. There are no stories yet.',
    );
    expect(await reader.refused('news', { topic: 'AI' })).toBe(
      'There is no topic “AI”. There are no stories yet.',
    );
    expect(await reader.run('news')).toMatchObject({
      content: 'There are no stories yet. They appear here as soon as an editor adds the first.',
      embeds: [],
      components: [],
    });
  });

  test.each([
    [
      'words that no story has, the nearest topic is a way out',
      { query: 'zz*yzx law' },
      'Nothing found for **Best matching AI news · “zz\\*yzx law”**.\nTry `/news topic:Law`.',
    ],
    [
      'a short time, a longer one is too',
      { query: 'parrot', since: 'day' },
      'Nothing found for **Best matching AI news · “parrot” · last 24 hours**.\nTry `/news topic:AI`, or a longer time with `since: all`.',
    ],
    [
      'a topic without stories, another topic is named',
      { topic: 'quiet topic' },
      'Nothing found for **Hottest Quiet topic news**.\nTry `/news topic:AI in Robotics`.',
    ],
  ])('given %s', async (_what, options, content) => {
    const { reader } = await openScene();
    expect(await reader.run('news', options)).toMatchObject({ content, embeds: [], components: [] });
  });

  test('given a button of a topic or an outlet that is gone, it says to ask again', async () => {
    const { reader } = await openScene();
    const sentence = 'Its topic or outlet is no longer there. Ask again with `/news`.';
    const now = (START / 1000).toString(36);
    expect(await reader.pressRefused(`n:0:ah:${now}:abcdef::`)).toBe(sentence);
    expect(await reader.pressRefused(`n:0:ah:${now}::abcdef:`)).toBe(sentence);
  });
});

describe('the menu below a list', () => {
  test('given a story, it opens as its card, in the language of whoever opens it, for them alone', async () => {
    const { reader } = await openScene();
    expect(modeOf('o')).toBe('reply');
    const card = await reader.press('o', [idOf('robots')]);
    expect(card).toMatchObject({
      content: '',
      embeds: [
        {
          author: { name: 'Forbes', url: 'https://forbes.com' },
          title: 'Robots \\*fold\\* laundry',
          url: 'https://example.com/robots',
          footer: { text: 'AI in Robotics · 🔥🔥🔥 very hot' },
        },
      ],
    });
    expect(buttonsOf(card)).toEqual([
      { label: 'Read at Forbes', target: 'https://example.com/robots', isDisabled: false },
    ]);
    const german = await reader.as({ language: 'de' }).press('o', [idOf('robots')]);
    expect(buttonsOf(german)[0]?.label).toBe('Lesen bei Forbes');
  });

  test('given a story that is gone, or none, it says so', async () => {
    const { reader } = await openScene();
    expect(await reader.pressRefused('o', ['0123456789abcdef'])).toBe('That story has been taken down.');
    expect(await reader.pressRefused('o')).toBe('That story has been taken down.');
  });
});

test('an answer is for all, unless it is asked for in private', () => {
  expect(isPrivate('news', { topic: 'AI' })).toBe(false);
  expect(isPrivate('news', { private: false })).toBe(false);
  expect(isPrivate('news', { private: true })).toBe(true);
});

test('what is suggested for a topic and an outlet has its count; a short name finds its topic first', async () => {
  const { reader } = await openScene();
  expect(reader.suggest('news', { topic: '' })).toEqual([
    { name: 'AI (5)', value: 'AI' },
    { name: 'Law (2)', value: 'Law' },
    { name: 'AI in Robotics (1)', value: 'AI in Robotics' },
    { name: 'Machine Learning (1)', value: 'Machine Learning' },
  ]);
  expect(reader.suggest('news', { topic: 'ML' })).toEqual([
    { name: 'Machine Learning (1)', value: 'Machine Learning' },
  ]);
  expect(reader.suggest('news', { provider: 'FORB' })).toEqual([{ name: 'Forbes (2)', value: 'Forbes' }]);
  expect(reader.suggest('news', { provider: 'nobody' })).toEqual([]);
});

test('given a member who reads German, the list is in German', async () => {
  const { reader } = await openScene();
  const answer = await reader.as({ language: 'de' }).run('news', { topic: 'Law' });
  expect(answer.embeds[0]).toMatchObject({
    title: 'Die heißesten News zu Law',
    footer: { text: 'Seite 1 von 1 · 2 Meldungen' },
  });
});

test('given the longest texts, a list keeps to the limits of Discord', async () => {
  const folder = makeTempFolder();
  const files = Array.from({ length: 6 }, (_, index) => [
    `${index}.md`,
    recordText({
      title: `tale ${index} ${'*_'.repeat(200)}`,
      webUrl: `https://example.com/${index}/${'a'.repeat(470)}`,
      provider: { name: 'O'.repeat(100), domain: 'example.com' },
      topics: ['T'.repeat(100)],
      related: [],
    }),
  ]);
  writeFiles(folder, Object.fromEntries(files));
  const { reader } = await openScene({ library: (await openLibrary(folder)).library });
  const query = 'tale '.repeat(NEWS_QUERY_MAX_CHARS / 5);
  // Discord's schemas and limits are checked with each answer.
  const longest = { topic: 't'.repeat(100), provider: 'O'.repeat(100), since: 'month', query };
  const answer = await reader.run('news', longest);
  expect(textOf(answer).length).toBeGreaterThan(4_000);
  expect(answer.embeds[0]?.title).toMatch(/^Best matching T{59}… news · “tale .{50,60}…?” · from O{59}… · /);
  expect(buttonsOf(answer).map(({ target }) => target.length <= 100)).toEqual([true, true]);
  expect(reader.suggest('news', { topic: 't' })[0]?.name).toBe(`${'T'.repeat(95)}… (6)`);
  expect(await reader.refused('news', { topic: '*'.repeat(3_000) })).toMatch(
    /^There is no topic “(\\\*){49}…”\. /,
  );
});
