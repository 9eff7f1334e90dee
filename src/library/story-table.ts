import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { hashLink } from '../story/links.ts';
import { isShown, type Story } from '../story/story.ts';
import { topicKey } from './taxonomy.ts';

/** What a missing heat counts as in a collection without any: the heat from which stories are worth a post. */
const HEAT_OF_EMPTY_COLLECTION = 70;

/** The tables of stories with what is derived from each: words, topics, links. */
export class StoryTable {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Makes the story what its files now say: of those that share its link, the newest.
   * @returns whether that changed anything
   */
  refresh(id: string): boolean {
    const file = this.#run(
      'select path, story from files where story_id = ? and story is not null order by published_at_ms desc, path desc limit 1',
    ).get(id);
    const current = this.#run('select rowid, path, story, cluster_id from stories where id = ?').get(id);
    if (file === undefined && current === undefined) return false;
    if (file !== undefined && file.story === current?.story && file.path === current?.path) return false;

    if (current !== undefined) this.#delete(Number(current.rowid));
    if (file !== undefined) {
      // Written by the indexer of this very version (another version's index is discarded).
      const story = JSON.parse(String(file.story)) as Story;
      this.#insert(story, String(file.path), String(current?.cluster_id ?? id));
    }
    return true;
  }

  /** The cluster that a story is in; undefined when it is not known. */
  clusterOf(id: string): string | undefined {
    const row = this.#run('select cluster_id from stories where id = ?').get(id);
    return row === undefined ? undefined : String(row.cluster_id);
  }

  /** The median heat of the shown stories that have one. */
  readMedianHeat(): number {
    const from = 'from stories where is_shown and heat is not null';
    const count = Number(this.#run(`select count(*) as count ${from}`).get()?.count);
    const middle = this.#run(`select heat ${from} order by heat limit 1 offset ?`).get(Math.floor(count / 2));
    return Number(middle?.heat ?? HEAT_OF_EMPTY_COLLECTION);
  }

  #insert(story: Story, path: string, clusterId: string): void {
    const shown = isShown(story);
    const { lastInsertRowid: rowid } = this.#run(
      `insert into stories (id, path, is_shown, published_at_ms, heat, provider_key, cluster_id, story)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      story.id,
      path,
      shown ? 1 : 0,
      story.publishedAtMs,
      story.heat,
      story.provider.name.toLowerCase(),
      shown ? clusterId : story.id,
      JSON.stringify(story),
    );
    if (!shown) return;
    this.#run('insert into words (rowid, title, excerpt, provider) values (?, ?, ?, ?)').run(
      rowid,
      story.title,
      story.excerpt,
      story.provider.name,
    );
    for (const topic of story.topics) {
      this.#run('insert into story_topics values (?, ?, ?)').run(topicKey(topic), rowid, topic);
    }
    for (const article of story.related) {
      this.#run('insert into story_links values (?, ?)').run(rowid, hashLink(article.canonicalLink));
    }
  }

  #delete(rowid: number): void {
    for (const table of ['story_topics', 'story_links']) {
      this.#run(`delete from ${table} where story_rowid = ?`).run(rowid);
    }
    this.#run('delete from words where rowid = ?').run(rowid);
    this.#run('delete from stories where rowid = ?').run(rowid);
  }

  #run(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
