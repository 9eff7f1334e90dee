import { expect, test } from 'vitest';
import { summarizeHistory } from '../../src/curation/history.ts';

const NOW = Date.parse('2021-12-14T12:00:00Z');
const HOUR_MS = 3_600_000;

test('given posts of a week, all are posted, those of 72 hours hold back their event, those of today count', () => {
  const posts = [
    { storyId: 'a', clusterId: 'x', atMs: NOW - 100 * HOUR_MS },
    { storyId: 'b', clusterId: 'y', atMs: NOW - 72 * HOUR_MS },
    { storyId: 'c', clusterId: 'z', atMs: NOW - 72 * HOUR_MS + 1 },
    { storyId: 'd', clusterId: 'z', atMs: NOW - 12 * HOUR_MS - 1 },
    { storyId: 'e', clusterId: 'w', atMs: NOW - 12 * HOUR_MS },
  ];
  expect(summarizeHistory(posts, { timezone: 'UTC', nowMs: NOW })).toEqual({
    postedStoryIds: new Set(['a', 'b', 'c', 'd', 'e']),
    recentClusterIds: new Set(['z', 'w']),
    postedToday: 1,
  });
});

test('given a day of 25 hours, a post of its first minute counts in its last', () => {
  const atMs = Date.parse('2021-10-30T22:00:00Z');
  const history = summarizeHistory([{ storyId: 'a', clusterId: 'x', atMs }], {
    timezone: 'Europe/Berlin',
    nowMs: atMs + 25 * HOUR_MS - 1,
  });
  expect(history.postedToday).toBe(1);
});
