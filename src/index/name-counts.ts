import type { DatabaseSync } from 'node:sqlite';
import { prepared } from '../sqlite/statements.ts';
import type { Taxonomy } from '../topics/taxonomy.ts';
import { topicKey } from '../topics/topic.ts';
import { firstRowidFrom, lastRowidUntil } from './story-rowid.ts';

// How many events each topic and each outlet has: what several stories tell counts once. Many have the same topics, so
// they are counted by their lists of topics; those of the whole collection are counted once a scan, by the indexer, and
// read from there.

export type NameCount = { readonly name: string; readonly count: number };
/** A value of a column (topics: a list of names as JSON) with the number of events that have it. */
type Group = readonly [value: string, events: number];
export type NameGroups = { readonly topics: readonly Group[]; readonly providers: readonly Group[] };

/** Of the events of which a shown story was published after `fromMs`, up to and including `toMs`. */
export function countGroups(
  database: DatabaseSync,
  fromMs = Number.MIN_SAFE_INTEGER,
  toMs = Number.MAX_SAFE_INTEGER,
): NameGroups {
  return countSpan(database, { first: firstRowidFrom(fromMs + 1), last: lastRowidUntil(toMs) }, '');
}

/** Of the events that nobody has told until `nowMs`. */
export function countLaterGroups(database: DatabaseSync, nowMs: number): NameGroups {
  const span = { first: firstRowidFrom(nowMs + 1), last: Number.MAX_SAFE_INTEGER };
  const isUntold = `and not exists (
    select 1 from event_members as told where told.cluster_id = members.cluster_id and told.rowid < :first)`;
  return countSpan(database, span, isUntold);
}

/** How many stories only follow another one of their event. */
export function countFollowing(database: DatabaseSync): number {
  const row = prepared(
    database,
    'select count(*) - count(distinct cluster_id) as count from event_members',
  ).get();
  return Number(row?.count);
}

type Span = { readonly first: number; readonly last: number };

/** @param condition on the events that more than one story tells */
function countSpan(database: DatabaseSync, span: Span, condition: string): NameGroups {
  return {
    topics: [
      ...countAlone(database, 'topics', span),
      // An event has the topics of all its stories. Written by this version's StoryTable.
      ...[...readEventValues(database, 'topics', span, condition).values()].map((lists): Group => {
        const names = [...lists].flatMap((list) => JSON.parse(list) as string[]);
        return [JSON.stringify([...new Set(names)]), 1];
      }),
    ],
    providers: [
      ...countAlone(database, 'provider', span),
      ...[...readEventValues(database, 'provider', span, condition).values()].flatMap((names) =>
        [...new Map([...names].map((name) => [name.toLowerCase(), name])).values()].map(
          (name): Group => [name, 1],
        ),
      ),
    ],
  };
}

function countAlone(database: DatabaseSync, column: 'topics' | 'provider', span: Span): Group[] {
  return prepared(
    database,
    `select ${column} as value, count(*) as stories
       from headlines left join event_members as members on members.rowid = headlines.rowid
       where members.rowid is null and headlines.rowid between :first and :last group by 1`,
  )
    .all(span)
    .map(({ value, stories }) => [String(value), Number(stories)]);
}

/** What the stories of each event have in a column. */
function readEventValues(
  database: DatabaseSync,
  column: 'topics' | 'provider',
  span: Span,
  condition: string,
): Map<string, Set<string>> {
  const rows = prepared(
    database,
    `select cluster_id, ${column} as value from event_members as members
       join headlines on headlines.rowid = members.rowid
       where members.rowid between :first and :last ${condition}`,
  ).all(span);
  const values = new Map<string, Set<string>>();
  for (const { cluster_id, value } of rows) {
    const key = String(cluster_id);
    values.set(key, (values.get(key) ?? new Set()).add(String(value)));
  }
  return values;
}

/** Every topic that events have, those of the topics below it counted in; most events first. */
export function countTopics(
  { topics: all }: NameGroups,
  { topics: left }: NameGroups,
  taxonomy: Taxonomy,
): NameCount[] {
  const counts = new Map<string, number>();
  const names = new Map(taxonomy.topics.map(({ name }) => [topicKey(name), name]));
  const add = (groups: readonly Group[], sign: 1 | -1): void => {
    for (const [value, events] of groups) {
      const keys = new Set<string>();
      // Written by this version's StoryTable.
      for (const name of JSON.parse(value) as string[]) {
        const known = taxonomy.find(name);
        const key = topicKey(known?.name ?? name);
        if (known === undefined && name < (names.get(key) ?? '\u{10ffff}')) names.set(key, name);
        for (const above of taxonomy.lineKeys(name)) keys.add(above);
      }
      for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + sign * events);
    }
  };
  add(all, 1);
  add(left, -1);
  return sortCounts([...names].map(([key, name]) => ({ name, count: counts.get(key) ?? 0 })));
}

/** Every outlet that tells events, in whatever case it is written; most events first. */
export function countProviders({ providers: all }: NameGroups, { providers: left }: NameGroups): NameCount[] {
  const counts = new Map<string, NameCount>();
  const add = (groups: readonly Group[], sign: 1 | -1): void => {
    for (const [name, events] of groups) {
      const known = counts.get(name.toLowerCase()) ?? { name, count: 0 };
      counts.set(name.toLowerCase(), {
        name: [name, known.name].sort()[0] ?? name,
        count: known.count + sign * events,
      });
    }
  };
  add(all, 1);
  add(left, -1);
  return sortCounts([...counts.values()]);
}

function sortCounts(counts: readonly NameCount[]): NameCount[] {
  return counts
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
