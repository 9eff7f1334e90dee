import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../../sqlite/transaction.ts';
import { createTables } from './1-tables.ts';
import { addDigests } from './2-digests.ts';

/**
 * What brings a state from each version to the next, oldest first; the first makes version 1, of a new file or of
 * what was written before states had versions. A migration that was released is never changed: another is added.
 */
const MIGRATIONS: readonly ((database: DatabaseSync) => void)[] = [createTables, addDigests];

/** The version that this Heatline reads and writes. */
export const STATE_VERSION = MIGRATIONS.length;

/**
 * Brings a state up to `STATE_VERSION`. Each step is a transaction, so that one that is cut off is as if it had never
 * begun.
 * @throws UnreadableStateError when what is there cannot be understood; it is left as it was
 */
export function migrate(database: DatabaseSync): void {
  const readVersion = () => Number(database.prepare('pragma user_version').get()?.user_version);
  while (readVersion() < STATE_VERSION) {
    inTransaction(database, () => {
      // Read again inside: another process may have been first.
      const version = readVersion();
      const next = MIGRATIONS[version];
      if (next === undefined) return;
      next(database);
      database.exec(`pragma user_version = ${version + 1}`);
    });
  }
}
