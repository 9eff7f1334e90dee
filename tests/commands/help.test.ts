import { expect, test } from 'vitest';
import { makeFeed } from '../support/command-feed.ts';
import { isPrivate, prepareScenes } from '../support/command-scene.ts';

const openScene = prepareScenes({});
const MEMBERS = [
  '`/news`: the hottest stories now; `topic`, `query`, `provider`, `since`, `sort` narrow it down',
  '`/digest`: the best since your last visit, or of a day or week, in one message',
  '`/related`: other coverage of a story, and stories on the same subject; also *Apps → Related coverage* in the menu of a post',
  '`/why`: why a story was posted, or was not; also *Apps → Why this story?*',
  '`/topics`: all topics',
].join('\n');
const ADMINS = [
  '`/feed add`: post news in a channel; it ends with a preview',
  '`/feed list`, `preview`, `edit`, `pause`, `resume`, `remove`: look after your feeds',
  '`/feed post`: post one story now',
].join('\n');
const HEAT = {
  name: 'What heat is',
  value: `How much attention a story gets: from how many outlets, how fast, and how good they are.
🔥 worth a look
🔥🔥 hot
🔥🔥🔥 very hot
🔥🔥🔥🔥 everybody tells it`,
};
const FOR_MEMBERS = { name: 'For everyone', value: MEMBERS };
const FOR_ADMINS = { name: 'For those who manage the server', value: ADMINS };

test('given a member, it is what everyone may do, for them alone', async () => {
  const { reader } = await openScene();
  expect(isPrivate('help')).toBe(true);
  expect(await reader.run('help')).toMatchObject({
    content: '',
    components: [],
    embeds: [
      {
        title: 'Heatline: AI news, the hottest first',
        description: 'No channel of this server gets news yet.',
        fields: [FOR_MEMBERS, HEAT],
      },
    ],
  });
});

test('given one who manages the server, it also is what they may do', async () => {
  const { admin } = await openScene();
  expect((await admin.run('help')).embeds[0]?.fields).toEqual([FOR_MEMBERS, FOR_ADMINS, HEAT]);
});

test('given a direct message, nothing is said of servers', async () => {
  const { admin } = await openScene();
  const [embed] = (await admin.as({ guildId: null }).run('help')).embeds;
  expect(embed?.fields).toEqual([FOR_MEMBERS, HEAT]);
  expect(embed?.description).toBeUndefined();
});

test('given channels that get news, those of this server are named: the environment’s too, no paused and no hidden one', async () => {
  const scene = await openScene({ settings: { NEWS_CHANNEL_ID: '200000000000000002' } });
  const { reader, home, feeds, discord } = scene;
  expect(home).toBe('200000000000000002');
  const { guildId } = discord;
  const [one, paused, gone] = [discord.addChannel(), discord.addChannel(), discord.nextId()];
  const otherGuild = discord.addGuild();
  const elsewhere = discord.addChannel({ guildId: otherGuild });
  await feeds.put(makeFeed({ channelId: one, guildId }));
  await feeds.put(makeFeed({ channelId: paused, guildId, pausedBy: '1' }));
  await feeds.put(makeFeed({ channelId: gone, guildId }));
  await feeds.put(makeFeed({ channelId: discord.addChannel({ isHidden: true }), guildId }));
  await feeds.put(makeFeed({ channelId: elsewhere, guildId: otherGuild }));
  const describe = async (guild: string) =>
    (await reader.as({ guildId: guild }).run('help')).embeds[0]?.description;
  expect(await describe(guildId)).toBe(`News is posted in 2 channels of this server: <#${home}> <#${one}>.`);
  expect(await describe(otherGuild)).toBe(`News is posted in 1 channel of this server: <#${elsewhere}>.`);
});

test('given more than ten channels, it counts all and names ten', async () => {
  const { reader, feeds, discord } = await openScene();
  const { guildId } = discord;
  const ids = Array.from({ length: 11 }, () => discord.addChannel());
  for (const channelId of ids) await feeds.put(makeFeed({ channelId, guildId }));
  const names = ids.slice(0, 10).map((id) => `<#${id}>`);
  expect((await reader.run('help')).embeds[0]?.description).toBe(
    `News is posted in 11 channels of this server: ${names.join(' ')}.`,
  );
});

test('given one who reads German, the commands have their German names', async () => {
  const { admin } = await openScene();
  const [embed] = (await admin.as({ language: 'de' }).run('help')).embeds;
  expect(embed?.title).toBe('Heatline: KI-News, die heißesten zuerst');
  expect(embed?.fields?.[1]?.value).toContain('`/feed hinzufügen`');
});
