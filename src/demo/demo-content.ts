import { join } from 'node:path';
import { parseConfig } from '../config.ts';
import { planPosts } from '../curation/plan.ts';
import type { Candidate } from '../curation/selection.ts';
import { createSubscription } from '../curation/subscription.ts';
import { DAY_MS } from '../duration.ts';
import { Library } from '../library/library.ts';
import { createLog } from '../log.ts';
import type { Story } from '../story/story.ts';
import type { CommandIo } from '../terminal.ts';
import type { Taxonomy } from '../topics/taxonomy.ts';

/**
 * No replay begins earlier: ids hold the time since Discord's epoch, 2015-01-01, and those of its first 28 days
 * have fewer than the 17 digits that the bot expects of a channel id.
 */
export const EARLIEST_REPLAY_MS = Date.parse('2015-02-01T00:00:00Z');

/** What the demo must know of a content folder. */
export type DemoContent = {
  /** What readers may see, oldest first. */
  readonly stories: readonly Candidate[];
  /** Stories that others cover too, oldest first; none unless they were asked for. */
  readonly coveredStories: readonly Story[];
  readonly taxonomy: Taxonomy;
  readonly medianHeat: number;
};

/**
 * @param asksForCoverage to look for `coveredStories`, a query each: with many records that takes many seconds
 * @throws when the folder cannot be read
 */
export async function surveyContent(
  contentDir: string,
  stateDir: string,
  io: CommandIo,
  asksForCoverage: boolean,
): Promise<DemoContent> {
  const log = createLog({ level: 'warn', stream: io.stderr, secrets: [] });
  const libraryPath = join(stateDir, 'library.sqlite');
  const library = new Library({ contentDir, libraryPath, isWatching: false, log });
  try {
    await library.whenCompared();
    const stories = library
      .listPublished(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
      .sort((a, b) => a.story.publishedAtMs - b.story.publishedAtMs);
    const coveredStories = stories
      .map(({ story }) => story)
      .filter(
        (story) => asksForCoverage && library.coverageOf(story, story.publishedAtMs + DAY_MS).length > 0,
      );
    return { stories, coveredStories, taxonomy: library.taxonomy, medianHeat: library.medianHeat };
  } finally {
    await library.close();
  }
}

/** Where a replay is worth beginning: the day before the seven in which most stories were published. */
export function chooseBeginning({ stories }: DemoContent): number {
  const days = stories
    .map(({ story }) => story.publishedAtMs)
    .filter((atMs) => atMs >= EARLIEST_REPLAY_MS)
    .map((atMs) => Math.floor(atMs / DAY_MS));
  let busiest = { day: 0, stories: 0 };
  for (const [index, day] of days.entries()) {
    const next = days.findIndex((other) => other >= day + 7);
    const count = (next === -1 ? days.length : next) - index;
    if (count > busiest.stories) busiest = { day, stories: count };
  }
  return Math.max(EARLIEST_REPLAY_MS, (busiest.day - 1) * DAY_MS);
}

/** When the demo's bot, which has the default settings, will post first: at most `limit` instants. */
export function planFirstPosts(
  { stories, taxonomy, medianHeat }: DemoContent,
  fromMs: number,
  limit: number,
): number[] {
  const { news } = parseConfig({});
  const subscription = createSubscription(news, 'demo');
  const candidates = stories.filter(({ story }) => story.publishedAtMs > fromMs - news.maxAgeMs);
  const endMs = (candidates.at(-1)?.story.publishedAtMs ?? fromMs) + news.maxAgeMs;
  // Mostly the first week answers; a folder of many years is not planned to its end for three posts.
  for (let spanMs = 7 * DAY_MS; ; spanMs *= 2) {
    const toMs = Math.min(fromMs + spanMs, endMs);
    const { posts } = planPosts(subscription, candidates, { fromMs, toMs, taxonomy, medianHeat });
    if (posts.length >= limit || toMs === endMs) return posts.slice(0, limit).map(({ atMs }) => atMs);
  }
}
