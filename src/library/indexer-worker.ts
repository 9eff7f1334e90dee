import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { watch } from 'chokidar';
import { openIndex } from './database.ts';
import { Indexer } from './indexer.ts';
import type { IndexerMessage, IndexerWorkerData } from './library.ts';

/** A burst of events (an editor's save, a git pull) becomes one scan, and a file that is being written gets whole. */
const SETTLE_MS = 250;

// Only library.ts starts this file, with this data.
const { contentDir, libraryPath, isWatching } = workerData as IndexerWorkerData;

const { database, discarded } = openIndex(libraryPath, contentDir);
post({ kind: 'opened', discarded });
const indexer = new Indexer(database, contentDir);
scan();

if (isWatching) {
  let isScanDue = false;
  const scanSoon = async (): Promise<void> => {
    if (isScanDue) return;
    isScanDue = true;
    await wait(SETTLE_MS);
    isScanDue = false;
    scan();
  };
  // Folders alone are watched: their raw events tell of each file in them, at a hundredth of the watchers.
  watch(contentDir, { ignored: (_path, stats) => stats?.isFile() ?? false, ignoreInitial: true })
    .on('raw', scanSoon)
    .on('all', scanSoon)
    .on('ready', scanSoon)
    .on('error', (error) => post({ kind: 'failed', message: `watching ${contentDir}: ${describe(error)}` }));
}

parentPort?.once('message', () => {
  database.close();
  process.exit();
});

function scan(): void {
  try {
    const result = indexer.scan((filesDone, files) => {
      if (files > filesDone) post({ kind: 'progress', filesDone, files });
    });
    post({ kind: 'scanned', ...result });
  } catch (error) {
    post({ kind: 'failed', message: describe(error) });
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function post(message: IndexerMessage): void {
  parentPort?.postMessage(message);
}
