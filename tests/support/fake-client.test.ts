import { ChannelType, Events } from 'discord.js';
import { expect, test } from 'vitest';
import { BOT_ID, createFakeClient, refuse } from './fake-client.ts';

test('channels have the permissions that the test leaves the bot', () => {
  const discord = createFakeClient();
  const id = discord.addChannel({ deny: ['SendMessages'] });
  const thread = discord.addThread(id);
  const { client } = discord;
  const ask = (channelId: string) => {
    const channel = client.channels.cache.get(channelId);
    if (channel === undefined || channel.isDMBased()) throw new Error('no such channel');
    return channel.permissionsFor(client.user)?.has('SendMessages');
  };
  expect(client.user.id).toBe(BOT_ID);
  expect([ask(id), ask(thread)]).toEqual([false, false]);
  discord.setPermissions(id, {});
  expect([ask(id), ask(thread)]).toEqual([true, true]);
});

test('an archived thread is found by asking Discord, and not before', async () => {
  const discord = createFakeClient();
  const thread = discord.addThread(discord.addChannel(), { isArchived: true });
  expect(discord.client.channels.cache.has(thread)).toBe(false);
  expect((await discord.client.channels.fetch(thread))?.type).toBe(ChannelType.PublicThread);
  expect(discord.requests).toEqual([{ method: 'GET', path: `/channels/${thread}`, body: null }]);
});

test('a deleted channel, a server in an outage and one that is left are events', async () => {
  const discord = createFakeClient();
  const { client, guildId } = discord;
  const events: string[] = [];
  client.on(Events.ChannelDelete, ({ id }) => events.push(`deleted ${id}`));
  client.on(Events.GuildUnavailable, ({ id }) => events.push(`lost ${id}`));
  client.on(Events.GuildDelete, ({ id }) => events.push(`left ${id}`));
  const channelId = discord.addChannel();
  discord.deleteChannel(channelId);
  await expect(client.channels.fetch(channelId)).rejects.toMatchObject({ code: 10_003 });
  discord.removeGuild(guildId, { isOutage: true });
  expect(client.guilds.cache.get(guildId)?.available).toBe(false);
  discord.removeGuild(guildId);
  expect(client.guilds.cache.size).toBe(0);
  expect(events).toEqual([`deleted ${channelId}`, `lost ${guildId}`, `left ${guildId}`]);
});

test('a test answers requests as Discord would', async () => {
  const discord = createFakeClient();
  discord.respond(({ method }) =>
    method === 'PATCH' ? refuse(403, 50_013, 'Missing Permissions') : undefined,
  );
  const patch = discord.client.rest.patch('/channels/1', { body: { name: 'x' } });
  await expect(patch).rejects.toMatchObject({ code: 50_013 });
  expect(discord.requests).toEqual([{ method: 'PATCH', path: '/channels/1', body: { name: 'x' } }]);
});
