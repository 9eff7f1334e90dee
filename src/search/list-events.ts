import type { DatabaseSync } from 'node:sqlite';
import type { Pair } from '../events/event-groups.ts';
import { compareLeads } from '../events/lead.ts';
import { prepared } from '../sqlite/statements.ts';
import type { Story } from '../story/story.ts';
import { type EventHeat, findCoverage, listOutlets, rateEvent } from './coverage.ts';

/** Shown stories that tell one event, the one that leads it first, the others by time. */
export type NewsEvent = {
  readonly id: string;
  readonly stories: readonly { readonly story: Story; readonly path: string }[];
  readonly heat: EventHeat;
  /** See `listOutlets`. */
  readonly outlets: readonly string[];
  /** The pairs of them that were compared, with their points. */
  readonly pairs: readonly Pair[];
};

/**
 * The events of which a story came out after `fromMs`, up to and including `nowMs`, the newest lead first.
 * @param isAll also stories that stand alone
 */
export function listEvents(
  database: DatabaseSync,
  { fromMs, nowMs, isAll }: { fromMs: number; nowMs: number; isAll: boolean },
): NewsEvent[] {
  const rows = prepared(
    database,
    `select cluster_id, path, story from stories join records using (path)
     where is_shown = 1 and published_at_ms <= ?2 and cluster_id in
       (select cluster_id from stories where is_shown = 1 and published_at_ms > ?1 and published_at_ms <= ?2)`,
  ).all(fromMs, nowMs);
  const events = [...Map.groupBy(rows, (row) => String(row.cluster_id))].flatMap(
    ([id, members]): NewsEvent[] => {
      if (members.length === 1 && !isAll) return [];
      const stories = members
        // Written by this version's indexer, see StoryTable.
        .map(({ path, story }) => ({ path: String(path), story: JSON.parse(String(story)) as Story }))
        .sort((a, b) => compareLeads(a.story, b.story));
      const [lead, ...others] = stories;
      others.sort((a, b) => a.story.publishedAtMs - b.story.publishedAtMs);
      const pairs = readPairs(
        database,
        stories.map(({ story }) => story.id),
      );
      if (lead === undefined) return [];
      const coverage = findCoverage(database, lead.story, nowMs);
      const heat = rateEvent(lead.story, coverage);
      return [{ id, stories: [lead, ...others], heat, outlets: listOutlets(lead.story, coverage), pairs }];
    },
  );
  const newest = ({ stories }: NewsEvent): number => stories[0]?.story.publishedAtMs ?? 0;
  return events.sort((a, b) => newest(b) - newest(a) || (a.id < b.id ? -1 : 1));
}

/** The pairs of some stories that were compared, with their points, those that an editor decided among them. */
export function readPairs(database: DatabaseSync, ids: readonly string[]): Pair[] {
  return prepared(
    database,
    `select a, b, points from same_story
     where a in (select value from json_each(?1)) and b in (select value from json_each(?1))`,
  )
    .all(JSON.stringify(ids))
    .map(({ a, b, points }) => ({ a: String(a), b: String(b), points: Number(points) }));
}
