import { cleanText } from '../../story/text.ts';

export type FeedLink = { readonly url: string; readonly title: string };

/** A `link` of a page, its address absolute. */
export type PageLink = FeedLink & { readonly rel: string; readonly type: string };

const FEED_TYPE = /^application\/(?:rss|atom|rdf)\+xml$|^application\/feed\+json$/;
/** Types that other things have as well. */
const LOOSE_TYPE = /^(?:text|application)\/(?:xml|json|rss|atom)$/;
const FEED_ADDRESS = /(?:^|[/._-])(?:feeds?|rss2?|atom|rdf)(?:[/._-]|$)|\.(?:xml|rss|atom|rdf)$/i;
/** WordPress's interface for programs, and descriptions for embedding (oembed.com). */
const INTERFACE = /\/wp-json(?:\/|$)|[?&]rest_route=|oembed|opensearch|\/xmlrpc/i;
const COMMENTS_ADDRESS =
  /\/comments?\/|[?&](?:feed=comments|withcomments=)|comments?[-_.]?(?:feed|rss|atom|xml)/i;
const COMMENTS_TITLE =
  /\bcomments?\b|commentaires|comentarios|comentários|commenti\b|\bkomm?ent|reacties|reageren|коммент|комент|コメント|评论|評論|留言|回應|댓글|yorum/i;

/**
 * The feeds that a page names, the page's own first: one below its own address, then in the page's order, those behind
 * whose type says little. Comments are no news.
 */
export function choosePageFeeds(links: readonly PageLink[], pageUrl: string): FeedLink[] {
  const ranked = links.flatMap((link) => {
    const rank = rankLink(link, pageUrl);
    return rank === null ? [] : [{ rank, url: link.url, title: cleanText(link.title) }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ url, title }) => ({ url, title }));
}

function rankLink({ rel, type: fullType, url, title }: PageLink, pageUrl: string): number | null {
  const kinds = rel.toLowerCase().split(/\s+/);
  const type = fullType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const isFeed = kinds.includes('feed');
  if (!isFeed && (!kinds.includes('alternate') || kinds.includes('stylesheet'))) return null;
  if (INTERFACE.test(url) || COMMENTS_ADDRESS.test(url) || COMMENTS_TITLE.test(title)) return null;
  if (FEED_TYPE.test(type) || (isFeed && type === '')) return isBelow(url, pageUrl) ? 0 : 1;
  if (LOOSE_TYPE.test(type)) return 2;
  return type === '' && FEED_ADDRESS.test(new URL(url).pathname) ? 3 : null;
}

/** A section's page names its own feed and the whole site's. */
function isBelow(url: string, pageUrl: string): boolean {
  const [feed, page] = [new URL(url), new URL(pageUrl)];
  const folder = page.pathname.endsWith('/') ? page.pathname : `${page.pathname}/`;
  return feed.host === page.host && folder !== '/' && feed.pathname.startsWith(folder);
}
