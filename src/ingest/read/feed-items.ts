import { parseFeed } from 'feedsmith';
import { endCutJson, endCutXml } from './cut-feed.ts';
import { DoctypeError, takeDoctypeOff } from './doctype.ts';
import { listItemPictures } from './feed-pictures.ts';
import { fromAtomText, fromAtomTitle, fromPlainText, fromRssText } from './feed-text.ts';
import { isWebPage, toAbsolute } from './html.ts';
import type { RawItem } from './item.ts';
import { parseJsonFeed } from './json-feed.ts';
import { escapeBareAmpersands, markItemImages } from './xml-document.ts';

/** Only the first of a document that lists more: feeds put the newest first. */
export const ITEMS_PER_DOCUMENT_MAX = 500;

/** A document that is no feed, or is not whole; the message says which in plain words. */
export class FeedError extends Error {
  override name = 'FeedError';
}

type ParsedFeed = ReturnType<typeof parseFeed>;
type RssItem = NonNullable<Extract<ParsedFeed, { format: 'rss' }>['feed']['items']>[number];
type RdfItem = NonNullable<Extract<ParsedFeed, { format: 'rdf' }>['feed']['items']>[number];
type AtomEntry = NonNullable<Extract<ParsedFeed, { format: 'atom' }>['feed']['entries']>[number];
type JsonItem = NonNullable<Extract<ParsedFeed, { format: 'json' }>['feed']['items']>[number];
type Media = RssItem['media'];

export type FeedDocument = {
  readonly title: string | null;
  readonly items: readonly RawItem[];
  /** Its end is missing; the items are those before it that are whole. */
  readonly isCut: boolean;
};

/**
 * Reads a feed of any kind: RSS 0.9x, 1.0 (RDF) and 2.0, Atom, JSON ParsedFeed.
 * @param url where the document was, to complete relative addresses
 * @throws FeedError
 */
export function readFeed(text: string, url: string): FeedDocument {
  const { feed, isCut } = parseDocument(text);
  const title = readTitle(feed);
  const items = listItems(feed, url).filter((item) => item !== null);
  return { title, items: dropSharedIds(items), isCut };
}

type Parsed = { readonly feed: ParsedFeed; readonly isCut: boolean };

function parseDocument(text: string): Parsed {
  const body = text.trim();
  if (body === '') throw new FeedError('the document is empty');
  try {
    return body.startsWith('{') ? parseJson(body) : parseXml(body);
  } catch (error) {
    if (error instanceof DoctypeError) throw new FeedError(error.message, { cause: error });
    if (isWebPage(body)) throw new FeedError('this is a web page, not a feed');
    const isCut = body.startsWith('<') ? !body.endsWith('>') : !body.endsWith('}');
    throw new FeedError(isCut ? 'the feed is cut off' : 'this is no feed, or a broken one', { cause: error });
  }
}

function parseXml(body: string): Parsed {
  const xml = takeDoctypeOff(body);
  const ended = endCutXml(xml);
  const mended = markItemImages(escapeBareAmpersands(ended ?? xml));
  return { feed: parseFeed(mended, { maxItems: ITEMS_PER_DOCUMENT_MAX }), isCut: ended !== null };
}

function parseJson(body: string): Parsed {
  const whole = parseJsonFeed(body);
  const ended = whole === null ? parseJsonFeed(endCutJson(body) ?? '') : null;
  const feed: ParsedFeed = parseFeed(whole ?? ended ?? body, { maxItems: ITEMS_PER_DOCUMENT_MAX });
  return { feed, isCut: ended !== null };
}

function readTitle(feed: ParsedFeed): string | null {
  const title = feed.feed.title;
  return (typeof title === 'string' ? title : title?.value) ?? null;
}

function listItems(feed: ParsedFeed, url: string): (RawItem | null)[] {
  switch (feed.format) {
    case 'rss': {
      const base = toAbsolute(feed.feed.link ?? '', url) ?? url;
      return (feed.feed.items ?? []).map((item) => readRssItem(item, base));
    }
    case 'rdf': {
      const base = toAbsolute(feed.feed.link ?? '', url) ?? url;
      return (feed.feed.items ?? []).map((item) => readRssItem(item, base));
    }
    case 'atom': {
      const base = toAbsolute(feed.feed.xml?.base ?? '', url) ?? url;
      return (feed.feed.entries ?? []).map((entry) => readAtomEntry(entry, base));
    }
    case 'json':
      return (feed.feed.items ?? []).map((item) => readJsonItem(item, url));
  }
}

