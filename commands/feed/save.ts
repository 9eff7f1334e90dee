import { type APIActionRowComponent, type APIComponentInMessageActionRow, ComponentType } from 'discord.js';
import type { Feed, FeedSettings } from '../../src/curation/feed.ts';
import { selectForChannel } from '../../src/delivery/channel-selection.ts';
import { type CommandContext, UserError } from '../../src/discord/interactions/command.ts';
import { listUsableTags, requiresTag } from '../../src/discord/posting/forum-tags.ts';
import {
  canOpenThreads,
  isForum,
  listFeedPermissions,
  listMissing,
  type PostableChannel,
} from '../../src/discord/posting/postable-channel.ts';
import type { Content } from '../../src/discord/rest/outgoing.ts';
import type { Translate } from '../../src/locales/translate.ts';
import type { Admin } from './access.ts';
import { buildPanelButtons } from './panel-buttons.ts';
import { buildPreview } from './preview.ts';
import { describeTags } from './tags.ts';

/** @throws UserError with every permission that the channel and these settings need and the bot lacks, and what for */
export function assertCanPost(
  settings: FeedSettings,
  channel: PostableChannel,
  t: Translate,
  { client }: CommandContext,
): void {
  const mention = `<#${channel.id}>`;
  if (settings.opensThread && !canOpenThreads(channel)) {
    throw new UserError(t('feed.errors.threadHere', { option: t('commands.feed.options.thread.name') }));
  }
  const role = settings.mention === null ? undefined : channel.guild.roles.cache.get(settings.mention.roleId);
  const missing = listMissing(client, channel, listFeedPermissions(channel, settings, role ?? null));
  if (missing.length > 0) {
    const lines = missing.map((permission) =>
      t('feed.errors.permission', {
        permission: t(`permissions.${permission}.name`),
        purpose: t(`permissions.${permission}.purpose`),
      }),
    );
    throw new UserError([t('feed.errors.missingPermissions', { channel: mention }), ...lines].join('\n- '));
  }
  if (isForum(channel) && requiresTag(channel) && listUsableTags(channel).length === 0) {
    throw new UserError(t('feed.errors.requiredTagMissing'));
  }
}

/**
 * Stories that the feed would pick now: to one that posts as it breaks, they are no news. To be asked whenever such
 * a feed begins, or takes other stories than before.
 */
export function listHotNow(feed: Feed, context: CommandContext): string[] {
  const { library, ledger, delivery, clock, subscriptions } = context;
  const subscription = subscriptions.toSubscription({ ...feed, ignoredStoryIds: [] });
  const noLimits = { perDay: Number.POSITIVE_INFINITY, perProvider: Number.POSITIVE_INFINITY };
  const { picks, refusals } = selectForChannel(
    { ...subscription, policy: { ...subscription.policy, ...noLimits } },
    {
      library,
      ledger,
      youngStories: delivery.youngStories,
      nowMs: clock.now(),
      budget: Number.POSITIVE_INFINITY,
    },
  );
  const others = refusals.filter(({ reason }) => reason === 'hotter-story-of-event-picked');
  return [...picks, ...others].map(({ story }) => story.id);
}

/** The answer to every change of a feed: what was done, what it gives, and how that looks. */
export function answerWithPreview(
  done: string,
  feed: Feed,
  channel: PostableChannel,
  { t }: Admin,
  context: CommandContext,
): Content {
  const { lines, button } = describeTags(feed, channel, t, context);
  const preview = buildPreview(feed, channel, t, context);
  const rows: APIActionRowComponent<APIComponentInMessageActionRow>[] = [...(preview.components ?? [])];
  if (button !== null) rows.push({ type: ComponentType.ActionRow, components: [button] });
  rows.push(...buildPanelButtons(feed, t));
  return { ...preview, content: [done, ...lines].join('\n'), components: rows };
}
