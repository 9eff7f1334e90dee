import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Ledger, LedgerConflictError } from '../../src/delivery/ledger.ts';
import type {
  LedgerEntry,
  PostedEntry,
  RefusedEntry,
  RemovedEntry,
  SendingEntry,
} from '../../src/delivery/ledger-entry.ts';
import { UnreadableStateError } from '../../src/state/state-error.ts';
import { listEntries, openState } from '../support/open-state.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const reasons = { rank: 1, heat: 90, log2Hotness: 6.5, atMs: 1, postedBy: null };
const look = { style: 'card', language: 'en', mentionRoleId: null } as const;
const keyOf = (storyId: string, channelId = 'one') => ({ channelId, storyId, eventId: storyId, version: 0 });

const sending = (storyId: string, sendingAtMs: number): SendingEntry => ({
  ...keyOf(storyId),
  state: 'sending',
  nonce: 'nonce',
  sendingAtMs,
  triedAtMs: sendingAtMs,
  look,
  opensThread: false,
  reasons,
});
const posted = (storyId: string, postedAtMs: number, channelId = 'one'): PostedEntry => ({
  ...keyOf(storyId, channelId),
  state: 'posted',
  place: { channelId, messageId: `message of ${storyId} in ${channelId}` },
  postedAtMs,
  editedAtMs: null,
  cardHash: 'hash',
  look,
  crosspost: 'none',
  thread: 'none',
  reasons,
});
const refused = (storyId: string, refusedAtMs: number): RefusedEntry => ({
  ...keyOf(storyId),
  state: 'refused',
  refusedAtMs,
  reason: 'too long',
  cardHash: 'hash',
  look,
});
const removed = (storyId: string, postedAtMs: number): RemovedEntry => ({
  ...keyOf(storyId),
  state: 'removed',
  postedAtMs,
});

/** The real state; `reopen` is what a restart does. */
async function openLedger() {
  const url = `sqlite://${join(makeTempFolder(), 'new', 'folder', 'state.sqlite')}`;
  const state = await openState(url);
  return {
    ledger: new Ledger(state),
    state,
    async reopen() {
      state.close();
      const again = await openState(url);
      return { ledger: new Ledger(again), state: again };
    },
  };
}

test('given entries of each state, they are there after a restart, in their first version', async () => {
  const { ledger, reopen } = await openLedger();
  const entries: LedgerEntry[] = [
    sending('a', 1),
    { ...posted('b', 2), eventId: 'an event' },
    refused('c', 3),
    removed('d', 4),
    posted('a', 5, 'two'),
  ];
  for (const entry of entries) await ledger.put(entry);
  const { state } = await reopen();
  const written = entries.map((entry) => ({ ...entry, version: 1 }));
  expect(listEntries(state, 'one')).toEqual(written.slice(0, 4));
  expect(listEntries(state, 'two')).toEqual(written.slice(4));
  expect(listEntries(state, 'three')).toEqual([]);
});

test('given a forum post and ids as Discord has them, each digit of them is kept', async () => {
  const { ledger, reopen } = await openLedger();
  const channelId = '1122334455667788999';
  const place = { channelId: '1234567890123456789', messageId: '1234567890123456789' };
  await ledger.put({ ...posted('a', 1, channelId), place });
  const again = (await reopen()).ledger;
  expect(again.find(channelId, 'a')).toMatchObject({ channelId, place });
  expect(again.findByMessage('1234567890123456789')).toMatchObject({ storyId: 'a', place });
  expect(again.findByMessage('1234567890123456788')).toBeUndefined();
});

