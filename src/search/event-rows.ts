import type { DatabaseSync } from 'node:sqlite';
import { rateUncounted } from '../events/event-heat.ts';
import type { LeadCandidate } from '../events/lead.ts';
import { prepared } from '../sqlite/statements.ts';
import type { Scope } from './search-scope.ts';

// What searching reads of events that several stories tell. A story that stands alone is an event of its own.

/** A story of such an event. */
export type MemberRow = LeadCandidate & {
  readonly rowid: number;
  readonly providerName: string;
  /** See `countedOutlets`. */
  readonly counted: readonly string[];
};

/** The stories of some events that are out, by event. */
export function readMembers(
  database: DatabaseSync,
  clusterIds: Iterable<string>,
  nowMs: number,
): Map<string, MemberRow[]> {
  const rows = prepared(
    database,
    `select rowid, id, provider, heat, published_at_ms, cluster_id, counted
       from event_members join headlines using (rowid)
       where cluster_id in (select value from json_each(?)) and published_at_ms <= ?`,
  ).all(JSON.stringify([...clusterIds]), nowMs);
  const members = new Map<string, MemberRow[]>();
  for (const { rowid, id, provider, heat, published_at_ms, cluster_id, counted } of rows) {
    const list = members.get(String(cluster_id)) ?? [];
    members.set(String(cluster_id), list);
    list.push({
      rowid: Number(rowid),
      id: String(id),
      providerName: String(provider),
      heat: heat === null ? null : Number(heat),
      publishedAtMs: Number(published_at_ms),
      // Written by this version's indexer.
      counted: JSON.parse(String(counted)) as string[],
    });
  }
  return members;
}

/** What the other stories of an event add to the heat of one. */
export function addedHeat(members: readonly MemberRow[], rowid: number): number {
  const lead = members.find((member) => member.rowid === rowid);
  if (lead === undefined) return 0;
  const others = members.filter((member) => member !== lead);
  return rateUncounted(lead.providerName, lead.publishedAtMs, lead.counted, others).added;
}

/** Which of some rows are in a scope. */
export function filterRows(database: DatabaseSync, scope: Scope, rowids: readonly number[]): Set<number> {
  // One by one, each as a span: that is a look into the words' index. "rowid = ?" beside a match is not obeyed by FTS5.
  const read = prepared(database, `select 1 ${scope.from}`);
  const { first, last } = scope.parameters;
  const isFitting = (rowid: number): boolean =>
    rowid >= Number(first) &&
    rowid <= Number(last) &&
    read.get({ ...scope.parameters, first: rowid, last: rowid }) !== undefined;
  return new Set(rowids.filter(isFitting));
}

/** A row of a scope, with its event where others tell it too. */
export type ListedRow = { readonly rowid: number; readonly clusterId: string | null };

/** The rows of a scope, newest first. */
export function* iterateRows(
  database: DatabaseSync,
  { from, parameters }: Scope,
): Generator<ListedRow, void, undefined> {
  const read = prepared(
    database,
    `select found.rowid, cluster_id from (select rowid ${from}) as found
       left join event_members on event_members.rowid = found.rowid order by found.rowid desc`,
  );
  for (const { rowid, cluster_id } of read.iterate(parameters)) {
    yield { rowid: Number(rowid), clusterId: cluster_id === null ? null : String(cluster_id) };
  }
}
