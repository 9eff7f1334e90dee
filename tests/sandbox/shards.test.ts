import { Client, type ClientOptions, Events, GatewayIntentBits } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { shardOf } from '../../sandbox/guild.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { openSandbox, restOf } from './support.ts';

function createClient(sandbox: Sandbox, shards: Pick<ClientOptions, 'shards' | 'shardCount'>): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: sandbox.apiUrl, offset: 0 },
    ...shards,
  });
  onTestFinished(() => client.destroy());
  return client;
}

async function connect(
  sandbox: Sandbox,
  shards: Pick<ClientOptions, 'shards' | 'shardCount'> = { shards: 'auto' },
): Promise<Client<true>> {
  const client = createClient(sandbox, shards);
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(sandbox.token);
  return await ready;
}

/** A sandbox that wants three shards, with a guild on each. */
async function openThree() {
  const sandbox = await openSandbox({ shards: 3 });
  const guilds = [sandbox.guild, sandbox.addGuild({ name: 'Two' }), sandbox.addGuild({ name: 'Three' })];
  return { sandbox, guildIds: guilds.map(({ id }) => id) };
}

/** The close code of a connection that identifies itself so. */
async function findCloseCode(sandbox: Sandbox, shard?: readonly number[]): Promise<number> {
  const socket = new WebSocket(sandbox.apiUrl.replace('http', 'ws'));
  onTestFinished(() => socket.close());
  const identify = { token: sandbox.token, intents: 1, ...(shard ? { shard } : {}) };
  socket.onmessage = () => socket.send(JSON.stringify({ op: 2, d: identify }));
  return await new Promise((resolve) => {
    socket.onclose = ({ code }) => resolve(code);
  });
}

test('given nothing said of shards, Discord asks for one', async () => {
  const sandbox = await openSandbox();
  expect((await restOf(sandbox)('GET', '/gateway/bot')).body.shards).toBe(1);
  expect((await connect(sandbox)).ws.shards.size).toBe(1);
});

test('given three shards, a client on auto opens three, each with its own guilds', async () => {
  const { sandbox, guildIds } = await openThree();
  const client = await connect(sandbox);
  expect(sandbox.connectedCount()).toBe(3);
  const shardIds = guildIds.map((id) => client.guilds.cache.get(id)?.shardId);
  expect([...shardIds].sort()).toEqual([0, 1, 2]);
  expect(shardIds).toEqual(guildIds.map((id) => shardOf(id, 3)));
});

test('given a guild that comes later and its events, they come by its own shard', async () => {
  const { sandbox } = await openThree();
  const client = await connect(sandbox);
  const created = new Promise<number>((resolve) =>
    client.once(Events.GuildCreate, ({ shardId }) => resolve(shardId)),
  );
  const fourth = sandbox.addGuild({ name: 'Four' });
  expect(await created).toBe(shardOf(fourth.id, 3));
  const events: number[] = [];
  client.on(Events.Raw, ({ t }: { t: string }, shardId: number) => {
    if (t === 'CHANNEL_CREATE') events.push(shardId);
  });
  const seen = new Promise((resolve) => client.once(Events.ChannelCreate, resolve));
  sandbox.addChannel({ name: 'new', guildId: fourth.id });
  await seen;
  expect(events).toEqual([shardOf(fourth.id, 3)]);
});

test('given a process with one shard of three, it knows the guilds of that shard alone', async () => {
  const { sandbox, guildIds } = await openThree();
  const client = await connect(sandbox, { shards: [1], shardCount: 3 });
  expect(client.guilds.cache.map(({ id }) => id)).toEqual(guildIds.filter((id) => shardOf(id, 3) === 1));
});

test('given one shard that is cut off, the others stay', async () => {
  const { sandbox } = await openThree();
  const client = await connect(sandbox);
  const resumed = new Promise<number>((resolve) => client.once(Events.ShardResume, resolve));
  sandbox.dropGateway(4000, 2);
  expect(await resumed).toBe(2);
  expect(sandbox.identifyCount()).toBe(3);
  expect(sandbox.connectedCount()).toBe(3);
});

test.each([
  [[3, 3], 'a shard beyond their number', 4010],
  [[-1, 3], 'a shard below none', 4010],
  [undefined, 'no shard', 4011],
  [[0, 1], 'the only shard', 4011],
] as const)(
  'given three shards and a connection as %s (%s), it is closed with %s',
  async (shard, _, code) => {
    const { sandbox } = await openThree();
    expect(await findCloseCode(sandbox, shard)).toBe(code);
  },
);

test('given three shards, a client that insists on one cannot log in', async () => {
  const { sandbox } = await openThree();
  await expect(createClient(sandbox, { shards: 1 }).login(sandbox.token)).rejects.toThrow(/[Ss]hard/);
});
