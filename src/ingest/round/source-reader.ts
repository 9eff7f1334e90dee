import type { Clock } from '../../clock.ts';
import type { TopicFinder } from '../../topics/topic-finder.ts';
import type { Validators, WebAnswer, WebClient, WebDocument, WebFailure } from '../fetch/web-client.ts';
import { decodeDocument } from '../read/charset.ts';
import { type CleanedItem, cleanItem } from '../read/clean-item.ts';
import { FeedError, readFeed } from '../read/feed-items.ts';
import { readPageHead } from '../read/html.ts';
import type { RawItem } from '../read/item.ts';
import type { ItemIds } from '../read/item-identity.ts';
import { readJsonPage } from '../read/json-items.ts';
import { tellApart } from '../read/page-entries.ts';
import type { ArticleSource, FeedSource, JsonSource } from '../sources/sources.ts';

/** Older articles are no news: a source that is asked for the first time may list years. */
const ITEM_MAX_AGE_MS = 30 * 86_400_000;
/** Pages of a JSON source, and articles' own pages of a feed, that one round looks at. */
const JSON_PAGES_MAX = 5;
const ARTICLE_PAGES_MAX = 20;

type SourceDocument = Validators & {
  readonly kind: 'read';
  /** How many articles the source lists. */
  readonly listed: number;
  /** Those of them that are AI news, and not old. */
  readonly items: readonly CleanedItem[];
};
export type SourceAnswer = SourceDocument | { readonly kind: 'unchanged' } | WebFailure;

export type SourceReaderOptions = {
  readonly client: WebClient;
  readonly finder: TopicFinder;
  readonly clock: Clock;
  /** Whether a story has been taken before: its page is not looked at again, nor is it too old. */
  readonly isKnown: (ids: ItemIds) => boolean;
};

/** Asks one source for its articles and keeps those that are AI news. */
export async function readSource(
  source: ArticleSource,
  validators: Validators,
  options: SourceReaderOptions,
): Promise<SourceAnswer> {
  try {
    return await (source.kind === 'feed'
      ? readFeedSource(source, validators, options)
      : readJsonSource(source, validators, options));
  } catch (error) {
    if (error instanceof FeedError) return { kind: 'failed', reason: error.message, retryAtMs: null };
    throw error;
  }
}

async function readFeedSource(
  source: FeedSource,
  validators: Validators,
  options: SourceReaderOptions,
): Promise<SourceAnswer> {
  const answer = await options.client.get(source.address, validators);
  if (answer.kind !== 'read') return answer;
  const { items: listed } = readFeed(decodeDocument(answer.bytes, answer.contentType), answer.url);
  const items: CleanedItem[] = [];
  let pages = 0;
  for (const raw of tellApart(listed)) {
    const { client, finder, clock, isKnown } = options;
    const first = cleanItem(raw, source, finder, clock.now());
    if (first === null || isTooOld(first, options)) continue;
    const isBare = first.item.image === null || first.item.excerpt === '';
    const isAsked = source.page && isBare && !isKnown(first) && pages < ARTICLE_PAGES_MAX;
    if (isAsked) pages++;
    const whole = isAsked ? addPage(raw, await client.get(first.item.link)) : raw;
    keep(whole === raw ? first : cleanItem(whole, source, finder, clock.now()), source, options, items);
  }
  return { kind: 'read', listed: listed.length, items, etag: answer.etag, lastModified: answer.lastModified };
}

/** What the article's own page says fills what the feed left out; a page that cannot be had is no loss. */
function addPage(raw: RawItem, page: WebAnswer): RawItem {
  if (page.kind !== 'read' || !/html/i.test(page.contentType ?? '')) return raw;
  const { description, picture } = readPageHead(decodeDocument(page.bytes, page.contentType), page.url);
  return {
    ...raw,
    texts: description === null ? raw.texts : [...raw.texts, description],
    pictures: picture === null ? raw.pictures : [...raw.pictures, picture],
  };
}

async function readJsonSource(
  source: JsonSource,
  validators: Validators,
  options: SourceReaderOptions,
): Promise<SourceAnswer> {
  const items: CleanedItem[] = [];
  const isPaged = source.address.includes('{page}');
  let listed = 0;
  let firstPage: WebDocument | null = null;
  for (let page = 1; page <= (isPaged ? JSON_PAGES_MAX : 1); page++) {
    const address = source.address.replaceAll('{page}', String(page));
    const answer = await options.client.get(address, page === 1 ? validators : undefined);
    // What the pages before it said counts all the same.
    if (answer.kind !== 'read' && firstPage !== null) break;
    if (answer.kind !== 'read') return answer;
    firstPage ??= answer;
    const raws = readJsonPage(decodeDocument(answer.bytes, answer.contentType), answer.url);
    listed += raws.length;
    let news = 0;
    for (const raw of tellApart(raws)) {
      const cleaned = cleanItem(raw, source, options.finder, options.clock.now());
      if (cleaned === null || isTooOld(cleaned, options)) continue;
      if (!options.isKnown(cleaned)) news++;
      keep(cleaned, source, options, items);
    }
    // Newest first: after a page of old acquaintances come only more of them.
    if (news === 0) break;
  }
  const { etag = null, lastModified = null } = firstPage ?? {};
  return { kind: 'read', listed, items, etag, lastModified };
}

function isTooOld(cleaned: CleanedItem, { clock, isKnown }: SourceReaderOptions): boolean {
  return clock.now() - cleaned.item.publishedAtMs > ITEM_MAX_AGE_MS && !isKnown(cleaned);
}

function keep(
  cleaned: CleanedItem | null,
  source: ArticleSource,
  { finder }: SourceReaderOptions,
  items: CleanedItem[],
): void {
  if (cleaned === null) return;
  const { title, excerpt } = cleaned.item;
  if (source.about === 'ai' || finder.isAiNews(title, excerpt)) items.push(cleaned);
}
