import { parentPort, workerData } from 'node:worker_threads';
import pino from 'pino';
import { systemClock } from '../../clock.ts';
import type { IngestMessage } from './ingest-schedule.ts';
import { type IngestConfig, runIngest } from './run-ingest.ts';

// Only scheduler.ts starts this file, with this data.
const config = workerData as IngestConfig;
const controller = new AbortController();
parentPort?.once('message', () => controller.abort(new Error('the bot stops')));
// Waiting for the word to stop must not keep the worker alive.
parentPort?.unref();

const log = pino({ level: 'debug', base: null }, { write: (line) => post({ kind: 'logged', line }) });

const { report, nextDueAtMs } = await runIngest(config, {
  clock: systemClock,
  log,
  signal: controller.signal,
});
const count = (outcome: string): number => report.stories.filter((story) => story.outcome === outcome).length;
const [created, changed] = [count('created'), count('changed')];
const failed = report.sources.filter((source) => source.outcome === 'failed').length;
if (created + changed + failed > 0) {
  log.info(
    { created, changed, failed },
    `ingest: new stories: ${created}, changed: ${changed}, failed sources: ${failed}`,
  );
}
post({ kind: 'done', nextDueAtMs });

function post(message: IngestMessage): void {
  parentPort?.postMessage(message);
}
