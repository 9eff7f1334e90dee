import { describe, expect, test } from 'vitest';
import { hashLink } from '../../../src/story/links.ts';
import { makeFeed } from '../../support/command-feed.ts';
import { isPrivate, prepareScenes, textOf } from '../../support/command-scene.ts';
import { openLibrary } from '../../support/open-library.ts';
import { recordText } from '../../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../../support/temp-folder.ts';

const idOf = (name: string): string => hashLink(`https://example.com/${name}`);
const record = (name: string, title: string, fields: Readonly<Record<string, unknown>>) =>
  recordText({ title, excerpt: '', webUrl: `https://example.com/${name}`, ...fields });

const openScene = prepareScenes({
  'topics.yaml': JSON.stringify([{ name: 'AI' }, { name: 'Law' }]),
  'robots.md': record('robots', 'Robots fold laundry', { heat: 120 }),
  'chips.md': record('chips', 'Chip shortage ends', { heat: 80, topics: ['Law'] }),
});
/** A scene with a feed in its channel. */
async function open(changes: Parameters<typeof makeFeed>[0] | Record<string, unknown> = {}) {
  const scene = await openScene();
  const feed = makeFeed({ channelId: scene.home, guildId: scene.discord.guildId, ...changes });
  await scene.feeds.put(feed);
  return { ...scene, feed };
}

test('given some settings, they change and the rest stays', async () => {
  const { admin, feeds, home, feed } = await open({
    topics: ['AI'],
    quietHours: { fromMinute: 1, toMinute: 2 },
  });
  const answer = await admin.run('feed', 'edit', { channel: home, min_heat: '100', schedule: 'daily' });
  expect(answer.content).toBe(`The feed in <#${home}> is changed.`);
  expect(isPrivate('feed', 'edit', { channel: home })).toBe(true);
  expect(textOf(answer)).toContain(
    'Topics: AI\nHeat: from 🔥🔥🔥 very hot (100)\nSchedule: every day at 9:00, UTC',
  );
  expect(feeds.get(home)).toEqual({ ...feed, minHeat: 100, schedule: '0 9 * * *' });
});

test('given what is set already, there is nothing to change', async () => {
  const { admin, feeds, home, feed } = await open({ topics: ['AI'], minHeat: 100 });
  const { revision } = feeds;
  const answer = await admin.run('feed', 'edit', { channel: home, min_heat: '100', topics: 'ai' });
  expect(answer.content).toBe(`Nothing to change: the feed in <#${home}> is like that already.`);
  expect(answer.embeds[0]?.title).toBe('Preview of the feed in #home');
  expect(feeds.get(home)).toEqual(feed);
  expect(feeds.revision).toBe(revision);
});

describe('given a setting to clear', () => {
  const full = {
    topics: ['AI'],
    quietHours: { fromMinute: 60, toMinute: 120 },
    mention: { roleId: '1', fromHeat: 140 },
    excludedTopics: ['Law'],
    excludedProviders: ['Example'],
  };
  test.each([
    ['topics', { topics: [] }],
    ['quiet_hours', { quietHours: null }],
    ['mention', { mention: null }],
    ['exclude_topics', { excludedTopics: [] }],
    ['exclude_providers', { excludedProviders: [] }],
    ['anything', {}],
  ])('%s, it is taken away and the rest stays', async (clear, change) => {
    const { admin, feeds, home, feed } = await open(full);
    await admin.run('feed', 'edit', { channel: home, clear });
    expect(feeds.get(home)).toEqual({ ...feed, ...change });
  });

  test('and a new one at once, it is the new one', async () => {
    const { admin, feeds, home, feed } = await open(full);
    await admin.run('feed', 'edit', { channel: home, clear: 'topics', topics: 'Law' });
    expect(feeds.get(home)).toEqual({ ...feed, topics: ['Law'] });
  });
});

