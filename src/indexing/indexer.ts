import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { readRegularFile } from '../files/read-regular-file.ts';
import { recordChanges } from '../index/change-log.ts';
import { readMeta, storeMeta } from '../index/meta.ts';
import { countFollowing, countGroups } from '../index/name-counts.ts';
import { rebuildSpelling, updateSpelling } from '../index/spelling-table.ts';
import { type ReadArchives, readArchives } from '../records/archives.ts';
import {
  archiveOf,
  describeFileError,
  isOwnRecord,
  TAXONOMY_FILE,
  TAXONOMY_MAX_BYTES,
} from '../records/content-files.ts';
import {
  type FileToRead,
  type ReadFiles,
  type RecordFile,
  type RecordFolders,
  readFiles,
} from '../records/read-record.ts';
import { inTransaction } from '../sqlite/transaction.ts';
import type { FileProblem } from '../story/problem.ts';
import { parseTaxonomy } from '../topics/parse-taxonomy.ts';
import { type FolderChanges, findChanges } from './changes.ts';
import { ClusterTable } from './cluster-table.ts';
import { FileTable } from './file-table.ts';
import { StoryTable } from './story-table.ts';

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

export type IndexerOptions = {
  /** The clones of git sources, a second folder of records. */
  readonly gitDir?: string | null;
  readonly readFiles?: ReadFiles;
};

/** What of a scan is told while it goes on. */
export type ScanListeners = {
  readonly onProgress?: (filesDone: number, files: number) => void;
  /** All stories can be read and searched; which of them tell the same event is not known yet. */
  readonly onReadable?: () => void;
};

/**
 * Brings the index up to the content folder. Synchronous throughout: it runs in a worker thread, or in a command
 * that has nothing else to do.
 */
export class Indexer {
  readonly #database: DatabaseSync;
  readonly #folders: RecordFolders;
  readonly #readFiles: ReadFiles;
  readonly #files: FileTable;
  readonly #stories: StoryTable;
  readonly #clusters: ClusterTable;

  constructor(database: DatabaseSync, contentDir: string, options: IndexerOptions = {}) {
    this.#database = database;
    this.#folders = { contentDir, gitDir: options.gitDir ?? null };
    this.#readFiles = options.readFiles ?? readFiles;
    this.#files = new FileTable(database);
    this.#stories = new StoryTable(database);
    this.#clusters = new ClusterTable(database);
  }

