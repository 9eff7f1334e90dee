import type { DatabaseSync } from 'node:sqlite';
import { compareLeads } from '../events/lead.ts';
import { prepared } from '../sqlite/statements.ts';
import type { Story } from '../story/story.ts';
import type { Taxonomy } from '../topics/taxonomy.ts';
import { type MatchedStory, readCandidates } from './candidates.ts';
import { findCoverage, listOutlets, rateEvent } from './coverage.ts';
import { addedHeat, filterRows, iterateRows, type ListedRow, readMembers } from './event-rows.ts';
import { buildMatch, type Match } from './match.ts';
import { createRelevance, scoreHotness } from './ranking.ts';
import { buildScope, countEvents, isFound, type Scope, type SearchFilter } from './search-scope.ts';

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

/** An event, by the story that leads it here. */
type SearchHit = {
  readonly story: Story;
  /** The heat of the event; null where the story's record has none. */
  readonly heat: number | null;
  /** The outlets that tell it, each once, the story's own first. */
  readonly outlets: readonly string[];
  /** Higher is better; comparable only within one answer. */
  readonly score: number;
};
export type SearchAnswer = {
  readonly hits: readonly SearchHit[];
  /** How many events there are in all. */
  readonly total: number;
};

/**
 * So many matches are ranked: of more, the newest. What is older comes after them, newest first. A story hotter than a
 * younger one is a few days older at most (half-lives are hours), so the hottest are among the newest too.
 */
const RANKED_MAX = { hot: 600, best: 300 } as const;
/** What fits best may be older: the newest with all words in the title are ranked as well. */
const RANKED_OF_TITLE_MAX = 200;

/** An event of an answer, by the row of the story that is shown for it. */
type FoundEvent = ListedRow & { readonly score: number };

/**
 * The events that fit the request, in its order, and how many there are in all. Of an event, the story is shown that
 * leads those that fit: a query that only another outlet's headline answers shows that headline.
 */
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
  const candidatesMax = sort === 'new' ? 1 : RANKED_MAX[sort];
  const { scope, candidates } = findFirst(
    database,
    match === 'everything' ? [null] : match.expressions,
    request,
    candidatesMax,
  );
  const leads = new Leads(database, scope, request.nowMs);
  if (sort === 'new') {
    const page = takeEvents(database, scope, leads, new Set(), { skip: offset, take: limit });
    return { hits: readHits(database, page, request.nowMs), total: countEvents(database, scope) };
  }

  const isMore = candidates.length === candidatesMax;
  if (sort === 'best' && match !== 'everything' && isMore) {
    const known = new Set(candidates.map(({ rowid }) => rowid));
    const ofTitle = readCandidates(database, buildScope(match.titleExpression, request), RANKED_OF_TITLE_MAX);
    candidates.push(...ofTitle.filter(({ rowid }) => !known.has(rowid)));
  }
  const events = Map.groupBy(candidates, ({ clusterId, id }) => clusterId ?? id);
  const ranked = (sort === 'hot' || match === 'everything' ? rankHot : rankBest)([...events.values()], {
    database,
    request,
    match,
  }).sort((a, b) => b.score - a.score || b.rowid - a.rowid);
  const page = ranked.slice(offset, offset + limit);
  if (page.length < limit && isMore) {
    const skip = Math.max(0, offset - ranked.length);
    const score = ranked.at(-1)?.score ?? 0;
    const known = new Set(candidates.map(({ rowid, clusterId }) => clusterId ?? rowid));
    page.push(...takeEvents(database, scope, leads, known, { skip, take: limit - page.length, score }));
  }
  const total = isMore ? countEvents(database, scope) : ranked.length;
  return { hits: readHits(database, page, request.nowMs), total };
}

type Ranking = { readonly database: DatabaseSync; readonly request: SearchRequest; readonly match: Match };

/** The hottest story leads; its heat is the event's, to which outlets add that do not fit the request themselves. */
function rankHot(events: readonly (readonly MatchedStory[])[], { database, request }: Ranking): FoundEvent[] {
  const clusterIds = events.flatMap(([story]) => story?.clusterId ?? []);
  const members = readMembers(database, clusterIds, request.nowMs);
  return events.flatMap((stories): FoundEvent[] => {
    const lead = stories.length === 1 ? stories[0] : stories.toSorted(compareLeads)[0];
    if (lead === undefined) return [];
    const { rowid, clusterId } = lead;
    const added = clusterId === null ? 0 : addedHeat(members.get(clusterId) ?? [], rowid);
    const heat = (lead.heat ?? request.medianHeat) + added;
    return [{ rowid, clusterId, score: scoreHotness({ ...lead, heat }, request) }];
  });
}

/** The event fits as well as the best of its stories; of those that answer most in their headline, the hottest leads. */
function rankBest(events: readonly (readonly MatchedStory[])[], { request, match }: Ranking): FoundEvent[] {
  if (typeof match === 'string') return [];
  const rate = createRelevance(match.query, request);
  return events.flatMap((stories): FoundEvent[] => {
    const rated = stories.map((story) => ({ story, ...rate(story) }));
    const [lead] = rated.sort((a, b) => b.wordsInTitle - a.wordsInTitle || compareLeads(a.story, b.story));
    if (lead === undefined) return [];
    const { rowid, clusterId } = lead.story;
    return [{ rowid, clusterId, score: Math.max(...rated.map(({ score }) => score)) }];
  });
}

/**
 * Events of a scope by the time of the story that leads them there, newest first.
 * @param known the clusters, and the rows of stories that stand alone, to leave out
 */
function takeEvents(
  database: DatabaseSync,
  scope: Scope,
  leads: Leads,
  known: ReadonlySet<string | number>,
  { skip, take, score }: { skip: number; take: number; score?: number },
): FoundEvent[] {
  const found: FoundEvent[] = [];
  let skipped = 0;
  if (take <= 0) return found;
  for (const row of iterateRows(database, scope)) {
    if (known.has(row.clusterId ?? row.rowid) || !leads.isLead(row)) continue;
    if (skipped++ < skip) continue;
    found.push({ ...row, score: score ?? row.rowid });
    if (found.length === take) break;
  }
  return found;
}

/** Which stories lead their events, among those of a scope. */
class Leads {
  readonly #database: DatabaseSync;
  readonly #scope: Scope;
  readonly #nowMs: number;
  readonly #leads = new Map<string, number | undefined>();

  constructor(database: DatabaseSync, scope: Scope, nowMs: number) {
    this.#database = database;
    this.#scope = scope;
    this.#nowMs = nowMs;
  }

  isLead({ rowid, clusterId }: ListedRow): boolean {
    if (clusterId === null) return true;
    if (!this.#leads.has(clusterId)) this.#leads.set(clusterId, this.#find(clusterId));
    return this.#leads.get(clusterId) === rowid;
  }

  #find(clusterId: string): number | undefined {
    const members = readMembers(this.#database, [clusterId], this.#nowMs).get(clusterId) ?? [];
    const rowids = members.map(({ rowid }) => rowid);
    const fitting = filterRows(this.#database, this.#scope, rowids);
    return members.filter(({ rowid }) => fitting.has(rowid)).sort(compareLeads)[0]?.rowid;
  }
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

function readHits(database: DatabaseSync, page: readonly FoundEvent[], nowMs: number): SearchHit[] {
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
    const coverage = findCoverage(database, story, nowMs);
    return { story, heat: rateEvent(story, coverage).heat, outlets: listOutlets(story, coverage), score };
  });
}
