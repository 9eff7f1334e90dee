import { Client } from 'discord.js';
import { expect, test } from 'vitest';
import { ownsGuild } from '../../../src/discord/session/shards.ts';

/** The shard of this server is 2 of 4: its id without the last 22 bits is 4k + 2. */
const GUILD = String((4n * 1_000_000n + 2n) << 22n);

function clientWith(options: { shards?: number[] | 'auto'; shardCount?: number }): Client<true> {
  // What is asked of it are its options, which do not change when it logs in.
  return new Client({ intents: [], ...options }) as Client<true>;
}

test.each([
  ['of all shards', { shards: [0, 1, 2, 3], shardCount: 4 }, true],
  ['of its shard alone', { shards: [2], shardCount: 4 }, true],
  ['of other shards', { shards: [0, 1, 3], shardCount: 4 }, false],
  ['of one shard that is all', { shards: [0], shardCount: 1 }, true],
  ['that does not know its shards yet', { shards: 'auto' as const }, true],
])('given a process %s, it owns a server: %o is %s', (_what, options, owns) => {
  expect(ownsGuild(clientWith(options), GUILD)).toBe(owns);
});
