import { isCoded, isRun, replaceCoded } from './words.ts';

// FTS5 takes 人工智能实验室 for one word and C++ for the word c. Such words stand in the index as codes: of a run each
// pair of neighbouring characters, and its last one alone, in order; of a name with a sign, one. So a part of a run is
// found as the phrase of its pairs, and C++ is neither C nor C#. People cannot type codes.

/** A private-use character, which FTS5 takes for a letter. Facets have another. */
const MARK = '\ue001';
/** Of the largest code point, in base 36. */
const DIGITS = 4;

/** A text as FTS5 is to index it; one in Latin letters without such names is left as it is. */
export function toIndexText(text: string): string {
  return replaceCoded(text, (word) => ` ${encodeWord(word).join(' ')} `);
}

/** The codes of a whole word, the last character of a run alone included. */
function encodeWord(word: string): string[] {
  if (!isRun(word)) return [MARK + encodeChars(word)];
  const chars = [...word];
  return chars.map((char, at) => MARK + encodeChars(char + (chars[at + 1] ?? '')));
}

/**
 * What FTS5 is asked for to find words in this order, the last one also as the beginning of a run.
 * @param words none of them with anything in it that ends quotes
 */
export function toPhrase(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1).flatMap(encodeIfCoded);
  if (!isRun(last)) return `"${[...before, ...encodeIfCoded(last)].join(' ')}"`;
  const codes = encodeWord(last);
  // Of one character, every pair that begins with it, and itself at the end of a run.
  return codes.length === 1
    ? `"${[...before, ...codes].join(' ')}" *`
    : `"${[...before, ...codes.slice(0, -1)].join(' ')}"`;
}

export function isCode(term: string): boolean {
  return term.startsWith(MARK);
}

function encodeIfCoded(word: string): string[] {
  return isCoded(word) ? encodeWord(word) : [word];
}

function encodeChars(chars: string): string {
  return [...chars].map((char) => (char.codePointAt(0) ?? 0).toString(36).padStart(DIGITS, '0')).join('');
}
