import { type FeedSettings, STYLES, type Style } from '../../src/curation/feed.ts';
import { isTimezone } from '../../src/curation/local-time.ts';
import { parseQuietHours } from '../../src/curation/quiet-hours.ts';
import { isCronExpression } from '../../src/curation/schedule.ts';
import { escapeWithin } from '../../src/discord/cards/markdown.ts';
import { type Asker, type CommandContext, UserError } from '../../src/discord/interactions/command.ts';
import type { CommandOptions } from '../../src/discord/interactions/options.ts';
import { CHOICE_MAX_CHARS } from '../../src/discord/rest/limits.ts';
import {
  findProviderName,
  findTopicName,
  listNearest,
  listProviderNames,
  listTopicNames,
} from '../name-argument.ts';
import { SCHEDULE_KEYS, SCHEDULES } from './schedules.ts';

/** From what heat a role is mentioned, when the admin does not say: about one story in fifty is that hot. */
const MENTION_HEAT = 140;
export const MIN_HEAT_MAX = 1_000;
export const PER_RUN_MAX = 10;
export const PER_DAY_MAX = 1_000;

/** The settings that `/feed edit` can take away. */
export const CLEARABLE = ['topics', 'quiet_hours', 'mention', 'exclude_topics', 'exclude_providers'] as const;

/** What was typed for one feed, by a command's options or by the form; what is missing stays as it is. */
export type TypedSettings = {
  readonly topics?: string;
  readonly min_heat?: string;
  readonly schedule?: string;
  readonly cron?: string;
  readonly timezone?: string;
  readonly per_run?: string;
  readonly per_day?: string;
  readonly quiet_hours?: string;
  readonly mention?: string;
  readonly mention_heat?: string;
  readonly style?: string;
  readonly thread?: boolean;
  readonly exclude_topics?: string;
  readonly exclude_providers?: string;
  readonly clear?: string;
};

/** What a feed is that nobody has said anything of. */
export function defaultSettings({ config }: CommandContext): FeedSettings {
  const { minHeat, timezone, perRun, perDay } = config.news;
  return {
    topics: [],
    excludedTopics: [],
    excludedProviders: [],
    minHeat,
    schedule: SCHEDULES.half_hourly,
    timezone,
    perRun,
    perDay,
    quietHours: null,
    mention: null,
    style: 'card',
    opensThread: false,
  };
}

/** The options of `/feed add` and `/feed edit`, as they were typed. */
export function readTypedSettings(options: CommandOptions): TypedSettings {
  const text = (name: keyof TypedSettings) => {
    const typed = options.getString(name) ?? options.getInteger(name)?.toString() ?? options.getId(name);
    return typed === undefined ? {} : { [name]: typed };
  };
  const thread = options.getBoolean('thread');
  return {
    ...text('topics'),
    ...text('min_heat'),
    ...text('schedule'),
    ...text('cron'),
    ...text('timezone'),
    ...text('per_run'),
    ...text('per_day'),
    ...text('quiet_hours'),
    ...text('mention'),
    ...text('mention_heat'),
    ...text('style'),
    ...text('exclude_topics'),
    ...text('exclude_providers'),
    ...text('clear'),
    ...(thread !== undefined && { thread }),
  };
}

/**
 * The settings that result when what was typed is laid over what was there.
 * @throws UserError that names the option, what is wrong with it, and what to write
 */
export function changeSettings(
  before: FeedSettings,
  typed: TypedSettings,
  asker: Asker,
  context: CommandContext,
): FeedSettings {
  const { t } = asker;
  const label = (option: OptionName) => t(`commands.feed.options.${option}.name`);
  const whole = (option: OptionName, text: string | undefined, least: number, most: number, old: number) => {
    if (text === undefined) return old;
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new UserError(
      t('feed.errors.number', { option: label(option), typed: shorten(text), least, most }),
    );
  };
  const names = (option: 'topics' | 'exclude_topics' | 'exclude_providers', old: readonly string[]) =>
    typed[option] === undefined ? [...old] : readNames(option, typed[option], asker, context);

  const base = clearSetting(before, typed.clear);
  return {
    topics: names('topics', base.topics),
    excludedTopics: names('exclude_topics', base.excludedTopics),
    excludedProviders: names('exclude_providers', base.excludedProviders),
    minHeat: whole('min_heat', typed.min_heat, 0, MIN_HEAT_MAX, base.minHeat),
    schedule: readSchedule(typed, base.schedule, asker),
    timezone: readTimezone(typed.timezone, base.timezone, asker),
    perRun: whole('per_run', typed.per_run, 1, PER_RUN_MAX, base.perRun),
    perDay: whole('per_day', typed.per_day, 1, PER_DAY_MAX, base.perDay),
    quietHours: readQuietHours(typed.quiet_hours, base.quietHours, asker),
    mention: readMention(typed, base.mention, asker, (text, old) =>
      whole('mention_heat', text, 0, MIN_HEAT_MAX, old),
    ),
    style: STYLES.find((style: Style) => style === typed.style) ?? base.style,
    opensThread: typed.thread ?? base.opensThread,
  };
}

