import { workerData } from 'node:worker_threads';
import { readRecordFile } from '../records/read-record.ts';
import { type ReadAheadMessage, type ReadAheadWorkerData, STEP } from './read-ahead-steps.ts';

const BATCH_FILES = 200;
/** Bounds the memory of what was read and not yet taken. */
const BATCHES_AHEAD = 8;

// Only read-ahead.ts starts this file, with this data.
const { files, folders, port, steps } = workerData as ReadAheadWorkerData;

try {
  for (let start = 0; start < files.length; start += BATCH_FILES) {
    const batch = files.slice(start, start + BATCH_FILES).map((file) => readRecordFile(file, folders));
    send({ kind: 'batch', files: batch });
    const takenMin = start / BATCH_FILES + 1 - BATCHES_AHEAD;
    for (;;) {
      const taken = Atomics.load(steps, STEP.taken);
      if (taken > takenMin) break;
      Atomics.wait(steps, STEP.taken, taken);
    }
  }
} catch (error) {
  send({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
}

/** The message first: whoever sees the count finds it there. */
function send(message: ReadAheadMessage): void {
  port.postMessage(message);
  Atomics.add(steps, STEP.read, 1);
  Atomics.notify(steps, STEP.read);
}
