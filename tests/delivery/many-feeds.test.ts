import { expect, onTestFinished, test } from 'vitest';
import { ReplayClock } from '../../src/clock.ts';
import { parseConfig } from '../../src/config.ts';
import { type Subscription, toSubscription } from '../../src/curation/subscription.ts';
import { Delivery } from '../../src/delivery/delivery.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import { Pauses } from '../../src/delivery/pauses.ts';
import { RunReports } from '../../src/delivery/run-reports.ts';
import { Scheduler } from '../../src/delivery/scheduler.ts';
import { collectLog } from '../support/collect-log.ts';
import { MemoryChannels } from '../support/memory-channels.ts';
import { openLibrary } from '../support/open-library.ts';
import { openState } from '../support/open-state.ts';
import { recordText } from '../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

const START = Date.parse('2021-12-14T12:00:00Z');
const MINUTE_MS = 60_000;
const FEEDS = 2_000;
const PER_RUN = 1;

const { news } = parseConfig({});

/** Four feeds a server, in 500 servers; every other one takes only robots. */
function createFeed(index: number): Subscription {
  return toSubscription(
    {
      channelId: String(100_000_000_000_000_000n + BigInt(index)),
      topics: index % 2 === 0 ? [] : ['Robots'],
      excludedTopics: [],
      excludedProviders: [],
      minHeat: 70,
      schedule: '*/30 * * * *',
      timezone: 'UTC',
      perRun: PER_RUN,
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

function writeStories(): string {
  const folder = makeTempFolder();
  const names = ['Whale', 'Piano', 'Comet', 'Bridge', 'Lemon', 'Violin', 'Glacier', 'Saddle'];
  writeFiles(
    folder,
    Object.fromEntries(
      names.map((name, index) => [
        `${name}.md`,
        recordText({
          title: `${name} found in ${name}land`,
          excerpt: '',
          webUrl: `https://example.com/${name}`,
          provider: { name },
          topics: [index % 2 === 0 ? 'Robots' : 'Law'],
          heat: 150 - index,
          publishedDateTime: '2021-12-14T11:00:00Z',
        }),
      ]),
    ),
  );
  return folder;
}

test('given 2,000 feeds on one line, each posts its stories once, hottest first, and all look at stories that were read once', async () => {
  const { library } = await openLibrary(writeStories(), { isWatching: false });
  const state = await openState();
  const ledger = new Ledger(state);
  const pauses = await Pauses.load(state.openStore('pauses'));
  const clock = new ReplayClock(START, 0);
  const channels = new MemoryChannels(clock);
  const { logger: log } = collectLog();
  const onFatal = (error: Error): void => {
    throw error;
  };
  const feeds = Array.from({ length: FEEDS }, (_, index) => createFeed(index));
  const findSubscription = (channelId: string) => feeds.find((one) => one.channelId === channelId);
  const reports = new RunReports(state.openStore('runs'));
  const options = {
    library,
    ledger,
    pauses,
    reports,
    port: channels,
    clock,
    log,
    onFatal,
    findSubscription,
    ownsGuild: () => true,
  };
  const delivery = new Delivery(options);
  let reads = 0;
  const list = library.listPublished.bind(library);
  library.listPublished = (fromMs, toMs) => {
    // The few that came out since the last tick are asked for by each channel.
    if (toMs - fromMs > 60 * MINUTE_MS) reads++;
    return list(fromMs, toMs);
  };
  const ticks: Promise<void>[] = [];
  const scheduler = new Scheduler({
    clock,
    listSubscriptions: () => feeds,
    onTick: (subscription) => ticks.push(delivery.tick(subscription)),
  });
  onTestFinished(async () => {
    scheduler.stop();
    await delivery.stop();
  });

  await delivery.start();
  scheduler.start();
  // Second by second through the minute over which they are spread, and a second run half an hour later.
  for (const minute of [30, 60]) {
    for (let second = 0; second <= 60; second += 5) {
      clock.set(START + minute * MINUTE_MS + second * 1_000);
      await Promise.all(ticks);
    }
  }
  expect(ticks).toHaveLength(2 * FEEDS);
  const robots = ['Whale', 'Comet'];
  const all = ['Whale', 'Piano'];
  for (const [index, { channelId }] of feeds.entries()) {
    const names = channels.titles(channelId).map((title) => title.split(' ')[0]);
    expect(names).toEqual(index % 2 === 0 ? all : robots);
  }
  // One reading a minute in which channels ran, not one a channel.
  expect(reads).toBeLessThan(20);
}, 120_000);
