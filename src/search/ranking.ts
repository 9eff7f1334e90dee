import { isRun, providerWords, splitWords } from '../language/words.ts';
import { topicKey } from '../topics/topic.ts';

/** A word of a query with what else it may stand for. */
export type QueryTerm = {
  readonly typed: string;
  /** Singular and plural, spellings with or without a space. */
  readonly sameAs: ReadonlySet<string>;
  /** What a typo may have meant, and other forms of a verb. */
  readonly near: ReadonlySet<string>;
  /** Rare words tell more than frequent ones: 0 and more. */
  readonly weight: number;
  /** The topics that it names. */
  readonly topicKeys: ReadonlySet<string>;
};

/** What of a story its rank is made of. */
export type Ranked = {
  readonly title: string;
  readonly provider: string;
  /** A list of names, as JSON. */
  readonly topics: string;
  readonly heat: number | null;
  readonly publishedAtMs: number;
};

export type RankedQuery = {
  readonly terms: readonly QueryTerm[];
  readonly optionalWords: readonly string[];
  readonly liftedTopicKeys: ReadonlySet<string>;
};

/** What a word is worth by the field that it is found in; an excerpt's words are not looked at again. */
const FIELD = { title: 1, provider: 0.75, topic: 0.6, excerpt: 0.3 } as const;
const QUALITY = { exact: 1, sameAs: 0.95, near: 0.75, prefix: 0.6 } as const;
/** Added to the share of the query that the story answers, 0 to 1. */
const BONUS = {
  /** All words in the title as typed. */
  allInTitle: 0.25,
  /** One after the other, as typed, or as one word. */
  inOrder: 0.2,
  /** The title is little else. */
  titleShare: 0.3,
  topic: 0.1,
  heat: 0.15,
  freshness: 0.15,
  optionalWord: 0.05,
} as const;
const FULL_HEAT = 150;
const FRESHNESS_HALF_LIFE_MS = 30 * 86_400_000;

type Moment = { readonly nowMs: number; readonly medianHeat: number };

/** How hot a story is: curation's log2Hotness. */
export function scoreHotness(
  { heat, publishedAtMs }: Ranked,
  { nowMs, medianHeat, halfLifeMs }: Moment & { readonly halfLifeMs: number },
): number {
  return Math.log2(Math.max(heat ?? medianHeat, 0.5)) - (nowMs - publishedAtMs) / halfLifeMs;
}

export type Relevance = {
  readonly score: number;
  /** How many of the query's words are in the title. */
  readonly wordsInTitle: number;
};

/**
 * Makes what says how well a story answers a query: what is meant first, then how hot it is and how fresh. It is asked
 * of hundreds of stories, of the same outlets and topics, so that it looks at each of those once.
 */
export function createRelevance(query: RankedQuery, moment: Moment): (story: Ranked) => Relevance {
  const { terms, optionalWords } = query;
  const typed = terms.map((term) => term.typed);
  const outlets = new Map<string, readonly number[]>();
  const topicLists = new Map<string, TopicMatch>();
  const splitTitle = createSplitter(query);
  return (story) => {
    const outlet = outlets.get(story.provider) ?? scoreOutlet(story.provider, terms);
    outlets.set(story.provider, outlet);
    const topics = topicLists.get(story.topics) ?? matchTopics(story.topics, query);
    topicLists.set(story.topics, topics);
    const title = splitTitle(story.title);
    let answered = 0;
    let asked = 0;
    let inTitle = 0;
    for (const [at, term] of terms.entries()) {
      const quality = bestQuality(title, term);
      if (quality >= QUALITY.sameAs) inTitle++;
      asked += term.weight;
      answered +=
        term.weight *
        Math.max(
          FIELD.excerpt,
          FIELD.title * quality,
          FIELD.provider * (outlet[at] ?? 0),
          topics.named[at] ? FIELD.topic : 0,
        );
    }
    const optional = optionalWords.filter((word) => title.includes(word)).length;
    const ageMs = Math.max(0, moment.nowMs - story.publishedAtMs);
    const score =
      answered / (asked || 1) +
      (inTitle === terms.length ? BONUS.allInTitle : 0) +
      (typed.length > 1 && holdsInOrder(title, typed) ? BONUS.inOrder : 0) +
      BONUS.titleShare * (inTitle / (countWords(title) || 1)) +
      BONUS.topic * Math.min(2, topics.lifted) +
      BONUS.optionalWord * (optional / (optionalWords.length || 1)) +
      BONUS.heat * Math.min(1, Math.max(0, story.heat ?? moment.medianHeat) / FULL_HEAT) +
      // Halved not at once but at every doubling: a story of last year is fresher than one of ten years ago.
      BONUS.freshness / (1 + ageMs / FRESHNESS_HALF_LIFE_MS);
    return { score, wordsInTitle: inTitle };
  };
}

