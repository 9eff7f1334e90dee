import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { isTimezone } from './curation/local-time.ts';
import { isCronExpression } from './curation/schedule.ts';
import type { NewsSettings } from './curation/subscription.ts';
import { DAY_MS, parseDuration } from './duration.ts';
import { mayHoldSecret } from './hide-secrets.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** A channel id is a snowflake: 17 to 20 digits. */
const SNOWFLAKE = /^\d{17,20}$/;

const Integer = (least: number, most: number) =>
  z
    .string()
    .regex(/^-?\d+$/, `expected a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `expected a whole number from ${least} to ${most}`);

const Duration = z.string().transform((text, context) => {
  const durationMs = parseDuration(text);
  if (durationMs !== null && durationMs > 0) return durationMs;
  context.addIssue('expected a duration above 0 such as 90m, 72h or 7d (units s m h d w y)');
  return z.NEVER;
});

const Path = z.string().transform((path) => resolve(path));

/** Every variable with its default. An empty value counts as not set. */
const Variables = z.object({
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_API_URL: z
    .string()
    .default('https://discord.com/api')
    .refine((url) => /^https?:$/.test(URL.parse(url)?.protocol ?? ''), 'expected an http or https address')
    .refine((url) => !/[?#]/.test(url), 'expected an address without ? and #')
    // They are never sent, and would stand in the log.
    .refine((url) => !hasCredentials(url), 'expected an address without name and password')
    // discord.js puts the version behind it.
    .refine(
      (url) => !/\/v\d+\/*$/.test(url),
      'expected an address without a version, e.g. https://discord.com/api',
    )
    // bounded: the operator's own setting
    .transform((url) => url.replace(/\/+$/, '')),
  CONTENT_DIR: z.string().default('content').pipe(Path),
  STATE_URL: z
    .string()
    .default('sqlite://data/heatline.sqlite')
    .refine((url) => /^sqlite:\/\/.+/.test(url), 'expected sqlite://PATH, e.g. sqlite://data/heatline.sqlite')
    // It is a file, which has none, and its path stands in the log.
    .refine((url) => {
      // Anything else has been refused.
      if (!url.startsWith('sqlite://')) return true;
      const path = url.slice('sqlite://'.length);
      return !/^[^/]*@/.test(path) && !mayHoldSecret(path);
    }, 'expected sqlite://PATH, without name, password and key')
    .transform((url) => {
      const path = url.slice('sqlite://'.length);
      return `sqlite://${isAbsolute(path) ? path : resolve(path)}`;
    }),
  LIBRARY_PATH: z.string().default('data/library.sqlite').pipe(Path),
  NEWS_CHANNEL_ID: z
    .string()
    .regex(
      SNOWFLAKE,
      'expected a channel id (17 to 20 digits; in Discord: right click on the channel, Copy ID)',
    )
    .optional(),
  NEWS_SCHEDULE: z
    .string()
    .default('*/30 * * * *')
    .refine(isCronExpression, 'expected a cron line of 5 or 6 fields, e.g. */30 * * * *'),
  NEWS_TIMEZONE: z
    .string()
    .default('UTC')
    .refine(isTimezone, 'expected a time zone of the IANA list, e.g. Europe/Berlin'),
  NEWS_TOPICS: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((name) => name.trim() || [])),
  NEWS_MIN_HEAT: z.string().default('70').pipe(Integer(0, 1_000_000)),
  NEWS_MAX_AGE: z.string().default('72h').pipe(Duration),
  NEWS_HALF_LIFE: z.string().default('12h').pipe(Duration),
  NEWS_PER_RUN: z.string().default('1').pipe(Integer(1, 10)),
  NEWS_PER_DAY: z.string().default('24').pipe(Integer(1, 1_000)),
  FEEDS_PER_GUILD: z.string().default('25').pipe(Integer(0, 500)),
  FOLLOW_DAYS: z.string().default('30').pipe(Integer(1, 3650)),
  INGEST: z
    .string()
    .default('on')
    .pipe(z.enum(['on', 'off'], { error: 'expected on or off' })),
  INGEST_INTERVAL: z.string().default('15m').pipe(Duration),
  INGEST_ALLOW_PRIVATE: z
    .string()
    .default('0')
    .pipe(z.enum(['0', '1'], { error: 'expected 0 or 1' })),
  CONTENT_KEEP: z.string().default('1y').pipe(Duration),
  LOG_LEVEL: z
    .string()
    .default('info')
    .pipe(z.enum(LOG_LEVELS, { error: `expected one of ${LOG_LEVELS.join(', ')}` })),
});

const Environment = Variables.refine(
  ({ STATE_URL, LIBRARY_PATH }) => STATE_URL !== `sqlite://${LIBRARY_PATH}`,
  {
    path: ['LIBRARY_PATH'],
    // The index is deleted when it does not fit its folder; the state must never be.
    message: "expected another file than STATE_URL's",
    // Also when other variables have wrong values: all problems are reported at once.
    when: () => true,
  },
);

