// Texts as words, with what their letters say of them.

export type Token = { readonly text: string; readonly isCapital: boolean; readonly startsSentence: boolean };

const TOKEN = /[$€£₹¥#]?\d+(?:,\d+)*(?:\.\d+)*\p{L}*%?|\p{L}[\p{L}\p{N}']*|[.!?:;|]+/gu;
const UNSPACED_SCRIPT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;
const wordSegmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Accents off, one kind of apostrophe, `U.S.` as one word that cannot be mistaken for "us". */
function foldText(text: string): string {
  let folded = text.replace(/[\u00ad\u200b-\u200f®™©]/g, '').replace(/[’‘ʼ`]/g, "'");
  if (/[^\p{ASCII}]/u.test(folded))
    folded = folded
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .normalize('NFC');
  return folded
    .replace(/\b(?:\p{L}\.){2,}/gu, (letters) => letters.replaceAll('.', ''))
    .replace(/\bUS\b/g, 'USA');
}

export function splitTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let startsSentence = true;
  for (const [raw] of foldText(text).matchAll(TOKEN)) {
    if (/^[.!?:;|]/.test(raw)) {
      startsSentence = true;
      continue;
    }
    const bare = raw.replace(/'s?$/, '');
    const isCapital = /^\p{Lu}/u.test(bare);
    for (const part of splitWord(bare.toLowerCase())) tokens.push({ text: part, isCapital, startsSentence });
    startsSentence = false;
  }
  return tokens;
}

/** `gpt4` is a word and its number; scripts without spaces are cut into words. */
function splitWord(word: string): string[] {
  if (UNSPACED_SCRIPT.test(word)) return [...wordSegmenter.segment(word)].map(({ segment }) => segment);
  const numbered = /^(\p{L}{3,})(\d{1,2})$/u.exec(word);
  return numbered ? numbered.slice(1) : [word];
}

/** Headlines In Title Case hide which words are names. */
export function isTitleCase(tokens: readonly Token[]): boolean {
  const inner = tokens.filter(
    ({ text, startsSentence }) => text.length > 3 && !startsSentence && /^\p{L}/u.test(text),
  );
  return inner.filter(({ isCapital }) => isCapital).length > inner.length * 0.55;
}