test('given a mistake, it is told and nothing changes', async () => {
  const { admin, feeds, home, feed } = await open();
  expect(await admin.refused('feed', 'edit', { channel: home, min_heat: '90', cron: 'x' })).toContain(
    '`cron`',
  );
  expect(feeds.get(home)).toEqual(feed);
});

test('given settings that need a permission that the bot lacks, it says so and nothing changes', async () => {
  const { admin, feeds, home, feed, discord } = await open();
  discord.setPermissions(home, { deny: ['CreatePublicThreads'] });
  expect(await admin.refused('feed', 'edit', { channel: home, thread: true })).toBe(
    `In <#${home}> I need these permissions first:\n- **Create Public Threads** to open a thread under each post`,
  );
  expect(feeds.get(home)).toEqual(feed);
});

test('given a paused feed, it stays paused', async () => {
  const { admin, feeds, home } = await open({ pausedBy: '77' });
  await admin.run('feed', 'edit', { channel: home, min_heat: '90' });
  expect(feeds.get(home)).toMatchObject({ minHeat: 90, pausedBy: '77' });
});

test('given a role that is gone since, the rest can be changed', async () => {
  const { admin, feeds, home } = await open({ mention: { roleId: '999', fromHeat: 140 } });
  await admin.run('feed', 'edit', { channel: home, min_heat: '90' });
  expect(feeds.get(home)).toMatchObject({ minHeat: 90, mention: { roleId: '999', fromHeat: 140 } });
});

test('given another look, a message that stands keeps its own, also when its story is corrected', async () => {
  const folder = makeTempFolder();
  writeFiles(folder, { 'robots.md': record('robots', 'Robots fold laundry', { heat: 120 }) });
  const { library } = await openLibrary(folder, { isWatching: true });
  const { admin, context, feeds, home, discord, tick, channels } = await openScene({ library });
  await feeds.put(makeFeed({ channelId: home, guildId: discord.guildId, style: 'compact' }));
  await context.delivery.start();
  await tick(home);
  await admin.run('feed', 'edit', { channel: home, style: 'card' });
  writeFiles(folder, { 'robots.md': record('robots', 'Robots iron shirts', { heat: 120 }) });
  await expect.poll(() => channels.titles(home)).toEqual(['Robots iron shirts']);
  expect(channels.messages[0]?.post.look.style).toBe('compact');
});

describe('given a feed that posts as it breaks', () => {
  const breaking = { schedule: 'breaking', ignoredStoryIds: ['old'], minHeat: 100 };

  test('that takes other stories from now on, what is hot now is no news', async () => {
    for (const change of [
      { min_heat: '70' },
      { topics: 'AI,Law', min_heat: '70' },
      { exclude_topics: 'Law', min_heat: '50' },
      { exclude_providers: 'Example' },
    ]) {
      const { admin, feeds, home } = await open(breaking);
      await admin.run('feed', 'edit', { channel: home, ...change });
      expect(feeds.get(home)?.ignoredStoryIds, JSON.stringify(change)).not.toContain('old');
    }
    const { admin, feeds, home } = await open(breaking);
    await admin.run('feed', 'edit', { channel: home, min_heat: '70' });
    expect(feeds.get(home)?.ignoredStoryIds.toSorted()).toEqual([idOf('robots'), idOf('chips')].toSorted());
  });

  test('that only looks otherwise, it still knows what was hot when it began', async () => {
    const { admin, feeds, home } = await open(breaking);
    await admin.run('feed', 'edit', { channel: home, style: 'headline', per_day: 2, quiet_hours: '1-2' });
    expect(feeds.get(home)).toMatchObject({ style: 'headline', ignoredStoryIds: ['old'] });
  });

  test('that becomes one, what is hot now is no news', async () => {
    const { admin, feeds, home } = await open();
    await admin.run('feed', 'edit', { channel: home, schedule: 'breaking' });
    expect(feeds.get(home)?.ignoredStoryIds).toHaveLength(2);
  });
});
