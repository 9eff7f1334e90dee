import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readChanges, readLastSeq, recordChanges } from '../../src/index/change-log.ts';
import { storeMeta } from '../../src/index/meta.ts';
import { hashLink } from '../../src/story/links.ts';
import { record, STORIES } from '../support/delivery-scene.ts';
import { indexFiles } from '../support/indexed-folder.ts';
import { writeFiles } from '../support/temp-folder.ts';

const idOf = (name: string): string => hashLink(`https://example.com/${name}`);

test('given a new index, its first stories are no changes: nobody has seen another state', () => {
  const { database } = indexFiles(STORIES);
  expect(readChanges(database, 0)).toEqual({ storyIds: [], seq: 0 });
});

describe('given changes after the first scan', () => {
  test('each reader gets those after its cursor, each story once', () => {
    const { database, folder, scan } = indexFiles(STORIES);
    writeFiles(folder, { 'a.md': record('a', { heat: 121 }) });
    scan();
    const first = readChanges(database, 0);
    expect(first?.storyIds).toEqual([idOf('a')]);
    writeFiles(folder, { 'a.md': record('a', { heat: 122 }) });
    scan();
    rmSync(join(folder, 'b.md'));
    scan();
    expect(readChanges(database, first?.seq ?? 0)?.storyIds.toSorted()).toEqual(
      [idOf('a'), idOf('b')].sort(),
    );
    expect(readChanges(database, readLastSeq(database))).toEqual({
      storyIds: [],
      seq: readLastSeq(database),
    });
  });

  test('a scan that is between storing and comparing shows none yet', () => {
    const { database, folder, scan } = indexFiles(STORIES);
    writeFiles(folder, { 'a.md': record('a', { heat: 121 }) });
    scan();
    storeMeta(database, 'clusters', 'outdated');
    expect(readChanges(database, 0)).toEqual({ storyIds: [], seq: 0 });
    storeMeta(database, 'clusters', 'whole');
    expect(readChanges(database, 0)?.storyIds).toEqual([idOf('a')]);
  });
});

test('given a cursor of another index, or one so old that changes after it are forgotten, that is told', () => {
  const { database } = indexFiles(STORIES);
  recordChanges(database, ['first']);
  expect(readChanges(database, 1)).toEqual({ storyIds: [], seq: 1 });
  expect(readChanges(database, 2)).toBeNull();
  recordChanges(
    database,
    Array.from({ length: 200_001 }, (_, index) => `story ${index}`),
  );
  expect(readChanges(database, 0)).toBeNull();
  expect(readChanges(database, 2)?.storyIds).toHaveLength(200_000);
});
