import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import { waitAtMost } from '../../abort.ts';
import type { Config } from '../../config.ts';
import { writeFileAtomically } from '../../files/atomic-file.ts';
import type { Library, LibraryStory } from '../../library/library.ts';
import { parseRecord } from '../../story/record.ts';
import type { Story } from '../../story/story.ts';

/** A page that is read and understood takes seconds; who asked waits. */
const READ_MAX_MS = 30_000;
/** Its page may be hostile: it gets a thread and memory of its own, and the bot answers meanwhile. */
const READ_HEAP_MAX_MB = 128;
/** The library looks at its folder at least once a minute, also where the system tells of no change. */
const NOTICED_MAX_MS = 75_000;

export type ArticleRequest = {
  readonly url: string;
  readonly contentDir: string;
  readonly isPrivateAllowed: boolean;
};
/** The record that an article would get, or in a sentence why it gets none. */
export type ReadArticle = { readonly kind: 'read'; readonly text: string; readonly path: string } | Refused;

type Refused = { readonly kind: 'refused'; readonly reason: string };
export type AddedArticle = { readonly kind: 'added'; readonly found: LibraryStory } | Refused;
/** `added`: there is a record of it already. */
export type ArticlePreview = { readonly kind: 'read'; readonly story: Story } | AddedArticle;

const refuse = (reason: string) => ({ kind: 'refused', reason }) as const;
const NOTHING_SHOWN = refuse('its page says nothing that can be shown');

/** Adds articles that members name to the content folder of a running bot. */
export class ArticleAdder {
  readonly #config: Pick<Config, 'contentDir' | 'ingest'>;
  readonly #library: Library;
  /** One at a time: who presses twice finds the record of the first press. */
  readonly #inTurn = pLimit(1);

  constructor(config: Pick<Config, 'contentDir' | 'ingest'>, library: Library) {
    this.#config = config;
    this.#library = library;
  }

  /** What its page says of an article; nothing is written. */
  async preview(url: string): Promise<ArticlePreview> {
    const read = await this.#read(url);
    if (read.kind === 'refused') return read;
    const story = parseText(read.text);
    if (story === null) return NOTHING_SHOWN;
    return this.#findKnown(story.link) ?? { kind: 'read', story };
  }

  /** Writes the record of an article, and waits until it can be posted. One that is known is not written again. */
  add(url: string): Promise<AddedArticle> {
    return this.#inTurn(async () => {
      const known = this.#findKnown(url);
      if (known !== null) return known;
      const read = await this.#read(url);
      if (read.kind === 'refused') return read;
      const story = parseText(read.text);
      if (story === null) return NOTHING_SHOWN;
      return this.#findKnown(story.link) ?? (await this.#write(read, story.id));
    });
  }

  /** A record that an editor holds back is theirs: another one beside it would show the article all the same. */
  #findKnown(link: string): AddedArticle | null {
    const found = this.#library.findByLink(link);
    if (found !== undefined) return { kind: 'added', found };
    return this.#library.hasRecord(link) ? refuse('there is a record of it, which is not shown') : null;
  }

  async #write({ text, path }: { text: string; path: string }, storyId: string): Promise<AddedArticle> {
    const noticed = Promise.withResolvers<LibraryStory>();
    const stop = this.#library.onChange(() => {
      const found = this.#library.getStory(storyId);
      if (found !== undefined) noticed.resolve(found);
    });
    try {
      await writeFileAtomically(join(this.#config.contentDir, path), text, null);
      return (await waitAtMost(noticed.promise, NOTICED_MAX_MS))
        ? { kind: 'added', found: await noticed.promise }
        : refuse('its record is written, but not shown yet: try again in a minute');
    } finally {
      stop();
    }
  }

  #read(url: string): Promise<ReadArticle> {
    const { contentDir, ingest } = this.#config;
    return readInThread({ url, contentDir, isPrivateAllowed: ingest.isPrivateAllowed });
  }
}

function parseText(text: string): Story | null {
  const parsed = parseRecord(Buffer.from(text));
  return parsed.kind === 'story' ? parsed.story : null;
}

async function readInThread(request: ArticleRequest): Promise<ReadArticle> {
  const worker = new Worker(new URL('./article-worker.ts', import.meta.url), {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: READ_HEAP_MAX_MB, maxYoungGenerationSizeMb: 4 },
  });
  let answer: ReadArticle = refuse(`its page could not be read within ${READ_MAX_MS / 1000} seconds`);
  worker.on('message', (message: ReadArticle) => {
    answer = message;
  });
  worker.on('error', (error) => {
    answer = refuse(`its page could not be read: ${error.message}`);
  });
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  await waitAtMost(ended, READ_MAX_MS);
  await worker.terminate();
  return answer;
}
