import { splitWords } from './query.ts';

/** A word of a query with what else it may stand for. */
export type Term = {
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
  readonly providerWords: string;
  readonly topicKeys: readonly string[];
  readonly heat: number;
  readonly publishedAtMs: number;
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

/** How well a story answers a query: what is meant first, then how hot it is and how fresh. */
export function scoreStory(
  story: Ranked,
  { terms, optionalWords, liftedTopicKeys }: RankedQuery,
  nowMs: number,
): number {
  const title = splitWords(story.title);
  const provider = splitWords(story.providerWords);
  let answered = 0;
  let asked = 0;
  let inTitle = 0;
  for (const term of terms) {
    const quality = bestQuality(title, term);
    if (quality >= QUALITY.sameAs) inTitle++;
    asked += term.weight;
    answered +=
      term.weight *
      Math.max(
        FIELD.excerpt,
        FIELD.title * quality,
        FIELD.provider * bestQuality(provider, term),
        story.topicKeys.some((key) => term.topicKeys.has(key)) ? FIELD.topic : 0,
      );
  }
  const lifted = story.topicKeys.filter((key) => liftedTopicKeys.has(key)).length;
  const typed = terms.map((term) => term.typed);
  const optional = optionalWords.filter((word) => title.includes(word)).length;
  const ageMs = Math.max(0, nowMs - story.publishedAtMs);
  return (
    answered / (asked || 1) +
    (inTitle === terms.length ? BONUS.allInTitle : 0) +
    (typed.length > 1 && holdsInOrder(title, typed) ? BONUS.inOrder : 0) +
    BONUS.titleShare * (inTitle / (title.length || 1)) +
    BONUS.topic * Math.min(2, lifted) +
    BONUS.optionalWord * (optional / (optionalWords.length || 1)) +
    BONUS.heat * Math.min(1, Math.max(0, story.heat) / FULL_HEAT) +
    // Halved not at once but at every doubling: a story of last year is fresher than one of ten years ago.
    BONUS.freshness / (1 + ageMs / FRESHNESS_HALF_LIFE_MS)
  );
}

export type RankedQuery = {
  readonly terms: readonly Term[];
  readonly optionalWords: readonly string[];
  readonly liftedTopicKeys: ReadonlySet<string>;
};

function bestQuality(words: readonly string[], { typed, sameAs, near }: Term): number {
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
