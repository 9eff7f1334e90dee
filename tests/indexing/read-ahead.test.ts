import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAhead } from '../../src/indexing/read-ahead.ts';
import { listContentFiles } from '../../src/records/content-files.ts';
import { type FileToRead, type RecordFolders, readFiles } from '../../src/records/read-record.ts';
import { recordText } from '../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

/** More than two threads' batches, and more than are read ahead of whoever takes them. */
const COUNT = 2_050;

function setUp(): { files: FileToRead[]; folders: RecordFolders } {
  const contentDir = makeTempFolder();
  writeFiles(
    contentDir,
    Object.fromEntries(
      Array.from({ length: COUNT }, (_, at) => [
        `${at}.md`,
        at % 100 === 0 ? 'broken' : recordText({ title: `Story ${at}`, webUrl: `https://example.com/${at}` }),
      ]),
    ),
  );
  const files = listContentFiles(contentDir).files.map((file) => ({ ...file, knownHash: null }));
  return { files, folders: { contentDir, gitDir: null } };
}

test('given many files, reading ahead gives each as reading here does, in the same order', () => {
  const { files, folders } = setUp();
  // One that is gone since it was listed costs nothing but itself.
  rmSync(join(folders.contentDir, files[7]?.path ?? ''));
  const ahead = [...readAhead(files, folders)];
  expect(ahead).toHaveLength(COUNT);
  expect(ahead).toEqual([...readFiles(files, folders)]);
  expect(ahead.filter(({ outcome }) => outcome.kind === 'invalid')).toHaveLength(22);
});

test('given whoever takes them stops in the middle, the rest is not waited for', () => {
  const { files, folders } = setUp();
  let taken = 0;
  for (const { path } of readAhead(files, folders)) {
    taken++;
    if (path === files[500]?.path) break;
  }
  expect(taken).toBe(501);
});

test('given no files, there is nothing to wait for', () => {
  expect([...readAhead([], { contentDir: makeTempFolder(), gitDir: null })]).toEqual([]);
});
