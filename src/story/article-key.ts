import { findTarget } from './go-between-links.ts';
import { spellKnownHost } from './known-hosts.ts';
import { canonicalizeLink, hashLink, URL_MAX_CHARS } from './links.ts';
import { isTracking } from './tracking.ts';

// A story's id is the hash of its canonical link, and stays what it was when it was first posted. Which addresses are
// one article is judged by more than that: by the article's key. Two stories with one key are one article.

/** Each pass but the one that spells a known host makes the address shorter or leaves it; few take more than two. */
const PASSES_MAX = 10;

/**
 * One spelling for the addresses of an article, further than its canonical link goes: what a go-between leads to, known
 * hosts (`youtu.be`, `x.com`, arXiv …), parameters that only track, their order, escapes, `index.html`, double slashes,
 * session ids, `/amp/` in front.
 * @param canonicalLink with its entry, where it has one (`canonicalizeEntry`)
 */
export function articleKey(canonicalLink: string): string {
  if (canonicalLink.length > URL_MAX_CHARS) return canonicalLink;
  const entryAt = canonicalLink.indexOf('#');
  let link = entryAt < 0 ? canonicalLink : canonicalLink.slice(0, entryAt);
  for (let pass = 0, before = ''; link !== before && pass < PASSES_MAX; pass++) {
    before = link;
    link = spell(findTarget(link) ?? link) ?? link;
  }
  return entryAt < 0 ? link : link + spellEscapes(canonicalLink.slice(entryAt));
}

/** The article's id: by it, other spellings of a story's address are found. */
export function articleIdOf(canonicalLink: string): string {
  return hashLink(articleKey(canonicalLink));
}

/** The id of the page that an entry of it is on; that of the article where it is no entry. */
export function pageIdOf(canonicalLink: string): string {
  return articleIdOf(canonicalLink.replace(/#.*/s, ''));
}

function spell(link: string): string | null {
  const canonical = canonicalizeLink(link);
  if (canonical === null) return null;
  const url = new URL(canonical);
  const known = spellKnownHost(url);
  if (known !== null && known !== canonical) return known;
  const query = [...url.searchParams]
    .filter(([name, value]) => !isTracking(name, value, url.hostname))
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0));
  const search = query.length === 0 ? '' : `?${new URLSearchParams(query)}`;
  return `https://${url.host}${spellPath(url.pathname)}${search}`;
}

function spellPath(path: string): string {
  return spellEscapes(path)
    .replace(/;jsessionid=[^/;]*/gi, '')
    .replace(/\/{2,}/g, '/')
    .replace(/^\/amp(?=\/.)/i, '')
    .replace(/\/(?:index|default)\.(?:html?|php\d?|aspx?|jsp|cgi)$/i, '')
    .replace(/\/$/, '');
}

/** Escapes in capitals, and none where the character may stand for itself (RFC 3986, 6.2.2). */
function spellEscapes(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (spelled) => {
    const character = String.fromCharCode(Number.parseInt(spelled.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : spelled.toUpperCase();
  });
}
