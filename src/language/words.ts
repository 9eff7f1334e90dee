/**
 * Runs of scripts in which words are not parted by blanks, or, as in Korean, hang together with what goes with them.
 * Punctuation that such scripts share is not of a run.
 */
const RUN = String.raw`[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]&&[\p{L}\p{N}\p{M}]]+`;
/** Names of which a sign is a part: C++, C#, .NET. Others, like Node.js, are words of their own without it. */
const SIGNED = String.raw`(?<![\p{Script=Latin}\p{N}])\p{Script=Latin}(?:\+\+|[#♯])(?![\p{Script=Latin}+#♯])|(?<![\p{L}\p{N}.])\.net(?![\p{L}\p{N}])`;
const OTHER = String.raw`[[\p{L}\p{N}]--${RUN.slice(0, -1)}][[\p{L}\p{N}\p{M}]--${RUN.slice(0, -1)}]*`;

const WHOLE_RUN = new RegExp(`^${RUN}$`, 'v');
const WORDS = new RegExp(`${SIGNED}|${RUN}|${OTHER}`, 'giv');
const CODED = new RegExp(`${SIGNED}|${RUN}`, 'giv');
const MAY_BE_SIGNED = /[+#♯]|\.net/i;
/** Generous, but quick: most texts beyond ASCII have no more than a curly quote or an accent. */
const MAY_HOLD_RUN = /[\u0e00-\u11ff\u1780-\u17ff\u19e0-\u19ff\u2e80-\uffff]/;
const SIGNED_WORD = /^(?:\p{L}(?:\+\+|#)|\.net)$/u;

/**
 * Words as the index splits and folds them: letters and digits, lower case, Latin letters without accents. The
 * marks of other scripts stay (Hindi's vowels): FTS5 knows what to do with them. A run of a script without blanks is
 * one word; a name like C++ keeps its sign.
 */
export function splitWords(text: string): string[] {
  // Most texts, and ten times as fast.
  if (!/[^\p{ASCII}]/u.test(text) && !MAY_BE_SIGNED.test(text))
    return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const folded = text
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase();
  return MAY_BE_SIGNED.test(folded) || MAY_HOLD_RUN.test(folded)
    ? (folded.match(WORDS) ?? []).map(foldCoded)
    : (folded.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? []);
}

/** Whether a word is a run of a script without blanks: what it holds may be a word, too. */
export function isRun(word: string): boolean {
  return WHOLE_RUN.test(word);
}

/** Whether a word stands in the index as codes, not as itself (index-codes.ts). */
export function isCoded(word: string): boolean {
  return isRun(word) || SIGNED_WORD.test(word);
}

/** Puts something else in the place of each run and of each name with a sign; a text without any is left as it is. */
export function replaceCoded(text: string, replace: (word: string) => string): string {
  if (!MAY_BE_SIGNED.test(text) && !MAY_HOLD_RUN.test(text)) return text;
  return text.normalize('NFC').replace(CODED, (word) => replace(foldCoded(word)));
}

/** One spelling of characters that have several, such as ﾛﾎﾞｯﾄ and ロボット. */
function foldCoded(word: string): string {
  if (isRun(word)) return word.normalize('NFKC');
  return word.toLowerCase().replace('♯', '#');
}

/** An outlet's name as it is written and, of several words, as one: "The Verge" is also typed as "theverge". */
export function providerWords(name: string): string {
  const joined = name.replace(/[^\p{L}\p{N}]+/gu, '');
  return joined === name ? name : `${name} ${joined}`;
}
