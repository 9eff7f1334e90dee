import type { DatabaseSync } from 'node:sqlite';
import { EVERY_STORY_FACET, facetOf } from '../index/facets.ts';
import { countStoriesWithEach, listWordsWithPrefix } from '../index/spelling-table.ts';
import { toPhrase } from '../language/index-codes.ts';
import { isCoded } from '../language/words.ts';
import type { Taxonomy } from '../topics/taxonomy.ts';
import { matchCoded } from './coded-words.ts';
import { findMeant } from './meant-words.ts';
import { findTopics, type NamedTopic } from './named-topics.ts';
import { otherNumbers, parseQuery, verbForms } from './query.ts';
import type { QueryTerm, RankedQuery } from './ranking.ts';
import { countShownStories, isFound } from './search-scope.ts';

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

/** A word of more stories than these is meant as it is: "ai" is not the beginning of "air". */
const COMMON_WORD_STORIES = 50;
const COMMON_WORD_SHARE = 0.01;
/** FTS5 looks up so few words faster than it gathers all that begin so (measured: up to 5 times; at 30, slower). */
const SPELLED_OUT_WORDS_MAX = 10;

/**
 * Makes an FTS5 expression of what a person typed. Every word must match: as a prefix, in singular or plural, written
 * as one word or two, as a topic's name. A word that the index hardly knows is widened to those one letter away.
 */
export function buildMatch(database: DatabaseSync, typed: string, taxonomy?: Taxonomy): Match {
  const { words, optionalWords, phrases, excluded } = parseQuery(typed);
  if (words.length + phrases.length + excluded.length === 0) {
    return typed.trim() === '' ? 'everything' : 'nothing';
  }
  const stories = countShownStories(database);
  const { named, hintedKeys } = findTopics(words, taxonomy);
  const known = countStoriesWithEach(database, [...words.flatMap(listForms), ...phrases.flat()]);
  const parts: QueryPart[] = [];
  for (const [at, word] of words.entries()) {
    const topics = named.filter((name) => at >= name.start && at < name.end);
    const part = (isCoded(word) ? widenCoded : widen)(database, word, {
      pairs: pairsAt(words, at),
      topics,
      known,
      stories,
    });
    if (part !== null) parts.push(part);
  }
  // One word that is nowhere leaves two that are somewhere; it does not leave one, which may be about anything.
  if (parts.length < words.length && parts.length < 2) return 'nothing';
  const bound = phrases.map(toPhrase);
  const without = excluded.map(toPhrase);
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
        ...phrases.flat().map((word) => plainTerm(word, known.get(word) ?? 0, stories)),
      ],
      optionalWords,
      liftedTopicKeys: hintedKeys,
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
type QueryPart = { readonly expression: string; readonly title: string; readonly term: QueryTerm };

type Surroundings = {
  /** The word written as one with its neighbour. */
  readonly pairs: readonly string[];
  readonly topics: readonly NamedTopic[];
  /** In how many stories the forms of the query's words are. */
  readonly known: ReadonlyMap<string, number>;
  /** How many stories there are. */
  readonly stories: number;
};

/** What of a word is looked up in the index. */
function listForms(word: string, at: number, words: readonly string[]): string[] {
  return [word, ...otherNumbers(word), ...verbForms(word), ...pairsAt(words, at)];
}

function pairsAt(words: readonly string[], at: number): string[] {
  const [before, word, after] = [words[at - 1], words[at] ?? '', words[at + 1]];
  return [...(before === undefined ? [] : [before + word]), ...(after === undefined ? [] : [word + after])];
}

