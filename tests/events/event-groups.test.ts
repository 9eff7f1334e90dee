import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DECIDED_POINTS, fitsGroup, groupPairs, type Pair } from '../../src/events/event-groups.ts';

const pair = (a: string, b: string, points: number): Pair => ({ a, b, points });

test('given two stories, they are one from 0 points on', () => {
  expect(groupPairs([pair('a', 'b', 0)])).toEqual([['a', 'b']]);
  expect(groupPairs([pair('a', 'b', -0.01)])).toEqual([]);
});

test('given a chain, of which each fits its neighbour alone, it is not one group', () => {
  const chain = [pair('a', 'b', 3), pair('b', 'c', 2), pair('c', 'd', 3)];
  expect(groupPairs(chain)).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

test('given a story that misses the line with each, it joins where all say nearly so', () => {
  const group = [pair('a', 'b', 3), pair('a', 'c', 3), pair('b', 'c', 3)];
  const near = ['a', 'b', 'c'].map((id) => pair(id, 'd', -1));
  expect(groupPairs([...group, ...near])).toEqual([['a', 'b', 'c', 'd']]);
  expect(groupPairs(near)).toEqual([]);
});

test('given what an editor decided, it wins over the points', () => {
  expect(groupPairs([pair('a', 'b', 1), pair('b', 'c', DECIDED_POINTS), pair('a', 'c', -4)])).toEqual([
    ['b', 'c'],
  ]);
  expect(groupPairs([pair('a', 'b', -DECIDED_POINTS), pair('b', 'c', 4), pair('a', 'c', 4)])).toEqual([
    ['a', 'c'],
  ]);
});

test('given a new story, it fits a group by what its pairs have on average', () => {
  expect(fitsGroup([pair('new', 'a', 0)], ['a'])).toBe(true);
  expect(fitsGroup([pair('new', 'a', 0)], ['a', 'b', 'c'])).toBe(false);
  expect(
    fitsGroup(
      ['a', 'b', 'c'].map((id) => pair('new', id, -1)),
      ['a', 'b', 'c'],
    ),
  ).toBe(true);
  expect(fitsGroup([], ['a'])).toBe(false);
});

const anyPairs = fc.uniqueArray(
  fc.record({
    a: fc.integer({ min: 0, max: 11 }),
    b: fc.integer({ min: 0, max: 11 }),
    points: fc.integer({ min: -6, max: 6 }),
  }),
  { selector: ({ a, b }) => `${Math.min(a, b)} ${Math.max(a, b)}`, maxLength: 60 },
);
const toPairs = (found: readonly { a: number; b: number; points: number }[]): Pair[] =>
  found.filter(({ a, b }) => a !== b).map(({ a, b, points }) => pair(String(a), String(b), points));

test('given the same pairs in any order, either way round, the groups are the same', () => {
  fc.assert(
    fc.property(
      anyPairs.chain((found) =>
        fc.tuple(fc.constant(found), fc.shuffledSubarray(found, { minLength: found.length })),
      ),
      ([found, shuffled]) => {
        const turned = toPairs(shuffled).map(({ a, b, points }) => pair(b, a, points));
        expect(groupPairs(turned)).toEqual(groupPairs(toPairs(found)));
      },
    ),
  );
});

test('given a story that fits nobody, the groups of the others stay as they are', () => {
  fc.assert(
    fc.property(anyPairs, (found) => {
      const pairs = toPairs(found);
      const stranger = Array.from({ length: 12 }, (_, id) => pair('stranger', String(id), -2));
      expect(groupPairs([...pairs, ...stranger])).toEqual(groupPairs(pairs));
    }),
  );
});
