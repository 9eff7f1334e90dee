import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import type { Candidate } from '../../src/curation/selection.ts';
import { createSubscription } from '../../src/curation/subscription.ts';
import { readChannelHistory, selectForChannel } from '../../src/delivery/channel-selection.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import type { PostedEntry } from '../../src/delivery/ledger-entry.ts';
import { YoungStories } from '../../src/delivery/young-stories.ts';
import { hashLink } from '../../src/story/links.ts';
import { CHANNEL, HOUR_MS, record, START, STORIES } from '../support/delivery-scene.ts';
import { openState } from '../support/open-state.ts';
import { makePosted } from '../support/posted-entry.ts';
import { makeCandidate } from '../support/stories.ts';
import { shareLibrary } from '../support/story-library.ts';

const DAY_MS = 24 * HOUR_MS;
const linkOf = (name: string): string => `https://example.com/${name}`;
const idOf = (name: string): string => hashLink(linkOf(name));
const [A, B, C, D, OLD] = [idOf('a'), idOf('b'), idOf('c'), idOf('d'), idOf('old')];

/** `a`, `b` and `c` are events of their own, `d` tells that of `a`, and `old` is too old to be posted. */
const library = shareLibrary({
  ...STORIES,
  'd.md': record('d', { heat: 90, sameEventAs: [linkOf('a')] }),
  'old.md': record('old', { heat: 190, publishedDateTime: new Date(START - 9 * DAY_MS).toISOString() }),
});
const storyOf = (id: string) => library().getStory(id) ?? expect.unreachable();
const eventOf = (id: string): string => storyOf(id).clusterId;

const key = (storyId: string, eventId = storyId) => ({ channelId: CHANNEL, storyId, eventId, version: 0 });

async function open() {
  const ledger = new Ledger(await openState());
  const putPosted = (storyId: string, postedAtMs: number, changes: Partial<PostedEntry> = {}) =>
    ledger.put(makePosted({ channelId: CHANNEL, storyId, postedAtMs, ...changes }));
  const read = (candidates: readonly Candidate[]) =>
    readChannelHistory(CHANNEL, candidates, { ledger, library: library(), nowMs: START });
  return { ledger, putPosted, read };
}

describe('given a channel, its picks at an instant', () => {
  const subscription = createSubscription(parseConfig({}).news, CHANNEL);

  async function select(
    changes: Partial<Parameters<typeof selectForChannel>[1]> = {},
    prepare = (_: Ledger): unknown => null,
  ) {
    const { ledger } = await open();
    await prepare(ledger);
    const { picks, refusals } = selectForChannel(subscription, {
      library: library(),
      youngStories: new YoungStories(library()),
      ledger,
      nowMs: START,
      budget: 2,
      ...changes,
    });
    return {
      picks: picks.map(({ story, rank }) => [story.id, rank]),
      refusals: Object.fromEntries(refusals.map(({ story, reason }) => [story.id, reason])),
      count: picks.length + refusals.length,
    };
  }

  test('are the hottest, one of an event, as many as there is budget for; the others are refused', async () => {
    expect(await select()).toEqual({
      picks: [
        [A, 1],
        [B, 2],
      ],
      refusals: { [C]: 'run-limit', [D]: 'hotter-story-of-event-picked' },
      count: 4,
    });
  });

  test('leave out what is posted there, and what Discord refused', async () => {
    const { picks, refusals } = await select({}, async (ledger) => {
      await ledger.put(makePosted({ channelId: CHANNEL, storyId: A, postedAtMs: START - DAY_MS }));
      const look = { style: 'card', language: 'en', mentionRoleId: null } as const;
      const refusal = {
        state: 'refused',
        refusedAtMs: 1,
        reason: 'too long',
        cardHash: 'old',
        look,
      } as const;
      await ledger.put({ ...key(B), ...refusal });
    });
    expect(picks).toEqual([[C, 1]]);
    expect(refusals).toEqual({
      [A]: 'already-posted',
      [B]: 'refused-by-discord',
      [D]: 'event-already-posted',
    });
  });

  test('count what the run has picked of an outlet', async () => {
    const outlet = storyOf(A).story.provider;
    const earlierPicks = ['x', 'y'].map((name) => makeCandidate(name, { provider: outlet }));
    expect((await select({ earlierPicks })).refusals).toMatchObject({ [A]: 'provider-limit' });
  });

  test('judge a story that is asked for too, also when it is too old; once', async () => {
    expect(await select({ also: storyOf(OLD) })).toMatchObject({ refusals: { [OLD]: 'too-old' }, count: 5 });
    expect(await select({ also: storyOf(A) })).toEqual(await select());
  });
});

