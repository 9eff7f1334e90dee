import {
  copyFileSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { Ledger } from '../../src/delivery/ledger.ts';
import { backUpState, inspectBackup, restoreState } from '../../src/state/backup.ts';
import { lockState } from '../../src/state/lock.ts';
import { STATE_VERSION } from '../../src/state/migrations/migrate.ts';
import { StateError } from '../../src/state/state-error.ts';
import { openState } from '../support/open-state.ts';
import { makePosted } from '../support/posted-entry.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const CHANNEL = '112233445566778801';
const MADE = Date.parse('2021-12-14T12:00:00Z');
const LATER = Date.parse('2021-12-15T12:00:00Z');

async function setUp() {
  const folder = makeTempFolder();
  const path = join(folder, 'state.sqlite');
  const url = `sqlite://${path}`;
  const file = join(folder, 'backups', 'monday.sqlite');
  const state = await openState(url);
  const ledger = new Ledger(state);
  await ledger.put(makePosted({ channelId: CHANNEL, storyId: 'a1' }));
  return { folder, path, url, file, state, ledger };
}

describe('given a state that is in use, a backup', () => {
  test('holds all that was written, also what is in the log alone, in one file', async () => {
    const { url, file } = await setUp();
    const made = await backUpState(url, file, MADE);
    expect(made).toMatchObject({ madeAtMs: MADE, posts: 1 });
    expect(readdirSync(join(file, '..'))).toEqual(['monday.sqlite']);
    expect(inspectBackup(file)).toEqual(made);
  });

  test('never writes over a file', async () => {
    const { url, file } = await setUp();
    await backUpState(url, file, MADE);
    await expect(backUpState(url, file, LATER)).rejects.toThrow('is there already; name another file');
    expect(inspectBackup(file).madeAtMs).toBe(MADE);
  });

  test('leaves nothing behind where it cannot be made', async () => {
    const { url, folder } = await setUp();
    writeFileSync(join(folder, 'no-folder'), '');
    await expect(backUpState(url, join(folder, 'no-folder', 'x.sqlite'), MADE)).rejects.toThrow();
    expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([]);
  });
});

test('given no state, a backup says so', async () => {
  const path = join(makeTempFolder(), 'state.sqlite');
  await expect(backUpState(`sqlite://${path}`, `${path}.backup`, MADE)).rejects.toThrow(
    'is not there yet: start the bot once',
  );
  expect(existsSync(path)).toBe(false);
});

test('given an empty file in the place of the state, a backup is refused: it would hold nothing', async () => {
  const path = join(makeTempFolder(), 'state.sqlite');
  writeFileSync(path, '');
  await expect(backUpState(`sqlite://${path}`, `${path}.backup`, MADE)).rejects.toThrow('is empty');
});

describe('given a backup that is put back', () => {
  test('the posts of then are known, those since are not, and the old state is kept beside it', async () => {
    const { url, path, file, state, ledger, folder } = await setUp();
    await backUpState(url, file, MADE);
    await ledger.put(makePosted({ channelId: CHANNEL, storyId: 'b2' }));
    state.close();
    const restored = restoreState(url, file, { nowMs: LATER, looksBack: true });
    expect(restored).toMatchObject({
      madeAtMs: MADE,
      posts: 1,
      keptAs: `${path}.before-restore-20211215T120000`,
    });
    const again = new Ledger(await openState(url));
    expect(again.find(CHANNEL, 'a1')).toBeDefined();
    expect(again.find(CHANNEL, 'b2')).toBeUndefined();
    expect(again.readCursor('restored-from')).toBe(String(MADE));
    const kept = new Ledger(await openState(`sqlite://${restored.keptAs}`));
    expect(kept.find(CHANNEL, 'b2')).toBeDefined();
    expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([]);
  });

  test('where nobody wants to look back, nothing is looked for', async () => {
    const { url, file, state } = await setUp();
    await backUpState(url, file, MADE);
    state.close();
    restoreState(url, file, { nowMs: LATER, looksBack: false });
    expect(new Ledger(await openState(url)).readCursor('restored-from')).toBeNull();
  });

  test('where there is no state yet, as on another machine', async () => {
    const { url, file } = await setUp();
    await backUpState(url, file, MADE);
    const elsewhere = `sqlite://${join(makeTempFolder(), 'data', 'state.sqlite')}`;
    expect(restoreState(elsewhere, file, { nowMs: LATER, looksBack: true }).keptAs).toBeNull();
    expect(new Ledger(await openState(elsewhere)).find(CHANNEL, 'a1')).toBeDefined();
  });

  test('where a state was deleted and its log is left, the log is not taken for its own', async () => {
    const { url, path, file, state, ledger } = await setUp();
    await backUpState(url, file, MADE);
    await ledger.put(makePosted({ channelId: CHANNEL, storyId: 'b2' }));
    copyFileSync(`${path}-wal`, `${path}.log`);
    state.close();
    rmSync(path);
    renameSync(`${path}.log`, `${path}-wal`);
    expect(restoreState(url, file, { nowMs: LATER, looksBack: true }).keptAs).toBeNull();
    const again = new Ledger(await openState(url));
    expect(again.find(CHANNEL, 'a1')).toBeDefined();
    expect(again.find(CHANNEL, 'b2')).toBeUndefined();
  });

  test('while the bot runs, it is refused, and nothing changes', async () => {
    const { url, file, ledger } = await setUp();
    await backUpState(url, file, MADE);
    const unlock = lockState(url);
    expect(() => restoreState(url, file, { nowMs: LATER, looksBack: true })).toThrow(
      'in use by another Heatline',
    );
    unlock();
    expect(ledger.readCursor('restored-from')).toBeNull();
  });
});

describe('given a file that is no whole backup, it is refused with a sentence, and the state stays', () => {
  const spoil: readonly [string, (file: string, path: string) => void, string | RegExp][] = [
    ['missing', () => {}, 'there is no such file'],
    ['something else', (file) => writeFileSync(file, 'x'.repeat(10_000)), 'is no backup of a state'],
    [
      'a copy of the running state alone',
      (file, path) => copyFileSync(path, file),
      /is no backup of a state|was not made by/,
    ],
    [
      'of a newer version',
      (file) => {
        const database = new DatabaseSync(file);
        database.exec(`create table cursors (name, value); pragma user_version = ${STATE_VERSION + 1}`);
        database.close();
      },
      'is of a newer Heatline',
    ],
  ];
  test.each(spoil)('%s', async (_what, write, message) => {
    const { url, path, ledger, folder } = await setUp();
    const file = join(folder, 'spoilt.sqlite');
    write(file, path);
    expect(() => restoreState(url, file, { nowMs: LATER, looksBack: true })).toThrow(StateError);
    expect(() => restoreState(url, file, { nowMs: LATER, looksBack: true })).toThrow(message);
    expect(ledger.find(CHANNEL, 'a1')).toBeDefined();
  });

  test('cut off', async () => {
    const { url, file, ledger } = await setUp();
    for (let index = 0; index < 500; index++)
      await ledger.put(makePosted({ channelId: CHANNEL, storyId: `story${index}` }));
    await backUpState(url, file, MADE);
    truncateSync(file, 40_960);
    expect(() => restoreState(url, file, { nowMs: LATER, looksBack: true })).toThrow(StateError);
  });
});
