import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Candidate,
  type ChannelHistory,
  type Policy,
  type RefusalReason,
  selectStories,
} from '../../src/curation/selection.ts';
import type { Story } from '../../src/story/story.ts';
import { makeCandidate } from '../support/stories.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2021-12-20T00:00:00Z');
const POLICY: Policy = {
  topicKeys: null,
  excludedTopicKeys: new Set(),
  excludedProviderKeys: new Set(),
  ignoredStoryIds: new Set(),
  minHeat: 70,
  maxAgeMs: 72 * HOUR_MS,
  halfLifeMs: 12 * HOUR_MS,
  perProvider: 2,
  perRun: 3,
  perDay: 24,
};
const EMPTY: ChannelHistory = {
  postedStoryIds: new Set(),
  refusedStoryIds: new Set(),
  postedOf: new Map(),
  postedToday: 0,
};

const hoursAgo = (hours: number): { publishedAtMs: number } => ({ publishedAtMs: NOW - hours * HOUR_MS });
const from = (name: string): { provider: Story['provider'] } => ({
  provider: { name, domain: 'x.example', iconUrl: null },
});
const candidate = (name: string, changes: Parameters<typeof makeCandidate>[1] = {}) =>
  makeCandidate(name, { ...hoursAgo(1), ...from(name), ...changes });

function select(
  candidates: readonly Candidate[],
  policy: Partial<Policy> = {},
  history: Partial<ChannelHistory> = {},
) {
  const { picks, refusals } = selectStories({
    candidates,
    policy: { ...POLICY, ...policy },
    readHistory: () => ({ ...EMPTY, ...history }),
    nowMs: NOW,
    medianHeat: 75,
  });
  return {
    picks: picks.map(({ story }) => story.title),
    refusals: refusals.map(({ story, reason }) => `${story.title}: ${reason}`),
    whole: picks,
  };
}

describe('given a story that may not be posted, it is refused with the reason', () => {
  const a = candidate('a');
  test.each<[RefusalReason, Candidate, Partial<Policy>, Partial<ChannelHistory>]>([
    ['already-posted', a, {}, { postedStoryIds: new Set([a.story.id]) }],
    ['refused-by-discord', a, {}, { refusedStoryIds: new Set([a.story.id]) }],
    ['not-yet-published', candidate('a', hoursAgo(-1)), {}, {}],
    ['too-old', candidate('a', hoursAgo(72)), {}, {}],
    ['too-cold', candidate('a', { heat: 69 }), {}, {}],
    ['too-cold', candidate('a', { heat: null }), { minHeat: 76 }, {}],
    ['off-topic', candidate('a', { topics: ['Cooking'] }), { topicKeys: new Set(['ai']) }, {}],
    ['off-topic', candidate('a', { topics: [] }), { topicKeys: new Set(['ai']) }, {}],
    ['excluded-topic', a, { excludedTopicKeys: new Set(['ai']) }, {}],
    ['excluded-provider', candidate('a', from('A')), { excludedProviderKeys: new Set(['a']) }, {}],
    ['before-feed', a, { ignoredStoryIds: new Set([a.story.id]) }, {}],
    ['event-already-posted', a, {}, { postedOf: new Map([[a.clusterId, new Set(['another'])]]) }],
    ['day-limit', a, { perDay: 4 }, { postedToday: 4 }],
    ['day-limit', a, { perDay: 4 }, { postedToday: 9 }],
  ])('%s (%#)', (reason, story, policy, history) => {
    expect(select([story], policy, history)).toMatchObject({ picks: [], refusals: [`a: ${reason}`] });
  });
});

test('given stories of which a channel wants some, its past is asked once, for those; given none, never', () => {
  const asked: (readonly Candidate[])[] = [];
  const readHistory = (wanted: readonly Candidate[]): ChannelHistory => {
    asked.push(wanted);
    return EMPTY;
  };
  const [hot, cold] = [candidate('hot'), candidate('cold', { heat: 1 })];
  selectStories({ candidates: [cold], policy: POLICY, readHistory, nowMs: NOW, medianHeat: 75 });
  selectStories({ candidates: [hot, cold], policy: POLICY, readHistory, nowMs: NOW, medianHeat: 75 });
  expect(asked).toEqual([[hot]]);
});

test('given a story whose own message was taken down, it may be posted again; another of its event may not', () => {
  const [a, b] = [candidate('a', { clusterId: 'x' }), candidate('b', { clusterId: 'x' })];
  const history = { postedOf: new Map([['x', new Set([a.story.id])]]) };
  expect(select([a], {}, history).picks).toEqual(['a']);
  expect(select([b], {}, history).refusals).toEqual(['b: event-already-posted']);
});

