import { findTarget } from './go-between-links.ts';
import { canonicalizeLink, parseHttpUrl } from './links.ts';

// Some pages hold several stories: release notes, with an anchor for each day, or an application that draws all its
// pages itself (`/#!/news/3`). What names one of them there is the story's entry, a part of its identity.

/** What a record may give as its entry. */
export const ENTRY_MAX_CHARS = 500;

/** Fragments that name a place of every page, or only say where a reader came from. */
const IDLE_FRAGMENT =
  /^(?:$|:~:|comments?(?:-\d+)?$|disqus_thread$|respond$|reactions$|atom-everything$|atom$|rss$|top$|main(?:-content)?$|content$|more(?:-\d+)?$|utm_|xtor=|ref=|source=|fbclid=|at_|cmpid=|ns_|mtm_|pk_|ftag=|echobox=|link_time=|amp_|aoh=|_=_|google_vignette)/i;

/** The fragment of an address as far as it can tell a story: `#November_24_2026` of release notes, `#!/news/3`. */
export function tellingFragment(link: string): string | null {
  const hash = parseHttpUrl(findTarget(link) ?? link)?.hash.slice(1) ?? '';
  // Directives of text fragments may follow a fragment (wicg.github.io/scroll-to-text-fragment).
  const fragment = hash.split(':~:', 1)[0] ?? '';
  if (IDLE_FRAGMENT.test(fragment) || fragment.length > ENTRY_MAX_CHARS) return null;
  return fragment;
}

/** Whether a fragment is an address within an application, as `#!/news/3` and `#/news/3` are. */
export function isRoute(fragment: string): boolean {
  return /^!?\/./.test(fragment);
}

/** The canonical link of an entry of a page, or of a page's only story (null). */
export function canonicalizeEntry(link: string, entry: string | null): string | null {
  const canonical = canonicalizeLink(link);
  return canonical === null || entry === null ? canonical : `${canonical}#${entry}`;
}

/** The canonical links that an address may stand for, the likeliest first. */
export function listCanonicalLinks(link: string): string[] {
  const links = [canonicalizeEntry(link, tellingFragment(link)), canonicalizeLink(link)];
  return [...new Set(links)].filter((canonical) => canonical !== null);
}
