import type { Role } from './model.ts';
import { createRoles } from './roles.ts';

/** Below these bits an id holds its time in milliseconds (reference, Snowflakes). */
const TIMESTAMP_SHIFT_BITS = 22n;

export type Guild = {
  readonly id: string;
  readonly name: string;
  readonly owner_id: string;
  system_channel_id: string | null;
  preferred_locale: string;
  /** Whether the bot is in it, and since when. */
  joined: boolean;
  joined_at: string;
  /** An outage of Discord: the guild is gone for bots, though they are still in it. */
  unavailable: boolean;
  readonly roles: Role[];
  readonly botRole: Role;
};

export function createGuild(
  input: Pick<Guild, 'id' | 'name' | 'owner_id' | 'preferred_locale' | 'joined' | 'joined_at'>,
  botRoleId: string,
  botName: string,
): Guild {
  const [everyone, botRole] = createRoles(input.id, botRoleId, botName);
  return { ...input, system_channel_id: null, unavailable: false, roles: [everyone, botRole], botRole };
}

/**
 * An id for the next guild, a millisecond after the last one's: guilds added in a row lie on shards in a row. The
 * other bits are all set, so that no id made in that millisecond is the same.
 */
export function nextGuildId(lastGuildId: string): string {
  const afterMs = (BigInt(lastGuildId) >> TIMESTAMP_SHIFT_BITS) + 2n;
  return ((afterMs << TIMESTAMP_SHIFT_BITS) - 1n).toString();
}

/** The shard that a guild's events go to (events/gateway, "Sharding"). */
export function shardOf(guildId: string, shardCount: number): number {
  return Number((BigInt(guildId) >> TIMESTAMP_SHIFT_BITS) % BigInt(shardCount));
}