describe('given a story just within the limits, it is picked', () => {
  test.each<[string, Candidate, Partial<Policy>]>([
    ['published this moment', candidate('a', hoursAgo(0)), {}],
    ['a millisecond short of too old', candidate('a', { publishedAtMs: NOW - POLICY.maxAgeMs + 1 }), {}],
    ['of the least heat', candidate('a', { heat: 70 }), {}],
    ['without heat, the median being enough', candidate('a', { heat: null }), {}],
    [
      'of the topic in another case',
      candidate('a', { topics: ['Cooking', 'aI'] }),
      { topicKeys: new Set(['ai']) },
    ],
  ])('%s', (_what, story, policy) => {
    expect(select([story], policy).picks).toEqual(['a']);
  });
});

describe('given more stories than there is room for, the hottest go first', () => {
  test('by hotness, not by heat alone', () => {
    const candidates = [
      candidate('hot but old', { heat: 150, ...hoursAgo(48) }),
      candidate('cool', { heat: 71 }),
      candidate('warm', { heat: 100, ...hoursAgo(2) }),
    ];
    expect(select(candidates, { perRun: 2 })).toMatchObject({
      picks: ['warm', 'cool'],
      refusals: ['hot but old: run-limit'],
    });
  });

  test('of one outlet only so many', () => {
    const candidates = [90, 89, 88, 87]
      .map((heat) => candidate(`${heat}`, { heat, ...from('Same') }))
      .concat(candidate('other', { heat: 80 }));
    expect(select(candidates, { perRun: 4 })).toMatchObject({
      picks: ['90', '89', 'other'],
      refusals: ['88: provider-limit', '87: provider-limit'],
    });
  });

  test('of one event only the hottest', () => {
    const candidates = [
      candidate('a', { clusterId: 'x' }),
      candidate('b', { clusterId: 'x', heat: 95 }),
      candidate('c'),
    ];
    expect(select(candidates)).toMatchObject({
      picks: ['b', 'c'],
      refusals: ['a: hotter-story-of-event-picked'],
    });
  });

  test('of a day only what is left of it', () => {
    const candidates = [candidate('a', { heat: 92 }), candidate('b', { heat: 91 }), candidate('c')];
    expect(select(candidates, { perDay: 10 }, { postedToday: 9 })).toMatchObject({
      picks: ['a'],
      refusals: ['b: day-limit', 'c: day-limit'],
    });
  });

  test('equally hot: the newer', () => {
    for (const [older, newer] of [
      ['1', '2'],
      ['2', '1'],
    ] as const) {
      // Twice the heat, a half-life older: exactly as hot.
      const candidates = [candidate(older, { heat: 200, ...hoursAgo(13) }), candidate(newer, { heat: 100 })];
      expect(select(candidates).picks).toEqual([newer, older]);
    }
  });

  test('equal in everything: by id', () => {
    const [one, two, three] = [candidate('1'), candidate('2'), candidate('3')];
    const byId = [one, two, three]
      .toSorted((a, b) => (a.story.id < b.story.id ? -1 : 1))
      .map(({ story }) => story.title);
    expect(select([three, one, two]).picks).toEqual(byId);
  });

  test('years later the order is the same', () => {
    const candidates = [
      candidate('a', { heat: 100 }),
      candidate('b', { heat: 101 }),
      candidate('c', { heat: 99 }),
    ].map((entry) => ({
      ...entry,
      story: { ...entry.story, publishedAtMs: NOW - 30 * 365 * 24 * HOUR_MS },
    }));
    expect(select(candidates, { maxAgeMs: 50 * 365 * 24 * HOUR_MS }).picks).toEqual(['b', 'a', 'c']);
  });
});

test('given a pick, it says what it was picked by', () => {
  const [first, second] = select([
    candidate('a', { heat: null, ...hoursAgo(12) }),
    candidate('b', { heat: 80, ...hoursAgo(0) }),
  ]).whole;
  expect([first?.rank, first?.heat, 2 ** (first?.log2Hotness ?? 0)]).toEqual([1, 80, expect.closeTo(80, 9)]);
  expect([second?.rank, second?.heat, 2 ** (second?.log2Hotness ?? 0)]).toEqual([
    2,
    75,
    expect.closeTo(37.5, 9),
  ]);
});

