import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openStore } from '../../src/state/store.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

/** A state that another connection holds locked. */
function lockFile(path: string): () => void {
  const locker = new DatabaseSync(path);
  locker.exec('pragma journal_mode = wal; begin immediate');
  return () => locker.close();
}

test('given a locked state, a write fails instead of holding up everything; unlocked, it is taken', async () => {
  const path = join(makeTempFolder(), 'state.sqlite');
  const store = await openStore(`sqlite://${path}`, 'things');
  const unlock = lockFile(path);
  await expect(store.set('a', 1)).rejects.toThrow('locked');
  unlock();
  await store.set('a', 2);
  expect(await Array.fromAsync(store.entries())).toEqual([['a', 2]]);
  await store.close();
});

test('given a state that is locked at the start, it is waited for', async () => {
  const path = join(makeTempFolder(), 'state.sqlite');
  const unlock = lockFile(path);
  const opening = openStore(`sqlite://${path}`, 'things');
  // The first try comes at once.
  await new Promise((resolve) => setTimeout(resolve, 300));
  unlock();
  const store = await opening;
  await store.set('a', 1);
  await store.close();
});
