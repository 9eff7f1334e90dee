import { type HeatPart, rateCoverage, type Telling } from '../../events/coverage-heat.ts';
import type { Item } from '../read/item.ts';

/** Stories are published from this heat on, as in the collection that the format comes from. */
export const PUBLISHED_MIN_HEAT = 70;
/** Coverage that comes later than this after the story does not change its record any more. */
export const COVERAGE_MAX_AGE_MS = 72 * 3_600_000;

/** What each sign of quality is worth; docs/heat.md explains them. An ordinary article comes to 66. */
const QUALITY_POINTS = {
  start: 38,
  image: 20,
  smallImage: 8,
  excerpt: 8,
  shortExcerpt: 3,
  video: 4,
  /** For each 1 by which the outlet's weight is above 1, and taken for each 1 below. */
  weight: 12,
  shoutedTitle: -10,
  shortTitle: -8,
  pressRelease: -25,
  marketReport: -40,
  promotion: -25,
} as const;
const QUALITY_MAX = 100;

const SMALL_IMAGE_BELOW_PX = 300;
const EXCERPT_MIN_CHARS = 100;
const SHORT_EXCERPT_MIN_CHARS = 30;
const TITLE_MIN_WORDS = 4;

const PRESS_RELEASE_DOMAINS =
  /(?:^|\.)(?:prnewswire|businesswire|globenewswire|accesswire|einpresswire|newswire|prweb|prlog|openpr|cision)\.(?:com|ca|net|org)$/;
const PRESS_RELEASE =
  /\/?(?:PR ?Newswire|Business Wire|GLOBE NEWSWIRE|ACCESSWIRE)\b|\((?:NASDAQ|NYSE|NYSE American|TSX|OTC\w*|LSE|Nasdaq)\s?:|\b(?:today announced|announced today|is pleased to announce|press release)\b/;
const MARKET_REPORT =
  /\bmarket (?:size|share|report|research|outlook|growth|to (?:reach|witness|grow|surpass|be worth|hit)|is (?:expected|projected) to)\b|\bCAGR\b|\bkey players\b|\b(?:analysis|forecasts?)(?: period| to|,| by| till| until)? 20\d\d\b/i;
const PROMOTION =
  /\b(?:sponsored|advertorial|promo code|coupon|discount code|black friday|cyber monday|prime day|lifetime (?:access|subscription)|webinar|save \d+%|\d+% off)\b/i;

/** What can be seen of an article's quality: 0 to 100, and the parts of it. */
export function rateQuality(item: Item): { quality: number; parts: HeatPart[] } {
  if (item.givenQuality !== null || item.givenHeat !== null) {
    const given = item.givenQuality ?? item.givenHeat ?? 0;
    return { quality: given, parts: [{ label: 'given by the source', points: given }] };
  }
  const points = QUALITY_POINTS;
  const parts: HeatPart[] = [{ label: 'every article', points: points.start }];
  const add = (label: string, value: number): void => void parts.push({ label, points: value });
  if (item.image !== null) {
    const isSmall = (item.image.widthPx ?? SMALL_IMAGE_BELOW_PX) < SMALL_IMAGE_BELOW_PX;
    add(isSmall ? 'small image' : 'image', isSmall ? points.smallImage : points.image);
  }
  if (item.excerpt.length >= EXCERPT_MIN_CHARS) add('excerpt', points.excerpt);
  else if (item.excerpt.length >= SHORT_EXCERPT_MIN_CHARS) add('short excerpt', points.shortExcerpt);
  if (item.type === 'video') add('video', points.video);
  const weightPoints = Math.round((item.weight - 1) * points.weight);
  if (weightPoints !== 0) add(`outlet's weight ${item.weight}`, weightPoints);
  if (/\p{Lu}{4}/u.test(item.title) && !/\p{Ll}/u.test(item.title))
    add('title in capitals', points.shoutedTitle);
  if (item.title.split(/\s+/).length < TITLE_MIN_WORDS && /^[\p{Script=Latin}\P{L}]*$/u.test(item.title)) {
    add('short title', points.shortTitle);
  }
  const text = `${item.title} ${item.excerpt}`;
  if (PRESS_RELEASE_DOMAINS.test(item.provider.domain) || PRESS_RELEASE.test(text))
    add('press release', points.pressRelease);
  if (MARKET_REPORT.test(text)) add('market report', points.marketReport);
  if (PROMOTION.test(text)) add('promotion', points.promotion);
  const sum = parts.reduce((total, part) => total + part.points, 0);
  return { quality: Math.min(QUALITY_MAX, Math.max(0, sum)), parts };
}

/** An article as another outlet's on the same story. */
export function toCoverage({ provider, weight, publishedAtMs }: Item): Telling {
  return { outlet: provider.name, outletKey: outletKey(provider.domain), weight, publishedAtMs };
}

/** `news.example.co.uk` and `www.example.co.uk` may be two outlets; `www.` and case make none. */
function outletKey(domain: string): string {
  return domain.toLowerCase().replace(/^www\./, '');
}

export type HeatReport = {
  readonly quality: number;
  readonly heat: number;
  readonly isPublished: boolean;
  readonly qualityParts: readonly HeatPart[];
  readonly coverageParts: readonly HeatPart[];
};

/** Quality, heat and whether the story is published, with the reasons. A heat below 0 that was given stays. */
export function rateHeat(item: Item, coverage: readonly Telling[]): HeatReport {
  const { quality, parts: qualityParts } = rateQuality(item);
  const story = { outletKey: outletKey(item.provider.domain), publishedAtMs: item.publishedAtMs };
  const { added, parts: coverageParts } = rateCoverage(story, coverage);
  const given = item.givenHeat;
  const heat = given !== null && given < 0 ? given : Math.max(given ?? 0, quality + added);
  return { quality, heat, isPublished: heat >= PUBLISHED_MIN_HEAT, qualityParts, coverageParts };
}
