import { once } from 'node:events';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { canonicalizeLink, hashLink } from '../story/links.ts';
import type { Story } from '../story/story.ts';
import { type CoverageArticle, findCoverage, findSimilar } from './coverage.ts';
import { IndexError, openIndexReader } from './database.ts';
import type { ScanResult } from './indexer.ts';
import { countGroups, countProviders, countTopics, type NameCount, type NameGroups } from './name-counts.ts';
import { type SearchAnswer, type SearchRequest, searchStories } from './search.ts';
import { prepared } from './statements.ts';
import { type LibraryOverview, type LibrarySummary, readOverview, summarizeIndex } from './summary.ts';
import { Taxonomy, type Topic } from './taxonomy.ts';

export type LibraryStory = { readonly story: Story; readonly clusterId: string };

export type IndexerWorkerData = {
  readonly contentDir: string;
  /** The clones of git sources, a second folder of records. */
  readonly gitDir?: string;
  readonly libraryPath: string;
  readonly isWatching: boolean;
};
export type IndexerMessage =
  | { readonly kind: 'unusable'; readonly message: string }
  | { readonly kind: 'opened'; readonly discarded: string | null }
  | { readonly kind: 'progress'; readonly filesDone: number; readonly files: number }
  | ({ readonly kind: 'scanned' } & ScanResult)
  /** It has read many files and ends; another takes over. */
  | { readonly kind: 'retired' }
  | { readonly kind: 'failed'; readonly message: string };

export type LibraryOptions = IndexerWorkerData & { readonly log: Logger };

/** An indexer that is busy when the library is closed gets this long to come to an end. */
const CLOSE_MAX_MS = 1_000;
/** The worker's new objects are collected often, so that its heap stays small; reading is a little slower. */
const WORKER_YOUNG_HEAP_MB = 8;

type ChangeListener = (changedStoryIds: readonly string[]) => void;

/**
 * All stories of the content folder. A worker thread keeps the index; this side only reads it, so every answer
 * is as of the worker's last finished transaction. Methods may be called once `whenReady` has resolved.
 */
export class Library {
  readonly #options: LibraryOptions;
  #worker: Worker;
  #exited: Promise<unknown>;
  readonly #listeners = new Set<ChangeListener>();
  readonly #opened = Promise.withResolvers<void>();
  readonly #ready = Promise.withResolvers<void>();
  readonly #dead = Promise.withResolvers<never>();
  #isClosing = false;
  #database: DatabaseSync | null = null;
  #taxonomy = new Taxonomy([]);
  #medianHeat = 0;
  #nameGroups: NameGroups = { topics: [], providers: [] };

  constructor(options: LibraryOptions) {
    // Whoever asks gets the failure; nobody asking must not end the process.
    this.#opened.promise.catch(() => {});
    this.#ready.promise.catch(() => {});
    this.#dead.promise.catch(() => {});
    this.#options = options;
    this.#worker = this.#startWorker();
    this.#exited = once(this.#worker, 'exit');
  }

  #startWorker(): Worker {
    const { log, ...workerData } = this.#options;
    const worker = new Worker(new URL('./indexer-worker.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: WORKER_YOUNG_HEAP_MB },
    });
    let hasRetired = false;
    worker.once('error', (error) => this.#die(error));
    worker.once('exit', (code) => {
      if (hasRetired) this.#replaceWorker();
      else this.#die(new Error(`the indexer ended (code ${code})`));
    });
    worker.on('message', (message: IndexerMessage) => {
      switch (message.kind) {
        case 'unusable':
          this.#refuse(new IndexError(message.message));
          break;
        case 'opened':
          if (message.discarded !== null) {
            log.warn(
              { path: workerData.libraryPath },
              `the library index is built anew: ${message.discarded}`,
            );
          }
          this.#database ??= openIndexReader(workerData.libraryPath);
          this.#opened.resolve();
          break;
        case 'progress':
          log.info(message, `reading records: ${message.filesDone} of ${message.files}`);
          break;
        case 'scanned':
          this.#applyScan(message);
          break;
        case 'retired':
          hasRetired = true;
          break;
        case 'failed':
          this.#fail(message.message, log);
      }
    });
    return worker;
  }

  #replaceWorker(): void {
    if (this.#isClosing) return;
    this.#worker = this.#startWorker();
    this.#exited = once(this.#worker, 'exit');
  }

  /** Resolves when the index is open; rejects with an IndexError when it cannot be. */
  whenOpened(): Promise<void> {
    return this.#opened.promise;
  }

  /** Resolves when the folder has been read once; rejects when it cannot be, or the index could not be opened. */
  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  /** Rejects when the indexer has died: from then on nothing of the folder would be noticed. */
  whenDead(): Promise<never> {
    return this.#dead.promise;
  }

  /** Calls back after each change of the folder; not for the first load. */
  onChange(listener: ChangeListener): void {
    this.#listeners.add(listener);
  }

  get taxonomy(): Taxonomy {
    return this.#taxonomy;
  }

  /** What a missing heat counts as: the median of the shown stories that have one. */
  get medianHeat(): number {
    return this.#medianHeat;
  }

