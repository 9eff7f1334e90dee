import { Parser } from 'htmlparser2';
import { z } from 'zod';
import { cleanText } from '../../story/text.ts';
import { fromPlainText } from './feed-text.ts';
import { readPixels, toAbsolute } from './html.ts';
import type { RawItem } from './item.ts';
import { choosePictures, type PictureCandidate } from './pictures.ts';

/** What an article says of itself is in its head; what programs add to it is rarely longer. */
const PAGE_MAX_CHARS = 1_000_000;
/** A page with more data blocks, or deeper ones, hides what it means. */
const DATA_BLOCKS_MAX = 20;
const DATA_DEPTH_MAX = 5;

const ARTICLE_TYPE = /(?:Article|Posting|Report)$/;

/** One or several, as JSON-LD writes most things. */
const listOf = <T extends z.ZodType>(entry: T) =>
  z.union([entry.transform((one) => [one]), z.array(entry)]).catch([]);
const Text = z.string().nullish().catch(null);
const ArticleData = z.object({
  headline: Text,
  description: Text,
  datePublished: Text,
  image: listOf(z.union([z.string(), z.object({ url: z.string() }).transform(({ url }) => url)])),
  publisher: z.object({ name: z.string() }).nullish().catch(null),
});
type ArticleData = z.output<typeof ArticleData>;

/** What a page's markup holds, before anything is made of it. */
type PageData = {
  readonly meta: ReadonlyMap<string, string>;
  readonly title: string;
  readonly canonical: string | null;
  readonly time: string | null;
  readonly blocks: readonly string[];
};

/**
 * What an article's own page says of it: Open Graph (ogp.me), schema.org's data, and plain `meta`, the first that does.
 * @param pageUrl where the page was in the end
 */
export function readArticlePage(html: string, pageUrl: string): RawItem {
  const page = parsePage(html.slice(0, PAGE_MAX_CHARS));
  const data = page.blocks.flatMap(readBlock)[0] ?? null;
  const meta = (...keys: readonly string[]): string | undefined =>
    keys.map((key) => page.meta.get(key)?.trim()).find((text) => text !== undefined && text !== '');
  const texts = [
    meta('og:description', 'twitter:description', 'description'),
    data?.description ?? undefined,
  ];
  const outlet = cleanText(meta('og:site_name') ?? data?.publisher?.name ?? '');
  const size = { widthPx: readPixels(meta('og:image:width')), heightPx: readPixels(meta('og:image:height')) };
  const named = { widthPx: null, heightPx: null, isInText: false };
  const pictures: PictureCandidate[] = [
    { ...named, ...size, url: meta('og:image:secure_url', 'og:image', 'og:image:url') },
    ...[meta('twitter:image', 'twitter:image:src'), ...(data?.image ?? [])].map((url) => ({ ...named, url })),
  ];
  return {
    id: null,
    link: readCanonical(page.canonical ?? meta('og:url') ?? null, pageUrl),
    title: fromPlainText(meta('og:title', 'twitter:title') ?? data?.headline ?? page.title) ?? '',
    texts: texts.flatMap((text) => fromPlainText(text) ?? []),
    date: meta('article:published_time', 'date', 'dc.date', 'pubdate') ?? data?.datePublished ?? page.time,
    isVideo: meta('og:type')?.startsWith('video') ?? false,
    pictures: choosePictures(pictures, pageUrl),
    provider: outlet === '' ? null : { name: outlet, domain: null, iconUrl: null },
    topics: [],
    quality: null,
    heat: null,
  };
}

function parsePage(html: string): PageData {
  const meta = new Map<string, string>();
  const blocks: string[] = [];
  let canonical: string | null = null;
  let time: string | null = null;
  let title = '';
  let collected: 'title' | 'data' | null = null;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'title' && title === '') collected = 'title';
      if (name === 'script' && attributes.type === 'application/ld+json' && blocks.length < DATA_BLOCKS_MAX) {
        blocks.push('');
        collected = 'data';
      }
      if (name === 'time') time ??= attributes.datetime ?? null;
      if (name === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attributes.rel ?? ''))
        canonical ??= attributes.href ?? null;
      if (name !== 'meta') return;
      const key = (attributes.property ?? attributes.name ?? attributes.itemprop ?? '').toLowerCase();
      if (!meta.has(key)) meta.set(key, attributes.content ?? '');
    },
    ontext(text) {
      if (collected === 'title') title += text;
      if (collected === 'data') blocks.push((blocks.pop() ?? '') + text);
    },
    onclosetag(name) {
      if (name === 'title' || name === 'script') collected = null;
    },
  });
  parser.end(html);
  return { meta, title, canonical, time, blocks };
}

/** The articles of a block of schema.org's data, in its order. */
function readBlock(text: string): ArticleData[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // Many pages hold a broken one; what the others say stays.
    return [];
  }
  return listNodes(data, 0).flatMap((node) => ArticleData.safeParse(node).data ?? []);
}

function listNodes(value: unknown, depth: number): unknown[] {
  if (typeof value !== 'object' || value === null || depth > DATA_DEPTH_MAX) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => listNodes(entry, depth + 1));
  const types = '@type' in value ? [value['@type']].flat() : [];
  const isArticle = types.some((type) => typeof type === 'string' && ARTICLE_TYPE.test(type));
  return [...(isArticle ? [value] : []), ...('@graph' in value ? listNodes(value['@graph'], depth + 1) : [])];
}

/** The page's own word for its address, where it is one of the same host: another host's is somebody else's. */
function readCanonical(address: string | null, pageUrl: string): string {
  const link = toAbsolute(address ?? '', pageUrl);
  return link !== null && new URL(link).host === new URL(pageUrl).host && new URL(link).pathname !== '/'
    ? link
    : pageUrl;
}
