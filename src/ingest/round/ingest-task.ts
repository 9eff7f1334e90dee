import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { z } from 'zod';
import { systemClock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { FatalError } from '../../fatal-error.ts';
import type { Attempt } from './attempt.ts';
import type { SourceHealth } from './check-source.ts';
import type { Discovery } from './discover-source.ts';
import type { RoundOptions, RoundReport, SourceReport } from './round.ts';
import { runAttempts, type WorkerFailure } from './watched-worker.ts';

/** Reading that needs more memory is ended by Node: a hostile source must not take the bot down with it. */
const HEAP_MAX_MB = 256;

/** What of the settings ingest needs; plain data. Not all of them: the token has no business in the thread. */
export type IngestConfig = Pick<Config, 'contentDir' | 'gitDir' | 'stateUrl' | 'libraryPath' | 'ingest'>;

/** What a thread does that reads what strangers send, and what it tells of each source and in the end. */
type Tasks = {
  round: {
    readonly options: Pick<RoundOptions, 'isForced' | 'sourceKey' | 'isDryRun'> & {
      /** What the clock says at the beginning; without it, the machine's time. */
      readonly nowMs?: number | undefined;
    };
    readonly report: SourceReport;
    /** With the time at which the next source is due; null when there is none. */
    readonly result: RoundReport & { readonly nextDueAtMs: number | null };
  };
  check: {
    readonly options: { readonly nowMs: number };
    readonly report: SourceHealth;
    readonly result: { readonly sources: readonly SourceHealth[] };
  };
  discover: {
    readonly options: { readonly address: string };
    readonly report: Discovery;
    readonly result: { readonly sources: readonly Discovery[] };
  };
};
export type TaskKind = keyof Tasks;
export type TaskOptions<Kind extends TaskKind> = Tasks[Kind]['options'];
type TaskReport<Kind extends TaskKind> = Tasks[Kind]['report'];
export type TaskResult<Kind extends TaskKind> = Tasks[Kind]['result'];

/** What the thread is given; its `kind` tells which options they are. */
export type IngestWorkerData = {
  [Kind in TaskKind]: {
    readonly kind: Kind;
    readonly options: TaskOptions<Kind>;
    readonly config: IngestConfig;
    readonly attempt: Attempt;
  };
}[TaskKind];

/** Another process brings the news in right now. */
export class IngestBusyError extends Error {
  override name = 'IngestBusyError';
}

export type RunOptions = { readonly log: Logger; readonly signal: AbortSignal };

/**
 * Does a task in a thread of its own, under watch: a source that keeps it busy or needs too much memory is found, told
 * of, and counts as failed; the others are asked in the next thread.
 * @throws the signal's reason, IngestBusyError, FatalError for what the operator can mend, and an Error with what else ended it
 */
export async function runTask<Kind extends TaskKind>(
  kind: Kind,
  options: TaskOptions<Kind>,
  config: IngestConfig,
  { log, signal }: RunOptions,
): Promise<TaskResult<Kind>> {
  const { contentDir, gitDir, stateUrl, libraryPath, ingest } = config;
  const ownConfig: IngestConfig = { contentDir, gitDir, stateUrl, libraryPath, ingest };
  const startWorker = (attempt: Attempt): Worker =>
    new Worker(new URL('./ingest-worker.ts', import.meta.url), {
      workerData: { kind, options, config: ownConfig, attempt },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MAX_MB, maxYoungGenerationSizeMb: 4 },
    });
  const { earlier, end } = await runAttempts<TaskReport<Kind>, TaskResult<Kind>>(startWorker, {
    clock: systemClock,
    signal,
    onLine: (line) => relayLine(line, log),
    onBlame: (name, reason) => log.warn(`source ${name}: ${reason}; the others are read without it`),
  });
  if (end.kind === 'stopped') throw signal.reason;
  if (end.kind === 'failed') throw toError(end);
  if (end.kind === 'ended') throw new Error(`the thread that reads the sources ended: ${end.reason}`);
  return { ...end.result, sources: [...earlier, ...end.result.sources] };
}

/** Errors lose their class on the way between threads. */
function toError({ error, message, exitCode }: WorkerFailure): Error {
  if (error === 'IngestBusyError') return new IngestBusyError(message);
  return exitCode === null ? new Error(message) : new FatalError(message, exitCode);
}

const LogLine = z.object({ level: z.number(), msg: z.string().default('') });

/** A thread has no log of its own: its lines join ours. */
function relayLine(line: string, log: Logger): void {
  const { level, msg } = LogLine.parse(JSON.parse(line));
  if (level >= 50) log.error(msg);
  else if (level >= 40) log.warn(msg);
  else if (level >= 30) log.info(msg);
  else log.debug(msg);
}
