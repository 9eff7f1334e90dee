import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { planPosts } from '../../src/curation/plan.ts';
import { createSubscription } from '../../src/curation/subscription.ts';
import { Taxonomy } from '../../src/topics/taxonomy.ts';
import { makeCandidate } from '../support/stories.ts';

const FROM = Date.parse('2021-12-14T00:00:00Z');
const HOUR_MS = 3_600_000;
const at = (hour: number): { publishedAtMs: number } => ({ publishedAtMs: FROM + hour * HOUR_MS });

function plan(
  candidates: Parameters<typeof planPosts>[1],
  hours: number,
  settings: Readonly<Record<string, string>> = {},
) {
  const { news } = parseConfig({ NEWS_SCHEDULE: '0 * * * *', ...settings });
  const options = { fromMs: FROM, toMs: FROM + hours * HOUR_MS, taxonomy: new Taxonomy([]), medianHeat: 70 };
  const { posts, refusals } = planPosts(createSubscription(news, '1'), candidates, options);
  return {
    posts: posts.map(({ atMs, story }) => `${story.title} at ${(atMs - FROM) / HOUR_MS}`),
    refusals: Object.fromEntries(refusals),
  };
}

test('given stories that come one by one, each is posted at the tick after it', () => {
  expect(
    plan([makeCandidate('a', at(2.5)), makeCandidate('b', at(0)), makeCandidate('c', at(-1))], 6).posts,
  ).toEqual(['b at 1', 'c at 2', 'a at 3']);
});

test('given a story that is never posted, it is refused once, with its last reason', () => {
  const candidates = [
    makeCandidate('a', { ...at(0), heat: 100 }),
    makeCandidate('b', { ...at(0), heat: 90 }),
    makeCandidate('cold', { ...at(0), heat: 1 }),
  ];
  expect(plan(candidates, 1)).toEqual({ posts: ['a at 1'], refusals: { 'run-limit': 1, 'too-cold': 1 } });
  expect(plan(candidates, 2)).toEqual({ posts: ['a at 1', 'b at 2'], refusals: { 'too-cold': 1 } });
});

test('given a day that is full, the next one goes on', () => {
  const candidates = ['a', 'b', 'c'].map((name, index) =>
    makeCandidate(name, { ...at(0), heat: 100 - index }),
  );
  expect(plan(candidates, 26, { NEWS_PER_DAY: '2' }).posts).toEqual(['a at 1', 'b at 2', 'c at 24']);
});

test('given an event told twice, the second waits until 72 hours after the first', () => {
  const candidates = [
    makeCandidate('a', { ...at(0), heat: 100, clusterId: 'x' }),
    makeCandidate('b', { ...at(1), heat: 90, clusterId: 'x' }),
  ];
  expect(plan(candidates, 70, { NEWS_MAX_AGE: '9d' })).toEqual({
    posts: ['a at 1'],
    refusals: { 'event-already-posted': 1 },
  });
  expect(plan(candidates, 80, { NEWS_MAX_AGE: '9d' }).posts).toEqual(['a at 1', 'b at 73']);
});

test('given a story older than the span, it is posted when still young enough', () => {
  expect(plan([makeCandidate('old', at(-71)), makeCandidate('too old', at(-72))], 3)).toEqual({
    posts: [],
    refusals: {},
  });
  expect(plan([makeCandidate('young', at(-70.5))], 3).posts).toEqual(['young at 1']);
});
