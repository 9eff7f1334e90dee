import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { waitAtMost } from '../abort.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { SystemProblem } from '../system-error.ts';
import { FolderWatcher } from './folder-watcher.ts';
import { THREAD_MEMORY } from './thread-memory.ts';

export type IndexerWorkerData = {
  readonly contentDir: string;
  /** The clones of git sources, a second folder of records. */
  readonly gitDir?: string;
  readonly libraryPath: string;
  /** Whether nothing has been scanned before by this process. */
  readonly isFirst: boolean;
  /** Whether the process stays, so that there is time to look through an index that was taken for whole. */
  readonly isWatching: boolean;
};

/** What a thread tells: first that it has opened the index, last that it has scanned or failed. */
export type IndexerMessage =
  | { readonly kind: 'unusable'; readonly message: string; readonly isPassing: boolean }
  | { readonly kind: 'opened'; readonly discarded: string | null }
  | { readonly kind: 'progress'; readonly filesDone: number; readonly files: number }
  | { readonly kind: 'readable' }
  | { readonly kind: 'scanned'; readonly folders: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string; readonly problem: SystemProblem | null }
  | { readonly kind: 'damaged' };

export type IndexerThreadOptions = Omit<IndexerWorkerData, 'isFirst'> & {
  /** By which it rescans, retries, and waits for a burst of changes to end; the machine's unless told otherwise. */
  readonly clock?: Clock;
  readonly onMessage: (message: IndexerMessage) => void;
  /** The indexer cannot go on: from now on nothing of the folder would be noticed. */
  readonly onDeath: (error: Error) => void;
};

/** What no event tells of, such as a file on a network disk, is noticed within this time. */
const RESCAN_MS = 60_000;
/** A folder that is another one now, such as a link that is led elsewhere, is noticed within this time. */
const FOLDERS_CHECK_MS = 15_000;
/** A folder that could not be read is read again this soon. */
const RETRY_MS = 2_000;
/** A thread that is busy when the indexer is closed gets this long to come to an end. */
const CLOSE_MAX_MS = 1_000;

/**
 * Keeps the index up to the folder: a thread scans it at once and, when watching, at every change. Each thread does
 * one scan and ends, so that nothing of it stays in memory.
 */
export class IndexerThread {
  readonly #options: IndexerThreadOptions;
  readonly #clock: Clock;
  readonly #watcher: FolderWatcher | null;
  #cancelRescan = (): void => {};
  #cancelFoldersCheck = (): void => {};
  #cancelRetry = (): void => {};
  #folders: readonly string[] = [];
  #worker: Worker | null = null;
  #isFirst = true;
  #isScanDue = false;
  #isClosed = false;

  constructor(options: IndexerThreadOptions) {
    this.#options = options;
    const { isWatching, gitDir, onMessage, clock = systemClock } = options;
    this.#clock = clock;
    // A git source may be added while the bot runs.
    if (isWatching && gitDir !== undefined) mkdirSync(gitDir, { recursive: true });
    this.#watcher = isWatching
      ? new FolderWatcher(
          clock,
          () => this.#scan(),
          (reason) =>
            onMessage({
              kind: 'failed',
              message: `the content folder cannot be read: ${reason}`,
              problem: null,
            }),
        )
      : null;
    if (isWatching) {
      this.#rescanLater();
      this.#checkFoldersLater();
    }
    this.#scan();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const cancel of [this.#cancelRescan, this.#cancelFoldersCheck, this.#cancelRetry]) cancel();
    this.#watcher?.close();
    const worker = this.#worker;
    if (worker === null) return;
    const exited = once(worker, 'exit');
    worker.postMessage('close');
    await waitAtMost(exited, CLOSE_MAX_MS);
    // In the middle of a long scan it does not hear; the index then goes on from its last transaction.
    await worker.terminate();
  }

  #rescanLater(): void {
    this.#cancelRescan = this.#clock.setTimer(this.#clock.now() + RESCAN_MS, () => {
      this.#rescanLater();
      this.#scan();
    });
  }

  #checkFoldersLater(): void {
    this.#cancelFoldersCheck = this.#clock.setTimer(this.#clock.now() + FOLDERS_CHECK_MS, () => {
      this.#checkFoldersLater();
      void this.#watcher?.follow(this.#folders);
    });
  }

  /** Scans now, or again when the scan that goes on is over: it may have passed what has changed since. */
  #scan(): void {
    if (this.#isClosed) return;
    if (this.#worker !== null) {
      this.#isScanDue = true;
      return;
    }
    this.#isScanDue = false;
    const { onMessage, onDeath, clock: _, ...data } = this.#options;
    const workerData: IndexerWorkerData = { ...data, isFirst: this.#isFirst };
    const worker = new Worker(new URL('./indexer-worker.ts', import.meta.url), {
      workerData,
      resourceLimits: THREAD_MEMORY,
    });
    this.#worker = worker;
    worker.on('message', (message: IndexerMessage) => {
      if (this.#isClosed) return;
      onMessage(message);
      if (message.kind === 'scanned') {
        this.#isFirst = false;
        this.#folders = message.folders;
        void this.#watcher?.follow(message.folders);
      } else if (message.kind === 'damaged') this.#isScanDue = true;
      else if (message.kind === 'failed' || message.kind === 'unusable') this.#tryAgain(message);
    });
    worker.once('error', (error) => this.#die(error));
    worker.once('exit', (code) => {
      this.#worker = null;
      if (code !== 0) this.#die(new Error(`the indexer ended (code ${code})`));
      else if (this.#isScanDue) this.#scan();
    });
  }

  #tryAgain({ kind, message }: Extract<IndexerMessage, { message: string }>): void {
    // An index that could not even be opened once has a wrong path, which does not mend itself.
    if (kind === 'unusable' && this.#isFirst) this.#die(new Error(`the indexer ended: ${message}`));
    else if (this.#watcher !== null) {
      this.#cancelRetry();
      this.#cancelRetry = this.#clock.setTimer(this.#clock.now() + RETRY_MS, () => this.#scan());
    }
  }

  #die(error: Error): void {
    if (!this.#isClosed) this.#options.onDeath(error);
  }
}
