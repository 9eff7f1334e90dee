import type { Worker } from 'node:worker_threads';
import { waitAtMost } from '../../abort.ts';
import type { Clock } from '../../clock.ts';
import { type Attempt, FIRST_ATTEMPT, findNextAttempt } from './attempt.ts';

/** How often a worker says that it is there; it cannot while it computes. */
export const ALIVE_EVERY_MS = 1_000;
/** No step of reading takes so long: a feed of 5 MB, the largest, takes 3 s. */
export const SILENCE_MAX_MS = 30_000;
/** Longer than all requests of a source may take, and than waiting for others of its host. */
const SOURCE_MAX_MS = 15 * 60_000;
/** Work in progress gets this long to end when it is told to stop; being killed does it no harm. */
const STOP_MAX_MS = 2_000;

/** It says itself why it could not go on: no source is to blame. */
export type WorkerFailure = {
  readonly kind: 'failed';
  /** The name of the error. */
  readonly error: string;
  readonly message: string;
  /** Of what the operator can mend, the code with which a command ends; null for a bug. */
  readonly exitCode: number | null;
};

/** What a worker tells of what it does; `Report` is of one source, `Result` of all of it. */
export type WorkerMessage<Report, Result> =
  | { readonly kind: 'alive' }
  | { readonly kind: 'begun'; readonly name: string }
  | { readonly kind: 'asked'; readonly name: string; readonly report: Report }
  | { readonly kind: 'logged'; readonly line: string }
  | { readonly kind: 'done'; readonly result: Result }
  | WorkerFailure;

export type WorkerEnd<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'stopped' }
  | WorkerFailure
  /** It was ended, or died, and the sources that it was reading; one of them did it, if there are any. */
  | { readonly kind: 'ended'; readonly reason: string; readonly open: readonly string[] };

export type WatchOptions = {
  /** The machine's time, whatever time the bot lives in: computing takes that. */
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
  readonly onBlame: (name: string, reason: string) => void;
};

/**
 * Has work on sources done by threads, one after the other, until one comes to its end: the source that ended the one
 * before it is left out of the next.
 * @returns how the last one ended, and what those before it had found out by then
 */
export async function runAttempts<Report, Result>(
  start: (attempt: Attempt) => Worker,
  options: WatchOptions,
): Promise<{ readonly earlier: readonly Report[]; readonly end: WorkerEnd<Result> }> {
  const earlier = new Map<string, Report>();
  let attempt = FIRST_ATTEMPT;
  for (;;) {
    const reports = new Map<string, Report>();
    const end = await watchWorker<Report, Result>(start(attempt), options, (name, report) =>
      reports.set(name, report),
    );
    const isNext = end.kind === 'ended' && !options.signal.aborted;
    for (const [name, report] of isNext ? reports : []) earlier.set(name, report);
    const next = isNext ? findNextAttempt(attempt, end, [...earlier.keys()]) : null;
    if (next === null) return { earlier: [...earlier.values()], end };
    for (const [name, reason] of next.blamed) {
      if (!attempt.blamed.has(name)) options.onBlame(name, reason);
    }
    attempt = next;
  }
}

/**
 * Waits for the end of a worker that reads sources, and ends one that no longer answers, or that never comes to the end
 * of a source.
 */
async function watchWorker<Report, Result>(
  worker: Worker,
  { clock, signal, onLine }: WatchOptions,
  onAsked: (name: string, report: Report) => void,
): Promise<WorkerEnd<Result>> {
  // Seconds that the watchdog itself saw pass, not times of day: after a night's sleep of the machine none is over.
  const openForMs = new Map<string, number>();
  let silentForMs = 0;
  let end: Exclude<WorkerEnd<Result>, { kind: 'ended' }> | null = null;
  let death: { readonly reason: string; readonly open: readonly string[] | null } | null = null;
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.on('message', (message: WorkerMessage<Report, Result>) => {
    silentForMs = 0;
    if (message.kind === 'begun') openForMs.set(message.name, 0);
    else if (message.kind === 'logged') onLine(message.line);
    else if (message.kind === 'asked') {
      openForMs.delete(message.name);
      onAsked(message.name, message.report);
    } else if (message.kind === 'done' || message.kind === 'failed') {
      end ??= message;
      void worker.terminate();
    }
  });
  worker.on('error', (error) => {
    death ??= { reason: describeDeath(error), open: null };
  });

  let cancelTick = (): void => {};
  const tick = (): void => {
    silentForMs += ALIVE_EVERY_MS;
    for (const [name, forMs] of openForMs) openForMs.set(name, forMs + ALIVE_EVERY_MS);
    const late = [...openForMs].find(([, forMs]) => forMs >= SOURCE_MAX_MS);
    if (silentForMs >= SILENCE_MAX_MS) {
      death ??= { reason: `what it sends cannot be read within ${SILENCE_MAX_MS / 1_000} s`, open: null };
    } else if (late !== undefined) {
      death ??= { reason: `it was not through after ${SOURCE_MAX_MS / 60_000} minutes`, open: [late[0]] };
    }
    if (death !== null) void worker.terminate();
    else cancelTick = clock.setTimer(clock.now() + ALIVE_EVERY_MS, tick);
  };
  cancelTick = clock.setTimer(clock.now() + ALIVE_EVERY_MS, tick);
  const stop = async (): Promise<void> => {
    end ??= { kind: 'stopped' };
    worker.postMessage('stop');
    await waitAtMost(exited, STOP_MAX_MS);
    await worker.terminate();
  };
  const onAbort = (): void => void stop();
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
  await exited;
  cancelTick();
  signal.removeEventListener('abort', onAbort);
  if (end !== null) return end;
  // Only now: its last words come after the news of its death.
  const { reason, open } = death ?? { reason: 'the thread ended while it was read', open: null };
  return { kind: 'ended', reason, open: open ?? [...openForMs.keys()] };
}

function describeDeath(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'what it sends needs more memory than a source may have'
    : `a fault of ours came out while it was read; please report it: ${error.message}`;
}
