import type { DatabaseSync } from 'node:sqlite';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { closeIndex, isWhole, type OpenedIndex, openIndex } from '../index/database.ts';
import { describeError, findSystemProblem, isDamage, sqliteCode } from '../system-error.ts';
import { type FolderChanges, findChanges } from './changes.ts';
import type { IndexerMessage, IndexerWorkerData } from './indexer-thread.ts';

/** Of fewer files, a second thread would only be ready when they are read. */
const READ_AHEAD_MIN_FILES = 2_000;

// Only indexer-thread.ts starts this file, with this data.
const { contentDir, gitDir = null, libraryPath, isFirst, isWatching } = workerData as IndexerWorkerData;

const opened = open();
if (opened !== null) await scan(opened);

function open(): OpenedIndex | null {
  try {
    const index = openIndex(libraryPath, contentDir);
    post({ kind: 'opened', discarded: index.discarded });
    return index;
  } catch (error) {
    // Its message says why already.
    const isPassing = findSystemProblem(error instanceof Error ? error.cause : null)?.isPassing ?? false;
    post({ kind: 'unusable', message: describeError(error), isPassing });
    return null;
  }
}

/** Brings the index up to the folder, once. */
async function scan({ database, isSealed }: OpenedIndex): Promise<void> {
  let isTorn = false;
  try {
    const changes = findChanges(database, contentDir, gitDir);
    if (changes.isAny) await update(database, changes);
    post({ kind: 'scanned', folders: changes.listing.folders });
    // Trusted so far because nobody seemed to have touched it; a disk's own mistakes are found now, beside the bot.
    isTorn = isWatching && isFirst && isSealed && !isWhole(database);
  } catch (error) {
    isTorn = isDamage(error);
    if (!isTorn) {
      // An error of SQLite does not say its file.
      const problem = findSystemProblem(error, `LIBRARY_PATH: ${libraryPath}`);
      const isOfIndex = sqliteCode(error) !== null;
      const reason = problem?.message ?? describeError(error);
      post({
        kind: 'failed',
        message: isOfIndex ? reason : `the content folder cannot be read: ${reason}`,
        problem,
      });
    }
  }
  if (!isTorn) return closeIndex(database, libraryPath);
  // Without a seal, the next scan looks through it and throws it away.
  database.close();
  post({ kind: 'damaged' });
}

/** What reads and compares records is loaded only when there is something to read. */
async function update(database: DatabaseSync, changes: FolderChanges): Promise<void> {
  const { Indexer } = await import('./indexer.ts');
  const isLarge = changes.changed.length >= READ_AHEAD_MIN_FILES;
  const indexer = new Indexer(database, contentDir, {
    gitDir,
    ...(isLarge && { readFiles: (await import('./read-ahead.ts')).readAhead }),
  });
  indexer.apply(changes, {
    onProgress: (filesDone, files) => {
      if (files > filesDone) post({ kind: 'progress', filesDone, files });
      // The scan is synchronous: a word to close that came meanwhile would only be heard after it.
      if (parentPort === null || receiveMessageOnPort(parentPort) === undefined) return;
      closeIndex(database, libraryPath);
      process.exit();
    },
    onReadable: () => post({ kind: 'readable' }),
  });
}

function post(message: IndexerMessage): void {
  parentPort?.postMessage(message);
}
