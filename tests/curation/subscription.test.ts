import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { dayIn, isTimezone, minuteIn } from '../../src/curation/local-time.ts';
import { createSubscription, resolvePolicy, toSubscription } from '../../src/curation/subscription.ts';
import { parseTaxonomy } from '../../src/topics/parse-taxonomy.ts';
import { Taxonomy } from '../../src/topics/taxonomy.ts';

const taxonomy = new Taxonomy(
  parseTaxonomy('- name: AI\n- {name: Machine Learning, shortName: ML, parent: AI}\n- name: Cooking\n')
    .topics,
);
const topicKeys = (topics: string) =>
  resolvePolicy(createSubscription(parseConfig({ NEWS_TOPICS: topics }).news, '1'), taxonomy).topicKeys;

test.each([
  ['', null],
  ['AI', ['ai', 'machine learning', 'ml']],
  ['ml', ['machine learning', 'ml']],
  ['ML, cooking', ['cooking', 'machine learning', 'ml']],
  ['Unknown', ['unknown']],
])('given NEWS_TOPICS=%j, the topics taken are %j', (topics, keys) => {
  const taken = topicKeys(topics);
  expect(taken === null ? null : [...taken].toSorted()).toEqual(keys);
});

test('given the environment, the subscription is of its values, shown as cards', () => {
  const { news } = parseConfig({ NEWS_MIN_HEAT: '80', NEWS_PER_RUN: '3', NEWS_TIMEZONE: 'Asia/Tokyo' });
  const { schedule, ...subscription } = createSubscription(news, '42');
  expect(subscription).toEqual({
    channelId: '42',
    isBreaking: false,
    timezone: 'Asia/Tokyo',
    topics: [],
    excludedTopics: [],
    excludedProviders: [],
    ignoredStoryIds: [],
    policy: {
      minHeat: 80,
      perRun: 3,
      perDay: 24,
      perProvider: 2,
      maxAgeMs: 72 * 3_600_000,
      halfLifeMs: 12 * 3_600_000,
    },
    look: { style: 'card', opensThread: false, mention: null, mentionsPerDay: 4 },
    digest: null,
  });
  expect(createSubscription(news, '43').schedule).toBe(schedule);
});

const FEED: Parameters<typeof toSubscription>[0] = {
  channelId: '7',
  ignoredStoryIds: ['hot before'],
  topics: ['AI'],
  excludedTopics: ['Cooking'],
  excludedProviders: ['Daily Bugle'],
  minHeat: 60,
  schedule: '0 9 * * *',
  timezone: 'UTC',
  perRun: 2,
  perDay: 5,
  quietHours: null,
  mention: { roleId: '9', fromHeat: 120 },
  mentionsPerDay: 3,
  style: 'headline',
  digest: 'ending',
  quietDays: 'tell',
  opensThread: true,
};
const OF_ALL = { maxAgeMs: 1_000, halfLifeMs: 100 };
const NOON = Date.parse('2021-12-14T12:00:00Z');

test('given a feed, the subscription is of its values, with the ages that the environment sets for all', () => {
  const { schedule, ...subscription } = toSubscription(FEED, OF_ALL);
  expect(subscription).toEqual({
    channelId: '7',
    isBreaking: false,
    timezone: 'UTC',
    topics: ['AI'],
    excludedTopics: ['Cooking'],
    excludedProviders: ['Daily Bugle'],
    ignoredStoryIds: [],
    policy: { minHeat: 60, perRun: 2, perDay: 5, perProvider: 2, maxAgeMs: 1_000, halfLifeMs: 100 },
    look: {
      style: 'headline',
      opensThread: true,
      mention: { roleId: '9', fromHeat: 120 },
      mentionsPerDay: 3,
    },
    digest: null,
  });
  expect([...schedule.ticksBetween(NOON, NOON + 24 * 3_600_000)]).toEqual([NOON + 21 * 3_600_000]);
});

test('given a feed that posts as it breaks, it is looked at each minute out of its quiet hours, without what was hot before', () => {
  const quietHours = { fromMinute: 12 * 60 + 2, toMinute: 13 * 60 };
  const { isBreaking, ignoredStoryIds, schedule } = toSubscription(
    { ...FEED, schedule: 'breaking', quietHours },
    OF_ALL,
  );
  expect({ isBreaking, ignoredStoryIds }).toEqual({ isBreaking: true, ignoredStoryIds: ['hot before'] });
  expect([...schedule.ticksBetween(NOON, NOON + 3_600_000)].map((atMs) => (atMs - NOON) / 60_000)).toEqual([
    1, 60,
  ]);
});

test('given the policy of a feed, names are keys: a topic has its children, an outlet is in small letters', () => {
  const policy = resolvePolicy(toSubscription({ ...FEED, schedule: 'breaking' }, OF_ALL), taxonomy);
  expect(policy).toMatchObject({
    topicKeys: new Set(['ai', 'machine learning', 'ml']),
    excludedTopicKeys: new Set(['cooking']),
    excludedProviderKeys: new Set(['daily bugle']),
    ignoredStoryIds: new Set(['hot before']),
  });
});

test.each([
  ['UTC', '2021-12-14'],
  ['Asia/Tokyo', '2021-12-15'],
  ['America/Los_Angeles', '2021-12-14'],
  ['Pacific/Kiritimati', '2021-12-15'],
])('given an instant, in %s it is the day %s', (timezone, day) => {
  expect(dayIn(timezone, Date.parse('2021-12-14T20:00:00Z'))).toBe(day);
});

test.each([
  ['UTC', 20 * 60],
  ['Asia/Kolkata', 90],
])('given an instant, in %s it is the minute %i', (timezone, minute) => {
  expect(minuteIn(timezone, Date.parse('2021-12-14T20:00:00Z'))).toBe(minute);
});

test.each([
  ['Europe/Berlin', true],
  ['Mars/Olympus', false],
  ['', false],
])('given the name %j, whether it is a time zone is %j', (name, isOne) => {
  expect(isTimezone(name)).toBe(isOne);
});
