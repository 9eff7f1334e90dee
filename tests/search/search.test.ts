import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { log2Hotness } from '../../src/curation/hotness.ts';
import { type SearchRequest, searchStories } from '../../src/search/search.ts';
import { type IndexedFolder, indexFiles, indexFolder } from '../support/indexed-folder.ts';
import { recordText } from '../support/record-text.ts';
import { SHARED_DATA, testOnSharedData } from '../support/shared-data.ts';

const NOW = Date.parse('2021-12-20T00:00:00Z');
const HOUR_MS = 3_600_000;
const MEDIAN_HEAT = 70;
const HALF_LIFE_MS = 12 * HOUR_MS;

type Fields = Readonly<Record<string, unknown>>;

/** One record for each entry, at an address of its own, an hour apart and all before `NOW`. */
function indexRecords(records: readonly Fields[]): IndexedFolder {
  const files = records.map((fields, index) => {
    const publishedDateTime = new Date(NOW - (index + 1) * HOUR_MS).toISOString();
    const webUrl = `https://example.com/${index}`;
    return [`${index}.md`, recordText({ excerpt: '', publishedDateTime, webUrl, ...fields })];
  });
  return indexFiles(Object.fromEntries(files));
}

const STORIES: readonly Fields[] = [
  {
    title: 'Tesla recalls cars',
    excerpt: 'The brakes of the beta misfire.',
    provider: { name: 'Reuters' },
    topics: ['Cars'],
    heat: 100,
  },
  {
    title: 'Müller opens a Café for robots',
    excerpt: 'They serve espresso.',
    provider: { name: 'Der Spiegel' },
    topics: ['AI'],
    heat: 80,
  },
  {
    title: 'OpenAI tunes GPT-3',
    excerpt: 'Customers of Tesla were asked too.',
    provider: { name: 'The Verge' },
    topics: ['Machine Learning'],
    heat: 90,
  },
  {
    title: 'Chip shortage ends',
    excerpt: '',
    provider: { name: 'Reuters' },
    topics: ['Hardware', 'Machine Learning'],
    heat: 70,
  },
  {
    title: 'Quantum computers count',
    excerpt: '',
    provider: { name: 'Nature' },
    topics: ['Quantum'],
    heat: undefined,
  },
];

function search({ database }: IndexedFolder, request: Partial<SearchRequest> = {}) {
  const answer = searchStories(database, {
    nowMs: NOW,
    sort: 'best',
    halfLifeMs: HALF_LIFE_MS,
    medianHeat: MEDIAN_HEAT,
    limit: 20,
    offset: 0,
    ...request,
  });
  return { titles: answer.hits.map(({ story }) => story.title), total: answer.total, hits: answer.hits };
}

describe('given many matches, what is among the newest hundreds is ranked, not only listed by time', () => {
  const many = (count: number, fields: Fields): Fields[] =>
    Array.from({ length: count }, (_, at) => ({
      title: `Report ${at}`,
      excerpt: 'On gluon chips.',
      ...fields,
    }));

  test('the 250th fits best and is first', () => {
    // Not all words are in its title, so that it is not looked for there.
    const folder = indexRecords([...many(249, {}), { title: 'Gluon breakthrough', excerpt: 'On chips.' }]);
    expect(search(folder, { query: 'gluon chips', limit: 1 }).titles).toEqual(['Gluon breakthrough']);
  });

  test('the 100th is the hottest and is first', () => {
    const folder = indexRecords([...many(99, { heat: 1 }), { title: 'Hot chips', heat: 5_000 }]);
    expect(search(folder, { sort: 'hot', limit: 1 }).titles).toEqual(['Hot chips']);
  });
});

