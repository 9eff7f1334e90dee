import { displayHost } from '../../story/host-name.ts';
import { cleanLink, hashLink, hostWithoutPrefix } from '../../story/links.ts';
import { cleanPictureUrl } from '../../story/picture-address.ts';
import { cleanText, cutText } from '../../story/text.ts';
import type { TopicFinder } from '../../topics/topic-finder.ts';
import { type ArticleSource, sourceKey } from '../sources/sources.ts';
import { readFeedDate } from './feed-date.ts';
import { seePastGoBetween } from './go-between.ts';
import { type Picture, readHtmlText } from './html.ts';
import type { Item, RawItem } from './item.ts';
import { type ItemIds, identifyItem } from './item-identity.ts';

const ARTICLE_TITLE_MAX_CHARS = 300;
export const ARTICLE_EXCERPT_MAX_CHARS = 300;
const NOTE_TITLE_MAX_CHARS = 120;
/** As long as a record's may be. */
const GIVEN_NAME_MAX_CHARS = 100;
/** With those above them they fit a record, which has 50. */
const GIVEN_TOPICS_MAX = 20;
/** RFC 1035, 2.3.4, without the dot of the root. */
const HOST_MAX_CHARS = 253;

const VIDEO_HOSTS =
  /(?:^|\.)(?:youtube\.com|youtu\.be|youtube-nocookie\.com|vimeo\.com|dailymotion\.com|twitch\.tv)$/;

/** What publishing systems and readers add around an excerpt; each cut is to the text's end or its beginning. */
const BOILERPLATE: readonly RegExp[] = [
  // bounded: by TEXT_MARKUP_MAX_CHARS, white space collapsed
  /\s*\bThe post\b.{1,300}?\b(?:appeared first on|first appeared on)\b.{0,120}$/i,
  // bounded: by TEXT_MARKUP_MAX_CHARS, white space collapsed
  /\s*\bThis (?:article|story|post)\b.{0,200}?\b(?:appeared first|first appeared|was originally published)\b.{0,200}$/i,
  // bounded: by TEXT_MARKUP_MAX_CHARS, white space collapsed
  /\s*(?:\[?(?:Continue reading|Read more|Read the (?:full|rest)\b|Keep reading|Click here to read|View the full article)\b.{0,200})$/i,
  // bounded: by TEXT_MARKUP_MAX_CHARS, white space collapsed
  /\s*\bsubmitted by\s+\S{1,40}(?:\s+to\s+\S{1,60})?\s+\[link\]\s*\[(?:\d{1,7}\s)?comments?\]\s*$/i,
  // bounded: by TEXT_MARKUP_MAX_CHARS, white space collapsed
  /\s*\[link\]\s*\[(?:\d{1,7}\s)?comments?\]\s*$/i,
  /^\s*\[caption\b[^\]]{0,300}\].{0,500}?\[\/caption\]\s*/i,
  // bounded: by TEXT_MARKUP_MAX_CHARS, white space collapsed
  /\s*submitted by\s+\/?u\/\S+.{0,80}$/i,
  /^\s*Article URL:.{0,2500}$/i,
  /^\s*arXiv:\S+\s+Announce Type:\s*\S+\s*(?:Abstract:\s*)?/i,
  /^\s*Comments?\s*$/i,
  // bounded: by TEXT_MARKUP_MAX_CHARS, white space collapsed
  /\s*\[(?:…|\.{3}|&hellip;)\]\s*$/,
];

export type CleanedItem = ItemIds & {
  /** What would tell it from others of its page, should it turn out that there are some. */
  readonly ownEntry: string | null;
  readonly item: Item;
  /** The source's own name for it, hashed with the source's; null where it gives none. */
  readonly itemKey: string | null;
  /** Whether the source gave its date. */
  readonly isDated: boolean;
  /** A date that is there and cannot be read; null otherwise. */
  readonly unreadDate: string | null;
};

/**
 * Makes an item of what a source says: clean text, links, date, topics.
 * @param nowMs the time of first sight: what a missing date becomes, and the latest a date may be
 * @returns null when it has no title or no usable link
 */
