import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Store } from '../../src/state/key-value-store.ts';
import { State } from '../../src/state/state.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

/** A state that another connection holds locked. */
function lockFile(path: string): () => void {
  const locker = new DatabaseSync(path);
  locker.exec('pragma journal_mode = wal; begin immediate');
  return () => locker.close();
}

test.each<[string, (store: Store) => Promise<void>]>([
  ['set', (store) => store.set('a', 1)],
  ['set of many', (store) => store.setMany([['a', 1]])],
  ['delete', (store) => store.delete('a')],
])(
  'given a state that stays locked, a %s fails in the end; unlocked, writes are taken',
  async (_what, write) => {
    const path = join(makeTempFolder(), 'state.sqlite');
    const state = await State.open(`sqlite://${path}`);
    const store = state.openStore('things');
    const unlock = lockFile(path);
    await expect(write(store)).rejects.toThrow('locked');
    unlock();
    await store.set('a', 2);
    expect(await Array.fromAsync(store.entries())).toEqual([['a', 2]]);
    state.close();
  },
);

test('given a state that another process writes to at this moment, a write waits for it, and others go on', async () => {
  const path = join(makeTempFolder(), 'state.sqlite');
  const state = await State.open(`sqlite://${path}`);
  const store = state.openStore('things');
  await store.set('c', 1);
  const unlock = lockFile(path);
  const written = [store.set('a', 0), store.setMany([['b', 1]]), store.delete('c')];
  // The first has been tried; a process that is held up does not come here.
  await new Promise((resolve) => setImmediate(resolve));
  unlock();
  // Asked for while the first waits for its next try: it must not be undone by it.
  await Promise.all([...written, store.set('a', 1)]);
  expect(await Array.fromAsync(store.entries())).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
  state.close();
});

test('given a state that is locked at the start, it is waited for', async () => {
  const path = join(makeTempFolder(), 'state.sqlite');
  (await State.open(`sqlite://${path}`)).close();
  const unlock = lockFile(path);
  const opening = State.open(`sqlite://${path}`, { isLocked: true });
  // The first try came when it was called.
  unlock();
  const state = await opening;
  const store = state.openStore('things');
  await store.set('a', 1);
  state.close();
});
