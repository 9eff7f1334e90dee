import { ComponentType } from 'discord.js';
import type { Feed } from '../../src/curation/feed.ts';
import { buildCustomId, type CustomId, type PanelSetting } from '../../src/discord/cards/custom-id.ts';
import { LIST_COLOR } from '../../src/discord/cards/list-cards.ts';
import { escapeMarkdown } from '../../src/discord/cards/markdown.ts';
import {
  type CommandContext,
  type ComponentHandler,
  UserError,
} from '../../src/discord/interactions/command.ts';
import { findPostable } from '../../src/discord/posting/postable-channel.ts';
import { SELECT_OPTIONS_MAX, SELECT_TEXT_MAX_CHARS } from '../../src/discord/rest/limits.ts';
import type { Content } from '../../src/discord/rest/outgoing.ts';
import { cutText } from '../../src/story/text.ts';
import { type Admin, requireAdmin, requireChannel, requireFeed } from './access.ts';
import { saveSettings } from './change.ts';
import { askToRemove, pause, resume } from './manage.ts';
import { buildPanelButtons, type PanelRow } from './panel-buttons.ts';
import { buildMenu, readChoice } from './panel-menus.ts';
import { buildPreview } from './preview.ts';
import { SCHEDULES } from './schedules.ts';
import { describeFeed } from './summary.ts';

/** Schedules that name hours: whoever chooses one should say whose. */
const HOURLY_SCHEDULES: readonly string[] = [SCHEDULES.three_daily, SCHEDULES.daily, SCHEDULES.weekdays];

/** One feed: what it is set to, the buttons that change it, and the menu of the setting that is being chosen. */
function buildPanel(
  feed: Feed,
  { t }: Admin,
  context: CommandContext,
  { opened = null, done = '' }: { opened?: PanelSetting | null; done?: string } = {},
): Content {
  return {
    content: done,
    embeds: [
      {
        title: t('feed.panel.title', { channel: `#${escapeMarkdown(nameOf(feed, context))}` }),
        description: describeFeed(feed, t, context),
        color: LIST_COLOR,
      },
    ],
    components: [
      ...buildPanelButtons(feed, t),
      ...(opened === null ? [] : [buildMenu(opened, feed, t, context)]),
    ],
  };
}

/** A title, or a menu, shows no mention: the channel's name has to do. A title is Markdown, a menu is not. */
function nameOf({ channelId }: Feed, { client }: CommandContext): string {
  return findPostable(client, channelId)?.name ?? channelId;
}

/** The menu below `/feed list` that opens the panel of one of its feeds. */
export function buildFeedMenu(feeds: readonly Feed[], { t }: Admin, context: CommandContext): PanelRow[] {
  if (feeds.length === 0) return [];
  const options = feeds.slice(0, SELECT_OPTIONS_MAX).map((feed) => ({
    label: cutText(`#${nameOf(feed, context)}`, SELECT_TEXT_MAX_CHARS),
    value: feed.channelId,
  }));
  const custom_id = buildCustomId({ kind: 'feed-pick' });
  const placeholder = t('feed.panel.pick');
  return [
    {
      type: ComponentType.ActionRow,
      components: [{ type: ComponentType.StringSelect, custom_id, placeholder, options }],
    },
  ];
}

/** A feed chosen from the list. */
export const feedPickMenu: ComponentHandler<Extract<CustomId, { kind: 'feed-pick' }>> = {
  mode: 'update',
  answer(_id, { choices: [channelId = ''] }, asker, context) {
    const admin = requireAdmin(asker);
    return buildPanel(requireFeed(channelId, admin, context), admin, context);
  },
};

/** *Topics*, *Schedule*, …: the menu of that setting opens below. */
export const feedSetButton: ComponentHandler<Extract<CustomId, { kind: 'feed-set' }>> = {
  mode: 'update',
  answer({ channelId, setting }, _given, asker, context) {
    const admin = requireAdmin(asker);
    return buildPanel(requireFeed(channelId, admin, context), admin, context, { opened: setting });
  },
};

/** What was chosen is saved. */
export const feedChooseMenu: ComponentHandler<Extract<CustomId, { kind: 'feed-choose' }>> = {
  mode: 'update',
  async answer({ channelId, setting }, { choices }, asker, context) {
    const admin = requireAdmin(asker);
    const feed = requireFeed(channelId, admin, context);
    const saved = await saveSettings(feed, readChoice(setting, choices), admin, context);
    const channel = `<#${channelId}>`;
    const done =
      saved === feed ? admin.t('feed.unchanged', { channel }) : admin.t('feed.changed', { channel });
    const asksTimezone =
      setting === 'schedule' &&
      HOURLY_SCHEDULES.includes(saved.schedule) &&
      saved.timezone === context.config.news.timezone;
    return buildPanel(saved, admin, context, { opened: asksTimezone ? 'timezone' : null, done });
  },
};

/** *Preview*. */
export const feedPreviewButton: ComponentHandler<Extract<CustomId, { kind: 'feed-preview' }>> = {
  mode: 'reply',
  async answer({ channelId }, _given, asker, context) {
    const admin = requireAdmin(asker);
    const feed = requireFeed(channelId, admin, context);
    return buildPreview(feed, await requireChannel(channelId, admin, context), admin.t, context);
  },
};

/** *Pause*, *Resume*; pressed twice, or on an old message, the panel says how it is. */
export const feedPauseButton: ComponentHandler<Extract<CustomId, { kind: 'feed-pause' | 'feed-resume' }>> = {
  mode: 'update',
  async answer({ kind, channelId }, _given, asker, context) {
    const admin = requireAdmin(asker);
    const feed = requireFeed(channelId, admin, context);
    try {
      const change = kind === 'feed-pause' ? pause : resume;
      const { feed: saved, done } = await change(feed, admin, context);
      return buildPanel(saved, admin, context, { done });
    } catch (error) {
      if (error instanceof UserError) return buildPanel(feed, admin, context, { done: error.message });
      throw error;
    }
  },
};

/** *Remove*: asks first. */
export const feedAskRemoveButton: ComponentHandler<Extract<CustomId, { kind: 'feed-ask-remove' }>> = {
  mode: 'update',
  answer({ channelId }, _given, asker, context) {
    const admin = requireAdmin(asker);
    return askToRemove(requireFeed(channelId, admin, context), admin);
  },
};
