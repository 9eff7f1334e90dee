import { performance } from 'node:perf_hooks';
import pino from 'pino';
import { systemClock } from '../../src/clock.ts';
import { parseConfig } from '../../src/config.ts';
import { createSubscription } from '../../src/curation/subscription.ts';
import { Delivery } from '../../src/delivery/delivery.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import { Pauses } from '../../src/delivery/pauses.ts';
import { RunReports } from '../../src/delivery/run-reports.ts';
import { Library } from '../../src/library/library.ts';
import { State } from '../../src/state/state.ts';
import { createRandom } from '../../tests/faults/random.ts';
import { MemoryChannels } from '../../tests/support/memory-channels.ts';
import { percentile } from '../measurement.ts';
import type { YearReport } from './messages.ts';

// Delivery over a state, without Discord: what a state of a year costs is all that differs between two of these.

/** No story is that hot: every tick looks at all young stories and finds nothing. */
const MIN_HEAT = '1000000';
const TICKS = 400;
const QUERIES = 1_000;
const POSTED_LOOKED_MAX = 100;

const config = parseConfig({ ...process.env, NEWS_MIN_HEAT: MIN_HEAT });
const log = pino({ level: 'silent' });
const state = await State.open(config.stateUrl, { isLocked: true });
const ledger = new Ledger(state);
const library = new Library({ ...config, isWatching: false, log });
await library.whenCompared();
const port = new MemoryChannels(systemClock);
const delivery = new Delivery({
  library,
  ledger,
  pauses: await Pauses.load(state.openStore('pauses')),
  reports: new RunReports(state.openStore('runs')),
  port,
  clock: systemClock,
  log,
  findSubscription: () => undefined,
  ownsGuild: () => true,
  onFatal(error) {
    throw error;
  },
});
const channelIds = state.database
  .prepare('select cast(channel_id as text) as id from channels order by number')
  .all()
  .map(({ id }) => String(id));
const random = createRandom(7);
const pickChannel = (): string => channelIds[Math.floor(random() * channelIds.length)] ?? '1';
const tick = (channelId: string): Promise<void> => delivery.tick(createSubscription(config.news, channelId));

await delivery.start();
await tick(pickChannel());
const firstTickMs = performance.now();

// Processor time: a tick gives way to what members ask, so its time on the wall is mostly a wait.
const before = process.cpuUsage();
for (let run = 0; run < TICKS; run++) await tick(pickChannel());
const { user, system } = process.cpuUsage(before);

// Before the questions: over an empty state they read nothing.
globalThis.gc?.();
const rssBytes = process.memoryUsage.rss();

/** Asks a question about some channel again and again. @returns what one of a hundred takes longer than */
function timeP99(ask: (channelId: string) => unknown): number {
  const times = Array.from({ length: QUERIES }, () => {
    const channelId = pickChannel();
    const startMs = performance.now();
    ask(channelId);
    return performance.now() - startMs;
  });
  return percentile(times, 0.99);
}

const storyIds = state.database
  .prepare('select story_id from posts where id % 997 = 0 limit 5000')
  .all()
  .map(({ story_id }) => String(story_id));
const queryMs = {
  relatedP99: timeP99((channelId) => ledger.listStanding(channelId, 1)),
  whyP99: timeP99((channelId) =>
    ledger.find(channelId, storyIds[Math.floor(random() * storyIds.length)] ?? ''),
  ),
  choicesP99: timeP99((channelId) =>
    ledger.listStanding(channelId, POSTED_LOOKED_MAX).map(({ storyId }) => library.getStory(storyId)),
  ),
};
const report: YearReport = {
  firstTickMs,
  idleTickMs: (user + system) / 1_000 / TICKS,
  rssBytes,
  posts: port.messages.length,
  ...queryMs,
};
process.send?.(report);
await delivery.stop();
await library.close();
state.close();
process.disconnect();