describe('given any candidates', () => {
  const anyCandidates = fc
    .array(
      fc.record({
        heat: fc.option(fc.integer({ min: -1, max: 200 })),
        // Few distinct values, so that equals, clusters and outlets meet often.
        ageHours: fc.integer({ min: -3, max: 90 }),
        cluster: fc.integer({ min: 0, max: 5 }),
        provider: fc.integer({ min: 0, max: 3 }),
        topics: fc.subarray(['AI', 'Robotics', 'Cooking']),
      }),
      { maxLength: 30 },
    )
    .map((entries) =>
      entries.map(({ heat, ageHours, cluster, provider, topics }, index) =>
        makeCandidate(String(index), {
          heat,
          topics,
          clusterId: String(cluster),
          ...hoursAgo(ageHours),
          ...from(String(provider)),
        }),
      ),
    );
  const anyPolicy = fc.record({
    topicKeys: fc.constantFrom(null, new Set(['ai']), new Set(['ai', 'robotics'])),
    excludedTopicKeys: fc.constantFrom(new Set<string>(), new Set(['robotics'])),
    excludedProviderKeys: fc.constantFrom(new Set<string>(), new Set(['a'])),
    ignoredStoryIds: fc.constant(new Set<string>()),
    minHeat: fc.integer({ min: 0, max: 120 }),
    maxAgeMs: fc.integer({ min: 1, max: 100 }).map((hours) => hours * HOUR_MS),
    halfLifeMs: fc.integer({ min: 1, max: 1_000 }).map((hours) => hours * HOUR_MS),
    perProvider: fc.integer({ min: 1, max: 3 }),
    perRun: fc.integer({ min: 1, max: 10 }),
    perDay: fc.integer({ min: 1, max: 24 }),
  });
  const anyHistory = fc.record({
    postedToday: fc.integer({ min: 0, max: 30 }),
    postedOf: fc.subarray(['0', '1', '2']).map((ids) => new Map(ids.map((id) => [id, new Set(['another'])]))),
  });
  const anyInput = fc.tuple(anyCandidates, anyPolicy, anyHistory).chain(([candidates, policy, history]) =>
    fc.record({
      candidates: fc.constant(candidates),
      shuffled: fc.shuffledSubarray(candidates, { minLength: candidates.length }),
      policy: fc.constant(policy),
      history: fc.subarray(candidates).map((posted) => ({
        ...EMPTY,
        ...history,
        postedStoryIds: new Set(posted.slice(0, 5).map(({ story }) => story.id)),
      })),
    }),
  );
  const run = (candidates: readonly Candidate[], policy: Policy, history: ChannelHistory) =>
    selectStories({ candidates, policy, readHistory: () => history, nowMs: NOW, medianHeat: 75 });

  test('their order does not matter', () => {
    fc.assert(
      fc.property(anyInput, ({ candidates, shuffled, policy, history }) => {
        const byId = (a: { story: Story }, b: { story: Story }) => (a.story.id < b.story.id ? -1 : 1);
        const [one, other] = [run(candidates, policy, history), run(shuffled, policy, history)];
        expect(other.picks).toEqual(one.picks);
        expect(other.refusals.toSorted(byId)).toEqual(one.refusals.toSorted(byId));
      }),
    );
  });

  test('every one comes back exactly once, as a pick or a refusal', () => {
    fc.assert(
      fc.property(anyInput, ({ candidates, policy, history }) => {
        const { picks, refusals } = run(candidates, policy, history);
        const returned = [...picks, ...refusals].map(({ story }) => story.id);
        expect(returned.toSorted()).toEqual(candidates.map(({ story }) => story.id).toSorted());
      }),
    );
  });

  test('picks keep to every limit, no two are of one event, and the hottest comes first', () => {
    fc.assert(
      fc.property(anyInput, ({ candidates, policy, history }) => {
        const { picks } = run(candidates, policy, history);
        expect(picks.length).toBeLessThanOrEqual(
          Math.max(0, Math.min(policy.perRun, policy.perDay - history.postedToday)),
        );
        expect(new Set(picks.map(({ clusterId }) => clusterId)).size).toBe(picks.length);
        for (const { story, clusterId, heat } of picks) {
          expect(
            picks.filter((pick) => pick.story.provider.name === story.provider.name).length,
          ).toBeLessThanOrEqual(policy.perProvider);
          expect(history.postedOf.has(clusterId) || history.postedStoryIds.has(story.id)).toBe(false);
          expect(heat).toBeGreaterThanOrEqual(policy.minHeat);
          expect(policy.excludedProviderKeys.has(story.provider.name.toLowerCase())).toBe(false);
          expect(story.topics.some((topic) => policy.excludedTopicKeys.has(topic.toLowerCase()))).toBe(false);
          expect(story.publishedAtMs).toBeGreaterThan(NOW - policy.maxAgeMs);
          expect(story.publishedAtMs).toBeLessThanOrEqual(NOW);
        }
        const hotness = picks.map(({ log2Hotness }) => log2Hotness);
        expect(hotness).toEqual(hotness.toSorted((a, b) => b - a));
        const ranks = picks.map(({ rank }) => rank);
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }),
    );
  });
});
