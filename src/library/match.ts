import type { DatabaseSync } from 'node:sqlite';
import { EVERY_STORY_FACET, facetOf } from './facets.ts';
import { otherNumbers, parseQuery, splitWords, verbForms } from './query.ts';
import type { RankedQuery, Term } from './ranking.ts';
import { countStoriesWith, countStoriesWithPrefix, findNearWords, type NearWord } from './spelling-table.ts';
import { prepared } from './statements.ts';
import { type Taxonomy, type Topic, topicKey } from './taxonomy.ts';

/** What of the query's matches FTS5 is asked for, and how they are ranked. */
export type Match =
  | {
      /** All words first; each next one asks for less, for when no story at all has what was asked before it. */
      readonly expressions: readonly [string, ...string[]];
      /** Those with all words in the title. */
      readonly titleExpression: string;
      readonly query: RankedQuery;
    }
  | 'everything'
  | 'nothing';

const NEAR_WORDS_MAX = 12;
/** So short a word is one letter away from many others; of those only the ones that are surely meant count. */
const SHORT_WORD_LETTERS = 3;
/** A word is well known if it is in one of so many stories. */
const STORIES_PER_KNOWN_WORD = 60;
/** A word of so few stories may be a typo of one that is so many times as frequent. */
const RARE_WORD_STORIES = 5;
const MEANT_WORD_TIMES = 20;
/** A word of more stories than these is meant as it is: "ai" is not the beginning of "air". */
const COMMON_WORD_STORIES = 50;
const COMMON_WORD_SHARE = 0.01;

/**
 * Makes an FTS5 expression of what a person typed. Every word must match: as a prefix, in singular or plural, written
 * as one word or two, as a topic's name. A word that the index hardly knows is widened to those one letter away.
 */
export function buildMatch(database: DatabaseSync, typed: string, taxonomy?: Taxonomy): Match {
  const { words, optionalWords, phrases, excluded } = parseQuery(typed);
  if (words.length + phrases.length + excluded.length === 0) {
    return typed.trim() === '' ? 'everything' : 'nothing';
  }
  const stories = Number(
    prepared(database, 'select value from meta where key = ?').get('shown_stories')?.value ?? 0,
  );
  const named = findTopics(words, taxonomy);
  const parts: Part[] = [];
  for (const [at, word] of words.entries()) {
    const topics = named.filter((name) => at >= name.start && at < name.end);
    const part = widen(database, word, { before: words[at - 1], after: words[at + 1], topics, stories });
    if (part !== null) parts.push(part);
  }
  // One word that is nowhere leaves two that are somewhere; it does not leave one, which may be about anything.
  if (parts.length < words.length && parts.length < 2) return 'nothing';
  const bound = phrases.map((phrase) => quote(phrase.join(' ')));
  const without = excluded.map((phrase) => quote(phrase.join(' ')));
  const [all, ...less] = requireWords(
    parts.map(({ expression }) => expression),
    bound,
  );
  const inTitle = [...parts.map(({ title }) => title), ...bound];
  return {
    expressions: [exclude(all, without), ...less.map((expression) => exclude(expression, without))],
    titleExpression: exclude(
      inTitle.length === 0 ? all : `{title provider} : (${inTitle.join(' AND ')})`,
      without,
    ),
    query: {
      terms: [
        ...parts.map(({ term }) => term),
        ...phrases.flat().map((word) => plainTerm(database, word, stories)),
      ],
      optionalWords,
      liftedTopicKeys: findKeywordTopics(words, taxonomy),
    },
  };
}

/** All of the words; of three and more also all but one, and any. Phrases are always bound. */
function requireWords(words: readonly string[], bound: readonly string[]): [string, ...string[]] {
  const all = [...words, ...bound].join(' AND ') || `facets : ${quote(EVERY_STORY_FACET)}`;
  // One of two words may be about anything.
  if (words.length < 3) return [all];
  const any = (groups: readonly (readonly string[])[]): string =>
    groups.map((group) => `(${[...group, ...bound].join(' AND ')})`).join(' OR ');
  const allButOne = any(words.map((_, at) => words.filter((_word, other) => other !== at)));
  return [all, allButOne, any(words.map((word) => [word]))];
}

/** What a word of a query is in FTS5: in any field, and in the title as it was typed. */
type Part = { readonly expression: string; readonly title: string; readonly term: Term };

type Surroundings = {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly topics: readonly NamedTopic[];
  /** How many stories there are. */
  readonly stories: number;
};

function widen(
  database: DatabaseSync,
  word: string,
  { before, after, topics, stories }: Surroundings,
): Part | null {
  const sameAs = otherNumbers(word).filter((form) => countStoriesWith(database, form) > 0);
  // "open ai" for OpenAI: the pair stands for each of its words.
  for (const pair of [before && before + word, after && word + after]) {
    if (pair && countStoriesWith(database, pair) > 0) sameAs.push(pair);
  }
  const facets = topics.flatMap(({ keys }) => keys.map((key) => facetOf('topic', key)));
  const own = countStoriesWith(database, word);
  const isCommon = own > Math.max(COMMON_WORD_STORIES, stories * COMMON_WORD_SHARE);
  const alternatives = [isCommon ? quote(word) : `${quote(word)} *`, ...sameAs.map(quote)];
  const begun = isCommon ? own : countStoriesWithPrefix(database, word, RARE_WORD_STORIES + 1);
  // FTS5 divides words of some scripts at marks where we do not, so the spelling table may not know them.
  const isKnown =
    begun > 0 || sameAs.length > 0 || (/[^\p{ASCII}]/u.test(word) && isFound(database, `${quote(word)} *`));
  const forms = verbForms(word).filter((form) => countStoriesWith(database, form) > 0);
  const near = [
    ...forms,
    ...findMeant(database, word, { begun, isKnown: isKnown || forms.length > 0, stories }),
  ];
  alternatives.push(...near.map(quote));
  if (facets.length > 0) alternatives.push(`facets : (${facets.map(quote).join(' OR ')})`);
  if (!isKnown && near.length === 0) {
    const [first, second] = splitKnown(database, word) ?? [];
    if (first !== undefined && second !== undefined) alternatives.push(quote(`${first} ${second}`));
    else if (facets.length === 0) return null;
  }
  const frequency = [word, ...sameAs, ...near].reduce(
    (sum, form) => sum + countStoriesWith(database, form),
    0,
  );
  return {
    expression: `(${alternatives.join(' OR ')})`,
    title: `(${[word, ...sameAs, ...(isKnown ? [] : near)].map(quote).join(' OR ')})`,
    term: {
      typed: word,
      sameAs: new Set(sameAs),
      near: new Set(near),
      weight: weigh(frequency, stories),
      topicKeys: new Set(topics.flatMap(({ keys }) => keys)),
    },
  };
}

