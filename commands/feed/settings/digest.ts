import { ApplicationCommandOptionType } from 'discord.js';
import { BREAKING, DIGEST_MODES, type FeedSettings, QUIET_DAYS } from '../../../src/curation/feed.ts';
import { UserError } from '../../../src/discord/interactions/command.ts';
import { choiceIn } from '../../../src/discord/interactions/localized.ts';
import type { Translate } from '../../../src/locales/translate.ts';
import { SCHEDULES } from '../schedules.ts';
import { defineOption, defineSetting, nameOption, type Typed } from './setting.ts';

// What only a feed of the style `digest` has.

const text = { type: ApplicationCommandOptionType.String } as const;

export const digestMode = defineSetting({
  options: [
    defineOption('digest', {
      ...text,
      choices: DIGEST_MODES.map((key) => choiceIn(key, `choices.digest.${key}`)),
    }),
  ],
  initial: (): FeedSettings['digest'] => 'ending',
  read: (typed, before) => DIGEST_MODES.find((known) => known === typed.digest) ?? before,
  describe: (settings, t) =>
    settings.style === 'digest'
      ? t('feed.summary.digest', {
          mode: t(`choices.digest.${settings.digest}`),
          quiet: t(`choices.quiet_days.${settings.quietDays}`),
        })
      : null,
});

export const quietDays = defineSetting({
  options: [
    defineOption('quiet_days', {
      ...text,
      choices: QUIET_DAYS.map((key) => choiceIn(key, `choices.quiet_days.${key}`)),
    }),
  ],
  initial: (): FeedSettings['quietDays'] => 'tell',
  read: (typed, before) => QUIET_DAYS.find((known) => known === typed.quiet_days) ?? before,
});

type DigestOption = 'style' | 'digest' | 'quiet_days' | 'schedule' | 'cron';

/**
 * What a digest asks of the other settings: it has its hour. A feed that becomes one without a word of that gets its
 * digest daily.
 * @throws UserError
 */
export function settleDigest(
  settings: FeedSettings,
  typed: Typed<DigestOption>,
  before: FeedSettings,
  t: Translate,
): FeedSettings {
  if (settings.style !== 'digest') {
    const option = (['digest', 'quiet_days'] as const).find((name) => typed[name] !== undefined);
    if (option === undefined) return settings;
    const [name, styleOption] = [nameOption(option, t), nameOption('style', t)];
    throw new UserError(
      t('feed.errors.onlyDigest', { option: name, style: t('choices.style.digest'), styleOption }),
    );
  }
  const isTimed = typed.schedule !== undefined || typed.cron !== undefined;
  const hasNoHour = settings.schedule === BREAKING || settings.schedule === SCHEDULES.half_hourly;
  if (hasNoHour && !isTimed && before.style !== 'digest') return { ...settings, schedule: SCHEDULES.daily };
  if (settings.schedule === BREAKING)
    throw new UserError(t('feed.errors.digestSchedule', { option: nameOption('schedule', t) }));
  return settings;
}
