import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ReplayClock } from '../../src/clock.ts';
import { parseConfig } from '../../src/config.ts';
import { createSubscription } from '../../src/curation/subscription.ts';
import { Delivery } from '../../src/delivery/delivery.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import { Pauses } from '../../src/delivery/pauses.ts';
import { RunReports } from '../../src/delivery/run-reports.ts';
import { collectLog } from './collect-log.ts';
import { MemoryChannels } from './memory-channels.ts';
import { openLibrary } from './open-library.ts';
import { listEntries, openState } from './open-state.ts';
import { recordText } from './record-text.ts';
import { makeTempFolder, writeFiles } from './temp-folder.ts';

export const CHANNEL = '112233445566778899';
export const START = Date.parse('2021-12-14T12:00:00Z');
export const HOUR_MS = 3_600_000;
/** The headline of each made story. */
export const SUBJECTS: Readonly<Record<string, string>> = {
  a: 'Robots fold laundry',
  b: 'Chip shortage ends',
  c: 'Whales sing on the moon',
};

/** A record of the outlet `name`, with that subject. */
export const record = (name: string, fields: Readonly<Record<string, unknown>> = {}): string =>
  recordText({
    title: SUBJECTS[name] ?? name,
    excerpt: '',
    webUrl: `https://example.com/${name}`,
    provider: { name },
    ...fields,
  });
/** `a` is the hottest, then `b`, then `c`. */
export const STORIES = {
  'a.md': record('a', { heat: 120 }),
  'b.md': record('b', { heat: 110 }),
  'c.md': record('c', { heat: 100 }),
};

type SetUpOptions = {
  readonly isWatching?: boolean;
  readonly isAnnouncement?: boolean;
  /** The servers whose work is done here; all of them unless told otherwise. */
  readonly ownsGuild?: (guildId: string) => boolean;
};

/** Delivery over the real library, ledger and state, with channels in memory and clocks that the test sets. */
export async function setUp(
  files: Readonly<Record<string, string>> | string,
  settings: Readonly<Record<string, string>> = {},
  { isWatching = false, isAnnouncement = false, ownsGuild = () => true }: SetUpOptions = {},
) {
  const folder = typeof files === 'string' ? files : makeTempFolder();
  if (typeof files !== 'string') writeFiles(folder, files);
  const { library, nextChange } = await openLibrary(folder, { isWatching });
  const stateUrl = `sqlite://${join(makeTempFolder(), 'state.sqlite')}`;
  const clock = new ReplayClock(START, 0);
  const realClock = new ReplayClock(START, 0);
  const channels = new MemoryChannels(clock, isAnnouncement);
  const { logger, lines } = collectLog();
  const subscription = createSubscription(parseConfig(settings).news, CHANNEL);
  const running = { ...(await open()) };
  onTestFinished(() => running.close());

  async function open() {
    const state = await openState(stateUrl);
    const ledger = new Ledger(state);
    const pauses = await Pauses.load(state.openStore('pauses'));
    const onFatal = (error: Error): void => {
      throw error;
    };
    const delivery = new Delivery({
      library,
      ledger,
      pauses,
      reports: new RunReports(state.openStore('runs')),
      port: channels,
      clock,
      realClock,
      log: logger,
      findSubscription: () => subscription,
      ownsGuild,
      onFatal,
    });
    const close = async (): Promise<void> => {
      await delivery.stop();
      state.close();
    };
    return { state, ledger, delivery, close };
  }
  return {
    folder,
    library,
    nextChange,
    clock,
    realClock,
    channels,
    subscription,
    log: lines,
    state: () => running.state,
    ledger: () => running.ledger,
    /** What the ledger holds of the channel, oldest first. */
    entries: () => listEntries(running.state, CHANNEL),
    delivery: () => running.delivery,
    /** @returns what the tick picked and refused */
    async tick() {
      await running.delivery.tick(subscription);
      return running.delivery.lastRun(CHANNEL) ?? { picks: [], refusals: [] };
    },
    titles: () => channels.titles(CHANNEL),
    /** What a new process does: nothing is remembered but what is on disk. */
    async restart(): Promise<void> {
      await running.close();
      Object.assign(running, await open());
    },
    /** A new process whose state was deleted while none ran. */
    async restartWithoutState(): Promise<void> {
      await running.close();
      rmSync(stateUrl.slice('sqlite://'.length));
      Object.assign(running, await open());
    },
  };
}
