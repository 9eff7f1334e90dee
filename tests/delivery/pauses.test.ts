import { expect, test } from 'vitest';
import { type Pause, Pauses } from '../../src/delivery/pauses.ts';
import type { Store } from '../../src/state/key-value-store.ts';

const pause: Pause = {
  channelId: 'one',
  obstacle: { kind: 'no-channel' },
  sinceMs: 1,
  checkedAtMs: 1,
  isKnownToGateway: true,
};

/** A store whose writes fail while it is locked. */
function openLockable() {
  const lock = { isHeld: false };
  const write = (): Promise<void> =>
    lock.isHeld ? Promise.reject(new Error('database is locked')) : Promise.resolve();
  const store: Store = {
    get: () => Promise.resolve(undefined),
    set: write,
    setMany: write,
    delete: write,
    async *entries() {},
  };
  return { store, lock };
}

test('given a pause that cannot be written, it is not known either: it is begun, and told, when it can be', async () => {
  const { store, lock } = openLockable();
  const pauses = await Pauses.load(store);
  lock.isHeld = true;
  await expect(pauses.put(pause)).rejects.toThrow('locked');
  expect(pauses.get('one')).toBeUndefined();
});

test('given a pause whose end cannot be written, it goes on', async () => {
  const { store, lock } = openLockable();
  const pauses = await Pauses.load(store);
  await pauses.put(pause);
  lock.isHeld = true;
  await expect(pauses.remove('one')).rejects.toThrow('locked');
  expect(pauses.get('one')).toEqual(pause);
});
