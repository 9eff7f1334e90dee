const NUMBER_WORDS = new Map(
  'two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, at) => [word, String(at + 2)]),
);
const SCALES = new Map([
  ...['k', 'thousand'].map((unit) => [unit, 1e3] as const),
  ...['m', 'mn', 'mm', 'mln', 'million'].map((unit) => [unit, 1e6] as const),
  ...['b', 'bn', 'billion'].map((unit) => [unit, 1e9] as const),
  ...['t', 'tn', 'trn', 'trillion'].map((unit) => [unit, 1e12] as const),
  ['crore', 1e7] as const,
]);

export type ReadNumber = { readonly value: number; readonly isAmount: boolean; readonly isWord: boolean };

/** A number as a reader means it: `$16bn`, `16 billion`, `1,000`, `six`; undefined for codes such as `5g`. */
export function readNumber(text: string, next: string): ReadNumber | undefined {
  const word = text === 'one' && SCALES.has(next) ? '1' : NUMBER_WORDS.get(text);
  const match = /^([$€£₹¥#]?)(\d[\d,]*(?:\.\d+)?)(\p{L}*)$/u.exec(word ?? text);
  if (!match) return undefined;
  const [, sign = '', digits = '', unit = ''] = match;
  const scale = unit ? SCALES.get(unit) : next.length > 1 ? (SCALES.get(next) ?? 1) : 1;
  const amount = Number(digits.replaceAll(',', ''));
  if (scale === undefined || (unit === 'k' && amount < 10)) return undefined;
  const value = amount * scale;
  return { value, isAmount: scale > 1 || value >= 1e6 || /[$€£₹¥]/.test(sign), isWord: word !== undefined };
}
