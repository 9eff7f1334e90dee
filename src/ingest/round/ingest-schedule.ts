import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import { formatProblem } from '../../story/problem.ts';
import { loadSources } from '../sources/sources.ts';
import { type IngestConfig, runTask } from './ingest-task.ts';

/** Rounds are at least this far apart. */
const ROUND_GAP_MIN_MS = 60_000;

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
  const controller = new AbortController();
  const { signal } = controller;
  let cancelTimer = (): void => {};
  let toldProblems = '';

  /** @returns when the next source is due; null when that is not known */
  const runDue = async (): Promise<number | null> => {
    const { sources, problems } = loadSources(config.contentDir);
    const text = problems.map(formatProblem).join('\n');
    // Once, not at each round.
    if (text !== toldProblems) for (const problem of problems) log.warn(formatProblem(problem));
    toldProblems = text;
    if (sources.length === 0) return null;
    const { stories, sources: asked, nextDueAtMs } = await runTask('round', {}, config, { log, signal });
    const count = (outcome: string): number => stories.filter((story) => story.outcome === outcome).length;
    const [created, changed] = [count('created'), count('changed')];
    const failed = asked.filter((source) => source.outcome === 'failed').length;
    if (created + changed + failed > 0) {
      log.info(
        { created, changed, failed },
        `ingest: new stories: ${created}, changed: ${changed}, failed sources: ${failed}`,
      );
    }
    return nextDueAtMs;
  };
  const run = async (): Promise<void> => {
    const dueAtMs = await runDue().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      if (!signal.aborted) log.error(`this round of ingest ended early, the next one goes on: ${reason}`);
      return null;
    });
    if (signal.aborted) return;
    const nowMs = clock.now();
    const latestMs = nowMs + config.ingest.intervalMs;
    const atMs = Math.min(latestMs, Math.max(dueAtMs ?? latestMs, nowMs + ROUND_GAP_MIN_MS));
    cancelTimer = clock.setTimer(atMs, () => {
      running = run();
    });
  };
  let running = run();
  return async () => {
    controller.abort(new Error('the bot stops'));
    cancelTimer();
    await running;
  };
}
