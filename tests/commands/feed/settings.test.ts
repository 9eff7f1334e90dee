import { describe, expect, test } from 'vitest';
import { prepareScenes } from '../../support/command-scene.ts';
import { recordText } from '../../support/record-text.ts';

// What an admin types for a feed, as /feed add and /feed edit read it.

const openScene = prepareScenes({
  'topics.yaml': JSON.stringify([
    { name: 'AI', shortName: 'KI' },
    { name: 'Machine Learning', shortName: 'ML', parent: 'AI' },
    { name: 'Law' },
    { name: 'Chips' },
    { name: 'Robots' },
  ]),
  'a.md': recordText({ title: 'Robots fold laundry', provider: { name: 'Forbes', domain: 'forbes.com' } }),
});

describe('what is typed wrong is told in a sentence, and nothing is kept', () => {
  test.each([
    [
      'an unknown topic',
      { topics: 'AI, Machine Lerning' },
      '`topics`: there is no topic “Machine Lerning”. The nearest: **Machine Learning**, **Chips**, **AI**.',
    ],
    [
      'an unknown topic to exclude',
      { exclude_topics: 'Lawe' },
      '`exclude_topics`: there is no topic “Lawe”. The nearest: **Law**, **AI**, **Chips**.',
    ],
    [
      'an unknown outlet',
      { exclude_providers: 'Forbs' },
      '`exclude_providers`: there is no outlet “Forbs”. The nearest: **Forbes**.',
    ],
    [
      'a cron line that is none',
      { cron: 'at noon' },
      '`cron`: “at noon” is no schedule. Write five fields (minute, hour, day, month, weekday), e.g. `0 8,18 * * 1-5`.',
    ],
    [
      'a cron line of six fields',
      { cron: '0 0 9 * * *' },
      '`cron`: “0 0 9 \\* \\* \\*” is no schedule. Write five fields (minute, hour, day, month, weekday), e.g. `0 8,18 * * 1-5`.',
    ],
    [
      'a custom schedule without its line',
      { schedule: 'custom' },
      'A custom schedule needs its five fields in `cron`, e.g. `0 8,18 * * 1-5`.',
    ],
    [
      'a time zone that is none, with markup in it',
      { timezone: '**Mars** @everyone' },
      '`timezone`: “\\*\\*Mars\\*\\* \\@everyone” is no time zone. Choose one of the list as you type, e.g. Europe/Berlin.',
    ],
    [
      'quiet hours that are none',
      { quiet_hours: 'at night' },
      '`quiet_hours`: “at night” is no span of hours. Write it like 22:00-07:00.',
    ],
    [
      'a heat without a role',
      { mention_heat: '120' },
      '`mention_heat` needs a role to mention; choose one in `mention` as well.',
    ],
    ['too many at a time', { per_run: 11 }, '`per_run`: 11 is not a whole number from 1 to 10.'],
    ['none at a time', { per_run: 0 }, '`per_run`: 0 is not a whole number from 1 to 10.'],
    ['too many a day', { per_day: 1_001 }, '`per_day`: 1001 is not a whole number from 1 to 1000.'],
    ['none a day', { per_day: 0 }, '`per_day`: 0 is not a whole number from 1 to 1000.'],
    [
      'a heat below zero',
      { min_heat: '-3' },
      '`min_heat`: \\-3 is not a heat. Choose one from the list, or write a whole number from 0 to 1000.',
    ],
    [
      'a heat above the highest',
      { min_heat: '1001' },
      '`min_heat`: 1001 is not a heat. Choose one from the list, or write a whole number from 0 to 1000.',
    ],
    [
      'half a heat',
      { min_heat: '1.5' },
      '`min_heat`: 1\\.5 is not a heat. Choose one from the list, or write a whole number from 0 to 1000.',
    ],
  ])('given %s', async (_what, options, sentence) => {
    const { admin, feeds, home } = await openScene();
    expect(await admin.refused('feed', 'add', { channel: home, ...options })).toBe(sentence);
    expect(feeds.list()).toEqual([]);
  });

  test('given @everyone, or a heat for its mention that is out of range', async () => {
    const { admin, discord, feeds, home } = await openScene();
    expect(await admin.refused('feed', 'add', { channel: home, mention: discord.guildId })).toBe(
      '@everyone is not mentioned by news. Choose another role.',
    );
    const mention = discord.addRole({ mentionable: true });
    expect(await admin.refused('feed', 'add', { channel: home, mention, mention_heat: '1001' })).toBe(
      '`mention_heat`: 1001 is not a heat. Choose one from the list, or write a whole number from 0 to 1000.',
    );
    expect(feeds.list()).toEqual([]);
  });

  test('given a text without end, it is cut before it is shown', async () => {
    const { admin, home } = await openScene();
    const sentence = await admin.refused('feed', 'add', { channel: home, topics: '*'.repeat(500) });
    expect(sentence).toMatch(/^`topics`: there is no topic “(\\\*){49}…”\. The nearest: /);
  });

  test('given an admin who reads German, the option has its German name', async () => {
    const { admin, home } = await openScene();
    const german = admin.as({ language: 'de' });
    expect(await german.refused('feed', 'add', { channel: home, per_run: 0 })).toMatch(/^`max-auf-einmal`: /);
  });
});