describe('given candidates, what decides on them', () => {
  test('is nothing, where nothing was posted', async () => {
    const { read } = await open();
    expect(read([storyOf(A)])).toEqual({ earlier: [], refusedStoryIds: new Set() });
  });

  test('are the posts of their events, whenever that was, and those of the last day, the oldest first', async () => {
    const { read, putPosted, ledger } = await open();
    await putPosted(A, START - 2 * HOUR_MS);
    await putPosted(B, START - HOUR_MS);
    await putPosted(C, START - 30 * DAY_MS);
    await putPosted(OLD, START - 25 * HOUR_MS);
    await ledger.put(makePosted({ channelId: '99', storyId: D, postedAtMs: START - HOUR_MS }));
    const post = (storyId: string, clusterId: string, atMs: number) => ({
      storyId,
      clusterId,
      atMs,
      isWithdrawn: false,
    });
    expect(read([storyOf(D), storyOf(C)]).earlier).toEqual([
      post(C, eventOf(C), START - 30 * DAY_MS),
      // Of today's, its number counts, not what it told.
      post(A, A, START - 2 * HOUR_MS),
      post(A, eventOf(A), START - 2 * HOUR_MS),
      post(B, B, START - HOUR_MS),
    ]);
  });

  test('are withdrawn posts of their events too; those are none of today', async () => {
    const { read, ledger } = await open();
    await ledger.put({ ...key(A), state: 'withdrawn', postedAtMs: START - HOUR_MS });
    expect(read([storyOf(D)]).earlier).toEqual([
      { storyId: A, clusterId: eventOf(A), atMs: START - HOUR_MS, isWithdrawn: true },
    ]);
  });

  test('is a post of a story that is gone, for each of its events as they stand now', async () => {
    const { read, ledger } = await open();
    // It was posted by the name of an event that `b` and `c` told then; they have parted.
    await ledger.put({ ...key('gone', 'the event'), state: 'withdrawn', postedAtMs: START - 9 * DAY_MS });
    ledger.noteEvent('the event', [B, C]);
    const { earlier } = read([storyOf(A), storyOf(B), storyOf(C)]);
    expect(earlier.map(({ storyId, clusterId }) => [storyId, clusterId]).toSorted()).toEqual(
      [
        ['gone', eventOf(B)],
        ['gone', eventOf(C)],
      ].toSorted(),
    );
    expect(read([storyOf(A)]).earlier).toEqual([]);
  });

  test('is a post by the name of another event, for the event that its story tells now', async () => {
    const { read, ledger, putPosted } = await open();
    await putPosted(B, START - 9 * DAY_MS, { eventId: 'the event' });
    ledger.noteEvent('the event', [C]);
    expect(read([storyOf(C)]).earlier).toMatchObject([{ storyId: B, clusterId: eventOf(B) }]);
  });

  test('is a post of their own name, where they have not been compared with others yet', async () => {
    const { read, putPosted } = await open();
    const fresh = makeCandidate('fresh', { clusterId: 'cluster of fresh' });
    await putPosted(fresh.story.id, START - 9 * DAY_MS);
    expect(read([fresh]).earlier).toMatchObject([{ storyId: fresh.story.id, clusterId: 'cluster of fresh' }]);
  });
});
