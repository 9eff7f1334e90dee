import { expect, test } from 'vitest';
import { summarizeHistory } from '../../src/curation/history.ts';

const NOW = Date.parse('2021-12-14T12:00:00Z');
const HOUR_MS = 3_600_000;

test('given posts of a week, all are posted and hold back their events, and those of today count', () => {
  const posts = [
    { storyId: 'a', clusterId: 'x', atMs: NOW - 100 * HOUR_MS, isWithdrawn: false },
    { storyId: 'b', clusterId: 'y', atMs: NOW - 72 * HOUR_MS, isWithdrawn: false },
    { storyId: 'c', clusterId: 'z', atMs: NOW - 72 * HOUR_MS + 1, isWithdrawn: false },
    { storyId: 'd', clusterId: 'z', atMs: NOW - 12 * HOUR_MS - 1, isWithdrawn: false },
    { storyId: 'e', clusterId: 'w', atMs: NOW - 12 * HOUR_MS, isWithdrawn: false },
  ];
  expect(summarizeHistory(posts, { timezone: 'UTC', nowMs: NOW })).toEqual({
    postedStoryIds: new Set(['a', 'b', 'c', 'd', 'e']),
    postedOf: new Map([
      ['x', new Set(['a'])],
      ['y', new Set(['b'])],
      ['z', new Set(['c', 'd'])],
      ['w', new Set(['e'])],
    ]),
    postedToday: 1,
  });
});

test('given a day of 25 hours, a post of its first minute counts in its last', () => {
  const atMs = Date.parse('2021-10-30T22:00:00Z');
  const history = summarizeHistory([{ storyId: 'a', clusterId: 'x', atMs, isWithdrawn: false }], {
    timezone: 'Europe/Berlin',
    nowMs: atMs + 25 * HOUR_MS - 1,
  });
  expect(history.postedToday).toBe(1);
});

test('given a post that was taken down with its story, it holds back its event alone, and is no post of today', () => {
  const posts = [{ storyId: 'a', clusterId: 'x', atMs: NOW, isWithdrawn: true }];
  expect(summarizeHistory(posts, { timezone: 'UTC', nowMs: NOW })).toEqual({
    postedStoryIds: new Set(),
    postedOf: new Map([['x', new Set(['a'])]]),
    postedToday: 0,
  });
});
