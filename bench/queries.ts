import { FUNCTION_WORDS } from '../src/language/function-words.ts';
import { splitWords } from '../src/language/words.ts';
import { type CorpusStory, pick, type Random } from './corpus.ts';

type QueryKind = 'words' | 'prefix' | 'typo' | 'filter';

/** What somebody types who has a story in mind. */
export type BenchQuery = {
  readonly kind: QueryKind;
  readonly text: string;
  readonly provider?: string;
  readonly topic?: string;
  /** The link of the story that is meant. */
  readonly link: string;
};

const KINDS: readonly QueryKind[] = ['words', 'prefix', 'typo', 'filter'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Queries of all kinds in turn, each of words that stand in a shown story's headline. */
export function makeQueries(stories: readonly CorpusStory[], count: number, random: Random): BenchQuery[] {
  const queries: BenchQuery[] = [];
  while (queries.length < count) {
    const story = pick(stories, random);
    const words = splitWords(story.title).filter((word) => word.length > 3 && !FUNCTION_WORDS.has(word));
    if (!story.isPublished || words.length < 3) continue;
    const kind = KINDS[queries.length % KINDS.length] ?? 'words';
    const start = Math.floor(random() * (words.length - 1));
    const typed = words.slice(start, start + 2 + Math.floor(random() * 2));
    queries.push({ kind, link: story.link, ...phrase(kind, typed, story, random) });
  }
  return queries;
}

function phrase(
  kind: QueryKind,
  words: readonly string[],
  { provider, topics }: CorpusStory,
  random: Random,
): Omit<BenchQuery, 'kind' | 'link'> {
  const last = words.at(-1) ?? '';
  if (kind === 'prefix') {
    const shown = Math.max(3, Math.ceil(last.length * 0.6));
    return { text: [...words.slice(0, -1), last.slice(0, shown)].join(' ') };
  }
  if (kind === 'typo') {
    const at = Math.floor(random() * words.length);
    return { text: words.map((word, index) => (index === at ? misspell(word, random) : word)).join(' ') };
  }
  const text = words.join(' ');
  if (kind === 'words') return { text };
  const [topic] = topics;
  return topic === undefined || random() < 0.5 ? { text, provider } : { text, topic };
}

/** One edit, not in the first letter: people begin words right. */
function misspell(word: string, random: Random): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const [before, after] = [word.slice(0, at), word.slice(at)];
  switch (Math.floor(random() * 4)) {
    case 0:
      return before + after.slice(1);
    case 1:
      return before + pick([...LETTERS], random) + after;
    case 2:
      return before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2);
    default:
      return before + pick([...LETTERS], random) + after.slice(1);
  }
}
