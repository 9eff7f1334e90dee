import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { dump } from 'js-yaml';
import pino from 'pino';
import { parseConfig } from '../src/config.ts';
import { createSubscription, type Subscription, toSubscription } from '../src/curation/subscription.ts';
import { selectForChannel } from '../src/delivery/channel-selection.ts';
import { Ledger } from '../src/delivery/ledger.ts';
import { YoungStories } from '../src/delivery/young-stories.ts';
import { Library } from '../src/library/library.ts';
import { openStore } from '../src/state/store.ts';

// One tick at which all feeds are due: what choosing for every channel costs, beside reading the stories once, which
// is the least that any way of doing it must do.

const FEEDS = 2_000;
const RUNS = 9;
const NOW = Date.parse('2021-12-16T18:00:00Z');
/** A hundred stories a day, over the three days that a story may be old. */
const STORIES = 300;
const MAX_AGE_MS = 72 * 3_600_000;
const TOPICS = [
  'AI',
  'Machine Learning',
  'AI in Autos',
  'AI Ethics',
  'Microsoft AI',
  'AI in Finance',
  'Robots',
  'Law',
];

const dir = mkdtempSync(join(tmpdir(), 'heatline-bench-'));
const contentDir = join(dir, 'content');
writeContent();
const log = pino({ level: 'silent' });
const library = new Library({ contentDir, libraryPath: join(dir, 'library.sqlite'), isWatching: false, log });
const store = await openStore(`sqlite://${join(dir, 'state.sqlite')}`, 'ledger');
try {
  await library.whenReady();
  const ledger = await Ledger.load(store);
  const youngStories = new YoungStories(library);
  const subscriptions = Array.from({ length: FEEDS }, (_, index) => createFeed(index));
  const readMs: number[] = [];
  const chooseMs: number[] = [];
  let picks = 0;
  for (let run = 0; run < RUNS; run++) {
    // Each run is a minute of its own, so that the stories are read anew.
    const nowMs = NOW + run * 60_000;
    readMs.push(time(() => void library.listPublished(nowMs - MAX_AGE_MS, nowMs)));
    chooseMs.push(
      time(() => {
        picks = 0;
        for (const subscription of subscriptions) {
          const budget = subscription.policy.perRun;
          picks += selectForChannel(subscription, { library, youngStories, ledger, nowMs, budget }).picks
            .length;
        }
      }),
    );
  }
  const young = youngStories.list(NOW, MAX_AGE_MS).length;
  const [read, choose] = [median(readMs), median(chooseMs)];
  console.log(`${FEEDS} feeds, ${young} stories young enough, ${picks} picks, medians of ${RUNS} runs`);
  console.log(`reading the stories once   ${read.toFixed(1)} ms`);
  console.log(`choosing for every feed    ${choose.toFixed(1)} ms   ${(choose / read).toFixed(1)} x`);
} finally {
  await store.close();
  await library.close();
  rmSync(dir, { recursive: true, force: true });
}

function writeContent(): void {
  mkdirSync(contentDir);
  writeFileSync(join(contentDir, 'topics.yaml'), dump(TOPICS.map((name) => ({ name }))));
  for (let index = 0; index < STORIES; index++) {
    const record = {
      title: `Story number ${index} of ${topicAt(index)} by engineer ${index * 31}`,
      publishedDateTime: new Date(NOW - (index / STORIES) * MAX_AGE_MS).toISOString(),
      webUrl: `https://outlet${index % 40}.example/${index}`,
      heat: 50 + ((index * 37) % 110),
      provider: { name: `Outlet ${index % 40}` },
      topics: ['AI', topicAt(index), topicAt(index * 3 + 1)],
    };
    writeFileSync(join(contentDir, `${index}.md`), `---\n${dump(record)}---\n`);
  }
}

function topicAt(index: number): string {
  return TOPICS[index % TOPICS.length] ?? 'AI';
}

/** Feeds differ as those of real servers do: in topics, heat, and what they leave out. */
function createFeed(index: number): Subscription {
  const { news } = parseConfig({});
  const channelId = String(100_000_000_000_000_000n + BigInt(index));
  if (index % 4 === 0) return createSubscription(news, channelId);
  return toSubscription(
    {
      channelId,
      topics: [topicAt(index), topicAt(index * 7 + 1)],
      excludedTopics: index % 3 === 0 ? [topicAt(index * 5)] : [],
      excludedProviders: index % 5 === 0 ? ['Outlet 3'] : [],
      minHeat: 60 + (index % 60),
      schedule: '*/30 * * * *',
      timezone: ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'][index % 4] ?? 'UTC',
      perRun: 1 + (index % 3),
      perDay: 24,
      quietHours: null,
      mention: null,
      style: 'card',
      opensThread: false,
      ignoredStoryIds: [],
    },
    news,
  );
}

function time(work: () => void): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
