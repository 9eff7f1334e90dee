import { z } from 'zod';
import { articleIdOf } from './article-key.ts';
import { parseDate } from './dates.ts';
import { RECORD_MAX_BYTES, readFrontMatter } from './front-matter.ts';
import { displayHost } from './host-name.ts';
import { canonicalizeLink, cleanLink, hashLink, hostWithoutPrefix, parseHttpUrl } from './links.ts';
import { canonicalizeEntry, ENTRY_MAX_CHARS } from './page-entry.ts';
import { cleanPictureUrl } from './picture-address.ts';
import type { Problem } from './problem.ts';
import { Problems } from './record-problems.ts';
import { readRecordTopics } from './record-topics.ts';
import type { Image, Provider, RelatedArticle, Story } from './story.ts';
import { cleanText, cutText } from './text.ts';
import { TEXT_SCHEMA } from './text-schema.ts';
import { advise } from './yaml-hints.ts';
import { noticeLostText } from './yaml-traps.ts';

const RECORD_TITLE_MAX_CHARS = 500;
const RECORD_EXCERPT_MAX_CHARS = 5000;
const RECORD_NAME_MAX_CHARS = 100;
const RELATED_READ_MAX = 50;
const DECISIONS_READ_MAX = 200;
/** RFC 1035, 2.3.4. */
const DOMAIN_MAX_CHARS = 253;
const HEAT_MAX = 1_000_000;

export type RecordOutcome =
  | { readonly kind: 'story'; readonly story: Story; readonly problems: readonly Problem[] }
  | { readonly kind: 'skipped'; readonly category: string }
  | {
      readonly kind: 'invalid';
      readonly problems: readonly Problem[];
      /** Whose record it would be, as far as the broken text tells. */
      readonly storyId: string | null;
    };

/** Values of which `~` says, as `null` does, that there is none; of a name or a headline it is text. */
const NOTHING = new Set<unknown>(['~', 'Null', 'NULL', null, undefined]);
const unlessNothing = (value: unknown): unknown => (NOTHING.has(value) ? null : value);

const Text = z.string().nullish().catch(null);
const Loose = z.unknown().optional().transform(unlessNothing);
const OptionalText = Loose.pipe(Text);
const LooseList = Loose.transform((value) => (Array.isArray(value) ? value : value === null ? [] : [value]));

/** The outer shape only. Each field is judged on its own below, so that one bad field does not cost the story. */
const RawRecord = z.object({
  category: OptionalText,
  title: Text,
  publishedDateTime: Loose,
  originalUrl: OptionalText,
  webUrl: OptionalText,
  entry: OptionalText,
  type: OptionalText,
  heat: Loose,
  quality: Loose,
  published: Loose,
  hold: Loose,
  provider: Loose,
  images: LooseList,
  related: LooseList,
  sameEventAs: LooseList,
  notSameEventAs: LooseList,
});

const RawProvider = z.object({
  name: Text,
  domain: OptionalText,
  images: LooseList,
});
const Size = z.coerce.number().positive().nullish().catch(null);
const RawImage = z.object({
  url: z.string(),
  width: Size,
  height: Size,
});
const RawRelated = RawRecord.pick({
  title: true,
  publishedDateTime: true,
  originalUrl: true,
  webUrl: true,
  entry: true,
  provider: true,
});

/**
 * Makes a story of a file's bytes, by the rules of the record format (docs/records.md).
 * Never throws: a file that cannot be used comes back as `invalid` with its reasons.
 */
export function parseRecord(bytes: Uint8Array): RecordOutcome {
  const frontMatter = readFrontMatter(bytes, TEXT_SCHEMA);
  if (frontMatter.kind === 'unreadable') {
    return { kind: 'invalid', problems: [frontMatter.problem], storyId: guessStoryId(bytes) };
  }

  const raw = RawRecord.parse(frontMatter.data);
  const category = cleanText(raw.category ?? '') || 'news';
  if (category !== 'news') return { kind: 'skipped', category };

  const problems = new Problems(frontMatter.findPlaces);
  noticeLostText(frontMatter.yaml, problems);
  const title = readTitle(frontMatter.data.title, problems);
  const publishedAtMs = readPublishedAt(raw.publishedDateTime, problems);
  const link = readLink(raw, problems);
  if (title === null || publishedAtMs === null || link === null) {
    return { kind: 'invalid', problems: problems.found, storyId: guessStoryId(bytes) };
  }
  const story: Story = {
    id: hashLink(link.canonicalLink),
    title,
    excerpt: readExcerpt(frontMatter.data.excerpt, problems),
    ...link,
    publishedAtMs,
    type: cleanText(raw.type ?? '') || 'article',
    heat: readInteger('heat', raw.heat, problems),
    quality: readInteger('quality', raw.quality, problems),
    published: readPublished(raw.published, problems) && !readHold(raw.hold),
    provider: readProvider(raw.provider, link.link, problems),
    topics: readRecordTopics(frontMatter.data.topics, problems),
    image: readImage(raw.images, problems),
    related: readRelated(raw.related, { ...link, title }, problems),
    sameEventAs: readDecisions('sameEventAs', raw.sameEventAs, link.canonicalLink, problems),
    notSameEventAs: readDecisions('notSameEventAs', raw.notSameEventAs, link.canonicalLink, problems),
  };
  return { kind: 'story', story, problems: problems.found };
}

