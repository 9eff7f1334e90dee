import { createHash } from 'node:crypto';
import { isTracking } from './tracking.ts';

/** Discord refuses longer addresses in embeds (OpenAPI schema RichEmbed). */
export const URL_MAX_CHARS = 2048;

/** Longer ones are not looked at; a redirector's that holds another address may be longer than Discord takes. */
const URL_READ_MAX_CHARS = 2 * URL_MAX_CHARS;

const STORY_ID_HEX_CHARS = 16;

/** Of the canonical link, and so of ids: it stays as it is. What else only tracks is in tracking.ts. */
const TRACKING_PARAMETER =
  /^(?:utm_[a-z_]+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|twclid|ttclid|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|ocid|cmpid|ito|ns_(?:source|mchannel|campaign)|vero_id|oly_(?:enc|anon)_id|guccounter|guce_referrer(?:_sig)?|amp(?:_[a-z_]+)?|usqp)$/i;

const AMP_CACHE_HOST = /(?:^|\.)cdn\.ampproject\.org$/;
const AMP_VIEWER_PATH = /^\/amp\/s\/(.+)$/;
const AMP_CACHE_PATH = /^\/(?:[a-z]\/)?(?:s\/)?(.+)$/;

/**
 * Parses an absolute http or https address.
 * @returns null for anything else: another scheme, a relative address, no address at all, one that is too long
 */
export function parseHttpUrl(text: string): URL | null {
  return text.length > URL_READ_MAX_CHARS ? null : toHttpUrl(text);
}

function toHttpUrl(text: string): URL | null {
  const url = URL.parse(text.trim());
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null;
}

/**
 * The address as it may go to Discord: http or https, no user name or password in it, not too long.
 * @returns null when it may not
 */
export function cleanLink(text: string): string | null {
  const url = parseHttpUrl(text);
  if (url === null || url.username !== '' || url.password !== '') return null;
  return url.href.length <= URL_MAX_CHARS ? url.href : null;
}

/** `https://www.m.example.com:8080/…` → `m.example.com`. */
export function hostWithoutPrefix(url: URL): string {
  return url.hostname.replace(/^www\./, '');
}

/**
 * One spelling for all addresses of an article: host without `www.`, `amp.` or `m.`, AMP forms unwrapped,
 * no tracking parameters, no fragment, no trailing slash, always https. Canonicalizing twice changes nothing.
 * @returns null when the text is no http or https address
 */
export function canonicalizeLink(text: string): string | null {
  if (text.length > URL_READ_MAX_CHARS) return null;
  let link: string | null = text;
  // One strip can uncover another (`.amp.amp`, `http://…:443`). Each pass after the first makes the link shorter, so this ends.
  for (let before: string | null = null; link !== null && link !== before; ) {
    before = link;
    link = stripLink(link);
  }
  return link;
}

function stripLink(text: string): string | null {
  // Spelled anew, it may have become longer.
  let url = toHttpUrl(text);
  if (url === null) return null;
  for (let inner = unwrapAmp(url); inner !== null; inner = unwrapAmp(url)) url = inner;

  const host = url.hostname.replace(/^(?:(?:www|amp|m)\.)+(?=[^.]+\.)/, '').replace(/\.$/, '');
  if (host === '') return null;
  const port = url.port === '' ? '' : `:${url.port}`;
  const query = [...url.searchParams].filter(([name]) => !TRACKING_PARAMETER.test(name));
  const search = query.length === 0 ? '' : `?${new URLSearchParams(query)}`;
  return `https://${host}${port}${canonicalizePath(url.pathname)}${search}`;
}

/** The address without tracking parameters and fragment, otherwise as it is: one that still opens. */
export function stripTracking(link: string): string {
  const url = new URL(link);
  url.hash = '';
  const kept = [...url.searchParams].filter(
    ([name, value]) => !TRACKING_PARAMETER.test(name) && !isTracking(name, value, url.hostname),
  );
  // Untouched where nothing is stripped: writing the query anew can change how it is spelled.
  if (kept.length < url.searchParams.size) url.search = new URLSearchParams(kept).toString();
  return url.href;
}

/** The story's id: a hash of its canonical link. */
export function hashLink(canonicalLink: string): string {
  return createHash('sha256').update(canonicalLink).digest('hex').slice(0, STORY_ID_HEX_CHARS);
}

/** Strips `/amp`, `.amp` and slashes from the end, over and over: `/a/amp/`, `/a.amp` and `/a` are one article. */
function canonicalizePath(path: string): string {
  const bare = stripEnd(path, ['/', '/amp', '.amp']);
  const type = /\.html?$/i.exec(bare)?.[0] ?? '';
  return stripEnd(bare.slice(0, bare.length - type.length), type === '' ? [] : ['.amp']) + type;
}

/** From the end, step by step: one expression for it takes time with the square of what is stripped. */
function stripEnd(text: string, ends: readonly string[]): string {
  let end = text.length;
  const isEnd = (mark: string): boolean =>
    text.slice(Math.max(0, end - mark.length), end).toLowerCase() === mark;
  for (let mark = ends.find(isEnd); mark !== undefined; mark = ends.find(isEnd)) end -= mark.length;
  return text.slice(0, end);
}

/** The article's own address behind an AMP cache or viewer; null when there is none. */
function unwrapAmp(url: URL): URL | null {
  const viewer = /(?:^|\.)google\.[a-z.]+$/.test(url.hostname) ? AMP_VIEWER_PATH.exec(url.pathname) : null;
  const cache = AMP_CACHE_HOST.test(url.hostname) ? AMP_CACHE_PATH.exec(url.pathname) : null;
  const inner = (viewer ?? cache)?.[1];
  return inner === undefined ? null : toHttpUrl(`https://${inner}${url.search}`);
}
