import type { Client } from 'discord.js';

/**
 * Whether this process holds the connection that a server's events come by: of all others it knows nothing, and must
 * not take them for gone. A server's shard is its id without the last 22 bits, modulo their number
 * (topics/gateway, "Sharding").
 */
export function ownsGuild(client: Client<true>, guildId: string): boolean {
  const { shards, shardCount = 1 } = client.options;
  // Until the client has logged in, `auto` and a missing list stand for all.
  if (!Array.isArray(shards)) return true;
  return shards.includes(Number((BigInt(guildId) >> 22n) % BigInt(shardCount)));
}