function readRssItem(item: RssItem | RdfItem, base: string): RawItem | null {
  const guid = 'guid' in item ? item.guid : undefined;
  const enclosures = 'enclosures' in item ? (item.enclosures ?? []) : [];
  const permalink =
    guid?.value !== undefined && guid.isPermaLink !== false && /^https?:/i.test(guid.value) ? guid.value : '';
  const link = toAbsolute(item.link ?? '', base) ?? toAbsolute(permalink, base);
  const texts = [item.description, item.content?.encoded].map(fromRssText);
  const date = ('pubDate' in item ? item.pubDate : undefined) ?? item.dc?.dates?.[0];
  return finishItem(link, base, {
    id: guid?.value ?? ('rdf' in item ? item.rdf?.about : undefined),
    title: fromRssText(item.title ?? item.dc?.titles?.[0]),
    texts,
    date,
    enclosures: enclosures.map(({ url, type }) => ({ url, type })),
    media: item.media,
    pictures: 'itunes' in item ? [item.itunes?.image] : [],
  });
}

function readAtomEntry(entry: AtomEntry, base: string): RawItem | null {
  const entryBase = toAbsolute(entry.xml?.base ?? '', base) ?? base;
  const links = entry.links ?? [];
  const alternates = links.filter(({ rel }) => rel === undefined || rel === 'alternate');
  const page = alternates.find(({ type }) => type === undefined || type.includes('html')) ?? alternates[0];
  return finishItem(toAbsolute(page?.href ?? '', entryBase), entryBase, {
    id: entry.id,
    title: fromAtomTitle(entry.title),
    texts: [entry.summary, entry.content, entry.media?.groups?.[0]?.description].map(fromAtomText),
    date: entry.published ?? entry.updated,
    enclosures: links.filter(({ rel }) => rel === 'enclosure').map(({ href, type }) => ({ url: href, type })),
    media: entry.media,
    pictures: [entry.itunes?.image],
  });
}

function readJsonItem(item: JsonItem, base: string): RawItem | null {
  const link = toAbsolute(item.url ?? '', base) ?? toAbsolute(item.external_url ?? '', base);
  return finishItem(link, base, {
    id: item.id,
    title: fromPlainText(item.title),
    texts: [fromPlainText(item.summary), item.content_html, fromPlainText(item.content_text)],
    date: item.date_published ?? item.date_modified,
    enclosures: (item.attachments ?? []).map(({ url, mime_type }) => ({ url, type: mime_type })),
    media: undefined,
    pictures: [item.image, item.banner_image],
  });
}

type Found = {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly texts: readonly (string | undefined)[];
  /** Text, unless the feed's parser was told otherwise. */
  readonly date: unknown;
  readonly enclosures: readonly { url?: string | undefined; type?: string | undefined }[];
  readonly media: Media;
  /** Addresses that the item names beside enclosures and media. */
  readonly pictures: readonly (string | undefined)[];
};

/** @returns null for an item without a link: there is nothing to open */
function finishItem(link: string | null, base: string, found: Found): RawItem | null {
  if (link === null) return null;
  const texts = found.texts.flatMap((text) => text?.trim() || []);
  const contents = [
    ...(found.media?.contents ?? []),
    ...(found.media?.groups ?? []).flatMap(({ contents }) => contents ?? []),
  ];
  const isVideo =
    found.enclosures.some(({ type }) => type?.startsWith('video/')) ||
    contents.some(({ medium, type }) => medium === 'video' || type?.startsWith('video/'));
  const { media, enclosures, pictures: others } = found;
  const pictures = listItemPictures({ media, enclosures, others, texts }, base, link);
  return {
    id: found.id?.trim() || null,
    link,
    title: found.title ?? '',
    texts,
    date: typeof found.date === 'string' && found.date.trim() !== '' ? found.date.trim() : null,
    isVideo,
    pictures,
    provider: null,
    topics: [],
    quality: null,
    heat: null,
  };
}

/** An id that several items of one document share names none of them. */
function dropSharedIds(items: readonly RawItem[]): RawItem[] {
  const uses = new Map<string, number>();
  for (const { id } of items) if (id !== null) uses.set(id, (uses.get(id) ?? 0) + 1);
  return items.map((item) =>
    item.id !== null && (uses.get(item.id) ?? 0) > 1 ? { ...item, id: null } : item,
  );
}
