import { ApplicationCommandOptionType } from 'discord.js';
import { type FeedSettings, MENTIONS_PER_DAY, STYLES, type Style } from '../../../src/curation/feed.ts';
import { showHeatNumber } from '../../../src/discord/cards/heat-words.ts';
import { UserError } from '../../../src/discord/interactions/command.ts';
import { choiceIn } from '../../../src/discord/interactions/localized.ts';
import { heatOption, readHeat, whole } from './amounts.ts';
import { defineOption, defineSetting, nameOption, readWhole } from './setting.ts';

/** From what heat a role is mentioned, when the admin does not say: about one story in fifty is that hot. */
const MENTION_HEAT = 140;
const MENTIONS_PER_DAY_LIMITS = { least: 1, most: 24 } as const;

export const mention = defineSetting({
  options: [
    defineOption('mention', { type: ApplicationCommandOptionType.Role }),
    defineOption('mention_heat', heatOption),
  ],
  initial: (): FeedSettings['mention'] => null,
  read(typed, before, from) {
    const { t, guildId } = from.asker;
    const roleId = typed.mention ?? before?.roleId;
    if (roleId === undefined) {
      if (typed.mention_heat === undefined) return null;
      throw new UserError(
        t('feed.errors.mentionHeatAlone', {
          option: nameOption('mention_heat', t),
          role: nameOption('mention', t),
        }),
      );
    }
    // The role that everyone has bears the server's own id (topics/permissions).
    if (roleId === guildId) throw new UserError(t('feed.errors.everyone'));
    const heat = before?.fromHeat ?? MENTION_HEAT;
    return { roleId, fromHeat: readHeat('mention_heat', typed.mention_heat, heat, from) };
  },
  cleared: null,
  describe: (settings, t) =>
    settings.mention === null
      ? null
      : t('feed.summary.mention', {
          role: `<@&${settings.mention.roleId}>`,
          heat: showHeatNumber(settings.mention.fromHeat, t),
        }),
});

export const mentionsPerDay = defineSetting({
  options: [defineOption('mentions_per_day', whole(MENTIONS_PER_DAY_LIMITS))],
  initial: (): number => MENTIONS_PER_DAY,
  read: (typed, before, from) =>
    readWhole('mentions_per_day', typed.mentions_per_day, before, MENTIONS_PER_DAY_LIMITS, from),
  describe: ({ mention: role, mentionsPerDay: count }, t) =>
    role === null || count === MENTIONS_PER_DAY ? null : t('feed.summary.mentionsPerDay', { count }),
});

export const style = defineSetting({
  options: [
    defineOption('style', {
      type: ApplicationCommandOptionType.String,
      choices: STYLES.map((key) => choiceIn(key, `choices.style.${key}`)),
    }),
  ],
  initial: (): Style => 'card',
  read: (typed, before) => STYLES.find((known) => known === typed.style) ?? before,
  describe: (settings, t) =>
    settings.style === 'card'
      ? null
      : t('feed.summary.style', { style: t(`choices.style.${settings.style}`) }),
});

export const opensThread = defineSetting({
  options: [defineOption('thread', { type: ApplicationCommandOptionType.Boolean })],
  initial: (): boolean => false,
  read: (typed, before) => (typed.thread === undefined ? before : typed.thread === 'true'),
  describe: (settings, t) => (settings.opensThread ? t('feed.summary.thread') : null),
});
