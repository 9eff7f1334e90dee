import {
  ChannelType,
  type Client,
  type GuildBasedChannel,
  OverwriteType,
  PermissionFlagsBits,
  PermissionsBitField,
} from 'discord.js';
import type { Asker } from './command.ts';

/**
 * Whether the asker may see a channel of the server where they ask: answers tell of no other. Worked out from what the
 * gateway says of roles and overwrites, since members are not kept.
 */
export function mayView(channelId: string, asker: Asker, client: Client): boolean {
  const channel = client.channels.cache.get(channelId);
  if (channel === undefined || channel.isDMBased() || channel.guildId !== asker.guildId) return false;
  // They are in it.
  if (channelId === asker.channelId) return true;
  const held = permissionsIn(channel, asker);
  if (channel.type !== ChannelType.PrivateThread) return held.has(PermissionFlagsBits.ViewChannel);
  // Who was added to it is not known; these see it without that.
  return held.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ManageThreads]);
}

/** By the rules of topics/permissions, "Permission Overwrites"; a thread has those of its channel. */
function permissionsIn(
  channel: GuildBasedChannel,
  { userId, roleIds, permissions }: Asker,
): PermissionsBitField {
  const { guild } = channel;
  const everyone = guild.roles.everyone;
  const roles = roleIds.flatMap((id) => guild.roles.cache.get(id) ?? []);
  const held = new PermissionsBitField([everyone.permissions, ...roles.map((role) => role.permissions)]);
  const isAdmin =
    userId === guild.ownerId ||
    held.has(PermissionFlagsBits.Administrator) ||
    (permissions & PermissionFlagsBits.Administrator) !== 0n;
  if (isAdmin) return new PermissionsBitField(PermissionsBitField.All);
  const owner = channel.isThread() ? channel.parent : channel;
  // A thread whose channel is hidden from the bot too.
  if (owner === null) return new PermissionsBitField();
  const overwrites = [...owner.permissionOverwrites.cache.values()];
  const layers = [
    overwrites.filter(({ id }) => id === everyone.id),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && roleIds.includes(id)),
    overwrites.filter(({ id }) => id === userId),
  ];
  for (const layer of layers) {
    held.remove(layer.map(({ deny }) => deny));
    held.add(layer.map(({ allow }) => allow));
  }
  return held;
}
