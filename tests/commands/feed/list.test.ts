import { describe, expect, test } from 'vitest';
import { hashLink } from '../../../src/story/links.ts';
import { makeFeed } from '../../support/command-feed.ts';
import {
  buttonsOf,
  findButton,
  isPrivate,
  modeOf,
  prepareScenes,
  START,
} from '../../support/command-scene.ts';
import { makePosted } from '../../support/posted-entry.ts';
import { recordText } from '../../support/record-text.ts';

const openScene = prepareScenes({ 'a.md': recordText({ title: 'Robots fold laundry' }) });
const STORY = hashLink('https://www.example.com/robots-fold');
const agoOf = (atMs: number) => `<t:${atMs / 1000}:R>`;
const HALF_PAST = agoOf(START + 30 * 60_000);

test('given no feed, it says how to add one', async () => {
  const { admin } = await openScene();
  const sentence = 'This server has no feeds yet. Add one: `/feed add`.';
  expect(await admin.refused('feed', 'list')).toBe(sentence);
  expect(await admin.pressRefused('F:0')).toBe(sentence);
});

test('given feeds, each has its next run, what it takes, and its last post; the oldest feed first', async () => {
  const { admin, feeds, context, home, discord } = await openScene();
  const { guildId } = discord;
  const second = discord.addChannel();
  await feeds.put(
    makeFeed({
      channelId: second,
      guildId,
      createdAtMs: 2,
      topics: ['A*I', 'Law'],
      minHeat: 90,
      schedule: '15 8 * * *',
      timezone: 'Europe/Berlin',
    }),
  );
  await feeds.put(makeFeed({ channelId: home, guildId, createdAtMs: 1 }));
  const { ledger } = context;
  await ledger.put(makePosted({ channelId: home, storyId: 'older', postedAtMs: START - 2_000 }));
  await ledger.put(makePosted({ channelId: home, storyId: STORY, postedAtMs: START - 1_000 }));
  const key = { channelId: second, storyId: STORY, eventId: STORY, version: 0 };
  await ledger.put({ ...key, state: 'removed', postedAtMs: START });
  expect(isPrivate('feed', 'list')).toBe(true);
  expect(await admin.run('feed', 'list')).toMatchObject({
    content: '',
    embeds: [
      {
        title: 'Feeds of this server',
        description: [
          `<#${home}> 🟢 next run ${HALF_PAST}\nTopics: all · Heat: from 🔥🔥 hot (70) · every 30 minutes · last post ${agoOf(START - 1_000)}`,
          `<#${second}> 🟢 next run ${agoOf(Date.parse('2021-12-15T07:15:00Z'))}\nTopics: A\\*I, Law · Heat: from 🔥🔥 hot (90) · \`15 8 * * *\` · no post yet`,
        ].join('\n\n'),
      },
    ],
  });
});

describe('the state of a feed', () => {
  /** The first line of the only feed. */
  const stateOf = async (
    changes: Partial<Parameters<typeof makeFeed>[0]>,
    prepare: (scene: Awaited<ReturnType<typeof openScene>>) => void | Promise<void> = () => {},
  ) => {
    const scene = await openScene();
    const { admin, feeds, home, discord } = scene;
    await feeds.put(makeFeed({ channelId: home, guildId: discord.guildId, ...changes }));
    await prepare(scene);
    return (await admin.run('feed', 'list')).embeds[0]?.description
      ?.split('\n')[0]
      ?.replace(`<#${home}> `, '');
  };

  test('given a pause, who paused it, whatever else may stop it', async () => {
    expect(await stateOf({ pausedBy: '77' }, ({ discord, home }) => discord.deleteChannel(home))).toBe(
      '⏸️ paused by <@77>',
    );
  });

  test('given one that posts as it breaks, that', async () => {
    expect(await stateOf({ schedule: 'breaking' })).toBe('🟢 as it breaks');
  });

  test('given quiet hours, the run after them', async () => {
    const quietHours = { fromMinute: 11 * 60, toMinute: 15 * 60 };
    expect(await stateOf({ quietHours })).toBe(`🟢 next run ${agoOf(Date.parse('2021-12-14T15:00:00Z'))}`);
  });

  test('given a line that is due in more than a month, no time', async () => {
    expect(await stateOf({ schedule: '0 0 1 6 *' })).toBe('🟢 next run –');
    expect(await stateOf({ schedule: '0 0 15 1 *' })).toBe(
      `🟢 next run ${agoOf(Date.parse('2022-01-15T00:00:00Z'))}`,
    );
  });

  test('given that the bot lacks permissions, which', async () => {
    const state = await stateOf({}, ({ discord, home }) =>
      discord.setPermissions(home, { deny: ['SendMessages', 'EmbedLinks'] }),
    );
    expect(state).toBe('🔴 I lack a permission: *Send Messages*, *Embed Links*');
  });

  test('given that the channel is gone, that', async () => {
    const state = await stateOf({}, ({ discord, home }) => discord.deleteChannel(home));
    expect(state).toBe('🔴 the channel is gone, or I am not in its server');
  });

  test('given that Discord refused its posts, the reason, cut to what a line holds', async () => {
    const pause = async (reason: string) =>
      await stateOf({}, ({ context, home }) =>
        context.pauses.put({
          channelId: home,
          obstacle: { kind: 'refused', reason },
          sinceMs: 1,
          checkedAtMs: 1,
          isKnownToGateway: false,
        }),
      );
    expect(await pause('50001 *Missing* Access')).toBe('🔴 Discord refused it: 50001 \\*Missing\\* Access');
    expect(await pause('x'.repeat(500))).toBe(`🔴 Discord refused it: ${'x'.repeat(129)}…`);
  });
});

