import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';
import { mayView } from '../../../src/discord/interactions/channel-view.ts';
import type { Asker } from '../../../src/discord/interactions/command.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import { createFakeClient } from '../../support/fake-client.ts';

const MEMBER = '300000000000000007';
const VIEW = String(PermissionFlagsBits.ViewChannel);

const ASKER = { userId: MEMBER, channelId: '1', permissions: 0n, roleIds: [], language: 'en' } as const;

/** A server, and whether a member of it sees a channel. */
function openScene() {
  const discord = createFakeClient();
  const { guildId, client } = discord;
  const sees = (channelId: string, changes: Partial<Asker> = {}): boolean =>
    mayView(channelId, { ...ASKER, guildId, t: translatorFor('en'), ...changes }, client);
  return { discord, guildId, sees };
}

test('given a channel that everyone sees, it is seen; in another server or a direct message, it is not', () => {
  const { discord, sees } = openScene();
  const id = discord.addChannel();
  expect(sees(id)).toBe(true);
  expect([sees(id, { guildId: '9' }), sees(id, { guildId: null, channelId: id }), sees('7')]).toEqual([
    false,
    false,
    false,
  ]);
});

test('given one that is hidden from everyone, those see it who are in it, may do all, or are let in', () => {
  const { discord, guildId, sees } = openScene();
  const [id, role] = [discord.nextId(), discord.addRole()];
  const { Role, Member } = OverwriteType;
  discord.receive('CHANNEL_CREATE', {
    ...{ id, guild_id: guildId, name: 'x', position: 0, type: ChannelType.GuildText },
    permission_overwrites: [
      { id: guildId, type: Role, allow: '0', deny: VIEW },
      { id: role, type: Role, allow: VIEW, deny: '0' },
      { id: MEMBER, type: Member, allow: VIEW, deny: '0' },
    ],
  });
  const stranger = { userId: '8' };
  expect(sees(id, stranger)).toBe(false);
  expect(sees(id)).toBe(true);
  expect(sees(id, { ...stranger, roleIds: [role] })).toBe(true);
  expect(sees(id, { ...stranger, channelId: id })).toBe(true);
  expect(sees(id, { ...stranger, permissions: PermissionFlagsBits.Administrator })).toBe(true);
  expect(sees(id, { userId: discord.client.guilds.cache.get(guildId)?.ownerId ?? '' })).toBe(true);
});

test('given threads, they are seen as their channel is; a private one by those alone who may manage it', () => {
  const { discord, guildId, sees } = openScene();
  const parent = discord.addChannel();
  expect(sees(discord.addThread(parent))).toBe(true);
  expect(sees(discord.addThread(discord.addChannel({ isHidden: true })))).toBe(false);
  const id = discord.nextId();
  discord.receive('THREAD_CREATE', {
    ...{ id, guild_id: guildId, parent_id: parent, name: 'x', type: ChannelType.PrivateThread },
    thread_metadata: {
      archived: false,
      auto_archive_duration: 60,
      archive_timestamp: '2021-12-01T00:00:00Z',
    },
  });
  expect(sees(id)).toBe(false);
  expect(sees(id, { channelId: id })).toBe(true);
  const role = {
    id: '77',
    name: 'mods',
    permissions: String(PermissionFlagsBits.ManageThreads),
    position: 1,
  };
  discord.receive('GUILD_ROLE_CREATE', { guild_id: guildId, role });
  expect(sees(id, { roleIds: ['77'] })).toBe(true);
});
