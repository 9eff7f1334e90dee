import type { DatabaseSync } from 'node:sqlite';
import type { Logger } from 'pino';
import type { Pair } from '../events/event-groups.ts';
import type { EventMember } from '../events/event-heat.ts';
import { EXIT_FAILURE, EXIT_MISUSE, FatalError } from '../fatal-error.ts';
import { type ChangedStories, readChanges, readGeneration, readLastSeq } from '../index/change-log.ts';
import { IndexError, openIndexReader } from '../index/database.ts';
import { findStoryIds } from '../index/find-story.ts';
import { readMeta } from '../index/meta.ts';
import {
  countGroups,
  countLaterGroups,
  countProviders,
  countTopics,
  type NameCount,
  type NameGroups,
} from '../index/name-counts.ts';
import { type LibraryOverview, type LibrarySummary, readOverview, summarizeIndex } from '../index/summary.ts';
import { type IndexerMessage, IndexerThread, type IndexerThreadOptions } from '../indexing/indexer-thread.ts';
import { type CoverageArticle, findCoverage, findSimilar } from '../search/coverage.ts';
import { readMembers } from '../search/event-rows.ts';
import { listEvents, type NewsEvent, readPairs } from '../search/list-events.ts';
import { type SearchAnswer, type SearchRequest, searchStories } from '../search/search.ts';
import { prepared } from '../sqlite/statements.ts';
import type { Story } from '../story/story.ts';
import { isDamage, type SystemProblem } from '../system-error.ts';
import { Taxonomy } from '../topics/taxonomy.ts';
import type { Topic } from '../topics/topic.ts';

export type LibraryStory = {
  readonly story: Story;
  readonly clusterId: string;
  /** The other shown stories of its event, those that are not out yet among them. */
  readonly others: readonly EventMember[];
};

export type LibraryOptions = Pick<
  IndexerThreadOptions,
  'contentDir' | 'gitDir' | 'libraryPath' | 'isWatching' | 'clock'
> & { readonly log: Logger };

type ChangeListener = (changedStoryIds: readonly string[]) => void;

/**
 * All stories of the content folder. Threads keep the index; this side only reads it, so every answer is as of their
 * last finished transaction. Methods may be called once `whenReady` has resolved.
 */
export class Library {
  readonly #log: Logger;
  readonly #libraryPath: string;
  readonly #indexer: IndexerThread;
  readonly #listeners = new Set<ChangeListener>();
  readonly #opened = Promise.withResolvers<void>();
  readonly #ready = Promise.withResolvers<void>();
  readonly #compared = Promise.withResolvers<void>();
  readonly #dead = Promise.withResolvers<never>();
  /** Another index is being built in the place of the one that is open. */
  #isThrownAway = false;
  #lastFailure: string | null = null;
  /** How far the listeners have been told. */
  #seen: { readonly generation: string; readonly seq: number } | null = null;
  #database: DatabaseSync | null = null;
  #taxonomy = new Taxonomy([]);
  #medianHeat = 0;
  #nameGroups: NameGroups = { topics: [], providers: [] };

  constructor({ log, contentDir, gitDir, libraryPath, isWatching, clock }: LibraryOptions) {
    // Whoever asks gets the failure; nobody asking must not end the process.
    for (const { promise } of [this.#opened, this.#ready, this.#compared, this.#dead])
      promise.catch(() => {});
    this.#log = log;
    this.#libraryPath = libraryPath;
    this.#indexer = new IndexerThread({
      contentDir,
      ...(gitDir !== undefined && { gitDir }),
      libraryPath,
      isWatching,
      ...(clock !== undefined && { clock }),
      onMessage: (message) => this.#onIndexerMessage(message),
      onDeath: (error) => {
        this.#refuse(error);
        this.#dead.reject(error);
      },
    });
  }

