import { pageIdOf } from '../../story/article-key.ts';
import { canonicalizeLink, hashLink, URL_MAX_CHARS } from '../../story/links.ts';
import { isRoute, tellingFragment } from '../../story/page-entry.ts';
import type { RawItem } from './item.ts';

/** Enough of a hash to tell the stories of one page apart. */
const NAME_HEX_CHARS = 12;

/**
 * Tells apart the items of one document that share an address: release notes whose links differ by their fragments
 * alone, or that have one link and names (guid) of their own. A fragment that is a route always counts.
 */
export function tellApart(items: readonly RawItem[]): RawItem[] {
  const placed = items.map((item) => ({
    item,
    page: pageOf(item.link),
    fragment: tellingFragment(item.link),
    title: item.title.trim(),
  }));
  const pages = new Map<string | null, Map<string | null, Set<string>>>();
  for (const { page, fragment, title } of placed) {
    const titles = pages.get(page) ?? new Map<string | null, Set<string>>();
    pages.set(page, titles.set(fragment, (titles.get(fragment) ?? new Set()).add(title)));
  }
  // A list of links to many sites has names for its own entries, not for those of the pages.
  const isOneSite = new Set(items.map(({ link }) => URL.parse(link)?.host)).size === 1;
  return placed.map(({ item, page, fragment }) => {
    const titles = page === null ? undefined : pages.get(page);
    const entry = titles === undefined ? null : findEntry(item, fragment, titles);
    const spare = entry ?? fragment ?? (isOneSite ? nameById(item.link, item.id) : null);
    return {
      ...item,
      ...(entry !== null && { entry }),
      ...(spare !== null && { spareEntry: spare }),
    };
  });
}

/** @param titles the headlines at the item's address, by fragment */
function findEntry(
  { link, id }: RawItem,
  fragment: string | null,
  titles: ReadonlyMap<string | null, ReadonlySet<string>>,
): string | null {
  if (fragment !== null && isRoute(fragment)) return fragment;
  // One headline at one place is one piece of news, however often it is listed.
  const isShared = (titles.get(fragment)?.size ?? 0) > 1;
  const name = isShared ? nameById(link, id) : null;
  // One fragment for all of them tells nothing.
  return name ?? (titles.size > 1 ? fragment : null);
}

function nameById(link: string, id: string | null): string | null {
  if (id === null) return null;
  // A name that is the page's own address, whatever its fragment counts, names no entry of it.
  if (pageOf(id) === pageOf(link)) return readFragmentName(id);
  return hashLink(id).slice(0, NAME_HEX_CHARS);
}

/** A number there is a version of the one article (`…/article#2`). */
function readFragmentName(id: string): string | null {
  const fragment = tellingFragment(id);
  return fragment === null || /^\d+$/.test(fragment) ? null : fragment;
}

function pageOf(link: string): string | null {
  const canonical = link.length > URL_MAX_CHARS ? null : canonicalizeLink(link);
  return canonical === null ? null : pageIdOf(canonical);
}
