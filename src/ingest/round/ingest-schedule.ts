import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { z } from 'zod';
import { waitAtMost } from '../../abort.ts';
import type { Clock } from '../../clock.ts';
import { formatProblem } from '../../story/problem.ts';
import { loadSources } from '../sources/sources.ts';
import type { IngestConfig } from './run-ingest.ts';

/** Rounds are at least this far apart. */
const ROUND_GAP_MIN_MS = 60_000;
/** A round that needs more memory is ended by Node: a hostile source must not take the bot down with it. */
const ROUND_HEAP_MAX_MB = 256;
/** A round in progress gets this long to end when the bot stops; being killed does it no harm. */
const STOP_MAX_MS = 2_000;

export type IngestMessage =
  | { readonly kind: 'logged'; readonly line: string }
  | { readonly kind: 'done'; readonly nextDueAtMs: number | null };

export type IngestScheduleOptions = {
  readonly config: IngestConfig;
  readonly clock: Clock;
  readonly log: Logger;
};

/**
 * Brings the news in on schedule: each round is a worker thread of its own, so the bot answers meanwhile, and
 * nothing of a round outlives it. Where `sources.yaml` has no entries, nothing happens.
 * @returns a function that ends it
 */
export function scheduleIngest({ config, clock, log }: IngestScheduleOptions): () => Promise<void> {
  let isStopped = false;
  let cancelTimer = (): void => {};
  let round: Round | null = null;
  let toldProblems = '';

  const next = async (): Promise<void> => {
    let dueAtMs: number | null = null;
    const { sources, problems } = loadSources(config.contentDir);
    const text = problems.map(formatProblem).join('\n');
    // Once, not at each round.
    if (text !== toldProblems) for (const problem of problems) log.warn(formatProblem(problem));
    toldProblems = text;
    if (sources.length > 0) {
      round = startRound(config, log);
      dueAtMs = await round.done;
      round = null;
    }
    if (isStopped) return;
    const nowMs = clock.now();
    const latestMs = nowMs + config.ingest.intervalMs;
    const atMs = Math.min(latestMs, Math.max(dueAtMs ?? latestMs, nowMs + ROUND_GAP_MIN_MS));
    cancelTimer = clock.setTimer(atMs, run);
  };
  const run = (): void => {
    next().catch((error: unknown) => {
      log.error({ err: error }, 'ingest cannot go on; start the bot again when its folder can be read');
    });
  };
  run();
  return async () => {
    isStopped = true;
    cancelTimer();
    await round?.stop();
  };
}

type Round = {
  /** Resolves with the time at which the next source is due; null when that is not known. */
  readonly done: Promise<number | null>;
  stop(): Promise<void>;
};

function startRound({ contentDir, gitDir, stateUrl, libraryPath, ingest }: IngestConfig, log: Logger): Round {
  const worker = new Worker(new URL('./ingest-worker.ts', import.meta.url), {
    // Not all of the settings: the token has no business there.
    workerData: { contentDir, gitDir, stateUrl, libraryPath, ingest } satisfies IngestConfig,
    resourceLimits: { maxOldGenerationSizeMb: ROUND_HEAP_MAX_MB, maxYoungGenerationSizeMb: 4 },
  });
  let isStopping = false;
  let nextDueAtMs: number | null = null;
  worker.on('message', (message: IngestMessage) => {
    if (message.kind === 'logged') relay(message.line, log);
    else nextDueAtMs = message.nextDueAtMs;
  });
  worker.on('error', (error) => {
    if (!isStopping) log.error(`this round of ingest ended early, the next one goes on: ${error.message}`);
  });
  const done = new Promise<number | null>((resolve) => worker.once('exit', () => resolve(nextDueAtMs)));
  return {
    done,
    async stop() {
      isStopping = true;
      worker.postMessage('stop');
      await waitAtMost(done, STOP_MAX_MS);
      await worker.terminate();
    },
  };
}

const LogLine = z.object({ level: z.number(), msg: z.string().default('') });

/** The worker has no log of its own: its lines join the bot's. */
function relay(line: string, log: Logger): void {
  const { level, msg } = LogLine.parse(JSON.parse(line));
  if (level >= 50) log.error(msg);
  else if (level >= 40) log.warn(msg);
  else if (level >= 30) log.info(msg);
  else log.debug(msg);
}