type OptionName = Exclude<keyof TypedSettings, 'thread' | 'clear'>;

function clearSetting(settings: FeedSettings, what: string | undefined): FeedSettings {
  switch (CLEARABLE.find((setting) => setting === what)) {
    case 'topics':
      return { ...settings, topics: [] };
    case 'quiet_hours':
      return { ...settings, quietHours: null };
    case 'mention':
      return { ...settings, mention: null };
    case 'exclude_topics':
      return { ...settings, excludedTopics: [] };
    case 'exclude_providers':
      return { ...settings, excludedProviders: [] };
    case undefined:
      return settings;
  }
}

function readNames(
  option: 'topics' | 'exclude_topics' | 'exclude_providers',
  text: string,
  { t }: Asker,
  context: CommandContext,
): string[] {
  const isTopics = option !== 'exclude_providers';
  const names = text.split(',').flatMap((part) => {
    const typed = part.trim();
    if (typed === '') return [];
    const found = isTopics ? findTopicName(typed, context) : findProviderName(typed, context);
    if (found !== undefined) return [found];
    const known = isTopics ? listTopicNames(context) : listProviderNames(context);
    throw new UserError(
      t(isTopics ? 'feed.errors.noTopic' : 'feed.errors.noProvider', {
        option: t(`commands.feed.options.${option}.name`),
        typed: shorten(typed),
        names: listNearest(typed, known),
      }),
    );
  });
  return [...new Set(names)];
}

function readSchedule({ schedule, cron }: TypedSettings, before: string, { t }: Asker): string {
  const option = t('commands.feed.options.cron.name');
  const key = SCHEDULE_KEYS.find((candidate) => candidate === schedule);
  // The line itself: what the form offers when the feed has one of its own.
  const line = cron ?? (key === undefined && schedule !== 'custom' ? schedule : undefined);
  if (line !== undefined) {
    if (isCronExpression(line) && line.trim().split(/\s+/).length === 5) return line.trim();
    throw new UserError(t('feed.errors.cron', { option, typed: shorten(line) }));
  }
  if (schedule === 'custom') throw new UserError(t('feed.errors.cronMissing', { option }));
  return key === undefined ? before : SCHEDULES[key];
}

function readTimezone(text: string | undefined, before: string, { t }: Asker): string {
  if (text === undefined || text === '') return before;
  // The runtime takes any spelling; one that is kept should be the list's own.
  if (isTimezone(text)) return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  const option = t('commands.feed.options.timezone.name');
  throw new UserError(t('feed.errors.timezone', { option, typed: shorten(text) }));
}

function readQuietHours(text: string | undefined, before: FeedSettings['quietHours'], { t }: Asker) {
  if (text === undefined) return before;
  if (text === '') return null;
  const quietHours = parseQuietHours(text);
  if (quietHours !== null) return quietHours;
  const option = t('commands.feed.options.quiet_hours.name');
  throw new UserError(t('feed.errors.quietHours', { option, typed: shorten(text) }));
}

function readMention(
  { mention, mention_heat }: TypedSettings,
  before: FeedSettings['mention'],
  { t, guildId }: Asker,
  readHeat: (text: string | undefined, before: number) => number,
): FeedSettings['mention'] {
  const roleId = mention ?? before?.roleId;
  if (roleId === undefined) {
    if (mention_heat === undefined) return null;
    const option = t('commands.feed.options.mention_heat.name');
    throw new UserError(
      t('feed.errors.mentionHeatAlone', { option, role: t('commands.feed.options.mention.name') }),
    );
  }
  // The role that everyone has bears the server's own id (topics/permissions).
  if (roleId === guildId) throw new UserError(t('feed.errors.everyone'));
  return { roleId, fromHeat: readHeat(mention_heat, before?.fromHeat ?? MENTION_HEAT) };
}

function shorten(text: string): string {
  return escapeWithin(text, CHOICE_MAX_CHARS);
}
