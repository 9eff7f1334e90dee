import { describe, expect, test } from 'vitest';
import { hashLink } from '../../../src/story/links.ts';
import { makeFeed } from '../../support/command-feed.ts';
import { buttonsOf, isPrivate, prepareScenes, START, textOf } from '../../support/command-scene.ts';
import { openLibrary } from '../../support/open-library.ts';
import { makePosted } from '../../support/posted-entry.ts';
import { recordText } from '../../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../../support/temp-folder.ts';

const idOf = (name: string): string => hashLink(`https://example.com/${name}`);
const record = (name: string, title: string, publishedDateTime: string, heat: number, fields = {}) =>
  recordText({
    title,
    excerpt: '',
    webUrl: `https://example.com/${name}`,
    publishedDateTime,
    heat,
    ...fields,
  });
const at = (iso: string) => `<t:${Date.parse(iso) / 1000}:f>`;
const link = (name: string, title: string) => `[${title}](https://example.com/${name})`;

/** Posts at noon alone; now is noon of the 14th. */
const openScene = prepareScenes({
  // Before the seven days; a feed on a schedule would still have taken it on their first day.
  'six.md': record('six', 'Orchestra tunes by algebra', '2021-12-06T13:00:00Z', 300),
  'ten.md': record('ten', 'Robots fold laundry', '2021-12-10T09:00:00Z', 90),
  'eleven.md': record('eleven', 'Chip shortage ends', '2021-12-11T09:00:00Z', 140),
  'today.md': record('today', 'Whales *sing*', '2021-12-14T09:00:00Z', 100),
  // Not out yet: of that nobody is told.
  'soon.md': record('soon', 'Bananas on ice', '2021-12-14T15:00:00Z', 200),
  'cold.md': record('cold', 'Violins at sea', '2021-12-13T09:00:00Z', 60),
});
async function open(changes: Record<string, unknown> = {}, library?: Parameters<typeof openScene>[0]) {
  const scene = await openScene(library);
  const { home, discord, feeds } = scene;
  await feeds.put(
    makeFeed({ channelId: home, guildId: discord.guildId, schedule: '0 12 * * *', ...changes }),
  );
  return scene;
}
const SUMMARY =
  'Topics: all\nHeat: from 🔥🔥 hot (70)\nSchedule: `0 12 * * *`, UTC\nAt most 1 at a time, 24 a day';

test('given a feed, it is what it would have posted in 7 days, will post in 24 hours, and how that looks', async () => {
  const { admin, home } = await open();
  const answer = await admin.run('feed', 'preview', { channel: home });
  expect(isPrivate('feed', 'preview', {})).toBe(true);
  expect(answer).toMatchObject({
    content: '',
    embeds: [
      {
        title: 'Preview of the feed in #home',
        description: [
          SUMMARY,
          [
            '**The last 7 days: 4 stories**',
            `${at('2021-12-08T12:00:00Z')} ${link('six', 'Orchestra tunes by algebra')}`,
            `${at('2021-12-10T12:00:00Z')} ${link('ten', 'Robots fold laundry')}`,
            `${at('2021-12-11T12:00:00Z')} ${link('eleven', 'Chip shortage ends')}`,
            `${at('2021-12-14T12:00:00Z')} ${link('today', 'Whales \\*sing\\*')}`,
          ].join('\n'),
          `**The next 24 hours, as known now: 1 story**\n${at('2021-12-15T12:00:00Z')} ${link('today', 'Whales \\*sing\\*')}`,
          'This is how the first post will look:',
        ].join('\n\n'),
      },
      {
        title: 'Whales \\*sing\\*',
        url: 'https://example.com/today',
        footer: { text: 'AI · 🔥🔥🔥 very hot' },
      },
    ],
  });
  expect(buttonsOf(answer)).toEqual([
    { label: 'Read at Example', target: 'https://example.com/today', isDisabled: false },
  ]);
});

test('given what was posted, removed or refused there, the next posts are others', async () => {
  const { admin, home, context } = await open();
  await context.ledger.put(makePosted({ channelId: home, storyId: idOf('soon'), postedAtMs: START }));
  expect(textOf(await admin.run('feed', 'preview'))).toContain(
    `now: 1 story**\n${at('2021-12-15T12:00:00Z')} ${link('today', 'Whales \\*sing\\*')}`,
  );
  const { state: _, ...key } = makePosted({ channelId: home, storyId: idOf('today') });
  await context.ledger.put({ ...key, state: 'refused', refusedAtMs: 1, reason: 'x', cardHash: null });
  expect(textOf(await admin.run('feed', 'preview'))).toContain(
    'now: 0 stories**\nNothing yet. New stories come in all the time.',
  );
});

test('given nothing before and nothing to come, it says so and shows no card', async () => {
  const later = await open({ schedule: '0 0 1 1 *' });
  expect(textOf(await later.admin.run('feed', 'preview'))).toBe(
    [
      'Preview of the feed in #home',
      SUMMARY.replace('0 12 * * *', '0 0 1 1 *'),
      '',
      '**The last 7 days: 0 stories**\nNothing. Try fewer topics excluded, more chosen, or a lower heat.',
      '',
      '**The next 24 hours, as known now: 0 stories**\nNothing yet. New stories come in all the time.',
    ].join('\n'),
  );
});

