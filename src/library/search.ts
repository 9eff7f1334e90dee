import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Story } from '../story/story.ts';
import { facetOf } from './facets.ts';
import { buildMatch, isFound, type Match } from './match.ts';
import { type RankedQuery, scoreStory } from './ranking.ts';
import { prepared } from './statements.ts';
import { firstRowidFrom, lastRowidUntil } from './story-rowid.ts';
import { providerWords } from './story-table.ts';
import { type Taxonomy, topicKey } from './taxonomy.ts';

export type SearchSort = 'hot' | 'new' | 'best';

export type SearchRequest = {
  /** Words of title, excerpt, provider and topics, "phrases", and -words that must not be there. */
  readonly query?: string;
  /** Knows which words name a topic. */
  readonly taxonomy?: Taxonomy;
  /** Stories of any of these topics. */
  readonly topicKeys?: readonly string[];
  readonly providerKey?: string;
  readonly sinceMs?: number;
  /** Later stories are not out yet. */
  readonly nowMs: number;
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
 * So many matches are ranked: of more, the newest, and beside them the newest of those with the words in the title.
 * What is older comes after them, newest first. A story hotter than a younger one is a few days older at most
 * (half-lives are hours), so the hottest are among the newest too.
 */
const RANKED_MAX = 600;
const RANKED_OF_TITLE_MAX = 300;

/** The shown stories that fit the request, in its order, and how many there are in all. */
export function searchStories(database: DatabaseSync, request: SearchRequest): SearchAnswer {
  const match = buildMatch(database, request.query ?? '', request.taxonomy);
  if (match === 'nothing') return { hits: [], total: 0 };
  const { offset, limit } = request;
  const sort = request.sort === 'best' && match === 'everything' ? 'hot' : request.sort;
  const { scope, rowids, total } = findNewest(
    database,
    match === 'everything' ? [null] : match.expressions,
    request,
    sort === 'new' ? offset + limit : RANKED_MAX,
  );
  if (sort === 'new') {
    const page = rowids.slice(offset).map((rowid) => ({ rowid, score: 0 }));
    return { hits: readHits(database, page, true), total };
  }

  const candidates = new Set(rowids);
  if (sort === 'best' && match !== 'everything' && total > rowids.length) {
    const ofTitle = buildScope(match.titleExpression, request);
    for (const rowid of listNewest(database, ofTitle, RANKED_OF_TITLE_MAX).rowids) candidates.add(rowid);
  }
  const ranked = rank(database, candidates, match, sort, request);
  const page = ranked.slice(offset, offset + limit);
  if (page.length < limit && total > ranked.length) {
    const missing = limit - page.length;
    const skipped = Math.max(0, offset - ranked.length);
    const score = ranked.at(-1)?.score ?? 0;
    const older = listOthers(database, scope, candidates, { limit: missing, offset: skipped });
    page.push(...older.map((rowid) => ({ rowid, score })));
  }
  return { hits: readHits(database, page, false), total };
}

/** The newest matches of the first expression that any story matches: filters alone never make it ask for less. */
function findNewest(
  database: DatabaseSync,
  [expression = null, ...less]: readonly (string | null)[],
  request: SearchRequest,
  limit: number,
): Newest & { readonly scope: Scope } {
  const scope = buildScope(expression, request);
  const found = listNewest(database, scope, limit);
  if (found.total > 0 || less.length === 0 || expression === null || isFound(database, expression)) {
    return { ...found, scope };
  }
  return findNewest(database, less, request, limit);
}

type Scope = {
  /** No words and no filter but time. */
  readonly isEverything: boolean;
  readonly from: string;
  readonly newestFirst: string;
  readonly parameters: Record<string, SQLInputValue>;
};

/** The rows that a match and the request's filters leave; without any, those of the time span. */
function buildScope(expression: string | null, request: SearchRequest): Scope {
  const { sinceMs = Number.MIN_SAFE_INTEGER, nowMs } = request;
  const parts = expression === null ? [] : [`(${expression})`];
  if (request.providerKey !== undefined) parts.push(matchFacets([facetOf('provider', request.providerKey)]));
  if (request.topicKeys !== undefined) {
    // No topic at all is no story: a facet that none has.
    parts.push(matchFacets(['', ...request.topicKeys].map((key) => facetOf('topic', key))));
  }
  if (parts.length === 0) {
    return {
      isEverything: true,
      from: 'from stories where is_shown = 1 and published_at_ms between :since and :now',
      newestFirst: 'published_at_ms desc, id',
      parameters: { since: sinceMs, now: nowMs },
    };
  }
  return {
    isEverything: false,
    from: 'from words where words match :match and rowid between :first and :last',
    newestFirst: 'rowid desc',
    parameters: { match: parts.join(' AND '), first: firstRowidFrom(sinceMs), last: lastRowidUntil(nowMs) },
  };
}

function matchFacets(facets: readonly string[]): string {
  return `facets : (${facets.map((facet) => `"${facet}"`).join(' OR ')})`;
}

type Newest = { readonly rowids: number[]; readonly total: number };

/** The newest rows of a scope, and how many there are in all. */
function listNewest(database: DatabaseSync, scope: Scope, limit: number): Newest {
  const { from, newestFirst, parameters } = scope;
  if (scope.isEverything) {
    const rows = prepared(database, `select rowid ${from} order by ${newestFirst} limit :limit`).all({
      ...parameters,
      limit,
    });
    return { rowids: rows.map(({ rowid }) => Number(rowid)), total: countEverything(database, scope) };
  }
  // Counted in the same go: the match itself is the dearest part.
  const rows = prepared(
    database,
    `with matched as materialized (select rowid ${from} order by ${newestFirst})
       select rowid, (select count(*) from matched) as total from matched limit :limit`,
  ).all({ ...parameters, limit });
  return { rowids: rows.map(({ rowid }) => Number(rowid)), total: Number(rows[0]?.total ?? 0) };
}

/** Most often all stories but the few that are not out yet, so that those are counted. */
function countEverything(database: DatabaseSync, { from, parameters }: Scope): number {
  const all = prepared(database, 'select value from meta where key = ?').get('shown_stories')?.value;
  const { since, now } = parameters;
  if (since !== Number.MIN_SAFE_INTEGER || now === undefined) {
    return Number(prepared(database, `select count(*) as count ${from}`).get(parameters)?.count);
  }
  const later = prepared(
    database,
    'select count(*) as count from stories where is_shown = 1 and published_at_ms > ?',
  );
  return Number(all ?? 0) - Number(later.get(now)?.count);
}

/** The rows of a scope without those that are ranked already, newest first. */
function listOthers(
  database: DatabaseSync,
  { from, newestFirst, parameters }: Scope,
  ranked: ReadonlySet<number>,
  { limit, offset }: { limit: number; offset: number },
): number[] {
  return prepared(
    database,
    `select rowid ${from} and rowid not in (select value from json_each(:ranked))
       order by ${newestFirst} limit :limit offset :offset`,
  )
    .all({ ...parameters, ranked: JSON.stringify([...ranked]), limit, offset })
    .map(({ rowid }) => Number(rowid));
}

type Scored = { readonly rowid: number; readonly score: number };

function rank(
  database: DatabaseSync,
  rowids: ReadonlySet<number>,
  match: Match,
  sort: 'hot' | 'best',
  { nowMs, halfLifeMs, medianHeat }: SearchRequest,
): Scored[] {
  const ids = JSON.stringify([...rowids]);
  const tail = 'from json_each(:ids) join headlines on headlines.rowid = json_each.value';
  const scored =
    sort === 'hot' || typeof match === 'string'
      ? prepared(
          database,
          `select headlines.rowid, published_at_ms, headlines.id, ${HOTNESS} as score ${tail}`,
        )
          .all({ ids, now: nowMs, halfLife: halfLifeMs, medianHeat })
          .map((row) => ({ ...toOrder(row), score: Number(row.score) }))
      : prepared(
          database,
          `select headlines.rowid, published_at_ms, headlines.id, heat, title, provider, topics ${tail}`,
        )
          .all({ ids })
          .map((row) => ({ ...toOrder(row), score: scoreRow(row, match.query, medianHeat, nowMs) }));
  return scored.sort(
    (a, b) => b.score - a.score || b.publishedAtMs - a.publishedAtMs || (a.id < b.id ? -1 : 1),
  );
}

/** Curation's log2Hotness for the instant `now`. */
const HOTNESS = `log2(max(coalesce(heat, :medianHeat), 0.5)) - (:now - published_at_ms) / :halfLife`;

type Row = Record<string, unknown>;

function toOrder(row: Row) {
  return { rowid: Number(row.rowid), publishedAtMs: Number(row.published_at_ms), id: String(row.id) };
}

function scoreRow(row: Row, query: RankedQuery, medianHeat: number, nowMs: number): number {
  const story = {
    title: String(row.title),
    providerWords: providerWords(String(row.provider)),
    // Written by this version's indexer.
    topicKeys: (JSON.parse(String(row.topics)) as string[]).map(topicKey),
    heat: row.heat === null ? medianHeat : Number(row.heat),
    publishedAtMs: Number(row.published_at_ms),
  };
  return scoreStory(story, query, nowMs);
}

function readHits(database: DatabaseSync, page: readonly Scored[], scoresByTime: boolean): SearchHit[] {
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
    return { story, score: scoresByTime ? story.publishedAtMs : score };
  });
}