/** Makes what splits the titles in which any word of the query may be, and leaves the others, which are most, alone. */
function createSplitter({ terms, optionalWords }: RankedQuery): (title: string) => readonly string[] {
  const words = [
    ...terms.flatMap(({ typed, sameAs, near }) => [typed, ...sameAs, ...near]),
    ...optionalWords,
  ];
  // "model" is looked for, "models" is found with it.
  const parts = words.filter((word) => !words.some((other) => other !== word && word.includes(other)));
  return (title) => {
    const lower = title.toLowerCase();
    // Beyond ASCII, words are folded further.
    const mayHold = parts.some((part) => lower.includes(part)) || /[^\p{ASCII}]/u.test(title);
    return mayHold ? splitWords(title) : [];
  };
}

/** How good each term is found in an outlet's name. */
function scoreOutlet(provider: string, terms: readonly QueryTerm[]): readonly number[] {
  const words = splitWords(providerWords(provider));
  return terms.map((term) => bestQuality(words, term));
}

type TopicMatch = {
  /** Which terms name one of the topics. */
  readonly named: readonly boolean[];
  /** How many of the topics the query hints at. */
  readonly lifted: number;
};

function matchTopics(topics: string, { terms, liftedTopicKeys }: RankedQuery): TopicMatch {
  // Written by this version's indexer.
  const keys = (JSON.parse(topics) as string[]).map(topicKey);
  return {
    named: terms.map((term) => keys.some((key) => term.topicKeys.has(key))),
    lifted: keys.filter((key) => liftedTopicKeys.has(key)).length,
  };
}

/** A run of a script without blanks is about as many words as it has pairs of characters. */
function countWords(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + (isRun(word) ? Math.ceil(word.length / 2) : 1), 0);
}

function bestQuality(words: readonly string[], term: QueryTerm): number {
  return isRun(term.typed) ? qualityOfRun(words, term) : qualityOfWord(words, term);
}

/** Of a script without blanks: a word in a run is as good as a word between blanks; all of its parts are less. */
function qualityOfRun(words: readonly string[], { typed, near }: QueryTerm): number {
  if (words.includes(typed)) return QUALITY.exact;
  const holds = (part: string) => words.some((word) => word.includes(part));
  if (holds(typed)) return QUALITY.sameAs;
  return near.size > 0 && [...near].every(holds) ? QUALITY.near : 0;
}

function qualityOfWord(words: readonly string[], { typed, sameAs, near }: QueryTerm): number {
  let best = 0;
  for (const word of words) {
    if (word === typed) return QUALITY.exact;
    if (sameAs.has(word)) best = Math.max(best, QUALITY.sameAs);
    else if (near.has(word)) best = Math.max(best, QUALITY.near);
    else if (word.startsWith(typed)) {
      // "mach" is more of "machine" than of "machinelearning".
      best = Math.max(best, QUALITY.prefix + 0.3 * (typed.length / word.length));
    }
  }
  return best;
}

function holdsInOrder(title: readonly string[], typed: readonly string[]): boolean {
  const last = typed.length - 1;
  if (title.includes(typed.join(''))) return true;
  return title.some((_, start) =>
    typed.every((word, at) =>
      at === last ? title[start + at]?.startsWith(word) : title[start + at] === word,
    ),
  );
}
