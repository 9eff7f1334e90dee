import { Taxonomy } from './taxonomy.ts';
import type { Topic } from './topic.ts';
import { topicKey } from './topic.ts';

/** The topic that every story has. */
const ROOT_TOPIC = 'AI';

/** Without a taxonomy these still tell AI news. */
const ROOT_KEYWORDS = ['ai', 'artificial intelligence', 'machine learning'];

/**
 * Office and low-code products that stand beside a vendor's name, and beside "AI-powered", in news that is not about
 * AI. Where a text names one, only words that are of AI alone count.
 */
const EVERYDAY_PRODUCTS = [
  'power apps',
  'powerapps',
  'power platform',
  'power automate',
  'power bi',
  'dataverse',
  'dynamics 365',
  'office 365',
  'microsoft 365',
  'sharepoint',
  'microsoft outlook',
  'microsoft excel',
  'excel online',
  'low code',
  'xbox',
];

/** Words that are of AI alone, whatever product they stand beside. */
const UNMISTAKABLE_WORDS = [
  'ai builder',
  'artificial intelligence',
  'machine learning',
  'deep learning',
  'neural network',
  'language model',
  'computer vision',
  'openai',
  'gpt 3',
  'gpt 4',
  'chatgpt',
];

export type SourceTopics = { readonly always: readonly string[]; readonly never: readonly string[] };

/** Finds the topics of a text by the taxonomy's keywords, and tells AI news from other news. */
export class TopicFinder {
  readonly #taxonomy: Taxonomy;
  readonly #matchers: readonly { readonly topic: Topic; readonly pattern: RegExp }[];
  readonly #everyday = compileWords(EVERYDAY_PRODUCTS);
  readonly #unmistakable = compileWords(UNMISTAKABLE_WORDS);

  constructor(topics: readonly Topic[]) {
    const root = {
      name: ROOT_TOPIC,
      shortName: null,
      parent: null,
      formerNames: [],
      keywords: ROOT_KEYWORDS,
    };
    this.#taxonomy = new Taxonomy(topics.length === 0 ? [root] : topics);
    this.#matchers = this.#taxonomy.topics.flatMap((topic) =>
      topic.keywords.length === 0 ? [] : [{ topic, pattern: compileWords(topic.keywords) }],
    );
  }

  /** Whether a text of a general source is AI news: see docs/content.md. */
  isAiNews(title: string, excerpt: string): boolean {
    const text = normalize(`${title}\n${excerpt}`);
    if (this.#everyday.test(text)) return this.#unmistakable.test(text);
    return this.#matchers.some(({ topic, pattern }) => topic.needsAi !== true && pattern.test(text));
  }

  /**
   * The topics of a text: those whose keywords it holds as whole words, those above them, what the source always
   * has, not what it never has, and AI. The most special come first.
   */
  find(title: string, excerpt: string, source: SourceTopics, given: readonly string[] = []): string[] {
    const text = normalize(`${title}\n${excerpt}`);
    const matched = this.#matchers.flatMap(({ topic, pattern }) => (pattern.test(text) ? topic.name : []));
    const names = new Map<string, string>();
    for (const name of [...given, ...source.always, ...matched]) this.#addFamily(name, names);
    for (const name of source.never) names.delete(topicKey(this.#taxonomy.find(name)?.name ?? name));
    names.delete(topicKey(ROOT_TOPIC));
    return [...names.values(), this.#taxonomy.find(ROOT_TOPIC)?.name ?? ROOT_TOPIC];
  }

  #addFamily(name: string, names: Map<string, string>): void {
    for (let topic: string | null = name; topic !== null; ) {
      const known: Topic | undefined = this.#taxonomy.find(topic);
      const spelled = known?.name ?? topic;
      // A parent loop in the file ends here as well.
      if (names.has(topicKey(spelled))) return;
      names.set(topicKey(spelled), spelled);
      topic = known?.parent ?? null;
    }
  }
}

/** Hyphens are blanks and apostrophes straight: `self-driving` and `self driving` are the same words. */
function normalize(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[-‐‑–—_/]+/g, ' ')
    .replace(/\s+/g, ' ');
}

function compileWords(words: readonly string[]): RegExp {
  const alternatives = words.map((word) => RegExp.escape(normalize(word).trim()));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'u');
}
