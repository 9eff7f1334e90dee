import { dirname, join } from 'node:path';
import { removeLeftDrafts } from '../../files/atomic-file.ts';
import { openIndexReader } from '../../index/database.ts';
import { KnownRecords } from '../../index/known-records.ts';
import { lockState } from '../../state/lock.ts';
import { StateError } from '../../state/state-error.ts';
import { IngestState } from '../write/ingest-state.ts';
import { IngestBusyError, type IngestConfig, type TaskResult } from './ingest-task.ts';
import { nextDueAtMs, type RoundOptions, runRound } from './round.ts';

type IngestOptions = Pick<
  RoundOptions,
  'isForced' | 'sourceKey' | 'isDryRun' | 'clock' | 'log' | 'signal' | 'attempt' | 'watch'
>;

/**
 * Runs one round over the settings' folders and state. The library's index must be there.
 * @throws IngestBusyError, StateError
 */
export async function runIngest(config: IngestConfig, options: IngestOptions): Promise<TaskResult<'round'>> {
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
  return { ...report, nextDueAtMs: nextDueAtMs(config.contentDir, state) };
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
