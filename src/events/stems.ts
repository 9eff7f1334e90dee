import { FUNCTION_WORDS } from '../language/function-words.ts';
import { OTHER_COMMON_WORDS, OTHER_EVERYDAY_WORDS, OTHER_FUNCTION_WORDS } from './other-languages.ts';
import { ACTORS, COMMON_WORDS, EVERYDAY_WORDS, KNOWN_WORDS, OWNERS, PLACES, SYNONYMS } from './vocabulary.ts';

// What the word lists say of a word, by its stem.

/** In which share of all stories to expect a word, before any story is counted. */
const EVERYDAY_SHARE = 0.15;
const COMMON_SHARE = 0.03;
const KNOWN_SHARE = 0.008;
const UNLISTED_SHARE = 0.0015;
/** Japanese has a short list of everyday words; of what is not in it, these are the words that carry a subject. */
const JAPANESE_SHARE = KNOWN_SHARE;
const JAPANESE_WORD = /^(?:[\p{Script=Katakana}ー]{3,}|\p{Script=Han}{2,})$/u;
/** Japanese writes endings and particles in hiragana alone. */
const HIRAGANA = /^\p{Script=Hiragana}+$/u;
/** Scripts for which there are no word lists: any word may be an everyday one. */
const UNLISTED_SCRIPT_SHARE = 0.08;

/** No English word is longer; keeps patterns that look back cheap on junk. */
const STEM_MAX_LETTERS = 30;
/** Bounds the memory of the stemmer: about the vocabulary of 25,000 stories. */
const STEM_CACHE_MAX_WORDS = 50_000;
const stemCache = new Map<string, string>();

function cutEnding(word: string): string {
  if (word.length < 4 || word.length > STEM_MAX_LETTERS || /\d/.test(word)) return word;
  let stem = word;
  if (stem.endsWith('ies') && stem.length > 4) stem = `${stem.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (/[^sui]s$/.test(stem)) stem = stem.slice(0, -1);
  // bounded: a word of at most 40 letters in a title or an excerpt
  const [, root] = /^(.*[aeiouy].*)(?:ing|ed)$/.exec(stem) ?? [];
  if (root !== undefined && root.length >= 3)
    stem = /([^aeiouylsz])\1$/.test(root) ? root.slice(0, -1) : root;
  if (stem.length > 4 && stem.endsWith('ly')) stem = stem.slice(0, -2);
  if (stem.length > 3 && stem.endsWith('e')) stem = stem.slice(0, -1);
  return stem.length > 3 && stem.endsWith('y') ? `${stem.slice(0, -1)}i` : stem;
}

const synonymOf = new Map<string, string>();
for (const [term = '', ...others] of SYNONYMS) {
  for (const other of others) synonymOf.set(cutEnding(other), cutEnding(term));
}

/** A light English stem, then the word that stands for it and its synonyms. */
export function stemWord(word: string): string {
  const cached = stemCache.get(word);
  if (cached !== undefined) return cached;
  const stem = cutEnding(word);
  const synonym = synonymOf.get(stem) ?? stem;
  const term = synonymOf.get(synonym) ?? synonym;
  // V8 cuts words of 13 letters or more as views of their text, which a cache would keep alive.
  if (word.length >= 13) return term;
  if (stemCache.size >= STEM_CACHE_MAX_WORDS) stemCache.clear();
  stemCache.set(word, term);
  return term;
}

// Later lists win: a word of two lists takes the larger share.
const listedShare = new Map<string, number>();
for (const [list, share] of [
  [OTHER_COMMON_WORDS, COMMON_SHARE],
  [OTHER_EVERYDAY_WORDS, EVERYDAY_SHARE],
  [OWNERS.keys(), KNOWN_SHARE],
  [ACTORS, KNOWN_SHARE],
  [KNOWN_WORDS, KNOWN_SHARE],
  [PLACES.keys(), KNOWN_SHARE],
  [COMMON_WORDS, COMMON_SHARE],
  [EVERYDAY_WORDS, EVERYDAY_SHARE],
] as const) {
  for (const word of list) listedShare.set(stemWord(word), share);
}
export const actors = new Set(ACTORS.map(stemWord));
export const owners = new Map([...OWNERS].map(([product, owner]) => [stemWord(product), stemWord(owner)]));
export const placeKinds = new Map([...PLACES].map(([place, kind]) => [stemWord(place), kind]));
const functionStems = new Set([...FUNCTION_WORDS].filter((word) => word.length > 3).map(stemWord));
export const isFunctionWord = (word: string): boolean =>
  FUNCTION_WORDS.has(word) || functionStems.has(stemWord(word)) || HIRAGANA.test(word);
export const isOtherFunctionWord = (word: string): boolean =>
  OTHER_FUNCTION_WORDS.has(word) || HIRAGANA.test(word);
/** English function words that no other language of the lists has: `a`, `no` and `do` are Portuguese too. */
const ENGLISH_MARKS = new Set(
  'the of to and is for with that by at from it its are be have this were their they said than which but not after'.split(
    ' ',
  ),
);
/** Whether a text is of another language that we have lists for: it has more of their function words than of English. */
export function isOtherLanguage(texts: readonly string[]): boolean {
  const others = texts.filter(isOtherFunctionWord).length;
  return others > 1 && others > texts.filter((text) => ENGLISH_MARKS.has(text)).length;
}
/** Whether a word list has the word: then it is no name that nobody knows. */
export const isListed = (stem: string): boolean => listedShare.has(stem);

/** The share of news stories in which to expect `term` (0 to 1), by the built-in word lists alone. */
export function expectedShare(term: string): number {
  const listed = listedShare.get(term);
  if (listed !== undefined) return listed;
  if (/^[\p{Script=Latin}\d#]/u.test(term)) return UNLISTED_SHARE;
  return JAPANESE_WORD.test(term) ? JAPANESE_SHARE : UNLISTED_SCRIPT_SHARE;
}
