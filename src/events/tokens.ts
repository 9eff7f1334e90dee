// Texts as words, with what their letters say of them.

export type Token = { readonly text: string; readonly isCapital: boolean; readonly startsSentence: boolean };

/** Scripts that put no spaces between words. */
const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー\\p{Script=Thai}\\p{Script=Khmer}\\p{Script=Lao}]';
/** A number with its unit, a run of an unspaced script, a word of any other, the end of a sentence. */
const TOKEN = new RegExp(
  `[$€£₹¥#]?\\d+(?:,\\d+)*(?:\\.\\d+)*(?:(?!${UNSPACED})\\p{L})*%?|${UNSPACED}+|(?!${UNSPACED})\\p{L}(?:(?!${UNSPACED})[\\p{L}\\p{N}'])*|[.!?:;|。]+`,
  'gu',
);
const UNSPACED_RUN = new RegExp(`^${UNSPACED}`, 'u');
const HAN_LETTER = /^\p{Script=Han}$/u;
/** French, Italian and Catalan join a short word to the next: `d'OpenAI`, `l'IA`. */
const ELIDED = /^(?:[cdjlmnst]|[LJC]|[Qq]u|lorsqu|puisqu|jusqu|[Dd]ell|nell|all|un)'(?=\p{L}{2})/u;
const wordSegmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/**
 * Accents off (of scripts with marks of their own they stay: ガ is not カ), one kind of apostrophe, `U.S.` as one word
 * that cannot be mistaken for "us".
 */
function foldText(text: string): string {
  let folded = text.replace(/[\u00ad\u200b-\u200f®™©]/g, '').replace(/[’‘ʼ`]/g, "'");
  if (/[^\p{ASCII}]/u.test(folded))
    folded = folded
      .normalize('NFKD')
      .replace(/(?![\u3099\u309a\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}])\p{M}/gu, '')
      .normalize('NFC');
  return folded
    .replace(/\b(?:\p{L}\.){2,}/gu, (letters) => letters.replaceAll('.', ''))
    .replace(/\bUS\b/g, 'USA');
}

export function splitTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let startsSentence = true;
  for (const [raw] of foldText(text).matchAll(TOKEN)) {
    if (/^[.!?:;|。]/.test(raw)) {
      startsSentence = true;
      continue;
    }
    const bare = raw.replace(/'s?$/, '').replace(ELIDED, '');
    const isCapital = /^\p{Lu}/u.test(bare);
    for (const part of splitWord(bare.toLowerCase())) tokens.push({ text: part, isCapital, startsSentence });
    startsSentence = false;
  }
  return tokens;
}

/** `gpt4` is a word and its number; scripts without spaces are cut into words. */
function splitWord(word: string): string[] {
  if (UNSPACED_RUN.test(word)) return splitUnspaced(word);
  const numbered = /^(\p{L}{3,})(\d{1,2})$/u.exec(word);
  return numbered ? numbered.slice(1) : [word];
}

/** Han letters that no dictionary joins are one word: the short name of a ministry or a firm. */
function splitUnspaced(run: string): string[] {
  const parts: string[] = [];
  let joins = false;
  for (const { segment } of wordSegmenter.segment(run)) {
    const isLetter = HAN_LETTER.test(segment);
    if (isLetter && joins) parts.push(`${parts.pop() ?? ''}${segment}`);
    else parts.push(segment);
    joins = isLetter;
  }
  return parts;
}

/** Headlines In Title Case hide which words are names. */
export function isTitleCase(tokens: readonly Token[]): boolean {
  const inner = tokens.filter(
    ({ text, startsSentence }) => text.length > 3 && !startsSentence && /^\p{L}/u.test(text),
  );
  return inner.filter(({ isCapital }) => isCapital).length > inner.length * 0.55;
}
