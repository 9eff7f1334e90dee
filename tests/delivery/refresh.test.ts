import { describe, expect, test } from 'vitest';
import { ReplayClock } from '../../src/clock.ts';
import { type ChannelPort, namePost } from '../../src/delivery/channel-port.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import type { AgedEntry, PostedEntry, RefusedEntry } from '../../src/delivery/ledger-entry.ts';
import { Publisher } from '../../src/delivery/publisher.ts';
import { hashLink } from '../../src/story/links.ts';
import { collectLog } from '../support/collect-log.ts';
import { CHANNEL, record, START, SUBJECTS } from '../support/delivery-scene.ts';
import { MemoryChannels } from '../support/memory-channels.ts';
import { openState } from '../support/open-state.ts';
import { makePosted } from '../support/posted-entry.ts';
import { shareLibrary } from '../support/story-library.ts';

// What becomes of a message that stands when its story may have changed.

const library = shareLibrary({
  'a.md': record('a'),
  'broken.md': '---\nwebUrl: https://example.com/broken\ntitle: "no end\n---\n',
});
/** A story that is published, and one that is not. */
const [A, B] = [hashLink('https://example.com/a'), hashLink('https://example.com/b')];
const IN_CHANNEL = { channelId: CHANNEL, messageId: '12' };
/** A forum post stands in its own thread. */
const IN_THREAD = { channelId: '12', messageId: '12' };
const DONE = { kind: 'done' } as const;
const GONE = { kind: 'gone' } as const;
const UNAVAILABLE = { kind: 'unavailable', obstacle: { kind: 'refused', reason: 'Missing Access' } } as const;
const POSTED_AT = { postedAtMs: START - 60_000 };

type Answer = Awaited<ReturnType<ChannelPort['edit']>>;

/** A channel that answers so; what it is asked is kept, with the entry of that moment. */
async function open(answer: Answer = DONE) {
  const clock = new ReplayClock(START, 0);
  const { logger, lines } = collectLog();
  const ledger = new Ledger(await openState());
  const asked: unknown[] = [];
  const find = (storyId: string) => ledger.find(CHANNEL, storyId);
  const memory = new MemoryChannels(clock);
  const port: ChannelPort = Object.assign(memory, {
    edit: (...[place, post, hasThread]: Parameters<ChannelPort['edit']>) => {
      asked.push(['edit', place, namePost(post), hasThread]);
      return Promise.resolve(answer);
    },
    delete: (...[place, hasThread]: Parameters<ChannelPort['delete']>) => {
      asked.push(['delete', place, hasThread, find(B)]);
      // A take-down is never called invalid.
      return Promise.resolve(answer.kind === 'invalid' ? DONE : answer);
    },
  });
  const publisher = new Publisher({ library: library(), ledger, port, clock, log: logger });
  const put = (storyId: string, changes: Partial<PostedEntry> = {}) =>
    ledger.put(
      makePosted({
        channelId: CHANNEL,
        storyId,
        place: IN_CHANNEL,
        cardHash: 'old',
        ...POSTED_AT,
        ...changes,
      }),
    );
  const putAged = (storyId: string, changes: Partial<AgedEntry> = {}) =>
    ledger.put<AgedEntry>({
      ...{ channelId: CHANNEL, storyId, eventId: storyId, version: 0, state: 'aged', place: IN_CHANNEL },
      ...{ hasThread: false, ...POSTED_AT, ...changes },
    });
  const story = library().getStory(A)?.story ?? expect.unreachable();
  const cardOf = (look: PostedEntry['look']) => port.hashCard({ story, coverage: [], look });
  return { publisher, ledger, asked, find, put, putAged, cardOf, lines };
}

const keyOf = (storyId: string) => ({ channelId: CHANNEL, storyId, eventId: storyId });

describe('given a message whose story is published', () => {
  test('and which shows it as it is, nothing is asked of Discord', async () => {
    const { publisher, put, cardOf, asked, find } = await open();
    const entry = await put(A, { cardHash: cardOf({ style: 'card', language: 'en', mentionRoleId: null }) });
    expect(await publisher.refresh(entry)).toEqual(DONE);
    expect([asked, find(A)]).toEqual([[], entry]);
  });

  test.each([
    ['no thread', 'none', false],
    ['a thread', 'done', true],
    ['a thread to come', 'due', false],
  ] as const)('and which has %s, it is edited to what the story says now', async (_, thread, hasThread) => {
    const { publisher, put, cardOf, asked, find, lines } = await open();
    const entry = await put(A, { thread });
    expect(await publisher.refresh(entry)).toEqual(DONE);
    expect(asked).toEqual([['edit', IN_CHANNEL, SUBJECTS.a, hasThread]]);
    expect(find(A)).toEqual({ ...entry, version: 2, cardHash: cardOf(entry.look), editedAtMs: START });
    expect(lines).toMatchObject([{ level: 30, channelId: CHANNEL, story: A, msg: `edited: ${SUBJECTS.a}` }]);
  });

  test('and whose edit Discord refuses, that is told, and not asked for again', async () => {
    const { publisher, put, cardOf, find, lines } = await open({
      kind: 'invalid',
      reason: 'Invalid Form Body',
    });
    const entry = await put(A);
    expect(await publisher.refresh(entry)).toEqual(DONE);
    expect(find(A)).toMatchObject({ state: 'posted', cardHash: cardOf(entry.look) });
    expect(lines).toMatchObject([
      { level: 50, channelId: CHANNEL, story: A, msg: 'not edited: Invalid Form Body' },
    ]);
  });

  test('and which is gone, an admin deleted it', async () => {
    const { publisher, put, find, lines } = await open(GONE);
    expect(await publisher.refresh(await put(A))).toEqual(DONE);
    expect(find(A)).toEqual({ ...keyOf(A), version: 2, state: 'removed', ...POSTED_AT });
    expect(lines).toMatchObject([{ level: 30, channelId: CHANNEL, story: A }]);
  });

  test('again, and which is gone since we were to take it down, it may be posted again', async () => {
    const { publisher, put, find, lines } = await open(GONE);
    expect(await publisher.refresh(await put(A, { cardHash: 'taken-down' }))).toEqual(DONE);
    expect(find(A)).toEqual({ ...keyOf(A), version: 2, state: 'withdrawn', ...POSTED_AT });
    expect(lines).toEqual([]);
  });

  test('again, and which we were to take down and is still there, it is edited', async () => {
    const { publisher, put, cardOf, find } = await open();
    const entry = await put(A, { cardHash: 'taken-down' });
    expect(await publisher.refresh(entry)).toEqual(DONE);
    expect(find(A)).toMatchObject({ state: 'posted', cardHash: cardOf(entry.look) });
  });

  test('and which is old, it stays as it is', async () => {
    const { publisher, putAged, asked, find } = await open();
    const entry = await putAged(A);
    expect(await publisher.refreshAged(entry)).toEqual(DONE);
    expect([asked, find(A)]).toEqual([[], entry]);
  });
});

