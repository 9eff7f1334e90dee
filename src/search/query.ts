import { FUNCTION_WORDS } from '../language/function-words.ts';
import { splitWords } from '../language/words.ts';

/** What a person typed, taken apart. */
export type Query = {
  /** Each must be there, in any field, as it is or nearly so. */
  readonly words: readonly string[];
  /** Words like "the" that were typed beside others: they help to rank, but need not be there. */
  readonly optionalWords: readonly string[];
  /** In quotes: exactly these words, in this order. */
  readonly phrases: readonly (readonly string[])[];
  /** After a minus: stories with these words in this order are left out. */
  readonly excluded: readonly (readonly string[])[];
};

/** More words make a query slower, not better. */
const QUERY_MAX_WORDS = 12;

/** More letters are no query; a word of that many is none either. Discord lets members type 6,000. */
const QUERY_MAX_CHARS = 500;
const WORD_MAX_CHARS = 40;

/** A minus excludes only at the beginning of a word: `self-driving` is two words. */
const PART = /(-?)"([^"]*)"|(-?)(\S+)/gu;

/** Reads words, "phrases", -words and -"phrases". An odd quote or a lone minus is no error; it says nothing. */
export function parseQuery(typed: string): Query {
  const words: string[] = [];
  const phrases: string[][] = [];
  const excluded: string[][] = [];
  let left = QUERY_MAX_WORDS;
  for (const [, phraseMinus, phrase, wordMinus = '', word = ''] of typed
    .slice(0, QUERY_MAX_CHARS)
    .matchAll(PART)) {
    const found = splitWords(phrase ?? word)
      .slice(0, left)
      .map((one) => one.slice(0, WORD_MAX_CHARS));
    left -= found.length;
    if (found.length === 0) continue;
    if ((phraseMinus ?? wordMinus) === '-') excluded.push(found);
    else if (phrase === undefined) words.push(...found);
    else phrases.push(found);
  }
  const distinctive = words.filter((word) => !FUNCTION_WORDS.has(word));
  return distinctive.length === 0 && phrases.length === 0
    ? { words, optionalWords: [], phrases, excluded }
    : {
        words: distinctive,
        optionalWords: words.filter((word) => FUNCTION_WORDS.has(word)),
        phrases,
        excluded,
      };
}

/** The word in singular and plural, as English makes them, without itself; some may be no words at all. */
export function otherNumbers(word: string): string[] {
  if (word.length < 3 || /[^a-z]/.test(word)) return [];
  const forms = new Set([`${word}s`]);
  if (/(?:s|x|z|ch|sh)$/.test(word)) forms.add(`${word}es`);
  if (/[^aeiou]y$/.test(word)) forms.add(`${word.slice(0, -1)}ies`);
  if (/[^aeiou]ies$/.test(word) && word.length > 4) forms.add(`${word.slice(0, -3)}y`);
  if (/(?:s|x|z|ch|sh)es$/.test(word)) forms.add(word.slice(0, -2));
  if (/[^su]s$/.test(word)) forms.add(word.slice(0, -1));
  forms.delete(word);
  return [...forms].filter((form) => form.length >= 2);
}

/** "tuned" and "tunes" for "tuning", "hunt" for "hunting": near the word, but not always what it means. */
export function verbForms(word: string): string[] {
  if (word.length < 4 || /[^a-z]/.test(word)) return [];
  const [, root = word.replace(/e$/, '')] = /^(.{3,})(?:ing|ed)$/.exec(word) ?? [];
  const isForm = root !== word && !word.endsWith('e');
  const forms = [`${root}ing`, `${root}ed`, ...(isForm ? [root, `${root}e`, `${root}s`, `${root}es`] : [])];
  return forms.filter((form) => form !== word);
}
