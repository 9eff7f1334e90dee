import type { DatabaseSync } from 'node:sqlite';
import { prepared } from '../sqlite/statements.ts';
import { readMeta } from './meta.ts';

// What changed in the index, for whoever keeps a cursor: so nobody depends on who scanned the folder.

/** Whoever is further behind than this compares everything instead. */
const CHANGES_KEPT_MAX = 200_000;

/** The changes after a cursor, and the cursor after them. */
export type ChangedStories = { readonly storyIds: readonly string[]; readonly seq: number };

/** Which index this is: one that is built anew counts its changes from the beginning. */
export function readGeneration(database: DatabaseSync): string {
  return readMeta(database, 'generation') ?? '';
}

/** The number of the last change; 0: there was none. */
export function readLastSeq(database: DatabaseSync): number {
  const row = prepared(database, "select seq from sqlite_sequence where name = 'changes'").get();
  return Number(row?.seq ?? 0);
}

/** Notes that stories are others now. Belongs into the transaction that changes them. */
export function recordChanges(database: DatabaseSync, storyIds: Iterable<string>): void {
  const insert = prepared(database, 'insert into changes (story_id) values (?)');
  for (const id of storyIds) insert.run(id);
  prepared(database, 'delete from changes where seq <= ?').run(readLastSeq(database) - CHANGES_KEPT_MAX);
}

/**
 * The stories that changed after a cursor, each once. None while a scan is between storing stories and comparing
 * them: half-way, an event would look as if it had lost its coverage.
 * @returns null when the cursor is of another index, or so old that changes after it have been forgotten
 */
export function readChanges(database: DatabaseSync, afterSeq: number): ChangedStories | null {
  const seq = readLastSeq(database);
  const oldest = prepared(database, 'select min(seq) as seq from changes').get()?.seq;
  if (afterSeq > seq || (afterSeq < seq && Number(oldest ?? Number.POSITIVE_INFINITY) > afterSeq + 1))
    return null;
  if (readMeta(database, 'clusters') !== 'whole') return { storyIds: [], seq: afterSeq };
  const rows = prepared(database, 'select distinct story_id from changes where seq > ? and seq <= ?').all(
    afterSeq,
    seq,
  );
  return { storyIds: rows.map(({ story_id }) => String(story_id)), seq };
}
