import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CONTENT_QUERIES } from '../../bench/relevance/content.ts';
import { HELD_OUT_AI_NEWS_QUERIES, HELD_OUT_CONTENT_QUERIES } from '../../bench/relevance/held-out.ts';
import { JUDGED_PLACES, type JudgedQuery, judgeSearch } from '../../bench/relevance/judge.ts';
import { AI_NEWS_QUERIES } from '../../bench/relevance/shared.ts';
import { searchStories } from '../../src/search/search.ts';
import { parseTaxonomy } from '../../src/topics/parse-taxonomy.ts';
import { Taxonomy } from '../../src/topics/taxonomy.ts';
import { indexFolder } from '../support/indexed-folder.ts';
import { SHARED_DATA, testOnSharedData } from '../support/shared-data.ts';

/** The mean reciprocal rank that each list reached (27 Nov 2026), less 0.01. */
const RANK_MIN = { content: 0.953, aiNews: 0.968, heldOutContent: 0.973, heldOutAiNews: 0.963 } as const;
const CONTENT = join(import.meta.dirname, '../../demo');

function judge(folder: string, queries: readonly JudgedQuery[]) {
  const { database } = indexFolder(folder);
  const { topics } = parseTaxonomy(readFileSync(join(CONTENT, 'topics.yaml'), 'utf8'));
  const taxonomy = new Taxonomy(topics);
  const judgement = judgeSearch(queries, (query) => {
    const { hits } = searchStories(database, {
      query,
      taxonomy,
      nowMs: Date.parse('2023-12-01'),
      sort: 'best',
      halfLifeMs: 12 * 3_600_000,
      medianHeat: 90,
      limit: JUDGED_PLACES,
      offset: 0,
    });
    return hits.map(({ story }) => story.title);
  });
  console.info(`${queries.length} judged queries: mean reciprocal rank`, judgement);
  return judgement;
}

test('given the judged queries, there are at least 150 over the project’s own records', () => {
  expect(CONTENT_QUERIES.length).toBeGreaterThanOrEqual(150);
});

test('given the judged queries over demo/, what was meant comes first', () => {
  const { meanReciprocalRank } = judge(CONTENT, CONTENT_QUERIES);
  expect(meanReciprocalRank).toBeGreaterThanOrEqual(RANK_MIN.content);
});

testOnSharedData('given the judged queries over the real records, what was meant comes first', () => {
  const { meanReciprocalRank } = judge(join(SHARED_DATA, 'ai-news'), AI_NEWS_QUERIES);
  expect(meanReciprocalRank).toBeGreaterThanOrEqual(RANK_MIN.aiNews);
});

test('given queries the ranking was never tuned on over demo/, what was meant comes first', () => {
  const { meanReciprocalRank } = judge(CONTENT, HELD_OUT_CONTENT_QUERIES);
  expect(meanReciprocalRank).toBeGreaterThanOrEqual(RANK_MIN.heldOutContent);
});

testOnSharedData(
  'given queries the ranking was never tuned on over the real records, what was meant comes first',
  () => {
    const { meanReciprocalRank } = judge(join(SHARED_DATA, 'ai-news'), HELD_OUT_AI_NEWS_QUERIES);
    expect(meanReciprocalRank).toBeGreaterThanOrEqual(RANK_MIN.heldOutAiNews);
  },
);