export function cleanItem(
  given: RawItem,
  source: ArticleSource,
  finder: TopicFinder,
  nowMs: number,
): CleanedItem | null {
  const raw = seePastGoBetween(given, source);
  const originalUrl = cleanLink(raw.link);
  const identity = originalUrl === null ? null : identifyItem(originalUrl, raw.entry ?? null);
  if (originalUrl === null || identity === null) return null;
  const { link } = identity;
  const provider = readProvider(raw, source, link);
  const title = cleanTitle(raw.title, provider.name) || beginningOf(raw.texts);
  if (title === '') return null;
  const excerpt = raw.texts.map((text) => cleanExcerpt(text, title)).find((text) => text !== '') ?? '';
  const date = readFeedDate(raw.date);
  const dateMs = date.kind === 'read' ? date.atMs : null;
  return {
    ...identity.ids,
    ownEntry: raw.spareEntry ?? null,
    itemKey: raw.id === null ? null : hashLink(`${sourceKey(source.name)} ${raw.id}`),
    isDated: dateMs !== null,
    unreadDate: date.kind === 'unreadable' ? date.text : null,
    item: {
      title,
      excerpt,
      link,
      ...(raw.entry !== undefined && { entry: raw.entry }),
      originalUrl,
      publishedAtMs: Math.floor(Math.min(dateMs ?? nowMs, nowMs) / 1000) * 1000,
      type: raw.isVideo || VIDEO_HOSTS.test(new URL(link).hostname) ? 'video' : 'article',
      provider,
      topics: finder.find(title, excerpt, source.topics, readGivenTopics(raw.topics)),
      image: pickImage(raw.pictures),
      weight: source.weight,
      givenQuality: raw.quality,
      givenHeat: raw.heat,
    },
  };
}

/** Notes have no headline: their text begins with it. */
function beginningOf(texts: readonly string[]): string {
  const text = texts.map((html) => readHtmlText(html)).find((clean) => clean !== '') ?? '';
  return cutText(text, NOTE_TITLE_MAX_CHARS);
}

function cleanExcerpt(text: string, title: string): string {
  let clean = readHtmlText(text);
  for (const pattern of BOILERPLATE) clean = clean.replace(pattern, '');
  clean = clean.trim();
  if (clean.toLowerCase() === title.toLowerCase()) return '';
  return cutText(clean, ARTICLE_EXCERPT_MAX_CHARS);
}

function cleanTitle(text: string, providerName: string): string {
  const title = readHtmlText(text, { isTitle: true });
  // Aggregators put the outlet behind the headline.
  const suffix = new RegExp(`\\s+[-–—|]\\s+${RegExp.escape(providerName)}$`, 'iu');
  return cutText(title.replace(suffix, ''), ARTICLE_TITLE_MAX_CHARS);
}

function readProvider(raw: RawItem, source: ArticleSource, link: string): Item['provider'] {
  const domain = hostWithoutPrefix(new URL(link));
  if (raw.provider !== null) {
    const { name, domain: given, iconUrl } = raw.provider;
    return {
      name: cutText(cleanText(name), GIVEN_NAME_MAX_CHARS) || displayHost(domain),
      domain: given === null || given.length > HOST_MAX_CHARS ? domain : given,
      iconUrl: iconUrl === null ? null : cleanPictureUrl(iconUrl),
    };
  }
  if (source.provider === undefined) return { name: displayHost(domain), domain, iconUrl: null };
  return {
    name: source.provider.name,
    domain: source.provider.domain,
    iconUrl: source.provider.icon ?? null,
  };
}

function readGivenTopics(topics: readonly string[]): string[] {
  return topics
    .slice(0, GIVEN_TOPICS_MAX)
    .flatMap((topic) => cutText(cleanText(topic), GIVEN_NAME_MAX_CHARS) || []);
}

function pickImage(pictures: readonly Picture[]): Picture | null {
  for (const picture of pictures) {
    const url = cleanPictureUrl(picture.url);
    if (url !== null) return { ...picture, url };
  }
  return null;
}
