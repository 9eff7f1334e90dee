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

/** The rows of a scope without some, newest first. */
export function listOthers(
  database: DatabaseSync,
  { from, parameters }: Scope,
  known: readonly number[],
  { limit, offset }: { limit: number; offset: number },
): number[] {
  return prepared(
    database,
    `select rowid ${from} and rowid not in (select value from json_each(:known))
       order by rowid desc limit :limit offset :offset`,
  )
    .all({ ...parameters, known: JSON.stringify(known), limit, offset })
    .map(({ rowid }) => Number(rowid));
}

/** How many rows a scope has. */
export function countRows(database: DatabaseSync, { from, parameters }: Scope): number {
  const { match, first, last } = parameters;
  if (match !== undefined || first !== EARLIEST) {
    return Number(prepared(database, `select count(*) as count ${from}`).get(parameters)?.count);
  }
  // All stories but the few that are not out yet, so that those are counted.
  const later = prepared(database, 'select count(*) as count from headlines where rowid > ?').get(last ?? 0);
  return countShownStories(database) - Number(later?.count);
}

/** How many stories there are, whatever the filter. */
export function countShownStories(database: DatabaseSync): number {
  return Number(readMeta(database, 'shown_stories') ?? 0);
}

/** Whether any story matches an FTS5 expression, whatever the filter. */
export function isFound(database: DatabaseSync, expression: string): boolean {
  return prepared(database, 'select 1 from words where words match ? limit 1').get(expression) !== undefined;
}
