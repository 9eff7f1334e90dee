import { ButtonStyle, ComponentType } from 'discord.js';
import { BREAKING } from '../../src/curation/feed.ts';
import { buildCustomId, type CustomId } from '../../src/discord/cards/custom-id.ts';
import {
  type CommandContext,
  type ComponentHandler,
  UserError,
} from '../../src/discord/interactions/command.ts';
import type { Content } from '../../src/discord/rest/outgoing.ts';
import { type Admin, requireAdmin, requireFeed } from './access.ts';
import type { FeedOptions } from './options.ts';
import { listHotNow } from './save.ts';

/** `/feed pause`. */
export async function pauseFeed(
  options: FeedOptions,
  admin: Admin,
  context: CommandContext,
): Promise<Content> {
  const feed = requireFeed(options.getId('channel') ?? admin.channelId, admin, context);
  const channel = `<#${feed.channelId}>`;
  if (feed.pausedBy !== null) throw new UserError(admin.t('feed.pausedAlready', { channel }));
  await context.subscriptions.feeds.put({ ...feed, pausedBy: admin.userId });
  return { content: admin.t('feed.paused', { channel }) };
}

/** `/feed resume`. */
export async function resumeFeed(
  options: FeedOptions,
  admin: Admin,
  context: CommandContext,
): Promise<Content> {
  const feed = requireFeed(options.getId('channel') ?? admin.channelId, admin, context);
  const channel = `<#${feed.channelId}>`;
  if (feed.pausedBy === null) throw new UserError(admin.t('feed.notPaused', { channel }));
  // What broke during the pause is no news any more.
  const ignoredStoryIds = feed.schedule === BREAKING ? listHotNow(feed, context) : [];
  await context.subscriptions.feeds.put({ ...feed, pausedBy: null, ignoredStoryIds });
  return { content: admin.t('feed.resumed', { channel }) };
}

/** `/feed remove`: asks first. */
export function askToRemoveFeed(options: FeedOptions, admin: Admin, context: CommandContext): Content {
  const { channelId } = requireFeed(options.getId('channel') ?? admin.channelId, admin, context);
  const button = (kind: 'feed-remove' | 'feed-keep', style: ButtonStyle.Danger | ButtonStyle.Secondary) => ({
    type: ComponentType.Button as const,
    style,
    label: admin.t(kind === 'feed-remove' ? 'feed.remove' : 'feed.keep'),
    custom_id: buildCustomId({ kind, channelId }),
  });
  return {
    content: admin.t('feed.askRemove', { channel: `<#${channelId}>` }),
    components: [
      {
        type: ComponentType.ActionRow,
        components: [button('feed-remove', ButtonStyle.Danger), button('feed-keep', ButtonStyle.Secondary)],
      },
    ],
  };
}

/** *End it*. */
export const feedRemoveButton: ComponentHandler<Extract<CustomId, { kind: 'feed-remove' }>> = {
  mode: 'update',
  async answer({ channelId }, _given, asker, context) {
    const admin = requireAdmin(asker);
    requireFeed(channelId, admin, context);
    await context.subscriptions.feeds.remove(channelId);
    return { content: admin.t('feed.removed', { channel: `<#${channelId}>` }) };
  },
};

/** *Keep it*. */
export const feedKeepButton: ComponentHandler<Extract<CustomId, { kind: 'feed-keep' }>> = {
  mode: 'update',
  answer: ({ channelId }, _given, { t }) => ({ content: t('feed.kept', { channel: `<#${channelId}>` }) }),
};
