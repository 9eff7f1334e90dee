import type { DatabaseSync } from 'node:sqlite';
import { prepared } from '../sqlite/statements.ts';
import type { Taxonomy } from '../topics/taxonomy.ts';
import { topicKey } from '../topics/topic.ts';
import { firstRowidFrom, lastRowidUntil } from './story-rowid.ts';

// How many stories each topic and each outlet has. Many stories have the same topics, so they are counted by their
// lists of topics; those of the whole collection are counted once a scan, by the indexer, and read from there.

export type NameCount = { readonly name: string; readonly count: number };
/** A value of a column (topics: a list of names as JSON) with the number of shown stories that have it. */
type Group = readonly [value: string, stories: number];
export type NameGroups = { readonly topics: readonly Group[]; readonly providers: readonly Group[] };

/** Of the shown stories published after `fromMs`, up to and including `toMs`. */
export function countGroups(
  database: DatabaseSync,
  fromMs = Number.MIN_SAFE_INTEGER,
  toMs = Number.MAX_SAFE_INTEGER,
): NameGroups {
  const span = [firstRowidFrom(fromMs + 1), lastRowidUntil(toMs)];
  const count = (column: 'topics' | 'provider'): Group[] =>
    prepared(
      database,
      `select ${column} as value, count(*) as stories from headlines where rowid between ? and ? group by 1`,
    )
      .all(...span)
      .map(({ value, stories }) => [String(value), Number(stories)]);
  return { topics: count('topics'), providers: count('provider') };
}

/** Every topic that stories have, those of the topics below it counted in; most stories first. */
export function countTopics(
  { topics: all }: NameGroups,
  { topics: left }: NameGroups,
  taxonomy: Taxonomy,
): NameCount[] {
  const counts = new Map<string, number>();
  const names = new Map(taxonomy.topics.map(({ name }) => [topicKey(name), name]));
  const add = (groups: readonly Group[], sign: 1 | -1): void => {
    for (const [value, stories] of groups) {
      const keys = new Set<string>();
      // Written by this version's StoryTable.
      for (const name of JSON.parse(value) as string[]) {
        const known = taxonomy.find(name);
        const key = topicKey(known?.name ?? name);
        if (known === undefined && name < (names.get(key) ?? '\u{10ffff}')) names.set(key, name);
        for (const above of taxonomy.lineKeys(name)) keys.add(above);
      }
      for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + sign * stories);
    }
  };
  add(all, 1);
  add(left, -1);
  return sortCounts([...names].map(([key, name]) => ({ name, count: counts.get(key) ?? 0 })));
}

/** Every outlet that stories are of, in whatever case it is written; most stories first. */
export function countProviders({ providers: all }: NameGroups, { providers: left }: NameGroups): NameCount[] {
  const counts = new Map<string, NameCount>();
  const add = (groups: readonly Group[], sign: 1 | -1): void => {
    for (const [name, stories] of groups) {
      const known = counts.get(name.toLowerCase()) ?? { name, count: 0 };
      counts.set(name.toLowerCase(), {
        name: [name, known.name].sort()[0] ?? name,
        count: known.count + sign * stories,
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
