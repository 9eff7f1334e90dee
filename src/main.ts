import type { Logger } from 'pino';
import { commands, components } from '../commands/index.ts';
import { untilAborted, waitAtMost, whenAborted } from './abort.ts';
import { type Clock, systemClock } from './clock.ts';
import type { BotConfig, Config } from './config.ts';
import { createSubscription, type Subscription } from './curation/subscription.ts';
import { Delivery } from './delivery/delivery.ts';
import { Feeds } from './delivery/feeds.ts';
import { Ledger } from './delivery/ledger.ts';
import { LedgerUpkeep } from './delivery/ledger-upkeep.ts';
import { Pauses } from './delivery/pauses.ts';
import { RunReports } from './delivery/run-reports.ts';
import { Scheduler } from './delivery/scheduler.ts';
import { keepStateUp } from './delivery/state-upkeep.ts';
import { Subscriptions } from './delivery/subscriptions.ts';
import type { CommandContext } from './discord/interactions/command.ts';
import { answerInteractions } from './discord/interactions/interactions.ts';
import { DiscordChannels } from './discord/posting/channels.ts';
import { findPostable } from './discord/posting/postable-channel.ts';
import { createDeliveryRest } from './discord/rest/delivery-rest.ts';
import { createClient } from './discord/session/client.ts';
import { login, watchConnection } from './discord/session/connection.ts';
import { followGuilds } from './discord/session/guilds.ts';
import { followLedgerChannels } from './discord/session/ledger-channels.ts';
import { guardPackets } from './discord/session/packets.ts';
import { registerCommands } from './discord/session/registration.ts';
import { ownsGuild } from './discord/session/shards.ts';
import { EXIT_FAILURE, EXIT_MISUSE, FatalError } from './fatal-error.ts';
import { ArticleAdder } from './ingest/round/article-adder.ts';
import { Library } from './library/library.ts';
import { lockState } from './state/lock.ts';
import { State } from './state/state.ts';
import { formatProblem } from './story/problem.ts';

/** A request in flight gets this long to finish when the bot is told to stop. */
const STOP_MAX_MS = 4_000;
const DISCONNECT_MAX_MS = 500;
/** More problems of the content folder than these are left to `check`. */
const PROBLEMS_LOGGED_MAX = 20;

export type BotOptions = {
  readonly config: BotConfig;
  readonly clock: Clock;
  readonly log: Logger;
  /** Run one tick of every subscription, then return. */
  readonly isOnce: boolean;
  /** Instead of the environment's, as a test or a benchmark wants them. */
  readonly subscriptions?: readonly Subscription[];
  /** Ends the bot: what is in flight finishes, nothing else begins. */
  readonly signal: AbortSignal;
};

/**
 * Builds everything, starts it, and runs until the signal (or, once, until the tick is done).
 * @throws StateError, IndexError, FatalError
 */
export async function runBot(options: BotOptions): Promise<void> {
  try {
    await buildAndRun(options);
  } catch (error) {
    // A stop by the signal is no failure.
    if (error !== options.signal.reason) throw error;
  }
}

