import { type Client, Events, RESTJSONErrorCodes } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { Subscription } from '../../curation/subscription.ts';
import type { Feeds } from '../../delivery/feeds.ts';
import { DAY_MS } from '../../duration.ts';
import { hasCode } from '../rest/errors.ts';
import { ownsGuild } from './shards.ts';
import { welcome } from './welcome.ts';

/** How long the feeds of a server are kept that has removed the bot. */
const LEFT_GUILD_KEPT_MS = 30 * DAY_MS;

export type GuildsOptions = {
  readonly client: Client<true>;
  readonly feeds: Feeds;
  readonly environment: readonly Subscription[];
  readonly clock: Clock;
  readonly log: Logger;
};

/**
 * Ends the feeds of channels that are deleted; lays those of a server that removes the bot aside, for 30 days, and
 * takes them up again when it is back. Catches up on what happened while the bot was away, then follows.
 * @returns the function that stops it
 */
export async function followGuilds({
  client,
  feeds,
  environment,
  clock,
  log,
}: GuildsOptions): Promise<() => void> {
  // A write to the disk failed: the feed is then ended at the next start.
  const logFailure = (error: unknown) => log.error({ err: error }, 'a feed could not be changed');

  const endFeed = async (channelId: string): Promise<void> => {
    if (feeds.get(channelId) === undefined) return;
    await feeds.remove(channelId);
    log.info({ channelId }, 'a feed ended: its channel was deleted');
  };
  const markLeft = async (guildId: string, leftAtMs: number | null): Promise<void> => {
    for (const feed of feeds.listOfGuild(guildId)) {
      if ((feed.leftAtMs === null) === (leftAtMs === null)) continue;
      await feeds.put({ ...feed, leftAtMs });
      log.info(
        { channelId: feed.channelId },
        leftAtMs === null ? 'a feed goes on: the bot is back' : 'a feed rests: the bot was removed',
      );
    }
  };
  const dropOld = async (): Promise<void> => {
    for (const { channelId, guildId, leftAtMs } of feeds.list()) {
      if (!ownsGuild(client, guildId)) continue;
      if (leftAtMs !== null && clock.now() - leftAtMs >= LEFT_GUILD_KEPT_MS) await feeds.remove(channelId);
    }
  };
  let cancel: () => void;
  const dropOldDaily = (): void => {
    dropOld().catch(logFailure);
    cancel = clock.setTimer(clock.now() + DAY_MS, dropOldDaily);
  };

  for (const guildId of new Set(feeds.list().map((feed) => feed.guildId))) {
    // Of another process's servers, this one sees none.
    if (!ownsGuild(client, guildId)) continue;
    await markLeft(guildId, client.guilds.cache.has(guildId) ? null : clock.now());
  }
  // Nothing is known of a server in an outage.
  const present = feeds.list().filter(({ guildId }) => client.guilds.cache.get(guildId)?.available);
  const channelIds = [...present, ...environment].map(({ channelId }) => channelId);
  for (const channelId of channelIds) {
    if (!client.channels.cache.has(channelId) && (await isDeleted(client, channelId)))
      await endFeed(channelId);
  }
  dropOldDaily();

  // With a channel its threads are gone, of which Discord does not tell.
  const endFeedsIn = async (id: string): Promise<void> => {
    await endFeed(id);
    for (const { channelId, leftAtMs } of feeds.list()) {
      if (leftAtMs !== null) continue;
      const thread = client.channels.cache.get(channelId);
      const mayBeGone = thread === undefined || (thread.isThread() && thread.parentId === id);
      if (mayBeGone && (await isDeleted(client, channelId))) await endFeed(channelId);
    }
  };
  client.on(Events.ChannelDelete, ({ id }) => void endFeedsIn(id).catch(logFailure));
  client.on(Events.ThreadDelete, ({ id }) => void endFeed(id).catch(logFailure));
  client.on(Events.GuildDelete, ({ id }) => void markLeft(id, clock.now()).catch(logFailure));
  client.on(Events.GuildCreate, (guild) => {
    const isNew = feeds.listOfGuild(guild.id).length === 0;
    markLeft(guild.id, null).catch(logFailure);
    if (isNew) void welcome(guild, log);
  });
  return () => cancel();
}

/** Asks Discord for a channel: the gateway does not tell of archived threads, and not of the end of some. */
async function isDeleted(client: Client<true>, channelId: string): Promise<boolean> {
  try {
    await client.channels.fetch(channelId, { force: true });
    return false;
  } catch (error) {
    return hasCode(error, RESTJSONErrorCodes.UnknownChannel);
  }
}
