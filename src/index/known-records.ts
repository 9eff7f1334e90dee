import type { DatabaseSync } from 'node:sqlite';
import { isOwnRecord } from '../records/content-files.ts';
import type { Story } from '../story/story.ts';

/** The records that are there already, as the library's index knows them. */
export class KnownRecords {
  readonly #database: DatabaseSync;

  /** @param database an index of the library, open for reading */
  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Whether any record, shown or not, of any content root, is about this story, under any spelling of its address. */
  has(storyId: string, articleId: string): boolean {
    const read = this.#database.prepare('select 1 from files where story_id = ? or article_id = ? limit 1');
    return read.get(storyId, articleId) !== undefined;
  }

  /** Whether a record has this page for its address and this headline: it may tell an entry of the page. */
  hasOnPage(pageId: string, title: string): boolean {
    const read = this.#database.prepare(
      "select 1 from files join records using (path) where article_id = ? and story ->> '$.title' = ? limit 1",
    );
    return read.get(pageId, title) !== undefined;
  }

  /** The story's file in the content folder itself, relative to it: not one of a git source, nor an archived one. */
  findFile(storyId: string): string | undefined {
    return this.#paths(storyId).find(isOwnRecord);
  }

  /** The shown stories published from `fromMs` until `toMs`, but for some that the caller knows. */
  listShown(fromMs: number, toMs: number, isKnown: (storyId: string) => boolean): Story[] {
    const ids = this.#database
      .prepare(
        'select id from stories where is_shown = 1 and published_at_ms between ? and ? order by published_at_ms, id',
      )
      .all(fromMs, toMs)
      .map(({ id }) => String(id));
    const read = this.#database.prepare('select story from stories join records using (path) where id = ?');
    return ids.flatMap((id) => {
      const row = isKnown(id) ? undefined : read.get(id);
      // Written by this version's indexer (another version's index is discarded).
      return row === undefined ? [] : (JSON.parse(String(row.story)) as Story);
    });
  }

  #paths(storyId: string): string[] {
    return this.#database
      .prepare('select path from files where story_id = ? order by published_at_ms desc, path desc')
      .all(storyId)
      .map(({ path }) => String(path));
  }
}