describe('given words, the stories that hold them are found', () => {
  test.each([
    ['a word of the title', 'shortage', ['Chip shortage ends']],
    ['a word of the excerpt', 'espresso', ['Müller opens a Café for robots']],
    ['a word of the provider', 'spiegel', ['Müller opens a Café for robots']],
    ['the beginning of a word', 'quant', ['Quantum computers count']],
    ['one letter of a word', 'q', ['Quantum computers count']],
    ['capitals', 'CHIP SHORTAGE', ['Chip shortage ends']],
    ['no accents where the story has them', 'muller cafe', ['Müller opens a Café for robots']],
    ['accents where the story has none', 'shörtágé', ['Chip shortage ends']],
    ['accents written as marks of their own', 'cafe\u0301', ['Müller opens a Café for robots']],
    ['a digit', 'gpt 3', ['OpenAI tunes GPT-3']],
    ['a hyphen', 'GPT-3', ['OpenAI tunes GPT-3']],
    ['several words, all of which must be there', 'tesla brakes', ['Tesla recalls cars']],
    ['words of which one is nowhere', 'tesla submarine', []],
    ['a word in a title before one in an excerpt', 'tesla', ['Tesla recalls cars', 'OpenAI tunes GPT-3']],
    ['a letter replaced', 'shortege', ['Chip shortage ends']],
    ['a letter too many', 'shorttage', ['Chip shortage ends']],
    ['a letter too few', 'shrtage', ['Chip shortage ends']],
    ['two letters swapped', 'shortaeg', ['Chip shortage ends']],
    ['the first letter wrong', 'dhortage', ['Chip shortage ends']],
    ['two letters wrong', 'shirtege', []],
    ['a letter too few in a short word', 'chp', ['Chip shortage ends']],
    ['a letter of a short word replaced', 'gpr', ['OpenAI tunes GPT-3']],
    ['two letters of a short word swapped', 'pgt', ['OpenAI tunes GPT-3']],
    ['the first letter of a short word wrong', 'fpt', []],
    ['a letter too many in a word of two', 'ait', []],
    ['a typo beside a right word', 'chip shortege', ['Chip shortage ends']],
  ])('%s', (_what, query, titles) => {
    expect(search(indexRecords(STORIES), { query })).toMatchObject({ titles, total: titles.length });
  });

  test('a typo in a short word: among many stories, a word that few of them have is not meant, unless letters are swapped', () => {
    const titles = ['Taxi', 'Chip one', 'Chip two', 'Chip three', 'Bot'];
    const others = Array.from({ length: 120 }, (_, index) => `Report ${index}`);
    const index = indexRecords([...titles, ...others].map((title) => ({ title })));
    expect(search(index, { query: 'chp' }).total).toBe(3);
    expect(search(index, { query: 'txi' }).total).toBe(0);
    expect(search(index, { query: 'obt' }).titles).toEqual(['Bot']);
  });

  test.each([3, 30])('the beginning of %i different words finds the stories of all', (count) => {
    const titles = Array.from({ length: count }, (_, index) => `Robo${index.toString(36)}x`);
    const index = indexRecords([...titles, 'Other'].map((title) => ({ title })));
    expect(search(index, { query: 'robo', limit: 50 }).titles.toSorted()).toEqual(titles.toSorted());
  });

  test('a story with the words in its title comes first, also when hundreds of younger ones mention them', () => {
    const younger = Array.from({ length: 320 }, (_, index) => ({
      title: `Report ${index}`,
      excerpt: 'A robot dances.',
    }));
    const index = indexRecords([...younger, { title: 'Robot dances' }]);
    const { titles, total } = search(index, { query: 'robot dances', limit: 1 });
    expect({ titles, total }).toEqual({ titles: ['Robot dances'], total: 321 });
    const pages = Array.from({ length: 7 }, (_, page) =>
      search(index, { query: 'robot dances', limit: 50, offset: page * 50 }),
    );
    expect(new Set(pages.flatMap((page) => page.titles)).size).toBe(321);
  });

  test('a number is no typo of another', () => {
    const index = indexRecords([{ title: 'Plans for 2021' }, { title: 'Flight 737' }]);
    for (const query of ['2022', '747']) expect(search(index, { query }).total).toBe(0);
  });

  test.each([
    ['Korean', '한국어 인공지능 뉴스', '한국어'],
    ['Japanese', 'ガイド ブック', 'ガイド'],
    ['Cyrillic', 'Йога ёлка', 'йога'],
    ['Hindi', 'हिन्दी समाचार', 'हिन्दी'],
    ['Greek', 'Ελλάδα νέα', 'ελλάδα'],
    ['Vietnamese', 'ứng dụng', 'ung dung'],
    ['Turkish', 'İstanbul haber', 'istanbul'],
  ])('words in %s', (_script, title, query) => {
    expect(search(indexRecords([{ title }, { title: 'Other' }]), { query }).titles).toEqual([title]);
  });
});

