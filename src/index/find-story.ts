import type { DatabaseSync } from 'node:sqlite';
import { prepared } from '../sqlite/statements.ts';
import { articleIdOf } from '../story/article-key.ts';
import { hashLink } from '../story/links.ts';
import { listCanonicalLinks } from '../story/page-entry.ts';

/** The ids of the stories that an address is one of: by its own link first, then by other spellings of it. */
export function findStoryIds(database: DatabaseSync, link: string): string[] {
  const read = prepared(
    database,
    `select story_id from files where story_id = ?1 or article_id = ?2
     order by story_id = ?1 desc, published_at_ms desc, path desc`,
  );
  const rows = listCanonicalLinks(link).flatMap((canonicalLink) =>
    read.all(hashLink(canonicalLink), articleIdOf(canonicalLink)),
  );
  return [...new Set(rows.map(({ story_id }) => String(story_id)))];
}
