import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../files/make-folder.ts';
import { describeError, isDamage } from '../system-error.ts';

/** Raise it with every change of the tables or of what is stored in them: an older index is then rebuilt. */
const INDEX_VERSION = 10;

/** How long a connection waits for another process's transaction. */
const BUSY_TIMEOUT_MS = 5_000;

/** The file beside an index that was closed in good order: by it, one is known that nobody has touched since. */
const SEAL_SUFFIX = '.seal';

const DATABASE_MAGIC = Buffer.from('SQLite format 3\0');

const SCHEMA = `
  create table meta (key text primary key, value text not null) strict, without rowid;
  -- One row a file, as last read.
  create table files (
    path text primary key,
    size_bytes integer not null,
    mtime_ms real not null,
    hash text not null,
    category text,
    story_id text,
    -- The article that the story is, whatever spelling of its address the record has (article-key.ts).
    article_id text,
    published_at_ms integer,
    problems text not null
  ) strict, without rowid;
  create index files_by_story on files (story_id);
  create index files_by_article on files (article_id);
  -- All that a scan compares.
  create index files_by_state on files (path, size_bytes, mtime_ms);
  create index broken_files on files (path) where instr(problems, '"severity":"error"') > 0;
  -- The story of each file, as its last good version had it: a broken file keeps it. The one copy of the texts as a
  -- whole, out of the way of all that is looked through.
  create table records (path text primary key, story text not null) strict;
  -- One row a story: of the files that share its canonical link, the newest. Row ids run with time (story-rowid.ts).
  create table stories (
    rowid integer primary key,
    id text not null unique,
    path text not null,
    is_shown integer not null,
    published_at_ms integer not null,
    heat integer,
    -- Null until the story has been compared with the others.
    cluster_id text
  ) strict;
  -- Of shown stories alone; queries that say "is_shown = 1" can use them.
  create index shown_by_time on stories (published_at_ms, id) where is_shown = 1;
  create index shown_by_heat on stories (heat) where is_shown = 1;
  create index stories_by_cluster on stories (cluster_id);
  -- These, like the words, hold shown stories only.
  -- What ranking reads of a story: in a table of its own, a thousand of them are on a few pages.
  create table headlines (
    rowid integer primary key,
    id text not null,
    title text not null,
    provider text not null,
    topics text not null,
    heat integer,
    published_at_ms integer not null
  ) strict;
  -- The articles that a record names: under related, or where an editor says that they tell the same event or another.
  create table story_links (
    story_rowid integer not null, linked_id text not null,
    kind text not null check (kind in ('related', 'same', 'other')),
    primary key (story_rowid, linked_id, kind)
  ) strict, without rowid;
  create index links_by_listed on story_links (linked_id);
  -- What a story is compared by (StoryTerms); of those that have been compared.
  create table story_terms (story_rowid integer primary key, terms text not null) strict;
  -- Pairs that may tell one event, with their points.
  create table same_story (
    a text not null, b text not null, points real not null,
    primary key (a, b)
  ) strict, without rowid;
  create index same_story_by_second on same_story (b);
  -- The stories of events that more than one shown story tells; a story that stands alone is not here.
  create table event_members (
    rowid integer primary key,
    cluster_id text not null,
    -- The outlets that the record's own heat counts in, as a JSON list (countedOutlets).
    counted text not null
  ) strict;
  create index event_members_by_cluster on event_members (cluster_id);
  create virtual table words using fts5(
    title, excerpt, provider, facets,
    content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
  );
  insert into words (words, rank) values ('hashsize', 8388608);
  create virtual table vocabulary using fts5vocab(words, 'row');
  -- What changed, in the order in which it did; written with the change itself (story-changes.ts).
  create table changes (seq integer primary key autoincrement, story_id text not null) strict;
  create table spelling (word text primary key, reversed text not null, stories integer not null) strict, without rowid;
  create index spelling_by_end on spelling (reversed);
`;

export type OpenedIndex = {
  readonly database: DatabaseSync;
  /** Why an index on disk was thrown away; null when it was used, or when there was none. */
  readonly discarded: string | null;
  /** Whether it was taken for whole because nobody has touched it since it was closed in good order. */
  readonly isSealed: boolean;
};

/** The index cannot be where LIBRARY_PATH says; the message says where and why. */
export class IndexError extends Error {
  override name = 'IndexError';
}

/**
 * Opens the index for writing. It is a cache of the content folder: one that is torn, of another version, or of
 * another folder is deleted and begun anew, never trusted. A file of something else is never touched.
 * @param path a file, or `:memory:`
 * @throws IndexError
 */
export function openIndex(path: string, contentDir: string): OpenedIndex {
  try {
    return openOrRebuild(path, contentDir);
  } catch (error) {
    if (error instanceof IndexError) throw error;
    throw new IndexError(`LIBRARY_PATH: ${path} cannot be opened: ${describeError(error)}`, { cause: error });
  }
}

