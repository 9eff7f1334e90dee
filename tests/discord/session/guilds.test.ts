import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ReplayClock } from '../../../src/clock.ts';
import { createSubscription } from '../../../src/curation/subscription.ts';
import { Feeds } from '../../../src/delivery/feeds.ts';
import { followGuilds, type GuildsOptions } from '../../../src/discord/session/guilds.ts';
import { collectLog } from '../../support/collect-log.ts';
import { makeFeed } from '../../support/command-feed.ts';
import { createFakeClient, refuse } from '../../support/fake-client.ts';
import { openState } from '../../support/open-state.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.parse('2021-12-14T12:00:00Z');
/** A server that the bot is not in, and a channel that is nowhere. */
const ELSEWHERE = { guildId: '900000000000000001', channelId: '900000000000000002' };

async function openScene() {
  const discord = createFakeClient();
  const clock = new ReplayClock(NOW_MS, 0);
  const { logger, lines } = collectLog();
  const state = await openState();
  const feeds = await Feeds.load(state.openStore('feeds'), logger);
  return {
    discord,
    clock,
    feeds,
    lines,
    messages: () => lines.map(({ msg }) => msg),
    channelIds: () => feeds.list().map(({ channelId }) => channelId),
    leftAtMs: (channelId: string) => feeds.get(channelId)?.leftAtMs,
    /** Gives a channel a feed. */
    async addFeed(
      channelId: string,
      { guildId = discord.guildId, leftAtMs = null }: { guildId?: string; leftAtMs?: number | null } = {},
    ): Promise<string> {
      await feeds.put(makeFeed({ channelId, guildId, leftAtMs }));
      return channelId;
    },
    async follow(environment: GuildsOptions['environment'] = []): Promise<void> {
      const stop = await followGuilds({ client: discord.client, feeds, environment, clock, log: logger });
      onTestFinished(stop);
    },
  };
}

describe('given feeds at the start', () => {
  test('one whose channel is there stays, and Discord is not asked', async () => {
    const { discord, addFeed, channelIds, follow } = await openScene();
    const channelId = await addFeed(discord.addChannel());
    await follow();
    expect(channelIds()).toEqual([channelId]);
    expect(discord.requests).toEqual([]);
  });

  test('one whose channel was deleted meanwhile ends', async () => {
    const { addFeed, channelIds, lines, follow } = await openScene();
    await addFeed(ELSEWHERE.channelId);
    await follow();
    expect(channelIds()).toEqual([]);
    const line = { channelId: ELSEWHERE.channelId, msg: 'a feed ended: its channel was deleted' };
    expect(lines).toMatchObject([line]);
  });

  test('one in an archived thread stays: the gateway does not list it, but Discord has it', async () => {
    const { discord, addFeed, channelIds, follow } = await openScene();
    const threadId = await addFeed(discord.addThread(discord.addChannel(), { isArchived: true }));
    await follow();
    expect(channelIds()).toEqual([threadId]);
    expect(discord.requests.map(({ path }) => path)).toEqual([`/channels/${threadId}`]);
  });

  test.each([
    ['does not answer', () => new Response('', { status: 503 })],
    ['no longer lets the bot see the channel', () => refuse(403, 50001, 'Missing Access')],
  ])('one stays when Discord %s', async (_what, respond) => {
    const { discord, addFeed, channelIds, follow } = await openScene();
    await addFeed(ELSEWHERE.channelId);
    discord.respond(respond);
    await follow();
    expect(channelIds()).toEqual([ELSEWHERE.channelId]);
  });

  test('those of a server in an outage stay as they are, and are not asked for: nothing is known of it', async () => {
    const { discord, addFeed, channelIds, leftAtMs, lines, follow } = await openScene();
    discord.receive('GUILD_CREATE', { id: ELSEWHERE.guildId, unavailable: true });
    await addFeed(ELSEWHERE.channelId, { guildId: ELSEWHERE.guildId });
    await follow();
    expect(channelIds()).toEqual([ELSEWHERE.channelId]);
    expect(leftAtMs(ELSEWHERE.channelId)).toBe(null);
    expect(discord.requests).toEqual([]);
    expect(lines).toEqual([]);
  });

  test('those of a server that the bot is no longer in rest from now on', async () => {
    const { discord, addFeed, leftAtMs, follow } = await openScene();
    await addFeed(ELSEWHERE.channelId, { guildId: ELSEWHERE.guildId });
    await follow();
    expect(leftAtMs(ELSEWHERE.channelId)).toBe(NOW_MS);
    expect(discord.requests).toEqual([]);
  });

  test('those that rest already keep their day, and those of a server that has the bot back go on', async () => {
    const { discord, addFeed, leftAtMs, follow } = await openScene();
    const leftAt = { leftAtMs: NOW_MS - 3 * DAY_MS };
    await addFeed(ELSEWHERE.channelId, { guildId: ELSEWHERE.guildId, ...leftAt });
    const backId = await addFeed(discord.addChannel(), leftAt);
    await follow();
    expect(leftAtMs(ELSEWHERE.channelId)).toBe(leftAt.leftAtMs);
    expect(leftAtMs(backId)).toBe(null);
  });

  test('the environment’s channel is asked for, so that it is known also as an archived thread', async () => {
    const { discord, follow } = await openScene();
    const threadId = discord.addThread(discord.addChannel(), { isArchived: true });
    const settings = { ...makeFeed({ channelId: threadId, guildId: discord.guildId }) };
    await follow([createSubscription({ ...settings, maxAgeMs: DAY_MS, halfLifeMs: DAY_MS }, threadId)]);
    expect(discord.client.channels.cache.has(threadId)).toBe(true);
  });
});

