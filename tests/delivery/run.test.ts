import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { createSubscription } from '../../src/curation/subscription.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import type { RefusedEntry } from '../../src/delivery/ledger-entry.ts';
import { Run, toPostRequest } from '../../src/delivery/run.ts';
import { YoungStories } from '../../src/delivery/young-stories.ts';
import { CHANNEL, START, STORIES } from '../support/delivery-scene.ts';
import { openState } from '../support/open-state.ts';
import { makePosted } from '../support/posted-entry.ts';
import { makeCandidate } from '../support/stories.ts';
import { shareLibrary } from '../support/story-library.ts';
import { A, B, C } from '../support/worker-scene.ts';

const library = shareLibrary(STORIES);
const LOOK = { style: 'card', language: 'en', mentionRoleId: null } as const;
const key = (storyId: string) => ({ channelId: CHANNEL, storyId, eventId: storyId, version: 0 });
const refused = (storyId: string): RefusedEntry => ({
  ...key(storyId),
  state: 'refused',
  refusedAtMs: 1,
  reason: 'too long',
  cardHash: 'old',
  look: LOOK,
});

async function open(settings: Readonly<Record<string, string>> = {}) {
  const ledger = new Ledger(await openState());
  const run = new Run(createSubscription(parseConfig(settings).news, CHANNEL), START);
  return {
    ledger,
    /** What is to be posted next, with its rank. */
    next: (nowMs = START) => {
      const youngStories = new YoungStories(library());
      const pick = run.selectNext({ library: library(), youngStories, ledger, nowMs });
      return pick === null ? null : [pick.story.id, pick.rank];
    },
    put: (storyId: string) => ledger.put(makePosted({ channelId: CHANNEL, storyId, postedAtMs: START })),
    record: () => {
      const { atMs, picks, refusals } = run.record;
      return {
        atMs,
        picks: picks.map(({ story, rank }) => [story.id, rank]),
        refusals: Object.fromEntries(refusals.map(({ story, reason }) => [story.id, reason])),
      };
    },
  };
}

describe('given a run', () => {
  test('it names one story after the other until its budget is used up, and keeps what it refused', async () => {
    const { next, put, record } = await open({ NEWS_PER_RUN: '2' });
    expect(record()).toEqual({ atMs: START, picks: [], refusals: {} });
    expect(next()).toEqual([A, 1]);
    // Until it is posted, it is to be posted.
    expect(next()).toEqual([A, 1]);
    expect(record()).toEqual({ atMs: START, picks: [], refusals: { [C]: 'run-limit' } });
    await put(A);
    expect(next()).toEqual([B, 2]);
    await put(B);
    expect(next()).toBeNull();
    expect(record()).toEqual({
      atMs: START,
      picks: [
        [A, 1],
        [B, 2],
      ],
      refusals: { [C]: 'run-limit' },
    });
  });

  test('of a story that Discord refuses, the next takes the place; what it takes is refused no more', async () => {
    const { next, ledger, record } = await open();
    expect(next()).toEqual([A, 1]);
    expect(record().refusals).toEqual({ [B]: 'run-limit', [C]: 'run-limit' });
    await ledger.put(refused(A));
    expect(next()).toEqual([B, 1]);
    expect(record().refusals).toEqual({ [A]: 'refused-by-discord', [C]: 'run-limit' });
  });

  test('of a story that may be under way, its place is taken', async () => {
    const { next, ledger, record } = await open();
    expect(next()).toEqual([A, 1]);
    const reasons = { rank: 1, heat: 1, log2Hotness: 1, atMs: 1, postedBy: null };
    const request = { nonce: 'n', sendingAtMs: 1, triedAtMs: 1, look: LOOK, opensThread: false, reasons };
    await ledger.put({ ...key(A), state: 'sending', ...request });
    expect([next(), record().picks]).toEqual([null, []]);
  });

  test('that looks again, the reason of its first look is kept', async () => {
    const { next, put, ledger, record } = await open({ NEWS_PER_RUN: '2' });
    next();
    await put(A);
    await ledger.put(refused(C));
    expect(next()).toEqual([B, 2]);
    expect(record().refusals).toEqual({ [C]: 'run-limit' });
  });
});

describe('given a pick of a subscription, how and why it is posted', () => {
  const subscription = createSubscription(parseConfig({ NEWS_MIN_HEAT: '60' }).news, CHANNEL);
  const candidate = makeCandidate('a', { clusterId: 'the event' });
  const pick = { ...candidate, rank: 2, heat: 100, log2Hotness: 6.5, matchedTopic: 'AI' };

  test('is what the subscription says, and what made it a pick', () => {
    const look = { style: 'headline', opensThread: true, mention: null, mentionsPerDay: 4 } as const;
    expect(
      toPostRequest({ ...subscription, look }, pick, { language: 'de', atMs: 5, countMentions: () => 0 }),
    ).toEqual({
      eventId: 'the event',
      look: { style: 'headline', language: 'de', mentionRoleId: null },
      opensThread: true,
      reasons: {
        ...{ rank: 2, heat: 100, log2Hotness: 6.5, atMs: 5, postedBy: null },
        rule: { topic: 'AI', minHeat: 60 },
      },
    });
  });

  test.each([
    [99, '55'],
    [100, '55'],
    [101, null],
  ])('a role that wants stories of heat %i is mentioned if it is as hot as that', (fromHeat, expected) => {
    const look = { ...subscription.look, mention: { roleId: '55', fromHeat } };
    const request = toPostRequest({ ...subscription, look }, pick, {
      language: 'en',
      atMs: 5,
      countMentions: () => 3,
    });
    expect(request.look.mentionRoleId).toBe(expected);
  });

  test.each([
    [3, '55'],
    [4, null],
  ])('after %i mentions of 4 a day, the role is %s', (count, expected) => {
    const look = { ...subscription.look, mention: { roleId: '55', fromHeat: 100 } };
    const request = toPostRequest({ ...subscription, look }, pick, {
      language: 'en',
      atMs: 5,
      countMentions: () => count,
    });
    expect(request.look.mentionRoleId).toBe(expected);
  });
});
