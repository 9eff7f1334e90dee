import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { State } from '../../src/state/state.ts';
import { LostStateError, StateError } from '../../src/state/state-error.ts';
import { openState } from '../support/open-state.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const RESTORE = 'restore a backup with "heatline restore FILE"';

function makePlace() {
  const folder = makeTempFolder();
  const path = join(folder, 'state.sqlite');
  return { folder, path, url: `sqlite://${path}` };
}

function change(path: string, sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

describe('given a file that is there and does not say what was posted, a state is not begun anew in it:', () => {
  test.each<[string, (path: string) => void | Promise<void>, string]>([
    [
      'an empty file',
      (path) => writeFileSync(path, ''),
      `is empty, and does not say any more what was posted; ${RESTORE}`,
    ],
    [
      'a database without tables',
      (path) => change(path, 'pragma journal_mode = wal'),
      'is not the state of a Heatline',
    ],
    [
      "another program's database",
      (path) => change(path, 'create table users (id)'),
      'is not the state of a Heatline',
    ],
    [
      "another program's database, which has a table of that name",
      (path) => change(path, 'create table keyv (key); create table users (id)'),
      'is not the state of a Heatline',
    ],
    [
      'a state without its ledger',
      async (path) => {
        (await State.open(`sqlite://${path}`)).close();
        change(path, 'drop table posts');
      },
      `lacks its table posts; ${RESTORE}`,
    ],
    [
      'a state without an index that a query names',
      async (path) => {
        (await State.open(`sqlite://${path}`)).close();
        change(path, 'drop index posts_due');
      },
      `lacks its index posts_due; ${RESTORE}`,
    ],
    ['a folder', (path) => mkdirSync(path), 'is a folder; name a file in it'],
    [
      'a link to what is not there',
      (path) => symlinkSync(`${path}.gone`, path),
      'is a link to a file that is not there',
    ],
    ['a text', (path) => writeFileSync(path, 'x'.repeat(9_000)), 'cannot be opened: '],
  ])('%s', async (_what, make, message) => {
    const { path, url, folder } = makePlace();
    await make(path);
    const before = readdirSync(folder).filter((name) => !name.includes('.lock'));
    for (const isLocked of [true, false]) {
      const opening = State.open(url, { isLocked });
      await expect(opening).rejects.toThrow(StateError);
      await expect(opening).rejects.toThrow(`STATE_URL: ${url} ${message}`);
    }
    expect(readdirSync(folder).filter((name) => !name.includes('.lock'))).toEqual(before);
  });
});

test('given no file, several that begin at once make one state, and nothing is left beside it', async () => {
  const { folder, url } = makePlace();
  const states = await Promise.all([openState(url), openState(url), openState(url)]);
  await states[0]?.openStore('things').set('a', 1);
  expect(await states[2]?.openStore('things').get('a')).toBe(1);
  expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([]);
});

test('given the log of a state that was deleted, a new state does not take it for its own', async () => {
  const { path, url } = makePlace();
  const state = await openState(url);
  await state.openStore('things').set('a', 1);
  copyFileSync(`${path}-wal`, `${path}.log`);
  state.close();
  rmSync(path);
  renameSync(`${path}.log`, `${path}-wal`);
  const anew = await openState(url);
  expect(await anew.openStore('things').get('a')).toBeUndefined();
  expect(anew.database.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
});

describe('given an open state', () => {
  test.each<[string, (path: string) => void]>([
    ['is deleted', (path) => rmSync(path)],
    ['is emptied', (path) => truncateSync(path, 0)],
    ['loses its log', (path) => rmSync(`${path}-wal`)],
    [
      'is replaced by its own copy',
      (path) => {
        copyFileSync(path, `${path}.copy`);
        renameSync(`${path}.copy`, path);
      },
    ],
  ])('whose file %s, nothing is written any more, and it is said what to do', async (_what, spoil) => {
    const { path, url } = makePlace();
    const state = await openState(url);
    const store = state.openStore('things');
    await store.set('a', 1);
    state.checkInPlace();
    spoil(path);
    expect(() => state.checkInPlace()).toThrow(LostStateError);
    expect(() => state.transaction(() => expect.unreachable())).toThrow(
      `STATE_URL: ${url} was deleted, emptied or replaced while it was in use, so nothing more is posted; ${RESTORE}`,
    );
    await expect(store.set('a', 2)).rejects.toThrow(LostStateError);
  });

  test('that other processes read and write, it is in place', async () => {
    const { url } = makePlace();
    const state = await openState(url);
    const other = await State.open(url);
    await other.openStore('things').set('a', 1);
    other.close();
    state.checkpoint();
    state.checkInPlace();
    expect(state.transaction(() => 'done')).toBe('done');
  });
});
