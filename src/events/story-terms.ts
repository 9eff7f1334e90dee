import { FUNCTION_WORDS } from '../language/function-words.ts';
import {
  ACTORS,
  COMMON_WORDS,
  EVERYDAY_WORDS,
  KNOWN_WORDS,
  OWNERS,
  PHRASES,
  PLACES,
  SYNONYMS,
} from './vocabulary.ts';

/** How a story holds a term, as bits. */
export const TERM_BITS = {
  inTitle: 1,
  /** A capital inside a sentence, a product code or an exact quantity. */
  isName: 2,
  /** Also written in lower case by this story: then it is no name here. */
  inLowerCase: 4,
  /** Made from other words (an acronym, a product's owner, a word with its number): counts only when shared. */
  isDerived: 8,
} as const;
const { inTitle: IN_TITLE, isName: IS_NAME, inLowerCase: IN_LOWER_CASE, isDerived: IS_DERIVED } = TERM_BITS;

/** A value that tells an event from others of its kind: slot `gpt` value `4`, slot `year` value `2022`. */
export type Fact = { readonly slot: string; readonly value: string; readonly inTitle: boolean };

/** What of a story is compared, as JSON keeps it. Terms are stemmed words, names and numbers, with their TERM_BITS. */
export type StoryTerms = {
  readonly terms: readonly (readonly [term: string, bits: number])[];
  readonly facts: readonly Fact[];
  /** The first actor that the headline names. */
  readonly subject?: string | undefined;
  /** Whom the headline names beside its subject: "X and Y …", "X partners with Y". */
  readonly counterparts: readonly string[];
  /** A list, how-to, round-up or market report: it tells no event of its own. */
  readonly isGeneric: boolean;
};

/** In which share of all stories to expect a word, before any story is counted. */
const EVERYDAY_SHARE = 0.15;
const COMMON_SHARE = 0.03;
const KNOWN_SHARE = 0.008;
const UNLISTED_SHARE = 0.0015;
/** Scripts for which there are no word lists: any word may be an everyday one. */
const UNLISTED_SCRIPT_SHARE = 0.08;

/** No English word is longer; keeps patterns that look back cheap on junk. */
const STEM_MAX_LETTERS = 30;
/** Lead enough to know an event by; bounds the work on a huge record. */
const COMPARED_TITLE_MAX_CHARS = 400;
const COMPARED_EXCERPT_MAX_CHARS = 1500;
/** Bounds the memory of the stemmer: about the vocabulary of 25,000 stories. */
const STEM_CACHE_MAX_WORDS = 50_000;
const stemCache = new Map<string, string>();