describe('given feeds while the bot runs', () => {
  test('a channel that is deleted ends its feed, and no other', async () => {
    const { discord, addFeed, channelIds, follow } = await openScene();
    const deletedId = await addFeed(discord.addChannel());
    const otherId = await addFeed(discord.addChannel());
    await follow();
    discord.deleteChannel(deletedId);
    await expect.poll(channelIds).toEqual([otherId]);
  });

  test('with a channel end the feeds of its threads, of which Discord says nothing', async () => {
    const { discord, addFeed, channelIds, follow } = await openScene();
    const deletedId = discord.addChannel();
    const threadId = await addFeed(discord.addThread(deletedId));
    const otherId = await addFeed(discord.addChannel());
    await follow();
    discord.deleteChannel(deletedId);
    await expect.poll(channelIds).toEqual([otherId]);
    expect(discord.requests.map(({ path }) => path)).toEqual([`/channels/${threadId}`]);
  });

  test('a thread that is deleted ends its feed', async () => {
    const { discord, addFeed, channelIds, follow } = await openScene();
    const channelId = await addFeed(discord.addChannel());
    const threadId = await addFeed(discord.addThread(channelId));
    await follow();
    discord.deleteChannel(threadId);
    await expect.poll(channelIds).toEqual([channelId]);
  });

  test('a server that removes the bot keeps its feeds, and 29 days later they go on when it is back', async () => {
    const { discord, clock, addFeed, leftAtMs, messages, follow } = await openScene();
    const channelId = await addFeed(discord.addChannel());
    await follow();
    discord.removeGuild();
    await expect.poll(() => leftAtMs(channelId)).toBe(NOW_MS);
    clock.set(NOW_MS + 29 * DAY_MS);
    discord.receive('GUILD_CREATE', { id: discord.guildId, channels: [], members: [], roles: [] });
    await expect.poll(() => leftAtMs(channelId)).toBe(null);
    expect(messages()).toEqual(['a feed rests: the bot was removed', 'a feed goes on: the bot is back']);
  });

  test('after 30 days without the bot its feeds are forgotten', async () => {
    const { discord, clock, addFeed, leftAtMs, channelIds, follow } = await openScene();
    const channelId = await addFeed(discord.addChannel());
    await follow();
    discord.removeGuild();
    await expect.poll(() => leftAtMs(channelId)).toBe(NOW_MS);
    for (let day = 1; day < 30; day++) clock.set(NOW_MS + day * DAY_MS);
    await nextTurn();
    expect(channelIds()).toEqual([channelId]);
    clock.set(NOW_MS + 30 * DAY_MS);
    await expect.poll(channelIds).toEqual([]);
  });

  test('an outage of a server is not its end: its feeds do not rest', async () => {
    const { discord, addFeed, leftAtMs, messages, follow } = await openScene();
    const channelId = await addFeed(discord.addChannel());
    await follow();
    discord.removeGuild(discord.guildId, { isOutage: true });
    await nextTurn();
    expect(leftAtMs(channelId)).toBe(null);
    expect(messages()).toEqual([]);
  });

  test('a change that cannot be written is logged, and the bot goes on', async () => {
    const { discord, feeds, addFeed, messages, follow } = await openScene();
    const channelId = await addFeed(discord.addChannel());
    await follow();
    feeds.remove = () => Promise.reject(new Error('the disk is full'));
    discord.deleteChannel(channelId);
    await expect.poll(messages).toEqual(['a feed could not be changed']);
  });
});

describe('given a server that adds the bot', () => {
  test('without feeds, it is welcomed', async () => {
    const { discord, follow } = await openScene();
    await follow();
    const guildId = discord.addGuild({ systemChannel: {} });
    const systemChannelId = discord.client.guilds.cache.get(guildId)?.systemChannelId;
    expect((await discord.nextRequest()).path).toBe(`/channels/${systemChannelId}/messages`);
  });

  test('with feeds of before, it is not welcomed again', async () => {
    const { discord, addFeed, leftAtMs, follow } = await openScene();
    await addFeed(ELSEWHERE.channelId, { guildId: ELSEWHERE.guildId, leftAtMs: NOW_MS });
    await follow();
    discord.addGuild({ id: ELSEWHERE.guildId, systemChannel: {} });
    await expect.poll(() => leftAtMs(ELSEWHERE.channelId)).toBe(null);
    expect(discord.requests).toEqual([]);
  });
});
