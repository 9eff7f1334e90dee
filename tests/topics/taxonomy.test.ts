import { describe, expect, test } from 'vitest';
import { findNearestNames } from '../../src/topics/nearest-names.ts';
import { parseTaxonomy } from '../../src/topics/parse-taxonomy.ts';
import { Taxonomy } from '../../src/topics/taxonomy.ts';

const YAML = `
- name: AI
  keywords: [artificial intelligence]
- name: Machine Learning
  shortName: ML
  parent: AI
- name: AI Hardware
  shortName: Hardware
  parent: ai
- name: Edge
  shortName: AI
  parent: AI Hardware
`;
const taxonomy = new Taxonomy(parseTaxonomy(YAML).topics);

test.each([
  ['AI', 'AI'],
  ['ai', 'AI'],
  ['ml', 'Machine Learning'],
  ['  machine   learning ', 'Machine Learning'],
  ['hardware', 'AI Hardware'],
  ['edge', 'Edge'],
  ['cooking', undefined],
  ['', undefined],
])('given %j, the topic is %j (a name wins over a short name)', (typed, name) => {
  expect(taxonomy.find(typed)?.name).toBe(name);
});

describe('familyKeys', () => {
  test.each([
    ['AI', ['ai', 'ai hardware', 'edge', 'hardware', 'machine learning', 'ml']],
    ['Hardware', ['ai hardware', 'edge', 'hardware']],
    ['ML', ['machine learning', 'ml']],
    ['Cooking', ['cooking']],
  ])('given %j, it takes everything below it, by name and short name', (name, keys) => {
    expect(taxonomy.familyKeys(name).toSorted()).toEqual(keys);
  });

  test('given topics that are each other’s parents, it ends', () => {
    const loop = new Taxonomy(parseTaxonomy('- {name: A, parent: B}\n- {name: B, parent: A}\n').topics);
    expect(loop.familyKeys('a').toSorted()).toEqual(['a', 'b']);
  });
});

test('given a parent that is not there, the topic stays, with a notice', () => {
  const { topics, problems } = parseTaxonomy('- {name: A, parent: Nowhere}\n');
  expect(topics).toHaveLength(1);
  expect(problems).toEqual([
    { line: 1, severity: 'notice', message: 'A: its parent Nowhere is not in the file' },
  ]);
});

describe('findNearestNames', () => {
  test('given thousands of letters, typed or known, the first ones decide: any member may type them', () => {
    const names = ['Machine Learning', 'Law', `Robotics ${'x'.repeat(6_000)}`];
    expect(findNearestNames(`Robotiks ${'x'.repeat(6_000)}`, names, 1)).toEqual([names[2]]);
    // Hundreds of such names would otherwise take minutes.
    const many = Array.from({ length: 2_000 }, (_, at) => `${at} ${'y'.repeat(6_000)}`);
    expect(findNearestNames('z'.repeat(6_000), many, 3)).toHaveLength(3);
  });

  const names = ['AI', 'AI Hardware', 'Machine Learning', 'Robotics', 'Computer Vision', 'Quantum Computing'];
  test.each([
    ['robotic', 'Robotics'],
    ['Robtics', 'Robotics'],
    ['visoin', 'Computer Vision'],
    ['hardwear', 'AI Hardware'],
    ['machine', 'Machine Learning'],
    ['quantm', 'Quantum Computing'],
    ['ai', 'AI'],
  ])('given %j, %j is the nearest', (typed, nearest) => {
    expect(findNearestNames(typed, names, 1)).toEqual([nearest]);
  });
  test('given a limit, so many come, best first; given no names, none', () => {
    expect(findNearestNames('robots', names, 3)).toHaveLength(3);
    expect(findNearestNames('robots', names, 3)[0]).toBe('Robotics');
    expect(findNearestNames('robots', [], 3)).toEqual([]);
  });
});

test('given 20,000 topics each below the one before, the lines and families of all are found', () => {
  const chain = Array.from({ length: 20_000 }, (_, at) => `- {name: t${at}, parent: t${at - 1}}\n`);
  const long = new Taxonomy(parseTaxonomy(chain.join('')).topics);
  expect(long.familyKeys('t0')).toHaveLength(20_000);
  // Its first has a parent that is no topic.
  expect(long.lineKeys('t19999')).toHaveLength(20_001);
});

test('given an entry with thousands of mistakes, the others stay, and a few of the mistakes are told', () => {
  const { topics, problems } = parseTaxonomy(`- {name: A, keywords: [${'1, '.repeat(9_999)}1]}\n- name: B\n`);
  expect(topics.map(({ name }) => name)).toEqual(['B']);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.message).toMatch(/^topic 1: keywords\.0: .*; keywords\.4: [^;]*; and 9995 more$/);
});
