import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import KeyvSqlite from '@keyv/sqlite';
import Keyv from 'keyv';
import { makeFolder } from '../files/make-folder.ts';

/**
 * How long a write waits for another process's lock on the state file. The driver waits synchronously: all that
 * time nobody is answered. So it is short, and whoever writes tries again.
 */
const BUSY_TIMEOUT_MS = 20;
/** At the start there is nobody to answer yet. */
const OPEN_MAX_MS = 4_000;
const OPEN_RETRY_MS = 100;
const ROWS_PER_READ = 1_000;
const ROWS_PER_WRITE = 200;

/** A store of values by key that outlives the process. */
export type Store = {
  /** Resolves when the value is on disk. @throws when it could not be written */
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  entries(): AsyncIterable<[key: string, value: unknown]>;
  close(): Promise<void>;
};

/** A store that takes many values at once, which is quicker than one after the other. */
export type BatchStore = Store & {
  /** Resolves when all values are on disk. @throws when one could not be written */
  setMany(entries: readonly (readonly [key: string, value: unknown])[]): Promise<void>;
};

/** The state cannot be opened; the message says where and why. */
export class StateError extends Error {
  override name = 'StateError';
}

/**
 * Opens one namespace of the state.
 * @param stateUrl `sqlite://PATH`; the folder is made
 * @throws StateError
 */
export async function openStore(stateUrl: string, namespace: string): Promise<BatchStore> {
  for (let waitedMs = 0; ; waitedMs += OPEN_RETRY_MS) {
    try {
      return await connect(stateUrl, namespace);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!isLocked(reason) || waitedMs >= OPEN_MAX_MS)
        throw new StateError(`STATE_URL: ${stateUrl} cannot be opened: ${reason}`, { cause: error });
      await wait(OPEN_RETRY_MS);
    }
  }
}

async function connect(stateUrl: string, namespace: string): Promise<BatchStore> {
  makeFolder(dirname(stateUrl.slice('sqlite://'.length)));
  const store = new KeyvSqlite({
    uri: stateUrl,
    driver: 'node:sqlite',
    wal: true,
    busyTimeout: BUSY_TIMEOUT_MS,
    iterationLimit: ROWS_PER_READ,
  });
  const keyv = new Keyv({ store, namespace, throwOnErrors: true });
  // The first use opens the file: fail at start, not at the first post. (A failing get() would say nothing.)
  for await (const _entry of keyv.iterator()) break;
  return {
    async set(key, value) {
      if (!(await keyv.set(key, value))) throw new StateError(`${namespace}: ${key} was not written`);
    },
    async setMany(entries) {
      for (let start = 0; start < entries.length; start += ROWS_PER_WRITE) {
        const rows = entries.slice(start, start + ROWS_PER_WRITE).map(([key, value]) => ({ key, value }));
        const written = await keyv.setMany(rows);
        if (!written.every(Boolean))
          throw new StateError(`${namespace}: ${rows.length} values were not written`);
      }
    },
    async delete(key) {
      await keyv.delete(key);
    },
    entries: () => keyv.iterator(),
    close: () => keyv.disconnect(),
  };
}

/** Another process writes at this moment (sqlite.org/rescode.html: SQLITE_BUSY). */
function isLocked(reason: string): boolean {
  return reason.includes('locked');
}
