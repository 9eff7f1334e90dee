import { articleIdOf, pageIdOf } from '../../story/article-key.ts';
import { hashLink, stripTracking } from '../../story/links.ts';
import { canonicalizeEntry, tellingFragment } from '../../story/page-entry.ts';

/** By what an item is known: three hashes, which are one for most. */
export type ItemIds = {
  /** The id of the story that it would be. */
  readonly storyId: string;
  /** One for all spellings of its address. */
  readonly articleId: string;
  /** That of its page; the article's, unless it is one of several stories there. */
  readonly pageId: string;
};

/**
 * The link that a record gets, and what the item is known by.
 * @param link as the source gave it
 * @param entry which story of its page it is; null where the page is its own
 */
export function identifyItem(
  link: string,
  entry: string | null,
): { readonly link: string; readonly ids: ItemIds } | null {
  const page = stripTracking(link);
  const canonicalLink = canonicalizeEntry(page, entry);
  if (canonicalLink === null) return null;
  const fragment = entry !== null && tellingFragment(link) === entry ? `#${entry}` : '';
  return {
    link: page + fragment,
    ids: {
      storyId: hashLink(canonicalLink),
      articleId: articleIdOf(canonicalLink),
      pageId: pageIdOf(canonicalLink),
    },
  };
}
