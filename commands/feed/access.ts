import { DiscordAPIError, PermissionFlagsBits } from 'discord.js';
import type { Feed } from '../../src/curation/feed.ts';
import { mayView } from '../../src/discord/interactions/channel-view.ts';
import { type Asker, type CommandContext, UserError } from '../../src/discord/interactions/command.ts';
import { findPostable, type PostableChannel } from '../../src/discord/posting/postable-channel.ts';

export type Admin = Asker & { readonly guildId: string };

/**
 * The asker as one who may set up feeds. Discord hides `/feed` from others, but an admin may have changed that, and
 * a request can be forged.
 * @throws UserError
 */
export function requireAdmin(asker: Asker): Admin {
  const { guildId, permissions, t } = asker;
  if (guildId === null) throw new UserError(t('feed.errors.onlyInServers'));
  if ((permissions & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) === 0n) {
    throw new UserError(t('feed.errors.onlyAdmins', { permission: t('permissions.ManageGuild.name') }));
  }
  return { ...asker, guildId };
}

/** The feed of a channel of the asker's server that they see, or that is gone. @throws UserError */
export function requireFeed(channelId: string, admin: Admin, context: CommandContext): Feed {
  const { guildId, t } = admin;
  const { subscriptions, client } = context;
  const channel = `<#${channelId}>`;
  const feed = subscriptions.feeds.get(channelId);
  const isHidden = client.channels.cache.has(channelId) && !mayView(channelId, admin, client);
  if (!isHidden && subscriptions.findEnvironment(channelId) !== undefined) {
    throw new UserError(t('feed.errors.isEnvironment', { channel }));
  }
  if (feed === undefined || feed.guildId !== guildId || isHidden)
    throw new UserError(t('feed.errors.noFeed', { channel }));
  return feed;
}

/**
 * A channel of the asker's server that they see and that takes posts. An archived thread has to be asked for.
 * @throws UserError
 */
export async function requireChannel(
  channelId: string,
  admin: Admin,
  { client }: CommandContext,
): Promise<PostableChannel> {
  if (!client.channels.cache.has(channelId)) {
    await client.channels.fetch(channelId).catch((error: unknown) => {
      // Not there, or not for us: what follows says so. A Discord that is down says nothing of the channel.
      if (!(error instanceof DiscordAPIError) || error.status >= 500) throw error;
    });
  }
  const channel = findPostable(client, channelId);
  if (channel === null || !mayView(channelId, admin, client)) {
    throw new UserError(admin.t('feed.errors.wrongChannel', { channel: `<#${channelId}>` }));
  }
  return channel;
}