function cutEnding(word: string): string {
  if (word.length < 4 || word.length > STEM_MAX_LETTERS || /\d/.test(word)) return word;
  let stem = word;
  if (stem.endsWith('ies') && stem.length > 4) stem = `${stem.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (/[^sui]s$/.test(stem)) stem = stem.slice(0, -1);
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
function stemWord(word: string): string {
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
  [OWNERS.keys(), KNOWN_SHARE],
  [ACTORS, KNOWN_SHARE],
  [KNOWN_WORDS, KNOWN_SHARE],
  [PLACES.keys(), KNOWN_SHARE],
  [COMMON_WORDS, COMMON_SHARE],
  [EVERYDAY_WORDS, EVERYDAY_SHARE],
] as const) {
  for (const word of list) listedShare.set(stemWord(word), share);
}
const actors = new Set(ACTORS.map(stemWord));
const owners = new Map([...OWNERS].map(([product, owner]) => [stemWord(product), stemWord(owner)]));
const placeKinds = new Map([...PLACES].map(([place, kind]) => [stemWord(place), kind]));
const functionStems = new Set([...FUNCTION_WORDS].filter((word) => word.length > 3).map(stemWord));
const isFunctionWord = (word: string): boolean =>
  FUNCTION_WORDS.has(word) || functionStems.has(stemWord(word));
const phraseStarts = new Set([...PHRASES.keys()].map((phrase) => phrase.split(' ')[0] ?? ''));

/** The share of news stories in which to expect `term` (0 to 1), by the built-in word lists alone. */
export function expectedShare(term: string): number {
  return (
    listedShare.get(term) ?? (/^[\p{Script=Latin}\d#]/u.test(term) ? UNLISTED_SHARE : UNLISTED_SCRIPT_SHARE)
  );
}

type Token = { readonly text: string; readonly isCapital: boolean; readonly startsSentence: boolean };

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

function splitTokens(text: string): Token[] {
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
function isTitleCase(tokens: readonly Token[]): boolean {
  const inner = tokens.filter(
    ({ text, startsSentence }) => text.length > 3 && !startsSentence && /^\p{L}/u.test(text),
  );
  return inner.filter(({ isCapital }) => isCapital).length > inner.length * 0.55;
}

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

type ReadNumber = { readonly value: number; readonly isAmount: boolean; readonly isWord: boolean };

/** A number as a reader means it: `$16bn`, `16 billion`, `1,000`, `six`; undefined for codes such as `5g`. */
function readNumber(text: string, next: string): ReadNumber | undefined {
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

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH_NAME =
  /^(?:jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;
const QUARTER_ORDINALS = ['first', 'second', 'third', 'fourth'];
/** Headline words that make a name after "with" a party to the deal. */
const DEAL_WORD = /^(?:partner|team|deal|collaborat|join|ally|alliance|agree)/;
/** Longest acronym looked for: "Federal Trade Commission" is also `ftc`. */
const ACRONYM_MAX_LETTERS = 6;

const isLetterWord = (text: string): boolean => /^\p{L}/u.test(text);

/** Gathers what one story says; one `read` for each of its texts. */
class TermReader {
  readonly terms = new Map<string, number>();
  readonly facts: Fact[] = [];
  readonly counterparts: string[] = [];
  subject: string | undefined;

  read(text: string, zone: number): void {
    const tokens = splitTokens(text);
    const hidesNames = zone === IN_TITLE && isTitleCase(tokens);
    for (let at = 0; at < tokens.length; at += 1) {
      const token = tokens[at];
      if (token === undefined || this.readNumberAt(tokens, at, zone)) continue;
      this.readDateAt(tokens, at, zone);
      const phrase = findPhrase(tokens, at);
      if (phrase) {
        for (const term of phrase.terms) this.addWord(term, zone);
        at += phrase.length - 1;
      } else if (
        token.text.length > 1 &&
        !/^(?:q[1-4]|\d+[ap]m)$/.test(token.text) &&
        !isFunctionWord(token.text)
      ) {
        this.readWordAt(tokens, at, zone, hidesNames);
      }
    }
    if (!hidesNames) this.readAcronyms(tokens, zone);
  }

  private readWordAt(tokens: readonly Token[], at: number, zone: number, hidesNames: boolean): void {
    const token = tokens[at];
    if (token === undefined) return;
    const isCode = /\d/.test(token.text);
    const isUnlisted = !listedShare.has(stemWord(token.text));
    // Where we have no word lists, every opening word is unlisted.
    const opensTitle =
      zone === IN_TITLE && token.startsSentence && isUnlisted && /^\p{Script=Latin}/u.test(token.text);
    const isName = isCode || (token.isCapital && !hidesNames && (!token.startsSentence || opensTitle));
    if (opensTitle && token.isCapital) this.subject ??= stemWord(token.text);
    if (zone === IN_TITLE && isCounterpart(tokens, at)) this.counterparts.push(stemWord(token.text));
    this.addWord(token.text, zone | (isName ? IS_NAME : 0) | (token.isCapital || isCode ? 0 : IN_LOWER_CASE));
  }

  private addTerm(term: string, bits: number): void {
    const known = this.terms.get(term) ?? bits;
    this.terms.set(term, ((known | bits) & ~IS_DERIVED) | (known & bits & IS_DERIVED));
  }

  private addWord(word: string, bits: number): void {
    const term = stemWord(word);
    this.addTerm(term, bits);
    const kind = placeKinds.get(term);
    if (kind !== undefined) this.addFact(kind, term, bits);
    const owner = owners.get(term);
    if (owner !== undefined) this.addTerm(owner, (bits & IN_TITLE) | IS_DERIVED);
    const isActor = actors.has(term) || ((bits & IS_NAME) !== 0 && !listedShare.has(term));
    if ((bits & IN_TITLE) !== 0 && isActor) this.subject ??= term;
  }

  private addFact(slot: string, value: string, bits: number): void {
    this.facts.push({ slot, value, inTitle: (bits & IN_TITLE) !== 0 });
  }

  private readNumberAt(tokens: readonly Token[], at: number, zone: number): boolean {
    const text = tokens[at]?.text ?? '';
    const before = tokens[at - 1]?.text ?? '';
    const next = tokens[at + 1]?.text ?? '';
    if (text.endsWith('%')) {
      this.addTerm(`${text.slice(0, -1)}percent`, zone | IS_NAME | IS_DERIVED);
      return true;
    }
    const number = readNumber(text, next);
    if (number === undefined) return false;
    const { value, isAmount, isWord } = number;
    if (isAmount) {
      // Two digits are what outlets that round differently agree on.
      this.addTerm(`#${Number(value.toPrecision(2))}`, zone | IS_NAME);
      this.addFact('amount', String(value), zone);
    } else if (Number.isInteger(value) && value >= 1990 && value < 2040 && !text.includes(',')) {
      this.addFact('year', String(value), zone);
    } else if (value >= 100) {
      this.addTerm(`#${value}`, zone | IS_NAME);
    } else {
      this.readSmallNumber(isWord ? String(value) : text.replace('#', ''), before, next, isWord, zone);
    }
    return true;
  }

  /** A version, part or count says something only with the word beside it. */
  private readSmallNumber(digits: string, before: string, next: string, isWord: boolean, zone: number): void {
    if (isLetterWord(before) && !isFunctionWord(before) && !isWord) {
      this.addFact(stemWord(before), digits, zone);
      this.addTerm(`${stemWord(before)}${digits}`, zone | IS_NAME | IS_DERIVED);
    } else if (before === '') {
      this.addFact('list', digits, zone);
    }
    if (isLetterWord(next) && !isFunctionWord(next)) {
      this.addTerm(`${digits}${stemWord(next)}`, zone | IS_NAME | IS_DERIVED);
    }
  }

  private readDateAt(tokens: readonly Token[], at: number, zone: number): void {
    const { text = '', isCapital = false } = tokens[at] ?? {};
    const before = tokens[at - 1]?.text ?? '';
    const next = tokens[at + 1]?.text ?? '';
    const isVerbToo = text === 'may' || text === 'march';
    if (isCapital && MONTH_NAME.test(text) && (!isVerbToo || /^\d/.test(next) || /^\d/.test(before))) {
      this.addFact('month', String(MONTHS.indexOf(text.slice(0, 3))), zone);
    }
    if (/^q[1-4]$/.test(text)) this.addFact('quarter', text.slice(1), zone);
    const ordinal = QUARTER_ORDINALS.indexOf(text);
    if (ordinal >= 0 && next.startsWith('quarter')) this.addFact('quarter', String(ordinal + 1), zone);
  }

  private readAcronyms(tokens: readonly Token[], zone: number): void {
    let letters = '';
    for (const token of [...tokens, undefined]) {
      if (token?.isCapital && !isFunctionWord(token.text)) {
        letters = token.startsSentence ? token.text.slice(0, 1) : letters + token.text.slice(0, 1);
      } else if (token === undefined || !/^(?:of|and|for)$/.test(token.text)) {
        if (letters.length >= 3 && letters.length <= ACRONYM_MAX_LETTERS) {
          this.addTerm(letters, zone | IS_NAME | IS_DERIVED);
        }
        letters = '';
      }
    }
  }
}

