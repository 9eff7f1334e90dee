import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../files/make-folder.ts';
import { describeError, sqliteCode } from '../system-error.ts';
import { StateError } from './state-error.ts';
import { pathOf } from './state-file.ts';

/** Another process holds it (sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;
/** A process that only makes a new state, or brings one up to this version, is soon through. */
const WAIT_MS = 200;

/**
 * Takes the state for this process alone: two bots on one ledger would each post what the other has not yet
 * written down. The system frees the lock when the process ends, also when it is killed.
 * @param stateUrl `sqlite://PATH`; the lock is the file `PATH.lock` beside it, links followed
 * @returns the function that frees it
 * @throws StateError when another process holds it
 */
export function lockState(stateUrl: string): () => void {
  const path = pathOf(stateUrl);
  let database: DatabaseSync | undefined;
  try {
    makeFolder(dirname(path));
    database = new DatabaseSync(`${followLinks(path)}.lock`, { timeout: WAIT_MS });
    database.exec('begin exclusive');
  } catch (error) {
    database?.close();
    const isHeld = sqliteCode(error) === SQLITE_BUSY;
    if (isHeld)
      throw new StateError(`STATE_URL: ${stateUrl} is in use by another Heatline; end that one first`);
    throw new StateError(`STATE_URL: ${stateUrl} cannot be locked: ${describeError(error)}`, {
      cause: error,
    });
  }
  const held = database;
  return () => held.close();
}

/** Where a file is, or will be, links resolved: two processes that use different paths to one state get one lock. */
function followLinks(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
}
