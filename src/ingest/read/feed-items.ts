import { parseFeed } from 'feedsmith';
import { endCutJson, endCutXml } from './cut-feed.ts';
import { DoctypeError, takeDoctypeOff } from './doctype.ts';
import { readFeedDate } from './feed-date.ts';
import { firstLink, isAddress, listAtomAddresses } from './feed-links.ts';
import { listItemPictures } from './feed-pictures.ts';
import { fromAtomText, fromAtomTitle, fromPlainText, fromRssText } from './feed-text.ts';
import { isWebPage, toAbsolute } from './html.ts';
import type { RawItem } from './item.ts';
import { parseJsonFeed } from './json-feed.ts';
import { escapeBareAmpersands, markItemImages } from './xml-document.ts';

/** Of a document that lists more, the newest. */
export const ITEMS_PER_DOCUMENT_MAX = 500;
/** So many are looked at for the newest: what fits the largest document (BODY_MAX_BYTES). */
const ITEMS_READ_MAX = 50_000;

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
  /** How many more it lists: of those there is nothing to open. */
  readonly withoutLink: number;
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
  const listed = listItems(feed, url);
  const items = listed.filter((item) => item !== null);
  return { title, items: takeNewest(dropSharedIds(items)), withoutLink: listed.length - items.length, isCut };
}

/** Some documents list everything, the oldest first. */
function takeNewest(items: readonly RawItem[]): readonly RawItem[] {
  if (items.length <= ITEMS_PER_DOCUMENT_MAX) return items;
  const timeOf = ({ date }: RawItem): number => {
    const read = readFeedDate(date);
    return read.kind === 'read' ? read.atMs : Number.NEGATIVE_INFINITY;
  };
  return items
    .map((item) => ({ item, atMs: timeOf(item) }))
    .sort((a, b) => (a.atMs === b.atMs ? 0 : b.atMs - a.atMs))
    .slice(0, ITEMS_PER_DOCUMENT_MAX)
    .map(({ item }) => item);
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

/** `<x:rss xmlns:x=…>` is RSS too, with a prefix on each of its elements. */
function dropRootPrefix(text: string): string {
  const prefix = /^(?:<\?[^>]{0,200}\?>\s*)?<([A-Za-z][\w-]{0,30}):(?:rss|feed)\b/.exec(text)?.[1];
  return prefix === undefined ? text : text.replaceAll(new RegExp(`<(/?)${prefix}:`, 'g'), '<$1');
}

function parseXml(body: string): Parsed {
  const xml = takeDoctypeOff(body);
  const ended = endCutXml(xml);
  const mended = markItemImages(escapeBareAmpersands(dropRootPrefix(ended ?? xml)));
  return { feed: parseFeed(mended, { maxItems: ITEMS_READ_MAX }), isCut: ended !== null };
}

function parseJson(body: string): Parsed {
  const whole = parseJsonFeed(body);
  const ended = whole === null ? parseJsonFeed(endCutJson(body) ?? '') : null;
  const feed: ParsedFeed = parseFeed(whole ?? ended ?? body, { maxItems: ITEMS_READ_MAX });
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
  const named = guid?.value !== undefined && isAddress(guid.value) ? guid.value : undefined;
  const atomLinks = 'atom' in item ? listAtomAddresses(item.atom?.links ?? [], undefined) : [];
  const link = firstLink([item.link, ...atomLinks, permalink, named, enclosures[0]?.url], base);
  const texts = [item.description, item.content?.encoded].map(fromRssText);
  const date = pickDate([
    'pubDate' in item ? item.pubDate : undefined,
    ...(item.dc?.dates ?? []),
    ...(item.dcterms?.issued ?? []),
    ...(item.dcterms?.created ?? []),
    ...(item.dcterms?.available ?? []),
    ...(item.dcterms?.dates ?? []),
    ...('prism' in item ? (item.prism?.publicationDates ?? []) : []),
    ...('prism' in item ? [item.prism?.creationDate] : []),
    item.atom?.published,
    item.atom?.updated,
    ...(item.dcterms?.modified ?? []),
    ...('prism' in item ? [item.prism?.modificationDate] : []),
  ]);
  const finished = finishItem(link, base, {
    id: guid?.value ?? ('rdf' in item ? item.rdf?.about : undefined),
    title: fromRssText(item.title ?? item.dc?.titles?.[0]),
    texts,
    date,
    enclosures: enclosures.map(({ url, type }) => ({ url, type })),
    media: item.media,
    pictures: 'itunes' in item ? [item.itunes?.image] : [],
  });
  return finished === null ? null : { ...finished, outlet: readOutlet(item) };
}

/** Aggregators name the outlet of each item: `<source url="https://outlet.example">Outlet</source>`. */
function readOutlet(item: RssItem | RdfItem): RawItem['outlet'] {
  const source = 'source' in item ? item.source : undefined;
  return source?.url === undefined ? undefined : { name: source.title ?? '', url: source.url };
}

function readAtomEntry(entry: AtomEntry, base: string): RawItem | null {
  const entryBase = toAbsolute(entry.xml?.base ?? '', base) ?? base;
  const links = entry.links ?? [];
  return finishItem(firstLink(listAtomAddresses(links, entry.id), entryBase), entryBase, {
    id: entry.id,
    title: fromAtomTitle(entry.title),
    texts: [entry.summary, entry.content, entry.media?.groups?.[0]?.description].map(fromAtomText),
    date: pickDate([
      entry.published,
      entry.updated,
      ...(entry.dc?.dates ?? []),
      ...(entry.dcterms?.issued ?? []),
    ]),
    enclosures: links.filter(({ rel }) => rel === 'enclosure').map(({ href, type }) => ({ url: href, type })),
    media: entry.media,
    pictures: [entry.itunes?.image],
  });
}

function readJsonItem(item: JsonItem, base: string): RawItem | null {
  const named = isAddress(item.id) ? item.id : undefined;
  return finishItem(firstLink([item.url, item.external_url, named], base), base, {
    id: item.id,
    title: fromPlainText(item.title),
    texts: [fromPlainText(item.summary), item.content_html, fromPlainText(item.content_text)],
    date: pickDate([item.date_published, item.date_modified]),
    enclosures: (item.attachments ?? []).map(({ url, mime_type }) => ({ url, type: mime_type })),
    media: undefined,
    pictures: [item.image, item.banner_image],
  });
}

type Found = {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly texts: readonly (string | undefined)[];
  readonly date: string | null;
  readonly enclosures: readonly { url?: string | undefined; type?: string | undefined }[];
  readonly media: Media;
  /** Addresses that the item names beside enclosures and media. */
  readonly pictures: readonly (string | undefined)[];
};

/** The first that can be read; else the first that is there. The feed's parser hands dates on as texts. */
function pickDate(dates: readonly unknown[]): string | null {
  const texts = dates.flatMap((date) => (typeof date === 'string' && date.trim() !== '' ? date.trim() : []));
  return texts.find((text) => readFeedDate(text).kind === 'read') ?? texts[0] ?? null;
}

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
    date: found.date,
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