  /**
   * Reads what changed since the last scan: size and modification time tell which files to read, their hash
   * which of those to parse.
   * @throws when the content folder itself cannot be read
   */
  scan(listeners: ScanListeners = {}): ScanResult {
    const { contentDir, gitDir } = this.#folders;
    return this.apply(findChanges(this.#database, contentDir, gitDir), listeners);
  }

  /**
   * Makes the index what the folder is.
   * @throws when so much of the folder is gone that it must be a mistake
   */
  apply(changes: FolderChanges, { onProgress, onReadable }: ScanListeners = {}): ScanResult {
    if (!changes.isAny) return { changedStoryIds: [], filesRead: 0 };
    const archived = readArchives(this.#folders.contentDir, changes.changedArchives);
    const removed = this.#listRemoved(changes, archived);
    const toRead = this.#listToRead(changes, archived);

    // A crash between the stories and their clusters must not leave a story that was never compared.
    const clusters = readMeta(this.#database, 'clusters');
    const areClustersWhole = clusters === 'whole';
    const isFull =
      !areClustersWhole || toRead.length + removed.length > changes.listing.files.length * FULL_UPDATE_SHARE;
    const wordChanges = isFull ? null : this.#stories.countWords();
    if (isFull) this.#stories.beginFilling();
    // Of a new index, nobody has seen another state.
    const isRecorded = clusters !== undefined;
    const touchedIds = new Set<string>();
    const clusterIdsBefore = new Set<string>();
    let filesDone = 0;
    for (const files of batch(this.#readFiles(toRead, this.#folders), FILES_PER_TRANSACTION)) {
      inTransaction(this.#database, () => {
        // With the first, so that a file that was moved is never gone.
        const gone = filesDone === 0 ? removed : [];
        const touchedBefore = touchedIds.size;
        this.#storeFiles(files, gone, touchedIds, clusterIdsBefore);
        if (filesDone === 0) this.#storeFolder(changes, archived);
        if (isRecorded) recordChanges(this.#database, [...touchedIds].slice(touchedBefore));
        if (touchedIds.size > 0) storeMeta(this.#database, 'clusters', 'outdated');
      });
      filesDone += files.length;
      onProgress?.(filesDone, toRead.length);
    }
    const isOutdated = touchedIds.size > 0 || !areClustersWhole;
    inTransaction(this.#database, () => {
      storeMeta(this.#database, 'files', String(this.#files.count()));
      if (isOutdated) this.#count(wordChanges);
      // Until they are compared, each story counts.
      if (isFull) this.#countNames();
    });
    onReadable?.();
    if (isOutdated) {
      inTransaction(this.#database, () => {
        const others = this.#clusters.update(touchedIds, clusterIdsBefore, { isFull });
        if (isRecorded) recordChanges(this.#database, others);
        for (const id of others) touchedIds.add(id);
        storeMeta(this.#database, 'clusters', 'whole');
        this.#countNames();
      });
    }
    if (isFull) inTransaction(this.#database, () => this.#stories.endFilling());
    // Last: an archive that was read in part only is read again.
    const whole = [...changes.archives].filter(([archive]) => !archived.unreadable.has(archive));
    storeMeta(this.#database, 'archives', JSON.stringify(Object.fromEntries(whole)));
    return { changedStoryIds: [...touchedIds].sort(), filesRead: toRead.length };
  }

  /**
   * The indexed paths that are truly gone: not in an archive that cannot be read, or only moved within one.
   * @throws when they are too many
   */
  #listRemoved({ missing, indexedFiles, archives }: FolderChanges, archived: ReadArchives): string[] {
    const stillThere = new Set(archived.records.map(({ path }) => path));
    const removed = missing.filter(
      (path) => !stillThere.has(path) && !archived.unreadable.has(archiveOf(path) ?? ''),
    );
    // Only files that a person keeps can be missing by mistake; what was archived is not missing.
    const own = removed.filter(isOwnRecord);
    if (own.length <= GONE_AT_ONCE_MAX || own.length <= indexedFiles / 2) return removed;
    const inArchives = this.#files.listArchived([...archives.keys()]);
    for (const path of stillThere) inArchives.add(path.slice(path.indexOf('#') + 1));
    const gone = own.filter((path) => !inArchives.has(path));
    if (gone.length <= GONE_AT_ONCE_MAX || gone.length <= indexedFiles / 2) return removed;
    throw new Error(
      `${gone.length} of ${indexedFiles} records are gone at once; they are kept, in case the folder is only not mounted. If they are meant to be gone, stop, delete the library index (LIBRARY_PATH), and start again`,
    );
  }

  #listToRead({ changed, indexedFiles }: FolderChanges, { records }: ReadArchives): FileToRead[] {
    const inOrder = changed.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    const findHash = (path: string) => (indexedFiles === 0 ? null : this.#files.findHash(path));
    return [...records, ...inOrder].map((file) => ({ ...file, knownHash: findHash(file.path) }));
  }

  #storeFiles(
    files: readonly RecordFile[],
    gone: readonly string[],
    touchedIds: Set<string>,
    clusterIdsBefore: Set<string>,
  ): void {
    const ids = new Set<string>();
    const replaced = new Map<string, string>();
    const stored = [
      ...files.map((file) => [file.path, this.#files.store(file)] as const),
      ...gone.map((path) => [path, this.#files.remove(path)] as const),
    ];
    for (const [path, change] of stored) {
      for (const id of change.storyIds) ids.add(id);
      if (change.replaced !== undefined) replaced.set(path, change.replaced);
    }
    const clusterIds = new Map([...ids].map((id) => [id, this.#stories.clusterOf(id)]));
    for (const id of this.#stories.refresh(ids, replaced)) {
      touchedIds.add(id);
      const clusterId = clusterIds.get(id);
      if (clusterId !== undefined) clusterIdsBefore.add(clusterId);
    }
  }

  /** What is known of the folder beside its records. */
  #storeFolder({ listing, taxonomyVersion }: FolderChanges, archived: ReadArchives): void {
    storeMeta(this.#database, 'listing_problems', JSON.stringify(listing.problems));
    storeMeta(this.#database, 'archive_problems', JSON.stringify(archived.problems));
    if (readMeta(this.#database, 'taxonomy_version') === taxonomyVersion) return;
    const { topics, problems } = readTaxonomy(join(this.#folders.contentDir, TAXONOMY_FILE));
    const fileProblems: FileProblem[] = problems.map((problem) => ({ file: TAXONOMY_FILE, ...problem }));
    storeMeta(this.#database, 'topics', JSON.stringify(topics));
    storeMeta(this.#database, 'taxonomy_problems', JSON.stringify(fileProblems));
    storeMeta(this.#database, 'taxonomy_version', taxonomyVersion);
  }

  /** What searching needs to know of all stories. */
  #count(wordChanges: ReadonlyMap<string, number> | null): void {
    if (wordChanges === null) rebuildSpelling(this.#database);
    else updateSpelling(this.#database, wordChanges);
    const { shown, unpublished } = this.#stories.count();
    storeMeta(this.#database, 'median_heat', String(this.#stories.readMedianHeat()));
    storeMeta(this.#database, 'shown_stories', String(shown));
    storeMeta(this.#database, 'unpublished_stories', String(unpublished));
  }

  /** How many events each topic and each outlet has, and there are less than stories. */
  #countNames(): void {
    storeMeta(this.#database, 'following_stories', String(countFollowing(this.#database)));
    storeMeta(this.#database, 'name_groups', JSON.stringify(countGroups(this.#database)));
  }
}

/** Batches of at most `size` items; one empty batch of none. */
function* batch<T>(items: Iterable<T>, size: number): Generator<T[], void, undefined> {
  let current: T[] = [];
  let isAny = false;
  for (const item of items) {
    current.push(item);
    if (current.length < size) continue;
    yield current;
    isAny = true;
    current = [];
  }
  if (current.length > 0 || !isAny) yield current;
}

function readTaxonomy(path: string): ReturnType<typeof parseTaxonomy> {
  if (!existsSync(path)) return { topics: [], problems: [] };
  try {
    return parseTaxonomy(readRegularFile(path, TAXONOMY_MAX_BYTES).toString('utf8'));
  } catch (cause) {
    return { topics: [], problems: [{ line: 1, severity: 'error', message: describeFileError(cause) }] };
  }
}
