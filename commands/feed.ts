import { ApplicationCommandOptionType, ApplicationCommandType, PermissionFlagsBits } from 'discord.js';
import {
  type Choice,
  type CommandContext,
  defineSlashCommand,
  UserError,
} from '../src/discord/interactions/command.ts';
import { IN_SERVERS } from '../src/discord/interactions/installation.ts';
import { describeIn } from '../src/discord/interactions/localized.ts';
import { CHOICE_MAX_CHARS, CHOICES_MAX } from '../src/discord/rest/limits.ts';
import { requireAdmin } from './feed/access.ts';
import { addFeed, editFeed, previewFeed } from './feed/change.ts';
import { listFeeds } from './feed/list.ts';
import { askToRemoveFeed, pauseFeed, resumeFeed } from './feed/manage.ts';
import { postStory } from './feed/post.ts';
import { suggestHeat } from './feed/settings/amounts.ts';
import { defineOption, type SettingOption } from './feed/settings/setting.ts';
import { CLEAR_OPTION, SETTING_OPTIONS } from './feed/settings/settings.ts';
import { suggestProviders, suggestTopics } from './name-argument.ts';
import { STORY_MAX_CHARS, suggestStories } from './story-argument.ts';

/**
 * Without `channel_types`: Discord's own list of what they may be (OpenAPI, ApplicationCommandChannelOption) lacks
 * media channels, and one value that it does not take would cost all commands. A wrong channel gets a sentence.
 */
function channelOption(required: boolean) {
  return defineOption('channel', { type: ApplicationCommandOptionType.Channel, required });
}

const storyOption = defineOption('story', {
  type: ApplicationCommandOptionType.String,
  autocomplete: true,
  required: true,
  max_length: STORY_MAX_CHARS,
});

type Subcommand = 'add' | 'preview' | 'edit' | 'pause' | 'resume' | 'remove' | 'list' | 'post';

function subcommand<Option extends SettingOption>(name: Subcommand, options: Option[] = []) {
  return { type: ApplicationCommandOptionType.Subcommand as const, ...describeIn(`feed.${name}`), options };
}

/** `/feed`: a server's admins set up which news their channels get. */
export const feed = defineSlashCommand({
  definition: {
    type: ApplicationCommandType.ChatInput,
    ...describeIn('feed'),
    ...IN_SERVERS,
    default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
    options: [
      subcommand('add', [channelOption(true), ...SETTING_OPTIONS]),
      subcommand('preview', [channelOption(false)]),
      subcommand('edit', [channelOption(true), ...SETTING_OPTIONS, CLEAR_OPTION]),
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
      case 'min_heat':
      case 'mention_heat':
        return suggestHeat(typed, asker.t);
      case 'timezone':
        return suggestTimezones(typed, context);
      case 'story':
        return suggestStories(typed, options.getId('channel') ?? asker.channelId, asker, context);
      default:
        return [];
    }
  },
});

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
