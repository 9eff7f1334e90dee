import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { closeIndex, openIndex } from '../../src/index/database.ts';
import { summarizeIndex } from '../../src/index/summary.ts';
import { Indexer } from '../../src/indexing/indexer.ts';
import { recordText } from '../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

/** Indexes two records on disk, damages the index, and opens it another time. */
function reopen(damage: (path: string) => void): {
  discarded: string | null;
  stories: number;
  storiesAfterScan: number;
} {
  const folder = makeTempFolder();
  writeFiles(folder, {
    'a.md': recordText({ title: 'Robots fold laundry', webUrl: 'https://example.com/a' }),
    'b.md': recordText({ title: 'Chip shortage ends', webUrl: 'https://example.com/b' }),
  });
  const path = join(makeTempFolder(), 'deeper', 'library.sqlite');
  const first = openIndex(path, folder);
  expect(first.discarded).toBeNull();
  new Indexer(first.database, folder).scan();
  first.database.close();
  damage(path);

  const { database, discarded } = openIndex(path, folder);
  onTestFinished(() => database.close());
  const { stories } = summarizeIndex(database);
  new Indexer(database, folder).scan();
  return { discarded, stories, storiesAfterScan: summarizeIndex(database).stories };
}

/** The first part of a file. */
function readHead(path: string, share: number): Buffer {
  const bytes = readFileSync(path);
  return bytes.subarray(0, Math.floor(bytes.length * share));
}

test('given an index that fits, it is used as it is', () => {
  expect(reopen(() => {})).toEqual({ discarded: null, stories: 2, storiesAfterScan: 2 });
});

test.each<[string, string | null, (path: string) => void]>([
  [
    'garbage behind its header',
    'it is damaged',
    (path) =>
      writeFileSync(path, Buffer.concat([readHead(path, 0.01), Buffer.from('garbage '.repeat(1_000))])),
  ],
  ['its end torn off', 'it is damaged', (path) => writeFileSync(path, readHead(path, 0.5))],
  [
    'garbage in its middle',
    'it is damaged',
    (path) => {
      const bytes = readFileSync(path);
      writeFileSync(path, bytes.fill('x', Math.floor(bytes.length / 3), Math.floor(bytes.length / 2)));
    },
  ],
  ['half its header', 'it is damaged', (path) => writeFileSync(path, readHead(path, 1).subarray(0, 60))],
  ['nothing in it', null, (path) => writeFileSync(path, '')],
  [
    'another version',
    'it was written by another version of Heatline',
    (path) => {
      const database = new DatabaseSync(path);
      database.exec('pragma user_version = 9999');
      database.close();
    },
  ],
])('given an index with %s, it is thrown away (%s) and built anew', (_what, discarded, damage) => {
  expect(reopen(damage)).toEqual({ discarded, stories: 0, storiesAfterScan: 2 });
});

test('given the index of another folder, it is thrown away with its write-ahead log', () => {
  const path = join(makeTempFolder(), 'library.sqlite');
  const [one, other] = [makeTempFolder(), makeTempFolder()];
  writeFiles(one, { 'a.md': recordText() });
  const first = openIndex(path, one);
  new Indexer(first.database, one).scan();
  // Left open, as by a crash: its log is still there.
  expect(existsSync(`${path}-wal`)).toBe(true);
  const { database, discarded } = openIndex(path, other);
  expect(discarded).toBe(`it is the index of ${one}`);
  expect(summarizeIndex(database)).toMatchObject({ files: 0, stories: 0 });
  database.close();
  first.database.close();
});

test('given a place where no file can be, the error names the variable and is not taken for damage', () => {
  const folder = makeTempFolder();
  expect(() => openIndex(folder, makeTempFolder())).toThrow(
    `LIBRARY_PATH: ${folder} cannot be opened: look whether its folder is there`,
  );
  writeFiles(folder, { file: '' });
  expect(() => openIndex(join(folder, 'file', 'library.sqlite'), makeTempFolder())).toThrow(
    /^LIBRARY_PATH: .* cannot be opened: /,
  );
});

/** Opens an index at a file that is none. @returns the refusal */
function refuse(path: string): string {
  try {
    openIndex(path, makeTempFolder()).database.close();
  } catch (error) {
    return String(error);
  }
  throw new Error('it was opened');
}

test.each([
  ['a text', 'My only copy of a novel.\n'.repeat(500)],
  ['a text shorter than a header', 'Novel'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
])('given %s, it is refused and left as it is', (_what, content) => {
  const path = join(makeTempFolder(), 'precious');
  writeFileSync(path, content);
  expect(refuse(path)).toContain(`LIBRARY_PATH: ${path} is not the index of a library; name another file`);
  expect(readFileSync(path)).toEqual(Buffer.from(content));
  expect(existsSync(`${path}-wal`)).toBe(false);
});

test.each([0, 75])(
  'given a database of something else with the version %i, it is refused and left as it is',
  (version) => {
    const path = join(makeTempFolder(), 'other.sqlite');
    const other = new DatabaseSync(path);
    other.exec("create table ledger (key text); insert into ledger values ('precious')");
    other.exec(`pragma user_version = ${version}`);
    expect(refuse(path)).toContain(`LIBRARY_PATH: ${path} is not the index of a library; name another file`);
    expect(other.prepare('select key from ledger').get()).toMatchObject({ key: 'precious' });
    other.close();
  },
);

describe('given an index that was closed in good order', () => {
  function writeIndex(): { path: string; folder: string } {
    const [path, folder] = [join(makeTempFolder(), 'library.sqlite'), makeTempFolder()];
    writeFiles(folder, { 'a.md': recordText() });
    const { database } = openIndex(path, folder);
    new Indexer(database, folder).scan();
    closeIndex(database, path);
    return { path, folder };
  }

  /** Ruins the pages after the first few, which hold what is read at once. */
  function ruin(path: string): void {
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xff, 5 * 4096));
  }

  test('it is used again; the seal is broken while it is open', () => {
    const { path, folder } = writeIndex();
    expect(existsSync(`${path}.seal`)).toBe(true);
    const { database, discarded } = openIndex(path, folder);
    expect(discarded).toBeNull();
    expect(existsSync(`${path}.seal`)).toBe(false);
    expect(new Indexer(database, folder).scan().filesRead).toBe(0);
    database.close();
  });

  test('and then damaged, the damage is found', () => {
    const { path, folder } = writeIndex();
    ruin(path);
    const { database, discarded } = openIndex(path, folder);
    expect(discarded).toBe('it is damaged');
    database.close();
  });

  test('and opened and left without an end, it is looked through again', () => {
    const { path, folder } = writeIndex();
    openIndex(path, folder).database.close();
    ruin(path);
    const { database, discarded } = openIndex(path, folder);
    expect(discarded).toBe('it is damaged');
    database.close();
  });
});
