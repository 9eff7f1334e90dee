import { describe, expect, test } from 'vitest';
import { hashLink } from '../../../src/story/links.ts';
import { makeFeed } from '../../support/command-feed.ts';
import { ADMIN_ID, isPrivate, prepareScenes, START, textOf } from '../../support/command-scene.ts';
import { recordText } from '../../support/record-text.ts';

const idOf = (name: string): string => hashLink(`https://example.com/${name}`);
const record = (name: string, title: string, fields: Readonly<Record<string, unknown>> = {}) =>
  recordText({
    title,
    excerpt: '',
    webUrl: `https://example.com/${name}`,
    provider: { name, domain: 'example.com' },
    ...fields,
  });

/** More stories of one outlet than a run takes. */
const PRESS = [
  ['owl', 'Owl paints'],
  ['bee', 'Bee votes'],
  ['elk', 'Elk swims'],
] as const;

const openScene = prepareScenes({
  'topics.yaml': JSON.stringify([
    { name: 'AI' },
    { name: 'Machine Learning', shortName: 'ML', parent: 'AI' },
    { name: 'Law' },
  ]),
  'robots.md': record('robots', 'Robots fold laundry', { heat: 120 }),
  'chips.md': record('chips', 'Chip shortage ends', { heat: 100, topics: ['Machine Learning'] }),
  'ice.md': record('ice', 'Bananas on ice', { heat: 40 }),
  'one.md': record('one', 'Court hears a parrot', {
    heat: 90,
    related: [{ title: 'x', webUrl: 'https://example.com/two' }],
  }),
  ...Object.fromEntries(
    PRESS.map(([name, title]) => [
      `${name}.md`,
      record(name, title, { heat: 75, provider: { name: 'Press', domain: 'example.com' } }),
    ]),
  ),
  'two.md': record('two', 'A parrot speaks up', { heat: 85 }),
});

describe('given a channel alone', () => {
  test('a feed with the defaults begins, and is kept', async () => {
    const { admin, feeds, discord, home } = await openScene();
    const answer = await admin.run('feed', 'add', { channel: home });
    expect(answer.content).toBe(`News is posted in <#${home}> from now on.`);
    expect(isPrivate('feed', 'add', { channel: home })).toBe(true);
    expect(feeds.list()).toEqual([
      makeFeed({
        channelId: home,
        guildId: discord.guildId,
        createdBy: ADMIN_ID,
        createdAtMs: START,
      }),
    ]);
  });

  test('its defaults are those that the host set', async () => {
    const settings = {
      NEWS_MIN_HEAT: '55',
      NEWS_TIMEZONE: 'Europe/Berlin',
      NEWS_PER_RUN: '3',
      NEWS_PER_DAY: '9',
    };
    const { admin, feeds, home } = await openScene({ settings });
    await admin.run('feed', 'add', { channel: home });
    expect(feeds.get(home)).toMatchObject({ minHeat: 55, timezone: 'Europe/Berlin', perRun: 3, perDay: 9 });
  });

  test('then what it promised is posted, first the card that was shown', async () => {
    const { admin, home, tick, channels } = await openScene();
    const [, card] = (await admin.run('feed', 'add', { channel: home, per_run: 2 })).embeds;
    await tick(home);
    expect(channels.titles(home)).toEqual(['Robots fold laundry', 'Chip shortage ends']);
    expect(card?.title).toBe('Robots fold laundry');
  });
});