/** Whatever a typo finds, the right word finds too. */
function expectTypos(folder: string, typos: readonly (readonly [typed: string, meant: string])[]): void {
  const index = indexFolder(folder);
  for (const [typed, meant] of typos) {
    const all = { nowMs: Date.parse('2023-01-01'), limit: 200 };
    // By event: which of its stories leads it depends on the words.
    const events = (query: string) =>
      search(index, { query, ...all }).hits.map(({ outlets }) => outlets.toSorted());
    const found = events(typed);
    expect(found.length, typed).toBeGreaterThan(0);
    expect(events(meant), typed).toEqual(expect.arrayContaining(found));
  }
}

test('given the content that ships, typos in words of three letters find what was meant', () => {
  expectTypos(join(import.meta.dirname, '../../demo'), [
    ['gtp', 'gpt'],
    ['teh', 'the'],
    ['adn', 'and'],
  ]);
});

testOnSharedData('given the real records, typos in words of three letters find what was meant', () => {
  expectTypos(join(SHARED_DATA, 'ai-news'), [
    ['opn', 'open'],
    ['gtp', 'gpt'],
    ['teh', 'the'],
    ['chp', 'chip'],
  ]);
});

test.each([
  '"',
  '""',
  "'",
  '*',
  'a*',
  '^tesla',
  'NEAR(',
  'NEAR(tesla recalls, 2)',
  'OR',
  'tesla OR',
  'AND NOT',
  'title:tesla',
  'title:',
  '{title}:',
  '-tesla',
  '(',
  ')',
  '((((',
  '\\',
  '%',
  '_',
  ';',
  "'; drop table stories; --",
  '\u0000',
  'tes\u0000la',
  '\uD800',
  '🔥',
  '\u0301',
  'a'.repeat(10_000),
  'word '.repeat(1_000),
  ' ',
  ' \n ',
  '漢字',
  '+',
  'tesla + cars',
  '?1',
  ':now',
  '$$',
])('given the hostile query %j, nothing is thrown and the index stays whole', (query) => {
  const index = indexRecords(STORIES);
  const { hits, total } = search(index, { query });
  expect(hits).toHaveLength(total);
  expect(search(index).total).toBe(STORIES.length);
});

test('given any query, nothing is thrown', () => {
  const index = indexRecords(STORIES);
  const pieces = fc.constantFrom(
    'tesla',
    'telsa',
    '"',
    '*',
    '(',
    ')',
    ':',
    'OR',
    'NEAR',
    '-',
    '^',
    ' ',
    '\u0000',
    'é',
    '\u0301',
    '漢',
    '🔥',
  );
  const queries = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(queries, fc.constantFrom('hot' as const, 'new' as const, 'best' as const), (query, sort) => {
      const { hits, total } = search(index, { query, sort });
      expect(hits.length).toBe(total);
    }),
  );
});

