import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ReplayClock } from '../../src/clock.ts';
import { openIndex } from '../../src/index/database.ts';
import { KnownRecords } from '../../src/index/known-records.ts';
import { Indexer } from '../../src/indexing/indexer.ts';
import { type RoundOptions, type RoundReport, runRound } from '../../src/ingest/round/round.ts';
import { IngestState, type StoryEntry } from '../../src/ingest/write/ingest-state.ts';
import { readRecordFields } from '../../src/records/record-text.ts';
import { collectLog, type LogLine } from './collect-log.ts';
import { makeTempFolder } from './temp-folder.ts';

const TOPICS = join(import.meta.dirname, '../../content/topics.yaml');

export const NOW = Date.parse('2026-11-24T12:00:00Z');

/** A content folder with the sources of a test, its state, and a clock that stands until it is set. */
export type IngestScene = {
  readonly contentDir: string;
  readonly gitDir: string;
  readonly stateUrl: string;
  readonly clock: ReplayClock;
  readonly log: readonly LogLine[];
  setSources(sources: readonly Readonly<Record<string, unknown>>[]): void;
  /** One round, after the index was brought up to the folder (unless it is to be old). */
  run(options?: Partial<RoundOptions> & { isIndexOld?: boolean }): Promise<RoundReport>;
  /** What ingest remembers now. */
  readEntries(): Promise<StoryEntry[]>;
  /** The records below news/, by path, as their front matter reads. */
  records(): Map<string, Record<string, unknown>>;
  /** The one record there is. */
  record(): Record<string, unknown>;
};

export function createIngestScene(sources: readonly Readonly<Record<string, unknown>>[] = []): IngestScene {
  const dir = makeTempFolder();
  const contentDir = makeTempFolder();
  const gitDir = join(dir, 'git');
  const stateUrl = `sqlite://${join(dir, 'state.sqlite')}`;
  const clock = new ReplayClock(NOW, 0);
  const { logger, lines } = collectLog();
  const setSources: IngestScene['setSources'] = (list) =>
    // JSON is YAML too; an entry begins its line, as a person would write it.
    writeFileSync(
      join(contentDir, 'sources.yaml'),
      list.map((source) => `- ${JSON.stringify(source)}\n`).join(''),
    );
  setSources(sources);
  copyFileSync(TOPICS, join(contentDir, 'topics.yaml'));
  const { database } = openIndex(':memory:', contentDir);
  onTestFinished(() => database.close());
  const indexer = new Indexer(database, contentDir, { gitDir });
  const records = (): Map<string, Record<string, unknown>> => readRecords(contentDir);
  return {
    contentDir,
    gitDir,
    stateUrl,
    clock,
    log: lines,
    setSources,
    async run({ isIndexOld = false, ...options } = {}) {
      if (!isIndexOld) indexer.scan();
      const state = await IngestState.open(stateUrl, { isReadOnly: options.isDryRun ?? false });
      try {
        return await runRound({
          contentDir,
          gitDir,
          state,
          records: new KnownRecords(database),
          clock,
          log: logger,
          signal: new AbortController().signal,
          isPrivateAllowed: true,
          intervalMs: 15 * 60_000,
          ...options,
        });
      } finally {
        await state.close();
      }
    },
    async readEntries() {
      const state = await IngestState.open(stateUrl);
      await state.close();
      return [...state.entries.values()];
    },
    records,
    record: () => {
      const [only, ...more] = records().values();
      if (only === undefined || more.length > 0) throw new Error(`${records().size} records, expected one`);
      return only;
    },
  };
}

/** All records below news/ of a folder; a file that is none fails the test. */
export function readRecords(contentDir: string): Map<string, Record<string, unknown>> {
  const folder = join(contentDir, 'news');
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return new Map(
    names
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => {
        const fields = readRecordFields(readFileSync(join(folder, name)));
        if (fields === null) throw new Error(`${name} is no record`);
        return [`news/${name}`, fields];
      }),
  );
}