describe('given an entry that somebody else changed since it was read', () => {
  test('a write of the old version is refused, and the new one stays', async () => {
    const { ledger } = await openLedger();
    const first = await ledger.put(sending('a', 1));
    const second = await ledger.put({ ...first, triedAtMs: 2 });
    await expect(ledger.put({ ...first, triedAtMs: 3 })).rejects.toThrow(LedgerConflictError);
    await expect(ledger.put(sending('a', 3))).rejects.toThrow(LedgerConflictError);
    await expect(ledger.remove(first)).rejects.toThrow(LedgerConflictError);
    await expect(ledger.remove(first)).rejects.toThrow('story a in channel one is not of version 1 any more');
    expect(ledger.find('one', 'a')).toEqual(second);
  });

  test('the version that it has now can be written over, and removed', async () => {
    const { ledger } = await openLedger();
    const first = await ledger.put(sending('a', 1));
    const second = await ledger.put<PostedEntry>({ ...posted('a', 2), version: first.version });
    expect(ledger.find('one', 'a')).toEqual({ ...posted('a', 2), version: 2 });
    await ledger.remove(second);
    expect(ledger.find('one', 'a')).toBeUndefined();
  });
});

test('given a post that stands for its own event in its own channel, neither is kept twice', async () => {
  const { ledger, state } = await openLedger();
  await ledger.put(posted('a', 1));
  const place = { channelId: '77', messageId: '78' };
  await ledger.put({ ...posted('b', 2), eventId: 'a', place });
  const columns = 'select event_id, cast(place_id as text) as place_id from posts order by at_ms';
  expect(state.database.prepare(columns).all()).toEqual([
    { event_id: null, place_id: null },
    { event_id: 'a', place_id: '77' },
  ]);
});

test('given a channel that nothing was posted in, its server is not known', async () => {
  const { ledger } = await openLedger();
  await ledger.put(posted('a', 1));
  expect([ledger.guildOf('one'), ledger.guildOf('elsewhere')]).toEqual([null, null]);
});

test('given a refusal of which an earlier version did not note the card, none is known', async () => {
  const { ledger } = await openLedger();
  await ledger.put({ ...refused('a', 1), cardHash: null });
  expect(ledger.find('one', 'a')).toMatchObject({ state: 'refused', cardHash: null });
});

test('given posts, the latest comes first, and a message finds its story', async () => {
  const { ledger } = await openLedger();
  for (const entry of [
    posted('old', 1),
    posted('new', 3),
    posted('middle', 2),
    posted('elsewhere', 9, 'two'),
  ])
    await ledger.put(entry);
  await ledger.put(sending('under way', 4));
  expect(ledger.listStanding('one', 10).map(({ storyId }) => storyId)).toEqual(['new', 'middle', 'old']);
  expect(ledger.listStanding('one', 2).map(({ storyId }) => storyId)).toEqual(['new', 'middle']);
  expect(ledger.findByMessage('message of elsewhere in two')?.storyId).toBe('elsewhere');
  expect(ledger.findByMessage('unknown')).toBeUndefined();
});

test('given what a selection asks, the states of its candidates and the posts of late are told', async () => {
  const { ledger } = await openLedger();
  for (const entry of [
    posted('a', 10),
    removed('b', 20),
    refused('c', 30),
    sending('d', 40),
    posted('e', 50, 'two'),
  ])
    await ledger.put(entry);
  expect(ledger.readStates('one', ['a', 'c', 'd', 'e', 'unknown'])).toEqual(
    new Map([
      ['a', { state: 'posted', atMs: 10 }],
      ['c', { state: 'refused', atMs: 30 }],
      ['d', { state: 'sending', atMs: 40 }],
    ]),
  );
  expect(ledger.listPostedSince('one', 10)).toEqual([{ storyId: 'b', atMs: 20 }]);
  expect(ledger.listPostedSince('one', 9)).toEqual([
    { storyId: 'a', atMs: 10 },
    { storyId: 'b', atMs: 20 },
  ]);
});