function findPhrase(
  tokens: readonly Token[],
  at: number,
): { terms: readonly string[]; length: number } | undefined {
  if (!phraseStarts.has(tokens[at]?.text ?? '')) return undefined;
  for (let length = 3; length > 0; length -= 1) {
    const words = tokens.slice(at, at + length).map(({ text }) => text);
    const terms = PHRASES.get(words.join(' '));
    if (terms && words.length === length) return { terms, length };
  }
  return undefined;
}

/** True of Esri in "Microsoft and Esri deliver …" and of DHL in "TuSimple signs a deal with DHL". */
function isCounterpart(tokens: readonly Token[], at: number): boolean {
  const { text = '', isCapital = false } = tokens[at] ?? {};
  const term = stemWord(text);
  if (!isCapital || (listedShare.has(term) && !actors.has(term))) return false;
  const before = tokens[at - 1]?.text;
  if (before === 'and') return at === 2 || (at === 3 && tokens[1]?.isCapital === true);
  return before === 'with' && tokens.slice(0, at).some((token) => DEAL_WORD.test(token.text));
}

const GENERIC_TITLES: readonly RegExp[] = [
  /^(?:how (?:to|do|does|can|ai)|\d+|top \d+|(?:the )?(?:week|month|year) in)\b(?!,\d)/i,
  /^(?:the )?(?:top|best)\b.*\b(?:courses?|certifications?|tools?|books?|stocks?|trends?)\b/i,
  /\bmarket\b.*\b(?:report|forecast|cagr|size|growth|share|trends?|analysis|outlook|worth|20[2-4]\d)\b/i,
  /\b(?:round-?up|recap|newsletter|podcast|this week in|weekly|stocks? to (?:buy|watch)|what[’']s new|things to know)\b/i,
];

/** Reads what is compared of a story from its title and excerpt (entities already decoded). Pure. */
export function extractTerms(title: string, excerpt: string): StoryTerms {
  const reader = new TermReader();
  const headline = title.slice(0, COMPARED_TITLE_MAX_CHARS);
  reader.read(headline, IN_TITLE);
  reader.read(excerpt.slice(0, COMPARED_EXCERPT_MAX_CHARS), 0);
  const { terms, facts, subject, counterparts } = reader;
  return {
    terms: [...terms],
    facts,
    subject,
    counterparts,
    isGeneric: GENERIC_TITLES.some((pattern) => pattern.test(headline)),
  };
}
