import { readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError, parseBotConfig, parseConfig } from '../src/config.ts';
import { parseDuration } from '../src/duration.ts';
import { makeTempFolder } from './support/temp-folder.ts';

const HOUR_MS = 3_600_000;
const TOKEN = 'MTE3MDAwMDAwMDAwMDAwMDAw.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789ab';

/** Every setting of .env.example. */
function listSettings(): string[] {
  const text = readFileSync(join(import.meta.dirname, '../.env.example'), 'utf8');
  return text.split('\n').flatMap((line) => /^[A-Z_]+(?==)/.exec(line) ?? []);
}

/** The lines of the error that these settings make. */
function problemsOf(environment: Readonly<Record<string, string>>): string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe.each([
  ['an empty environment', {}],
  [
    'variables that are empty or blank',
    { DISCORD_TOKEN: '', NEWS_MIN_HEAT: ' ', CONTENT_DIR: '', NEWS_CHANNEL_ID: '\t', LOG_LEVEL: '' },
  ],
  ['variables of other programs', { PATH: '/bin', NEWS_UNKNOWN: 'x' }],
])('given %s', (_what, environment) => {
  test('every variable has its default', () => {
    expect(parseConfig(environment)).toEqual({
      discordToken: null,
      discordApiUrl: 'https://discord.com/api',
      contentDir: resolve('content'),
      stateUrl: `sqlite://${resolve('data/heatline.sqlite')}`,
      libraryPath: resolve('data/library.sqlite'),
      logLevel: 'info',
      feedsPerGuild: 25,
      followMs: 30 * 86_400_000,
      gitDir: resolve('data/git'),
      ingest: { isOn: true, intervalMs: HOUR_MS / 4, isPrivateAllowed: false },
      contentKeepMs: 365 * 24 * HOUR_MS,
      news: {
        channelId: null,
        schedule: '*/30 * * * *',
        timezone: 'UTC',
        topics: [],
        minHeat: 70,
        maxAgeMs: 72 * HOUR_MS,
        halfLifeMs: 12 * HOUR_MS,
        perRun: 1,
        perDay: 24,
      },
    });
  });
});

test('given every variable, each has its value', () => {
  const environment = {
    DISCORD_TOKEN: ` ${TOKEN} `,
    DISCORD_API_URL: 'http://127.0.0.1:4000/api/',
    CONTENT_DIR: '/srv/content',
    STATE_URL: 'sqlite:///var/lib/heatline/state.sqlite',
    LIBRARY_PATH: '/var/cache/library.sqlite',
    NEWS_CHANNEL_ID: '112233445566778899',
    NEWS_SCHEDULE: '0 0 9 * * 1-5',
    NEWS_TIMEZONE: 'Europe/Berlin',
    NEWS_TOPICS: ' AI, Machine Learning ,,ml',
    NEWS_MIN_HEAT: '0',
    NEWS_MAX_AGE: '7d',
    NEWS_HALF_LIFE: '90m',
    NEWS_PER_RUN: '10',
    NEWS_PER_DAY: '1000',
    INGEST: 'off',
    INGEST_INTERVAL: '1h',
    INGEST_ALLOW_PRIVATE: '1',
    CONTENT_KEEP: '30d',
    LOG_LEVEL: 'debug',
    FEEDS_PER_GUILD: '5',
    FOLLOW_DAYS: '7',
  };
  expect(parseConfig(environment)).toEqual({
    discordToken: TOKEN,
    discordApiUrl: 'http://127.0.0.1:4000/api',
    contentDir: '/srv/content',
    stateUrl: 'sqlite:///var/lib/heatline/state.sqlite',
    libraryPath: '/var/cache/library.sqlite',
    logLevel: 'debug',
    feedsPerGuild: 5,
    followMs: 7 * 86_400_000,
    gitDir: '/var/cache/git',
    ingest: { isOn: false, intervalMs: HOUR_MS, isPrivateAllowed: true },
    contentKeepMs: 30 * 24 * HOUR_MS,
    news: {
      channelId: '112233445566778899',
      schedule: '0 0 9 * * 1-5',
      timezone: 'Europe/Berlin',
      topics: ['AI', 'Machine Learning', 'ml'],
      minHeat: 0,
      maxAgeMs: 7 * 24 * HOUR_MS,
      halfLifeMs: 1.5 * HOUR_MS,
      perRun: 10,
      perDay: 1000,
    },
  });
});

