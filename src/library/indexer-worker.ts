import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { watch } from 'chokidar';
import { closeIndex, openIndex } from './database.ts';
import { Indexer } from './indexer.ts';
import type { IndexerMessage, IndexerWorkerData } from './library.ts';

/** A burst of events (an editor's save, a git pull) becomes one scan, and a file that is being written gets whole. */
const SETTLE_MS = 250;

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
  const close = (): void => {
    closeIndex(database, libraryPath);
    process.exit();
  };
  const scan = (): void => {
    try {
      const result = indexer.scan((filesDone, files) => {
        if (files > filesDone) post({ kind: 'progress', filesDone, files });
        // The scan is synchronous: a message that came meanwhile would only be heard after it.
        if (parentPort !== null && receiveMessageOnPort(parentPort) !== undefined) close();
      });
      lastFailure = null;
      post({ kind: 'scanned', ...result });
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
  if (isWatching) {
    watchFolder(scan);
    setInterval(scan, RESCAN_MS);
  }
}

function watchFolder(onChange: () => void): void {
  let isScanDue = false;
  const scanSoon = async (): Promise<void> => {
    if (isScanDue) return;
    isScanDue = true;
    await wait(SETTLE_MS);
    isScanDue = false;
    onChange();
  };
  // Folders alone are watched: their raw events tell of each file in them, at a hundredth of the watchers.
  const folders = gitDir === null ? [contentDir] : [contentDir, gitDir];
  // A git source may be added while the bot runs.
  if (gitDir !== null) mkdirSync(gitDir, { recursive: true });
  const isHidden = (path: string): boolean => !folders.includes(path) && basename(path).startsWith('.');
  watch(folders, {
    ignored: (path, stats) => (stats?.isFile() ?? false) || isHidden(path),
    ignoreInitial: true,
  })
    .on('raw', scanSoon)
    .on('all', scanSoon)
    .on('ready', scanSoon)
    .on('error', (error) => post({ kind: 'failed', message: `watching ${contentDir}: ${describe(error)}` }));
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function post(message: IndexerMessage): void {
  parentPort?.postMessage(message);
}
