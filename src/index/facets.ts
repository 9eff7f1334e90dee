import { hash } from 'node:crypto';

// Facets stand in the word index beside a story's words, one for each topic and one for its provider, so that a search
// with filters is one look into one index. People cannot type them.

/** A private-use character: FTS5 takes it for a letter, splitWords does not. */
const FACET_MARK = '\ue000';
const DIGITS = 12;

/** The word that stands in the index for a topic or a provider. */
export function facetOf(kind: 'topic' | 'provider', key: string): string {
  return `${FACET_MARK}${kind === 'topic' ? 't' : 'p'}${hash('sha1', key).slice(0, DIGITS)}`;
}

/** Stands in every story. */
export const EVERY_STORY_FACET = `${FACET_MARK}a`;

export function isFacet(term: string): boolean {
  return term.startsWith(FACET_MARK);
}
