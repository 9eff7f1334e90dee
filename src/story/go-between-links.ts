import { canonicalizeLink, parseHttpUrl, URL_MAX_CHARS } from './links.ts';

/** How a go-between's address names its target: in a parameter of these names, or in another way. */
type GoBetween = {
  readonly host: RegExp;
  readonly path: RegExp;
  readonly target: readonly string[] | ((url: URL) => string | null);
};

const anyPath = /^/;

/** Hosts whose addresses carry the address that they lead to; others are never looked into. */
const GO_BETWEENS: readonly GoBetween[] = [
  { host: /^google(?:\.[a-z]{2,3}){1,2}$/, path: /^\/(?:url|imgres)$/, target: ['url', 'q', 'imgrefurl'] },
  {
    host: /^news\.google(?:\.[a-z]{2,3}){1,2}$/,
    path: /^\/(?:rss\/articles|articles|read)\//,
    target: readGoogleNews,
  },
  { host: /^news\.url\.google\.com$/, path: anyPath, target: ['url', 'q'] },
  {
    host: /^(?:feedproxy|feedburner)\.google\.com$|^feeds\.feedburner\.com$/,
    path: anyPath,
    target: ['url', 'u'],
  },
  { host: /^(?:cn\.)?bing\.com$/, path: /^\/news\/apiclick\.aspx$/i, target: ['url'] },
  { host: /^(?:cn\.)?bing\.com$/, path: /^\/ck\/a$/, target: readBing },
  { host: /^news\.google(?:\.[a-z]{2,3}){1,2}$/, path: /^\/news\/url$/, target: ['url'] },
  { host: /^urldefense\.proofpoint\.com$/, path: /^\/v2\/url$/, target: readProofpoint },
  { host: /^t\.umblr\.com$/, path: /^\/redirect$/, target: ['z'] },
  {
    host: /^(?:(?:l|lm)\.)?facebook\.com$/,
    path: /^\/(?:l|flx\/warn|sharer|sharer\/sharer)(?:\.php)?$/,
    target: ['u'],
  },
  { host: /^l\.(?:instagram|threads|messenger|wl)\.(?:com|net|co)$/, path: anyPath, target: ['u'] },
  { host: /^out\.reddit\.com$/, path: anyPath, target: ['url'] },
  { host: /^slack-redir\.net$/, path: /^\/link$/, target: ['url'] },
  { host: /(?:^|\.)safelinks\.protection\.outlook\.com$/, path: anyPath, target: ['url'] },
  {
    host: /^(?:statics|teams)\.teams\.(?:cdn\.office|microsoft)\.(?:net|com)$/,
    path: /safelinks/,
    target: ['url'],
  },
  { host: /^youtube\.com$/, path: /^\/redirect$/, target: ['q'] },
  { host: /^(?:away\.)?vk\.com$/, path: /^\/away(?:\.php)?$/, target: ['to'] },
  { host: /^steamcommunity\.com$/, path: /^\/linkfilter$/, target: ['url', 'u'] },
  { host: /^(?:html\.)?duckduckgo\.com$/, path: /^\/l$/, target: ['uddg'] },
  { host: /^linkedin\.com$/, path: /^\/(?:redir\/redirect|redirect|safety\/go)$/, target: ['url'] },
  { host: /^medium\.com$/, path: /^\/r$/, target: ['url'] },
  { host: /^getpocket\.com$/, path: /^\/redirect$/, target: ['url'] },
  { host: /^disq\.us$/, path: /^\/url$/, target: ['url'] },
  { host: /^exit\.sc$/, path: anyPath, target: ['url'] },
  { host: /^deviantart\.com$/, path: /^\/users\/outgoing$/, target: readQuery },
  { host: /^(?:href\.li|anonym\.to|nullrefer\.com)$/, path: anyPath, target: readQuery },
  {
    host: /^(?:redirect|click)\.viglink\.com$|^go\.(?:skimresources|redirectingat)\.com$/,
    path: anyPath,
    target: ['u', 'url'],
  },
  { host: /^click\.linksynergy\.com$/, path: /^\/deeplink$/, target: ['murl'] },
  { host: /^translate\.google(?:\.[a-z]{2,3}){1,2}$/, path: /^\/translate$/, target: ['u'] },
  {
    host: /^r\.search\.yahoo\.com$/,
    path: /\/RU=/,
    target: ({ pathname }) => decode(/\/RU=([^/]+)/.exec(pathname)?.[1]),
  },
  {
    host: /^urldefense\.com$/,
    path: /^\/v3\/__/,
    target: ({ href }) => /\/v3\/__([^;]+?)__;/.exec(href)?.[1] ?? null,
  },
];

/** Go-betweens behind go-betweens are followed so far. */
const FOLLOWED_MAX = 5;

/**
 * The address that a go-between's address leads to, as far as it says so itself; nothing is asked.
 * @returns null for an address of anything else, and where the target is not in it
 */
export function findTarget(link: string): string | null {
  let found: string | null = null;
  for (let step = 0; step < FOLLOWED_MAX; step++) {
    const next = readTarget(found ?? link);
    if (next === null) return found;
    found = next;
  }
  return found;
}

/** Whether an address is a go-between's that keeps its target to itself. */
export function hidesTarget(link: string): boolean {
  const url = parseHttpUrl(link);
  return url !== null && findGoBetween(url)?.target === readGoogleNews && readGoogleNews(url) === null;
}

function readTarget(link: string): string | null {
  const url = link.length <= URL_MAX_CHARS ? parseHttpUrl(link) : null;
  const goBetween = url === null ? undefined : findGoBetween(url);
  if (url === null || goBetween === undefined) return null;
  const { target } = goBetween;
  const texts =
    typeof target === 'function' ? [target(url)] : target.map((name) => url.searchParams.get(name));
  for (const text of texts) {
    const found = text === null ? null : parseHttpUrl(text);
    // One that names no host of the web, or nobody's but its own, leads nowhere.
    if (found !== null && found.href.length <= URL_MAX_CHARS && canonicalizeLink(found.href) !== null)
      return found.href;
  }
  return null;
}

function findGoBetween({ hostname, pathname }: URL): GoBetween | undefined {
  const name = hostname.replace(/^(?:www|m)\./, '');
  const bare = pathname.replace(/(?<=.)\/$/, '');
  return GO_BETWEENS.find(({ host, path }) => host.test(name) && path.test(bare));
}

/** Older tokens hold the address itself, in base64; newer ones are a key that only Google can read. */
function readGoogleNews({ pathname }: URL): string | null {
  const token = pathname.slice(pathname.lastIndexOf('/') + 1);
  const text = Buffer.from(token, 'base64url').toString('latin1');
  return /https?:\/\/[\x21-\x7e]+/.exec(text)?.[0] ?? null;
}

/** `u=a1` and the address in base64. */
function readBing({ searchParams }: URL): string | null {
  const token = searchParams.get('u') ?? '';
  return token.startsWith('a1') ? Buffer.from(token.slice(2), 'base64url').toString('utf8') : null;
}

/** Version 2 writes `-` for the `%` of escapes, and `_` for `/`. */
function readProofpoint({ searchParams }: URL): string | null {
  return decode(searchParams.get('u')?.replaceAll('-', '%').replaceAll('_', '/'));
}

/** The whole query is the address: `https://href.li/?https://example.com/a`. */
function readQuery({ search }: URL): string | null {
  const text = search.slice(1).replace(/=$/, '');
  return /^https?:/i.test(text) ? text : decode(text);
}

function decode(text: string | undefined): string | null {
  try {
    return text === undefined ? null : decodeURIComponent(text);
  } catch {
    return null;
  }
}
