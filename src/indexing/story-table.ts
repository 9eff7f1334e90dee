import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { EVERY_STORY_FACET, facetOf } from '../index/facets.ts';
import { preferredRowid } from '../index/story-rowid.ts';
import { toIndexText } from '../language/index-codes.ts';
import { isCoded, providerWords, splitWords } from '../language/words.ts';
import { prepared } from '../sqlite/statements.ts';
import { hashLink } from '../story/links.ts';
import { isShown, type Story } from '../story/story.ts';
import { topicKey } from '../topics/topic.ts';

/** What a missing heat counts as in a collection without any: the heat from which stories are worth a post. */
const HEAT_OF_EMPTY_COLLECTION = 70;

const AUTOMERGE_DEFAULT = 4;

/** A story that is to be put in; its cluster, if it is in one. */
type NewRow = { readonly story: Story; readonly path: string; readonly clusterId: string | null };

/** The tables of stories with what is derived from each: words, topics, links. */
export class StoryTable {
  readonly #database: DatabaseSync;
  /** By how much the number of stories with a word has changed; null while nobody wants to know. */
  #wordChanges: Map<string, number> | null = null;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Makes the stories what their files now say: of those that share a link, the newest.
   * @param replaced the records that have changed or gone, as they were before, by path
   * @returns the ids of the stories that this changed
   */
  refresh(ids: Iterable<string>, replaced: ReadonlyMap<string, string>): string[] {
    const outdated: number[] = [];
    const current: NewRow[] = [];
    const changedIds: string[] = [];
    for (const id of ids) {
      const file = this.#run(
        'select path, story from files join records using (path) where story_id = ? order by published_at_ms desc, path desc limit 1',
      ).get(id);
      const known = this.#run('select rowid, path, is_shown, cluster_id from stories where id = ?').get(id);
      if (file === undefined && known === undefined) continue;
      const before =
        known === undefined
          ? null
          : (replaced.get(String(known.path)) ?? this.#readRecord(String(known.path)));
      if (file !== undefined && file.story === before && file.path === known?.path) continue;
      changedIds.push(id);
      // Stories are written by the indexer of this very version (another version's index is discarded).
      if (known !== undefined) outdated.push(Number(known.rowid));
      if (before !== null) this.#countWordsOf(JSON.parse(before) as Story, -1);
      if (file === undefined) continue;
      const story = JSON.parse(String(file.story)) as Story;
      const clusterId = known?.is_shown === 1 && known.cluster_id !== null ? String(known.cluster_id) : null;
      current.push({ story, path: String(file.path), clusterId });
    }
    // FTS5 writes out what it has gathered whenever a row id is smaller than the one before: oldest first is ten
    // times faster than newest first.
    for (const rowid of outdated.sort((a, b) => a - b)) this.#delete(rowid);
    const rowidOf = ({ story }: NewRow) => preferredRowid(story.publishedAtMs, story.id);
    for (const row of current.sort((a, b) => rowidOf(a) - rowidOf(b))) {
      this.#insert(row);
      this.#countWordsOf(row.story, 1);
    }
    return changedIds;
  }

