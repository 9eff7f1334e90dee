import { ApplicationCommandOptionType, TextInputStyle } from 'discord.js';
import type { FeedSettings } from '../../../src/curation/feed.ts';
import { escapeMarkdown } from '../../../src/discord/cards/markdown.ts';
import { UserError } from '../../../src/discord/interactions/command.ts';
import type { Translate } from '../../../src/locales/translate.ts';
import {
  findProviderName,
  findTopicName,
  listNearest,
  listProviderNames,
  listTopicNames,
} from '../../name-argument.ts';
import {
  defineOption,
  defineSetting,
  nameOption,
  type OptionName,
  type SettingContext,
  shorten,
  textField,
} from './setting.ts';

const LIST_MAX_CHARS = 500;

const list = {
  type: ApplicationCommandOptionType.String,
  autocomplete: true,
  max_length: LIST_MAX_CHARS,
} as const;

export const takenTopics = defineSetting({
  options: [defineOption('topics', list)],
  initial: (): string[] => [],
  read: (typed, before, from) => readTopics('topics', typed.topics, before, from),
  cleared: [],
  describe(settings, t) {
    const excluded = [...settings.excludedTopics, ...settings.excludedProviders];
    const taken = describeTopics(settings, t);
    if (excluded.length === 0) return taken;
    return `${taken}, ${t('feed.summary.excluding', { names: joinNames(excluded) })}`;
  },
  field: (value, t) =>
    textField('topics', t('feed.form.topics'), value.join(', '), {
      isRequired: false,
      style: TextInputStyle.Paragraph,
    }),
});

export const excludedTopics = defineSetting({
  options: [defineOption('exclude_topics', list)],
  initial: (): string[] => [],
  read: (typed, before, from) => readTopics('exclude_topics', typed.exclude_topics, before, from),
  cleared: [],
});

export const excludedProviders = defineSetting({
  options: [defineOption('exclude_providers', list)],
  initial: (): string[] => [],
  read: (typed, before, from) =>
    readNames(typed.exclude_providers, before, (name) => {
      const { asker, context } = from;
      const found = findProviderName(name, context);
      if (found !== undefined) return found;
      const names = listNearest(name, listProviderNames(context));
      const option = nameOption('exclude_providers', asker.t);
      throw new UserError(asker.t('feed.errors.noProvider', { option, typed: shorten(name), names }));
    }),
  cleared: [],
});

/** The topics that a feed takes, as the beginning of a sentence. */
export function describeTopics({ topics: taken }: Pick<FeedSettings, 'topics'>, t: Translate): string {
  return taken.length === 0
    ? t('feed.summary.allTopics')
    : t('feed.summary.topics', { topics: joinNames(taken) });
}

export function joinNames(names: readonly string[]): string {
  return names.map(escapeMarkdown).join(', ');
}

function readTopics(
  option: OptionName,
  typed: string | undefined,
  before: readonly string[],
  { asker: { t }, context }: SettingContext,
): string[] {
  return readNames(typed, before, (name) => {
    const found = findTopicName(name, context);
    if (found !== undefined) return found;
    const names = listNearest(name, listTopicNames(context));
    throw new UserError(
      t('feed.errors.noTopic', { option: nameOption(option, t), typed: shorten(name), names }),
    );
  });
}

function readNames(
  typed: string | undefined,
  before: readonly string[],
  findName: (name: string) => string,
): string[] {
  if (typed === undefined) return [...before];
  const names = typed.split(',').flatMap((part) => part.trim() || []);
  return [...new Set(names.map(findName))];
}
