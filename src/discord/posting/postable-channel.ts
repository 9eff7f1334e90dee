import { ChannelType, type Client, type GuildBasedChannel, PermissionFlagsBits, type Role } from 'discord.js';
import type { FeedSettings } from '../../curation/feed.ts';
import type { Obstacle } from '../../delivery/obstacle.ts';
import type { NamedPermission } from '../../locales/translate.ts';

/** The types of channels that take posts. */
const POSTABLE_TYPES = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
  ChannelType.GuildMedia,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
] as const;

export type PostableChannel = Extract<GuildBasedChannel, { type: (typeof POSTABLE_TYPES)[number] }>;
export type ForumLikeChannel = Extract<
  PostableChannel,
  { type: ChannelType.GuildForum | ChannelType.GuildMedia }
>;

/** A channel of a server that takes posts; null when it is not there, or takes none. */
export function findPostable(client: Client, channelId: string): PostableChannel | null {
  const channel = client.channels.cache.get(channelId);
  return channel !== undefined && !channel.isDMBased() && isPostable(channel) ? channel : null;
}

function isPostable(channel: GuildBasedChannel): channel is PostableChannel {
  return POSTABLE_TYPES.some((type) => type === channel.type);
}

export function isForum(channel: PostableChannel): channel is ForumLikeChannel {
  return channel.type === ChannelType.GuildForum || channel.type === ChannelType.GuildMedia;
}

/** Whether a post in the channel can have a thread of its own; in forums and threads it cannot. */
export function canOpenThreads(channel: PostableChannel): boolean {
  return channel.type === ChannelType.GuildText || channel.type === ChannelType.GuildAnnouncement;
}

/** What any post needs in the channel. */
function listPostPermissions(channel: PostableChannel): NamedPermission[] {
  return ['ViewChannel', channel.isThread() ? 'SendMessagesInThreads' : 'SendMessages', 'EmbedLinks'];
}

/**
 * What a feed needs in its channel.
 * @param role the one that is to be mentioned; null: none, or one that is gone
 */
export function listFeedPermissions(
  channel: PostableChannel,
  { opensThread }: Pick<FeedSettings, 'opensThread'>,
  role: Role | null,
): NamedPermission[] {
  const needed = [...listPostPermissions(channel), 'ReadMessageHistory' as const];
  if (opensThread) needed.push('CreatePublicThreads');
  if (role !== null && !role.mentionable) needed.push('MentionEveryone');
  return needed;
}

/** Those of the permissions that the bot lacks in the channel. */
export function listMissing(
  client: Client<true>,
  channel: PostableChannel,
  needed: readonly NamedPermission[],
): NamedPermission[] {
  const held = channel.permissionsFor(client.user);
  return needed.filter((permission) => !held?.has(PermissionFlagsBits[permission]));
}

/** Why the channel would take nothing, as far as the gateway tells. */
export function findObstacle(client: Client<true>, channelId: string): Obstacle | null {
  const channel = findPostable(client, channelId);
  if (channel === null) return { kind: client.channels.cache.has(channelId) ? 'wrong-type' : 'no-channel' };
  const permissions = listMissing(client, channel, listPostPermissions(channel));
  return permissions.length === 0 ? null : { kind: 'missing-permissions', permissions };
}