/** The story that a broken record is about, by the first line of it that reads like its link. */
function guessStoryId(bytes: Uint8Array): string | null {
  const text = new TextDecoder().decode(bytes.subarray(0, RECORD_MAX_BYTES));
  const find = (key: string) => new RegExp(`^${key}:\\s*["']?(https?://[^\\s"']+)`, 'm').exec(text)?.[1];
  const entry = /^entry:[ \t]*["']?([^\s"']+)/m.exec(text)?.[1];
  const canonicalLink = canonicalizeEntry(find('webUrl') ?? find('originalUrl') ?? '', readEntry(entry));
  return canonicalLink === null ? null : hashLink(canonicalLink);
}

function readTitle(raw: unknown, problems: Problems): string | null {
  if (typeof raw === 'object' && raw !== null) {
    const typed = problems.places.at(['title'])?.typed ?? '';
    const reason = 'title: a list or keys, not a text';
    return problems.error(['title'], typed === '' ? reason : `${reason}; ${advise('title', typed)}`);
  }
  const title = cutText(cleanText(typeof raw === 'string' ? raw : ''), RECORD_TITLE_MAX_CHARS);
  if (title !== '') return title;
  const isTyped = typeof raw === 'string' && raw.trim() !== '';
  const reason = isTyped ? 'shows nothing; write one that can be read' : 'missing; every record needs one';
  return problems.error(['title'], `title: ${reason}`);
}

function readExcerpt(raw: unknown, problems: Problems): string {
  if (typeof raw === 'object' && raw !== null) {
    const typed = problems.places.at(['excerpt'])?.typed ?? '';
    problems.notice(['excerpt'], `excerpt: a list or keys, not a text; ${advise('excerpt', typed)}`);
  }
  return typeof raw === 'string' ? cutText(cleanText(raw), RECORD_EXCERPT_MAX_CHARS) : '';
}

function readPublishedAt(raw: unknown, problems: Problems): number | null {
  if (raw === undefined || raw === null || raw === '') {
    return problems.error(
      ['publishedDateTime'],
      'publishedDateTime: missing; write e.g. 2023-11-07T16:15:00Z',
    );
  }
  return (
    parseDate(toText(raw)) ??
    problems.error(
      ['publishedDateTime'],
      `publishedDateTime: ${quote(raw)} is no date; write e.g. 2023-11-07T16:15:00Z`,
    )
  );
}

type Link = Pick<Story, 'link' | 'canonicalLink'>;

function readLink(
  raw: Readonly<Partial<Record<'webUrl' | 'originalUrl' | 'entry', string | null | undefined>>>,
  problems: Problems,
): Link | null {
  for (const key of ['webUrl', 'originalUrl'] as const) {
    const text = raw[key]?.trim();
    if (!text) continue;
    const link = toLink(text, raw.entry);
    if (link !== null) return link;
    problems.notice([key], `${key}: ${quote(text)} is no http or https address; it is not used`);
  }
  return problems.error(['webUrl'], 'no link: webUrl or originalUrl must hold an http or https address');
}

function toLink(text: string, entry: string | null | undefined): Link | null {
  const link = cleanLink(text);
  const canonicalLink = link === null ? null : canonicalizeEntry(link, readEntry(entry));
  return link === null || canonicalLink === null ? null : { link, canonicalLink };
}

/** What names the story on a page that holds several; null where the page is the story's alone. */
function readEntry(raw: string | null | undefined): string | null {
  return raw?.trim().slice(0, ENTRY_MAX_CHARS) || null;
}

function readInteger(key: 'heat' | 'quality', raw: unknown, problems: Problems): number | null {
  if (raw === undefined || raw === null || raw === '') return null;
  const value = typeof raw === 'string' ? Number(raw) : raw;
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > HEAT_MAX) {
    return problems.notice([key], `${key}: ${quote(raw)} is no whole number; it counts as missing`);
  }
  if (!Number.isInteger(value)) problems.notice([key], `${key}: ${value} was rounded to a whole number`);
  return Math.round(value);
}

/** Anything but a plain yes holds the story back: showing what an editor meant to hide cannot be undone. */
function readPublished(raw: unknown, problems: Problems): boolean {
  if (raw === undefined || raw === null || raw === true) return true;
  if (raw === false) return false;
  const text = toText(raw).trim().toLowerCase();
  if (['true', 'yes', 'on'].includes(text)) return true;
  if (!['false', 'no', 'off'].includes(text)) {
    problems.notice(
      ['published'],
      `published: ${quote(raw)} is neither true nor false; the story is held back`,
    );
  }
  return false;
}

