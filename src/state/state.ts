import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../files/make-folder.ts';
import { retryWhileBusy } from '../sqlite/busy.ts';
import { inTransaction } from '../sqlite/transaction.ts';
import { describeError, isDamage, sqliteCode } from '../system-error.ts';
import { openStore, type Store } from './key-value-store.ts';
import { lockState } from './lock.ts';
import { migrate, STATE_VERSION } from './migrations/migrate.ts';
import { DamagedStateError, StateError } from './state-error.ts';
import {
  checkTables,
  createStateFile,
  FilesInPlace,
  hasStateFile,
  pathOf,
  readVersion,
} from './state-file.ts';

/**
 * How long a write waits for another process's lock on the file. The driver waits synchronously: all that time
 * nobody is answered. So it is short, and the caller retries.
 */
const BUSY_TIMEOUT_MS = 20;
/** At the start there is nobody to answer yet. */
const OPEN_MAX_MS = 4_000;

export type StateOptions = {
  /** Whether this process holds the lock of the state (`lockState`): only then is an older state migrated unasked. */
  readonly isLocked?: boolean;
};

/** What must outlive the process: tables for the ledger, and stores of values by key, in one SQLite file. */
export class State {
  readonly database: DatabaseSync;
  readonly #stateUrl: string;
  readonly #files: FilesInPlace;

  private constructor(database: DatabaseSync, stateUrl: string) {
    this.database = database;
    this.#stateUrl = stateUrl;
    this.#files = new FilesInPlace(stateUrl);
  }

  /**
   * Opens the state, and brings one of an older version up to this one.
   * @param stateUrl `sqlite://PATH`; the folder is made
   * @throws StateError when the file cannot be opened or understood, or is of a newer version
   */
  static async open(stateUrl: string, { isLocked = false }: StateOptions = {}): Promise<State> {
    try {
      return await retryWhileBusy(() => new State(connect(stateUrl, isLocked), stateUrl), OPEN_MAX_MS);
    } catch (error) {
      if (error instanceof StateError) throw error;
      throw new StateError(`STATE_URL: ${stateUrl} cannot be opened: ${describeError(error)}`, {
        cause: error,
      });
    }
  }

  /** Values by key, apart from those of other namespaces. */
  openStore(namespace: string): Store {
    return openStore(this.database, namespace, (work) => this.#write(work));
  }

  /** @throws LostStateError when nothing would be recorded any more; then nothing may be posted either */
  transaction<T>(work: () => T): T {
    return this.#write(() => inTransaction(this.database, work));
  }

  #write<T>(work: () => T): T {
    this.checkInPlace();
    return this.explain(work);
  }

  /**
   * Does work on the database, and says of a failure that it is the state's.
   * @throws DamagedStateError when the file is torn
   */
  explain<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (isDamage(error))
        throw new DamagedStateError(this.#stateUrl, describeError(error), { cause: error });
      // SQLite does not say of which file its error is.
      if (error instanceof Error && sqliteCode(error) !== null)
        Object.assign(error, { path: `STATE_URL: ${this.#stateUrl}` });
      throw error;
    }
  }

  /** @throws LostStateError when the file was deleted, emptied or replaced while it is open */
  checkInPlace(): void {
    this.#files.check();
  }

  /** Moves what was written from the log into the file itself, so that the log does not grow. */
  checkpoint(): void {
    this.database.exec('pragma wal_checkpoint(truncate)');
  }

  close(): void {
    if (this.database.isOpen) this.database.close();
  }
}

function connect(stateUrl: string, isLocked: boolean): DatabaseSync {
  const path = pathOf(stateUrl);
  makeFolder(dirname(path));
  const underLock = (work: () => void): void => (isLocked ? work() : doLocked(stateUrl, work));
  if (!hasStateFile(stateUrl)) {
    underLock(() => {
      // Another process may have been first.
      if (!hasStateFile(stateUrl)) createStateFile(stateUrl);
    });
  }
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    checkTables(database, stateUrl);
    // A commit must be on disk when it returns: the ledger depends on it.
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
    // Else the bot of an older version may be running on it.
    if (readVersion(database) < STATE_VERSION) underLock(() => migrate(database));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** @throws StateError when the bot runs */
function doLocked(stateUrl: string, work: () => void): void {
  const unlock = lockState(stateUrl);
  try {
    work();
  } finally {
    unlock();
  }
}
