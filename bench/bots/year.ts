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
import type { YearReport } from './messages.ts';

// Delivery over a state, without Discord: what a state of a year costs is all that differs between two of these.

/** No story is that hot: every tick looks at all young stories and finds nothing. */
const MIN_HEAT = '1000000';
const TICKS = 400;

const config = parseConfig({ ...process.env, NEWS_MIN_HEAT: MIN_HEAT });
/** Every story is hot enough, and the day's posts were made. */
const fullDay = parseConfig({
  NEWS_PER_DAY: '1',
  NEWS_MIN_HEAT: '1',
  // It is never just after midnight there, when nothing was posted on the day.
  NEWS_TIMEZONE: new Date().getUTCHours() < 12 ? 'Etc/GMT-12' : 'UTC',
});
const log = pino({ level: 'silent' });
const state = await State.open(config.stateUrl, { isLocked: true });
const ledger = new Ledger(state);
const pauses = await Pauses.load(state.openStore('pauses'));
const library = new Library({ ...config, isWatching: false, log });
await library.whenCompared();
const port = new MemoryChannels(systemClock);
const delivery = new Delivery({
  library,
  ledger,
  pauses,
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
const tick = (channelId: string, { news } = config): Promise<void> =>
  delivery.tick(createSubscription(news, channelId));

await delivery.start();
await tick(pickChannel());
const firstTickMs = performance.now();

/** Processor time: a tick gives way to what members ask, so its time on the wall is mostly a wait. */
async function timeTick(settings: typeof config): Promise<number> {
  const before = process.cpuUsage();
  for (let run = 0; run < TICKS; run++) await tick(pickChannel(), settings);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / TICKS;
}
const idleTickMs = await timeTick(config);
// Before the rest: over an empty state it does nothing.
globalThis.gc?.();
const rssBytes = process.memoryUsage.rss();
// With nothing posted the day is not full.
const hasPosts = state.database.prepare('select 1 from posts limit 1').get() !== undefined;
const fullDayTickMs = hasPosts ? await timeTick(fullDay) : 0;

// Loaded only now: Discord's library is the same in all, and would hide what differs.
const { timeCommands } = await import('./year-commands.ts');
const queryMs = await timeCommands({ state, config, library, ledger, pauses, delivery, channelIds, random });
const report: YearReport = {
  firstTickMs,
  idleTickMs,
  fullDayTickMs,
  rssBytes,
  posts: port.messages.length,
  ...queryMs,
};
process.send?.(report);
await delivery.stop();
await library.close();
state.close();
process.disconnect();
