import { type Client, Events } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { LedgerUpkeep } from '../../delivery/ledger-upkeep.ts';
import { ownsGuild } from './shards.ts';

export type LedgerChannelsOptions = {
  readonly client: Client<true>;
  readonly upkeep: LedgerUpkeep;
  readonly clock: Clock;
  readonly log: Logger;
};

/**
 * Tells the ledger which channels and servers are gone, so that their posts are forgotten after a while; at once
 * those that went while the bot was away. Servers of other processes are left alone.
 */
export function followLedgerChannels({ client, upkeep, clock, log }: LedgerChannelsOptions): void {
  const note = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      // Nothing is lost: what is gone is noted at the next start.
      log.warn({ err: error }, 'the ledger could not note which channels are gone');
    }
  };
  note(() => {
    for (const guildId of upkeep.listGuildIds()) {
      if (ownsGuild(client, guildId) && !client.guilds.cache.has(guildId))
        upkeep.markGuildGone(guildId, clock.now());
    }
  });
  client.on(Events.ChannelDelete, ({ id }) => note(() => upkeep.markChannelGone(id, clock.now())));
  client.on(Events.ThreadDelete, ({ id }) => note(() => upkeep.markChannelGone(id, clock.now())));
  client.on(Events.GuildDelete, ({ id }) => note(() => upkeep.markGuildGone(id, clock.now())));
  client.on(Events.GuildCreate, ({ id }) => note(() => upkeep.markGuildGone(id, null)));
}
