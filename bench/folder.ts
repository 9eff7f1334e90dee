import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { Library } from '../src/library/library.ts';
import type { Story } from '../src/story/story.ts';
import { buildCorpus, type CorpusStory, writeCorpus } from './corpus.ts';

/** A corpus on disk with its index beside it. */
export type BenchFolder = {
  readonly stories: readonly CorpusStory[];
  readonly contentDir: string;
  /** Where the index is kept; each subject that wants another names one of its own below `dir`. */
  readonly libraryPath: string;
  readonly dir: string;
};

/** Writes a corpus to a new folder; the caller removes it. */
export function makeBenchFolder(seeds: readonly Story[], size: number, topicsFile: string): BenchFolder {
  const dir = mkdtempSync(join(tmpdir(), 'heatline-bench-'));
  const contentDir = join(dir, 'content');
  mkdirSync(contentDir);
  const stories = buildCorpus(seeds, size);
  writeCorpus(contentDir, stories);
  if (existsSync(topicsFile)) cpSync(topicsFile, join(contentDir, 'topics.yaml'));
  return { stories, contentDir, libraryPath: join(dir, 'library.sqlite'), dir };
}

/** Begins to load the library; the caller closes it. */
export function openLibrary({ contentDir, libraryPath }: BenchFolder): Library {
  return new Library({ contentDir, libraryPath, isWatching: false, log: pino({ level: 'silent' }) });
}

/** Opens the library, works with it, and closes it. */
export async function withLibrary<T>(
  folder: BenchFolder,
  work: (library: Library) => T | Promise<T>,
): Promise<T> {
  const library = openLibrary(folder);
  try {
    await library.whenCompared();
    return await work(library);
  } finally {
    await library.close();
  }
}

export function removeIndex(libraryPath: string): void {
  for (const suffix of ['', '-wal', '-shm', '.seal']) rmSync(libraryPath + suffix, { force: true });
}
