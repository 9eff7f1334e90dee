import { type APILabelComponent, ComponentType, TextInputStyle } from 'discord.js';
import type { Feed } from '../../src/curation/feed.ts';
import { formatQuietHours } from '../../src/curation/quiet-hours.ts';
import { buildCustomId } from '../../src/discord/cards/custom-id.ts';
import type { Form } from '../../src/discord/interactions/command.ts';
import type { Translate } from '../../src/locales/translate.ts';
import { SCHEDULE_KEYS, SCHEDULES } from './schedules.ts';
import type { TypedSettings } from './settings.ts';

/** Discord's limit for the value of a text input is 4000; a feed needs far less. */
const TEXT_MAX_CHARS = 1000;

/** The form of a feed, filled with what it is set to. */
export function buildFeedForm(feed: Feed, t: Translate): Form {
  const text = (
    custom_id: string,
    label: string,
    value: string,
    required: boolean,
    style = TextInputStyle.Short,
  ): APILabelComponent => ({
    type: ComponentType.Label,
    label,
    component: {
      type: ComponentType.TextInput,
      custom_id,
      style,
      required,
      max_length: TEXT_MAX_CHARS,
      ...(value !== '' && { value }),
    },
  });
  const { topics, minHeat, timezone, quietHours } = feed;
  return {
    form: {
      custom_id: buildCustomId({ kind: 'feed-form', channelId: feed.channelId }),
      title: t('feed.form.title'),
      components: [
        text('topics', t('feed.form.topics'), topics.join(', '), false, TextInputStyle.Paragraph),
        text('min_heat', t('feed.form.minHeat'), String(minHeat), true),
        {
          type: ComponentType.Label,
          label: t('feed.form.schedule'),
          component: {
            type: ComponentType.StringSelect,
            custom_id: 'schedule',
            options: listScheduleChoices(feed.schedule, t),
          },
        },
        text('timezone', t('feed.form.timezone'), timezone, true),
        text(
          'quiet_hours',
          t('feed.form.quietHours'),
          quietHours === null ? '' : formatQuietHours(quietHours),
          false,
        ),
      ],
    },
  };
}

/** @param values the fields in the order of the form */
export function readFeedForm(values: readonly string[]): TypedSettings {
  const [topics = '', min_heat = '', schedule = '', timezone = '', quiet_hours = ''] = values.map((value) =>
    value.trim(),
  );
  return { topics, min_heat, schedule, timezone, quiet_hours };
}

/** The schedules by name, and the feed's own line where it has one. */
function listScheduleChoices(current: string, t: Translate) {
  const named = SCHEDULE_KEYS.map((key) => ({
    label: t(`choices.schedule.${key}`),
    value: key as string,
    default: SCHEDULES[key] === current,
  }));
  if (named.some((choice) => choice.default)) return named;
  return [...named, { label: current, value: current, default: true }];
}
