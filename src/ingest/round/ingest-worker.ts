import { parentPort, workerData } from 'node:worker_threads';
import pino from 'pino';
import { type Clock, ReplayClock, systemClock } from '../../clock.ts';
import { EXIT_FAILURE, EXIT_MISUSE } from '../../fatal-error.ts';
import { StateError } from '../../state/state-error.ts';
import { describeError, findSystemProblem } from '../../system-error.ts';
import { WebClient } from '../fetch/web-client.ts';
import { loadSources } from '../sources/sources.ts';
import { askSources, type SourceWatch } from './attempt.ts';
import { checkSource } from './check-source.ts';
import { discoverSource } from './discover-source.ts';
import type { IngestWorkerData } from './ingest-task.ts';
import { loadTopicFinder } from './round.ts';
import { runIngest } from './run-ingest.ts';
import { ALIVE_EVERY_MS, type WorkerFailure, type WorkerMessage } from './watched-worker.ts';

// Only ingest-task.ts starts this file, with this data.
const data = workerData as IngestWorkerData;
const controller = new AbortController();
const { signal } = controller;
parentPort?.once('message', () => controller.abort(new Error('the bot stops')));
// Neither waiting for the word to stop nor being alive must keep the worker alive.
parentPort?.unref();
setInterval(() => post({ kind: 'alive' }), ALIVE_EVERY_MS).unref();

const log = pino({ level: 'debug', base: null }, { write: (line) => post({ kind: 'logged', line }) });
const watch: SourceWatch<unknown> = {
  begun: (name) => post({ kind: 'begun', name }),
  asked: (name, report) => post({ kind: 'asked', name, report }),
};

try {
  post({ kind: 'done', result: await work(data) });
} catch (error) {
  post(toWorkerFailure(error));
}

function toWorkerFailure(error: unknown): WorkerFailure {
  const problem = findSystemProblem(error instanceof StateError ? error.cause : error);
  const isMistake = error instanceof StateError || problem !== null;
  return {
    kind: 'failed',
    error: error instanceof Error ? error.name : '',
    message: describeError(error),
    exitCode: isMistake ? (problem?.isPassing ? EXIT_FAILURE : EXIT_MISUSE) : null,
  };
}

async function work({ kind, options, config, attempt }: IngestWorkerData): Promise<unknown> {
  if (kind === 'round') {
    const { nowMs, isDryRun = false } = options;
    const clock = nowMs === undefined ? systemClock : new ReplayClock(nowMs);
    // What a dry run that ended had found out went with it.
    const ownAttempt = isDryRun ? { ...attempt, done: [] } : attempt;
    return runIngest(config, { ...options, clock, log, signal, attempt: ownAttempt, watch });
  }
  const clock: Clock = kind === 'check' ? new ReplayClock(options.nowMs) : systemClock;
  const isAllowed = config.ingest.isPrivateAllowed ? { isAllowed: () => true } : {};
  const client = new WebClient({ clock, signal, ...isAllowed });
  try {
    const parts = { client, clock, finder: loadTopicFinder(config.contentDir) };
    if (kind === 'discover') {
      const { address } = options;
      const found = await askSources([{ name: address }], attempt, watch, async (_source, blame) =>
        blame === undefined
          ? discoverSource(address, parts)
          : { kind: 'none', reason: `${address}: ${blame}` },
      );
      return { sources: found };
    }
    // Git sources are pulled by a round alone.
    const sources = loadSources(config.contentDir).sources.filter((source) => source.kind !== 'git');
    const checked = await askSources(sources, attempt, watch, async (source, blame) =>
      blame === undefined
        ? checkSource(source, parts)
        : { name: source.name, address: source.address, state: 'dead', detail: blame, movedTo: null },
    );
    return { sources: checked };
  } finally {
    await client.close();
  }
}

function post(message: WorkerMessage<unknown, unknown>): void {
  parentPort?.postMessage(message);
}
