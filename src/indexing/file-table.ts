import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RecordFile } from '../records/read-record.ts';
import { prepared } from '../sqlite/statements.ts';
import type { Problem } from '../story/problem.ts';

/** Which stories a change of a file concerns, and the one that it held before, as JSON. */
type FileChange = { readonly storyIds: readonly string[]; readonly replaced?: string };

const UNCHANGED: FileChange = { storyIds: [] };

/** The table of files as they were last read, with the last good version of each file's story. */
export class FileTable {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The hash of the file's content when it was last read; null of a file that is new. */
  findHash(path: string): string | null {
    const hash = this.#run('select hash from files where path = ?').get(path)?.hash;
    return hash === undefined ? null : String(hash);
  }

  store(file: RecordFile): FileChange {
    const { path, sizeBytes, mtimeMs, hash, outcome } = file;
    switch (outcome.kind) {
      case 'same':
        this.#run('update files set size_bytes = ?, mtime_ms = ? where path = ?').run(
          sizeBytes,
          mtimeMs,
          path,
        );
        return UNCHANGED;
      case 'story': {
        const before = this.remove(path);
        this.#insert(file, outcome);
        this.#run('insert into records values (?, ?)').run(path, outcome.json);
        return { ...before, storyIds: [...before.storyIds, outcome.storyId] };
      }
      case 'skipped': {
        const before = this.remove(path);
        this.#insert(file, { category: outcome.category });
        return before;
      }
      case 'invalid': {
        // The last good version is kept: a mistake in an edit, or half a file, must not take a story down.
        const { changes } = this.#run(
          'update files set size_bytes = ?, mtime_ms = ?, hash = ?, problems = ? where path = ?',
        ).run(sizeBytes, mtimeMs, hash, JSON.stringify(outcome.problems), path);
        if (changes === 0) this.#insert(file, outcome);
        return UNCHANGED;
      }
    }
  }

  remove(path: string): FileChange {
    const file = this.#run('select story_id from files where path = ?').get(path);
    if (file === undefined) return UNCHANGED;
    const record = this.#run('select story from records where path = ?').get(path);
    this.#run('delete from files where path = ?').run(path);
    this.#run('delete from records where path = ?').run(path);
    return {
      storyIds: file.story_id === null ? [] : [String(file.story_id)],
      ...(record !== undefined && { replaced: String(record.story) }),
    };
  }

  /** The paths that the records of these archives had before. */
  listArchived(archives: readonly string[]): Set<string> {
    const read = this.#run('select path from files where path >= ? and path < ?');
    // `#` is followed by `$`.
    const rows = archives.flatMap((archive) => read.all(`${archive}#`, `${archive}$`));
    return new Set(rows.map(({ path }) => String(path).slice(String(path).indexOf('#') + 1)));
  }

  count(): number {
    return Number(this.#run('select count(*) as count from files').get()?.count);
  }

  #insert(
    { path, sizeBytes, mtimeMs, hash }: RecordFile,
    row: {
      readonly category?: string;
      /** Of a broken file, as far as it can be told. */
      readonly storyId?: string | null;
      readonly articleId?: string;
      readonly publishedAtMs?: number;
      readonly problems?: readonly Problem[];
    },
  ): void {
    this.#run('insert into files values (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      path,
      sizeBytes,
      mtimeMs,
      hash,
      row.category ?? null,
      row.storyId ?? null,
      row.articleId ?? null,
      row.publishedAtMs ?? null,
      JSON.stringify(row.problems ?? []),
    );
  }

  #run(sql: string): StatementSync {
    return prepared(this.#database, sql);
  }
}