describe('given a message whose story is not published any more', () => {
  test.each([
    ['no thread', 'none', false],
    ['a thread', 'done', true],
  ] as const)(
    'and which has %s, it is taken down; that is on record before',
    async (_, thread, hasThread) => {
      const { publisher, put, asked, find, lines } = await open();
      const entry = await put(B, { thread });
      expect(await publisher.refresh(entry)).toEqual(DONE);
      expect(asked).toEqual([
        ['delete', IN_CHANNEL, hasThread, { ...entry, version: 2, cardHash: 'taken-down' }],
      ]);
      expect(find(B)).toEqual({ ...keyOf(B), version: 3, state: 'withdrawn', ...POSTED_AT });
      expect(lines).toMatchObject([
        {
          level: 30,
          channelId: CHANNEL,
          story: B,
          message: '12',
          msg: expect.stringContaining('taken down'),
        },
      ]);
    },
  );

  test.each([[false], [true]])(
    'and which is old (with a thread: %o), it is taken down',
    async (hasThread) => {
      const { publisher, putAged, asked, find } = await open();
      const entry = await putAged(B, { hasThread });
      expect(await publisher.refreshAged(entry)).toEqual(DONE);
      expect(asked).toEqual([['delete', IN_CHANNEL, hasThread, entry]]);
      expect(find(B)).toEqual({ ...keyOf(B), version: 2, state: 'withdrawn', ...POSTED_AT });
    },
  );

  test('and which is gone at the first try, an admin deleted it; at a later one, we did', async () => {
    const first = await open(GONE);
    expect(await first.publisher.refresh(await first.put(B))).toEqual(DONE);
    expect(first.find(B)).toMatchObject({ state: 'removed' });
    const later = await open(GONE);
    expect(await later.publisher.refresh(await later.put(B, { cardHash: 'taken-down' }))).toEqual(DONE);
    expect(later.find(B)).toMatchObject({ state: 'withdrawn', version: 2 });
    const old = await open(GONE);
    expect(await old.publisher.refreshAged(await old.putAged(B))).toEqual(DONE);
    expect(old.find(B)).toMatchObject({ state: 'removed' });
  });
});

test('given a message whose story has a broken file alone, it stays as it is', async () => {
  const { publisher, put, putAged, asked } = await open();
  const storyId = hashLink('https://example.com/broken');
  const entry = await put(storyId);
  expect(await publisher.refresh(entry)).toEqual(DONE);
  const aged = await putAged(storyId, { version: entry.version });
  expect(await publisher.refreshAged(aged)).toEqual(DONE);
  expect(asked).toEqual([]);
});

describe('given a message that takes no change', () => {
  test.each([
    ['an edit', A],
    ['a take-down', B],
  ])('in a channel, the channel is the obstacle to %s', async (_, storyId) => {
    const { publisher, put, lines } = await open(UNAVAILABLE);
    expect(await publisher.refresh(await put(storyId))).toEqual(UNAVAILABLE);
    expect(lines).toEqual([]);
  });

  test.each([
    ['an edit', A],
    ['a take-down', B],
  ])('in its own thread, %s is left to the admins, who are told', async (_, storyId) => {
    const { publisher, put, find, lines } = await open(UNAVAILABLE);
    expect(await publisher.refresh(await put(storyId, { place: IN_THREAD }))).toEqual({
      kind: 'thread-closed',
    });
    expect(find(storyId)).toMatchObject({ state: 'posted' });
    const msg = 'its thread takes no change: Missing Access';
    expect(lines).toMatchObject([{ level: 40, channelId: CHANNEL, story: storyId, msg }]);
  });
});

describe('given a story whose card Discord refused', () => {
  const look = { style: 'card', language: 'en', mentionRoleId: null } as const;

  test.each([
    ['the same card, it is not tried again', A, true, true],
    ['another card, it may be picked again', A, false, false],
    ['none, as it is not published, it is not tried again', B, false, true],
  ])('and that has %s', async (_, storyId, isSame, stays) => {
    const { publisher, ledger, cardOf, find, asked } = await open();
    const entry = await ledger.put<RefusedEntry>({
      ...keyOf(storyId),
      version: 0,
      state: 'refused',
      refusedAtMs: START,
      reason: 'Invalid Form Body',
      cardHash: isSame ? cardOf(look) : 'old',
      look,
    });
    await publisher.reconsider(entry);
    expect([find(storyId), asked]).toEqual([stays ? entry : undefined, []]);
  });
});
