import { readNumber } from './numbers.ts';
import {
  actors,
  isFunctionWord,
  isListed,
  isOtherFunctionWord,
  isOtherLanguage,
  owners,
  placeKinds,
  stemWord,
} from './stems.ts';
import { isTitleCase, splitTokens, type Token } from './tokens.ts';
import { PHRASES } from './vocabulary.ts';

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
  /** The first actor that the headline names; of a product, its owner. */
  readonly subject?: string | undefined;
  /** False for the owner of a product: the headline names the product alone. */
  readonly isSubjectNamed: boolean;
  /** Whom the headline names beside its subject: "X and Y …", "X partners with Y". */
  readonly counterparts: readonly string[];
  /** A list, how-to, round-up or market report: it tells no event of its own. */
  readonly isGeneric: boolean;
  /** A question, explanation, opinion or reaction. */
  readonly isComment: boolean;
  /** Of another language than English: its synonyms and endings are known less well. */
  readonly isOther: boolean;
};

/** Lead enough to know an event by; bounds the work on a huge record. */
const COMPARED_TITLE_MAX_CHARS = 400;
const COMPARED_EXCERPT_MAX_CHARS = 1500;
const phraseStarts = new Set([...PHRASES.keys()].map((phrase) => phrase.split(' ')[0] ?? ''));

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH_NAME =
  /^(?:jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;
const QUARTER_ORDINALS = ['first', 'second', 'third', 'fourth'];
/** Headline words that make a name after "with" a party to the deal. */
const DEAL_WORD = /^(?:partner|team|deal|collaborat|join|ally|alliance|agree)/;
/** Longest acronym looked for: "Federal Trade Commission" is also `ftc`. */
const ACRONYM_MAX_LETTERS = 6;

const IS_LATIN = /^\p{Script=Latin}/u;
const isLikelyName = (text: string): boolean => {
  const stem = stemWord(text);
  return actors.has(stem) || (!isListed(stem) && !isFunctionWord(text) && IS_LATIN.test(stem));
};
const isLetterWord = (text: string): boolean => /^\p{L}/u.test(text);

/** Gathers what one story says: first its excerpt, then its headline. */
class TermReader {
  readonly terms = new Map<string, number>();
  readonly facts: Fact[] = [];
  readonly counterparts: string[] = [];
  subject: string | undefined;
  isSubjectNamed = false;
  private excerptBits: ReadonlyMap<string, number> = new Map();
  private shownNames: ReadonlySet<string> = new Set();
  isOther = false;

  readStory(title: string, excerpt: string): void {
    const [headline, text] = [splitTokens(title), splitTokens(excerpt)];
    this.isOther = isOtherLanguage([...headline, ...text].map((token) => token.text));
    this.readExcerpt(text);
    this.readHeadline(headline);
  }

  private readExcerpt(tokens: readonly Token[]): void {
    this.read(tokens, 0);
    this.readAcronyms(tokens);
    this.excerptBits = new Map(this.terms);
  }

  /** Outlets write headlines as sentences, In Title Case or IN CAPITALS: what counts as a name must not depend on it. */
  private readHeadline(tokens: readonly Token[]): void {
    const showsNames = !isTitleCase(tokens);
    this.shownNames = new Set(
      tokens
        .filter((token, at) => at === 0 || (showsNames && token.isCapital && !token.startsSentence))
        .map((token) => token.text),
    );
    this.read(
      tokens.map((token) => ({ ...token, isCapital: isLikelyName(token.text) })),
      IN_TITLE,
    );
  }

  private read(tokens: readonly Token[], zone: number): void {
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
        !isFunctionWord(token.text) &&
        !(this.isOther && isOtherFunctionWord(token.text))
      ) {
        this.readWord(token, zone);
        if (zone === IN_TITLE && isCounterpart(tokens, at)) this.counterparts.push(stemWord(token.text));
      }
    }
  }

  private readWord({ text, isCapital, startsSentence }: Token, zone: number): void {
    const isCode = /\d/.test(text);
    const isName = isCode || (isCapital && (zone === IN_TITLE || !startsSentence));
    const isLowerCase = zone !== IN_TITLE && !isCapital && !isCode;
    this.addWord(text, zone | (isName ? IS_NAME : 0) | (isLowerCase ? IN_LOWER_CASE : 0));
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
    if ((bits & IN_TITLE) === 0) return;
    if (this.subject !== undefined || (owner === undefined && !this.isActor(word, term))) return;
    this.subject = owner ?? term;
    this.isSubjectNamed = owner === undefined;
  }

  /** A firm or person that is known, or a word that no list has and that is written as a name. */
  private isActor(word: string, term: string): boolean {
    if (actors.has(term)) return true;
    if (isListed(term) || !IS_LATIN.test(term)) return false;
    const inExcerpt = (this.excerptBits.get(term) ?? 0) & (IS_NAME | IN_LOWER_CASE);
    return inExcerpt === IS_NAME || (inExcerpt === 0 && this.shownNames.has(word));
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
    if (
      (isCapital || zone === IN_TITLE) &&
      MONTH_NAME.test(text) &&
      (!isVerbToo || /^\d/.test(next) || /^\d/.test(before))
    ) {
      this.addFact('month', String(MONTHS.indexOf(text.slice(0, 3))), zone);
    }
    if (/^q[1-4]$/.test(text)) this.addFact('quarter', text.slice(1), zone);
    const ordinal = QUARTER_ORDINALS.indexOf(text);
    if (ordinal >= 0 && next.startsWith('quarter')) this.addFact('quarter', String(ordinal + 1), zone);
  }

  private readAcronyms(tokens: readonly Token[]): void {
    let letters = '';
    for (const token of [...tokens, undefined]) {
      if (token?.isCapital && !isFunctionWord(token.text)) {
        letters = token.startsSentence ? token.text.slice(0, 1) : letters + token.text.slice(0, 1);
      } else if (token === undefined || !/^(?:of|and|for)$/.test(token.text)) {
        if (letters.length >= 3 && letters.length <= ACRONYM_MAX_LETTERS) {
          this.addTerm(letters, IS_NAME | IS_DERIVED);
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
  const { isCapital = false } = tokens[at] ?? {};
  if (!isCapital) return false;
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

/** Headlines that ask, explain, rank or comment: they tell of an event that others report. */
const COMMENT_TITLES: readonly RegExp[] = [
  /\?/,
  /^(?:why|how|what|here['’]?s|inside|unlike|opinion|\d+)\b/i,
  /\b(?:takeaways?|explain(?:ed|er)|vs\.?|react(?:s|ed|ions?)?|things to know|loopholes?|analysis|means for|should you|reviews?|preview|ahead of|round-?up|week in)\b/i,
];

/** Reads what is compared of a story from its title and excerpt (entities already decoded). Pure. */
export function extractTerms(title: string, excerpt: string): StoryTerms {
  const reader = new TermReader();
  const headline = title.slice(0, COMPARED_TITLE_MAX_CHARS);
  reader.readStory(headline, excerpt.slice(0, COMPARED_EXCERPT_MAX_CHARS));
  const { terms, facts, subject, isSubjectNamed, counterparts, isOther } = reader;
  return {
    terms: [...terms],
    facts,
    subject,
    isSubjectNamed,
    counterparts,
    isGeneric: GENERIC_TITLES.some((pattern) => pattern.test(headline)),
    isComment: COMMENT_TITLES.some((pattern) => pattern.test(headline)),
    isOther,
  };
}
