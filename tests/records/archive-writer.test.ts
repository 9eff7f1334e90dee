import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ArchiveError, moveToArchive } from '../../src/records/archive-writer.ts';
import { type ArchivedRecord, readArchive } from '../../src/records/archives.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

const ARCHIVE = 'archive/2021-12.jsonl.gz';
const RECORDS: ArchivedRecord[] = [
  { path: 'news/a.md', text: 'the record a' },
  { path: 'news/b.md', text: 'the record b' },
];

function setUp() {
  const folder = makeTempFolder();
  writeFiles(folder, Object.fromEntries(RECORDS.map(({ path, text }) => [path, text])));
  const path = join(folder, ARCHIVE);
  return {
    folder,
    path,
    archived: () => readArchive(readFileSync(path)),
    isThere: (file: string) => existsSync(join(folder, file)),
    move: () => moveToArchive(folder, ARCHIVE, RECORDS),
  };
}

const pack = (records: readonly ArchivedRecord[]) =>
  gzipSync(records.map((record) => JSON.stringify(record)).join('\n'));

test('given records, they are in the archive, and gone from the folder', async () => {
  const { move, archived, isThere, folder } = setUp();
  expect(await move()).toEqual(RECORDS);
  expect(archived()).toEqual(RECORDS);
  expect(RECORDS.some(({ path }) => isThere(path))).toBe(false);
  expect(readdirSync(join(folder, 'archive'))).toEqual(['2021-12.jsonl.gz']);
});

test('given an archive that somebody else replaces while records are added, it holds what both put in', async () => {
  const { move, archived, path, isThere } = setUp();
  const other = { path: 'news/other.md', text: 'another record' };
  const moving = move();
  // It was read before this, and is not there yet.
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, pack([other]));
  expect(await moving).toEqual(RECORDS);
  expect(archived()).toEqual([other, ...RECORDS]);
  expect(isThere('news/a.md')).toBe(false);
});

describe('given an archive that cannot be read, no record is deleted', () => {
  test.each([
    ['no gzip', Buffer.from('x')],
    ['cut off', pack(RECORDS).subarray(0, 20)],
  ])('%s', async (_what, bytes) => {
    const { move, path, isThere } = setUp();
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, bytes);
    await expect(move()).rejects.toThrow(ArchiveError);
    await expect(move()).rejects.toThrow(`${ARCHIVE} cannot be read`);
    expect(RECORDS.every(({ path: file }) => isThere(file))).toBe(true);
  });
});

test('given a folder that takes no archive, no record is deleted', async () => {
  const { move, folder, isThere } = setUp();
  writeFileSync(join(folder, 'archive'), 'a file in the place of the folder');
  await expect(move()).rejects.toThrow(/EEXIST|ENOTDIR/);
  expect(RECORDS.every(({ path }) => isThere(path))).toBe(true);
});

test('given a record that a person saved since it was read, it stays, and its old text is kept too', async () => {
  const { move, folder, archived, isThere } = setUp();
  writeFileSync(join(folder, 'news/b.md'), 'mended by a person');
  expect(await move()).toEqual([RECORDS[0]]);
  expect(archived()).toEqual(RECORDS);
  expect(isThere('news/a.md')).toBe(false);
  expect(readFileSync(join(folder, 'news/b.md'), 'utf8')).toBe('mended by a person');
});
