import type { DatabaseSync } from 'node:sqlite';
import { type ComparableStory, SameStoryIndex } from '../story/same-story.ts';
import type { Story } from '../story/story.ts';

/** When more of the collection than this has changed, comparing all of it anew is no more work. */
const FULL_UPDATE_SHARE = 0.2;

/**
 * Clusters: shown stories that cover the same event, because their texts say so or one lists the other under
 * `related`. A cluster is named for its earliest story; a story alone is its own cluster.
 */
export class ClusterTable {
  readonly #database: DatabaseSync;
  #index: SameStoryIndex | null = null;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Compares the changed stories with the others and renames the clusters that this changes.
   * @param clusterIdsBefore the clusters of the changed stories, before they changed
   * @param arePairsWhole whether all other stories have been compared before, in this process or an earlier one
   * @returns the ids of all stories in a cluster that lost or gained one, or whose member changed, and of those
   *   that list a changed one: they show its texts, or no longer show it
   */
  update(
    changedIds: ReadonlySet<string>,
    clusterIdsBefore: ReadonlySet<string>,
    arePairsWhole: boolean,
  ): string[] {
    const shown = this.#readShownStories();
    const isFull = !arePairsWhole || changedIds.size > shown.size * FULL_UPDATE_SHARE;
    const known = isFull ? null : this.#index;
    const index = known ?? new SameStoryIndex();
    this.#index = index;
    for (const id of changedIds) index.remove(id);
    for (const [id, readText] of shown) {
      if (known === null || changedIds.has(id)) index.add(readText());
    }
    this.#storePairs(index, isFull ? [...shown.keys()] : [...changedIds], shown, isFull);
    const touched = new Set([...clusterIdsBefore, ...this.#renameClusters(shown)]);
    const readCluster = this.#database.prepare('select cluster_id from stories where id = ?');
    for (const id of changedIds) touched.add(String(readCluster.get(id)?.cluster_id ?? id));
    return this.#database
      .prepare(
        `select id from stories where is_shown and (cluster_id in (select value from json_each(?1)) or rowid in (
           select story_rowid from story_links where linked_id in (select value from json_each(?2))))`,
      )
      .all(JSON.stringify([...touched]), JSON.stringify([...changedIds]))
      .map(({ id }) => String(id));
  }

  #storePairs(
    index: SameStoryIndex,
    ids: readonly string[],
    shown: ReadonlyMap<string, unknown>,
    isFull: boolean,
  ): void {
    if (isFull) this.#database.exec('delete from same_story');
    const remove = this.#database.prepare('delete from same_story where a = ?1 or b = ?1');
    const insert = this.#database.prepare('insert or ignore into same_story values (?, ?)');
    for (const id of ids) {
      if (!isFull) remove.run(id);
      if (!shown.has(id)) continue;
      for (const other of index.matches(id)) insert.run(...([id, other].sort() as [string, string]));
    }
  }

  /** @returns the names, old and new, of the clusters that lost or gained a story */
  #renameClusters(shown: ReadonlyMap<string, unknown>): string[] {
    const pairs = this.#database
      .prepare(
        `select a, b from same_story
         union select lister.id, listed.id from story_links
           join stories lister on lister.rowid = story_links.story_rowid
           join stories listed on listed.id = story_links.linked_id
         where listed.is_shown`,
      )
      .all();
    const groups = joinPairs(pairs.map(({ a, b }) => [String(a), String(b)]));

    const changed: string[] = [];
    const rename = this.#database.prepare('update stories set cluster_id = ? where id = ?');
    const current = this.#database
      .prepare('select id, cluster_id from stories where is_shown order by published_at_ms, id')
      .all();
    const names = new Map<string, string>();
    for (const { id, cluster_id } of current) {
      if (!shown.has(String(id))) continue;
      const group = groups.get(String(id)) ?? String(id);
      // Rows come oldest first, so the first of a group names it.
      const name = names.get(group) ?? String(id);
      names.set(group, name);
      if (name === cluster_id) continue;
      rename.run(name, id ?? null);
      changed.push(name, String(cluster_id));
    }
    return changed;
  }

  /** Oldest first, the order that the index likes best. A text is read only when its story is compared. */
  #readShownStories(): Map<string, () => ComparableStory> {
    const read = this.#database.prepare('select story from stories where id = ?');
    const ids = this.#database
      .prepare('select id from stories where is_shown order by published_at_ms, id')
      .all();
    return new Map(
      ids.map(({ id }) => [
        String(id),
        () => {
          // Written by this version's indexer, see StoryTable.
          const { provider, ...story } = JSON.parse(String(read.get(id ?? null)?.story)) as Story;
          return { ...story, provider: provider.name };
        },
      ]),
    );
  }
}

/** Connected groups: each id's group is named by one of its members. */
function joinPairs(pairs: readonly (readonly [string, string])[]): Map<string, string> {
  const parents = new Map<string, string>();
  const find = (id: string): string => {
    let root = id;
    for (
      let parent = parents.get(root);
      parent !== undefined && parent !== root;
      parent = parents.get(root)
    ) {
      root = parent;
    }
    parents.set(id, root);
    return root;
  };
  for (const [a, b] of pairs) parents.set(find(a), find(b));
  return new Map([...parents.keys()].map((id) => [id, find(id)]));
}
