import { setTimeout as wait } from 'node:timers/promises';

const RETRY_MS = 50;

/**
 * Does the work, and does it again while another process writes to the file, for `maxMs`. Between two tries this
 * process goes on with its other work.
 * @throws what the work throws, and that the file is locked when it still is after `maxMs`
 */
export async function retryWhileBusy<T>(work: () => T, maxMs: number): Promise<T> {
  for (let waitedMs = 0; ; waitedMs += RETRY_MS) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || waitedMs >= maxMs) throw error;
      await wait(RETRY_MS);
    }
  }
}

/** Another process writes at this moment. SQLITE_BUSY is 5, SQLITE_LOCKED 6 (sqlite.org/rescode.html). */
function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false;
  return [5, 6].includes(error.errcode & 0xff);
}
