import fc from 'fast-check';
import { DICTIONARY } from './dictionary.ts';

/** Longer inputs are found by nobody sooner than these; each loop of ours that is not linear shows at this length. */
export const INPUT_MAX_CHARS = 100_000;

const EDITS_MAX = 4;
const CHUNK_MAX_CHARS = 40;
/** Places are drawn as shares of a text's length, in steps of this. */
const SHARE_STEPS = 0xffff;

/** Changes a text at a place; `more` are two more drawn numbers, `other` another text of the corpus. */
type Edit = (text: string, at: number, more: readonly [number, number], other: string) => string;

const insert = (text: string, at: number, piece: string): string =>
  text.slice(0, at) + piece + text.slice(at);
const chunkOf = (text: string, at: number, size: number): string =>
  text.slice(at, at + 1 + (size % CHUNK_MAX_CHARS));

const EDITS: readonly Edit[] = [
  // A character becomes another one, or loses a bit.
  (text, at, [code]) => text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1),
  (text, at, [bit]) =>
    text.slice(0, at) +
    String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << (bit % 8))) +
    text.slice(at + 1),
  // A token, two of them, or one in the place of a chunk.
  (text, at, [token]) => insert(text, at, pick(DICTIONARY, token)),
  (text, at, [token, next]) => insert(text, at, pick(DICTIONARY, token) + pick(DICTIONARY, next)),
  (text, at, [token, size]) =>
    text.slice(0, at) + pick(DICTIONARY, token) + text.slice(at + chunkOf(text, at, size).length),
  // A chunk is left out, or moves.
  (text, at, [size]) => text.slice(0, at) + text.slice(at + chunkOf(text, at, size).length),
  (text, at, [to, size]) => insert(text, scale(to, text.length), chunkOf(text, at, size)),
  // The beginning of one text and the end of another.
  (text, at, [from], other) => text.slice(0, at) + other.slice(scale(from, other.length)),
  // A chunk, or a token, very often.
  (text, at, [size, times]) => insert(text, at, repeat(chunkOf(text, at, size), times)),
  (text, at, [token, times]) => insert(text, at, repeat(pick(DICTIONARY, token), times)),
];

/** Texts of a corpus, changed by chance. */
export function mutated(corpus: readonly string[], maxChars = INPUT_MAX_CHARS): fc.Arbitrary<string> {
  const share = fc.nat(SHARE_STEPS);
  const text = fc.constantFrom(...corpus);
  const edit = fc.tuple(fc.nat(EDITS.length - 1), share, share, share, text);
  return fc
    .tuple(text, fc.array(edit, { maxLength: EDITS_MAX }))
    .map(([start, edits]) =>
      edits.reduce(
        (result, [kind, at, first, second, other]) =>
          pick(EDITS, kind)(result, scale(at, result.length), [first, second], other).slice(0, maxChars),
        start,
      ),
    );
}

function pick<T>(list: readonly T[], at: number): T {
  const picked = list[at % list.length];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
}

function scale(share: number, length: number): number {
  return Math.floor((share / (SHARE_STEPS + 1)) * length);
}

/** Mostly a few times; the largest draws fill the whole input. */
function repeat(chunk: string, draw: number): string {
  const times = Math.floor(INPUT_MAX_CHARS ** (draw / SHARE_STEPS) / Math.max(1, chunk.length)) + 2;
  return chunk.repeat(times).slice(0, INPUT_MAX_CHARS);
}
