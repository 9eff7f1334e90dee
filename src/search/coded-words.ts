import type { DatabaseSync } from 'node:sqlite';
import { toPhrase } from '../language/index-codes.ts';
import { isRun } from '../language/words.ts';
import { countFound } from './search-scope.ts';

/** What FTS5 is asked for to find a word that stands in the index as codes. */
export type CodedMatch = {
  readonly expression: string;
  /** The words that are looked for in its place; none where it is found itself. */
  readonly parts: readonly string[];
  readonly stories: number;
};

/** Knows the words of Chinese, Japanese, Thai and their like by dictionaries. */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The word itself; where no story has it, all of the words that it is made of: 人工智能机器人 is two. */
export function matchCoded(database: DatabaseSync, word: string): CodedMatch {
  const itself = toPhrase([word]);
  const stories = countFound(database, itself);
  const parts = stories > 0 || !isRun(word) ? [] : divide(word);
  if (parts.length < 2) return { expression: itself, parts: [], stories };
  const expression = `(${parts.map((part) => toPhrase([part])).join(' AND ')})`;
  return { expression, parts, stories: countFound(database, expression) };
}

/** The words of a run. Beside two, one of a single character (的, の) says nothing; such alone say nothing together. */
function divide(run: string): string[] {
  const parts = [...segmenter.segment(run)].map(({ segment }) => segment);
  const long = parts.filter((part) => [...part].length > 1);
  if (long.length === 0) return [];
  return long.length === 1 ? parts : long;
}
