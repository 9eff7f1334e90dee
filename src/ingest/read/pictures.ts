import { cleanPictureUrl } from '../../story/picture-address.ts';
import { type Picture, toAbsolute } from './html.ts';

/** Smaller pictures are counters, whatever they are called. */
const PIXEL_MAX_PX = 3;
/** In a text, pictures up to this size are icons and portraits; as a feed's own picture only up to the second one. */
const ICON_MAX_PX = 64;
const NAMED_ICON_MAX_PX = 32;
/** A smaller one is taken where there is no larger. */
const SMALL_MAX_PX = 199;

export type PictureCandidate = {
  readonly url: string | undefined;
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  /** Found in a text, where ornaments are, and not named by the feed as the article's picture. */
  readonly isInText: boolean;
};

const ORNAMENT_HOST =
  /(?:^|\.)(?:gravatar\.com|s\.w\.org|feedburner\.com|feedsportal\.com|pheedo\.com|doubleclick\.net|google-analytics\.com|googletagmanager\.com|googlesyndication\.com|scorecardresearch\.com|quantserve\.com|statcounter\.com|addtoany\.com|addthis\.com|sharethis\.com|feeds\.wordpress\.com|stats\.wordpress\.com|pixel\.wp\.com|stats\.wp\.com|shields\.io|twemoji\.maxcdn\.com)$|^(?:pixels?|stats?|count(?:er)?s?|track(?:er|ing)?|beacons?|analytics|metrics|telemetry|ads?|adserver)\d*\./i;
const ORNAMENT_FOLDER =
  /\/(?:g?r?avatars?|(?:tw)?emojis?(?:\.php)?|smil(?:ey|ie)s?|emoticons?|icons?|favicons?|(?:share|social|sharing)[-_]?(?:icons?|buttons?)|buttons?|badges?|sprites?|beacons?|track(?:ing|er)|track\/(?:open|click|pixel)|_\/stat|~(?:r|ff|at))(?:\/|\?|$)|^\/tr\/?$/i;
/** Where articles are shared; a picture of a service's name alone is its button. */
const SERVICE =
  '(?:twitter|facebook|fb|linkedin|instagram|youtube|whatsapp|telegram|pinterest|reddit|mastodon|bluesky|threads|e?mail|print|rss|feed|share)';
const LOOK = '(?:icon|logo|share|button|btn|white|black|color|square|circle)';
const ORNAMENT_FILES: readonly RegExp[] = [
  /^(?:spacer|blank|clear|clear-?dot|pixel|empty|dot|gr[ea]y|white|count(?:er)?|tracker|[pto]|emoji)\.(?:gif|png)$/i,
  /^(?:trans(?:parent)?[-_]?)?(?:1x1|1px|pixel|trans(?:parent)?)?(?:[-_]?1x1)?\.(?:gif|png)$/i,
  /^(?:(?:default|user|author|profile)?[-_]?avatar(?:[-_]?\d+)?|favicon|apple-touch-icon|placeholder|lazy-?load(?:er|ing)?|loading|loader|spinner|spacer)(?:[-_]\d+(?:x\d+)?)?\.(?:gif|png|webp|jpe?g)$/i,
  new RegExp(`^${SERVICE}(?:[-_]?${LOOK}){0,4}(?:[-_]?\\d+(?:x\\d+)?)?\\.(?:gif|png|webp)$`, 'i'),
  new RegExp(
    `^(?:icon|logo|share|tweet|follow|like|x)[-_](?:(?:on|via|this|us)[-_])?(?:x|icon|logo|button|${SERVICE})\\b.{0,40}\\.(?:gif|png|webp)$`,
    'i',
  ),
  // A character by its number, as emoji are kept.
  /^1f[\da-f]{3}(?:-[\da-f]{4,5}){0,8}\.(?:gif|png|webp)$/i,
];

/**
 * The pictures of an article that can be shown, the likeliest first: the first candidate that is not small, then the
 * small ones before it.
 */
export function choosePictures(candidates: readonly PictureCandidate[], baseUrl: string): Picture[] {
  const small: Picture[] = [];
  for (const candidate of candidates) {
    const picture = toPicture(candidate, baseUrl);
    if (picture !== null && !isSmallPicture(picture)) return [picture, ...small];
    if (picture !== null) small.push(picture);
  }
  return small;
}

export function isSmallPicture({ widthPx }: Picture): boolean {
  return widthPx !== null && widthPx <= SMALL_MAX_PX;
}

function toPicture(candidate: PictureCandidate, baseUrl: string): Picture | null {
  const { widthPx, heightPx, isInText } = candidate;
  const url = cleanPictureUrl(toAbsolute(candidate.url ?? '', baseUrl) ?? '');
  if (url === null || isTooSmall(widthPx, heightPx, isInText ? ICON_MAX_PX : NAMED_ICON_MAX_PX)) return null;
  return isOrnament(new URL(url)) ? null : { url, widthPx, heightPx };
}

function isTooSmall(widthPx: number | null, heightPx: number | null, iconMaxPx: number): boolean {
  const sides = [widthPx, heightPx].filter((side) => side !== null);
  return sides.length > 0 && (Math.min(...sides) <= PIXEL_MAX_PX || Math.max(...sides) <= iconMaxPx);
}

function isOrnament({ hostname, pathname }: URL): boolean {
  const file = pathname.slice(pathname.lastIndexOf('/') + 1);
  return (
    ORNAMENT_HOST.test(hostname) ||
    ORNAMENT_FOLDER.test(pathname) ||
    ORNAMENT_FILES.some((name) => name.test(file))
  );
}
