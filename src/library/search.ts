import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Story } from '../story/story.ts';
import { isWithinOneEdit } from './edit-distance.ts';

export type SearchSort = 'hot' | 'new' | 'best';

export type SearchRequest = {
  /** Words of title, excerpt and provider; each matches as a prefix, or with one letter wrong. */
  readonly query?: string;
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

/** More words make a query slower, not better. */
const QUERY_MAX_WORDS = 12;
const TYPO_MIN_LETTERS = 3;
const NEAR_WORDS_MAX = 12;
/** So short a word is one letter away from many others; of those only the ones that are surely meant count. */
const SHORT_WORD_LETTERS = 3;
/** A word is well known if it is in one of so many stories. */
const STORIES_PER_KNOWN_WORD = 60;

/** A word in the title tells more than one in the excerpt; columns in the order of the table. */
const COLUMN_WEIGHTS = '8.0, 2.0, 4.0';

/** The shown stories that fit the request, in its order, and how many there are in all. */
export function searchStories(database: DatabaseSync, request: SearchRequest): SearchAnswer {
  const match = buildMatch(database, request.query ?? '');
  if (match === 'nothing') return { hits: [], total: 0 };

  const parameters: Record<string, SQLInputValue> = {
    now: request.nowMs,
    limit: request.limit,
    offset: request.offset,
  };
  const conditions = ['is_shown', 'published_at_ms <= :now'];
  if (request.sinceMs !== undefined) {
    conditions.push('published_at_ms >= :since');
    parameters.since = request.sinceMs;
  }
  if (request.providerKey !== undefined) {
    conditions.push('provider_key = :provider');
    parameters.provider = request.providerKey;
  }
  if (request.topicKeys !== undefined) {
    conditions.push(
      'stories.rowid in (select story_rowid from story_topics where topic_key in (select value from json_each(:topics)))',
    );
    parameters.topics = JSON.stringify(request.topicKeys);
  }
  if (match !== 'everything') parameters.match = match.expression;
  const sort = request.sort === 'best' && match === 'everything' ? 'hot' : request.sort;
  if (sort === 'hot') {
    parameters.halfLife = request.halfLifeMs;
    parameters.medianHeat = request.medianHeat;
  }
  const from = match === 'everything' ? 'stories' : 'matched join stories on stories.rowid = matched.rowid';
  const rows = database
    .prepare(
      `${match === 'everything' ? '' : MATCHED}
       select story, ${SCORES[sort]} as score, count(*) over () as total from ${from}
       where ${conditions.join(' and ')}
       order by score desc, published_at_ms desc, id limit :limit offset :offset`,
    )
    .all(parameters);
  return {
    // The story column was written by this version's indexer (another version's index is discarded).
    hits: rows.map((row) => ({ story: JSON.parse(String(row.story)) as Story, score: Number(row.score) })),
    total: Number(rows[0]?.total ?? 0),
  };
}

/** What each order sorts by. `hot` is curation's log2Hotness for the instant `now`. */
const SCORES = {
  hot: `log2(max(coalesce(heat, :medianHeat), 0.5)) - (:now - published_at_ms) / :halfLife`,
  new: 'published_at_ms',
  best: 'relevance',
} as const satisfies Record<SearchSort, string>;

/** Relevance can be asked for only beside the match itself, so the matches are a table of their own. */
const MATCHED = `with matched as materialized (
  select rowid, -bm25(words, ${COLUMN_WEIGHTS}) as relevance from words where words match :match
)`;

type Match = { readonly expression: string } | 'everything' | 'nothing';

/**
 * Makes an FTS5 expression of what a person typed: every word must match, as a prefix. A word that the index
 * does not know is widened to the words of its vocabulary that are one letter away.
 */
function buildMatch(database: DatabaseSync, query: string): Match {
  const words = splitWords(query).slice(0, QUERY_MAX_WORDS);
  if (words.length === 0) return query.trim() === '' ? 'everything' : 'nothing';

  const isKnown = database.prepare('select 1 from words where words match ? limit 1');
  const parts: string[] = [];
  for (const word of words) {
    const prefix = `"${word}"*`;
    if (isKnown.get(prefix) !== undefined) {
      parts.push(prefix);
      continue;
    }
    const near = findNearWords(database, word);
    if (near.length === 0) return 'nothing';
    parts.push(`(${near.map((other) => `"${other}"`).join(' OR ')})`);
  }
  return { expression: parts.join(' AND ') };
}

/**
 * Words as the index splits and folds them: letters and digits, lower case, Latin letters without accents. The
 * marks of other scripts stay (Hindi's vowels, Japanese dakuten): FTS5 knows what to do with them.
 */
export function splitWords(text: string): string[] {
  const folded = text
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase();
  return folded.match(/[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*/gu) ?? [];
}

/** The most frequent words of the index that are one edit away; numbers are not widened, nor are two letters. */
function findNearWords(database: DatabaseSync, word: string): string[] {
  if (word.length < TYPO_MIN_LETTERS || !/\p{L}/u.test(word)) return [];
  const near = database
    .prepare('select term, doc from vocabulary where length(term) between ? and ?')
    .all(Math.max(TYPO_MIN_LETTERS, word.length - 1), word.length + 1)
    .map(({ term, doc }) => ({ term: String(term), stories: Number(doc) }))
    .filter(({ term }) => isWithinOneEdit(term, word));
  return (word.length > SHORT_WORD_LETTERS ? near : keepLikely(near, word, database))
    .sort((a, b) => b.stories - a.stories)
    .slice(0, NEAR_WORDS_MAX)
    .map(({ term }) => term);
}

type NearWord = { readonly term: string; readonly stories: number };

/** Of a short word's neighbours: those with two letters swapped; else the well known ones with its first letter. */
function keepLikely(near: readonly NearWord[], word: string, database: DatabaseSync): NearWord[] {
  const sortLetters = (text: string): string => [...text].sort().join('');
  const swapped = near.filter(({ term }) => sortLetters(term) === sortLetters(word));
  if (swapped.length > 0) return swapped;
  const all = Number(database.prepare('select count(*) as count from stories where is_shown').get()?.count);
  return near.filter(({ term, stories }) => term[0] === word[0] && stories * STORIES_PER_KNOWN_WORD >= all);
}
