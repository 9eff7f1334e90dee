import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type ComparableStory, groupSameStories } from '../../src/events/same-story.ts';
import { SHARED_DATA, testOnSharedData } from '../support/shared-data.ts';
import { measureGroups } from './measure-groups.ts';
import {
  DIFFERENT_EVENTS,
  FRESH_DIFFERENT_EVENTS,
  FRESH_SAME_EVENT,
  SAME_EVENT,
} from './same-story-cases.ts';

// The bars of docs/events.md.

const EVENTS = join(SHARED_DATA, 'events');
const readLines = (name: string): unknown[] =>
  readFileSync(join(EVENTS, name), 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

const decode = (text: string): string =>
  text
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

const Record = z.object({
  file: z.string(),
  title: z.string(),
  excerpt: z.string().nullish(),
  publishedDateTime: z.string(),
  provider: z.string(),
});
const Labels = z.object({
  same_event: z.array(z.array(z.string())),
  related_not_same: z.array(z.array(z.string())),
  look_alike: z.array(z.array(z.string())),
  doubtful: z.array(z.array(z.string())),
});

const CASES = {
  'as they are': (title: string) => title,
  'in lower case': (title: string) => title.toLowerCase(),
  'IN CAPITALS': (title: string) => title.toUpperCase(),
  'In Title Case': (title: string) =>
    title.replace(/\p{L}[\p{L}'’]*/gu, (word) => word.slice(0, 1).toUpperCase() + word.slice(1)),
  'as sentences': (title: string) => title.slice(0, 1).toUpperCase() + title.slice(1).toLowerCase(),
};

testOnSharedData('given AI news of a year, its events are grouped, however headlines are written', () => {
  const labels = Labels.parse(JSON.parse(readFileSync(join(EVENTS, 'ai-2019-2020-groups.json'), 'utf8')));
  const records = z.array(Record).parse(readLines('ai-2019-2020.jsonl'));
  const scores = Object.entries(CASES).map(([name, recase]) => {
    const stories = records.map(
      ({ file, title, excerpt, publishedDateTime, provider }): ComparableStory => ({
        id: file,
        title: recase(decode(title)),
        excerpt: decode(excerpt ?? ''),
        publishedAtMs: Date.parse(publishedDateTime),
        provider,
      }),
    );
    const measure = measureGroups(stories, groupSameStories(stories), labels.same_event, labels.doubtful);
    const joined = {
      related: labels.related_not_same.filter(measure.isJoined).length,
      lookAlikes: labels.look_alike.filter(measure.isJoined).length,
    };
    console.info(
      `AI news, headlines ${name}: BCubed F1 ${measure.f1.toFixed(3)}, pairs right ${measure.right.toFixed(3)}, found ${measure.found.toFixed(3)}; joined: ${joined.related} of 25 related, ${joined.lookAlikes} of 53 look-alikes`,
    );
    return { ...measure, joined };
  });
  const [asTheyAre] = scores;
  expect(asTheyAre?.f1).toBeGreaterThanOrEqual(0.93);
  expect(asTheyAre?.right).toBeGreaterThanOrEqual(0.92);
  expect(asTheyAre?.found).toBeGreaterThanOrEqual(0.8);
  expect(asTheyAre?.joined.related).toBeLessThanOrEqual(2);
  expect(asTheyAre?.joined.lookAlikes).toBe(0);
  for (const { f1 } of scores) expect(Math.abs(f1 - (asTheyAre?.f1 ?? 0))).toBeLessThanOrEqual(0.03);
});

testOnSharedData('given events in look-alike pairs, all at one moment, they are told apart', () => {
  const Text = z.object({ title: z.string(), excerpt: z.string().nullish(), event: z.string() });
  const texts = z.array(Text).parse(readLines('ecb-plus-train.jsonl'));
  const stories = texts.map(
    ({ title, excerpt }, at): ComparableStory => ({
      id: String(at).padStart(4, '0'),
      title,
      excerpt: excerpt ?? '',
      publishedAtMs: Date.UTC(2020, 0, 15),
      provider: `outlet ${at}`,
    }),
  );
  const truth = [...Map.groupBy(stories, (_, at) => texts[at]?.event).values()].map((group) =>
    group.map(({ id }) => id),
  );
  const { f1 } = measureGroups(stories, groupSameStories(stories), truth);
  console.info(`ECB+ train: BCubed F1 ${f1.toFixed(3)}`);
  expect(f1).toBeGreaterThanOrEqual(0.86);
});

test('given all hand-made pairs together, the groups are those of their events', () => {
  const told = [
    ...[...SAME_EVENT, ...FRESH_SAME_EVENT].map((pair) => ({ ...pair, isSame: true })),
    ...[...DIFFERENT_EVENTS, ...FRESH_DIFFERENT_EVENTS].map((pair) => ({ ...pair, isSame: false })),
  ];
  const stories = told.flatMap(({ tellings }, at) =>
    tellings.map(
      ([date, provider, title, excerpt], which): ComparableStory => ({
        id: `${at}.${which}`,
        title,
        excerpt,
        provider,
        publishedAtMs: Date.parse(date),
      }),
    ),
  );
  const truth = told.flatMap(({ isSame }, at) => (isSame ? [[`${at}.0`, `${at}.1`]] : []));
  const { f1, right } = measureGroups(stories, groupSameStories(stories), truth);
  console.info(`hand-made pairs: BCubed F1 ${f1.toFixed(3)}, pairs right ${right.toFixed(3)}`);
  expect(f1).toBeGreaterThanOrEqual(0.92);
  expect(right).toBeGreaterThanOrEqual(0.85);
});