/** Kept back until the key is removed; anything but a plain no counts as a yes. */
function readHold(raw: unknown): boolean {
  if (raw === undefined || raw === null || raw === '') return false;
  return !['false', 'no', 'off'].includes(toText(raw).trim().toLowerCase());
}

function readProvider(raw: unknown, link: string, problems: Problems): Provider {
  const linkDomain = hostWithoutPrefix(new URL(link));
  const parsed = RawProvider.safeParse(typeof raw === 'string' ? { name: raw } : raw);
  const name = cutText(cleanText(parsed.data?.name ?? ''), RECORD_NAME_MAX_CHARS);
  if (name === '') problems.notice(['provider', 'name'], `provider: no name; ${linkDomain} is used`);
  const domain = parseDomain(parsed.data?.domain ?? '');
  if (domain === null && parsed.data?.domain) {
    problems.notice(
      ['provider', 'domain'],
      `provider.domain: ${quote(parsed.data.domain)} is no host name; ${linkDomain} is used`,
    );
  }
  const icon = firstUsableImage(parsed.data?.images ?? []);
  return {
    name: name === '' ? cutText(displayHost(linkDomain), RECORD_NAME_MAX_CHARS) : displayHost(name),
    domain: domain ?? linkDomain,
    iconUrl: icon?.url ?? null,
  };
}

function parseDomain(text: string): string | null {
  if (text.length > DOMAIN_MAX_CHARS) return null;
  // bounded: by DOMAIN_MAX_CHARS
  const url = /^[^\s/@?#]+\.[^\s/@?#]+$/u.test(text.trim()) ? parseHttpUrl(`https://${text.trim()}`) : null;
  return url === null ? null : hostWithoutPrefix(url);
}

function readImage(raw: readonly unknown[], problems: Problems): Image | null {
  const image = firstUsableImage(raw);
  if (image === null && raw.length > 0) {
    problems.notice(
      ['images'],
      'images: none has an http or https address that Discord shows; the story is shown without one',
    );
  }
  return image;
}

function firstUsableImage(raw: readonly unknown[]): Image | null {
  for (const entry of raw) {
    const parsed = RawImage.safeParse(typeof entry === 'string' ? { url: entry } : entry);
    const url = parsed.success ? cleanPictureUrl(parsed.data.url) : null;
    if (url !== null)
      return { url, widthPx: parsed.data?.width ?? null, heightPx: parsed.data?.height ?? null };
  }
  return null;
}

function readRelated(
  raw: readonly unknown[],
  own: Pick<Story, 'canonicalLink' | 'title'>,
  problems: Problems,
): RelatedArticle[] {
  const articles = new Map<string, RelatedArticle>();
  for (const [index, entry] of raw.slice(0, RELATED_READ_MAX).entries()) {
    const article = toRelatedArticle(entry);
    if (article === null) {
      problems.notice(
        ['related', index],
        `related: entry ${index + 1} lacks a title or an http(s) link; it is left out`,
      );
    } else if (!isItself(article, own) && !articles.has(article.canonicalLink)) {
      articles.set(article.canonicalLink, article);
    }
  }
  return [...articles.values()];
}

/** Whether a listed article is the story itself, perhaps under another spelling of its address. */
function isItself(article: RelatedArticle, own: Pick<Story, 'canonicalLink' | 'title'>): boolean {
  if (article.canonicalLink === own.canonicalLink) return true;
  return article.title === own.title && articleIdOf(article.canonicalLink) === articleIdOf(own.canonicalLink);
}

/** The articles of which an editor says whether they tell the same event. */
function readDecisions(
  key: 'sameEventAs' | 'notSameEventAs',
  raw: readonly unknown[],
  ownLink: string,
  problems: Problems,
): string[] {
  const links = new Set<string>();
  for (const [index, entry] of raw.slice(0, DECISIONS_READ_MAX).entries()) {
    const link = canonicalizeLink(toText(entry));
    if (link === null)
      problems.notice([key, index], `${key}: entry ${index + 1} is no http or https address; it is left out`);
    else if (link !== ownLink) links.add(link);
  }
  return [...links];
}

function toRelatedArticle(raw: unknown): RelatedArticle | null {
  const parsed = RawRelated.safeParse(raw);
  if (!parsed.success) return null;
  const { title, publishedDateTime, webUrl, originalUrl, entry, provider } = parsed.data;
  const cleanTitle = cutText(cleanText(title ?? ''), RECORD_TITLE_MAX_CHARS);
  const link = toLink(webUrl ?? '', entry) ?? toLink(originalUrl ?? '', entry);
  if (cleanTitle === '' || link === null) return null;
  const silent = new Problems(() => ({ all: [], at: () => undefined, lineOf: () => 1 }));
  return {
    title: cleanTitle,
    ...link,
    providerName: readProvider(provider, link.link, silent).name,
    publishedAtMs: parseDate(toText(publishedDateTime ?? '')),
  };
}

function quote(value: unknown): string {
  return JSON.stringify(cutText(cleanText(toText(value)), 60));
}

/** Objects as JSON: a record may give one a `toString` that is no function, and String() would throw. */
function toText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