  #onIndexerMessage(message: IndexerMessage): void {
    switch (message.kind) {
      case 'unusable':
        // Before it was open once, whoever waits for it tells it.
        if (this.#database !== null) this.#logFailure(message.message);
        else if (message.isPassing) this.#refuse(new FatalError(message.message, EXIT_FAILURE));
        else this.#refuse(new IndexError(message.message));
        break;
      case 'opened':
        this.#open(message.discarded);
        break;
      case 'progress':
        this.#log.info(message, `reading records: ${message.filesDone} of ${message.files}`);
        break;
      case 'readable':
        if (!this.#isThrownAway) this.#reloadMeta();
        break;
      case 'scanned':
        this.#lastFailure = null;
        if (this.#isThrownAway) this.#reopen();
        this.#readScanned();
        break;
      case 'failed':
        this.#refuse(message.problem === null ? new Error(message.message) : toFatal(message.problem));
        this.#logFailure(message.message);
        break;
      case 'damaged':
        // The scan that now follows throws it away and tells so.
        break;
    }
  }

  /** Said once, however often it is tried. */
  #logFailure(message: string): void {
    if (message !== this.#lastFailure) this.#log.error(message);
    this.#lastFailure = message;
  }

  #open(discarded: string | null): void {
    if (discarded !== null) {
      this.#log.warn({ path: this.#libraryPath }, `the library index is built anew: ${discarded}`);
      // What is open can still be read. Of the new one, half would look as if the other stories had been deleted.
      this.#isThrownAway = this.#database !== null;
    }
    this.#database ??= openIndexReader(this.#libraryPath);
    this.#opened.resolve();
  }

  #reopen(): void {
    this.#database?.close();
    this.#database = openIndexReader(this.#libraryPath);
    this.#isThrownAway = false;
  }

  #reloadMeta(): void {
    const read = (key: string): string | undefined => readMeta(this.#reader(), key);
    // All were written by this version's indexer.
    this.#taxonomy = new Taxonomy(JSON.parse(read('topics') ?? '[]') as Topic[]);
    this.#medianHeat = Number(read('median_heat'));
    this.#nameGroups = JSON.parse(read('name_groups') ?? '{"topics":[],"providers":[]}') as NameGroups;
    this.#ready.resolve();
  }