describe('given filters, only stories that pass all of them come', () => {
  test.each<[string, Partial<SearchRequest>, string[]]>([
    ['topics', { topicKeys: ['quantum', 'cars'] }, ['Tesla recalls cars', 'Quantum computers count']],
    ['a topic that nothing has', { topicKeys: ['cooking'] }, []],
    ['no topic at all', { topicKeys: [] }, []],
    ['a provider', { providerKey: 'reuters' }, ['Tesla recalls cars', 'Chip shortage ends']],
    ['a time', { sinceMs: NOW - 2 * HOUR_MS }, ['Tesla recalls cars', 'Müller opens a Café for robots']],
    [
      'an earlier now: later stories are not out yet',
      { nowMs: NOW - 4 * HOUR_MS },
      ['Chip shortage ends', 'Quantum computers count'],
    ],
    [
      'words, topic and provider',
      { query: 'chip', topicKeys: ['machine learning'], providerKey: 'reuters' },
      ['Chip shortage ends'],
    ],
    ['words and a provider that do not meet', { query: 'chip', providerKey: 'nature' }, []],
  ])('%s', (_what, request, titles) => {
    expect(search(indexRecords(STORIES), { sort: 'new', ...request }).titles).toEqual(titles);
  });

  test('unpublished and withdrawn stories never come', () => {
    const hidden = [
      { title: 'Hidden A', published: false },
      { title: 'Hidden B', heat: -1 },
    ];
    const index = indexRecords([...STORIES, ...hidden]);
    expect(search(index, { query: 'hidden' }).titles).toEqual([]);
    expect(search(index).total).toBe(STORIES.length);
  });
});

describe('given an order, the stories come in it', () => {
  test('new: by publication', () => {
    expect(search(indexRecords(STORIES), { sort: 'new' }).titles).toEqual(STORIES.map(({ title }) => title));
  });

  test('hot: by the hotness that posts are picked by; a missing heat counts as the median', () => {
    const records = [
      { title: 'Cool and new', heat: 10 },
      { title: 'Hot', heat: 200 },
      { title: 'No heat', heat: undefined },
      { title: 'Zero', heat: 0 },
    ];
    const { hits } = search(indexRecords(records), { sort: 'hot' });
    expect(hits.map(({ story }) => story.title)).toEqual(['Hot', 'No heat', 'Cool and new', 'Zero']);
    for (const { story, score } of hits) {
      expect(score).toBeCloseTo(
        log2Hotness(story.heat ?? MEDIAN_HEAT, story.publishedAtMs, NOW, HALF_LIFE_MS),
        9,
      );
    }
  });

  test('hot: decades later it is still the same order', () => {
    const inFortyYears = NOW + 40 * 365 * 24 * HOUR_MS;
    const index = indexRecords(STORIES);
    expect(search(index, { sort: 'hot', nowMs: inFortyYears }).titles).toEqual(
      search(index, { sort: 'hot' }).titles,
    );
  });

  test('best without words: as hot', () => {
    const index = indexRecords(STORIES);
    expect(search(index, { sort: 'best' }).titles).toEqual(search(index, { sort: 'hot' }).titles);
  });

  test('equal stories: the same order every time', () => {
    const same = { title: 'Same', publishedDateTime: '2021-12-01' };
    const { hits } = search(indexRecords([same, same, same, same]), { sort: 'new' });
    expect(hits.map(({ story }) => story.id)).toEqual(hits.map(({ story }) => story.id).toSorted());
  });
});

test('given pages, each story is on one of them, and each tells how many there are', () => {
  const index = indexRecords(Array.from({ length: 12 }, (_, number) => ({ title: `Robot ${number}` })));
  const pages = [0, 5, 10].map((offset) => search(index, { query: 'robot', sort: 'new', limit: 5, offset }));
  expect(pages.map(({ titles }) => titles.length)).toEqual([5, 5, 2]);
  expect(pages.map(({ total }) => total)).toEqual([12, 12, 12]);
  expect(new Set(pages.flatMap(({ titles }) => titles)).size).toBe(12);
});
