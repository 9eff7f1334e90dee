import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { Feeds } from '../../src/delivery/feeds.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import { Pauses } from '../../src/delivery/pauses.ts';
import { lockState } from '../../src/state/lock.ts';
import { STATE_VERSION } from '../../src/state/migrations/migrate.ts';
import { State } from '../../src/state/state.ts';
import { StateError, UnreadableStateError } from '../../src/state/state-error.ts';
import { collectLog } from '../support/collect-log.ts';
import { listEntries, openState } from '../support/open-state.ts';
import { makePosted } from '../support/posted-entry.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

/** A state as Heatline 0.1.0 wrote it, before states had versions: posts, a pause, feeds, what ingest remembers. */
const UNVERSIONED = join(import.meta.dirname, '../fixtures/states/unversioned.sqlite');
const ONE = '112233445566778801';
const TWO = '112233445566778802';
const THREE = '112233445566778803';

function copyUnversioned(): { path: string; url: string } {
  const path = join(makeTempFolder(), 'state.sqlite');
  copyFileSync(UNVERSIONED, path);
  return { path, url: `sqlite://${path}` };
}

function change(path: string, sql: string, ...values: (string | number)[]): void {
  const database = new DatabaseSync(path);
  database.prepare(sql).run(...values);
  database.close();
}