test('given nothing to come, the card is the hottest of those that would have been posted', async () => {
  const { admin, home, context } = await open();
  for (const name of ['today', 'soon'])
    await context.ledger.put(makePosted({ channelId: home, storyId: idOf(name), postedAtMs: START }));
  const answer = await admin.run('feed', 'preview');
  expect(textOf(answer)).toContain('This is how a post looks:');
  expect(answer.embeds[1]?.title).toBe('Chip shortage ends');
});

describe('given a feed that posts as it breaks', () => {
  test('its past has only what broke within it, and what was hot when it began is part of it', async () => {
    const { admin } = await open({ schedule: 'breaking', ignoredStoryIds: [idOf('eleven'), idOf('soon')] });
    const text = textOf(await admin.run('feed', 'preview'));
    expect(text).toContain('The last 7 days: 3 stories');
    expect(text).toContain(`${at('2021-12-11T09:00:00Z')} ${link('eleven', 'Chip shortage ends')}`);
    // What is to come keeps to what is no news.
    expect(text).toContain(`now: 1 story**\n`);
    expect(text).not.toContain('Bananas');
  });
});

describe('the card', () => {
  test('given a mention, it shows it, and nobody is mentioned by the preview', async () => {
    const { admin } = await open({ mention: { roleId: '900000000000000001', fromHeat: 100 } });
    const answer = await admin.run('feed', 'preview');
    expect(answer.content).toBe('');
    expect(answer.allowed_mentions).toEqual({ parse: [] });
  });

  test('given a line of text as its look, it is quoted with its mention', async () => {
    const mention = { roleId: '900000000000000001', fromHeat: 100 };
    const { admin } = await open({ style: 'headline', mention });
    const answer = await admin.run('feed', 'preview');
    expect(answer.embeds).toHaveLength(1);
    expect(answer.embeds[0]?.description).toContain(
      'This is how the first post will look:\n> <@&900000000000000001> **[Whales \\*sing\\*](<https://example.com/today>)** · Example · ',
    );
    const cooler = await open({ style: 'headline', mention: { ...mention, fromHeat: 101 } });
    expect((await cooler.admin.run('feed', 'preview')).embeds[0]?.description).not.toContain('> <@&');
  });

  test('given a small look and a German server, it is that, in German', async () => {
    const { admin, discord } = await open({ style: 'compact' });
    discord.setGuildLocale('de');
    const answer = await admin.run('feed', 'preview');
    expect(answer.embeds[1]?.image).toBeUndefined();
    expect(buttonsOf(answer)[0]?.label).toBe('Lesen bei Example');
  });
});

test('given more posts than a preview shows, it counts the others', async () => {
  const folder = makeTempFolder();
  const animals = ['Owl', 'Bee', 'Elk', 'Cod', 'Fox', 'Gnu', 'Yak'];
  const files = animals.map((name, index) => [
    `${name}.md`,
    record(name, `${name} paints`, '2021-12-14T09:00:00Z', 100 - index, {
      provider: { name, domain: 'example.com' },
    }),
  ]);
  writeFiles(folder, Object.fromEntries(files));
  const { library } = await openLibrary(folder);
  const { admin } = await open({ schedule: '*/30 * * * *' }, { library });
  const text = textOf(await admin.run('feed', 'preview'));
  expect(text).toContain('The last 7 days: 7 stories');
  expect(text.match(/^<t:/gm)).toHaveLength(10);
  expect(text.match(/^… and 2 more$/gm)).toHaveLength(2);
});

test('given a channel that is gone, it says so', async () => {
  const { admin, home, discord } = await open();
  discord.deleteChannel(home);
  expect(await admin.refused('feed', 'preview', { channel: home })).toBe(
    `I cannot post in <#${home}>: choose a text or announcement channel, a forum or a thread.`,
  );
});

test('given the longest texts, it keeps to the limits of Discord', async () => {
  const folder = makeTempFolder();
  const files = Array.from({ length: 12 }, (_, index) => [
    `${index}.md`,
    record(String(index), `${index} ${'*_'.repeat(240)}`, '2021-12-14T09:00:00Z', 100, {
      webUrl: `https://example.com/${index}/${'a'.repeat(170)}`,
      excerpt: `${index} ${'~'.repeat(4_000)}`,
      provider: { name: `${index}${'O'.repeat(90)}`, domain: 'example.com' },
      topics: Array.from({ length: 20 }, (__, topic) => `${topic}${'T'.repeat(90)}`),
      related: Array.from({ length: 10 }, (__, n) => ({
        title: `${n}${'*'.repeat(400)}`,
        webUrl: `https://o${n}.example/${index}`,
        provider: { name: 'P'.repeat(100), domain: 'example.com' },
      })),
    }),
  ]);
  writeFiles(folder, Object.fromEntries(files));
  const { library } = await openLibrary(folder);
  const names = Array.from({ length: 5 }, (_, index) => `${index}${'*'.repeat(90)}`);
  const { admin } = await open(
    { schedule: '*/30 * * * *', topics: [], excludedTopics: names, excludedProviders: names },
    { library },
  );
  // Discord's schemas and limits are checked with each answer.
  const answer = await admin.run('feed', 'preview');
  expect(answer.embeds).toHaveLength(2);
  expect(textOf(answer).length).toBeGreaterThan(4_000);
});
