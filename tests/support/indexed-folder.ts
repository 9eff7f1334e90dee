import type { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { openIndex } from '../../src/index/database.ts';
import { type LibrarySummary, summarizeIndex } from '../../src/index/summary.ts';
import { Indexer, type ScanResult } from '../../src/indexing/indexer.ts';
import { type FileContent, makeTempFolder, writeFiles } from './temp-folder.ts';

/** A folder of records with its index in memory, in this thread: what the library's worker keeps. */
export type IndexedFolder = {
  readonly folder: string;
  readonly database: DatabaseSync;
  scan(): ScanResult;
  summarize(): LibrarySummary;
  /** The headlines that readers see, sorted. */
  titles(): string[];
  /** `file:line: message` of each problem of that severity. */
  problems(severity?: 'error' | 'notice'): string[];
};

/** Indexes a folder that is there already. */
export function indexFolder(folder: string): IndexedFolder {
  const { database } = openIndex(':memory:', folder);
  onTestFinished(() => database.close());
  const indexer = new Indexer(database, folder);
  indexer.scan();
  return {
    folder,
    database,
    scan: () => indexer.scan(),
    summarize: () => summarizeIndex(database),
    titles: () =>
      database
        .prepare(`select title from headlines order by title`)
        .all()
        .map(({ title }) => String(title)),
    problems: (severity = 'error') =>
      summarizeIndex(database).problems.flatMap((problem) =>
        problem.severity === severity ? `${problem.file}:${problem.line}: ${problem.message}` : [],
      ),
  };
}

/** Writes the files to a new folder and indexes it. */
export function indexFiles(files: Readonly<Record<string, FileContent>>): IndexedFolder {
  const folder = makeTempFolder();
  writeFiles(folder, files);
  return indexFolder(folder);
}
