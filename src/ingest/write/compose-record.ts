import type { RecordFields } from '../../records/record-fields.ts';
import { escapeEntities } from '../../story/text.ts';
import type { Item } from '../read/item.ts';
import { rateHeat, rateQuality, toCoverage } from './heat.ts';

/** A record lists no more coverage than this; the parser reads 50. */
const RELATED_MAX = 20;
const FILE_NAME_MAX_CHARS = 80;

/** The record of a story: what `docs/records.md` lists, in the format's order. */
export function composeFields(item: Item, coverage: readonly Item[]): RecordFields {
  const { quality, heat, isPublished } = rateHeat(item, coverage.map(toCoverage));
  return {
    category: 'news',
    title: escapeEntities(item.title),
    excerpt: escapeEntities(item.excerpt),
    publishedDateTime: formatDate(item.publishedAtMs),
    originalUrl: item.originalUrl,
    webUrl: item.link,
    ...composeEntry(item),
    type: item.type,
    quality,
    heat,
    published: isPublished,
    provider: composeProvider(item),
    topics: [...item.topics],
    images: composeImages(item),
    related: coverage
      .toSorted((a, b) => a.publishedAtMs - b.publishedAtMs || (a.link < b.link ? -1 : 1))
      .slice(0, RELATED_MAX)
      .map((other) => ({
        title: escapeEntities(other.title),
        excerpt: escapeEntities(other.excerpt),
        publishedDateTime: formatDate(other.publishedAtMs),
        webUrl: other.link,
        ...composeEntry(other),
        type: other.type,
        provider: composeProvider(other),
        quality: rateQuality(other).quality,
        images: composeImages(other),
      })),
  };
}

function composeEntry({ entry }: Item): { entry?: string } {
  return entry === undefined ? {} : { entry };
}

function composeProvider({ provider }: Item): unknown {
  return {
    name: provider.name,
    domain: provider.domain,
    ...(provider.iconUrl !== null && { images: [{ url: provider.iconUrl }] }),
  };
}

function composeImages({ image }: Item): unknown[] {
  if (image === null) return [];
  return [
    {
      url: image.url,
      ...(image.widthPx !== null && { width: image.widthPx }),
      ...(image.heightPx !== null && { height: image.heightPx }),
    },
  ];
}

/** `2023-11-07T16:15:00Z`, as the format writes dates. */
function formatDate(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z');
}

/** The file of a new record, relative to the content folder: `news/2023/11/robots-fold-laundry.md`. */
export function recordPath(item: Item, storyId: string): string {
  const [year, month] = new Date(item.publishedAtMs).toISOString().split('-');
  return `news/${year}/${month}/${slug(item.title) || storyId}.md`;
}

function slug(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    // bounded: hyphens stand one by one here
    .replace(/^-+|-+$/g, '');
  if (words.length <= FILE_NAME_MAX_CHARS) return words;
  return words
    .slice(0, FILE_NAME_MAX_CHARS + 1)
    .replace(/-[^-]*$/, '')
    .slice(0, FILE_NAME_MAX_CHARS);
}
