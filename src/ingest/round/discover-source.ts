import type { Clock } from '../../clock.ts';
import { hostWithoutPrefix } from '../../story/links.ts';
import { cleanText, cutText } from '../../story/text.ts';
import type { TopicFinder } from '../../topics/topic-finder.ts';
import type { WebClient } from '../fetch/web-client.ts';
import { decodeDocument } from '../read/charset.ts';
import { type CleanedItem, cleanItem } from '../read/clean-item.ts';
import { FeedError, readFeed } from '../read/feed-items.ts';
import { isWebPage, type PageHead, readPageHead } from '../read/html.ts';
import { type FeedSource, parseSources } from '../sources/sources.ts';

const NAME_MAX_CHARS = 80;

export type Discovery =
  | {
      readonly kind: 'found';
      readonly source: FeedSource;
      /** Feeds that the page has besides. */
      readonly others: readonly string[];
      readonly listed: number;
      /** What it would bring now. */
      readonly items: readonly CleanedItem[];
    }
  | { readonly kind: 'none'; readonly reason: string };

/** Finds the feed behind an address: the address itself, or the first that its page names. */
export async function discoverSource(
  address: string,
  { client, finder, clock }: { client: WebClient; finder: TopicFinder; clock: Clock },
): Promise<Discovery> {
  const first = await client.get(address);
  if (first.kind !== 'read')
    return none(`${address}: ${first.kind === 'failed' ? first.reason : 'no answer'}`);
  const text = decodeDocument(first.bytes, first.contentType);
  const page = isWebPage(text) ? readPageHead(text, first.url) : null;
  if (page === null) return describe(text, first.url, null, [], finder, clock.now());
  const [feed, ...others] = [...new Set(page.feeds.map(({ url }) => url))];
  if (feed === undefined) {
    return none(`${first.url}: the page names no feed (link rel="alternate"); give the feed's own address`);
  }
  const answer = await client.get(feed);
  if (answer.kind !== 'read')
    return none(`${feed}: ${answer.kind === 'failed' ? answer.reason : 'no answer'}`);
  return describe(decodeDocument(answer.bytes, answer.contentType), feed, page, others, finder, clock.now());
}

function describe(
  text: string,
  url: string,
  page: PageHead | null,
  others: readonly string[],
  finder: TopicFinder,
  nowMs: number,
): Discovery {
  let feed: ReturnType<typeof readFeed>;
  try {
    feed = readFeed(text, url);
  } catch (error) {
    if (error instanceof FeedError) return none(`${url}: ${error.message}`);
    throw error;
  }
  // The articles tell best what the outlet's own host is: feeds are often served by another one.
  const domain = hostWithoutPrefix(new URL(feed.items[0]?.link ?? url));
  const name = cutText(cleanText(page?.title ?? feed.title ?? ''), NAME_MAX_CHARS) || domain;
  const entry = JSON.stringify([{ name, address: url, provider: { name, domain } }]);
  const [source] = parseSources(entry).sources;
  if (source?.kind !== 'feed') return none(`${url}: its name cannot be used: ${name}`);
  const items = feed.items.flatMap((raw) => cleanItem(raw, source, finder, nowMs) ?? []);
  return {
    kind: 'found',
    source,
    others,
    listed: items.length,
    items: items.filter(({ item }) => finder.isAiNews(item.title, item.excerpt)),
  };
}

function none(reason: string): Discovery {
  return { kind: 'none', reason };
}