function widen(
  database: DatabaseSync,
  word: string,
  { pairs, topics, known, stories }: Surroundings,
): QueryPart | null {
  // "open ai" for OpenAI: the pair stands for each of its words.
  const sameAs = [...otherNumbers(word), ...pairs].filter((form) => known.has(form));
  const facets = topics.flatMap(({ keys }) => keys.map((key) => facetOf('topic', key)));
  const own = known.get(word) ?? 0;
  const isCommon = own > Math.max(COMMON_WORD_STORIES, stories * COMMON_WORD_SHARE);
  const isAscii = !/[^\p{ASCII}]/u.test(word);
  const beginnings = isCommon
    ? [{ word, stories: own }]
    : listWordsWithPrefix(database, word, SPELLED_OUT_WORDS_MAX + 1);
  const begun = beginnings.reduce((sum, beginning) => sum + beginning.stories, 0);
  // FTS5 divides words of some scripts at marks where we do not, so the spelling table may not know them.
  const isKnown = begun > 0 || sameAs.length > 0 || (!isAscii && isFound(database, `${quote(word)} *`));
  const forms = verbForms(word).filter((form) => known.has(form));
  const meant = findMeant(database, word, { begun, isKnown: isKnown || forms.length > 0, stories });
  const near = [...forms, ...meant.map((other) => other.word)];
  const isSpelledOut = isAscii && beginnings.length <= SPELLED_OUT_WORDS_MAX;
  const alternatives = [
    ...(isSpelledOut ? beginnings.map((beginning) => quote(beginning.word)) : [`${quote(word)} *`]),
    ...[...sameAs, ...near].map(quote),
  ];
  if (facets.length > 0) alternatives.push(`facets : (${facets.map(quote).join(' OR ')})`);
  if (!isKnown && near.length === 0) {
    const [first, second] = splitKnown(database, word) ?? [];
    if (first !== undefined && second !== undefined) alternatives.push(quote(`${first} ${second}`));
    else if (facets.length === 0) return null;
  }
  const frequency =
    [word, ...sameAs, ...forms].reduce((sum, form) => sum + (known.get(form) ?? 0), 0) +
    meant.reduce((sum, other) => sum + other.stories, 0);
  return {
    expression: `(${[...new Set(alternatives)].join(' OR ')})`,
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

/** A word of a script without blanks is a part of others; one with a sign is itself. Neither is a typo of another. */
function widenCoded(
  database: DatabaseSync,
  word: string,
  { topics, stories }: Surroundings,
): QueryPart | null {
  const found = matchCoded(database, word);
  const topicKeys = new Set(topics.flatMap(({ keys }) => keys));
  const facets = [...topicKeys].map((key) => quote(facetOf('topic', key)));
  if (found.stories === 0 && facets.length === 0) return null;
  const ofTopic = facets.length === 0 ? [] : [`facets : (${facets.join(' OR ')})`];
  return {
    expression: `(${[found.expression, ...ofTopic].join(' OR ')})`,
    title: found.expression,
    term: { ...plainTerm(word, found.stories, stories), near: new Set(found.parts), topicKeys },
  };
}

function plainTerm(word: string, frequency: number, stories: number): QueryTerm {
  const weight = weigh(frequency, stories);
  return { typed: word, sameAs: new Set(), near: new Set(), weight, topicKeys: new Set() };
}

/** 1 for a word of every story, more for rare ones. */
function weigh(frequency: number, stories: number): number {
  return 1 + Math.log((stories + 1) / (Math.min(stories, frequency) + 1));
}

/** "selfdriving" as "self driving", if stories have that. */
function splitKnown(database: DatabaseSync, word: string): [string, string] | undefined {
  const halves = Array.from({ length: Math.max(0, word.length - 3) }, (_, at): [string, string] => [
    word.slice(0, at + 2),
    word.slice(at + 2),
  ]);
  const known = countStoriesWithEach(database, halves.flat());
  return halves.find(
    ([first, second]) =>
      known.has(first) && known.has(second) && isFound(database, quote(`${first} ${second}`)),
  );
}

function exclude(expression: string, without: readonly string[]): string {
  return without.length === 0 ? expression : `(${expression}) NOT (${without.join(' OR ')})`;
}

/** Words hold letters, digits and marks alone (splitWords), so nothing in them ends the quotes. */
function quote(words: string): string {
  return `"${words}"`;
}
