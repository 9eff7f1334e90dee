import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { FileProblem, Problem } from '../story/problem.ts';
import { parseRecord } from '../story/record.ts';
import type { Story } from '../story/story.ts';
import { listArchives } from './archives.ts';
import { ClusterTable } from './cluster-table.ts';
import {
  type ContentFile,
  type ContentListing,
  describeFileError,
  GIT_PREFIX,
  isOwnRecord,
  listContentFiles,
  TAXONOMY_FILE,
} from './content-files.ts';
import { countGroups } from './name-counts.ts';
import { rebuildSpelling, updateSpelling } from './spelling-table.ts';
import { prepared } from './statements.ts';
import { StoryTable } from './story-table.ts';
import { parseTaxonomy } from './taxonomy.ts';

/** Large enough that commits do not dominate; readers do not wait for them (WAL), they see the state before. */
const FILES_PER_TRANSACTION = 2_000;

/** More files than these, and more than half of all, are not believed to have been deleted on purpose. */
const GONE_AT_ONCE_MAX = 20;

/** When more of the files than this have changed, comparing and counting all anew is no more work. */
const FULL_UPDATE_SHARE = 0.2;

export type ScanResult = {
  /** Stories that were added, changed or removed, and the others of their clusters: their coverage is another now. */
  readonly changedStoryIds: readonly string[];
  readonly filesRead: number;
};

/** A file to be read; one of an archive has been read already. */
type ListedFile = ContentFile & { readonly bytes?: Uint8Array };

type StoredFile = { readonly path: string; readonly hash: string | null; readonly story_id: string | null };

/**
 * Brings the index up to the content folder. Synchronous throughout: it runs in a worker thread, or in a command
 * that has nothing else to do.
 */
export class Indexer {
  readonly #database: DatabaseSync;
  readonly #contentDir: string;
  readonly #gitDir: string | null;
  readonly #stories: StoryTable;
  readonly #clusters: ClusterTable;
  #folders: readonly string[] = [];

  /** @param gitDir the clones of git sources: a second folder of records; null where there is none */
  constructor(database: DatabaseSync, contentDir: string, gitDir: string | null = null) {
    this.#database = database;
    this.#contentDir = contentDir;
    this.#gitDir = gitDir;
    this.#stories = new StoryTable(database);
    this.#clusters = new ClusterTable(database);
  }

