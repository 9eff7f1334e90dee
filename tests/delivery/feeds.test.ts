import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { createSubscription } from '../../src/curation/subscription.ts';
import { Feeds } from '../../src/delivery/feeds.ts';
import { Subscriptions } from '../../src/delivery/subscriptions.ts';
import { collectLog } from '../support/collect-log.ts';
import { makeFeed } from '../support/command-feed.ts';
import { openState } from '../support/open-state.ts';

const { news } = parseConfig({ NEWS_MAX_AGE: '5h' });
const feedOf = (channelId: string, changes: Partial<Parameters<typeof makeFeed>[0]> = {}) =>
  makeFeed({ channelId, guildId: 'home', ...changes });

/** Feeds in a state on disk; `reload` is what a new process reads of it. */
async function open() {
  const state = await openState();
  const { logger, lines } = collectLog();
  const store = state.openStore('feeds');
  const reload = () => Feeds.load(store, logger);
  return { feeds: await reload(), store, reload, lines };
}

test('given feeds that are put and removed, a new process finds those that are left', async () => {
  const { feeds, reload } = await open();
  await feeds.put(feedOf('1'));
  await feeds.put(feedOf('2'));
  await feeds.put(feedOf('1', { minHeat: 90 }));
  await feeds.remove('2');
  const left = [feedOf('1', { minHeat: 90 })];
  expect(feeds.list()).toEqual(left);
  expect((await reload()).list()).toEqual(left);
  expect([feeds.get('1'), feeds.get('2')]).toEqual([...left, undefined]);
});

test('given a feed that cannot be understood, it rests and is told; the others are there', async () => {
  const { feeds, store, reload, lines } = await open();
  await feeds.put(feedOf('1'));
  await store.set('2', { channelId: '2', topics: 'AI' });
  expect((await reload()).list()).toEqual([feedOf('1')]);
  expect(lines).toMatchObject([
    { level: 50, channelId: '2', msg: expect.stringMatching(/^a feed cannot be understood and rests: /) },
  ]);
});

test('given feeds of several servers, a server has its own, the oldest first', async () => {
  const { feeds } = await open();
  await feeds.put(feedOf('young', { createdAtMs: 2 }));
  await feeds.put(feedOf('elsewhere', { guildId: 'other' }));
  await feeds.put(feedOf('old', { createdAtMs: 1 }));
  expect(feeds.listOfGuild('home').map(({ channelId }) => channelId)).toEqual(['old', 'young']);
  expect(feeds.listOfGuild('nowhere')).toEqual([]);
});

test('given the environment’s channel and feeds, those run that nothing stops, as they are now', async () => {
  const { feeds } = await open();
  const environment = createSubscription(news, 'news');
  const subscriptions = new Subscriptions([environment], feeds, news, (guildId) => guildId !== 'foreign');
  const running = () => subscriptions.listRunning().map(({ channelId }) => channelId);
  expect(running()).toEqual(['news']);
  await feeds.put(feedOf('1'));
  await feeds.put(feedOf('paused', { pausedBy: '9' }));
  await feeds.put(feedOf('left', { leftAtMs: 1 }));
  await feeds.put(feedOf('foreign', { guildId: 'foreign' }));
  expect(running()).toEqual(['news', '1']);
  expect(subscriptions.listRunning()).toBe(subscriptions.listRunning());
  await feeds.put(feedOf('paused'));
  expect(running()).toEqual(['news', '1', 'paused']);
  await feeds.remove('1');
  expect(running()).toEqual(['news', 'paused']);
  expect(subscriptions.listEnvironment()).toEqual([environment]);
});

test('given a channel, what posts there is found, also a feed that is paused; the environment goes first', async () => {
  const { feeds } = await open();
  const environment = createSubscription(news, 'news');
  const subscriptions = new Subscriptions([environment], feeds, news, () => true);
  await feeds.put(feedOf('paused', { pausedBy: '9', minHeat: 91 }));
  await feeds.put(feedOf('news'));
  const found = subscriptions.find('paused');
  expect(found).toMatchObject({ channelId: 'paused', policy: { minHeat: 91, maxAgeMs: 5 * 3_600_000 } });
  expect(subscriptions.find('paused')).toBe(found);
  expect(subscriptions.find('news')).toBe(environment);
  expect([subscriptions.find('else'), subscriptions.findEnvironment('paused')]).toEqual([
    undefined,
    undefined,
  ]);
});
