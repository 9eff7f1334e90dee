import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../make-folder.ts';

/** Raise it with every change of the tables or of what is stored in them: an older index is then rebuilt. */
const INDEX_VERSION = 2;

/** How long a connection waits for another process's transaction. */
const BUSY_TIMEOUT_MS = 5_000;

const SCHEMA = `
  create table meta (key text primary key, value text not null) strict, without rowid;
  -- One row a file, as last read. A broken file keeps the story of its last good version.
  create table files (
    path text primary key,
    size_bytes integer not null,
    mtime_ms real not null,
    hash text not null,
    category text,
    story_id text,
    published_at_ms integer,
    story text,
    problems text not null
  ) strict, without rowid;
  create index files_by_story on files (story_id);
  -- One row a story: of the files that share its canonical link, the newest.
  create table stories (
    rowid integer primary key,
    id text not null unique,
    path text not null,
    is_shown integer not null,
    published_at_ms integer not null,
    heat integer,
    provider_key text not null,
    cluster_id text not null,
    story text not null
  ) strict;
  create index stories_by_time on stories (is_shown, published_at_ms);
  create index stories_by_provider on stories (provider_key);
  create index stories_by_cluster on stories (cluster_id);
  -- These three, like the words, hold shown stories only.
  create table story_topics (
    topic_key text not null, story_rowid integer not null, name text not null,
    primary key (topic_key, story_rowid)
  ) strict, without rowid;
  create table story_links (
    story_rowid integer not null, linked_id text not null,
    primary key (story_rowid, linked_id)
  ) strict, without rowid;
  create table same_story (a text not null, b text not null, primary key (a, b)) strict, without rowid;
  create virtual table words using fts5(
    title, excerpt, provider,
    content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
  );
  create virtual table vocabulary using fts5vocab(words, 'row');
`;

/** Why an index on disk was thrown away; null when it was used, or when there was none. */
export type OpenedIndex = { readonly database: DatabaseSync; readonly discarded: string | null };

/**
 * Opens the index for writing. It is a cache of the content folder: one that is torn, of another version, or of
 * another folder is deleted and begun anew, never trusted.
 * @param path a file, or `:memory:`
 */
export function openIndex(path: string, contentDir: string): OpenedIndex {
  if (path !== ':memory:') makeFolder(dirname(path));
  let discarded: string | null = null;
  try {
    const database = connect(path);
    try {
      discarded = findMisfit(database, contentDir);
      if (discarded === null) return { database, discarded };
      if (discarded === 'empty') return { database: create(database, contentDir), discarded: null };
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
  return { database: create(connect(path), contentDir), discarded };
}

/** Opens the index for reading only. */
export function openIndexReader(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  // A reader's page cache; SQLite's default of 2 MB makes a search over 100,000 stories read pages twice.
  database.exec('pragma cache_size = -8000');
  return database;
}

function connect(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  // Nothing here cannot be rebuilt, so a lost last transaction after a power cut is no loss (synchronous = off
  // could tear the file; normal cannot, in WAL mode).
  database.exec('pragma journal_mode = wal; pragma synchronous = normal');
  return database;
}

function create(database: DatabaseSync, contentDir: string): DatabaseSync {
  database.exec('begin immediate');
  database.exec(SCHEMA);
  database.prepare('insert into meta values (?, ?)').run('content_dir', contentDir);
  database.exec(`pragma user_version = ${INDEX_VERSION}`);
  database.exec('commit');
  return database;
}

/** @returns null when the index fits, `empty` when the file is new, else the reason to discard it */
function findMisfit(database: DatabaseSync, contentDir: string): string | null {
  const version = Number(database.prepare('pragma user_version').get()?.user_version);
  const tables = Number(database.prepare('select count(*) as count from sqlite_schema').get()?.count);
  if (version === 0 && tables === 0) return 'empty';
  // Every index has a version, so this is something that somebody needs.
  if (version === 0)
    throw new Error('LIBRARY_PATH names a database that is no library index; name another file');
  if (version !== INDEX_VERSION) return 'it was written by another version of Heatline';
  if (database.prepare('pragma quick_check(1)').get()?.quick_check !== 'ok') return 'it is damaged';
  const owner = database.prepare('select value from meta where key = ?').get('content_dir')?.value;
  return owner === contentDir ? null : `it is the index of ${owner}`;
}

/** SQLITE_CORRUPT is 11, SQLITE_NOTADB 26 (sqlite.org/rescode.html); extended codes keep them in the low byte. */
function isDamage(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false;
  return [11, 26].includes(error.errcode & 0xff);
}
