import { type BigIntStats, lstatSync, renameSync, rmSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { syncFolder } from '../files/atomic-file.ts';
import { migrate, STATE_VERSION } from './migrations/migrate.ts';
import { LostStateError, StateError } from './state-error.ts';

/** What SQLite keeps beside a database (sqlite.org/tempfiles.html). */
export const SIDE_SUFFIXES = ['-wal', '-shm', '-journal'] as const;

/** The file of a state. @param stateUrl `sqlite://PATH` */
export function pathOf(stateUrl: string): string {
  return stateUrl.slice('sqlite://'.length);
}

/**
 * Whether there is a file to open; false: none was made yet.
 * @throws StateError when what is there held a state, or cannot hold one: to begin anew would post everything again
 */
export function hasStateFile(stateUrl: string): boolean {
  const path = pathOf(stateUrl);
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return false;
  const file = statSync(path, { throwIfNoEntry: false });
  const problem = findProblem(file);
  if (problem !== null) throw new StateError(`STATE_URL: ${stateUrl} ${problem}`);
  return true;
}

function findProblem(file: Stats | undefined): string | null {
  if (file === undefined)
    return 'is a link to a file that is not there; mount the disk that it is on, or remove the link';
  if (file.isDirectory()) return 'is a folder; name a file in it';
  if (!file.isFile()) return 'is no file; name another one';
  if (file.size > 0) return null;
  return 'is empty, and does not say any more what was posted; restore a backup with "heatline restore FILE", or remove the file to begin with a new state';
}

/** Makes the file of a new state, whole or not at all. Whoever calls it holds the lock. */
export function createStateFile(stateUrl: string): void {
  const path = pathOf(stateUrl);
  const draft = `${path}.new`;
  for (const suffix of ['', ...SIDE_SUFFIXES]) rmSync(draft + suffix, { force: true });
  const database = new DatabaseSync(draft);
  try {
    migrate(database);
  } finally {
    database.close();
  }
  // A log that an earlier state left would be taken for the new one's.
  for (const suffix of SIDE_SUFFIXES) rmSync(path + suffix, { force: true });
  renameSync(draft, path);
  syncFolder(dirname(path));
}

/**
 * Refuses a database that is not the state, or not all of it.
 * @throws StateError
 */
export function checkTables(database: DatabaseSync, stateUrl: string): void {
  const version = readVersion(database);
  const tables = listNames(database, 'table');
  // A version without a number has this table alone, and all later ones have it too.
  if (!tables.has('keyv') || (version === 0 && tables.size > 1)) {
    const todo = 'restore a backup with "heatline restore FILE", or name another file';
    throw new StateError(`STATE_URL: ${stateUrl} is not the state of a Heatline; ${todo}`);
  }
  if (version > STATE_VERSION) {
    throw new StateError(
      `STATE_URL: ${stateUrl} is of a newer Heatline (state version ${version}; this one knows ${STATE_VERSION}); run that version, or restore a backup that was made before`,
    );
  }
  if (version < STATE_VERSION) return;
  for (const kind of ['table', 'index'] as const) {
    const missing = listNamesOfNew(kind).difference(listNames(database, kind));
    for (const name of missing) {
      throw new StateError(
        `STATE_URL: ${stateUrl} lacks its ${kind} ${name}; restore a backup with "heatline restore FILE"`,
      );
    }
  }
}

export function readVersion(database: DatabaseSync): number {
  return Number(database.prepare('pragma user_version').get()?.user_version);
}

function listNames(database: DatabaseSync, kind: 'table' | 'index'): Set<string> {
  const names = database.prepare(
    "select name from sqlite_schema where type = ? and name not like 'sqlite_%'",
  );
  return new Set(names.all(kind).map(({ name }) => String(name)));
}

/** The tables or indexes that this version makes. A query names some of its indexes. */
function listNamesOfNew(kind: 'table' | 'index'): Set<string> {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  const names = listNames(database, kind);
  database.close();
  return names;
}

/** Tells whether the files of an open state are still those at its path. */
export class FilesInPlace {
  readonly #stateUrl: string;
  readonly #state: string | null;
  readonly #log: string | null;

  /** Of the files as they are now. */
  constructor(stateUrl: string) {
    const path = pathOf(stateUrl);
    this.#stateUrl = stateUrl;
    this.#state = identify(path);
    this.#log = identify(`${path}-wal`);
  }

  /** @throws LostStateError when the state was deleted, replaced or emptied, or its log, which holds what was written last */
  check(): void {
    const path = pathOf(this.#stateUrl);
    const state = statSync(path, { throwIfNoEntry: false, bigint: true });
    const isInPlace = state !== undefined && state.size > 0n && identityOf(state) === this.#state;
    const hasLog = this.#log === null || identify(`${path}-wal`) === this.#log;
    if (!isInPlace || !hasLog) throw new LostStateError(this.#stateUrl);
  }
}

/** @returns null when there is no file */
function identify(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? null : identityOf(stat);
}

/** Tells a file from all others: while it is open, no other gets its number. */
function identityOf({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`;
}
