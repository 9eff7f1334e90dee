import { join } from 'node:path';
import { parseConfig } from '../../src/config.ts';
import { createSubscription, type Subscription, toSubscription } from '../../src/curation/subscription.ts';
import { selectForChannel } from '../../src/delivery/channel-selection.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import { YoungStories } from '../../src/delivery/young-stories.ts';
import { State } from '../../src/state/state.ts';
import { CORPUS_END_MS } from '../corpus.ts';
import { type BenchFolder, withLibrary } from '../folder.ts';
import { type Measurement, median, timeMs } from '../measurement.ts';

const FEEDS = 2_000;
const RUNS = 9;
const MAX_AGE_MS = 72 * 3_600_000;

/**
 * Subject 8: one tick at which all feeds are due, beside reading the young stories once, which is the least that any
 * way of choosing must do.
 */
export function measureTick(folder: BenchFolder): Promise<Measurement[]> {
  return withLibrary(folder, async (library) => {
    const state = await State.open(`sqlite://${join(folder.dir, 'state.sqlite')}`);
    try {
      const ledger = new Ledger(state);
      const youngStories = new YoungStories(library);
      const topics = [...new Set(folder.stories.slice(0, 1_000).flatMap((story) => story.topics))];
      const subscriptions = Array.from({ length: FEEDS }, (_, index) => createFeed(index, topics));
      const readMs: number[] = [];
      const chooseMs: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        // Each run is a minute of its own, so that the stories are read anew.
        const nowMs = CORPUS_END_MS + run * 60_000;
        readMs.push(await timeMs(() => library.listPublished(nowMs - MAX_AGE_MS, nowMs)));
        chooseMs.push(
          await timeMs(() => {
            for (const subscription of subscriptions) {
              const budget = subscription.policy.perRun;
              selectForChannel(subscription, { library, youngStories, ledger, nowMs, budget });
            }
          }),
        );
      }
      return [
        {
          subject: 'tick',
          stories: folder.stories.length,
          what: `choosing for ${FEEDS} feeds`,
          value: median(chooseMs),
          unit: 'ms',
          reference: { name: 'reading the young stories once', value: median(readMs) },
        },
      ];
    } finally {
      state.close();
    }
  });
}

/** Feeds differ as those of real servers do: in topics, heat, and what they leave out. */
function createFeed(index: number, topics: readonly string[]): Subscription {
  const { news } = parseConfig({});
  const topicAt = (at: number): string => topics[at % topics.length] ?? 'AI';
  const channelId = String(100_000_000_000_000_000n + BigInt(index));
  if (index % 4 === 0) return createSubscription(news, channelId);
  return toSubscription(
    {
      channelId,
      topics: [topicAt(index), topicAt(index * 7 + 1)],
      excludedTopics: index % 3 === 0 ? [topicAt(index * 5)] : [],
      excludedProviders: index % 5 === 0 ? ['Forbes'] : [],
      minHeat: 60 + (index % 60),
      schedule: '*/30 * * * *',
      timezone: ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'][index % 4] ?? 'UTC',
      perRun: 1 + (index % 3),
      perDay: 24,
      quietHours: null,
      mention: null,
      mentionsPerDay: 4,
      style: 'card',
      digest: 'ending',
      quietDays: 'tell',
      opensThread: false,
      ignoredStoryIds: [],
    },
    news,
  );
}
