import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFeed } from '../../support/command-feed.ts';
import { prepareScenes, type Scene } from '../../support/command-scene.ts';
import { openLibrary } from '../../support/open-library.ts';
import { recordText } from '../../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../../support/temp-folder.ts';

// The first part of a preview: what a feed is set to.

const FILES = {
  'topics.yaml': JSON.stringify([{ name: 'AI' }, { name: 'Law' }]),
  'a.md': recordText({ title: 'Robots fold laundry', topics: ['AI', 'Untold_topic'] }),
};
const openScene = prepareScenes(FILES);

const summaryOf = async (
  { admin, feeds, home, discord }: Scene,
  changes: Record<string, unknown> = {},
): Promise<string[]> => {
  await feeds.put(makeFeed({ channelId: home, guildId: discord.guildId, ...changes }));
  const [embed] = (await admin.run('feed', 'preview', { channel: home })).embeds;
  return embed?.description?.split('\n\n')[0]?.split('\n') ?? [];
};
const DEFAULTS = [
  'Topics: all',
  'Heat: from 🔥🔥 hot (70)',
  'Schedule: every 30 minutes, UTC',
  'At most 1 at a time, 24 a day',
];

test('given a feed as it comes, a line for what every feed has', async () => {
  expect(await summaryOf(await openScene())).toEqual(DEFAULTS);
});

test.each([
  [{ topics: ['AI', 'Law'] }, 0, 'Topics: AI, Law'],
  [{ excludedTopics: ['Law'], excludedProviders: ['Ex*'] }, 0, 'Topics: all, without Law, Ex\\*'],
  [{ minHeat: 0 }, 1, 'Heat: from 🔥 worth a look (0)'],
  [{ schedule: 'breaking' }, 2, 'Schedule: as it breaks, UTC'],
  [{ schedule: '0 * * * *', timezone: 'Asia/Tokyo' }, 2, 'Schedule: every hour, Asia/Tokyo'],
  [{ schedule: '0 9,14,19 * * *' }, 2, 'Schedule: three times a day (9:00, 14:00, 19:00), UTC'],
  [{ schedule: '0 9 * * *' }, 2, 'Schedule: every day at 9:00, UTC'],
  [{ schedule: '0 9 * * 1-5' }, 2, 'Schedule: weekdays at 9:00, UTC'],
  [{ schedule: '15 8 * * *' }, 2, 'Schedule: `15 8 * * *`, UTC'],
  [{ perRun: 3, perDay: 7 }, 3, 'At most 3 at a time, 7 a day'],
  [{ quietHours: { fromMinute: 1_350, toMinute: 375 } }, 4, 'Quiet hours: 22:30-06:15'],
  [{ mention: { roleId: '77', fromHeat: 0 } }, 4, 'Mentions <@&77> from 🔥 worth a look (0) on'],
  [{ style: 'compact' }, 4, 'Look: compact (headline, small image)'],
  [{ style: 'headline' }, 4, 'Look: headline (one line of text)'],
  [{ opensThread: true }, 4, 'Opens a thread under each post'],
  [
    { topics: ['Law'], excludedTopics: ['Law', 'AI'] },
    4,
    '⚠️ Nothing is left to post: every topic it takes is excluded',
  ],
])('given %o, one line is another: %i: %s', async (changes, index, line) => {
  const expected = [...DEFAULTS];
  expected[index] = line;
  if ('topics' in changes && 'excludedTopics' in changes) expected[0] = 'Topics: Law, without Law, AI';
  expect(await summaryOf(await openScene(), changes)).toEqual(expected);
});

test('given a topic that the taxonomy has not, but a story, it is none that was lost', async () => {
  expect(await summaryOf(await openScene(), { topics: ['untold_TOPIC'] })).toEqual([
    'Topics: untold\\_TOPIC',
    ...DEFAULTS.slice(1),
  ]);
});

test('given topics that an editor renamed or took out, a former name goes on, and what is lost is told', async () => {
  const folder = makeTempFolder();
  writeFiles(folder, FILES);
  const { library } = await openLibrary(folder, { isWatching: true });
  const scene = await openScene({ library });
  const topics = { topics: ['AI', 'Law'] };
  expect(await summaryOf(scene, topics)).toHaveLength(4);
  writeFileSync(
    join(folder, 'topics.yaml'),
    JSON.stringify([{ name: 'Machine Minds', formerNames: ['AI'] }]),
  );
  await expect.poll(() => library.taxonomy.find('Law')).toBeUndefined();
  expect(await summaryOf(scene, topics)).toEqual([
    'Topics: AI, Law',
    ...DEFAULTS.slice(1),
    '⚠️ No longer a topic: Law',
  ]);
  const preview = await scene.admin.run('feed', 'preview');
  expect(preview.embeds[0]?.description).toContain('[Robots fold laundry]');
});
