import { z } from 'zod';
import { QuietHours } from './quiet-hours.ts';

/** In place of a cron line: post when a story crosses the heat. */
export const BREAKING = 'breaking';

/** More mentions a day make members mute the role. */
export const MENTIONS_PER_DAY = 4;

/** How a story looks: the whole card, a small one, or a line of text; or a line of a message that tells the best of a time. */
export const STYLES = ['card', 'compact', 'headline', 'digest'] as const;
export const Style = z.enum(STYLES);
export type Style = z.output<typeof Style>;

/** When a digest is written: once, when its time is over, or from its beginning on, as news comes. */
export const DIGEST_MODES = ['ending', 'growing'] as const;
/** What a digest is on a day without news: a line that says so, or nothing. */
export const QUIET_DAYS = ['tell', 'skip'] as const;

/** What an admin chose with `/feed`. */
const Settings = z.object({
  /** Names as in the taxonomy; empty takes all. */
  topics: z.array(z.string()),
  excludedTopics: z.array(z.string()),
  excludedProviders: z.array(z.string()),
  minHeat: z.number().int(),
  /** `BREAKING`, or a cron line of five fields. */
  schedule: z.string(),
  timezone: z.string(),
  perRun: z.number().int(),
  perDay: z.number().int(),
  quietHours: QuietHours.nullable(),
  /** The role that stories of this heat or more mention. */
  mention: z.object({ roleId: z.string(), fromHeat: z.number().int() }).nullable(),
  /** Most mentions in a day; a feed of before this setting has the default. */
  mentionsPerDay: z.number().int().default(MENTIONS_PER_DAY),
  style: Style,
  /** Of the style `digest`; feeds of an earlier version have none. */
  digest: z.enum(DIGEST_MODES).default('ending'),
  quietDays: z.enum(QUIET_DAYS).default('tell'),
  opensThread: z.boolean(),
});
export type FeedSettings = z.output<typeof Settings>;

/** A subscription that a server's admins set up, as it is kept. There is one a channel at most. */
export const Feed = Settings.extend({
  channelId: z.string(),
  guildId: z.string(),
  createdBy: z.string(),
  createdAtMs: z.number(),
  /** The member who paused it. */
  pausedBy: z.string().nullable(),
  /** Of a feed that posts as it breaks: what was hot before it began is not news. */
  ignoredStoryIds: z.array(z.string()),
  /** When the bot was removed from the server; should it come back, the feed goes on. */
  leftAtMs: z.number().nullable(),
});
export type Feed = z.output<typeof Feed>;