test('given work that is left, its channels are listed, and what is due in each', async () => {
  const { ledger } = await openLedger();
  await ledger.put(posted('quiet', 1, 'none'));
  await ledger.put(sending('a', 1));
  await ledger.put({ ...posted('b', 2, 'two'), thread: 'due' });
  await ledger.put({ ...posted('c', 3, 'three'), crosspost: 'due' });
  await ledger.put(posted('d', 4, 'four'));
  ledger.markOneDirty('four', 'd');
  expect(ledger.listChannelsWithWork().sort()).toEqual(['four', 'one', 'three', 'two']);
  expect(ledger.listSending('one').map(({ storyId }) => storyId)).toEqual(['a']);
  expect(ledger.listDue('two').map(({ storyId }) => storyId)).toEqual(['b']);
  expect(ledger.listDue('three').map(({ storyId }) => storyId)).toEqual(['c']);
  expect(ledger.listDirty('four')).toEqual([{ storyId: 'd', seq: 0 }]);
});

describe('given a story that changes', () => {
  test('it is dirty in every channel that has it, also where it is being sent, but not where its message was removed', async () => {
    const { ledger } = await openLedger();
    await ledger.put(posted('a', 1, 'one'));
    await ledger.put(posted('a', 1, 'two'));
    await ledger.put(posted('b', 1, 'two'));
    await ledger.put({ ...removed('a', 1), channelId: 'three' });
    await ledger.put({ ...sending('a', 1), channelId: 'four' });
    expect(ledger.markDirty(['a', 'unknown'], 7).sort()).toEqual(['four', 'one', 'two']);
    expect(ledger.listDirty('two')).toEqual([{ storyId: 'a', seq: 7 }]);
    expect(ledger.listDirty('three')).toEqual([]);
    expect(ledger.listDirty('four')).toEqual([{ storyId: 'a', seq: 7 }]);
  });

  test('a change that comes while the last one is dealt with stays noted', async () => {
    const { ledger } = await openLedger();
    await ledger.put(posted('a', 1));
    ledger.markDirty(['a'], 7);
    const [seen] = ledger.listDirty('one');
    ledger.markDirty(['a'], 8);
    ledger.clearDirty('one', seen ?? expect.unreachable());
    expect(ledger.listDirty('one')).toEqual([{ storyId: 'a', seq: 8 }]);
    ledger.clearDirty('one', { storyId: 'a', seq: 8 });
    expect(ledger.listDirty('one')).toEqual([]);
  });
});

test('given a transaction that fails in the middle, nothing of it stays', async () => {
  const { ledger } = await openLedger();
  await ledger.put(posted('a', 1));
  expect(() =>
    ledger.transaction(() => {
      ledger.markDirty(['a'], 7);
      ledger.writeCursor('changes', '7');
      throw new Error('a full disk');
    }),
  ).toThrow('a full disk');
  expect(ledger.listDirty('one')).toEqual([]);
  expect(ledger.readCursor('changes')).toBeNull();
});

describe('given a row that cannot be understood, reading it fails and names it', () => {
  test.each([
    ['no JSON', '{', 'its detail is no JSON'],
    ['a missing field', '{"editedAtMs":null}', 'crosspost: '],
    ['a field that says nothing', '{"editedAtMs":null,"look":{"style":"loud"}}', 'look.style: '],
  ])('%s', async (_what, detail, reason) => {
    const { ledger, state } = await openLedger();
    await ledger.put(posted('a', 1));
    state.database.prepare('update post_details set detail = ?').run(detail);
    expect(() => ledger.find('one', 'a')).toThrow(UnreadableStateError);
    expect(() => ledger.find('one', 'a')).toThrow(
      /^STATE_URL: the ledger entry of story a in channel one cannot be understood \(.+\); restore a backup/,
    );
    expect(() => ledger.find('one', 'a')).toThrow(`(${reason}`);
  });
});

test('given a place where no file can be, opening fails and names the variable', async () => {
  await expect(openState(`sqlite://${makeTempFolder()}`)).rejects.toThrow(
    /^STATE_URL: sqlite:.* is a folder; name a file in it$/,
  );
});
