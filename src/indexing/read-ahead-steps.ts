import type { MessagePort } from 'node:worker_threads';
import type { FileToRead, RecordFile, RecordFolders } from '../records/read-record.ts';

/** Where in the shared array the batches are counted: those that were read, and those of them that were taken. */
export const STEP = { read: 0, taken: 1 } as const;

export type ReadAheadWorkerData = {
  readonly files: readonly FileToRead[];
  readonly folders: RecordFolders;
  readonly port: MessagePort;
  readonly steps: Int32Array<SharedArrayBuffer>;
};

export type ReadAheadMessage =
  | { readonly kind: 'batch'; readonly files: readonly RecordFile[] }
  | { readonly kind: 'failed'; readonly reason: string };
