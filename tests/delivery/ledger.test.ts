import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Ledger, type LedgerEntry } from '../../src/delivery/ledger.ts';
import { openStore, type Store } from '../../src/state/store.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const reasons = { rank: 1, heat: 90, log2Hotness: 6.5, atMs: 1, postedBy: null };
const look = { style: 'card', language: 'en', mentionRoleId: null } as const;

const sending = (storyId: string, sendingAtMs: number): LedgerEntry => ({
  state: 'sending',
  channelId: 'one',
  storyId,
  nonce: 'nonce',
  sendingAtMs,
  triedAtMs: sendingAtMs,
  look,
  opensThread: false,
  reasons,
});

const posted = (
  storyId: string,
  postedAtMs: number,
  channelId = 'one',
): Extract<LedgerEntry, { state: 'posted' }> => ({
  state: 'posted',
  channelId,
  storyId,
  place: { channelId, messageId: `message of ${storyId} in ${channelId}` },
  postedAtMs,
  editedAtMs: null,
  cardHash: 'hash',
  look,
  crosspost: 'none',
  thread: 'none',
  reasons,
});

/** The real store; `reopen` is what a restart does. */
async function openLedger() {
  const url = `sqlite://${join(makeTempFolder(), 'new', 'folder', 'state.sqlite')}`;
  let store: Store | null = await openStore(url, 'ledger');
  onTestFinished(async () => store?.close());
  return {
    ledger: await Ledger.load(store),
    store,
    async reopen(): Promise<Ledger> {
      await store?.close();
      store = null;
      store = await openStore(url, 'ledger');
      return Ledger.load(store);
    },
  };
}

test('given entries of each state, they are there after a restart', async () => {
  const { ledger, reopen } = await openLedger();
  const entries: LedgerEntry[] = [
    sending('a', 1),
    posted('b', 2),
    {
      state: 'refused',
      channelId: 'one',
      storyId: 'c',
      refusedAtMs: 3,
      reason: 'too long',
      cardHash: 'hash',
      look: { style: 'card', language: 'en', mentionRoleId: null },
    },
    { state: 'removed', channelId: 'one', storyId: 'd', postedAtMs: 3 },
    posted('a', 4, 'two'),
  ];
  for (const entry of entries) await ledger.put(entry);
  const again = await reopen();
  expect(again.entriesOf('one').toSorted((a, b) => (a.storyId < b.storyId ? -1 : 1))).toEqual(
    entries.slice(0, 4),
  );
  expect(again.entriesOf('two')).toEqual([entries[4]]);
  expect(again.entriesOf('three')).toEqual([]);
});

test('given one story in one channel, there is one entry: the last', async () => {
  const { ledger, reopen } = await openLedger();
  await ledger.put(sending('a', 1));
  await ledger.put(posted('a', 2));
  expect(ledger.entriesOf('one')).toEqual([posted('a', 2)]);
  expect((await reopen()).entriesOf('one')).toEqual([posted('a', 2)]);
});

test('given posts, the latest comes first, and a message finds its story, also after a restart', async () => {
  const { ledger, reopen } = await openLedger();
  for (const entry of [
    posted('old', 1),
    posted('new', 3),
    posted('middle', 2),
    posted('elsewhere', 9, 'two'),
  ])
    await ledger.put(entry);
  await ledger.put(sending('under way', 4));
  for (const each of [ledger, await reopen()]) {
    expect(each.postedIn('one').map(({ storyId }) => storyId)).toEqual(['new', 'middle', 'old']);
    expect(each.findByMessage('message of elsewhere in two')?.storyId).toBe('elsewhere');
    expect(each.findByMessage('unknown')).toBeUndefined();
  }
});

test('given an entry that is removed, it is gone, also after a restart', async () => {
  const { ledger, reopen } = await openLedger();
  await ledger.put(sending('a', 1));
  await ledger.remove({ channelId: 'one', storyId: 'a' });
  await ledger.remove({ channelId: 'one', storyId: 'never there' });
  expect(ledger.entriesOf('one')).toEqual([]);
  expect((await reopen()).entriesOf('one')).toEqual([]);
});

test('given many entries, all are read', async () => {
  const { ledger, reopen } = await openLedger();
  await Promise.all(Array.from({ length: 1_200 }, (_, index) => ledger.put(posted(String(index), index))));
  expect((await reopen()).postedIn('one')).toHaveLength(1_200);
});

describe('given an entry that cannot be understood, loading fails and names it', () => {
  test.each([[{ state: 'lost' }], ['text'], [{ ...posted('a', 1), place: { messageId: 7 } }]])(
    '%j',
    async (value) => {
      const { store } = await openLedger();
      await store.set('one:a', value);
      await expect(Ledger.load(store)).rejects.toThrow(/^the ledger entry .*one:a cannot be understood: /);
    },
  );
});

test('given a place where no file can be, opening fails and names the variable', async () => {
  await expect(openStore(`sqlite://${makeTempFolder()}`, 'ledger')).rejects.toThrow(
    /^STATE_URL: sqlite:.* cannot be opened: /,
  );
});