test('given the channel of the host’s settings, it comes first, and says so', async () => {
  const scene = await openScene({ settings: { NEWS_CHANNEL_ID: '200000000000000002' } });
  const { admin, feeds, home, discord } = scene;
  const own = discord.addChannel();
  await feeds.put(makeFeed({ channelId: own, guildId: discord.guildId }));
  const [first, second] = (await admin.run('feed', 'list')).embeds[0]?.description?.split('\n\n') ?? [];
  expect(first).toBe(`<#${home}> 🟢 next run ${HALF_PAST}\nset by whoever hosts me · no post yet`);
  expect(second).toContain(`<#${own}>`);
  // In another server nothing is said of it.
  const other = admin.as({ guildId: discord.addGuild() });
  expect(await other.refused('feed', 'list')).toBe('This server has no feeds yet. Add one: `/feed add`.');
});

test('given more than ten, the rest is on further pages; a page that is gone is the last', async () => {
  const { admin, feeds, discord } = await openScene();
  const { guildId } = discord;
  const ids = Array.from({ length: 12 }, () => discord.addChannel());
  for (const [index, channelId] of ids.entries())
    await feeds.put(makeFeed({ channelId, guildId, createdAtMs: index }));
  const first = await admin.run('feed', 'list');
  const mentioned = (answer: typeof first) =>
    [...(answer.embeds[0]?.description ?? '').matchAll(/^<#(\d+)>/gm)].map(([, id]) => id);
  expect(mentioned(first)).toEqual(ids.slice(0, 10));
  expect(first.embeds[0]?.footer).toEqual({ text: 'Page 1 of 2' });
  const next = findButton(first, 'Next');
  expect(modeOf(next)).toBe('update');
  const second = await admin.press(next);
  expect(mentioned(second)).toEqual(ids.slice(10));
  expect(second.embeds[0]?.footer).toEqual({ text: 'Page 2 of 2' });
  expect(buttonsOf(second)).toEqual([
    { label: 'Previous', target: 'F:0', isDisabled: false },
    { label: 'Next', target: 'F:2', isDisabled: true },
  ]);
  expect(await admin.press('F:7')).toEqual(second);
  expect(await admin.press('F:-7')).toEqual(first);
  for (const channelId of ids.slice(10)) await feeds.remove(channelId);
  const left = await admin.press(next);
  expect(mentioned(left)).toEqual(ids.slice(0, 10));
  expect(left.embeds[0]?.footer).toBeUndefined();
  expect(buttonsOf(left)).toEqual([]);
});

test('given the longest of all, a page keeps to the limits of Discord', async () => {
  const { admin, feeds, context, discord } = await openScene();
  const { guildId } = discord;
  for (let count = 0; count < 10; count++) {
    const channelId = discord.addChannel();
    const topics = Array.from({ length: 20 }, (_, index) => `${index}${'*'.repeat(90)}`);
    const schedule = `0,1,2,3,4,5,6,7,8,9 0,1,2,3,4,5,6,7,8,9,10,11,12 * * 1,2,3,4,5,6,7`;
    await feeds.put(makeFeed({ channelId, guildId, topics, schedule, createdAtMs: count }));
    const obstacle = { kind: 'refused', reason: '*'.repeat(500) } as const;
    await context.pauses.put({ channelId, obstacle, sinceMs: 1, checkedAtMs: 1, isKnownToGateway: false });
  }
  // Discord's schemas and limits are checked with each answer; nothing had to be cut off.
  const answer = await admin.run('feed', 'list');
  expect(answer.embeds[0]?.description?.match(/^<#/gm)).toHaveLength(10);
  expect(answer.embeds[0]?.description).toMatch(/no post yet$/);
});

test('given an admin who reads German, the list is in German', async () => {
  const { admin, feeds, home, discord } = await openScene();
  await feeds.put(makeFeed({ channelId: home, guildId: discord.guildId }));
  const [embed] = (await admin.as({ language: 'de' }).run('feed', 'list')).embeds;
  expect(embed?.title).toBe('Feeds dieses Servers');
  expect(embed?.description).toContain('alle 30 Minuten');
});
