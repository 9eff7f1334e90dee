import type { DatabaseSync } from 'node:sqlite';
import Keyv from 'keyv';
import { retryWhileBusy } from '../sqlite/busy.ts';
import { prepared } from '../sqlite/statements.ts';
import { inTransaction } from '../sqlite/transaction.ts';
import { StateError } from './state-error.ts';

const ROWS_PER_READ = 1_000;
const ROWS_PER_WRITE = 200;
/** A member is told within 3 s whether what they asked for was kept. */
const WRITE_MAX_MS = 1_500;

/** A store of values by key that outlives the process. A write waits about 2 s for that of another process. */
export type Store = {
  get(key: string): Promise<unknown>;
  /** Resolves when the value is on disk. @throws when it could not be written */
  set(key: string, value: unknown): Promise<void>;
  /** Resolves when all values are on disk. @throws when one could not be written */
  setMany(entries: readonly (readonly [key: string, value: unknown])[]): Promise<void>;
  delete(key: string): Promise<void>;
  entries(): AsyncIterable<[key: string, value: unknown]>;
};

type DoWrite = <T>(work: () => T) => T;

/**
 * Opens one namespace of the table `keyv`, which a migration made.
 * @param doWrite does a write; throws when it would be in vain, or says of which file its failure is
 */
export function openStore(database: DatabaseSync, namespace: string, doWrite: DoWrite): Store {
  // Keyv knows of no namespace: it would write it into each key.
  const keyv = new Keyv({ store: createAdapter(database, namespace, doWrite), throwOnErrors: true });
  return {
    get: (key) => keyv.get(key),
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
  };
}

/** Keyv's storage over the state's own connection. Values come as Keyv's JSON; nothing here expires. */
function createAdapter(database: DatabaseSync, namespace: string, doWrite: DoWrite) {
  const upsert = (key: string, value: unknown): void => {
    prepared(
      database,
      `insert into keyv (key, namespace, value) values (?, ?, ?)
       on conflict (key, namespace) do update set value = excluded.value`,
    ).run(key, namespace, String(value));
  };
  // One after another: a write that waits must not undo one that was asked for after it.
  let last: Promise<unknown> = Promise.resolve();
  const write = <T>(work: () => T): Promise<T> => {
    const written = last.then(() => retryWhileBusy(() => doWrite(work), WRITE_MAX_MS));
    last = written.catch(() => undefined);
    return written;
  };
  return {
    // Keyv takes promises; a failure must be a rejection.
    async get(key: string) {
      const read = prepared(database, 'select value from keyv where key = ? and namespace = ?');
      return await Promise.resolve(read.get(key, namespace)?.value ?? undefined);
    },
    async set(key: string, value: unknown) {
      await write(() => upsert(key, value));
      return true;
    },
    async setMany(entries: readonly { readonly key: string; readonly value: unknown }[]) {
      await write(() =>
        inTransaction(database, () => {
          for (const { key, value } of entries) upsert(key, value);
        }),
      );
      return entries.map(() => true);
    },
    async delete(key: string) {
      const remove = prepared(database, 'delete from keyv where key = ? and namespace = ?');
      const { changes } = await write(() => remove.run(key, namespace));
      return changes > 0;
    },
    async clear() {
      const remove = prepared(database, 'delete from keyv where namespace = ?');
      await write(() => remove.run(namespace));
    },
    async *iterator() {
      // Page by page: what reads may write between two values.
      for (let after = ''; ; ) {
        const rows = prepared(
          database,
          'select key, value from keyv where namespace = ? and key > ? order by key limit ?',
        ).all(namespace, after, ROWS_PER_READ);
        for (const { key, value } of rows) yield await Promise.resolve([String(key), value]);
        const last = rows.at(-1);
        if (last === undefined) return;
        after = String(last.key);
      }
    },
  };
}
