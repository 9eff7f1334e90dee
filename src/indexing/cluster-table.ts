import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { WEEK_MS } from '../duration.ts';
import { DECIDED_POINTS, groupPairs, LINK_MIN_POINTS, type Pair } from '../events/event-groups.ts';
import { countedOutlets } from '../events/event-heat.ts';
import { COMPARED_SPAN_MS, SameStoryIndex } from '../events/same-story.ts';
import { extractTerms, type StoryTerms } from '../events/story-terms.ts';
import { prepared } from '../sqlite/statements.ts';
import type { Story } from '../story/story.ts';

/** Stories are compared a week of publication at a time, with only what is near that week in memory. */

type Shown = { readonly id: string; readonly atMs: number };

/**
 * Clusters: shown stories that tell the same event. A cluster is named for its earliest story; a story alone is its
 * own cluster.
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
    this.#storeDecisions(compared);

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
    const insert = this.#database.prepare('insert or replace into same_story values (?, ?, ?)');
    const index = new SameStoryIndex();
    const window = new TimeWindow(this.#database, index);
    for (const week of groupBy(stories, ({ atMs }) => Math.floor(atMs / WEEK_MS))) {
      const [first, last] = [week[0], week.at(-1)];
      if (first === undefined || last === undefined) continue;
      window.moveTo(first.atMs - COMPARED_SPAN_MS, last.atMs + COMPARED_SPAN_MS);
      for (const { id } of week) {
        for (const { a, b, points } of index.pairsOf(id)) {
          if (a < b) insert.run(a, b, points);
          else insert.run(b, a, points);
        }
      }
    }
  }

  /** What editors say of pairs wins over what was computed; what two say of one pair: that they are one. */
  #storeDecisions(stories: readonly Shown[]): void {
    const store = this.#database.prepare(
      `insert or replace into same_story
       select min(lister.id, listed.id), max(lister.id, listed.id), iif(kind = 'same', 1, -1) * ?2
       from story_links
         join stories lister on lister.rowid = story_rowid
         join stories listed on listed.id = linked_id
       where kind <> 'related' and listed.is_shown and (lister.id = ?1 or listed.id = ?1)
       order by kind = 'same'`,
    );
    for (const { id } of stories) store.run(id, DECIDED_POINTS);
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
    const members = new EventMembers(this.#database);
    const changed: string[] = [];
    const seen = new Set<string>();
    const pairs = new PairTable(this.#database);
    for (const seed of [...stories.map((story) => story.id), ...this.#listMembers(clusterIdsBefore)]) {
      if (seen.has(seed)) continue;
      const near = pairs.listNear(seed);
      const groups = groupPairs(pairs.listAmong(near));
      const grouped = new Set(groups.flat());
      for (const ids of [...groups, ...near.filter((id) => !grouped.has(id)).map((id) => [id])]) {
        const group = ids.map((id) => {
          seen.add(id);
          const row = readStory.get(id);
          return { id, clusterId: row?.cluster_id, atMs: Number(row?.published_at_ms) };
        });
        const [earliest] = group.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
        const name = earliest?.id ?? seed;
        members.store(name, ids);
        for (const member of group) {
          if (member.clusterId === name) continue;
          rename.run(name, member.id);
          changed.push(name);
          // Null before the first comparison.
          if (typeof member.clusterId === 'string') changed.push(member.clusterId);
        }
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
  readonly #readStories: StatementSync;
  readonly #readRelated: StatementSync;
  #held: Shown[] = [];
  #heldUntilMs = Number.MIN_SAFE_INTEGER;

  constructor(database: DatabaseSync, index: SameStoryIndex) {
    this.#index = index;
    const inSpan = 'is_shown = 1 and stories.published_at_ms > ? and stories.published_at_ms <= ?';
    this.#readStories = database.prepare(
      `select stories.id, stories.published_at_ms, provider, terms
       from stories join headlines using (rowid) join story_terms on story_rowid = stories.rowid
       where ${inSpan} order by stories.published_at_ms, stories.id`,
    );
    this.#readStories.setReturnArrays(true);
    this.#readRelated = database.prepare(
      `select id, linked_id from stories join story_links on story_rowid = stories.rowid and kind = 'related'
       where ${inSpan}`,
    );
  }

  moveTo(fromMs: number, toMs: number): void {
    const gone = this.#held.findIndex(({ atMs }) => atMs > fromMs);
    for (const { id } of this.#held.splice(0, gone === -1 ? this.#held.length : gone)) this.#index.remove(id);
    const span = [Math.max(fromMs, this.#heldUntilMs), toMs] as const;
    const related = Map.groupBy(this.#readRelated.all(...span), ({ id }) => String(id));
    // With names, each row would be an object; a week's are thousands.
    for (const row of this.#readStories.iterate(...span) as unknown as Iterable<readonly unknown[]>) {
      const [id, atMs, provider, terms] = [String(row[0]), Number(row[1]), String(row[2]), String(row[3])];
      const relatedIds = related.get(id)?.map(({ linked_id }) => String(linked_id));
      // Written by this version's StoryTable.
      const read = JSON.parse(terms) as StoryTerms;
      this.#index.addTerms({ id, publishedAtMs: atMs, provider, relatedIds }, read);
      this.#held.push({ id, atMs });
    }
    this.#heldUntilMs = toMs;
  }
}

/** Which rows tell an event together, and what of their coverage is in their heat. */
class EventMembers {
  readonly #remove: StatementSync;
  readonly #read: StatementSync;
  readonly #insert: StatementSync;

  constructor(database: DatabaseSync) {
    this.#remove = database.prepare(
      'delete from event_members where rowid = (select rowid from stories where id = ?)',
    );
    this.#read = database.prepare(
      'select stories.rowid, story from stories join records using (path) where id in (select value from json_each(?))',
    );
    this.#insert = database.prepare('insert into event_members values (?, ?, ?)');
  }

  store(clusterId: string, ids: readonly string[]): void {
    for (const id of ids) this.#remove.run(id);
    if (ids.length < 2) return;
    for (const { rowid, story } of this.#read.all(JSON.stringify(ids))) {
      // Written by this version's StoryTable.
      const counted = countedOutlets(JSON.parse(String(story)) as Story);
      this.#insert.run(Number(rowid), clusterId, JSON.stringify(counted));
    }
  }
}

/** The pairs that were compared, with their points. */
class PairTable {
  readonly #readNeighbours: StatementSync;
  readonly #readAmong: StatementSync;

  constructor(database: DatabaseSync) {
    this.#readNeighbours = database.prepare(
      `select b as id from same_story where a = ?1 and points >= ?2
       union select a from same_story where b = ?1 and points >= ?2`,
    );
    this.#readAmong = database.prepare(
      `select a, b, points from same_story
       where a in (select value from json_each(?1)) and b in (select value from json_each(?1))`,
    );
  }

  /** A story and all that may be in one group with it, over however many others. */
  listNear(id: string): string[] {
    const near = [id];
    const seen = new Set(near);
    for (let at = 0; at < near.length; at++) {
      for (const row of this.#readNeighbours.all(near[at] ?? id, LINK_MIN_POINTS)) {
        const other = String(row.id);
        if (!seen.has(other)) near.push(other);
        seen.add(other);
      }
    }
    return near;
  }

  listAmong(ids: readonly string[]): Pair[] {
    if (ids.length < 2) return [];
    return this.#readAmong
      .all(JSON.stringify(ids))
      .map(({ a, b, points }) => ({ a: String(a), b: String(b), points: Number(points) }));
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => number): T[][] {
  return [...Map.groupBy(items, keyOf).values()];
}
