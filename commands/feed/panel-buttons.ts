import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Feed } from '../../src/curation/feed.ts';
import { buildCustomId, type CustomId, PANEL_SETTINGS } from '../../src/discord/cards/custom-id.ts';
import type { Translate } from '../../src/locales/translate.ts';

export type PanelRow = APIActionRowComponent<APIComponentInMessageActionRow>;

/** What can be done with a feed by pressing, in two rows. */
export function buildPanelButtons({ channelId, pausedBy }: Feed, t: Translate): PanelRow[] {
  const button = (label: string, id: CustomId, style: ButtonStyle.Secondary | ButtonStyle.Danger) => ({
    type: ComponentType.Button as const,
    style,
    label,
    custom_id: buildCustomId(id),
  });
  const settings = PANEL_SETTINGS.filter((setting) => setting !== 'timezone').map((setting) =>
    button(t(`feed.panel.${setting}`), { kind: 'feed-set', setting, channelId }, ButtonStyle.Secondary),
  );
  const pause =
    pausedBy === null
      ? button(t('feed.panel.pause'), { kind: 'feed-pause', channelId }, ButtonStyle.Secondary)
      : button(t('feed.panel.resume'), { kind: 'feed-resume', channelId }, ButtonStyle.Secondary);
  const actions = [
    button(
      t('feed.panel.timezone'),
      { kind: 'feed-set', setting: 'timezone', channelId },
      ButtonStyle.Secondary,
    ),
    button(t('feed.panel.more'), { kind: 'feed-edit', channelId }, ButtonStyle.Secondary),
    button(t('feed.panel.preview'), { kind: 'feed-preview', channelId }, ButtonStyle.Secondary),
    pause,
    button(t('feed.panel.remove'), { kind: 'feed-ask-remove', channelId }, ButtonStyle.Danger),
  ];
  return [settings, actions].map((components) => ({ type: ComponentType.ActionRow, components }));
}
