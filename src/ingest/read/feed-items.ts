import { parseFeed } from 'feedsmith';
import { findPicture, type Picture, readPixels, toAbsolute } from './html.ts';
import type { RawItem } from './item.ts';

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

export type FeedDocument = { readonly title: string | null; readonly items: readonly RawItem[] };

/**
 * Reads a feed of any kind: RSS 0.9x, 1.0 (RDF) and 2.0, Atom, JSON ParsedFeed.
 * @param url where the document was, to complete relative addresses
 * @throws FeedError
 */
export function readFeed(text: string, url: string): FeedDocument {
  const feed = parseDocument(text);
  const title = readTitle(feed);
  const items = listItems(feed, url).filter((item) => item !== null);
  return { title, items: dropSharedIds(items) };
}

function parseDocument(text: string): ParsedFeed {
  refuseEntities(text);
  // An old feed names the address of its document type, which nothing here opens.
  const body = text.replace(/<!DOCTYPE[^>[]*>/i, '').trim();
  if (body === '') throw new FeedError('the document is empty');
  try {
    return parseFeed(body, { maxItems: ITEMS_PER_DOCUMENT_MAX });
  } catch (error) {
    if (/^<(?:!doctype\s+html|html)\b/i.test(body)) throw new FeedError('this is a web page, not a feed');
    const isCut = body.startsWith('<') ? !body.endsWith('>') : !body.endsWith('}');
    throw new FeedError(isCut ? 'the feed is cut off' : 'this is no feed, or a broken one', { cause: error });
  }
}

/** An entity of its own can unfold to gigabytes or name a file; no feed needs one. */
function refuseEntities(text: string): void {
  const doctype = /<!DOCTYPE[^>[]*\[/i.exec(text);
  if (doctype !== null && /<!ENTITY/i.test(text.slice(doctype.index))) {
    throw new FeedError('the feed declares entities of its own; such a document is not read');
  }
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
  const texts = [item.description, item.content?.encoded];
  const date = ('pubDate' in item ? item.pubDate : undefined) ?? item.dc?.dates?.[0];
  const finished = finishItem(link, base, {
    id: guid?.value ?? ('rdf' in item ? item.rdf?.about : undefined),
    title: item.title ?? item.dc?.titles?.[0],
    texts,
    date,
    enclosures: enclosures.map(({ url, type }) => ({ url, type })),
    media: item.media,
    pictures: [],
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
  const alternates = links.filter(({ rel }) => rel === undefined || rel === 'alternate');
  const page = alternates.find(({ type }) => type === undefined || type.includes('html')) ?? alternates[0];
  return finishItem(toAbsolute(page?.href ?? '', entryBase), entryBase, {
    id: entry.id,
    title: entry.title?.value,
    texts: [entry.summary?.value, entry.content?.value, entry.media?.groups?.[0]?.description?.value],
    date: entry.published ?? entry.updated,
    enclosures: links.filter(({ rel }) => rel === 'enclosure').map(({ href, type }) => ({ url: href, type })),
    media: entry.media,
    pictures: [],
  });
}

function readJsonItem(item: JsonItem, base: string): RawItem | null {
  const link = toAbsolute(item.url ?? '', base) ?? toAbsolute(item.external_url ?? '', base);
  return finishItem(link, base, {
    id: item.id,
    title: item.title,
    texts: [item.summary, item.content_html, item.content_text],
    date: item.date_published ?? item.date_modified,
    enclosures: (item.attachments ?? []).map(({ url, mime_type }) => ({ url, type: mime_type })),
    media: undefined,
    pictures: [item.image, item.banner_image].flatMap((url) => (url === undefined ? [] : [{ url }])),
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
  readonly pictures: readonly { readonly url: string }[];
};

/** @returns null for an item without a link: there is nothing to open */
function finishItem(link: string | null, base: string, found: Found): RawItem | null {
  if (link === null) return null;
  const texts = found.texts.flatMap((text) => text?.trim() || []);
  const contents = [
    ...(found.media?.contents ?? []),
    ...(found.media?.groups ?? []).flatMap(({ contents }) => contents ?? []),
  ];
  const thumbnails = [
    ...(found.media?.thumbnails ?? []),
    ...(found.media?.groups ?? []).flatMap(({ thumbnails: grouped }) => grouped ?? []),
  ];
  const isVideo =
    found.enclosures.some(({ type }) => type?.startsWith('video/')) ||
    contents.some(({ medium, type }) => medium === 'video' || type?.startsWith('video/'));
  const named = [
    ...contents
      .filter((content) => isPictureContent(content))
      .sort((a, b) => (b.width ?? 0) - (a.width ?? 0))
      .map((content) => ({ url: content.url, width: content.width, height: content.height })),
    ...found.pictures.map(({ url }) => ({ url, width: undefined, height: undefined })),
    ...found.enclosures
      .filter(({ type }) => type?.startsWith('image/'))
      .map(({ url }) => ({ url, width: undefined, height: undefined })),
    ...thumbnails.map(({ url, width, height }) => ({ url, width, height })),
  ];
  const pictures: Picture[] = named.flatMap(({ url, width, height }) => {
    const absolute = toAbsolute(url ?? '', base);
    return absolute === null
      ? []
      : [{ url: absolute, widthPx: readPixels(width), heightPx: readPixels(height) }];
  });
  for (const text of texts) {
    const picture = pictures.length === 0 && text.includes('<') ? findPicture(text, link) : null;
    if (picture !== null) pictures.push(picture);
  }
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

function isPictureContent({ url, medium, type }: { url?: string; medium?: string; type?: string }): boolean {
  if (medium !== undefined) return medium === 'image';
  return type !== undefined
    ? type.startsWith('image/')
    : /\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)/i.test(url ?? '');
}

/** An id that several items of one document share names none of them. */
function dropSharedIds(items: readonly RawItem[]): RawItem[] {
  const uses = new Map<string, number>();
  for (const { id } of items) if (id !== null) uses.set(id, (uses.get(id) ?? 0) + 1);
  return items.map((item) =>
    item.id !== null && (uses.get(item.id) ?? 0) > 1 ? { ...item, id: null } : item,
  );
}
