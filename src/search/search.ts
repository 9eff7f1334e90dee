import type { DatabaseSync } from 'node:sqlite';
import { prepared } from '../sqlite/statements.ts';
import type { Story } from '../story/story.ts';
import type { Taxonomy } from '../topics/taxonomy.ts';
import { type MatchedStory, readCandidates } from './candidates.ts';
import { buildMatch, type Match } from './match.ts';
import { createRelevance, scoreHotness } from './ranking.ts';
import { buildScope, countRows, isFound, listOthers, type Scope, type SearchFilter } from './search-scope.ts';

export type SearchSort = 'hot' | 'new' | 'best';

export type SearchRequest = SearchFilter & {
  /** Words of title, excerpt, provider and topics, "phrases", and -words that must not be there. */
  readonly query?: string;
  /** Knows which words name a topic. */
  readonly taxonomy?: Taxonomy;
  readonly sort: SearchSort;
  readonly halfLifeMs: number;
  readonly medianHeat: number;
  readonly limit: number;
  readonly offset: number;
};

type SearchHit = {
  readonly story: Story;
  /** Higher is better; comparable only within one answer. */
  readonly score: number;
};
export type SearchAnswer = { readonly hits: readonly SearchHit[]; readonly total: number };

/**
 * So many matches are ranked: of more, the newest. What is older comes after them, newest first. A story hotter than a
 * younger one is a few days older at most (half-lives are hours), so the hottest are among the newest too.
 */
const RANKED_MAX = { hot: 600, best: 300 } as const;
/** What fits best may be older: the newest with all words in the title are ranked as well. */
const RANKED_OF_TITLE_MAX = 200;

/** The shown stories that fit the request, in its order, and how many there are in all. */
export function searchStories(database: DatabaseSync, request: SearchRequest): SearchAnswer {
  // One look at the index as it is at one instant: each statement alone would lock it anew, which takes as long as
  // most of them.
  prepared(database, 'begin').run();
  try {
    return searchSnapshot(database, request);
  } finally {
    prepared(database, 'commit').run();
  }
}

function searchSnapshot(database: DatabaseSync, request: SearchRequest): SearchAnswer {
  const match = buildMatch(database, request.query ?? '', request.taxonomy);
  if (match === 'nothing') return { hits: [], total: 0 };
  const { offset, limit } = request;
  // Without words nothing fits better than anything else.
  const sort = request.sort === 'best' && match === 'everything' ? 'hot' : request.sort;
  const candidatesMax = sort === 'new' ? offset + limit : RANKED_MAX[sort];
  const { scope, candidates } = findFirst(
    database,
    match === 'everything' ? [null] : match.expressions,
    request,
    candidatesMax,
  );
  const isMore = candidates.length === candidatesMax;
  const total = isMore ? countRows(database, scope) : candidates.length;
  if (sort === 'best' && match !== 'everything' && isMore) {
    const known = new Set(candidates.map(({ rowid }) => rowid));
    const ofTitle = readCandidates(database, buildScope(match.titleExpression, request), RANKED_OF_TITLE_MAX);
    candidates.push(...ofTitle.filter(({ rowid }) => !known.has(rowid)));
  }

  const scoreOf = chooseScore(sort, match, request);
  const ranked = candidates
    .map((candidate) => ({ rowid: candidate.rowid, score: scoreOf(candidate) }))
    // Pages of the newest are cut by row id, which within a second does not run with time.
    .sort((a, b) => (sort === 'new' ? 0 : b.score - a.score) || b.rowid - a.rowid);
  const page = ranked.slice(offset, offset + limit);
  if (page.length < limit && total > ranked.length) {
    const missing = limit - page.length;
    const skipped = Math.max(0, offset - ranked.length);
    const score = ranked.at(-1)?.score ?? 0;
    const known = ranked.map(({ rowid }) => rowid);
    const older = listOthers(database, scope, known, { limit: missing, offset: skipped });
    page.push(...older.map((rowid) => ({ rowid, score })));
  }
  return { hits: readHits(database, page), total };
}

function chooseScore(
  sort: SearchSort,
  match: Match,
  request: SearchRequest,
): (candidate: MatchedStory) => number {
  if (sort === 'new') return ({ publishedAtMs }) => publishedAtMs;
  return sort === 'hot' || typeof match === 'string'
    ? (candidate) => scoreHotness(candidate, request)
    : createRelevance(match.query, request);
}

/** The newest matches of the first expression that any story matches: filters alone never make it ask for less. */
function findFirst(
  database: DatabaseSync,
  [expression = null, ...less]: readonly (string | null)[],
  request: SearchRequest,
  limit: number,
): { readonly scope: Scope; readonly candidates: MatchedStory[] } {
  const scope = buildScope(expression, request);
  const candidates = readCandidates(database, scope, limit);
  if (candidates.length > 0 || less.length === 0 || expression === null || isFound(database, expression)) {
    return { scope, candidates };
  }
  return findFirst(database, less, request, limit);
}

function readHits(
  database: DatabaseSync,
  page: readonly { readonly rowid: number; readonly score: number }[],
): SearchHit[] {
  const read = prepared(
    database,
    'select story from stories join records using (path) where stories.rowid = ?',
  );
  return page.flatMap(({ rowid, score }) => {
    const row = read.get(rowid);
    // A story may be taken out between two reads.
    if (row === undefined) return [];
    // Written by this version's indexer (another version's index is discarded).
    const story = JSON.parse(String(row.story)) as Story;
    return { story, score };
  });
}