test('given every option, all of them are kept and told', async () => {
  const { admin, feeds, discord } = await openScene();
  const channel = discord.addChannel({ type: 'announcement' });
  const mention = discord.addRole({ mentionable: true });
  const answer = await admin.run('feed', 'add', {
    channel,
    topics: 'ml,  law , ML',
    min_heat: '80',
    schedule: 'hourly',
    timezone: 'europe/berlin',
    per_run: 2,
    per_day: 5,
    quiet_hours: '22-7',
    mention,
    mention_heat: '110',
    style: 'compact',
    thread: true,
    exclude_topics: 'AI',
    exclude_providers: 'ROBOTS, ice',
  });
  expect(feeds.get(channel)).toMatchObject({
    topics: ['Machine Learning', 'Law'],
    excludedTopics: ['AI'],
    excludedProviders: ['robots', 'ice'],
    minHeat: 80,
    schedule: '0 * * * *',
    timezone: 'Europe/Berlin',
    perRun: 2,
    perDay: 5,
    quietHours: { fromMinute: 22 * 60, toMinute: 7 * 60 },
    mention: { roleId: mention, fromHeat: 110 },
    style: 'compact',
    opensThread: true,
  });
  expect(textOf(answer)).toContain(
    [
      'Topics: Machine Learning, Law, without AI, robots, ice',
      'Heat: from 🔥🔥 hot (80)',
      'Schedule: every hour, Europe/Berlin',
      'At most 2 at a time, 5 a day',
      'Quiet hours: 22:00-07:00',
      `Mentions <@&${mention}> from 🔥🔥🔥 very hot (110) on`,
      'Look: compact (headline, small image)',
      'Opens a thread under each post',
    ].join('\n'),
  );
});

describe('it is refused', () => {
  test('given a channel that has a feed', async () => {
    const { admin, feeds, home, discord } = await openScene();
    const feed = makeFeed({ channelId: home, guildId: discord.guildId, topics: ['Law'] });
    await feeds.put(feed);
    expect(await admin.refused('feed', 'add', { channel: home })).toBe(
      `A feed posts in <#${home}> already. Change it: \`/feed edit\`.`,
    );
    expect(feeds.get(home)).toEqual(feed);
  });

  test('given as many feeds as the host allows a server; those of other servers do not count', async () => {
    const { admin, feeds, home, discord } = await openScene({ settings: { FEEDS_PER_GUILD: '1' } });
    const other = discord.addGuild();
    for (const channelId of ['1', '2']) await feeds.put(makeFeed({ channelId, guildId: other }));
    await admin.run('feed', 'add', { channel: home });
    expect(await admin.refused('feed', 'add', { channel: discord.addChannel() })).toBe(
      'This server has 1 feed, and may not have more. End one first.',
    );
    const many = await openScene({ settings: { FEEDS_PER_GUILD: '0' } });
    expect(await many.admin.refused('feed', 'add', { channel: many.home })).toBe(
      'This server has 0 feeds, and may not have more. End one first.',
    );
  });

  test.each(['forum', 'media'] as const)('given a thread under posts of a %s channel', async (type) => {
    const { admin, feeds, discord } = await openScene();
    const channel = discord.addChannel({ type, tags: ['News'] });
    expect(await admin.refused('feed', 'add', { channel, thread: true })).toBe(
      '`thread`: a post in a forum or a thread opens no thread of its own.',
    );
    expect(feeds.list()).toEqual([]);
  });

  test('given a thread under posts of a thread', async () => {
    const { admin, discord, home } = await openScene();
    expect(await admin.refused('feed', 'add', { channel: discord.addThread(home), thread: true })).toBe(
      '`thread`: a post in a forum or a thread opens no thread of its own.',
    );
  });

  test('given a forum that demands a tag and has none that the bot may give', async () => {
    const { admin, discord } = await openScene();
    const sentence =
      'Every post of this forum needs a tag, and it has none. Create one in the channel’s settings first.';
    const empty = discord.addChannel({ type: 'forum', requiresTag: true });
    expect(await admin.refused('feed', 'add', { channel: empty })).toBe(sentence);
    const moderated = discord.addChannel({ type: 'forum', requiresTag: true, moderatedTags: ['Staff'] });
    expect(await admin.refused('feed', 'add', { channel: moderated })).toBe(sentence);
    discord.setPermissions(moderated, { allow: ['ManageThreads'] });
    expect((await admin.run('feed', 'add', { channel: moderated })).content).toContain('**Staff**');
  });
});

