import { ButtonStyle, ComponentType } from 'discord.js';
import { BREAKING, type Feed } from '../../src/curation/feed.ts';
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
  const { done } = await pause(feed, admin, context);
  return { content: done };
}

type Change = { readonly feed: Feed; readonly done: string };

/** @returns the feed as it is now, and what is said of it. @throws UserError when it is paused already */
export async function pause(feed: Feed, admin: Admin, context: CommandContext): Promise<Change> {
  const channel = `<#${feed.channelId}>`;
  if (feed.pausedBy !== null) throw new UserError(admin.t('feed.pausedAlready', { channel }));
  const paused = { ...feed, pausedBy: admin.userId };
  await context.subscriptions.feeds.put(paused);
  return { feed: paused, done: admin.t('feed.paused', { channel }) };
}

/** `/feed resume`. */
export async function resumeFeed(
  options: FeedOptions,
  admin: Admin,
  context: CommandContext,
): Promise<Content> {
  const feed = requireFeed(options.getId('channel') ?? admin.channelId, admin, context);
  const { done } = await resume(feed, admin, context);
  return { content: done };
}

/** @returns the feed as it is now, and what is said of it. @throws UserError when it is not paused */
export async function resume(feed: Feed, admin: Admin, context: CommandContext): Promise<Change> {
  const channel = `<#${feed.channelId}>`;
  if (feed.pausedBy === null) throw new UserError(admin.t('feed.notPaused', { channel }));
  // What broke during the pause is no news any more.
  const ignoredStoryIds = feed.schedule === BREAKING ? listHotNow(feed, context) : [];
  const resumed = { ...feed, pausedBy: null, ignoredStoryIds };
  await context.subscriptions.feeds.put(resumed);
  return { feed: resumed, done: admin.t('feed.resumed', { channel }) };
}

/** `/feed remove`: asks first. */
export function askToRemoveFeed(options: FeedOptions, admin: Admin, context: CommandContext): Content {
  return askToRemove(requireFeed(options.getId('channel') ?? admin.channelId, admin, context), admin);
}

/** The question, with its two answers. */
export function askToRemove({ channelId }: Feed, admin: Admin): Content {
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
