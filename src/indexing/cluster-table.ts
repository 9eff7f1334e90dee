import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { WEEK_MS } from '../duration.ts';
import { COMPARED_SPAN_MS, SameStoryIndex } from '../events/same-story.ts';
import { extractTerms, type StoryTerms } from '../events/story-terms.ts';
import { prepared } from '../sqlite/statements.ts';

/** Stories are compared a week of publication at a time, with only what is near that week in memory. */

type Shown = { readonly id: string; readonly atMs: number };

/**
 * Clusters: shown stories that cover the same event, because their texts say so or one lists the other under
 * `related`. A cluster is named for its earliest story; a story alone is its own cluster.
 */
export class ClusterTable {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Compares the changed stories (in a full update: all) with the others and renames the clusters that this changes.
   * @param clusterIdsBefore the clusters of the changed stories, before they changed
   * @returns the ids of all stories in a cluster that lost or gained one, or whose member changed, and of those
   *   that list a changed one: they show its texts, or no longer show it
   */
  update(
    changedIds: ReadonlySet<string>,
    clusterIdsBefore: ReadonlySet<string>,
    { isFull }: { isFull: boolean },
  ): string[] {
    const compared = this.#listShown(isFull ? null : changedIds);
    if (isFull) this.#database.exec('delete from same_story');
    else for (const id of changedIds) this.#forgetPairs(id);
    this.#extractTerms(compared);
    this.#comparePairs(compared);

    const touched = new Set([...clusterIdsBefore, ...this.#renameClusters(compared, clusterIdsBefore)]);
    const readCluster = this.#database.prepare('select cluster_id from stories where id = ?');
    for (const id of changedIds) touched.add(String(readCluster.get(id)?.cluster_id ?? id));
    return [...new Set([...this.#listMembers(touched), ...this.#listListers(changedIds)])];
  }

  /** The shown stories that list one of these under `related`. */
  #listListers(ids: ReadonlySet<string>): string[] {
    return this.#database
      .prepare(
        `select id from stories where is_shown and rowid in (
           select story_rowid from story_links where linked_id in (select value from json_each(?)))`,
      )
      .all(JSON.stringify([...ids]))
      .map(({ id }) => String(id));
  }

  #forgetPairs(id: string): void {
    this.#database.prepare('delete from same_story where a = ?1 or b = ?1').run(id);
  }

  /** What the stories are compared by, of those that are new or changed. */
  #extractTerms(stories: readonly Shown[]): void {
    const read = prepared(
      this.#database,
      `select stories.rowid, title, story ->> '$.excerpt' as excerpt
       from stories join headlines using (rowid) join records using (path)
       where stories.id = ? and stories.rowid not in (select story_rowid from story_terms)`,
    );
    const insert = prepared(this.#database, 'insert into story_terms values (?, ?)');
    for (const { id } of stories) {
      const row = read.get(id);
      if (row === undefined) continue;
      insert.run(Number(row.rowid), JSON.stringify(extractTerms(String(row.title), String(row.excerpt))));
    }
  }

  /** @param stories in order of time */
  #comparePairs(stories: readonly Shown[]): void {
    const insert = this.#database.prepare('insert or ignore into same_story values (?, ?)');
    const index = new SameStoryIndex();
    const window = new TimeWindow(this.#database, index);
    // A pair is compared once, by whichever of the two comes last.
    const left = new Set(stories.map(({ id }) => id));
    for (const week of groupBy(stories, ({ atMs }) => Math.floor(atMs / WEEK_MS))) {
      const [first, last] = [week[0], week.at(-1)];
      if (first === undefined || last === undefined) continue;
      window.moveTo(first.atMs - COMPARED_SPAN_MS, last.atMs + COMPARED_SPAN_MS);
      for (const { id } of week) {
        left.delete(id);
        for (const other of index.matches(id, (otherId) => !left.has(otherId))) {
          if (id < other) insert.run(id, other);
          else insert.run(other, id);
        }
      }
    }
  }

  /**
   * Names the groups that the stories, and those of the clusters before, are in now.
   * @returns the names, old and new, of the clusters that lost or gained a story
   */
  #renameClusters(stories: readonly Shown[], clusterIdsBefore: ReadonlySet<string>): string[] {
    const rename = this.#database.prepare('update stories set cluster_id = ? where id = ?');
    const readStory = this.#database.prepare(
      'select cluster_id, published_at_ms from stories where is_shown = 1 and id = ?',
    );
    const changed: string[] = [];
    const seen = new Set<string>();
    const neighbours = new Neighbours(this.#database);
    for (const id of [...stories.map((story) => story.id), ...this.#listMembers(clusterIdsBefore)]) {
      if (seen.has(id)) continue;
      const group = neighbours.listGroup(id).map((member) => {
        seen.add(member);
        const row = readStory.get(member);
        return { id: member, clusterId: row?.cluster_id, atMs: Number(row?.published_at_ms) };
      });
      const [earliest] = group.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
      const name = earliest?.id ?? id;
      for (const member of group) {
        if (member.clusterId === name) continue;
        rename.run(name, member.id);
        changed.push(name);
        // Null before the first comparison.
        if (typeof member.clusterId === 'string') changed.push(member.clusterId);
      }
    }
    return changed;
  }

  /** The shown ones of the ids, or all, oldest first. */
  #listShown(ids: ReadonlySet<string> | null): Shown[] {
    const some = ids === null ? '' : 'and id in (select value from json_each(?))';
    const read = this.#database.prepare(
      `select id, published_at_ms from stories where is_shown = 1 ${some} order by published_at_ms, id`,
    );
    const rows = ids === null ? read.all() : read.all(JSON.stringify([...ids]));
    return rows.map((row) => ({ id: String(row.id), atMs: Number(row.published_at_ms) }));
  }

  #listMembers(clusterIds: ReadonlySet<string>): string[] {
    return this.#database
      .prepare('select id from stories where is_shown = 1 and cluster_id in (select value from json_each(?))')
      .all(JSON.stringify([...clusterIds]))
      .map(({ id }) => String(id));
  }
}

