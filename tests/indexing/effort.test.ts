import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { closeIndex, openIndex } from '../../src/index/database.ts';
import { Indexer } from '../../src/indexing/indexer.ts';
import { recordText } from '../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

// What a start and a change cost, counted: files read, and rows written by SQLite's own counter.

const STORIES = 120;
const record = (index: number, fields: Readonly<Record<string, unknown>> = {}): string =>
  recordText({
    title: `Report ${index} about thing${index}`,
    excerpt: `Word${index} and other${index} words.`,
    webUrl: `https://example.com/${index}`,
    publishedDateTime: new Date(Date.parse('2021-12-01') + index * 3_600_000).toISOString(),
    ...fields,
  });

function writeCorpus(): { folder: string; path: string } {
  const [folder, path] = [makeTempFolder(), join(makeTempFolder(), 'library.sqlite')];
  writeFiles(
    folder,
    Object.fromEntries(Array.from({ length: STORIES }, (_, index) => [`${index}.md`, record(index)])),
  );
  return { folder, path };
}

/** Opens, scans, closes. @returns what that took */
function start({ folder, path }: { folder: string; path: string }) {
  const { database, discarded } = openIndex(path, folder);
  const before = countWrites(database);
  const { filesRead, changedStoryIds } = new Indexer(database, folder).scan();
  const rowsWritten = countWrites(database) - before;
  closeIndex(database, path);
  return { discarded, filesRead, changedStories: changedStoryIds.length, rowsWritten };
}

function countWrites(database: DatabaseSync): number {
  return Number(database.prepare('select total_changes() as changes').get()?.changes);
}

test('given a start after which nothing changed, no file is read and nothing is written', () => {
  const corpus = writeCorpus();
  expect(start(corpus)).toMatchObject({ filesRead: STORIES, changedStories: STORIES });
  const warm = start(corpus);
  expect(warm).toMatchObject({ discarded: null, filesRead: 0, changedStories: 0 });
  expect(warm.rowsWritten).toBe(0);
});

test('given many files at a first start, all can be searched before any is compared, and none is chosen until then', () => {
  const { folder } = writeCorpus();
  const { database } = openIndex(':memory:', folder);
  const count = (condition: string): number =>
    Number(database.prepare(`select count(*) as count from ${condition}`).get()?.count);
  const seen: number[] = [];
  const onReadable = () => {
    seen.push(count(`words where words match 'report'`), count('stories where cluster_id is not null'));
  };
  new Indexer(database, folder).scan({ onReadable });
  expect(seen).toEqual([STORIES, 0]);
  expect(count('stories where cluster_id is not null')).toBe(STORIES);
  database.close();
});

test('given one file changed, that file is read, and no index is built anew', () => {
  const corpus = writeCorpus();
  const cold = start(corpus);
  writeFiles(corpus.folder, { '7.md': record(7, { title: 'Another headline for it' }) });
  const changed = start(corpus);
  expect(changed).toMatchObject({ filesRead: 1, changedStories: 1 });
  // The words' index counts its own pages as rows; a rebuild writes every story's rows again.
  expect(changed.rowsWritten).toBeLessThan(150);
  expect(cold.rowsWritten).toBeGreaterThan(STORIES * 10);
});
