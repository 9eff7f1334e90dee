import {
  type APIRoleSelectComponent,
  type APIStringSelectComponent,
  ComponentType,
  SelectMenuDefaultValueType,
} from 'discord.js';
import { type Feed, STYLES } from '../../src/curation/feed.ts';
import { buildCustomId, type PanelSetting } from '../../src/discord/cards/custom-id.ts';
import type { CommandContext } from '../../src/discord/interactions/command.ts';
import { findPostable } from '../../src/discord/posting/postable-channel.ts';
import { SELECT_OPTIONS_MAX, SELECT_TEXT_MAX_CHARS } from '../../src/discord/rest/limits.ts';
import type { Translate } from '../../src/locales/translate.ts';
import { cutText } from '../../src/story/text.ts';
import { listTopicNames } from '../name-argument.ts';
import type { PanelRow } from './panel-buttons.ts';
import type { TypedSettings } from './settings/settings.ts';
import { listScheduleChoices } from './settings/times.ts';
import { listTimezones } from './timezones.ts';

const PER_DAY_CHOICES = [3, 6, 12, 24, 48];

type Option = { readonly label: string; readonly value: string; readonly default?: boolean };

/** The menu by which one setting of a feed is chosen. */
export function buildMenu(
  setting: PanelSetting,
  feed: Feed,
  t: Translate,
  context: CommandContext,
): PanelRow {
  const custom_id = buildCustomId({ kind: 'feed-choose', setting, channelId: feed.channelId });
  if (setting === 'mention') {
    const component: APIRoleSelectComponent = {
      type: ComponentType.RoleSelect,
      custom_id,
      placeholder: t('feed.panel.choose'),
      min_values: 0,
      max_values: 1,
      ...(feed.mention !== null && {
        default_values: [{ id: feed.mention.roleId, type: SelectMenuDefaultValueType.Role }],
      }),
    };
    return { type: ComponentType.ActionRow, components: [component] };
  }
  const options = listOptions(setting, feed, t, context);
  const component: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id,
    placeholder: t('feed.panel.choose'),
    min_values: setting === 'topics' ? 0 : 1,
    max_values: setting === 'topics' ? options.length : 1,
    options: options.map(({ label, ...option }) => ({
      ...option,
      label: cutText(label, SELECT_TEXT_MAX_CHARS),
    })),
  };
  return { type: ComponentType.ActionRow, components: [component] };
}

/** What was chosen from a menu, as if its option had been typed. */
export function readChoice(setting: PanelSetting, choices: readonly string[]): TypedSettings {
  const [first = ''] = choices;
  switch (setting) {
    case 'topics':
      return { topics: choices.join(', ') };
    case 'schedule':
      return { schedule: first };
    case 'style':
      return { style: first };
    case 'pace':
      return { per_day: first };
    case 'timezone':
      return { timezone: first };
    case 'mention':
      return choices.length === 0 ? { clear: 'mention' } : { mention: first };
  }
}

function listOptions(
  setting: Exclude<PanelSetting, 'mention'>,
  feed: Feed,
  t: Translate,
  context: CommandContext,
): Option[] {
  const choose = (current: string, value: string, label = value): Option => ({
    label,
    value,
    default: value === current,
  });
  switch (setting) {
    case 'topics':
      return listTopicOptions(feed, context);
    case 'schedule':
      return listScheduleChoices(feed.schedule, t);
    case 'style':
      return STYLES.map((style) => choose(feed.style, style, t(`choices.style.${style}`)));
    case 'pace': {
      const counts = [...new Set([...PER_DAY_CHOICES, feed.perDay])].sort((a, b) => a - b);
      return counts.map((count) =>
        choose(String(feed.perDay), String(count), t('feed.panel.perDay', { count })),
      );
    }
    case 'timezone': {
      const locale = findPostable(context.client, feed.channelId)?.guild.preferredLocale ?? 'en-US';
      return listTimezones(feed.timezone, locale).map((zone) => choose(feed.timezone, zone));
    }
  }
}

/** The topics that the feed takes, and then those with most news; the others are typed. */
function listTopicOptions({ topics }: Feed, context: CommandContext): Option[] {
  const names = [...new Set([...topics, ...listTopicNames(context)])]
    // A list of names is typed with commas between them.
    .filter((name) => !name.includes(',') && name.length <= SELECT_TEXT_MAX_CHARS)
    .slice(0, SELECT_OPTIONS_MAX);
  return names.map((name) => ({ label: name, value: name, default: topics.includes(name) }));
}
