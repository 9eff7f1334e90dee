import type { DatabaseSync } from 'node:sqlite';
import { findNearWords, type KnownWord } from '../index/spelling-table.ts';

// What was meant by a word that the index hardly knows.

const NEAR_WORDS_MAX = 12;
/** So short a word is one letter away from many others; of those only the ones that are surely meant count. */
const SHORT_WORD_LETTERS = 3;
/** A word is well known if it is in one of so many stories. */
const STORIES_PER_KNOWN_WORD = 60;
/** A word of so few stories may be a typo of one that is so many times as frequent. */
const RARE_WORD_STORIES = 5;
const MEANT_WORD_TIMES = 20;

type Knowledge = {
  /** How many stories have words that begin so. */
  readonly begun: number;
  /** Whether the index has the word in any form. */
  readonly isKnown: boolean;
  /** How many stories there are. */
  readonly stories: number;
};

/** The words that a typo was to be; none for a word that is frequent itself. */
export function findMeant(
  database: DatabaseSync,
  word: string,
  { begun, isKnown, stories }: Knowledge,
): KnownWord[] {
  if (isKnown) {
    if (word.length <= SHORT_WORD_LETTERS || begun > RARE_WORD_STORIES) return [];
    return findNearWords(database, word)
      .filter((near) => near.stories >= Math.max(1, begun) * MEANT_WORD_TIMES)
      .slice(0, NEAR_WORDS_MAX);
  }
  const near = findNearWords(database, word);
  const likely = word.length > SHORT_WORD_LETTERS ? near : keepLikely(near, word, stories);
  return likely.slice(0, NEAR_WORDS_MAX);
}

/** Of a short word's neighbours: those with two letters swapped; else the well known ones with its first letter. */
function keepLikely(near: readonly KnownWord[], word: string, all: number): readonly KnownWord[] {
  const sortLetters = (text: string): string => [...text].sort().join('');
  const swapped = near.filter((other) => sortLetters(other.word) === sortLetters(word));
  if (swapped.length > 0) return swapped;
  return near.filter((other) => other.word[0] === word[0] && other.stories * STORIES_PER_KNOWN_WORD >= all);
}