  #readRecord(path: string): string | null {
    const story = this.#run('select story from records where path = ?').get(path)?.story;
    return story === undefined ? null : String(story);
  }

  /** The cluster that a story is in; undefined when there is none yet. */
  clusterOf(id: string): string | undefined {
    const clusterId = this.#run('select cluster_id from stories where id = ?').get(id)?.cluster_id;
    return clusterId === null || clusterId === undefined ? undefined : String(clusterId);
  }

  /** For many new stories: the words' index is only added to, and put in order by `endFilling`. */
  beginFilling(): void {
    this.#run(`insert into words (words, rank) values ('automerge', 0)`).run();
  }

  /** Makes one index of what was added in parts (sqlite.org/fts5.html, the 'automerge' and 'optimize' commands). */
  endFilling(): void {
    this.#run(`insert into words (words, rank) values ('automerge', ${AUTOMERGE_DEFAULT})`).run();
    this.#run(`insert into words (words) values ('optimize')`).run();
  }

  /** Counts the words of stories that are put in and taken out from now on. */
  countWords(): ReadonlyMap<string, number> {
    this.#wordChanges = new Map();
    return this.#wordChanges;
  }

  #countWordsOf(story: Story, change: 1 | -1): void {
    if (this.#wordChanges === null || !isShown(story)) return;
    const { title, excerpt, provider } = story;
    for (const word of new Set(splitWords(`${title} ${excerpt} ${providerWords(provider.name)}`))) {
      // Codes are no words that somebody may have mistyped.
      if (!isCoded(word)) this.#wordChanges.set(word, (this.#wordChanges.get(word) ?? 0) + change);
    }
  }

  count(): { readonly shown: number; readonly unpublished: number } {
    const count = (isShown: 0 | 1): number =>
      Number(this.#run(`select count(*) as count from stories where is_shown = ${isShown}`).get()?.count);
    return { shown: count(1), unpublished: count(0) };
  }

  /** The median heat of the shown stories that have one. */
  readMedianHeat(): number {
    const from = 'from stories where is_shown = 1 and heat is not null';
    const count = Number(this.#run(`select count(*) as count ${from}`).get()?.count);
    const middle = this.#run(`select heat ${from} order by heat limit 1 offset ?`).get(Math.floor(count / 2));
    return Number(middle?.heat ?? HEAT_OF_EMPTY_COLLECTION);
  }

  #insert({ story, path, clusterId }: NewRow): void {
    const shown = isShown(story);
    const rowid = this.#findFreeRowid(story);
    this.#run('insert into stories values (?, ?, ?, ?, ?, ?, ?)').run(
      rowid,
      story.id,
      path,
      shown ? 1 : 0,
      story.publishedAtMs,
      story.heat,
      clusterId,
    );
    if (!shown) return;
    this.#run('insert into headlines values (?, ?, ?, ?, ?, ?, ?)').run(
      rowid,
      story.id,
      story.title,
      story.provider.name,
      JSON.stringify(story.topics),
      story.heat,
      story.publishedAtMs,
    );
    const facets = [
      EVERY_STORY_FACET,
      facetOf('provider', story.provider.name.toLowerCase()),
      ...story.topics.map((topic) => facetOf('topic', topicKey(topic))),
    ];
    this.#run('insert into words (rowid, title, excerpt, provider, facets) values (?, ?, ?, ?, ?)').run(
      rowid,
      toIndexText(story.title),
      toIndexText(story.excerpt),
      toIndexText(providerWords(story.provider.name)),
      facets.join(' '),
    );
    const links = {
      related: story.related.map(({ canonicalLink }) => canonicalLink),
      same: story.sameEventAs,
      other: story.notSameEventAs,
    };
    for (const [kind, linked] of Object.entries(links)) {
      for (const link of linked)
        this.#run('insert into story_links values (?, ?, ?)').run(rowid, hashLink(link), kind);
    }
  }

  #findFreeRowid({ publishedAtMs, id }: Story): number {
    let rowid = preferredRowid(publishedAtMs, id);
    while (this.#run('select 1 from stories where rowid = ?').get(rowid) !== undefined) rowid++;
    return rowid;
  }

  #delete(rowid: number): void {
    for (const table of ['story_terms', 'story_links']) {
      this.#run(`delete from ${table} where story_rowid = ?`).run(rowid);
    }
    this.#run('delete from words where rowid = ?').run(rowid);
    this.#run('delete from event_members where rowid = ?').run(rowid);
    this.#run('delete from headlines where rowid = ?').run(rowid);
    this.#run('delete from stories where rowid = ?').run(rowid);
  }

  #run(sql: string): StatementSync {
    return prepared(this.#database, sql);
  }
}
