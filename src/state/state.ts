import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../files/make-folder.ts';
import { retryWhileBusy } from '../sqlite/busy.ts';
import { inTransaction } from '../sqlite/transaction.ts';
import { openStore, type Store } from './key-value-store.ts';
import { lockState } from './lock.ts';
import { migrate, STATE_VERSION } from './migrations/migrate.ts';
import { StateError } from './state-error.ts';

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

  private constructor(database: DatabaseSync) {
    this.database = database;
  }

  /**
   * Opens the state, and brings one of an older version up to this one.
   * @param stateUrl `sqlite://PATH`; the folder is made
   * @throws StateError when the file cannot be opened or understood, or is of a newer version
   */
  static async open(stateUrl: string, { isLocked = false }: StateOptions = {}): Promise<State> {
    try {
      return new State(await retryWhileBusy(() => connect(stateUrl, isLocked), OPEN_MAX_MS));
    } catch (error) {
      if (error instanceof StateError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new StateError(`STATE_URL: ${stateUrl} cannot be opened: ${reason}`, { cause: error });
    }
  }

  /** Values by key, apart from those of other namespaces. */
  openStore(namespace: string): Store {
    return openStore(this.database, namespace);
  }

  transaction<T>(work: () => T): T {
    return inTransaction(this.database, work);
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
  const path = stateUrl.slice('sqlite://'.length);
  makeFolder(dirname(path));
  const isNew = !existsSync(path);
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    // A commit must be on disk when it returns: the ledger depends on it.
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
    const version = Number(database.prepare('pragma user_version').get()?.user_version);
    if (version === STATE_VERSION) return database;
    if (version > STATE_VERSION) {
      throw new StateError(
        `STATE_URL: ${stateUrl} is of a newer Heatline (state version ${version}; this one knows ${STATE_VERSION}); run that version, or restore a backup that was made before`,
      );
    }
    const hasTables = database.prepare('select 1 from sqlite_schema limit 1').get() !== undefined;
    if (isLocked || (isNew && !hasTables)) migrate(database);
    else {
      // The bot of an older version may be running on it.
      const unlock = lockState(stateUrl);
      try {
        migrate(database);
      } finally {
        unlock();
      }
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