  search(request: Omit<SearchRequest, 'medianHeat' | 'taxonomy'>): SearchAnswer {
    const known = { medianHeat: this.#medianHeat, taxonomy: this.#taxonomy };
    return searchStories(this.#reader(), { ...request, ...known });
  }

  /** The other coverage of a story, newest first. */
  coverageOf(story: Story, nowMs: number): CoverageArticle[] {
    return findCoverage(this.#reader(), story, nowMs);
  }

  /** Stories about much the same, for a story that nothing else covers. */
  similarTo(story: Story, nowMs: number): CoverageArticle[] {
    return findSimilar(this.#reader(), story, nowMs);
  }

  /** A story that readers may see, by its id. */
  getStory(id: string): LibraryStory | undefined {
    const row = prepared(
      this.#reader(),
      'select story, cluster_id from stories where is_shown = 1 and id = ?',
    ).get(id);
    return row === undefined ? undefined : toLibraryStory(row);
  }

  /** The cluster of a story that readers may see. */
  clusterOf(id: string): string | undefined {
    const read = prepared(this.#reader(), 'select cluster_id from stories where is_shown = 1 and id = ?');
    const row = read.get(id);
    return row === undefined ? undefined : String(row.cluster_id);
  }

  /** Whether a story's only files are broken, with no good version known: nothing can be said of it. */
  isUnreadable(id: string): boolean {
    const read = prepared(
      this.#reader(),
      'select max(story is not null) as is_read from files where story_id = ?',
    );
    return read.get(id)?.is_read === 0;
  }

  /** Whether the folder holds no record at all. */
  isEmpty(): boolean {
    return prepared(this.#reader(), 'select 1 from files limit 1').get() === undefined;
  }

  /** A story that readers may see, by any address of its article. */
  findByLink(link: string): LibraryStory | undefined {
    const canonicalLink = canonicalizeLink(link);
    return canonicalLink === null ? undefined : this.getStory(hashLink(canonicalLink));
  }

  /** The shown stories published after `fromMs`, up to and including `toMs`. */
  listPublished(fromMs: number, toMs: number): LibraryStory[] {
    return prepared(
      this.#reader(),
      'select story, cluster_id from stories where is_shown = 1 and published_at_ms > ? and published_at_ms <= ?',
    )
      .all(fromMs, toMs)
      .map(toLibraryStory);
  }

  /** The ids of the shown stories of a cluster. */
  listClusterIds(clusterId: string): string[] {
    return prepared(this.#reader(), 'select id from stories where is_shown = 1 and cluster_id = ?')
      .all(clusterId)
      .map(({ id }) => String(id));
  }

  /**
   * Every topic that has stories published after `fromMs`, up to and including `nowMs`, those of the topics below
   * it counted in; most stories first.
   */
  listTopicCounts(nowMs: number, fromMs?: number): NameCount[] {
    const [all, left] = this.#countNames(nowMs, fromMs);
    return countTopics(all, left, this.#taxonomy);
  }

  /** Every provider of shown stories, most stories first. */
  listProviderCounts(nowMs: number): NameCount[] {
    return countProviders(...this.#countNames(nowMs));
  }

  /** The stories to count, and those of them to leave out again: of all stories, the ones that are not out yet. */
  #countNames(nowMs: number, fromMs?: number): [all: NameGroups, left: NameGroups] {
    if (fromMs !== undefined)
      return [countGroups(this.#reader(), fromMs, nowMs), { topics: [], providers: [] }];
    return [this.#nameGroups, countGroups(this.#reader(), nowMs)];
  }

  /** Numbers and errors for the log, cheap at any size. */
  readOverview(): LibraryOverview {
    return readOverview(this.#reader());
  }

  /** Numbers and problems of the whole folder, as `check` prints them. */
  summarize(): LibrarySummary {
    return summarizeIndex(this.#reader());
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#worker.postMessage('close');
    await Promise.race([this.#exited, wait(CLOSE_MAX_MS, undefined, { ref: false })]);
    // In the middle of a long scan it does not hear; the index then goes on from its last transaction.
    await this.#worker.terminate();
    this.#database?.close();
    this.#database = null;
  }

  #applyScan({ changedStoryIds }: ScanResult): void {
    const read = prepared(this.#reader(), 'select value from meta where key = ?');
    // All were written by this version's indexer.
    this.#taxonomy = new Taxonomy(JSON.parse(String(read.get('topics')?.value)) as Topic[]);
    this.#medianHeat = Number(read.get('median_heat')?.value);
    const groups = read.get('name_groups')?.value;
    if (groups !== undefined) this.#nameGroups = JSON.parse(String(groups)) as NameGroups;
    this.#ready.resolve();
    if (changedStoryIds.length > 0) for (const listener of this.#listeners) listener(changedStoryIds);
  }

  #die(error: Error): void {
    if (this.#isClosing) return;
    this.#refuse(error);
    this.#dead.reject(error);
  }

  #fail(message: string, log: Logger): void {
    log.error(`the content folder cannot be read: ${message}`);
    this.#refuse(new Error(message));
  }

  #refuse(error: Error): void {
    this.#opened.reject(error);
    this.#ready.reject(error);
  }

  #reader(): DatabaseSync {
    if (this.#database === null) throw new Error('the library is not open');
    return this.#database;
  }
}

function toLibraryStory(row: Record<string, unknown>): LibraryStory {
  // Written by this version's indexer (another version's index is discarded).
  const story = JSON.parse(String(row.story)) as Story;
  return { story, clusterId: String(row.cluster_id) };
}