test.each([
  [
    'DISCORD_API_URL',
    'discord.com',
    /^DISCORD_API_URL: expected an http or https address, got "discord\.com"$/,
  ],
  ['DISCORD_API_URL', 'ws://localhost', /expected an http or https address/],
  [
    'DISCORD_API_URL',
    'https://discord.com/api/v10',
    /^DISCORD_API_URL: expected an address without a version, e\.g\. https:\/\/discord\.com\/api, got "https:\/\/discord\.com\/api\/v10"$/,
  ],
  ['DISCORD_API_URL', 'https://discord.com/api/v10/', /expected an address without a version/],
  [
    'DISCORD_API_URL',
    'https://proxy.example/api?key=1',
    /^DISCORD_API_URL: expected an address without \? and #, got /,
  ],
  ['DISCORD_API_URL', 'https://proxy.example/api#top', /expected an address without \? and #/],
  [
    'STATE_URL',
    'redis://localhost',
    /^STATE_URL: expected sqlite:\/\/PATH, e\.g\. .*, got "redis:\/\/localhost"$/,
  ],
  ['STATE_URL', 'sqlite://', /expected sqlite:\/\/PATH/],
  [
    'NEWS_CHANNEL_ID',
    '#news',
    /^NEWS_CHANNEL_ID: expected a channel id \(17 to 20 digits; .*\), got "#news"$/,
  ],
  ['NEWS_CHANNEL_ID', '123', /expected a channel id/],
  [
    'NEWS_SCHEDULE',
    'hourly',
    /^NEWS_SCHEDULE: expected a cron line of 5 or 6 fields, e\.g\. \*\/30 \* \* \* \*, got "hourly"$/,
  ],
  ['NEWS_SCHEDULE', '99 * * * *', /expected a cron line/],
  [
    'NEWS_TIMEZONE',
    'Mars/Olympus',
    /^NEWS_TIMEZONE: expected a time zone of the IANA list, e\.g\. Europe\/Berlin, got "Mars\/Olympus"$/,
  ],
  ['NEWS_MIN_HEAT', 'hot', /^NEWS_MIN_HEAT: expected a whole number from 0 to 1000000, got "hot"$/],
  ['NEWS_MIN_HEAT', '-1', /expected a whole number from 0/],
  ['NEWS_MIN_HEAT', '70.5', /expected a whole number/],
  [
    'NEWS_MAX_AGE',
    '72',
    /^NEWS_MAX_AGE: expected a duration above 0 such as 90m, 72h or 7d \(units s m h d w y\), got "72"$/,
  ],
  ['NEWS_MAX_AGE', '0h', /expected a duration above 0/],
  ['NEWS_HALF_LIFE', '12 parsecs', /^NEWS_HALF_LIFE: expected a duration above 0/],
  ['NEWS_PER_RUN', '0', /^NEWS_PER_RUN: expected a whole number from 1 to 10, got "0"$/],
  ['NEWS_PER_RUN', '11', /expected a whole number from 1 to 10/],
  ['NEWS_PER_DAY', '0', /^NEWS_PER_DAY: expected a whole number from 1 to 1000, got "0"$/],
  [
    'LOG_LEVEL',
    'loud',
    /^LOG_LEVEL: expected one of fatal, error, warn, info, debug, trace, silent, got "loud"$/,
  ],
])('given %s=%s, one line names the variable, what it expected and what it got', (name, value, line) => {
  const problems = problemsOf({ [name]: value });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(line);
});

test('given several wrong values, all are told at once, and the token is not', () => {
  const problems = problemsOf({
    DISCORD_TOKEN: TOKEN,
    NEWS_MIN_HEAT: 'hot',
    NEWS_MAX_AGE: 'old',
    NEWS_SCHEDULE: 'never',
    LOG_LEVEL: 'loud',
  });
  expect(problems.map((line) => line.split(':')[0])).toEqual([
    'NEWS_SCHEDULE',
    'NEWS_MIN_HEAT',
    'NEWS_MAX_AGE',
    'LOG_LEVEL',
  ]);
  expect(problems.join()).not.toContain(TOKEN);
});

test('given a bot without a token, a content folder that is none and other wrong values, all are told at once', () => {
  const settings = { CONTENT_DIR: '/nowhere/content', NEWS_MIN_HEAT: 'hot', NEWS_PER_RUN: '0' };
  const oneFile = { STATE_URL: 'sqlite://data/one.sqlite', LIBRARY_PATH: 'data/one.sqlite' };
  expect(() => parseBotConfig({ ...settings, ...oneFile })).toThrow(
    new ConfigError(
      [
        'DISCORD_TOKEN: expected the token of your bot (docs/first-bot.md), got nothing',
        'CONTENT_DIR: expected a folder with records, got "/nowhere/content"',
        'NEWS_MIN_HEAT: expected a whole number from 0 to 1000000, got "hot"',
        'NEWS_PER_RUN: expected a whole number from 1 to 10, got "0"',
        'LIBRARY_PATH: expected another file than STATE_URL\'s, got "data/one.sqlite"',
      ].join('\n'),
    ),
  );
});

test('given a link that leads to itself as content folder, it is refused', () => {
  const path = join(makeTempFolder(), 'loop');
  symlinkSync(path, path);
  expect(() => parseConfig({ CONTENT_DIR: path }, ['CONTENT_DIR'])).toThrow('CONTENT_DIR: expected a folder');
});

test('given the token pasted into other variables, it is not printed either', () => {
  const problems = problemsOf({
    DISCORD_TOKEN: TOKEN,
    NEWS_CHANNEL_ID: TOKEN,
    NEWS_TIMEZONE: `Bot ${TOKEN}`,
  });
  expect(problems).toHaveLength(2);
  expect(problems.join()).not.toContain(TOKEN);
});

describe('given a password in any setting', () => {
  const SECRET = 'hunter2-is-secret';
  const settings = listSettings().filter((name) => name !== 'DISCORD_TOKEN');
  const forms = fc.constantFrom(
    `postgres://bot:${SECRET}@db.example/news`,
    `redis://:pa/${SECRET}@cache`,
    `https://bot:${SECRET}@proxy.example/api`,
    `https://${SECRET}@proxy.example/api/v10`,
    `bot:${SECRET}@db.example`,
    `sqlite://bot:${SECRET}@db.example/x.sqlite`,
    `sqlite://${SECRET}@db.example/x.sqlite`,
    `sqlite://data/x.sqlite?key=${SECRET}`,
    `https://proxy.example/api?token=a ${SECRET}`,
    `Server=db;Password=${SECRET}`,
  );
  test('its error does not show it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...settings), forms, (name, value) => {
        expect(problemsOf({ [name]: value }).join('\n')).not.toContain(SECRET);
      }),
    );
  });

  test('STATE_URL and DISCORD_API_URL refuse it: they would stand in the log', () => {
    for (const url of [`sqlite://bot:${SECRET}@db/x`, `sqlite://${SECRET}@db/x`, `sqlite://x?key=${SECRET}`])
      expect(problemsOf({ STATE_URL: url })).toEqual([
        'STATE_URL: expected sqlite://PATH, without name, password and key, got a value that is not shown here, since a password may be in it',
      ]);
    expect(problemsOf({ DISCORD_API_URL: `https://bot:${SECRET}@proxy.example/api` })).toEqual([
      'DISCORD_API_URL: expected an address without name and password, got a value that is not shown here, since a password may be in it',
    ]);
    expect(problemsOf({ STATE_URL: 'sqlite:///home/me@corp/x.sqlite' })).toEqual([]);
  });
});

test('given one file for the state and the index, it is refused: the index is thrown away when it does not fit', () => {
  expect(
    problemsOf({ STATE_URL: 'sqlite://data/one.sqlite', LIBRARY_PATH: './data/one.sqlite' }).join(),
  ).toMatch(/^LIBRARY_PATH: expected another file than STATE_URL's/);
});

test.each([
  ['30s', 30_000],
  ['90m', 90 * 60_000],
  ['72h', 72 * HOUR_MS],
  ['7d', 7 * 24 * HOUR_MS],
  ['2w', 14 * 24 * HOUR_MS],
  ['10y', 3650 * 24 * HOUR_MS],
  ['1.5h', 1.5 * HOUR_MS],
  ['12 H', 12 * HOUR_MS],
  ['100y', 36_500 * 24 * HOUR_MS],
  ['0s', 0],
  ['101y', null],
  [`${'2'.repeat(400)}d`, null],
  ['', null],
  ['h', null],
  ['-3h', null],
  ['3 hours', null],
  ['3', null],
])('given the duration %j, it is %j ms', (text, durationMs) => {
  expect(parseDuration(text)).toBe(durationMs);
});