describe('what is typed right', () => {
  test.each([
    [
      'names in any case, short names, twice, with empty places',
      { topics: 'ki,, law ,AI,' },
      { topics: ['AI', 'Law'] },
    ],
    ['an outlet in any case', { exclude_providers: 'FORBES' }, { excludedProviders: ['Forbes'] }],
    ['topics to exclude', { exclude_topics: 'ML' }, { excludedTopics: ['Machine Learning'] }],
    ['as it breaks', { schedule: 'breaking' }, { schedule: 'breaking' }],
    ['every 30 minutes', { schedule: 'half_hourly' }, { schedule: '*/30 * * * *' }],
    ['every hour', { schedule: 'hourly' }, { schedule: '0 * * * *' }],
    ['three times a day', { schedule: 'three_daily' }, { schedule: '0 9,14,19 * * *' }],
    ['every day', { schedule: 'daily' }, { schedule: '0 9 * * *' }],
    ['weekdays', { schedule: 'weekdays' }, { schedule: '0 9 * * 1-5' }],
    ['a line of its own', { schedule: 'custom', cron: ' 15 8 * * 1 ' }, { schedule: '15 8 * * 1' }],
    [
      'a line beside another schedule, which it beats',
      { schedule: 'daily', cron: '1 2 * * *' },
      { schedule: '1 2 * * *' },
    ],
    ['a time zone in any case', { timezone: 'europe/BERLIN' }, { timezone: 'Europe/Berlin' }],
    [
      'the least and the most',
      { min_heat: '0', per_run: 1, per_day: 1_000 },
      { minHeat: 0, perRun: 1, perDay: 1_000 },
    ],
    [
      'the most and the least',
      { min_heat: '1000', per_run: 10, per_day: 1 },
      { minHeat: 1_000, perRun: 10, perDay: 1 },
    ],
    ['a time zone in any spelling', { timezone: 'europe/berlin' }, { timezone: 'Europe/Berlin' }],
    ['a time zone’s short name', { timezone: 'CET' }, { timezone: 'CET' }],
    ['a heat in words', { min_heat: 'Very hot' }, { minHeat: 100 }],
    ['a heat in words of another language', { min_heat: 'heiß' }, { minHeat: 70 }],
    [
      'quiet hours with minutes',
      { quiet_hours: '22:30-06:15' },
      { quietHours: { fromMinute: 1_350, toMinute: 375 } },
    ],
    ['a line of text', { style: 'headline' }, { style: 'headline' }],
    ['a style that there is not', { style: 'banner' }, { style: 'card' }],
    ['no thread', { thread: false }, { opensThread: false }],
  ])('given %s', async (_what, options, expected) => {
    const { admin, feeds, home } = await openScene();
    await admin.run('feed', 'add', { channel: home, ...options });
    expect(feeds.get(home)).toMatchObject(expected);
  });

  test('given a role, it is mentioned from a heat of 140, or from the one that is given', async () => {
    const { admin, feeds, home, discord } = await openScene();
    const mention = discord.addRole({ mentionable: true });
    await admin.run('feed', 'add', { channel: home, mention });
    expect(feeds.get(home)?.mention).toEqual({ roleId: mention, fromHeat: 140 });
    await admin.run('feed', 'edit', { channel: home, mention_heat: '0' });
    expect(feeds.get(home)?.mention).toEqual({ roleId: mention, fromHeat: 0 });
    const other = discord.addRole({ mentionable: true });
    await admin.run('feed', 'edit', { channel: home, mention: other });
    expect(feeds.get(home)?.mention).toEqual({ roleId: other, fromHeat: 0 });
  });
});