  #readScanned(): void {
    try {
      this.#reloadMeta();
      this.#compared.resolve();
      this.#notifyListeners();
    } catch (error) {
      // A damaged index is thrown away by the next scan, with a notice; what changed is told after that.
      if (!isDamage(error)) throw error;
    }
  }

  /** Whoever scanned the folder: what has changed since the last look is in the index. */
  #notifyListeners(): void {
    const before = this.#seen;
    const { generation, lastSeq: seq } = this;
    const changes = before?.generation === generation ? this.readChanges(before.seq) : null;
    this.#seen = { generation, seq: changes?.seq ?? seq };
    // At the first look there is nothing to compare with.
    if (before === null || changes?.storyIds.length === 0) return;
    for (const listener of this.#listeners) listener(changes?.storyIds ?? []);
  }

  /** Resolves when the index is open; rejects with an IndexError when it cannot be. */
  whenOpened(): Promise<void> {
    return this.#opened.promise;
  }

  /**
   * Resolves when the folder has been read once: all of it can be searched. Rejects when it cannot be read, or the
   * index could not be opened.
   */
  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  /** Resolves when it is also known which stories tell the same event: before that, none may be posted. */
  whenCompared(): Promise<void> {
    return this.#compared.promise;
  }

  /** Rejects when the indexer has died: from then on nothing of the folder would be noticed. */
  whenFailed(): Promise<never> {
    return this.#dead.promise;
  }

  /** Which index this is: one that is built anew counts its changes from the beginning. */
  get generation(): string {
    return readGeneration(this.#reader());
  }

  /** The number of the last change of the index. */
  get lastSeq(): number {
    return readLastSeq(this.#reader());
  }

  /** The stories that changed after a number; null when that cannot be told any more. */
  readChanges(afterSeq: number): ChangedStories | null {
    return readChanges(this.#reader(), afterSeq);
  }

  /** The stories of which there is a record that must not be shown. */
  listWithdrawnIds(): string[] {
    return prepared(this.#reader(), 'select id from stories where is_shown = 0')
      .all()
      .map(({ id }) => String(id));
  }

  /**
   * Calls back after each change of the folder, with the stories that changed; with none where everything may have.
   * Not for the first load.
   * @returns a function that ends it
   */
  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
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
      'select story, cluster_id from stories join records using (path) where is_shown = 1 and id = ?',
    ).get(id);
    return row === undefined ? undefined : this.#toLibraryStories([row])[0];
  }

  /** The clusters of those of the stories that readers may see and that have been compared. */
  clustersOf(ids: readonly string[]): Map<string, string> {
    const read = prepared(
      this.#reader(),
      `select stories.id, cluster_id from json_each(?) as asked join stories on stories.id = asked.value
       where is_shown = 1 and cluster_id is not null`,
    );
    return new Map(read.all(JSON.stringify(ids)).map((row) => [String(row.id), String(row.cluster_id)]));
  }

  /** Whether a story's only files are broken, with no good version known: nothing can be said of it. */
  isUnreadable(id: string): boolean {
    const read = prepared(
      this.#reader(),
      'select max(story is not null) as is_read from files left join records using (path) where story_id = ?',
    );
    return read.get(id)?.is_read === 0;
  }

  /** Whether the folder holds no record at all. */
  isEmpty(): boolean {
    return prepared(this.#reader(), 'select 1 from files limit 1').get() === undefined;
  }

  /** A story that readers may see, by any address of its article. */
  findByLink(link: string): LibraryStory | undefined {
    for (const id of findStoryIds(this.#reader(), link)) {
      const story = this.getStory(id);
      if (story !== undefined) return story;
    }
    return undefined;
  }

  /** Whether there is a record of an article, shown or not, by any of its addresses. */
  hasRecord(link: string): boolean {
    return findStoryIds(this.#reader(), link).length > 0;
  }

  /**
   * The shown stories published after `fromMs`, up to and including `toMs`, that have been compared with the others:
   * of one that has not, nobody knows yet whether its event has been posted.
   */
  listPublished(fromMs: number, toMs: number): LibraryStory[] {
    const read = prepared(
      this.#reader(),
      `select story, cluster_id from stories join records using (path)
       where is_shown = 1 and cluster_id is not null and published_at_ms > ? and published_at_ms <= ?`,
    );
    return this.#toLibraryStories(read.all(fromMs, toMs));
  }

  /** The ids of the shown stories of a cluster. */
  listClusterIds(clusterId: string): string[] {
    return prepared(this.#reader(), 'select id from stories where is_shown = 1 and cluster_id = ?')
      .all(clusterId)
      .map(({ id }) => String(id));
  }

  /** The events that stories of a span tell, see `listEvents`. */
  listEvents(span: { fromMs: number; nowMs: number; isAll: boolean }): NewsEvent[] {
    return listEvents(this.#reader(), span);
  }

  /** The pairs of some stories that were compared. */
  readPairs(ids: readonly string[]): Pair[] {
    return readPairs(this.#reader(), ids);
  }

  /** The shown stories of some clusters, each with its cluster. */
  listMembers(clusterIds: readonly string[]): Map<string, string> {
    const read = prepared(
      this.#reader(),
      `select id, cluster_id from stories
       where is_shown = 1 and cluster_id in (select value from json_each(?))`,
    );
    return new Map(
      read.all(JSON.stringify(clusterIds)).map((row) => [String(row.id), String(row.cluster_id)]),
    );
  }

  /**
   * Every topic with the number of events told after `fromMs`, up to and including `nowMs`, those of the topics below
   * it counted in; most events first.
   */
  listTopicCounts(nowMs: number, fromMs?: number): NameCount[] {
    const [all, left] = this.#countNames(nowMs, fromMs);
    return countTopics(all, left, this.#taxonomy);
  }

  /** Every provider of shown stories with the number of events that it tells, most first. */
  listProviderCounts(nowMs: number): NameCount[] {
    return countProviders(...this.#countNames(nowMs));
  }

  /** The events to count, and those of them to leave out again: of all, the ones that are not out yet. */
  #countNames(nowMs: number, fromMs?: number): [all: NameGroups, left: NameGroups] {
    if (fromMs !== undefined)
      return [countGroups(this.#reader(), fromMs, nowMs), { topics: [], providers: [] }];
    return [this.#nameGroups, countLaterGroups(this.#reader(), nowMs)];
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
    await this.#indexer.close();
    this.#database?.close();
    this.#database = null;
  }

  #toLibraryStories(rows: readonly Record<string, unknown>[]): LibraryStory[] {
    const clusterIds = rows.flatMap(({ cluster_id: id }) => (typeof id === 'string' ? id : []));
    const members = readMembers(this.#reader(), clusterIds, Number.MAX_SAFE_INTEGER);
    return rows.map((row) => {
      // Written by this version's indexer (another version's index is discarded).
      const story = JSON.parse(String(row.story)) as Story;
      // Before it has been compared, a story is alone.
      const clusterId = typeof row.cluster_id === 'string' ? row.cluster_id : story.id;
      const others = members.get(clusterId)?.filter(({ id }) => id !== story.id) ?? [];
      return { story, clusterId, others };
    });
  }

  #refuse(error: Error): void {
    this.#opened.reject(error);
    this.#ready.reject(error);
    this.#compared.reject(error);
  }

  #reader(): DatabaseSync {
    if (this.#database === null) throw new Error('the library is not open');
    return this.#database;
  }
}

function toFatal({ message, isPassing }: SystemProblem): FatalError {
  return new FatalError(message, isPassing ? EXIT_FAILURE : EXIT_MISUSE);
}