  /** The folders of the last scan, so that they can be watched. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  /**
   * Reads what changed since the last scan: size and modification time tell which files to read, their hash
   * which of those to parse.
   * @throws when the content folder itself cannot be read
   */
  scan(onProgress: (filesDone: number, files: number) => void = () => {}): ScanResult {
    const archives = listArchives(this.#contentDir, this.#readMeta('archives'), this.#iteratePaths());
    const archivePaths = new Set(archives.paths);
    const listing = this.#listFiles();
    this.#folders = listing.folders;
    const changedPaths = new Map<string, ListedFile>(listing.files.map((file) => [file.path, file]));
    const removed: StoredFile[] = [];
    let storedFiles = 0;
    // One row at a time: at 100,000 files a copy of the table is most of what the bot may need.
    for (const row of this.#database.prepare('select path, size_bytes, mtime_ms from files').iterate()) {
      storedFiles++;
      const path = String(row.path);
      const file = changedPaths.get(path);
      if (file !== undefined) {
        if (row.size_bytes === file.sizeBytes && row.mtime_ms === file.mtimeMs) changedPaths.delete(path);
      } else if (!archivePaths.has(path)) removed.push(this.#readStoredFile(path));
    }
    const presentFiles = listing.files.length + archivePaths.size;
    const changed: readonly ListedFile[] = [...archives.changed, ...changedPaths.values()];
    // Only files that a person keeps can be missing by mistake; what was archived is not missing.
    const gone = removed.filter(({ path }) => isOwnRecord(path) && !archives.recordPaths.has(path));
    if (gone.length > GONE_AT_ONCE_MAX && gone.length > storedFiles / 2) {
      throw new Error(
        `${gone.length} of ${storedFiles} records are gone at once; they are kept, in case the folder is only not mounted. If they are meant to be gone, stop, delete the library index (LIBRARY_PATH), and start again`,
      );
    }

    // A crash between the stories and their clusters must not leave a story that was never compared.
    const areClustersWhole = this.#readMeta('clusters') === 'whole';
    const isFull = !areClustersWhole || changed.length + removed.length > presentFiles * FULL_UPDATE_SHARE;
    const wordChanges = isFull ? null : this.#stories.countWords();
    const touchedIds = new Set<string>();
    const clusterIdsBefore = new Set<string>();
    for (let start = 0; start < Math.max(changed.length, 1); start += FILES_PER_TRANSACTION) {
      this.#inTransaction(() => {
        const ids = new Set<string>();
        for (const file of changed.slice(start, start + FILES_PER_TRANSACTION)) {
          for (const id of this.#storeFile(file)) ids.add(id);
        }
        if (start === 0) {
          for (const { path, story_id } of removed) {
            this.#database.prepare('delete from files where path = ?').run(path);
            if (story_id !== null) ids.add(story_id);
          }
          this.#storeTaxonomy();
          this.#storeMeta('files', String(presentFiles));
          this.#storeMeta('listing_problems', JSON.stringify([...listing.problems, ...archives.problems]));
        }
        const clusterIds = new Map([...ids].map((id) => [id, this.#stories.clusterOf(id)]));
        for (const id of this.#stories.refresh(ids)) {
          touchedIds.add(id);
          const clusterId = clusterIds.get(id);
          if (clusterId !== undefined) clusterIdsBefore.add(clusterId);
        }
        if (touchedIds.size > 0) this.#storeMeta('clusters', 'outdated');
      });
      onProgress(Math.min(start + FILES_PER_TRANSACTION, changed.length), changed.length);
    }
    if (touchedIds.size > 0 || !areClustersWhole) {
      this.#inTransaction(() => {
        this.#storeMeta('median_heat', String(this.#stories.readMedianHeat()));
        if (wordChanges === null) rebuildSpelling(this.#database);
        else updateSpelling(this.#database, wordChanges);
        const { shown, unpublished } = this.#stories.count();
        this.#storeMeta('shown_stories', String(shown));
        this.#storeMeta('unpublished_stories', String(unpublished));
        this.#storeMeta('name_groups', JSON.stringify(countGroups(this.#database)));
        const inTouchedClusters = this.#clusters.update(touchedIds, clusterIdsBefore, { isFull });
        for (const id of inTouchedClusters) touchedIds.add(id);
        this.#storeMeta('clusters', 'whole');
      });
    }
    // Last: an archive that was read in part only is read again.
    this.#storeMeta('archives', archives.state);
    return { changedStoryIds: [...touchedIds].sort(), filesRead: changed.length };
  }

  /** The files of the content folder, and those of git sources below a prefix of their own. */
  #listFiles(): ContentListing {
    const own = listContentFiles(this.#contentDir);
    if (this.#gitDir === null || !existsSync(this.#gitDir)) return own;
    const pulled = listContentFiles(this.#gitDir);
    return {
      folders: [...own.folders, ...pulled.folders],
      files: [...own.files, ...pulled.files.map((file) => ({ ...file, path: GIT_PREFIX + file.path }))],
      problems: [
        ...own.problems,
        ...pulled.problems.map((found) => ({ ...found, file: GIT_PREFIX + found.file })),
      ],
    };
  }

  *#iteratePaths(): Generator<string> {
    for (const { path } of this.#database.prepare('select path from files').iterate()) yield String(path);
  }

  #readBytes({ path, bytes }: ListedFile): Uint8Array {
    if (bytes !== undefined) return bytes;
    if (this.#gitDir === null || !path.startsWith(GIT_PREFIX))
      return readFileSync(join(this.#contentDir, path));
    return readFileSync(join(this.#gitDir, path.slice(GIT_PREFIX.length)));
  }

  /** @returns the ids of the stories that the file held and holds */
  #storeFile(file: ListedFile): string[] {
    const known = this.#readStoredFile(file.path);
    let bytes: Uint8Array;
    try {
      bytes = this.#readBytes(file);
    } catch (cause) {
      const problem = { line: 1, severity: 'error', message: describeFileError(cause) } as const;
      return this.#storeBrokenFile(file, '', [problem], null);
    }
    const digest = hash('sha1', bytes);
    if (known.hash === digest) {
      this.#database
        .prepare('update files set size_bytes = ?, mtime_ms = ? where path = ?')
        .run(file.sizeBytes, file.mtimeMs, file.path);
      return [];
    }
    const outcome = parseRecord(bytes);
    if (outcome.kind === 'invalid')
      return this.#storeBrokenFile(file, digest, outcome.problems, outcome.storyId);

    const story = outcome.kind === 'story' ? outcome.story : null;
    this.#replaceFile(file, digest, {
      category: outcome.kind === 'skipped' ? outcome.category : null,
      story,
      problems: outcome.kind === 'story' ? outcome.problems : [],
    });
    return [known.story_id, story?.id].filter((id) => typeof id === 'string');
  }

  /** Keeps the last good version: a mistake in an edit, or half a file, must not take a story down. */
  #storeBrokenFile(
    file: ContentFile,
    digest: string,
    problems: readonly Problem[],
    storyId: string | null,
  ): string[] {
    const result = this.#database
      .prepare('update files set size_bytes = ?, mtime_ms = ?, hash = ?, problems = ? where path = ?')
      .run(file.sizeBytes, file.mtimeMs, digest, JSON.stringify(problems), file.path);
    if (result.changes > 0) return [];
    this.#replaceFile(file, digest, { category: null, story: null, problems, storyId });
    return [];
  }

  #replaceFile(
    file: ContentFile,
    digest: string,
    row: {
      category: string | null;
      story: Story | null;
      problems: readonly Problem[];
      /** Of a broken file, as far as it can be told. */
      storyId?: string | null;
    },
  ): void {
    prepared(this.#database, 'insert or replace into files values (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      file.path,
      file.sizeBytes,
      file.mtimeMs,
      digest,
      row.category,
      row.story?.id ?? row.storyId ?? null,
      row.story?.publishedAtMs ?? null,
      row.story === null ? null : JSON.stringify(row.story),
      JSON.stringify(row.problems),
    );
  }

  #storeTaxonomy(): void {
    const path = join(this.#contentDir, TAXONOMY_FILE);
    const { topics, problems } = existsSync(path) ? readTaxonomy(path) : { topics: [], problems: [] };
    const fileProblems: FileProblem[] = problems.map((problem) => ({ file: TAXONOMY_FILE, ...problem }));
    this.#storeMeta('topics', JSON.stringify(topics));
    this.#storeMeta('taxonomy_problems', JSON.stringify(fileProblems));
  }

  /** What is known of a file; nothing, of one that is new. */
  #readStoredFile(path: string): StoredFile {
    const row = prepared(this.#database, 'select hash, story_id from files where path = ?').get(path);
    return {
      path,
      hash: row === undefined ? null : String(row.hash),
      story_id: typeof row?.story_id === 'string' ? row.story_id : null,
    };
  }

  #readMeta(key: string): unknown {
    return this.#database.prepare('select value from meta where key = ?').get(key)?.value;
  }

  #storeMeta(key: string, value: string): void {
    // A scan that finds nothing new writes nothing.
    if (this.#readMeta(key) === value) return;
    this.#database.prepare('insert or replace into meta values (?, ?)').run(key, value);
  }

  #inTransaction(work: () => void): void {
    this.#database.exec('begin immediate');
    try {
      work();
      this.#database.exec('commit');
    } catch (error) {
      this.#database.exec('rollback');
      throw error;
    }
  }
}

function readTaxonomy(path: string): ReturnType<typeof parseTaxonomy> {
  try {
    return parseTaxonomy(readFileSync(path, 'utf8'));
  } catch (cause) {
    return { topics: [], problems: [{ line: 1, severity: 'error', message: describeFileError(cause) }] };
  }
}
