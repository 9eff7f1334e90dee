import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { dayIn } from '../../src/curation/local-time.ts';
import { createSubscription, resolvePolicy } from '../../src/curation/subscription.ts';
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

test('given the environment, the subscription is of its values', () => {
  const { news } = parseConfig({ NEWS_MIN_HEAT: '80', NEWS_PER_RUN: '3', NEWS_TIMEZONE: 'Asia/Tokyo' });
  expect(createSubscription(news, '42')).toMatchObject({
    channelId: '42',
    timezone: 'Asia/Tokyo',
    policy: { minHeat: 80, perRun: 3, perDay: 24, maxAgeMs: 72 * 3_600_000, halfLifeMs: 12 * 3_600_000 },
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
