import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { FileToRead, RecordFile, RecordFolders } from '../records/read-record.ts';
import { type ReadAheadMessage, type ReadAheadWorkerData, STEP } from './read-ahead-steps.ts';
import { THREAD_MEMORY } from './thread-memory.ts';

/** A second thread reads while this one writes; it is far ahead of any disk that answers at all. */
const STALL_MAX_MS = 300_000;

/**
 * Reads and parses the files in a thread of its own, a few batches ahead of whoever takes them. Taking waits without
 * giving way, so this is for a thread that has nothing else to do.
 * @throws when the thread ends or stands still
 */
export function* readAhead(
  files: readonly FileToRead[],
  folders: RecordFolders,
): Generator<RecordFile, void, undefined> {
  const { port1: port, port2 } = new MessageChannel();
  const steps = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(new URL('./read-ahead-worker.ts', import.meta.url), {
    workerData: { files, folders, port: port2, steps } satisfies ReadAheadWorkerData,
    transferList: [port2],
    resourceLimits: THREAD_MEMORY,
  });
  try {
    for (let taken = 0, filesTaken = 0; filesTaken < files.length; taken++) {
      if (Atomics.wait(steps, STEP.read, taken, STALL_MAX_MS) === 'timed-out') {
        throw new Error(`the thread that reads records has stood still for ${STALL_MAX_MS / 1000} s`);
      }
      // Only read-ahead-worker.ts has the other end of it.
      const { message } = receiveMessageOnPort(port) as { message: ReadAheadMessage };
      if (message.kind === 'failed') throw new Error(message.reason);
      filesTaken += message.files.length;
      yield* message.files;
      Atomics.add(steps, STEP.taken, 1);
      Atomics.notify(steps, STEP.taken);
    }
  } finally {
    port.close();
    void worker.terminate();
  }
}
