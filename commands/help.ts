import { type APIEmbedField, ApplicationCommandType, PermissionFlagsBits } from 'discord.js';
import { HEAT_BANDS, showHeat } from '../src/discord/cards/heat-words.ts';
import { LIST_COLOR } from '../src/discord/cards/list-cards.ts';
import { mayView } from '../src/discord/interactions/channel-view.ts';
import { type Asker, type CommandContext, defineSlashCommand } from '../src/discord/interactions/command.ts';
import { EVERYWHERE } from '../src/discord/interactions/installation.ts';
import { describeIn } from '../src/discord/interactions/localized.ts';

const CHANNELS_SHOWN_MAX = 10;

/** `/help`: what the asker can do here, in one card. */
export const help = defineSlashCommand({
  definition: {
    type: ApplicationCommandType.ChatInput,
    ...describeIn('help'),
    ...EVERYWHERE,
  },
  isPrivate: () => true,
  answer(_options, asker, context) {
    const { t } = asker;
    const members = [t('help.news'), t('help.related'), t('help.why'), t('help.topics')];
    const scale = HEAT_BANDS.toReversed().map(({ minHeat }) => showHeat(minHeat, t));
    const fields: APIEmbedField[] = [{ name: t('help.members'), value: members.join('\n') }];
    const mayManage = (asker.permissions & PermissionFlagsBits.ManageGuild) !== 0n;
    if (asker.guildId !== null && mayManage) {
      const admins = [t('help.feedAdd'), t('help.feedList'), t('help.feedPost')];
      fields.push({ name: t('help.admins'), value: admins.join('\n') });
    }
    fields.push({ name: t('help.heat'), value: `${t('help.heatExplained')}\n${scale.join('\n')}` });
    const description = asker.guildId === null ? undefined : describeFeeds(asker, context);
    return {
      embeds: [{ title: t('help.title'), ...(description && { description }), fields, color: LIST_COLOR }],
    };
  },
});

/** The channels that get news, of those that the asker sees. */
function describeFeeds(asker: Asker, { subscriptions, client }: CommandContext): string {
  const { t } = asker;
  const channels = subscriptions.listRunning().filter(({ channelId }) => mayView(channelId, asker, client));
  if (channels.length === 0) return t('help.noFeeds');
  const shown = channels.slice(0, CHANNELS_SHOWN_MAX).map(({ channelId }) => `<#${channelId}>`);
  return t('help.feedsHere', { count: channels.length, channels: shown.join(' ') });
}