/** What some commands need, in addition to the form of the values. */
const NEEDS = {
  DISCORD_TOKEN: Variables.shape.DISCORD_TOKEN.refine(
    (token) => token !== undefined,
    'expected the token of your bot (docs/first-bot.md)',
  ),
  CONTENT_DIR: Variables.shape.CONTENT_DIR.refine(isFolder, 'expected a folder with records'),
};
type Need = keyof typeof NEEDS;

type Environment = z.output<typeof Environment>;

export type Config = {
  readonly discordToken: string | null;
  /** The REST base, without a version: `https://discord.com/api`. */
  readonly discordApiUrl: string;
  readonly contentDir: string;
  readonly stateUrl: string;
  readonly libraryPath: string;
  readonly logLevel: Environment['LOG_LEVEL'];
  /** Most feeds that the admins of one server may set up. */
  readonly feedsPerGuild: number;
  /** Messages that are younger are kept up to their stories. */
  readonly followMs: number;
  /** The clones of git sources, next to the library's index; like the index, they can be deleted at any time. */
  readonly gitDir: string;
  readonly ingest: {
    readonly isOn: boolean;
    readonly intervalMs: number;
    /** Also read from addresses of this machine and its network. */
    readonly isPrivateAllowed: boolean;
  };
  /** Older records are what `archive` moves. */
  readonly contentKeepMs: number;
  /** The subscription of the environment; its channel may be missing. */
  readonly news: NewsSettings & { readonly channelId: string | null };
};

export type BotConfig = Config & { readonly discordToken: string };

/** Wrong settings: one line a problem, each with the variable, what it expected and what it got. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads the settings from the environment, all at once.
 * @param needs what must be there for the command that is run
 * @throws ConfigError that lists every wrong value; a token is never in it
 */
export function parseConfig(
  environment: Readonly<Record<string, string | undefined>>,
  needs: readonly Need[] = [],
): Config {
  const given = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
  const parsed = Environment.safeParse(given, { reportInput: true });
  const problems = [
    ...needs.flatMap((name) => listProblems(NEEDS[name].safeParse(given[name], { reportInput: true }), name)),
    ...listProblems(parsed),
  ];
  if (!parsed.success || problems.length > 0) {
    const lines = problems.map(({ name, message, input }) => {
      // A path is shown as it was resolved, everything else as it was given.
      const got = typeof input === 'string' ? input : given[name];
      return `${name}: ${message}, got ${describeValue(got, given.DISCORD_TOKEN ?? '')}`;
    });
    throw new ConfigError(lines.join('\n'));
  }
  const values = parsed.data;
  return {
    discordToken: values.DISCORD_TOKEN ?? null,
    discordApiUrl: values.DISCORD_API_URL,
    contentDir: values.CONTENT_DIR,
    stateUrl: values.STATE_URL,
    libraryPath: values.LIBRARY_PATH,
    logLevel: values.LOG_LEVEL,
    feedsPerGuild: values.FEEDS_PER_GUILD,
    followMs: values.FOLLOW_DAYS * DAY_MS,
    gitDir: join(dirname(values.LIBRARY_PATH), 'git'),
    ingest: {
      isOn: values.INGEST === 'on',
      intervalMs: values.INGEST_INTERVAL,
      isPrivateAllowed: values.INGEST_ALLOW_PRIVATE === '1',
    },
    contentKeepMs: values.CONTENT_KEEP,
    news: {
      channelId: values.NEWS_CHANNEL_ID ?? null,
      schedule: values.NEWS_SCHEDULE,
      timezone: values.NEWS_TIMEZONE,
      topics: values.NEWS_TOPICS,
      minHeat: values.NEWS_MIN_HEAT,
      maxAgeMs: values.NEWS_MAX_AGE,
      halfLifeMs: values.NEWS_HALF_LIFE,
      perRun: values.NEWS_PER_RUN,
      perDay: values.NEWS_PER_DAY,
    },
  };
}

/**
 * The settings of a bot that is to run: its token and its content folder are there.
 * @throws ConfigError as `parseConfig` does
 */
export function parseBotConfig(environment: Readonly<Record<string, string | undefined>>): BotConfig {
  const config = parseConfig(environment, ['DISCORD_TOKEN', 'CONTENT_DIR']);
  // A missing token has been refused.
  return { ...config, discordToken: config.discordToken as string };
}

/** @param token somebody may have pasted it into another variable */
function describeValue(value: string | undefined, token: string): string {
  if (value === undefined) return 'nothing';
  if (mayHoldSecret(value)) return 'a value that is not shown here, since a password may be in it';
  const shown = JSON.stringify(value);
  return token === '' ? shown : shown.replaceAll(token, '[the token]');
}

function listProblems({ error }: z.ZodSafeParseResult<unknown>, name = '') {
  return (error?.issues ?? []).map(({ path, message, input }) => ({
    name: name || String(path[0]),
    message,
    input,
  }));
}

/** @throws ConfigError when there is no folder of records at the path that `name` gave */
export function requireContentDir(path: string, name: string): void {
  if (!isFolder(path))
    throw new ConfigError(`${name}: expected a folder with records, got ${describeValue(path, '')}`);
}

function hasCredentials(url: string): boolean {
  const parsed = URL.parse(url);
  return Boolean(parsed?.username || parsed?.password);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
