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
/** Of German, French, Spanish, Portuguese, Italian and Dutch, then of Japanese and Chinese. */
const OTHER_SCALES = new Map([
  ['mil', 1e3] as const,
  ...['mio', 'mi', 'millionen', 'millon', 'millones', 'milhao', 'milhoes', 'milioni', 'miljoen'].map(
    (unit) => [unit, 1e6] as const,
  ),
  ...['mrd', 'md', 'mds', 'bi', 'milliarde', 'milliarden', 'milliard', 'milliards', 'bilhao', 'bilhoes'].map(
    (unit) => [unit, 1e9] as const,
  ),
  ...['miliardi', 'miljard'].map((unit) => [unit, 1e9] as const),
  ['billionen', 1e12] as const,
  ...['万', '万円', '万人', '万ドル'].map((unit) => [unit, 1e4] as const),
  ...['億', '億円', '億ドル', '亿', '亿元', '亿美元'].map((unit) => [unit, 1e8] as const),
  ...['兆', '兆円'].map((unit) => [unit, 1e12] as const),
]);

const OTHER_NUMBER_WORDS = new Map(
  [
    'zwei drei vier funf sechs sieben acht neun zehn',
    'deux trois quatre cinq six sept huit neuf dix',
    'dos tres cuatro cinco seis siete ocho nueve diez',
    'dois tres quatro cinco seis sete oito nove dez',
  ].flatMap((list) => list.split(' ').map((word, at) => [word, String(at + 2)] as const)),
);

export type ReadNumber = { readonly value: number; readonly isAmount: boolean; readonly isWord: boolean };

/**
 * A number as a reader means it: `$16bn`, `16 billion`, `1,000`, `six`, `1,2 Milliarden`, `5900億円`; undefined for
 * codes such as `5g`.
 */
export function readNumber(text: string, next: string): ReadNumber | undefined {
  const otherScale = OTHER_SCALES.get(next);
  const word =
    text === 'one' && SCALES.has(next)
      ? '1'
      : (NUMBER_WORDS.get(text) ?? (otherScale && OTHER_NUMBER_WORDS.get(text)));
  const match = /^([$€£₹¥#]?)(\d[\d,.]*)(\p{L}*)$/u.exec(word ?? text);
  if (!match) return undefined;
  const [, sign = '', digits = '', unit = ''] = match;
  const amount = readDigits(digits, otherScale !== undefined);
  if (Number.isNaN(amount)) return undefined;
  const scale = unit
    ? SCALES.get(unit)
    : next.length > 1
      ? (SCALES.get(next) ?? otherScale ?? 1)
      : (otherScale ?? 1);
  if (scale === undefined || (unit === 'k' && amount < 10)) return undefined;
  const value = amount * scale;
  return { value, isAmount: scale > 1 || value >= 1e6 || /[$€£₹¥]/.test(sign), isWord: word !== undefined };
}

/** English writes 1,000 and 1.5; many others 1.000 and 1,5. What can only be theirs, or has their unit, is read so. */
function readDigits(digits: string, hasOtherUnit: boolean): number {
  const isGrouped = /^\d{1,3}(?:\.\d{3})+$/.test(digits);
  if (isGrouped && (hasOtherUnit || digits.endsWith('.000') || digits.split('.').length > 2))
    return Number(digits.replaceAll('.', ''));
  if (/^\d+,\d{1,2}$/.test(digits)) return Number(digits.replace(',', '.'));
  return Number(digits.replaceAll(',', ''));
}
