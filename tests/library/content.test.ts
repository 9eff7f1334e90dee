import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseTaxonomy } from '../../src/library/taxonomy.ts';
import type { Story } from '../../src/story/story.ts';
import { indexFolder } from '../support/indexed-folder.ts';
import { SHARED_DATA, testOnSharedData } from '../support/shared-data.ts';

const CONTENT = fileURLToPath(new URL('../../content', import.meta.url));

function readContent() {
  const index = indexFolder(CONTENT);
  const rows = index.database.prepare('select story, cluster_id from stories where is_shown').all();
  const stories = rows.map((row) => ({
    clusterId: String(row.cluster_id),
    ...(JSON.parse(String(row.story)) as Story),
  }));
  return { ...index, stories };
}

test('given the content that ships, check finds no error and no notice', () => {
  const { summarize } = readContent();
  expect(summarize()).toMatchObject({ problems: [], skipped: 0 });
});

test('given the content that ships, there is enough of everything to try the bot on', () => {
  const { stories } = readContent();
  const countOf = (fits: (story: Story) => boolean): number => stories.filter(fits).length;
  expect(stories.length).toBeGreaterThanOrEqual(41);
  expect(new Set(stories.flatMap(({ topics }) => topics)).size).toBeGreaterThanOrEqual(12);
  expect(new Set(stories.map(({ provider }) => provider.name)).size).toBeGreaterThanOrEqual(20);
  expect(countOf(({ related }) => related.length >= 2)).toBeGreaterThanOrEqual(6);
  expect(countOf(({ type }) => type === 'video')).toBeGreaterThanOrEqual(2);
  expect(countOf(({ image }) => image === null)).toBeGreaterThanOrEqual(3);
});

test('given the content that ships, at least 3 events are told by several providers', () => {
  const providers = new Map<string, Set<string>>();
  for (const { clusterId, provider } of readContent().stories) {
    providers.set(clusterId, (providers.get(clusterId) ?? new Set()).add(provider.name));
  }
  expect([...providers.values()].filter(({ size }) => size > 1).length).toBeGreaterThanOrEqual(3);
});

test('given the content that ships, the record that defines the format is in it', () => {
  const seed = readContent().stories.find(({ link }) => link.includes('/actors-strike-continues-'));
  expect(seed).toMatchObject({
    heat: 83,
    quality: 73,
    provider: { name: 'Forbes' },
    publishedAtMs: Date.parse('2023-11-07T16:15:00Z'),
  });
  expect(seed?.related.map(({ providerName }) => providerName)).toContain('Gizmodo');
});

testOnSharedData('given the taxonomy of the collection, topics.yaml holds all of it', () => {
  const { topics, problems } = parseTaxonomy(readFileSync(join(CONTENT, 'topics.yaml'), 'utf8'));
  expect(problems).toEqual([]);
  const lines = readFileSync(join(SHARED_DATA, 'topics.jsonl'), 'utf8').trim().split('\n');
  for (const { name, shortname, parent, keywords } of lines.map((line) => JSON.parse(line))) {
    expect(topics).toContainEqual({ name, shortName: shortname, parent, keywords, formerNames: [] });
  }
});
