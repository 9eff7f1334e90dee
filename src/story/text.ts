import { decodeHTMLStrict } from 'entities';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A cut at a sentence end must leave at least this share of the room used; else a word end is better. */
const SENTENCE_MIN_SHARE = 0.5;
const WORD_MIN_SHARE = 0.6;

/** Letters, digits, marks and signs, but for those that show nothing: fillers of Hangul, a blank of Braille. */
const VISIBLE = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800]]/v;

/**
 * Makes one clean line of an editor's or a feed's text: entities decoded (with their semicolon: `&copy=2` is part of an
 * address), and `toOneLine`. Empty where it would show nothing.
 */
export function cleanText(text: string): string {
  const line = toOneLine(decodeHTMLStrict(text));
  return VISIBLE.test(line) ? line : '';
}

/** One line: control and invisible characters removed, white space collapsed, lone surrogates replaced. */
export function toOneLine(text: string): string {
  return (
    text
      .toWellFormed()
      // Direction overrides and invisible characters let one text pose as another; joiners (U+200C, U+200D) stay,
      // emoji and some scripts are written with them.
      .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .replace(/[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]+/gu, '')
      .replace(/\s+/gu, ' ')
      .trim()
  );
}

/** A clean text as a record writes it: `cleanText` makes the same of it again, also where it tells of `&lt;`. */
export function escapeEntities(text: string): string {
  return text.replace(/&(?=#?[\da-z]+;)/gi, '&amp;');
}

/** Length as Discord counts it: code points. */
export function countChars(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/**
 * Cuts to at most `maxChars` code points: at a sentence end when one is near, else at a word end with `…`.
 * What is left is always a prefix of the text; no word is dropped from its middle, no character is split.
 */
export function cutText(text: string, maxChars: number): string {
  if (countChars(text) <= maxChars) return text;
  // A mark can belong to the stop before it (U+3002 U+FE00): then the sentence does not end between them.
  const toWhole = (prefix: string): string => takeChars(text, countChars(prefix));
  const sentence = lastSentenceEnd(takeChars(text, maxChars), text);
  if (countChars(sentence) >= maxChars * SENTENCE_MIN_SHARE && toWhole(sentence) === sentence)
    return sentence;

  const room = takeChars(text, maxChars - 1);
  const next = text.slice(room.length).at(0) ?? '';
  const word = /\s/u.test(next) ? room : dropLastWord(room);
  const kept = countChars(word) >= maxChars * WORD_MIN_SHARE ? word : room;
  return maxChars < 1 ? '' : `${toWhole(trimEndOf(kept, LOOSE_END))}…`;
}

/** Ends a text that a feed cut off: a dangling `...` or a stop in mid-sentence becomes ` …`. */
export function closeExcerpt(text: string): string {
  const bare = text.slice(0, findDanglingStart(text));
  if (bare === '') return '';
  return /[.!?。！？»”"'’)\]]$/u.test(bare) && bare === text ? text : `${bare} …`;
}

// From the end, step by step: an expression for what stands at the end is tried at each place of the text, and takes time
// with the square of its length.

/** White space and marks that end no sentence. */
const LOOSE_END = /[\s,;:–—-]/u;

function trimEndOf(text: string, what: RegExp): string {
  let end = text.length;
  while (end > 0 && what.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** The text without its last word and the white space before it; as it is where it has one word alone. */
function dropLastWord(text: string): string {
  const before = trimEndOf(text, /\S/u);
  return before === '' ? text : trimEndOf(before, /\s/u);
}

/** Where begins what a cut-off text ends with: `…`, `[…]`, three dots or more, loose ends. */
function findDanglingStart(text: string): number {
  let end = text.length;
  for (let before = -1; before !== end; ) {
    before = end;
    while (end > 0 && /[\s,;:–—…-]/u.test(text.charAt(end - 1))) end--;
    for (const mark of ['[…]', '[...]']) if (text.endsWith(mark, end)) end -= mark.length;
    let dots = 0;
    while (text.charAt(end - 1 - dots) === '.') dots++;
    // A run of dots is taken whole or not at all.
    if (dots >= 3) end -= dots;
  }
  return end;
}

/** The longest prefix of whole graphemes that has at most `maxChars` code points. */
function takeChars(text: string, maxChars: number): string {
  let taken = 0;
  let end = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    taken += countChars(segment);
    if (taken > maxChars) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** What stands before the stop of an initial: a blank and a letter, which may take two units. */
const INITIAL = /(?:^|[\s.])\p{L}$/u;
const INITIAL_MAX_UNITS = 3;

/** `prefix` up to its last sentence end; a full stop counts only when white space follows it in `text`. */
function lastSentenceEnd(prefix: string, text: string): string {
  let end = 0;
  for (const match of prefix.matchAll(/[.!?。！？][”"'’)\]]*/gu)) {
    const after = match.index + match[0].length;
    const isCjk = /[。！？]/u.test(match[0]);
    // One letter before the stop is an initial or an abbreviation (J. Smith, U.S.), not an end.
    const isInitial = INITIAL.test(prefix.slice(Math.max(0, match.index - INITIAL_MAX_UNITS), match.index));
    if (isCjk || (!isInitial && /^(?:\s|$)/u.test(text.slice(after, after + 1)))) end = after;
  }
  return prefix.slice(0, end);
}
