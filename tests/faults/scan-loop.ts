import { setTimeout as wait } from 'node:timers/promises';
import { parseConfig } from '../../src/config.ts';
import { openIndex } from '../../src/index/database.ts';
import { Indexer } from '../../src/indexing/indexer.ts';

// A process that scans the folder again and again, and is nearly always the first to see a change.
const { contentDir, libraryPath } = parseConfig(process.env);
const { database } = openIndex(libraryPath, contentDir);
const indexer = new Indexer(database, contentDir);
for (;;) {
  try {
    indexer.scan();
  } catch {
    // Another one writes at this moment, or a record is just being written.
  }
  await wait(10);
}
