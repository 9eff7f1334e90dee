import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseConfig } from '../../src/config.ts';
import { planPosts } from '../../src/curation/plan.ts';
import { createSubscription } from '../../src/curation/subscription.ts';
import { DAY_MS } from '../../src/duration.ts';
import { openLibrary } from '../support/open-library.ts';
import { recordText } from '../support/record-text.ts';
import { SHARED_DATA, testOnSharedData } from '../support/shared-data.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

const CONTENT = join(import.meta.dirname, '../../demo');

/** What a channel that takes everything gets of a folder, six posts an hour. */
async function plan(contentDir: string) {
  const { library } = await openLibrary(contentDir);
  const candidates = library.listPublished(0, Date.UTC(2100, 0));
  const times = candidates.map(({ story }) => story.publishedAtMs);
  const { news } = parseConfig({
    NEWS_MIN_HEAT: '0',
    NEWS_SCHEDULE: '0 * * * *',
    NEWS_PER_RUN: '6',
    NEWS_PER_DAY: '144',
  });
  const subscription = createSubscription(news, 'plan');
  const { taxonomy, medianHeat } = library;
  const span = { fromMs: Math.min(...times) - 1, toMs: Math.max(...times) + 4 * DAY_MS };
  const { posts } = planPosts(subscription, candidates, { ...span, taxonomy, medianHeat });
  const events = new Set(candidates.map(({ clusterId }) => clusterId)).size;
  return { posts, events };
}

test('given the content that ships, a plan of its week tells each event once', async () => {
  const { posts } = await plan(CONTENT);
  for (const event of [/Azure (?:Orbital|Space)/, /Tesla.*sales/, /Pony\.ai/, /Tail of the Dragon/]) {
    expect(
      posts.filter(({ story }) => event.test(story.title)),
      String(event),
    ).toHaveLength(1);
  }
  expect(new Set(posts.map(({ clusterId }) => clusterId)).size).toBe(posts.length);
});

testOnSharedData('given real records, a plan of all their time tells each event once', async () => {
  for (const name of ['ai-news', 'everyday-news']) {
    const { posts, events } = await plan(join(SHARED_DATA, name));
    expect([name, new Set(posts.map(({ clusterId }) => clusterId)).size]).toEqual([name, posts.length]);
    // Far more than nothing was posted: most events of a quiet collection find their place.
    expect(posts.length, name).toBeGreaterThan(events / 2);
  }
});

const Labelled = z.object({
  title: z.string(),
  excerpt: z.string().nullish(),
  publishedDateTime: z.string().default('2020-01-15T12:00:00Z'),
  provider: z.string().optional(),
});

testOnSharedData('given the labelled stories, a plan of all their time tells each event once', async () => {
  for (const name of ['ai-2019-2020.jsonl', 'ecb-plus-train.jsonl']) {
    const lines = readFileSync(join(SHARED_DATA, 'events', name), 'utf8')
      .trim()
      .split('\n');
    const records = lines.map((line, at): [string, string] => {
      const { title, excerpt, publishedDateTime, provider } = Labelled.parse(JSON.parse(line));
      const outlet = provider ?? `Outlet ${at}`;
      const fields = { title, excerpt: excerpt ?? '', publishedDateTime, provider: { name: outlet } };
      return [`${at}.md`, recordText({ ...fields, webUrl: `https://example.com/${at}` })];
    });
    const folder = makeTempFolder();
    writeFiles(folder, Object.fromEntries(records));
    const { posts, events } = await plan(folder);
    expect([name, new Set(posts.map(({ clusterId }) => clusterId)).size]).toEqual([name, posts.length]);
    expect(posts.length, name).toBeGreaterThan(events / 2);
  }
});