describe('given a state of a version without a number', () => {
  test('every post is there as it was, with its message, its nonce and its look', async () => {
    const state = await openState(copyUnversioned().url);
    const look = { style: 'card', language: 'de', mentionRoleId: '112233445566778800' };
    const entries = listEntries(state, ONE);
    expect(entries.map(({ storyId, state: its }) => [storyId[0], its])).toEqual([
      ['e', 'removed'],
      ['a', 'posted'],
      ['b', 'posted'],
      ['c', 'sending'],
      ['d', 'refused'],
    ]);
    expect(entries).toMatchObject([
      { postedAtMs: 1639480000000 },
      {
        place: { channelId: ONE, messageId: '922233445566778801' },
        postedAtMs: 1639483200000,
        editedAtMs: 1639486800000,
        cardHash: 'hash of a',
        look,
        crosspost: 'done',
        thread: 'done',
        reasons: { rank: 1, heat: 120, rule: { topic: 'AI', minHeat: 70 } },
      },
      { crosspost: 'due', thread: 'none' },
      { nonce: 'nonce of c', sendingAtMs: 1639490400000, triedAtMs: 1639490401000, opensThread: true },
      { reason: 'Invalid Form Body', cardHash: 'hash of d', refusedAtMs: 1639490400000 },
    ]);
    expect(listEntries(state, TWO)).toMatchObject([
      {
        place: { channelId: '922233445566778803', messageId: '922233445566778803' },
        look: { style: 'headline' },
        reasons: { postedBy: '112233445566778899', rank: 0 },
      },
    ]);
    // Written before messages had a look.
    expect(listEntries(state, THREE)).toMatchObject([
      { look: { style: 'card', language: 'en' }, thread: 'none' },
    ]);
    const ledger = new Ledger(state);
    expect(ledger.listChannelsWithWork()).toEqual([ONE]);
    expect(ledger.findByMessage('922233445566778804')).toMatchObject({ channelId: THREE });
  });

  test('pauses, feeds and what ingest remembers are there as they were', async () => {
    const state = await openState(copyUnversioned().url);
    const feeds = await Feeds.load(state.openStore('feeds'), collectLog().logger);
    expect(feeds.get(ONE)).toMatchObject({
      guildId: '812233445566778801',
      timezone: 'Europe/Berlin',
      quietHours: { fromMinute: 1320, toMinute: 420 },
    });
    expect(feeds.list()).toHaveLength(2);
    const pauses = await Pauses.load(state.openStore('pauses'));
    expect(pauses.get(TWO)?.obstacle).toEqual({ kind: 'missing-permissions', permissions: ['SendMessages'] });
    expect(await state.openStore('ingest-sources').get('Example')).toMatchObject({
      lastFetchAtMs: 1639483200000,
    });
  });

  test('it is brought up to this version once, and what is written after that stays', async () => {
    const { url } = copyUnversioned();
    const state = await openState(url);
    const ledger = new Ledger(state);
    const entry = ledger.find(ONE, 'bbbbbbbbbbbbbbbb') ?? expect.unreachable();
    await ledger.remove(entry);
    state.close();
    expect(new Ledger(await openState(url)).find(ONE, 'bbbbbbbbbbbbbbbb')).toBeUndefined();
  });

  test('a ledger entry that cannot be understood is named, and the file stays as it was', async () => {
    const { path, url } = copyUnversioned();
    change(
      path,
      `update keyv set value = ? where key = ?`,
      '{"value":{"state":"lost"}}',
      `${ONE}:aaaaaaaaaaaaaaaa`,
    );
    const before = readFileSync(path);
    await expect(openState(url)).rejects.toThrow(UnreadableStateError);
    await expect(openState(url)).rejects.toThrow(
      /^STATE_URL: the ledger entry 112233445566778801:aaaaaaaaaaaaaaaa cannot be understood \(.+\); restore a backup/,
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('while the bot of the older version runs, nobody else changes it', async () => {
    const { url } = copyUnversioned();
    const unlock = lockState(url);
    await expect(State.open(url)).rejects.toThrow('is in use by another Heatline');
    unlock();
    const state = await State.open(url);
    expect(listEntries(state, THREE)).toHaveLength(1);
    state.close();
  });
});

test('given a state of the version before digests, its posts are there, and digests can be told', async () => {
  const path = join(makeTempFolder(), 'state.sqlite');
  const before = await openState(`sqlite://${path}`);
  const posted = await new Ledger(before).put(makePosted({ channelId: ONE, storyId: 'a' }));
  before.database.exec('drop table digest_stories; drop table digests; pragma user_version = 1');
  before.close();
  const ledger = new Ledger(await openState(`sqlite://${path}`));
  expect(ledger.find(ONE, 'a')).toEqual(posted);
  const digest = {
    ...{ fromMs: 1, toMs: 2, timezone: 'UTC', isOpen: true },
    ...{ shown: [{ storyId: 'b', eventId: 'e' }], dropped: [{ storyId: 'c', eventId: 'c' }] },
  };
  await ledger.put(makePosted({ channelId: ONE, storyId: 'digest:2' }), digest);
  expect(ledger.digests.findOpen(ONE)).toEqual({ digestId: 'digest:2', digest });
});

test('given a state of a newer version, it is refused with a sentence, and not touched', async () => {
  const path = join(makeTempFolder(), 'state.sqlite');
  (await State.open(`sqlite://${path}`)).close();
  change(path, `pragma user_version = ${STATE_VERSION + 1}`);
  const opening = openState(`sqlite://${path}`);
  await expect(opening).rejects.toThrow(StateError);
  await expect(opening).rejects.toThrow(
    `is of a newer Heatline (state version ${STATE_VERSION + 1}; this one knows ${STATE_VERSION}); run that version`,
  );
});

test('given several connections to one state, a migration is made once', async () => {
  const { url } = copyUnversioned();
  const states = await Promise.all([openState(url), openState(url), openState(url)]);
  for (const state of states) expect(listEntries(state, ONE)).toHaveLength(5);
});

test('given a checkpoint, what was written is in the file itself, and the log is empty', async () => {
  const path = join(makeTempFolder(), 'state.sqlite');
  const state = await openState(`sqlite://${path}`);
  await state.openStore('things').set('a', 1);
  expect(readFileSync(`${path}-wal`).length).toBeGreaterThan(0);
  state.checkpoint();
  expect(readFileSync(`${path}-wal`).length).toBe(0);
});
