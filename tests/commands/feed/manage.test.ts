import { ButtonStyle } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { hashLink } from '../../../src/story/links.ts';
import { makeFeed } from '../../support/command-feed.ts';
import {
  ADMIN_ID,
  buttonsOf,
  findButton,
  isPrivate,
  modeOf,
  prepareScenes,
} from '../../support/command-scene.ts';
import { recordText } from '../../support/record-text.ts';

const openScene = prepareScenes({
  'a.md': recordText({ title: 'Robots fold laundry', excerpt: '', webUrl: 'https://example.com/robots' }),
  'b.md': recordText({ title: 'Whales sing', excerpt: '', webUrl: 'https://example.com/whales', heat: 20 }),
});
async function open(changes: Record<string, unknown> = {}) {
  const scene = await openScene();
  const feed = makeFeed({ channelId: scene.home, guildId: scene.discord.guildId, ...changes });
  await scene.feeds.put(feed);
  return { ...scene, feed };
}

describe('/feed pause', () => {
  test('given a feed that posts, it is paused, by whom is kept', async () => {
    const { admin, feeds, home, feed, context } = await open();
    const answer = await admin.run('feed', 'pause', { channel: home });
    expect(answer).toMatchObject({
      content: `Paused: nothing is posted in <#${home}> until you \`/feed resume\` it.`,
      embeds: [],
      components: [],
    });
    expect(isPrivate('feed', 'pause', {})).toBe(true);
    expect(feeds.get(home)).toEqual({ ...feed, pausedBy: ADMIN_ID });
    expect(context.subscriptions.listRunning()).toEqual([]);
  });

  test('given one that is paused, it stays paused by the one who did', async () => {
    const { admin, feeds, home, feed } = await open({ pausedBy: '77' });
    expect(await admin.refused('feed', 'pause')).toBe(`The feed in <#${home}> is paused already.`);
    expect(feeds.get(home)).toEqual(feed);
  });
});

describe('/feed resume', () => {
  test('given a paused feed, it posts again', async () => {
    const { admin, feeds, home, feed } = await open({ pausedBy: '77', ignoredStoryIds: ['old'] });
    const answer = await admin.run('feed', 'resume', { channel: home });
    expect(answer.content).toBe(`Going on: news is posted in <#${home}> again.`);
    expect(feeds.get(home)).toEqual({ ...feed, pausedBy: null, ignoredStoryIds: [] });
  });

  test('given one that posts as it breaks, what broke during the pause is no news', async () => {
    const { admin, feeds, home } = await open({
      pausedBy: '77',
      schedule: 'breaking',
      ignoredStoryIds: ['old'],
    });
    await admin.run('feed', 'resume');
    expect(feeds.get(home)?.ignoredStoryIds).toEqual([hashLink('https://example.com/robots')]);
  });

  test('given one that is not paused, it says so', async () => {
    const { admin, feeds, home, feed } = await open();
    expect(await admin.refused('feed', 'resume')).toBe(`The feed in <#${home}> is not paused.`);
    expect(feeds.get(home)).toEqual(feed);
  });
});

describe('/feed remove', () => {
  test('it asks first', async () => {
    const { admin, feeds, home, feed } = await open();
    const question = await admin.run('feed', 'remove', { channel: home });
    expect(question.content).toBe(`End the feed in <#${home}>? What it posted stays.`);
    expect(buttonsOf(question)).toEqual([
      { label: 'End it', target: `x:${home}`, isDisabled: false },
      { label: 'Keep it', target: `k:${home}`, isDisabled: false },
    ]);
    const styles = question.components[0]?.components.map((part) => 'style' in part && part.style);
    expect(styles).toEqual([ButtonStyle.Danger, ButtonStyle.Secondary]);
    expect(feeds.get(home)).toEqual(feed);
  });

  test('given Keep it, the feed goes on, and the question is gone', async () => {
    const { admin, feeds, home, feed } = await open();
    const keep = findButton(await admin.run('feed', 'remove'), 'Keep it');
    expect(modeOf(keep)).toBe('update');
    expect(await admin.press(keep)).toMatchObject({
      content: `The feed in <#${home}> goes on.`,
      components: [],
    });
    expect(feeds.get(home)).toEqual(feed);
  });

  test('given End it, the feed is gone, and so is the question; what it posted stays', async () => {
    const { admin, feeds, home, tick, channels } = await open();
    await tick(home);
    const end = findButton(await admin.run('feed', 'remove'), 'End it');
    expect(modeOf(end)).toBe('update');
    expect(await admin.press(end)).toMatchObject({
      content: `The feed in <#${home}> has ended. What it posted stays.`,
      components: [],
    });
    expect(feeds.list()).toEqual([]);
    expect(channels.titles(home)).toEqual(['Robots fold laundry']);
    expect(await admin.pressRefused(end)).toBe(`No feed posts in <#${home}>. Add one: \`/feed add\`.`);
  });

  test('given a channel that is gone, its feed can still be ended', async () => {
    const { admin, feeds, home, discord } = await open();
    discord.deleteChannel(home);
    await admin.press(findButton(await admin.run('feed', 'remove', { channel: home }), 'End it'));
    expect(feeds.list()).toEqual([]);
  });
});

test('given a state that cannot be written, the feed is as it was, and nobody is told that it was paused', async () => {
  const { admin, feeds, home, feed } = await open();
  feeds.put = () => Promise.reject(new Error('disk full'));
  await expect(admin.run('feed', 'pause')).rejects.toThrow('disk full');
  expect(feeds.get(home)).toEqual(feed);
});
