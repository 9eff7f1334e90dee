import type { Candidate } from '../curation/selection.ts';
import { MINUTE_MS } from '../duration.ts';
import type { Library } from '../library/library.ts';

/** Channels that look in the same minute want few different ages: one for posts, and one for each kind of digest. */
const KEPT_MAX = 4;

/**
 * The stories young enough to be picked, read once for all channels that look in the same minute: reading them is
 * most of a selection's work.
 */
export class YoungStories {
  readonly #library: Library;
  /** By minute and age, the oldest reading first. */
  readonly #read = new Map<string, readonly Candidate[]>();

  constructor(library: Library) {
    this.#library = library;
    library.onChange(() => this.#read.clear());
  }

  /** A few may be just too old, or not out yet within the minute: the selection refuses those. */
  list(nowMs: number, maxAgeMs: number): readonly Candidate[] {
    const minuteMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
    const key = `${minuteMs} ${maxAgeMs}`;
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    const stories = this.#library.listPublished(minuteMs - maxAgeMs, minuteMs + MINUTE_MS);
    this.#read.set(key, stories);
    const [oldest] = this.#read.keys();
    if (this.#read.size > KEPT_MAX && oldest !== undefined) this.#read.delete(oldest);
    return stories;
  }
}
