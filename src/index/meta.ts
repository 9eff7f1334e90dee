import type { DatabaseSync } from 'node:sqlite';
import { prepared } from '../sqlite/statements.ts';

// What the index keeps beside its tables, one value a key.

export function readMeta(database: DatabaseSync, key: string): string | undefined {
  const value = prepared(database, 'select value from meta where key = ?').get(key)?.value;
  return value === undefined ? undefined : String(value);
}

/** What is there already is not written again: a scan that finds nothing new writes nothing. */
export function storeMeta(database: DatabaseSync, key: string, value: string): void {
  if (readMeta(database, key) === value) return;
  prepared(database, 'insert or replace into meta values (?, ?)').run(key, value);
}
