import { describe, expect, test } from 'vitest';
import { findPeriods, selectDigest } from '../../src/curation/digest.ts';
import { Schedule } from '../../src/curation/schedule.ts';
import type { Candidate, ChannelHistory, Policy } from '../../src/curation/selection.ts';
import { makeCandidate } from '../support/stories.ts';

const HOUR_MS = 3_600_000;
const END = Date.parse('2021-12-14T09:00:00Z');
const PERIOD = { fromMs: END - 24 * HOUR_MS, toMs: END };
const at = (hoursBeforeEnd: number) => ({ publishedAtMs: END - hoursBeforeEnd * HOUR_MS });

const POLICY: Policy = {
  topicKeys: null,
  excludedTopicKeys: new Set(),
  excludedProviderKeys: new Set(),
  ignoredStoryIds: new Set(),
  minHeat: 70,
  maxAgeMs: HOUR_MS,
  halfLifeMs: HOUR_MS,
  perProvider: 1,
  perRun: 1,
  perDay: 1,
};
const NOTHING: ChannelHistory = {
  postedStoryIds: new Set(),
  refusedStoryIds: new Set(),
  postedOf: new Map(),
  postedToday: 0,
};

function select(candidates: readonly Candidate[], { history = NOTHING, nowMs = END, isAll = false } = {}) {
  const { picks, refusals } = selectDigest({
    ...{
      candidates,
      policy: POLICY,
      period: PERIOD,
      readHistory: () => history,
      nowMs,
      medianHeat: 80,
      isAll,
    },
  });
  return {
    picks: picks.map(({ story }) => story.title),
    refusals: Object.fromEntries(refusals.map(({ story, reason }) => [story.title, reason])),
  };
}

const many = (count: number, outlets: number): Candidate[] =>
  Array.from({ length: count }, (_, index) =>
    makeCandidate(`s${index}`, {
      ...at(1),
      heat: 200 - index,
      provider: { name: `Outlet ${index % outlets}`, domain: 'example.com', iconUrl: null },
    }),
  );

describe('given the news of a day', () => {
  test('the hottest comes first, whatever the hour that it came in', () => {
    const candidates = [
      makeCandidate('old and hot', { ...at(23), heat: 120 }),
      makeCandidate('new', { ...at(0), heat: 90 }),
      makeCandidate('unrated', { ...at(5), heat: null }),
    ];
    expect(select(candidates).picks).toEqual(['old and hot', 'new', 'unrated']);
  });

  test('what is cooler than the feed takes is left out', () => {
    expect(select([makeCandidate('cold', { ...at(1), heat: 69 })])).toEqual({
      picks: [],
      refusals: { cold: 'too-cold' },
    });
  });

  test('what came out before it is left out, but for what was known late; what came after it comes later', () => {
    const candidates = [
      makeCandidate('late', at(25.9)),
      makeCandidate('before', at(26)),
      makeCandidate('after', at(-0.1)),
    ];
    expect(select(candidates, { nowMs: END + 3 * HOUR_MS })).toEqual({
      picks: ['late'],
      refusals: { before: 'too-old', after: 'not-yet-published' },
    });
  });

  test('it tells fifteen events, five of an outlet', () => {
    expect(select(many(40, 40)).picks).toEqual(Array.from({ length: 15 }, (_, index) => `s${index}`));
    expect(select(many(40, 2)).picks).toHaveLength(10);
  });

  test('given that all of it is asked for, it is told, from the day’s first minute on', () => {
    const candidates = [...many(40, 2), makeCandidate('late', at(24))];
    expect(select(candidates, { isAll: true })).toMatchObject({
      picks: Array.from({ length: 40 }, (_, index) => `s${index}`),
      refusals: { late: 'too-old' },
    });
  });

  test('an event that was told before is not told again, also by another outlet', () => {
    const candidates = [
      makeCandidate('told', { ...at(1), clusterId: 'x' }),
      makeCandidate('other outlet', { ...at(1), clusterId: 'y' }),
      makeCandidate('new', at(2)),
    ];
    const [told] = candidates;
    const history = {
      ...NOTHING,
      postedStoryIds: new Set([told?.story.id ?? '']),
      postedOf: new Map([['y', new Set(['gone'])]]),
    };
    expect(select(candidates, { history })).toEqual({
      picks: ['new'],
      refusals: { told: 'already-posted', 'other outlet': 'event-already-posted' },
    });
  });
});

describe('given a schedule, its times go from tick to tick', () => {
  test.each([
    ['0 9 * * *', 'UTC', '2021-12-14T09:00', '2021-12-13T09:00', '2021-12-14T09:00', '2021-12-15T09:00'],
    ['0 9 * * *', 'UTC', '2021-12-14T08:59', '2021-12-12T09:00', '2021-12-13T09:00', '2021-12-14T09:00'],
    // Monday's tells of the weekend too.
    ['0 9 * * 1-5', 'UTC', '2021-12-13T10:00', '2021-12-10T09:00', '2021-12-13T09:00', '2021-12-14T09:00'],
    ['0 9 * * 1', 'UTC', '2021-12-14T10:00', '2021-12-06T09:00', '2021-12-13T09:00', '2021-12-20T09:00'],
    ['0 9 1 * *', 'UTC', '2021-12-14T10:00', '2021-11-01T09:00', '2021-12-01T09:00', '2022-01-01T09:00'],
    // The clocks are put forward: a day of 23 hours; and back: one of 25.
    [
      '30 2 * * *',
      'Europe/Berlin',
      '2021-03-28T12:00',
      '2021-03-27T01:30',
      '2021-03-28T01:00',
      '2021-03-29T00:30',
    ],
    [
      '0 9 * * *',
      'Europe/Berlin',
      '2021-10-31T12:00',
      '2021-10-30T07:00',
      '2021-10-31T08:00',
      '2021-11-01T08:00',
    ],
    [
      '30 2 * * *',
      'Europe/Berlin',
      '2021-10-31T12:00',
      '2021-10-30T00:30',
      '2021-10-31T00:30',
      '2021-11-01T01:30',
    ],
  ])('%s in %s at %s', (cron, timezone, now, from, to, next) => {
    const [nowMs, fromMs, toMs, nextMs] = [now, from, to, next].map((text) => Date.parse(`${text}:00Z`));
    expect(findPeriods(new Schedule(cron, timezone), nowMs ?? 0)).toEqual({
      ended: { fromMs, toMs },
      current: { fromMs: toMs, toMs: nextMs },
    });
  });

  test('one that has no tick near has no times', () => {
    expect(findPeriods(new Schedule('0 9 1 6 *', 'UTC'), END)).toBeNull();
  });
});
