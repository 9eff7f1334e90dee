import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { facetOf } from '../index/facets.ts';
import { readMeta } from '../index/meta.ts';
import { firstRowidFrom, lastRowidUntil } from '../index/story-rowid.ts';
import { prepared } from '../sqlite/statements.ts';

// Which rows a search is about, in SQL.

export type SearchFilter = {
  /** Stories of any of these topics. */
  readonly topicKeys?: readonly string[];
  readonly providerKey?: string;
  readonly sinceMs?: number;
  /** Later stories are not out yet. */
  readonly nowMs: number;
};

/** A part of a select: `from …`. Row ids run with time (story-rowid.ts), so the newest rows have the largest. */
export type Scope = { readonly from: string; readonly parameters: Record<string, SQLInputValue> };

const EARLIEST = Number.MIN_SAFE_INTEGER;

/** The rows that an FTS5 expression and the filter leave; without any, those of the time span. */
export function buildScope(expression: string | null, filter: SearchFilter): Scope {
  const parts = expression === null ? [] : [`(${expression})`];
  if (filter.providerKey !== undefined) parts.push(matchFacets([facetOf('provider', filter.providerKey)]));
  if (filter.topicKeys !== undefined) {
    // No topic at all is no story: a facet that none has.
    parts.push(matchFacets(['', ...filter.topicKeys].map((key) => facetOf('topic', key))));
  }
  const span = {
    first: filter.sinceMs === undefined ? EARLIEST : firstRowidFrom(filter.sinceMs),
    last: lastRowidUntil(filter.nowMs),
  };
  return parts.length === 0
    ? { from: 'from headlines where rowid between :first and :last', parameters: span }
    : {
        from: 'from words where words match :match and rowid between :first and :last',
        parameters: { match: parts.join(' AND '), ...span },
      };
}

function matchFacets(facets: readonly string[]): string {
  return `facets : (${facets.map((facet) => `"${facet}"`).join(' OR ')})`;
}

/** The events of so many rows are counted, the newest; of more, the rest is taken to be retold as often. */
const COUNTED_ROWS_MAX = 10_000;

/** How many events the rows of a scope tell: up to 10,000 rows exactly. Counting more takes longer than searching. */
export function countEvents(database: DatabaseSync, { from, parameters }: Scope): number {
  const { match, first, last } = parameters;
  // All but the few that nobody has told yet, so that those are counted.
  if (match === undefined && first === EARLIEST)
    return countShownEvents(database) - countLaterEvents(database, last ?? 0);
  const counted = prepared(
    database,
    `select count(*) as rows, count(*) - count(cluster_id) + count(distinct cluster_id) as events
       from (select rowid ${from} order by rowid desc limit ${COUNTED_ROWS_MAX}) as found
       left join event_members on event_members.rowid = found.rowid`,
  ).get(parameters);
  const [rows, events] = [Number(counted?.rows), Number(counted?.events)];
  if (rows < COUNTED_ROWS_MAX) return events;
  const all = prepared(database, `select count(*) as count ${from}`).get(parameters)?.count;
  return Math.round((Number(all) / rows) * events);
}

/** How many events have no story up to a row. */
function countLaterEvents(database: DatabaseSync, lastRowid: SQLInputValue): number {
  const row = prepared(
    database,
    `select count(*) - count(cluster_id) + count(distinct iif(
         exists (select 1 from event_members earlier
                 where earlier.cluster_id = later.cluster_id and earlier.rowid <= ?1), null, cluster_id)) as count
       from headlines left join event_members later on later.rowid = headlines.rowid
       where headlines.rowid > ?1`,
  ).get(lastRowid);
  return Number(row?.count);
}

function countShownEvents(database: DatabaseSync): number {
  return countShownStories(database) - Number(readMeta(database, 'following_stories') ?? 0);
}

/** How many stories there are, whatever the filter. */
export function countShownStories(database: DatabaseSync): number {
  return Number(readMeta(database, 'shown_stories') ?? 0);
}

/** How many stories match an FTS5 expression, whatever the filter; of many, about so many. */
export function countFound(database: DatabaseSync, expression: string): number {
  const row = prepared(
    database,
    `select count(*) as count from (select 1 from words where words match ? limit ${COUNTED_ROWS_MAX})`,
  ).get(expression);
  return Number(row?.count);
}

/** Whether any story matches an FTS5 expression, whatever the filter. */
export function isFound(database: DatabaseSync, expression: string): boolean {
  return prepared(database, 'select 1 from words where words match ? limit 1').get(expression) !== undefined;
}
