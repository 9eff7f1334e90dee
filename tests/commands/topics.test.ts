import { expect, test } from 'vitest';
import type { Feed } from '../../src/curation/feed.ts';
import { makeFeed } from '../support/command-feed.ts';
import { buttonsOf, findButton, isPrivate, modeOf, prepareScenes, textOf } from '../support/command-scene.ts';
import { openLibrary } from '../support/open-library.ts';
import { recordText } from '../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

const story = (name: string, topics: readonly string[], publishedDateTime: string): string =>
  recordText({ title: name, webUrl: `https://example.com/${name}`, topics, publishedDateTime });

const openScene = prepareScenes({
  'topics.yaml': JSON.stringify([
    { name: 'AI' },
    { name: 'Machine Learning', shortName: 'ML', parent: 'AI' },
    { name: 'Deep_Learning', parent: 'Machine Learning' },
    { name: 'Law' },
  ]),
  'a.md': story('Robots fold laundry', ['Machine Learning'], '2021-12-14T09:00:00Z'),
  'b.md': story('Chip shortage ends', ['Deep_Learning'], '2021-12-07T12:00:01Z'),
  'c.md': story('Whales sing on the moon', ['Law'], '2021-12-07T12:00:00Z'),
});

test('given a taxonomy, it is a tree with the stories of seven days, those of the topics below counted in', async () => {
  const { reader } = await openScene();
  expect(await reader.run('topics')).toMatchObject({
    content: '',
    components: [],
    embeds: [
      {
        title: 'Topics',
        description: [
          'Stories of the last 7 days, those of the topics below counted in.\n',
          '- **AI** 2',
          '  - **Machine Learning** 2',
          '    - **Deep\\_Learning** 1',
          '- **Law** 0',
        ].join('\n'),
      },
    ],
  });
  expect(isPrivate('topics')).toBe(true);
});

test('given feeds, a topic has the channels that its stories go to: of this server, not paused, not excluded', async () => {
  const { reader, feeds, discord } = await openScene();
  const put = async (changes: Partial<Feed>) => {
    const guildId = changes.guildId ?? discord.guildId;
    const channelId = changes.channelId ?? discord.addChannel({ guildId });
    await feeds.put(makeFeed({ ...changes, channelId, guildId }));
    return channelId;
  };
  // The asker does not see it.
  await put({ channelId: discord.addChannel({ isHidden: true }), createdAtMs: 0 });
  const deep = await put({ topics: ['deep_learning'], createdAtMs: 1 });
  const all = await put({ createdAtMs: 2 });
  const family = await put({ topics: ['ML'], createdAtMs: 3 });
  const lawless = await put({ excludedTopics: ['Law'], createdAtMs: 4 });
  await put({ pausedBy: '1', createdAtMs: 5 });
  await put({ guildId: discord.addGuild(), createdAtMs: 6 });
  const [, ai, ml, deeper, law] = textOf(await reader.run('topics'))
    .split('\n')
    .slice(2);
  expect(ai).toBe(`- **AI** 2 → <#${all}> <#${lawless}>`);
  expect(ml).toBe(`  - **Machine Learning** 2 → <#${all}> <#${family}> <#${lawless}>`);
  expect(deeper).toBe(`    - **Deep\\_Learning** 1 → <#${deep}> <#${all}> <#${family}> +1`);
  expect(law).toBe(`- **Law** 0 → <#${all}>`);

  const inMessage = reader.as({ guildId: null });
  expect(textOf(await inMessage.run('topics'))).not.toContain('→');
});

test('given no taxonomy, it says who has to write one', async () => {
  const { library } = await openLibrary(makeTempFolder());
  const { reader } = await openScene({ library });
  expect(await reader.run('topics')).toMatchObject({
    content: 'There is no taxonomy yet: an editor has to write `topics.yaml`.',
    embeds: [],
    components: [],
  });
});

test('given more than 25 topics, the rest is on further pages, and a page too far is the last', async () => {
  const folder = makeTempFolder();
  const names = Array.from({ length: 26 }, (_, index) => `Topic ${index + 1}`);
  writeFiles(folder, { 'topics.yaml': JSON.stringify(names.map((name) => ({ name }))) });
  const { reader } = await openScene({ library: (await openLibrary(folder)).library });
  const first = await reader.run('topics');
  expect(textOf(first).match(/^- /gm)).toHaveLength(25);
  expect(first.embeds[0]?.footer).toEqual({ text: 'Page 1 of 2' });
  expect(buttonsOf(first)).toEqual([
    { label: 'Previous', target: 'T:-1', isDisabled: true },
    { label: 'Next', target: 'T:1', isDisabled: false },
  ]);
  const next = findButton(first, 'Next');
  expect(modeOf(next)).toBe('update');
  const second = await reader.press(next);
  expect(second.embeds[0]?.description).toMatch(/\n\n- \*\*Topic 26\*\* 0$/);
  expect(second.embeds[0]?.footer).toEqual({ text: 'Page 2 of 2' });
  expect(buttonsOf(second)).toEqual([
    { label: 'Previous', target: 'T:0', isDisabled: false },
    { label: 'Next', target: 'T:2', isDisabled: true },
  ]);
  expect(await reader.press('T:99')).toEqual(second);
  expect(await reader.press('T:-5')).toEqual(first);
});

test('given parents that run in a circle, or are not there, every topic stands once', async () => {
  const folder = makeTempFolder();
  const topics = [
    { name: 'Hen', parent: 'Egg' },
    { name: 'Egg', parent: 'Hen' },
    { name: 'Orphan', parent: 'Nobody' },
  ];
  writeFiles(folder, { 'topics.yaml': JSON.stringify(topics) });
  const { reader } = await openScene({ library: (await openLibrary(folder)).library });
  const [, list] = (await reader.run('topics')).embeds[0]?.description?.split('\n\n') ?? [];
  expect(list).toBe('- **Orphan** 0\n- **Hen** 0\n  - **Egg** 0');
});

test('given a member who reads German, it answers in German', async () => {
  const { reader } = await openScene();
  const { embeds } = await reader.as({ language: 'de' }).run('topics');
  expect(embeds[0]?.title).toBe('Themen');
});
