import { expect, test } from 'vitest';
import { createFakeClient } from '../../support/fake-client.ts';

test('given archived threads, those that get news stay known, so that what is posted there can be mended', () => {
  const kept = new Set<string>();
  const discord = createFakeClient((id) => kept.has(id));
  const { client } = discord;
  const channelId = discord.addChannel();
  const [posted, other, open] = [1, 2, 3].map(() => discord.addThread(channelId));
  if (posted === undefined || other === undefined || open === undefined) throw new Error('three threads');
  kept.add(posted);
  for (const id of [posted, other]) discord.archiveThread(id);
  // What discord.js does with this setting once an hour, by a timer of its own.
  const setting = client.options.sweepers?.threads;
  if (setting === undefined || !('filter' in setting)) throw new Error('threads are not swept by a filter');
  client.sweepers.sweepThreads(setting.filter() ?? (() => false));
  expect([posted, other, open].filter((id) => client.channels.cache.has(id))).toEqual([posted, open]);
});

test('given members and messages, only the bot itself is kept in memory', () => {
  const discord = createFakeClient();
  const { client, guildId } = discord;
  discord.receive('MESSAGE_CREATE', {
    id: '401',
    channel_id: discord.addChannel(),
    guild_id: guildId,
    author: { id: '7', username: 'ann', discriminator: '0' },
    member: { roles: [], joined_at: '2021-01-01T00:00:00Z', flags: 0 },
    content: 'Hello',
    embeds: [],
    attachments: [],
    mentions: [],
    mention_roles: [],
    timestamp: '2021-12-14T12:00:00Z',
    type: 0,
  });
  expect([...client.users.cache.keys()]).toEqual([client.user.id]);
  expect([...(client.guilds.cache.get(guildId)?.members.cache.keys() ?? [])]).toEqual([client.user.id]);
});