function plainTerm(database: DatabaseSync, word: string, stories: number): Term {
  const weight = weigh(countStoriesWith(database, word), stories);
  return { typed: word, sameAs: new Set(), near: new Set(), weight, topicKeys: new Set() };
}

/** 1 for a word of every story, more for rare ones. */
function weigh(frequency: number, stories: number): number {
  return 1 + Math.log((stories + 1) / (Math.min(stories, frequency) + 1));
}

/** The words that a typo was to be; none for a word that is frequent itself. */
function findMeant(
  database: DatabaseSync,
  word: string,
  { begun, isKnown, stories }: { begun: number; isKnown: boolean; stories: number },
): string[] {
  if (isKnown) {
    if (word.length <= SHORT_WORD_LETTERS) return [];
    if (begun > RARE_WORD_STORIES) return [];
    return findNearWords(database, word)
      .filter((near) => near.stories >= Math.max(1, begun) * MEANT_WORD_TIMES)
      .slice(0, NEAR_WORDS_MAX)
      .map((near) => near.word);
  }
  const near = findNearWords(database, word);
  const likely = word.length > SHORT_WORD_LETTERS ? near : keepLikely(near, word, stories);
  return likely.slice(0, NEAR_WORDS_MAX).map((other) => other.word);
}

/** Of a short word's neighbours: those with two letters swapped; else the well known ones with its first letter. */
function keepLikely(near: readonly NearWord[], word: string, all: number): NearWord[] {
  const sortLetters = (text: string): string => [...text].sort().join('');
  const swapped = near.filter((other) => sortLetters(other.word) === sortLetters(word));
  if (swapped.length > 0) return swapped;
  return near.filter((other) => other.word[0] === word[0] && other.stories * STORIES_PER_KNOWN_WORD >= all);
}

/** "selfdriving" as "self driving", if stories have that. */
function splitKnown(database: DatabaseSync, word: string): [string, string] | undefined {
  for (let at = 2; at <= word.length - 2; at++) {
    const [first, second] = [word.slice(0, at), word.slice(at)];
    if (countStoriesWith(database, first) === 0 || countStoriesWith(database, second) === 0) continue;
    if (isFound(database, quote(`${first} ${second}`))) return [first, second];
  }
  return undefined;
}

type NamedTopic = { readonly start: number; readonly end: number; readonly keys: readonly string[] };

/** Topics whose name, short name or former name stands in the query. */
function findTopics(words: readonly string[], taxonomy: Taxonomy | undefined): NamedTopic[] {
  return (taxonomy?.topics ?? []).filter(isTelling(taxonomy)).flatMap((topic) => {
    const names = [topic.name, ...(topic.shortName === null ? [] : [topic.shortName]), ...topic.formerNames];
    return names.flatMap((name) => {
      const start = findSequence(words, splitWords(name));
      if (start < 0) return [];
      return { start, end: start + splitWords(name).length, keys: taxonomy?.familyKeys(topic.name) ?? [] };
    });
  });
}

/** Topics that a word of the query hints at. */
function findKeywordTopics(words: readonly string[], taxonomy: Taxonomy | undefined): Set<string> {
  const topics = (taxonomy?.topics ?? []).filter(isTelling(taxonomy));
  const hinted = topics.filter(({ name, shortName, keywords }) =>
    [name, shortName ?? '', ...keywords].some((keyword) => findSequence(words, splitWords(keyword)) >= 0),
  );
  return new Set(hinted.map(({ name }) => topicKey(name)));
}

/** The topic above all others says no more of a story than that it is in the collection. */
function isTelling(taxonomy: Taxonomy | undefined): (topic: Topic) => boolean {
  return ({ name, parent }) => parent !== null || taxonomy?.familyKeys(name).length === 1;
}

function findSequence(words: readonly string[], sequence: readonly string[]): number {
  if (sequence.length === 0) return -1;
  return words.findIndex((_, start) =>
    sequence.every((word, at) => {
      const typed = words[start + at];
      return typed === word || (typed !== undefined && otherNumbers(typed).includes(word));
    }),
  );
}

function exclude(expression: string, without: readonly string[]): string {
  return without.length === 0 ? expression : `(${expression}) NOT (${without.join(' OR ')})`;
}

/** Words hold letters, digits and marks alone (splitWords), so nothing in them ends the quotes. */
function quote(words: string): string {
  return `"${words}"`;
}

/** Whether any story matches, whatever the request's filters. */
export function isFound(database: DatabaseSync, expression: string): boolean {
  return prepared(database, 'select 1 from words where words match ? limit 1').get(expression) !== undefined;
}