describe('given that the bot lacks a permission', () => {
  const need = (channel: string) => `In <#${channel}> I need these permissions first:`;

  test.each([
    ['ViewChannel', {}, '**View Channel** to see it at all'],
    ['SendMessages', {}, '**Send Messages** to post'],
    ['EmbedLinks', {}, '**Embed Links** to show stories as cards'],
    [
      'ReadMessageHistory',
      {},
      '**Read Message History** to make sure after a crash that nothing is posted twice',
    ],
    ['CreatePublicThreads', { thread: true }, '**Create Public Threads** to open a thread under each post'],
  ] as const)(
    '%s, it says so and what for; once it is given, the feed begins',
    async (deny, options, line) => {
      const { admin, feeds, discord } = await openScene();
      const channel = discord.addChannel({ deny: [deny] });
      const given = { channel, ...options };
      const [first, second] = (await admin.refused('feed', 'add', given)).split('\n- ');
      expect(first).toBe(need(channel));
      expect(second).toBe(line);
      expect(feeds.list()).toEqual([]);
      discord.setPermissions(channel, {});
      await admin.run('feed', 'add', given);
      expect(feeds.list()).toHaveLength(1);
    },
  );

  test('Create Public Threads is not asked for where no thread is wanted', async () => {
    const { admin, discord } = await openScene();
    const channel = discord.addChannel({ deny: ['CreatePublicThreads'] });
    expect((await admin.run('feed', 'add', { channel })).content).toContain('from now on');
  });

  test('several, all are named at once; a role that not everyone may mention needs one more', async () => {
    const { admin, discord } = await openScene();
    const channel = discord.addChannel({ deny: ['SendMessages', 'EmbedLinks'] });
    const mention = discord.addRole();
    expect(await admin.refused('feed', 'add', { channel, mention })).toBe(
      [
        need(channel),
        '**Send Messages** to post',
        '**Embed Links** to show stories as cards',
        '**Mention @everyone, @here, and All Roles** to mention a role that not everyone may mention',
      ].join('\n- '),
    );
  });

  test('in a thread, it is Send Messages in Threads, which its channel gives', async () => {
    const { admin, discord } = await openScene();
    const parent = discord.addChannel({ deny: ['SendMessagesInThreads'] });
    const thread = discord.addThread(parent);
    expect(await admin.refused('feed', 'add', { channel: thread })).toBe(
      `${need(thread)}\n- **Send Messages in Threads** to post in a thread`,
    );
    discord.setPermissions(parent, { deny: ['SendMessages'] });
    expect((await admin.run('feed', 'add', { channel: thread })).content).toContain('from now on');
  });
});

describe('given a feed that posts as it breaks', () => {
  test('what is hot now is no news to it, of one outlet and of one event as many as there are; what is too cold may become news', async () => {
    const { admin, feeds, home } = await openScene();
    await admin.run('feed', 'add', { channel: home, schedule: 'breaking', per_day: 1, per_run: 1 });
    expect(feeds.get(home)?.schedule).toBe('breaking');
    expect(feeds.get(home)?.ignoredStoryIds.toSorted()).toEqual(
      ['robots', 'chips', 'one', 'two', 'owl', 'bee', 'elk'].map(idOf).toSorted(),
    );
  });

  test('nothing of what was hot is posted', async () => {
    const { admin, home, tick, channels } = await openScene();
    await admin.run('feed', 'add', { channel: home, schedule: 'breaking' });
    await tick(home);
    expect(channels.messages).toEqual([]);
  });
});

test('given an admin who reads French in a German server, the answer is French and the card German', async () => {
  const { admin, discord, home } = await openScene();
  discord.setGuildLocale('de');
  const answer = await admin.as({ language: 'fr' }).run('feed', 'add', { channel: home });
  expect(answer.embeds[0]?.description).toContain('7 derniers jours');
  expect(JSON.stringify(answer.components)).toContain('Lesen bei robots');
});
