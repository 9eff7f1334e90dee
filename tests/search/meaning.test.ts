import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../src/search/query.ts';
import { searchStories } from '../../src/search/search.ts';
import { Taxonomy } from '../../src/topics/taxonomy.ts';
import { indexFiles } from '../support/indexed-folder.ts';
import { recordText } from '../support/record-text.ts';

const NOW = Date.parse('2021-12-20T00:00:00Z');
const HOUR_MS = 3_600_000;
const taxonomy = new Taxonomy(
  [
    ['AI', null, null],
    ['AI in Healthcare', 'Healthcare', 'AI'],
    ['AI in Autos', 'Autos', 'AI'],
  ].map(([name, shortName = null, parent = null]) => ({
    name: name ?? '',
    shortName,
    parent,
    formerNames: [],
    keywords: name === 'AI in Autos' ? ['driverless'] : [],
  })),
);

/** The headlines found, best first, among stories of which each is an hour older than the one before. */
function find(query: string, stories: readonly Readonly<Record<string, unknown>>[], limit = 20): string[] {
  const files = stories.map((fields, index) => [
    `${index}.md`,
    recordText({
      excerpt: '',
      heat: 80,
      topics: ['AI'],
      provider: { name: 'Wire' },
      publishedDateTime: new Date(NOW - (index + 1) * HOUR_MS).toISOString(),
      webUrl: `https://example.com/${index}`,
      ...fields,
    }),
  ]);
  const { database } = indexFiles(Object.fromEntries(files));
  const answer = searchStories(database, {
    query,
    taxonomy,
    nowMs: NOW,
    sort: 'best',
    halfLifeMs: 12 * HOUR_MS,
    medianHeat: 70,
    limit,
    offset: 0,
  });
  return answer.hits.map(({ story }) => story.title);
}

test.each([
  ['words', 'tesla recall', { words: ['tesla', 'recall'] }],
  ['a hyphen within a word', 'self-driving', { words: ['self', 'driving'] }],
  ['a minus before a word', 'tesla -beta', { words: ['tesla'], excluded: [['beta']] }],
  ['a minus before quotes', '-"model y" tesla', { words: ['tesla'], excluded: [['model', 'y']] }],
  ['quotes', '"tail of the dragon"', { phrases: [['tail', 'of', 'the', 'dragon']] }],
  ['quotes that do not end', '"tail of', { words: ['tail'], optionalWords: ['of'] }],
  [
    'small words beside others',
    'the future of ai',
    { words: ['future', 'ai'], optionalWords: ['the', 'of'] },
  ],
  ['small words alone', 'the who', { words: ['the', 'who'] }],
  ['a lone minus', '-', {}],
])('given %s, a query is read as it is meant', (_what, typed, expected) => {
  expect(parseQuery(typed)).toEqual({ words: [], optionalWords: [], phrases: [], excluded: [], ...expected });
});

describe('given words that a story writes another way, it is found', () => {
  test.each([
    ['a plural', 'robots', 'Robot opens a door'],
    ['a singular', 'company', 'Companies merge'],
    ['another form of a verb', 'fine tuning', 'Model can be fine-tuned'],
    ['two words for one', 'open ai', 'OpenAI hires'],
    ['one word for two', 'selfdriving', 'Self-driving shuttle starts'],
    ['an outlet’s name as one word', 'theverge', 'Told by an outlet'],
    ['a topic’s short name', 'healthcare', 'Scanner sees more'],
  ])('%s', (_what, query, title) => {
    const story =
      title === 'Told by an outlet'
        ? { title, provider: { name: 'The Verge' } }
        : { title, topics: title === 'Scanner sees more' ? ['AI in Healthcare'] : ['AI'] };
    expect(find(query, [{ title: 'Something else' }, story])).toEqual([title]);
  });
});

describe('given a minus or quotes, they decide', () => {
  const stories = [{ title: 'Tesla beta brakes' }, { title: 'Brakes of the Tesla' }, { title: 'Bank opens' }];
  test.each([
    ['tesla -beta', ['Brakes of the Tesla']],
    ['-tesla', ['Bank opens']],
    ['-"tesla beta" brakes', ['Brakes of the Tesla']],
    ['"tesla beta"', ['Tesla beta brakes']],
    ['"beta tesla"', []],
  ])('%s', (query, titles) => {
    expect(find(query, stories)).toEqual(titles);
  });
});

describe('given several stories that fit, the order is', () => {
  test('the exact word before a longer one that begins so', () => {
    expect(find('car', [{ title: 'Career advice' }, { title: 'Car sold' }])).toEqual([
      'Car sold',
      'Career advice',
    ]);
  });

  test('the words in order before the same words apart', () => {
    const stories = [{ title: 'Shortage of time and a chip' }, { title: 'Chip shortage of the year' }];
    expect(find('chip shortage', stories)[0]).toBe('Chip shortage of the year');
  });

  test('of the same words, the hotter first', () => {
    const stories = [
      { title: 'Chip plant opens', heat: 20 },
      { title: 'Chip plant closes', heat: 150 },
    ];
    expect(find('chip plant', stories)).toEqual(['Chip plant closes', 'Chip plant opens']);
  });

  test('of the same words and heat, the fresher first', () => {
    const old = { title: 'Chip plant opens', publishedDateTime: '2019-01-01T00:00:00Z' };
    expect(find('chip plant', [old, { title: 'Chip plant closes' }])[0]).toBe('Chip plant closes');
  });

  test('words of a topic lift the stories of that topic', () => {
    const stories = [
      { title: 'OpenAI hires', heat: 100 },
      { title: 'OpenAI reads scans', topics: ['AI in Healthcare'] },
    ];
    expect(find('openai healthcare', stories)[0]).toBe('OpenAI reads scans');
    const driverless = [
      { title: 'Driverless tills' },
      { title: 'Driverless tests', topics: ['AI in Autos'] },
    ];
    expect(find('driverless', driverless)[0]).toBe('Driverless tests');
  });
});

test('given three words that no story has together, those with most of them come; of two, none', () => {
  const stories = [{ title: 'Waymo hits a pole' }, { title: 'Crash of a drone' }, { title: 'Drone flies' }];
  expect(find('waymo crash drone', stories)).toEqual(['Crash of a drone']);
  expect(find('waymo crash', stories)).toEqual([]);
  expect(find('waymo submarine', stories)).toEqual([]);
  expect(find('crash drone submarine', stories)).toEqual(['Crash of a drone']);
});

test('given more matches than are ranked, an old story with the words in its title is first, and each page has its own', () => {
  const stories = [
    ...Array.from({ length: 700 }, (_, index) => ({ title: `Report ${index}`, excerpt: 'On gluon chips.' })),
    { title: 'Gluon chips' },
  ];
  expect(find('gluon chips', stories, 1)).toEqual(['Gluon chips']);
  expect(new Set(find('gluon chips', stories, 800)).size).toBe(701);
});