describe('what is suggested', () => {
  test('for the last topic of a list, those before it stand before each, and come no second time', async () => {
    const { admin } = await openScene();
    expect(admin.suggest('feed', 'add', { topics: '' })).toEqual([{ name: 'AI (1)', value: 'AI' }]);
    expect(admin.suggest('feed', 'add', { topics: 'Law , ,  k' })).toEqual([]);
    expect(admin.suggest('feed', 'edit', { exclude_topics: 'Law , ,  ki' })).toEqual([
      { name: 'Law, AI (1)', value: 'Law, AI' },
    ]);
    expect(admin.suggest('feed', 'add', { topics: 'AI, ' })).toEqual([]);
  });

  test('for outlets to exclude', async () => {
    const { admin } = await openScene();
    expect(admin.suggest('feed', 'add', { exclude_providers: 'x,forb' })).toEqual([
      { name: 'x, Forbes (1)', value: 'x, Forbes' },
    ]);
  });

  test('a list that would be too long for Discord is left out', async () => {
    const { admin } = await openScene();
    expect(admin.suggest('feed', 'add', { topics: `${'x'.repeat(95)}, ai` })).toEqual([]);
    expect(admin.suggest('feed', 'add', { topics: `${'x'.repeat(92)}, ai` })).toEqual([
      { name: `${'x'.repeat(92)}, AI (1)`, value: `${'x'.repeat(92)}, AI` },
    ]);
  });

  test('for the time zone, the host’s first, then UTC, twenty-five at most; a blank counts as their _', async () => {
    const { admin } = await openScene({ settings: { NEWS_TIMEZONE: 'Europe/Berlin' } });
    const zones = admin.suggest('feed', 'add', { timezone: '' });
    expect(zones.slice(0, 3)).toEqual(
      ['Europe/Berlin', 'UTC', 'Africa/Abidjan'].map((zone) => ({ name: zone, value: zone })),
    );
    expect(zones).toHaveLength(25);
    expect(admin.suggest('feed', 'add', { timezone: 'new york' })).toEqual([
      { name: 'America/New_York', value: 'America/New_York' },
    ]);
  });

  test('for anything else, nothing', async () => {
    const { admin } = await openScene();
    expect(admin.suggest('feed', 'add', { cron: '0' })).toEqual([]);
  });
});

describe('while a heat is typed', () => {
  const suggest = async (typed: string, language: 'en' | 'de' = 'en') => {
    const { admin } = await openScene();
    return admin.as({ language }).suggest('feed', 'add', { min_heat: typed });
  };
  const SCALE = [
    { name: '🔥 worth a look (0)', value: '0' },
    { name: '🔥🔥 hot (70)', value: '70' },
    { name: '🔥🔥🔥 very hot (100)', value: '100' },
    { name: '🔥🔥🔥🔥 everybody tells it (140)', value: '140' },
  ];

  test('its words are offered, in the reader’s language', async () => {
    expect(await suggest('')).toEqual(SCALE);
    expect((await suggest('', 'de'))[1]).toEqual({ name: '🔥🔥 heiß (70)', value: '70' });
  });

  test('a number comes first, with its words; what is no heat does not', async () => {
    expect(await suggest('85')).toEqual([{ name: '🔥🔥 hot (85)', value: '85' }, ...SCALE]);
    expect(await suggest('100')).toHaveLength(4);
    for (const typed of ['1001', '-1', '8.5', 'ho']) expect(await suggest(typed)).toEqual(SCALE);
  });
});
