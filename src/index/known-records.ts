import type { DatabaseSync } from 'node:sqlite';
import { isOwnRecord } from '../records/content-files.ts';

/** The records that are there already, as the library's index knows them. */
export class KnownRecords {
  readonly #database: DatabaseSync;

  /** @param database an index of the library, open for reading */
  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Whether any record, shown or not, of any content root, is about this story. */
  has(storyId: string): boolean {
    return this.#paths(storyId).length > 0;
  }

  /** The story's file in the content folder itself, relative to it: not one of a git source, nor an archived one. */
  findFile(storyId: string): string | undefined {
    return this.#paths(storyId).find(isOwnRecord);
  }

  #paths(storyId: string): string[] {
    return this.#database
      .prepare('select path from files where story_id = ? order by published_at_ms desc, path desc')
      .all(storyId)
      .map(({ path }) => String(path));
  }
}