/** Keeps in an index the stories of a span of time, which moves forward. */
class TimeWindow {
  readonly #index: SameStoryIndex;
  readonly #read: StatementSync;
  #held: Shown[] = [];
  #heldUntilMs = Number.MIN_SAFE_INTEGER;

  constructor(database: DatabaseSync, index: SameStoryIndex) {
    this.#index = index;
    this.#read = database.prepare(
      `select stories.id, stories.published_at_ms, provider, terms
       from stories join headlines using (rowid) join story_terms on story_rowid = stories.rowid
       where is_shown = 1 and stories.published_at_ms > ? and stories.published_at_ms <= ?
       order by stories.published_at_ms, stories.id`,
    );
  }

  moveTo(fromMs: number, toMs: number): void {
    const gone = this.#held.findIndex(({ atMs }) => atMs > fromMs);
    for (const { id } of this.#held.splice(0, gone === -1 ? this.#held.length : gone)) this.#index.remove(id);
    for (const row of this.#read.iterate(Math.max(fromMs, this.#heldUntilMs), toMs)) {
      const story = { id: String(row.id), atMs: Number(row.published_at_ms) };
      // Written by this version's StoryTable.
      const terms = JSON.parse(String(row.terms)) as StoryTerms;
      this.#index.addTerms(
        { id: story.id, publishedAtMs: story.atMs, provider: String(row.provider) },
        terms,
      );
      this.#held.push(story);
    }
    this.#heldUntilMs = toMs;
  }
}

/** The graph whose connected groups are the clusters. */
class Neighbours {
  readonly #read: StatementSync;

  constructor(database: DatabaseSync) {
    this.#read = database.prepare(
      `select b as id from same_story where a = ?1
       union select a from same_story where b = ?1
       union select listed.id from stories lister
         join story_links on story_links.story_rowid = lister.rowid
         join stories listed on listed.id = story_links.linked_id
         where lister.id = ?1 and listed.is_shown
       union select lister.id from story_links
         join stories lister on lister.rowid = story_links.story_rowid
         where linked_id = ?1`,
    );
  }

  /** A shown story and all that are joined to it, over however many others. */
  listGroup(id: string): string[] {
    const group = [id];
    const seen = new Set(group);
    for (let at = 0; at < group.length; at++) {
      for (const row of this.#read.all(group[at] ?? id)) {
        const other = String(row.id);
        if (!seen.has(other)) group.push(other);
        seen.add(other);
      }
    }
    return group;
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => number): T[][] {
  return [...Map.groupBy(items, keyOf).values()];
}
