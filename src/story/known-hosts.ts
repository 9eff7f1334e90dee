/** Sites whose one article has several addresses, and how each address is spelled; the host without `www.` and `m.`. */
type Spelling = {
  readonly host: RegExp;
  /** @returns null where the site's rule says nothing of this address */
  readonly spell: (url: URL) => string | null;
};

const SPELLINGS: readonly Spelling[] = [
  { host: /^youtu\.be$|^(?:(?:music|gaming)\.)?youtube(?:-nocookie)?\.com$/, spell: spellYouTube },
  { host: /^(?:mobile\.)?(?:x|twitter)\.com$|^(?:[fv]xtwitter|fixupx|fixvx)\.com$/, spell: spellX },
  { host: /^(?:(?:export|browse|cn)\.)?arxiv\.org$|^ar5iv\.(?:org|labs\.arxiv\.org)$/, spell: spellArxiv },
  {
    host: /^[a-z-]+\.m\.(?:wikipedia|wikinews|wiktionary|wikimedia|wikibooks|wikiquote)\.org$/,
    spell: spellWiki,
  },
  { host: /^(?:(?:old|np|new|i|amp|sh)\.)?reddit\.com$|^redd\.it$/, spell: spellReddit },
  { host: /^(?:player\.)?vimeo\.com$/, spell: spellVimeo },
  { host: /^dai\.ly$|^dailymotion\.com$/, spell: spellDailymotion },
  { host: /^news\.google\.com$/, spell: spellGoogleNews },
];

/**
 * The one spelling of an article's address on a site that has several: `youtu.be/ID` and `m.youtube.com/shorts/ID` are
 * one video.
 * @returns null for an address of another site
 */
export function spellKnownHost(url: URL): string | null {
  return SPELLINGS.find(({ host }) => host.test(url.hostname))?.spell(url) ?? null;
}

function spellYouTube({ hostname, pathname, searchParams }: URL): string | null {
  const inPath =
    hostname === 'youtu.be'
      ? /^\/([\w-]+)$/.exec(pathname)?.[1]
      : /^\/(?:shorts|embed|live|v|e|watch)\/([\w-]+)$/.exec(pathname)?.[1];
  const id = inPath ?? (pathname === '/watch' ? searchParams.get('v') : null);
  // Of two players, the word in the place of the id is none.
  const isVideo = /^[\w-]{11}$/.test(id ?? '') && id !== 'videoseries' && id !== 'live_stream';
  return isVideo ? `https://youtube.com/watch?v=${id}` : null;
}

function spellX(url: URL): string {
  const id = /^\/(?:i\/web|i|\w{1,15})\/status(?:es)?\/(\d+)/.exec(url.pathname)?.[1];
  return id === undefined ? withHost(url, 'x.com') : `https://x.com/i/status/${id}`;
}

/** The versions of a paper are one, as are its summary, its PDF and its web page. */
function spellArxiv(url: URL): string {
  const id =
    /^\/(?:abs|pdf|html|format|ps|e-print)\/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?$/i.exec(
      url.pathname,
    )?.[1];
  return id === undefined ? withHost(url, 'arxiv.org') : `https://arxiv.org/abs/${id}`;
}

function spellWiki(url: URL): string {
  return withHost(url, url.hostname.replace('.m.', '.'));
}

function spellReddit(url: URL): string {
  const id =
    url.hostname === 'redd.it'
      ? /^\/(\w+)$/.exec(url.pathname)?.[1]
      : // A comment has its own id behind the headline.
        /^\/(?:(?:r|u|user)\/[\w-]+\/)?comments\/(\w+)(?:\/[^/]*)?$/.exec(url.pathname)?.[1];
  return id === undefined ? withHost(url, 'reddit.com') : `https://reddit.com/comments/${id.toLowerCase()}`;
}

function spellVimeo(url: URL): string {
  const id = /^\/(?:video\/)?(\d+)$/.exec(url.pathname)?.[1];
  return id === undefined ? withHost(url, url.hostname) : `https://vimeo.com/${id}`;
}

function spellDailymotion(url: URL): string {
  const path = url.hostname === 'dai.ly' ? /^\/(\w+)$/ : /^\/(?:embed\/)?video\/(\w+)$/;
  const id = path.exec(url.pathname)?.[1];
  return id === undefined ? withHost(url, url.hostname) : `https://dailymotion.com/video/${id}`;
}

function spellGoogleNews(url: URL): string | null {
  const token = /^\/(?:rss\/articles|articles|read)\/([\w-]+)$/.exec(url.pathname)?.[1];
  return token === undefined ? null : `https://news.google.com/articles/${token}`;
}

function withHost({ pathname, search }: URL, host: string): string {
  return `https://${host}${pathname === '/' ? '' : pathname}${search}`;
}
