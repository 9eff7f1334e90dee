import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { prepared } from '../sqlite/statements.ts';
import type { Ranked } from './ranking.ts';
import type { Scope } from './search-scope.ts';

/** What ranking knows of a story. */
export type MatchedStory = Ranked & {
  readonly rowid: number;
  readonly id: string;
  /** Null: no other story tells its event. */
  readonly clusterId: string | null;
};

/** The newest rows of a scope, with what they are ranked by. */
export function readCandidates(
  database: DatabaseSync,
  { from, parameters }: Scope,
  limit: number,
): MatchedStory[] {
  const read = prepared(
    database,
    `select headlines.rowid, id, title, provider, topics, heat, published_at_ms, cluster_id
       from (select rowid ${from} order by rowid desc limit :limit) as newest
       join headlines on headlines.rowid = newest.rowid
       left join event_members on event_members.rowid = newest.rowid`,
  );
  // A search reads hundreds, and objects with named columns take twice as long to make.
  read.setReturnArrays(true);
  // The types know of the objects alone.
  const rows = read.all({ ...parameters, limit }) as unknown as SQLOutputValue[][];
  return rows.map(([rowid, id, title, provider, topics, heat, publishedAtMs, clusterId]) => ({
    rowid: Number(rowid),
    id: String(id),
    title: String(title),
    provider: String(provider),
    topics: String(topics),
    heat: heat === null ? null : Number(heat),
    publishedAtMs: Number(publishedAtMs),
    clusterId: clusterId === null ? null : String(clusterId),
  }));
}