function openOrRebuild(path: string, contentDir: string): OpenedIndex {
  if (path !== ':memory:') makeFolder(dirname(path));
  if (!isDatabaseOrNew(path)) throw refuseForeign(path);
  let discarded: string | null = null;
  const isSealed = breakSeal(path);
  try {
    const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      discarded = findMisfit(database, path, contentDir, isSealed);
      if (discarded === null) return { database: tune(database), discarded, isSealed };
      if (discarded === 'empty') {
        return { database: create(database, contentDir), discarded: null, isSealed: false };
      }
      database.close();
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    discarded = 'it is damaged';
  }
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  return { database: create(database, contentDir), discarded, isSealed: false };
}

/** Whether the index can be read throughout. Reads every page: 0.2 s at 25,000 stories, a second at 100,000. */
export function isWhole(database: DatabaseSync): boolean {
  return database.prepare('pragma quick_check(1)').get()?.quick_check === 'ok';
}

/** Closes the index in good order, so that the next start need not read all of it to know that it is whole. */
export function closeIndex(database: DatabaseSync, path: string): void {
  // Readers may still have it open, so that closing it would leave the log.
  const checkpoint = database.prepare('pragma wal_checkpoint(truncate)').get();
  database.close();
  if (checkpoint?.busy === 0) writeFileSync(path + SEAL_SUFFIX, describeState(path));
}

/** Whether the index is as it was closed. Breaks the seal: from now on it may be written to. */
function breakSeal(path: string): boolean {
  const seal = path + SEAL_SUFFIX;
  if (path === ':memory:' || statSync(seal, { throwIfNoEntry: false }) === undefined) return false;
  const isWhole = readFileSync(seal, 'utf8') === describeState(path);
  rmSync(seal, { force: true });
  return isWhole;
}

function describeState(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  const logBytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return JSON.stringify([Number(stat?.size), String(stat?.mtimeNs), String(stat?.ino), logBytes]);
}

/** Opens the index for reading only. */
export function openIndexReader(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  // A reader's page cache; SQLite's default of 2 MB makes a search over 100,000 stories read pages twice.
  database.exec('pragma cache_size = -8000');
  return database;
}

/** Only for an index of ours: the journal mode is written into the file. */
function tune(database: DatabaseSync): DatabaseSync {
  // Nothing here cannot be rebuilt, so a lost last transaction after a power cut is no loss (synchronous = off
  // could tear the file; normal cannot, in WAL mode).
  database.exec('pragma journal_mode = wal; pragma synchronous = normal');
  // For a first load: pages are written once, not each time that the log or the cache (2 MB) is full. Whoever writes
  // is a thread that soon ends, with all its memory.
  database.exec('pragma cache_size = -32000; pragma wal_autocheckpoint = 16000');
  return database;
}

function create(database: DatabaseSync, contentDir: string): DatabaseSync {
  tune(database);
  database.exec('begin immediate');
  database.exec(SCHEMA);
  const note = database.prepare('insert into meta values (?, ?)');
  note.run('content_dir', contentDir);
  note.run('generation', randomUUID());
  database.exec(`pragma user_version = ${INDEX_VERSION}`);
  database.exec('commit');
  return database;
}

/**
 * @returns null when the index fits, `empty` when the file is new, else the reason to discard it
 * @throws IndexError when it is something that somebody needs
 */
function findMisfit(
  database: DatabaseSync,
  path: string,
  contentDir: string,
  isSealed: boolean,
): string | null {
  const version = Number(database.prepare('pragma user_version').get()?.user_version);
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").all();
  const names = new Set(tables.map(({ name }) => String(name)));
  if (version === 0 && names.size === 0) return 'empty';
  // Every version's index has these.
  if (version === 0 || !['meta', 'files', 'stories'].every((name) => names.has(name)))
    throw refuseForeign(path);
  if (version !== INDEX_VERSION) return 'it was written by another version of Heatline';
  if (!isSealed && !isWhole(database)) return 'it is damaged';
  const owner = database.prepare('select value from meta where key = ?').get('content_dir')?.value;
  return owner === contentDir ? null : `it is the index of ${owner}`;
}

/** Whether a file is missing, empty, or begins as SQLite's do (sqlite.org/fileformat2.html, The Database Header). */
function isDatabaseOrNew(path: string): boolean {
  if (path === ':memory:' || !statSync(path, { throwIfNoEntry: false })?.isFile()) return true;
  const head = Buffer.alloc(DATABASE_MAGIC.length);
  const file = openSync(path, 'r');
  try {
    const bytesRead = readSync(file, head);
    return bytesRead === 0 || head.equals(DATABASE_MAGIC);
  } finally {
    closeSync(file);
  }
}

function refuseForeign(path: string): IndexError {
  return new IndexError(`LIBRARY_PATH: ${path} is not the index of a library; name another file`);
}
