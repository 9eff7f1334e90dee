import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseRecord } from '../../src/story/record.ts';
import type { Story } from '../../src/story/story.ts';
import { parseTaxonomy } from '../../src/topics/parse-taxonomy.ts';
import { indexFolder } from '../support/indexed-folder.ts';
import { SHARED_DATA, testOnSharedData } from '../support/shared-data.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));
const DEMO = fileURLToPath(new URL('../../demo', import.meta.url));
const CONTENT = fileURLToPath(new URL('../../content', import.meta.url));

function readDemo() {
  const index = indexFolder(DEMO);
  const rows = index.database
    .prepare('select story, cluster_id from stories join records using (path) where is_shown')
    .all();
  const stories = rows.map((row) => ({
    clusterId: String(row.cluster_id),
    ...(JSON.parse(String(row.story)) as Story),
  }));
  return { ...index, stories };
}

/** What a record that ships may not change; its headline and excerpt are our own. */
function readFacts({ link, provider, publishedAtMs, topics, heat, quality, image }: Story) {
  const { name, domain } = provider;
  // A story's topics have no order of their own; those that ship begin with the widest.
  return {
    link,
    name,
    domain,
    publishedAtMs,
    topics: [...topics].sort(),
    heat,
    quality,
    imageUrl: image?.url,
  };
}

/** The facts of every record of the collection, by story id. */
function readCollection(): Map<string, ReturnType<typeof readFacts>> {
  const paths = ['seed-record.md', ...['ai-news', 'everyday-news'].flatMap(listRecords)];
  return new Map(
    paths.flatMap((path) => {
      const outcome = parseRecord(readFileSync(join(SHARED_DATA, path)));
      return outcome.kind === 'story' ? [[outcome.story.id, readFacts(outcome.story)]] : [];
    }),
  );
}

function listRecords(folder: string): string[] {
  return readdirSync(join(SHARED_DATA, folder)).map((name) => join(folder, name));
}

test('given the demo’s records, check finds no error, and no notice but of topics outside the taxonomy', () => {
  const { summarize } = readDemo();
  const { problems, skipped } = summarize();
  expect(skipped).toBe(0);
  expect(problems.filter(({ message }) => !message.endsWith('is not in topics.yaml; it is kept'))).toEqual(
    [],
  );
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('given the demo’s records, there is enough of everything to try the bot on', () => {
  const { stories } = readDemo();
  const countOf = (fits: (story: Story) => boolean): number => stories.filter(fits).length;
  expect(stories.length).toBeGreaterThanOrEqual(41);
  expect(new Set(stories.flatMap(({ topics }) => topics)).size).toBeGreaterThanOrEqual(12);
  expect(new Set(stories.map(({ provider }) => provider.name)).size).toBeGreaterThanOrEqual(20);
  expect(countOf(({ related }) => related.length >= 2)).toBeGreaterThanOrEqual(6);
  expect(countOf(({ type }) => type === 'video')).toBeGreaterThanOrEqual(2);
  expect(countOf(({ image }) => image === null)).toBeGreaterThanOrEqual(3);
});

test('given the demo’s records, at least 3 events are told by several providers', () => {
  const providers = new Map<string, Set<string>>();
  for (const { clusterId, provider } of readDemo().stories) {
    providers.set(clusterId, (providers.get(clusterId) ?? new Set()).add(provider.name));
  }
  expect([...providers.values()].filter(({ size }) => size > 1).length).toBeGreaterThanOrEqual(3);
});

test('given the demo’s records, the record that defines the format is in it', () => {
  const seed = readDemo().stories.find(({ link }) => link.includes('/actors-strike-continues-'));
  expect(seed).toMatchObject({
    heat: 83,
    quality: 73,
    provider: { name: 'Forbes' },
    publishedAtMs: Date.parse('2023-11-07T16:15:00Z'),
  });
  expect(seed?.related.map(({ providerName }) => providerName)).toContain('Gizmodo');
});

const readFixture = (name: string) => JSON.parse(readFileSync(join(FIXTURES, name), 'utf8'));

test('given the facts that were taken from the collection, the demo’s records say the same', () => {
  const shipped = new Map(readDemo().stories.map((story) => [story.id, readFacts(story)]));
  const facts: [string, unknown][] = Object.entries(readFixture('content-facts.json'));
  expect(facts.length).toBeGreaterThan(60);
  for (const [id, fact] of facts) expect(shipped.get(id)).toEqual(fact);
});

test('given a new install, it has an example that nobody is shown, and nothing to mend', () => {
  expect(indexFolder(CONTENT).summarize()).toEqual({
    files: 1,
    stories: 0,
    unpublished: 1,
    skipped: 0,
    problems: [],
  });
});

test('the demo has the topics that ship', () => {
  const read = (folder: string): string => readFileSync(join(folder, 'topics.yaml'), 'utf8');
  expect(read(DEMO)).toBe(read(CONTENT));
});

test('given the topics of the collection, topics.yaml holds each', () => {
  const { topics, problems } = parseTaxonomy(readFileSync(join(CONTENT, 'topics.yaml'), 'utf8'));
  expect(problems).toEqual([]);
  for (const topic of readFixture('topics.json'))
    expect(topics).toContainEqual(expect.objectContaining(topic));
});

testOnSharedData('given the records of the collection, the demo’s records take every fact from them', () => {
  const collection = readCollection();
  for (const story of readDemo().stories) {
    expect(readFacts(story), story.title).toEqual(collection.get(story.id));
  }
});

testOnSharedData('given the taxonomy of the collection, topics.yaml holds it and nothing else', () => {
  const { topics, problems } = parseTaxonomy(readFileSync(join(CONTENT, 'topics.yaml'), 'utf8'));
  expect(problems).toEqual([]);
  const lines = readFileSync(join(SHARED_DATA, 'topics.jsonl'), 'utf8').trim().split('\n');
  for (const { name, shortname, parent, keywords } of lines.map((line) => JSON.parse(line))) {
    expect(topics).toContainEqual(expect.objectContaining({ name, shortName: shortname, parent, keywords }));
  }
});
