import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openIndex } from '../../src/index/database.ts';
import { summarizeIndex } from '../../src/index/summary.ts';
import { Indexer } from '../../src/indexing/indexer.ts';
import { recordText } from '../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

function scanFolder(files: number) {
  const folder = makeTempFolder();
  const names = Array.from({ length: files }, (_, index) => `${index}.md`);
  writeFiles(
    folder,
    Object.fromEntries(
      names.map((name) => [
        name,
        recordText({ title: `Story ${name}`, webUrl: `https://example.com/${name}` }),
      ]),
    ),
  );
  const { database } = openIndex(':memory:', folder);
  const indexer = new Indexer(database, folder);
  indexer.scan();
  const remove = (count: number): void => {
    for (const name of names.slice(0, count)) rmSync(join(folder, name));
  };
  return { indexer, remove, countStories: () => summarizeIndex(database).stories };
}

test('given 40 records of which 21 are gone at once, none is believed to be gone, and it is said why', () => {
  const { indexer, remove, countStories } = scanFolder(40);
  remove(21);
  expect(() => indexer.scan()).toThrow('21 of 40 records are gone at once; they are kept');
  expect(countStories()).toBe(40);
});

test.each([
  [40, 20],
  [20, 20],
])('given %i records of which %i are gone, they are gone', (files, gone) => {
  const { indexer, remove, countStories } = scanFolder(files);
  remove(gone);
  indexer.scan();
  expect(countStories()).toBe(files - gone);
});
