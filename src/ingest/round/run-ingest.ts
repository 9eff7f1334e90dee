import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { removeLeftDrafts } from '../../files/atomic-file.ts';
import { openIndexReader } from '../../index/database.ts';
import { KnownRecords } from '../../index/known-records.ts';
import { lockState } from '../../state/lock.ts';
import { StateError } from '../../state/state-error.ts';
import { IngestState } from '../write/ingest-state.ts';
import { nextDueAtMs, type RoundOptions, type RoundReport, runRound } from './round.ts';

/** What of the settings ingest needs; plain data, so that a worker can be given it. */
export type IngestConfig = Pick<Config, 'contentDir' | 'gitDir' | 'stateUrl' | 'libraryPath' | 'ingest'>;

export type IngestOptions = Pick<RoundOptions, 'isForced' | 'sourceKey' | 'isDryRun'> & {
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
};

export type IngestOutcome = {
  readonly report: RoundReport;
  /** When the next source is due; null when there is none. */
  readonly nextDueAtMs: number | null;
};

/** Another process brings the news in right now. */
export class IngestBusyError extends Error {
  override name = 'IngestBusyError';
}

/**
 * Runs one round over the settings' folders and state. The library's index must be there.
 * @throws IngestBusyError, StateError
 */
export async function runIngest(config: IngestConfig, options: IngestOptions): Promise<IngestOutcome> {
  await using resources = new AsyncDisposableStack();
  resources.adopt(lockIngest(config), (unlock) => unlock());
  const database = resources.adopt(openIndexReader(config.libraryPath), (opened) => opened.close());
  const isReadOnly = options.isDryRun ?? false;
  const state = resources.adopt(await IngestState.open(config.stateUrl, { isReadOnly }), (opened) =>
    opened.close(),
  );
  if (!isReadOnly) removeLeftDrafts(listBegun(state, config.contentDir));
  const report = await runRound({
    ...options,
    contentDir: config.contentDir,
    gitDir: config.gitDir,
    state,
    records: new KnownRecords(database),
    isPrivateAllowed: config.ingest.isPrivateAllowed,
    intervalMs: config.ingest.intervalMs,
  });
  return { report, nextDueAtMs: nextDueAtMs(config.contentDir, state) };
}

/** The files that a round began to write and did not note as written: its process was killed. */
function listBegun(state: IngestState, contentDir: string): readonly string[] {
  return [...state.entries.values()].flatMap(({ path, pending }) =>
    path === null || pending === null ? [] : [join(contentDir, path)],
  );
}

/** Two rounds at one time would each write what the other has not noted yet. */
function lockIngest({ libraryPath }: IngestConfig): () => void {
  try {
    return lockState(`sqlite://${join(dirname(libraryPath), 'ingest')}`);
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    throw new IngestBusyError('another Heatline brings the news in right now; try again when it is through', {
      cause: error,
    });
  }
}
