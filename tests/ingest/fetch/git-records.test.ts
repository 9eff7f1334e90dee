import { expect, test } from 'vitest';
import { GIT_LIMITS } from '../../../src/ingest/fetch/git-limits.ts';
import { inBatches, listRecords, splitContents } from '../../../src/ingest/fetch/git-records.ts';

const BLOB = 'a'.repeat(40);
/** As `git ls-tree -r -l -z` prints an entry. */
const line = (path: string, { mode = '100644', size = '7' } = {}) =>
  `${mode} blob ${BLOB} ${size.padStart(7)}\t${path}\0`;

const pathsOf = (listing: string) => listRecords(listing, GIT_LIMITS).records.map(({ path }) => path);

test('given records among other files, they are listed with their sizes', () => {
  const listing = line('a.md') + line('a.txt') + line('docs/Ein Titel.md', { mode: '100755', size: '1200' });
  expect(listRecords(listing, GIT_LIMITS)).toEqual({
    records: [
      { path: 'a.md', blob: BLOB, sizeBytes: 7 },
      { path: 'docs/Ein Titel.md', blob: BLOB, sizeBytes: 1200 },
    ],
    notice: null,
  });
});

test.each([
  '../a.md',
  'docs/../../a.md',
  '/etc/a.md',
  'docs//a.md',
  './a.md',
  '.git/hooks/a.md',
  '.a.md',
  'docs/.a/b.md',
])('given the path %s in a repository, it is not written', (path) => {
  expect(pathsOf(line(path) + line('b.md'))).toEqual(['b.md']);
});

test('given a path with a line break and a tab in it, it is one path', () => {
  expect(pathsOf(line('a\n100644 blob b\tc.md'))).toEqual(['a\n100644 blob b\tc.md']);
});

test('given links, submodules and what is too large, they are left out, and those of records counted', () => {
  const listing =
    line('link.md', { mode: '120000' }) +
    `160000 commit ${BLOB}       -\tmodule.md\0` +
    line('large.md', { size: '262145' }) +
    line('b.md', { size: '262144' });
  const { records, notice } = listRecords(listing, GIT_LIMITS);
  expect(records.map(({ path }) => path)).toEqual(['b.md']);
  expect(notice).toBe('left out: larger than 262144 bytes: 1, links: 1');
});

test('given a few records in very many folders, the folders count', () => {
  const listing = line(`${'a/'.repeat(1_000)}b.md`);
  expect(() => listRecords(listing, { ...GIT_LIMITS, files: 1_000 })).toThrow(
    /more than 1000 records and folders/,
  );
  expect(listRecords(listing, { ...GIT_LIMITS, files: 1_001 }).records).toHaveLength(1);
});

const records = [3, 5 * 1024 * 1024, 5 * 1024 * 1024, 0].map((sizeBytes, number) => ({
  path: `${number}.md`,
  blob: BLOB,
  sizeBytes,
}));

test('given more than fits at once, records are asked for in several batches, each of them once', () => {
  const batches = [...inBatches(records)].map((batch) => batch.map(({ path }) => path));
  expect(batches).toEqual([
    ['0.md', '1.md'],
    ['2.md', '3.md'],
  ]);
  expect([...inBatches([])]).toEqual([]);
});

test('given what cat-file printed, each record has its own bytes, whatever is in them', () => {
  const asked = [
    { path: 'a.md', blob: BLOB, sizeBytes: 5 },
    { path: 'b.md', blob: BLOB, sizeBytes: 0 },
  ];
  const printed = Buffer.from(`${BLOB} blob 5\nx\n\nyz\n${BLOB} blob 0\n\n`);
  const contents = [...splitContents(printed, asked)];
  expect(contents.map(({ path, content }) => [path, content.toString()])).toEqual([
    ['a.md', 'x\n\nyz'],
    ['b.md', ''],
  ]);
});

test.each([
  ['is missing', `${BLOB} missing\n`],
  ['has another size', `${BLOB} blob 6\nabcdef\n`],
  ['was not printed', ''],
])('given a content that %s, it fails and names the record', (_what, printed) => {
  const asked = [{ path: 'a.md', blob: BLOB, sizeBytes: 5 }];
  expect(() => [...splitContents(Buffer.from(printed), asked)]).toThrow('a.md is missing in it');
});
