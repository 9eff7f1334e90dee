import { z } from 'zod';
import { type FeedDocument, FeedError, ITEMS_PER_DOCUMENT_MAX } from './feed-items.ts';
import { toAbsolute } from './html.ts';
import type { RawItem } from './item.ts';

const JsonText = z.string().nullish().catch(null);
const Count = z.number().int().positive().nullish().catch(null);
/** As records have it; a source that says more is not believed. */
const Heat = z.number().int().min(-1).max(1_000).nullish().catch(null);
const ImageList = z
  .array(
    z
      .object({ url: z.string(), width: Count, height: Count })
      .or(z.string().transform((url) => ({ url, width: null, height: null }))),
  )
  .catch([]);

const Page = z.object({ page: z.number().nullish().catch(null), value: z.array(z.unknown()) });

const JsonEntry = z.object({
  path: JsonText,
  title: z.string().catch(''),
  excerpt: JsonText,
  webUrl: JsonText,
  originalUrl: JsonText,
  heat: Heat,
  quality: Heat,
  images: ImageList,
  type: JsonText,
  publishedDateTime: JsonText,
  provider: z
    .object({ name: z.string().min(1), domain: JsonText, images: ImageList })
    .nullish()
    .catch(null),
  topics: z.array(z.string()).catch([]),
});

/**
 * Reads a page `{page, value: […]}` of articles.
 * @throws FeedError when the document is no such page
 */
export function readJsonPage(text: string, url: string): Pick<FeedDocument, 'items' | 'withoutLink'> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new FeedError('this is no JSON, or it is cut off', { cause });
  }
  const page = Page.safeParse(data);
  if (!page.success) throw new FeedError('expected a JSON page of the form {page, value: […]}');
  const listed = page.data.value.slice(0, ITEMS_PER_DOCUMENT_MAX);
  const items = listed.flatMap((value) => {
    const entry = JsonEntry.safeParse(value);
    return entry.success ? (readEntry(entry.data, url) ?? []) : [];
  });
  return { items, withoutLink: listed.length - items.length };
}

function readEntry(entry: z.output<typeof JsonEntry>, base: string): RawItem | null {
  const link = toAbsolute(entry.webUrl ?? '', base) ?? toAbsolute(entry.originalUrl ?? '', base);
  if (link === null) return null;
  const icon = entry.provider?.images[0]?.url;
  return {
    id: entry.path ?? null,
    link,
    title: entry.title,
    texts: entry.excerpt ? [entry.excerpt] : [],
    date: entry.publishedDateTime ?? null,
    isVideo: entry.type === 'video',
    pictures: entry.images.flatMap((image) => {
      const absolute = toAbsolute(image.url, base);
      return absolute === null
        ? []
        : [{ url: absolute, widthPx: image.width ?? null, heightPx: image.height ?? null }];
    }),
    provider: entry.provider
      ? {
          name: entry.provider.name,
          domain: entry.provider.domain ?? null,
          iconUrl: icon === undefined ? null : toAbsolute(icon, base),
        }
      : null,
    topics: entry.topics,
    quality: entry.quality ?? null,
    heat: entry.heat ?? null,
  };
}
