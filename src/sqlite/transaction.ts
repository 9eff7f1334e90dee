import type { DatabaseSync } from 'node:sqlite';

/** Does the work in one transaction: all of it is on disk, or none. @throws what the work throws */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('begin immediate');
  try {
    const result = work();
    database.exec('commit');
    return result;
  } catch (error) {
    // A full disk may have rolled it back already.
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}
