import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { planPosts } from '../../src/curation/plan.ts';
import type { EarlierPost } from '../../src/curation/selection.ts';
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
  earlier: readonly EarlierPost[] = [],
) {
  const { news } = parseConfig({ NEWS_SCHEDULE: '0 * * * *', ...settings });
  const options = {
    fromMs: FROM,
    toMs: FROM + hours * HOUR_MS,
    taxonomy: new Taxonomy([]),
    medianHeat: 70,
    earlier,
  };
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

test('given a digest feed, each tick tells the best of its time, and nothing twice', () => {
  const candidates = [
    makeCandidate('a', at(0.5)),
    makeCandidate('hot', { ...at(1), heat: 120 }),
    makeCandidate('b', { ...at(2.5), clusterId: 'x' }),
    makeCandidate('same as b', { ...at(5), clusterId: 'x' }),
    makeCandidate('cold', { ...at(3), heat: 1 }),
  ];
  const { news } = parseConfig({ NEWS_SCHEDULE: '0 */2 * * *' });
  const subscription = { ...createSubscription(news, '1'), digest: { grows: false, tellsQuiet: true } };
  const { posts, refusals } = planPosts(subscription, candidates, {
    ...{ fromMs: FROM, toMs: FROM + 6 * HOUR_MS, taxonomy: new Taxonomy([]), medianHeat: 70 },
    // Posted singly: that is told all the same.
    earlier: [{ storyId: candidates[0]?.story.id ?? '', clusterId: 'a', atMs: FROM, isWithdrawn: false }],
  });
  expect(posts.map(({ atMs, story }) => `${story.title} at ${(atMs - FROM) / HOUR_MS}`)).toEqual([
    'hot at 2',
    'a at 2',
    'b at 4',
  ]);
  expect(Object.fromEntries(refusals)).toEqual({ 'too-cold': 1, 'event-already-posted': 1 });
});

test('given a story that comes at the moment of a tick, it is posted at that tick', () => {
  expect(plan([makeCandidate('a', at(2))], 6).posts).toEqual(['a at 2']);
});

test('given ticks that only refused what time does not change, a story that comes is posted all the same', () => {
  const candidates = [makeCandidate('cold', { ...at(0), heat: 1 }), makeCandidate('a', at(2.5))];
  expect(plan(candidates, 6)).toEqual({ posts: ['a at 3'], refusals: { 'too-cold': 1 } });
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

test('given an event told twice, only the first is posted, however long the second may be picked', () => {
  const candidates = [
    makeCandidate('a', { ...at(0), heat: 100, clusterId: 'x' }),
    makeCandidate('b', { ...at(1), heat: 90, clusterId: 'x' }),
  ];
  expect(plan(candidates, 70, { NEWS_MAX_AGE: '9d' })).toEqual({
    posts: ['a at 1'],
    refusals: { 'event-already-posted': 1 },
  });
});

test('given a story older than the span, it is posted when still young enough', () => {
  expect(plan([makeCandidate('old', at(-71)), makeCandidate('too old', at(-72))], 3)).toEqual({
    posts: [],
    refusals: {},
  });
  expect(plan([makeCandidate('young', at(-70.5))], 3).posts).toEqual(['young at 1']);
});

test('given what stands in the channel already, neither it nor its event is posted again, and it counts for its day', () => {
  const earlier = [
    { storyId: 'left long ago', clusterId: 'old', atMs: FROM - 100 * HOUR_MS, isWithdrawn: false },
    { storyId: makeCandidate('a').story.id, clusterId: 'x', atMs: FROM, isWithdrawn: false },
  ];
  const candidates = [
    makeCandidate('a', { ...at(0), heat: 100, clusterId: 'x' }),
    makeCandidate('told again', { ...at(0), heat: 90, clusterId: 'x' }),
    makeCandidate('old event', { ...at(0), heat: 80, clusterId: 'old' }),
    makeCandidate('c', { ...at(0), heat: 70 }),
  ];
  expect(plan(candidates, 3, { NEWS_PER_DAY: '2' }, earlier)).toEqual({
    posts: ['c at 1'],
    refusals: { 'event-already-posted': 2 },
  });
});

test('given an event that was posted weeks ago, its other story is not, however long a story may be picked', () => {
  const earlier = [{ storyId: 'a', clusterId: 'x', atMs: FROM - 700 * HOUR_MS, isWithdrawn: false }];
  const candidates = [makeCandidate('b', { ...at(0), heat: 90, clusterId: 'x' })];
  expect(plan(candidates, 9, { NEWS_MAX_AGE: '60d' }, earlier).posts).toEqual([]);
});

test('given a tick that took its fill, the next takes what was left, also when no story came', () => {
  const candidates = ['a', 'b'].map((name, index) =>
    makeCandidate(name, {
      ...at(0),
      heat: 100 - index,
      provider: { name: 'One', domain: 'one.example', iconUrl: null },
    }),
  );
  expect(plan(candidates, 2).posts).toEqual(['a at 1', 'b at 2']);
});
