import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dump } from 'js-yaml';
import { listContentFiles } from '../src/records/content-files.ts';
import { parseRecord } from '../src/story/record.ts';
import type { Story } from '../src/story/story.ts';
import { createRandom } from '../tests/faults/random.ts';

// Corpora of any size, grown from given records. Headlines and excerpts are recombined, and the vocabulary grows with
// the number of words as Heaps' law says (V = K × n^β): without new words every word would be frequent, and every
// search slow in a way that no real collection is.

/** Of news text; K is between 10 and 100, β between 0.4 and 0.6 (Manning et al., Introduction to IR, 5.1.1). */
const HEAPS_K = 12;
const HEAPS_BETA = 0.6;
/** This share of the telling words is not a seed's own. */
const COINED_SHARE = 0.7;
const TELLING_MIN_LETTERS = 4;
const STORIES_A_DAY = 100;
const RETOLD_SHARE = 0.05;
const UNPUBLISHED_SHARE = 0.02;
const DAY_MS = 86_400_000;

export type Random = () => number;

/** The newest story's date: a fixed one, so that a corpus is the same every day. */
export const CORPUS_END_MS = Date.parse('2023-06-01T00:00:00Z');

export type CorpusStory = {
  readonly path: string;
  readonly title: string;
  readonly excerpt: string;
  readonly provider: string;
  readonly topics: readonly string[];
  readonly heat: number;
  readonly link: string;
  readonly publishedAtMs: number;
  readonly isPublished: boolean;
};

/** The stories of a folder, as seeds. */
export function readSeeds(folder: string): Story[] {
  const seeds = listContentFiles(folder).files.flatMap(({ path }) => {
    const outcome = parseRecord(readFileSync(join(folder, path)));
    return outcome.kind === 'story' ? [outcome.story] : [];
  });
  if (seeds.length < 10) throw new Error(`${folder} holds ${seeds.length} records; a corpus needs 10`);
  return seeds;
}

/** `count` stories, newest first. */
export function buildCorpus(seeds: readonly Story[], count: number, seed = 1): CorpusStory[] {
  const random = createRandom(seed);
  const vocabulary = new Vocabulary(random);
  const providers = [...new Set(seeds.map(({ provider }) => provider.name))];
  for (let more = providers.length; more < 150; more++)
    providers.push(`${capitalize(coinWord(random))} News`);
  const stories: CorpusStory[] = [];
  for (let index = 0; index < count; index++) {
    const earlier = random() < RETOLD_SHARE ? stories.at(-1 - Math.floor(random() * 20)) : undefined;
    const heat = 20 + Math.floor(random() ** 2 * 160);
    stories.push({
      path: `news/${String(Math.floor(index / 1000)).padStart(3, '0')}/${index}.md`,
      title:
        earlier === undefined
          ? recombine(seeds, ({ title }) => title, vocabulary, random)
          : retell(earlier.title, random),
      excerpt: earlier?.excerpt ?? recombine(seeds, ({ excerpt }) => excerpt, vocabulary, random),
      // Few outlets publish most stories.
      provider: providers[Math.floor(random() ** 2 * providers.length)] ?? 'Outlet',
      topics: earlier?.topics ?? pick(seeds, random).topics,
      heat,
      link: `https://outlet.example/${index}`,
      publishedAtMs: CORPUS_END_MS - Math.floor((index / STORIES_A_DAY) * DAY_MS),
      isPublished: random() >= UNPUBLISHED_SHARE,
    });
  }
  return stories;
}

/** Writes the stories as records, in the shape that real ones have. */
export function writeCorpus(folder: string, stories: readonly CorpusStory[]): void {
  const folders = new Set<string>();
  for (const story of stories) {
    const file = join(folder, story.path);
    if (!folders.has(dirname(file))) mkdirSync(dirname(file), { recursive: true });
    folders.add(dirname(file));
    writeFileSync(file, toRecord(story));
  }
}

export function toRecord(story: CorpusStory): string {
  const record = {
    category: 'news',
    title: story.title,
    excerpt: story.excerpt,
    publishedDateTime: new Date(story.publishedAtMs).toISOString(),
    originalUrl: story.link,
    webUrl: story.link,
    type: 'article',
    heat: story.heat,
    quality: story.heat,
    published: story.isPublished,
    provider: {
      name: story.provider,
      domain: 'outlet.example',
      images: [{ url: 'https://outlet.example/icon.jpg', width: 50, height: 50 }],
    },
    topics: story.topics,
    images: [{ url: `${story.link}.jpg`, width: 1000, height: 600, isCached: true }],
  };
  return `---\n${dump(record)}---\n`;
}

/** Coined words: a new one as often as Heaps' law says, else one that was coined before, the frequent ones most. */
class Vocabulary {
  readonly #random: Random;
  readonly #emitted: string[] = [];
  #words = 1;

  constructor(random: Random) {
    this.#random = random;
  }

  speak(text: string): string {
    return text
      .split(' ')
      .map((word) => {
        this.#words++;
        if (!/^\p{L}+$/u.test(word) || word.length < TELLING_MIN_LETTERS) return word;
        if (this.#random() >= COINED_SHARE) return word;
        const coined = this.#coin();
        return /^\p{Lu}/u.test(word) ? capitalize(coined) : coined;
      })
      .join(' ');
  }

  #coin(): string {
    // The law's slope, of all words; only a part of them is coined.
    const slope = HEAPS_K * HEAPS_BETA * this.#words ** (HEAPS_BETA - 1);
    const word =
      this.#emitted.length === 0 || this.#random() < slope / (COINED_SHARE / 2)
        ? coinWord(this.#random)
        : pick(this.#emitted, this.#random);
    this.#emitted.push(word);
    return word;
  }
}

const ONSETS =
  'b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sk sl sp st str t th tr v w z'.split(
    ' ',
  );
const VOWELS = 'a a a e e e i i o o u ai ea ee ia io ou'.split(' ');
const CODAS = ['', '', '', 'n', 'r', 's', 't', 'l', 'm', 'nd', 'nt', 'ck', 'x', 'rd', 'st'];

function coinWord(random: Random): string {
  const syllables = 2 + Math.floor(random() * 2);
  return Array.from(
    { length: syllables },
    () => pick(ONSETS, random) + pick(VOWELS, random) + pick(CODAS, random),
  ).join('');
}

/** The beginning of one seed's text and the end of another's. */
function recombine(
  seeds: readonly Story[],
  textOf: (story: Story) => string,
  vocabulary: Vocabulary,
  random: Random,
): string {
  const first = textOf(pick(seeds, random)).split(' ');
  const second = textOf(pick(seeds, random)).split(' ');
  const words = [
    ...first.slice(0, Math.ceil(first.length / 2)),
    ...second.slice(Math.floor(second.length / 2)),
  ];
  return vocabulary.speak(words.join(' '));
}

/** The same headline as another outlet would put it: its halves swapped. */
function retell(title: string, random: Random): string {
  const words = title.split(' ');
  const middle = Math.floor((0.3 + random() * 0.4) * words.length);
  return [...words.slice(middle), ...words.slice(0, middle)].join(' ');
}

function capitalize(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** One of the items; the list must not be empty. */
export function pick<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
