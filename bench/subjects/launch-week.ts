import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { groupPairs, LINK_MIN_POINTS, type Pair } from '../../src/events/event-groups.ts';
import { SameStoryIndex } from '../../src/events/same-story.ts';
import { openIndex } from '../../src/index/database.ts';
import { Indexer } from '../../src/indexing/indexer.ts';
import type { Story } from '../../src/story/story.ts';
import { createRandom } from '../../tests/faults/random.ts';
import { buildCorpus, CORPUS_END_MS, type CorpusStory, type Random, writeCorpus } from '../corpus.ts';
import { type Measurement, median } from '../measurement.ts';

const STORIES = 5_000;
const WEEK_MS = 7 * 86_400_000;
/** Share of the stories that are about the one launch that fills the week. */
const LAUNCH_SHARE = 0.2;
const ADDED = 20;

/** How long it takes to find the events of a week in which one launch fills the news, and of each story that comes. */
export function measureLaunchWeek(seeds: readonly Story[]): Promise<Measurement[]> {
  const dir = mkdtempSync(join(tmpdir(), 'heatline-bench-'));
  try {
    const random = createRandom(5);
    const stories = buildCorpus(seeds, STORIES + ADDED, 3).map((story) => launch(story, random));
    writeCorpus(dir, stories.slice(ADDED));
    const { database } = openIndex(':memory:', dir);
    const indexer = new Indexer(database, dir);
    const all = compareMs(indexer);
    const added = stories.slice(0, ADDED).map((story) => {
      writeCorpus(dir, [story]);
      return compareMs(indexer);
    });
    database.close();
    const inMemory = addInMemory(stories);
    const line = { subject: 'events', stories: STORIES, unit: 'ms' } as const;
    return Promise.resolve([
      { ...line, what: 'a launch week is compared and grouped', value: all, bar: { max: 5_000 } },
      { ...line, what: 'a story is added, median', value: median(inMemory), bar: { max: 50 } },
      { ...line, what: 'a story is added, slowest of 20', value: Math.max(...inMemory), bar: { max: 50 } },
      { ...line, what: 'a story is added, with its scan, median', value: median(added) },
      { ...line, what: 'a story is added, with its scan, slowest of 20', value: Math.max(...added) },
    ]);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** How long it takes to find where each story belongs that is added, where the others are in memory, as ingest has them. */
function addInMemory(stories: readonly CorpusStory[]): number[] {
  const index = new SameStoryIndex();
  const near = new Map<string, Pair[]>();
  const add = ({ link, title, excerpt, publishedAtMs, provider }: CorpusStory): Pair[] => {
    index.add({ id: link, title, excerpt, publishedAtMs, provider });
    const pairs = index.pairsOf(link);
    for (const pair of pairs) {
      for (const id of [pair.a, pair.b]) near.set(id, [...(near.get(id) ?? []), pair]);
    }
    return pairs;
  };
  for (const story of stories.slice(ADDED)) add(story);
  return stories.slice(0, ADDED).map((story) => {
    const startMs = performance.now();
    add(story);
    // The story with all that may be in one group with it, over however many others.
    const reached = new Set([story.link]);
    for (const id of reached) {
      for (const { a, b, points } of near.get(id) ?? []) {
        if (points >= LINK_MIN_POINTS) reached.add(a === id ? b : a);
      }
    }
    const among = [...reached].flatMap(
      (id) => near.get(id)?.filter(({ a, b }) => a === id && reached.has(b)) ?? [],
    );
    groupPairs(among);
    return performance.now() - startMs;
  });
}

/** From when the stories can be read until their events are known. */
function compareMs(indexer: Indexer): number {
  let readableMs = 0;
  indexer.scan({
    onReadable: () => {
      readableMs = performance.now();
    },
  });
  return performance.now() - readableMs;
}

const SUBJECTS = ['Vexora 9', 'the Vexora 9 model', 'Vexora', 'Quillon’s Vexora 9'];
const ACTS = [
  'launches',
  'arrives',
  'is out',
  'beats its rivals',
  'stumbles in tests',
  'gets a price',
  'leaks',
];
const DETAILS = [
  'for developers',
  'in Europe',
  'with video',
  'at half the cost',
  'after delays',
  'on phones',
];

/** Moves a story into the week; some become one of the thousand that are written about the same product. */
function launch(story: CorpusStory, random: Random): CorpusStory {
  const publishedAtMs = CORPUS_END_MS - Math.floor(random() * WEEK_MS);
  if (random() >= LAUNCH_SHARE) return { ...story, publishedAtMs };
  const any = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const title = `${any(SUBJECTS)} ${any(ACTS)} ${any(DETAILS)}`;
  return { ...story, title, excerpt: `${title}. ${story.excerpt}`, publishedAtMs };
}
