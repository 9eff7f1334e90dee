import { splitWords } from '../language/words.ts';
import type { Taxonomy } from '../topics/taxonomy.ts';
import { topicKey } from '../topics/topic.ts';
import { otherNumbers } from './query.ts';

// Which topics the words of a query name or hint at.

/** Words of a query, from `start` up to `end`, that are a topic's name, short name or former name. */
export type NamedTopic = { readonly start: number; readonly end: number; readonly keys: readonly string[] };

type TopicWords = {
  readonly words: readonly string[];
  readonly key: string;
  /** The topics that the words name: the topic with those below it. None for a mere keyword. */
  readonly named: readonly string[] | null;
  /** A former name does not hint: the topic may be about something else now. */
  readonly isHint: boolean;
};

/** By first word: a query is compared with few of a taxonomy's many names and keywords. */
type Lexicon = ReadonlyMap<string, readonly TopicWords[]>;
const lexicons = new WeakMap<Taxonomy, Lexicon>();

export function findTopics(
  words: readonly string[],
  taxonomy: Taxonomy | undefined,
): { readonly named: readonly NamedTopic[]; readonly hintedKeys: ReadonlySet<string> } {
  const named: NamedTopic[] = [];
  const hintedKeys = new Set<string>();
  if (taxonomy === undefined) return { named, hintedKeys };
  const lexicon = lexicons.get(taxonomy) ?? buildLexicon(taxonomy);
  lexicons.set(taxonomy, lexicon);
  const forms = words.map((word) => [word, ...otherNumbers(word)]);
  for (const [start, firstForms] of forms.entries()) {
    for (const topic of firstForms.flatMap((form) => lexicon.get(form) ?? [])) {
      if (!topic.words.every((word, at) => forms[start + at]?.includes(word))) continue;
      if (topic.named !== null) named.push({ start, end: start + topic.words.length, keys: topic.named });
      if (topic.isHint) hintedKeys.add(topic.key);
    }
  }
  return { named, hintedKeys };
}

function buildLexicon(taxonomy: Taxonomy): Lexicon {
  const lexicon = new Map<string, TopicWords[]>();
  for (const { name, shortName, formerNames, keywords, parent } of taxonomy.topics) {
    const family = taxonomy.familyKeys(name);
    // The topic above all others says no more of a story than that it is in the collection.
    if (parent === null && family.length > 1) continue;
    const add = (text: string, kind: Pick<TopicWords, 'named' | 'isHint'>): void => {
      const words = splitWords(text);
      const [first] = words;
      if (first === undefined) return;
      lexicon.set(first, [...(lexicon.get(first) ?? []), { words, key: topicKey(name), ...kind }]);
    };
    for (const own of [name, ...(shortName === null ? [] : [shortName])]) {
      add(own, { named: family, isHint: true });
    }
    for (const former of formerNames) add(former, { named: family, isHint: false });
    for (const keyword of keywords) add(keyword, { named: null, isHint: true });
  }
  return lexicon;
}
