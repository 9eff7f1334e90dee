import { mkdirSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { closeIndex, openIndex } from './database.ts';
import { FolderWatcher } from './folder-watcher.ts';
import { Indexer } from './indexer.ts';
import type { IndexerMessage, IndexerWorkerData } from './library.ts';

/** A worker that has read more files than these has a heap to match; a new one takes over with a small one. */
const FILES_READ_MAX = 2_000;

/** What no event tells of, such as a link that is led to another folder, is noticed within this time. */
const RESCAN_MS = 15_000;
/** A folder that could not be read is read again this soon. */
const RETRY_MS = 2_000;

// Only library.ts starts this file, with this data.
const { contentDir, gitDir = null, libraryPath, isWatching } = workerData as IndexerWorkerData;

const database = open();
// Without an index nothing is listened to, so the worker ends.
if (database !== null) keep(database);

function open(): DatabaseSync | null {
  try {
    const opened = openIndex(libraryPath, contentDir);
    post({ kind: 'opened', discarded: opened.discarded });
    return opened.database;
  } catch (error) {
    post({ kind: 'unusable', message: describe(error) });
    return null;
  }
}

/** Brings the index up to the folder, now and at every change, until told to close. */
function keep(database: DatabaseSync): void {
  const indexer = new Indexer(database, contentDir, gitDir);
  let lastFailure: string | null = null;
  const close = (): never => {
    closeIndex(database, libraryPath);
    process.exit();
  };
  // A git source may be added while the bot runs.
  if (isWatching && gitDir !== null) mkdirSync(gitDir, { recursive: true });
  const watcher = isWatching
    ? new FolderWatcher(
        () => scan(),
        (message) => post({ kind: 'failed', message }),
      )
    : null;
  const scan = (): void => {
    try {
      const result = indexer.scan((filesDone, files) => {
        if (files > filesDone) post({ kind: 'progress', filesDone, files });
        // The scan is synchronous: a message that came meanwhile would only be heard after it.
        if (parentPort !== null && receiveMessageOnPort(parentPort) !== undefined) close();
      });
      lastFailure = null;
      post({ kind: 'scanned', ...result });
      if (isWatching && result.filesRead > FILES_READ_MAX) {
        post({ kind: 'retired' });
        close();
      }
      watcher?.follow(indexer.folders);
    } catch (error) {
      const message = describe(error);
      // Said once, however often it is tried.
      if (message !== lastFailure) post({ kind: 'failed', message });
      lastFailure = message;
      if (isWatching) setTimeout(scan, RETRY_MS);
    }
  };
  parentPort?.once('message', close);
  scan();
  if (isWatching) setInterval(scan, RESCAN_MS);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function post(message: IndexerMessage): void {
  parentPort?.postMessage(message);
}
