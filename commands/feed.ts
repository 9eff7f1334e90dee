import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  PermissionFlagsBits,
} from 'discord.js';
import { STYLES } from '../src/curation/feed.ts';
import {
  type Choice,
  type CommandContext,
  type SlashCommand,
  UserError,
} from '../src/discord/interactions/command.ts';
import { IN_SERVERS } from '../src/discord/interactions/installation.ts';
import { choiceIn, describeIn } from '../src/discord/interactions/localized.ts';
import { CHOICE_MAX_CHARS, CHOICES_MAX } from '../src/discord/rest/limits.ts';
import { requireAdmin } from './feed/access.ts';
import { addFeed, editFeed, previewFeed } from './feed/change.ts';
import { listFeeds } from './feed/list.ts';
import { askToRemoveFeed, pauseFeed, resumeFeed } from './feed/manage.ts';
import { postStory } from './feed/post.ts';
import { SCHEDULE_KEYS } from './feed/schedules.ts';
import { CLEARABLE, MIN_HEAT_MAX, PER_DAY_MAX, PER_RUN_MAX } from './feed/settings.ts';
import { suggestProviders, suggestTopics } from './name-argument.ts';
import { suggestStories } from './story-argument.ts';

const LIST_MAX_CHARS = 500;

const text = { type: ApplicationCommandOptionType.String } as const;
const whole = { type: ApplicationCommandOptionType.Integer } as const;

/**
 * Without `channel_types`: Discord's own list of what they may be (OpenAPI, ApplicationCommandChannelOption) lacks
 * media channels, and one value that it does not take would cost all commands. A wrong channel gets a sentence.
 */
function channelOption(required: boolean): APIApplicationCommandBasicOption {
  return {
    type: ApplicationCommandOptionType.Channel,
    ...describeIn('feed.options.channel'),
    required,
  };
}

/** What a feed is made of, for `/feed add` and `/feed edit`. */
const settingOptions: APIApplicationCommandBasicOption[] = [
  {
    ...text,
    ...describeIn('feed.options.topics'),
    autocomplete: true,
    max_length: LIST_MAX_CHARS,
  },
  { ...whole, ...describeIn('feed.options.min_heat'), min_value: 0, max_value: MIN_HEAT_MAX },
  {
    ...text,
    ...describeIn('feed.options.schedule'),
    choices: [...SCHEDULE_KEYS, 'custom' as const].map((key) => choiceIn(key, `choices.schedule.${key}`)),
  },
  { ...text, ...describeIn('feed.options.cron'), max_length: CHOICE_MAX_CHARS },
  { ...text, ...describeIn('feed.options.timezone'), autocomplete: true },
  { ...whole, ...describeIn('feed.options.per_run'), min_value: 1, max_value: PER_RUN_MAX },
  { ...whole, ...describeIn('feed.options.per_day'), min_value: 1, max_value: PER_DAY_MAX },
  { ...text, ...describeIn('feed.options.quiet_hours'), max_length: CHOICE_MAX_CHARS },
  { type: ApplicationCommandOptionType.Role, ...describeIn('feed.options.mention') },
  { ...whole, ...describeIn('feed.options.mention_heat'), min_value: 0, max_value: MIN_HEAT_MAX },
  {
    ...text,
    ...describeIn('feed.options.style'),
    choices: STYLES.map((key) => choiceIn(key, `choices.style.${key}`)),
  },
  { type: ApplicationCommandOptionType.Boolean, ...describeIn('feed.options.thread') },
  {
    ...text,
    ...describeIn('feed.options.exclude_topics'),
    autocomplete: true,
    max_length: LIST_MAX_CHARS,
  },
  {
    ...text,
    ...describeIn('feed.options.exclude_providers'),
    autocomplete: true,
    max_length: LIST_MAX_CHARS,
  },
];

const clearOption: APIApplicationCommandBasicOption = {
  ...text,
  ...describeIn('feed.options.clear'),
  choices: CLEARABLE.map((key) => choiceIn(key, `choices.clear.${key}`)),
};
const storyOption: APIApplicationCommandBasicOption = {
  ...text,
  ...describeIn('feed.options.story'),
  autocomplete: true,
  required: true,
};

type Subcommand = 'add' | 'preview' | 'edit' | 'pause' | 'resume' | 'remove' | 'list' | 'post';

function subcommand(
  name: Subcommand,
  options: APIApplicationCommandBasicOption[] = [],
): APIApplicationCommandSubcommandOption {
  return { type: ApplicationCommandOptionType.Subcommand, ...describeIn(`feed.${name}`), options };
}

/** `/feed`: a server's admins set up which news their channels get. */
export const feed = {
  kind: 'slash',
  definition: {
    type: ApplicationCommandType.ChatInput,
    ...describeIn('feed'),
    ...IN_SERVERS,
    default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
    options: [
      subcommand('add', [channelOption(true), ...settingOptions]),
      subcommand('preview', [channelOption(false)]),
      subcommand('edit', [channelOption(true), ...settingOptions, clearOption]),
      subcommand('pause', [channelOption(false)]),
      subcommand('resume', [channelOption(false)]),
      subcommand('remove', [channelOption(false)]),
      subcommand('list'),
      subcommand('post', [storyOption, channelOption(false)]),
    ],
  },
  isPrivate: () => true,
  answer(options, asker, context) {
    const admin = requireAdmin(asker);
    switch (options.subcommand) {
      case 'add':
        return addFeed(options, admin, context);
      case 'preview':
        return previewFeed(options, admin, context);
      case 'edit':
        return editFeed(options, admin, context);
      case 'pause':
        return pauseFeed(options, admin, context);
      case 'resume':
        return resumeFeed(options, admin, context);
      case 'remove':
        return askToRemoveFeed(options, admin, context);
      case 'list':
        return listFeeds(admin, 0, context);
      case 'post':
        return postStory(options, admin, context);
      default:
        throw new UserError(asker.t('errors.unknownCommand'));
    }
  },
  suggest(options, asker, context) {
    const { name, text: typed } = options.getFocused();
    switch (name) {
      case 'topics':
      case 'exclude_topics':
        return suggestLast(typed, (last) => suggestTopics(last, context));
      case 'exclude_providers':
        return suggestLast(typed, (last) => suggestProviders(last, context));
      case 'timezone':
        return suggestTimezones(typed, context);
      case 'story':
        return suggestStories(typed, options.getId('channel') ?? asker.channelId, context);
      default:
        return [];
    }
  },
} satisfies SlashCommand;

/** Suggests for the last name of a list, each choice with the names before it. */
function suggestLast(typed: string, suggest: (last: string) => Choice[]): Choice[] {
  const names = typed.split(',').map((name) => name.trim());
  const before = names.slice(0, -1).filter((name) => name !== '');
  return suggest(names.at(-1) ?? '')
    .filter(({ value }) => !before.includes(value))
    .map(({ name, value }) => ({
      name: [...before, name].join(', '),
      value: [...before, value].join(', '),
    }))
    .filter(({ name, value }) => name.length <= CHOICE_MAX_CHARS && value.length <= CHOICE_MAX_CHARS);
}

function suggestTimezones(typed: string, { config }: CommandContext): Choice[] {
  const wanted = typed.toLowerCase().replaceAll(' ', '_');
  const zones = [...new Set([config.news.timezone, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
  return zones
    .filter((zone) => zone.toLowerCase().includes(wanted))
    .slice(0, CHOICES_MAX)
    .map((zone) => ({ name: zone, value: zone }));
}
