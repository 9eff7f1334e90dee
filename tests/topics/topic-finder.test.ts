import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseRecord } from '../../src/story/record.ts';
import type { Story } from '../../src/story/story.ts';
import { parseTaxonomy } from '../../src/topics/parse-taxonomy.ts';
import { TopicFinder } from '../../src/topics/topic-finder.ts';
import { SHARED_DATA, testOnSharedData } from '../support/shared-data.ts';

const TOPICS = fileURLToPath(new URL('../../content/topics.yaml', import.meta.url));
const finder = new TopicFinder(parseTaxonomy(readFileSync(TOPICS, 'utf8')).topics);
const ANY = { always: [], never: [] };

function readStories(folder: string): Story[] {
  return readdirSync(folder).flatMap((name) => {
    const outcome = parseRecord(readFileSync(join(folder, name)));
    return outcome.kind === 'story' ? outcome.story : [];
  });
}

const listTitles = (stories: readonly Story[]): string => stories.map(({ title }) => title).join('\n');

function expectMostKept(stories: readonly Story[], storiesMin: number): void {
  const lost = stories.filter(({ title, excerpt }) => !finder.isAiNews(title, excerpt));
  expect(stories.length).toBeGreaterThan(storiesMin);
  expect(lost.length / stories.length, listTitles(lost)).toBeLessThanOrEqual(0.05);
}

function expectFewKept(stories: readonly Story[], storiesMin: number): void {
  const kept = stories.filter(({ title, excerpt }) => finder.isAiNews(title, excerpt));
  expect(stories.length).toBeGreaterThan(storiesMin);
  expect(kept.length / stories.length, listTitles(kept)).toBeLessThanOrEqual(0.02);
}

describe('AI news only', () => {
  test('given the AI news that ships, at least 95 % is kept', () => {
    const stories = readStories(join(import.meta.dirname, '../../demo/news'));
    expectMostKept(
      stories.filter(({ topics }) => topics.includes('AI')),
      50,
    );
  });

  test('given news of an office product, none is kept', () => {
    expectFewKept(readStories(join(import.meta.dirname, '../fixtures/office-news')), 20);
  });

  testOnSharedData('given real AI news, at least 95 % is kept', () => {
    expectMostKept(readStories(join(SHARED_DATA, 'ai-news')), 100);
  });

  testOnSharedData(
    'given real news of an office product, at most 2 % is kept except the AI Builder stories',
    () => {
      const stories = readStories(join(SHARED_DATA, 'everyday-news')).filter(
        ({ title, excerpt, topics }) => !/ai builder/i.test(`${title} ${excerpt} ${topics.join(' ')}`),
      );
      expectFewKept(stories, 200);
    },
  );

  test.each([
    ['OpenAI releases a new model', true],
    ['Nvidia posts record sales', true],
    ['Self-driving taxis come to town', true],
    ['The best AI-powered apps', true],
    ['Bank raises interest rates', false],
    ['Said the maid: aim for the air', false],
    ['Marketing budgets shrink as sales fall', false],
    ['Bank uses machine learning to find fraud', true],
    ['Five tips for your first low-code app in Microsoft Power Apps', false],
    ['AI Builder in Power Apps reads receipts', true],
    ['', false],
  ])('given "%s", it is AI news: %s', (title, isKept) => {
    expect(finder.isAiNews(title, '')).toBe(isKept);
  });

  test('given no taxonomy, AI news is still told from other news', () => {
    const bare = new TopicFinder([]);
    expect(bare.isAiNews('How AI reads X-rays', '')).toBe(true);
    expect(bare.isAiNews('How doctors read X-rays', '')).toBe(false);
    expect(bare.find('How AI reads X-rays', '', ANY)).toEqual(['AI']);
  });
});

describe('topics', () => {
  test('given keywords in title and excerpt, their topics and those above them come, AI last', () => {
    const topics = finder.find('TensorFlow for a robot', 'Now on Azure.', ANY);
    expect(topics.toSorted()).toEqual(['AI', 'AI in Robotics', 'Google AI', 'Microsoft AI', 'TensorFlow']);
    expect(topics.at(-1)).toBe('AI');
  });

  test('given a keyword inside a longer word, it does not count', () => {
    expect(finder.find('Chipotle opens a banking app', 'Robotically.', ANY)).toEqual(['AI']);
  });

  test('given a hyphen or another case, the keyword counts', () => {
    expect(finder.find('SELF-DRIVING trucks', '', ANY)).toEqual(['AI in Autos', 'AI']);
  });

  test('given topics that the source always or never has, they win over the text; AI stays', () => {
    const source = { always: ['GenAI', 'Cooking'], never: ['AI in Autos', 'AI'] };
    expect(finder.find('Tesla drives itself', '', source)).toEqual(['Generative AI', 'Cooking', 'AI']);
  });
});
