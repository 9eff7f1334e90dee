import { DiscordAPIError, PermissionFlagsBits } from 'discord.js';
import type { Feed } from '../../src/curation/feed.ts';
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

/** The feed of a channel of the asker's server. @throws UserError */
export function requireFeed(channelId: string, { guildId, t }: Admin, context: CommandContext): Feed {
  const channel = `<#${channelId}>`;
  if (context.subscriptions.findEnvironment(channelId) !== undefined) {
    throw new UserError(t('feed.errors.isEnvironment', { channel }));
  }
  const feed = context.subscriptions.feeds.get(channelId);
  if (feed === undefined || feed.guildId !== guildId)
    throw new UserError(t('feed.errors.noFeed', { channel }));
  return feed;
}

/**
 * A channel of the asker's server that takes posts. An archived thread has to be asked for.
 * @throws UserError
 */
export async function requireChannel(
  channelId: string,
  { guildId, t }: Admin,
  { client }: CommandContext,
): Promise<PostableChannel> {
  if (!client.channels.cache.has(channelId)) {
    await client.channels.fetch(channelId).catch((error: unknown) => {
      // Not there, or not for us: what follows says so. A Discord that is down says nothing of the channel.
      if (!(error instanceof DiscordAPIError) || error.status >= 500) throw error;
    });
  }
  const channel = findPostable(client, channelId);
  if (channel === null || channel.guildId !== guildId) {
    throw new UserError(t('feed.errors.wrongChannel', { channel: `<#${channelId}>` }));
  }
  return channel;
}
