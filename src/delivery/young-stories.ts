import type { Candidate } from '../curation/selection.ts';
import { MINUTE_MS } from '../duration.ts';
import type { Library } from '../library/library.ts';

/**
 * The stories young enough to be picked, read once for all channels that look in the same minute: reading them is
 * most of a selection's work.
 */
export class YoungStories {
  readonly #library: Library;
  #read: { readonly minuteMs: number; readonly maxAgeMs: number; readonly stories: Candidate[] } | null =
    null;

  constructor(library: Library) {
    this.#library = library;
    library.onChange(() => {
      this.#read = null;
    });
  }

  /** A few may be just too old, or not out yet within the minute: the selection refuses those. */
  list(nowMs: number, maxAgeMs: number): readonly Candidate[] {
    const minuteMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
    if (this.#read?.minuteMs !== minuteMs || this.#read.maxAgeMs !== maxAgeMs) {
      const stories = this.#library.listPublished(minuteMs - maxAgeMs, minuteMs + MINUTE_MS);
      this.#read = { minuteMs, maxAgeMs, stories };
    }
    return this.#read.stories;
  }
}