async function buildAndRun(options: BotOptions): Promise<void> {
  const { config, clock, log } = options;
  const token = config.discordToken;
  // Every wait ends with `shutdown`: when the bot is told to stop, or at the first fatal error.
  const failure = new AbortController();
  const shutdown = AbortSignal.any([options.signal, failure.signal]);
  const fail = (error: unknown): void => failure.abort(error);

  // A replayed clock is for old records: news of today has no place in it.
  const isIngesting = config.ingest.isOn && !options.isOnce && clock === systemClock;
  // Loaded only where it is wanted, and before there is anybody to answer.
  const ingest = isIngesting ? await import('./ingest/round/ingest-schedule.ts') : null;
  await using resources = new AsyncDisposableStack();
  resources.defer(() => log.info('stopped'));
  resources.adopt(lockState(config.stateUrl), (unlock) => unlock());
  const state = resources.adopt(await State.open(config.stateUrl, { isLocked: true }), (opened) =>
    opened.close(),
  );
  const ledger = new Ledger(state);
  const pauses = await Pauses.load(state.openStore('pauses'));
  const feeds = await Feeds.load(state.openStore('feeds'), log);
  const libraryOptions = { ...config, isWatching: !options.isOnce, log };
  const library = resources.adopt(new Library(libraryOptions), (opened) => opened.close());
  await library.whenOpened();
  library.whenFailed().catch(fail);
  // discord.js may never finish closing a connection that it is just reopening, so the wait has a limit.
  const keepsThread = (id: string) => feeds.get(id) !== undefined || id === config.news.channelId;
  const client = resources.adopt(createClient(config.discordApiUrl, keepsThread), async (opened) => {
    await waitAtMost(opened.destroy(), DISCONNECT_MAX_MS);
  });
  watchConnection(client, { log, signal: shutdown, onLost: fail });
  guardPackets(client, log);

  const context = Promise.withResolvers<CommandContext>();
  answerInteractions({ client, log, commands, components, getContext: () => context.promise });
  const ready = await login(client, token, shutdown, log);
  // Commands can be typed at once; one that comes before the library is read is answered when it is.
  const definitions = commands.map(({ definition }) => definition);
  await untilAborted(registerCommands(ready, definitions, log), shutdown);
  await untilAborted(library.whenReady(), shutdown);
  logLibrary(library, config, log);
  if (ingest !== null) resources.defer(ingest.scheduleIngest({ config, clock, log }));

  const environment = options.subscriptions ?? listEnvironment(config, library, log);
  const owns = (guildId: string): boolean => ownsGuild(ready, guildId);
  const subscriptions = new Subscriptions(environment, feeds, config.news, owns);
  const delivery = new Delivery({
    library,
    ledger,
    pauses,
    reports: new RunReports(state.openStore('runs')),
    clock,
    log,
    port: new DiscordChannels(ready, createDeliveryRest(config.discordApiUrl, token), library, log),
    findSubscription: (id) => subscriptions.listRunning().find(({ channelId }) => channelId === id),
    ownsGuild: owns,
    onFatal: (error) => fail(new FatalError(error.message, EXIT_MISUSE)),
  });
  const following = followGuilds({ client: ready, feeds, environment, clock, log });
  resources.defer(await untilAborted(following, shutdown));
  const upkeep = new LedgerUpkeep(state);
  followLedgerChannels({ client: ready, upkeep, clock, log });
  const findGuildId = (id: string) => findPostable(ready, id)?.guildId;
  const { followMs } = config;
  resources.defer(
    keepStateUp({
      state,
      ledger: upkeep,
      clock,
      realClock: systemClock,
      followMs,
      findGuildId,
      log,
      onLost: fail,
    }),
  );
  const articles = new ArticleAdder(config, library);
  context.resolve({
    client: ready,
    config,
    library,
    ledger,
    pauses,
    delivery,
    subscriptions,
    articles,
    clock,
  });
  await untilAborted(library.whenCompared(), shutdown);
  logFeeds(subscriptions, log);
  try {
    await deliver(delivery, subscriptions, library, { ...options, signal: shutdown });
  } finally {
    // What ended the bot is what is reported, also when delivery failed because of it.
    failure.signal.throwIfAborted();
  }
}

function logLibrary(library: Library, { contentDir }: Config, log: Logger): void {
  const { files, stories, unpublished, errors } = library.readOverview();
  for (const problem of errors.slice(0, PROBLEMS_LOGGED_MAX)) log.warn(formatProblem(problem));
  if (errors.length > PROBLEMS_LOGGED_MAX) {
    log.warn(`${errors.length - PROBLEMS_LOGGED_MAX} more problems: npm run heatline -- check`);
  }
  log.info({ files, stories, unpublished }, `${stories} stories in ${contentDir}`);
}

function listEnvironment({ news }: Config, library: Library, log: Logger): Subscription[] {
  if (news.channelId === null) return [];
  for (const topic of news.topics) {
    if (library.taxonomy.find(topic) === undefined) log.warn(`NEWS_TOPICS: "${topic}" is not in topics.yaml`);
  }
  return [createSubscription(news, news.channelId)];
}

function logFeeds(subscriptions: Subscriptions, log: Logger): void {
  const channels = subscriptions.listRunning().length;
  if (channels > 0) log.info({ channels }, 'posting on schedule');
  else {
    log.warn(
      'no channel gets posts yet: type /feed add in Discord, or set NEWS_CHANNEL_ID and start again (commands work)',
    );
  }
}

/** Runs every subscription's ticks until the signal, and then what is in flight to its end. */
async function deliver(
  delivery: Delivery,
  subscriptions: Subscriptions,
  library: Library,
  { clock, isOnce, log, signal }: BotOptions,
): Promise<void> {
  const stopped = whenAborted(signal);
  const taken = delivery.start();
  const scheduler = new Scheduler({
    clock,
    listSubscriptions: () => subscriptions.listRunning(),
    onTick: (subscription) => void delivery.tick(subscription),
  });
  try {
    if (isOnce) {
      const running = subscriptions.listRunning();
      const ticks = taken.then(() => Promise.all(running.map((subscription) => delivery.tick(subscription))));
      await Promise.race([ticks, stopped]);
      if (running.some(({ channelId }) => delivery.isBehind(channelId))) {
        throw new FatalError('the tick could not be finished', EXIT_FAILURE);
      }
    } else {
      library.onChange(() => scheduler.runBreaking());
      scheduler.start();
      await stopped;
    }
  } finally {
    scheduler.stop();
    if (!(await waitAtMost(delivery.stop(), STOP_MAX_MS))) {
      log.warn('stopped before Discord had answered a post; the next start finds out whether it is there');
    }
  }
}
