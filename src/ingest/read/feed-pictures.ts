import type { parseFeed } from 'feedsmith';
import { URL_MAX_CHARS } from '../../story/links.ts';
import { isShowableType } from '../../story/picture-address.ts';
import { type Picture, readPixels } from './html.ts';
import { listHtmlPictures } from './html-pictures.ts';
import { choosePictures, isSmallPicture, type PictureCandidate } from './pictures.ts';

type RssFeed = Extract<ReturnType<typeof parseFeed>, { format: 'rss' }>['feed'];
type Media = NonNullable<RssFeed['items']>[number]['media'];
type MediaContent = NonNullable<NonNullable<Media>['contents']>[number];

export type FeedPictures = {
  readonly media: Media;
  readonly enclosures: readonly { url?: string | undefined; type?: string | undefined }[];
  /** Named by other fields, the likeliest first. */
  readonly others: readonly (string | undefined)[];
  readonly texts: readonly string[];
};

/** Also `a.jpg:large` and `a.jpg/1200x0`, as picture services have it. */
const PICTURE_NAME = /\.(?:jpe?g|jfif|png|webp|gif|avif)(?:[:/!@;][^.]{0,100})?$/i;
// bounded: an address of at most URL_READ_MAX_CHARS
const PICTURE_IN_QUERY = /[?&][^?#]*\.(?:jpe?g|png|webp|gif|avif)(?:[&#]|$)/i;
const BARE_TYPE = /^(?:image|jpe?g|png|webp|gif|avif)$/i;
const OTHER_NAME =
  /\.(?:svgz?|tiff?|bmp|ico|pdf|mp[34]|m4[abv]|webm|mov|og[agv]|opus|wav|aac|flac|zip|epub|m3u8|swf)$/i;

/** The pictures of an item, the likeliest first: those that the feed names, then those in its texts. */
export function listItemPictures(found: FeedPictures, base: string, link: string): Picture[] {
  const media = listMedia(found.media);
  const named = choosePictures(
    [
      ...media.contents,
      ...found.others.map((url) => toNamed({ url })),
      ...found.enclosures.filter(isPictureEnclosure).map(toNamed),
      ...media.thumbnails,
    ],
    base,
  );
  const [first] = named;
  if (first !== undefined && !isSmallPicture(first)) return named;
  // The first text that has one: a summary often repeats what the whole text has.
  for (const text of found.texts) {
    const inText = text.includes('<') ? choosePictures(listHtmlPictures(text), link) : [];
    const [best] = inText;
    if (best !== undefined) return isSmallPicture(best) ? [...named, best] : [best, ...named];
  }
  return named;
}

function listMedia(media: Media): { contents: PictureCandidate[]; thumbnails: PictureCandidate[] } {
  const groups = media?.groups ?? [];
  const contents = [...(media?.contents ?? []), ...groups.flatMap((group) => group.contents ?? [])];
  const thumbnails = [media, ...groups, ...contents].flatMap((holder) => holder?.thumbnails ?? []);
  return {
    contents: contents
      .filter(isPictureContent)
      .sort((a, b) => (b.width ?? 0) - (a.width ?? 0))
      .map(toNamed),
    thumbnails: thumbnails.map(toNamed),
  };
}

/** What says that it is a picture, what is called like one, and what says nothing but has the size of one. */
function isPictureContent(content: MediaContent): boolean {
  const { url, medium, type, width, height, duration } = content;
  const judged = judgeName(url, type);
  if (judged !== null) return judged;
  if (medium !== undefined) return medium.toLowerCase() === 'image';
  if (type !== undefined && isPictureType(type)) return true;
  if (type !== undefined && /\/|^(?:audio|video)$/i.test(type)) return false;
  return (width ?? height) !== undefined && duration === undefined;
}

function isPictureEnclosure({ url, type = '' }: FeedPictures['enclosures'][number]): boolean {
  return judgeName(url, type) ?? isPictureType(type);
}

/** Types are often wrong or missing; the name of the file is more seldom. @returns null when it says nothing */
function judgeName(url = '', type = ''): boolean | null {
  if (/svg|tiff/i.test(type)) return false;
  const name = nameOf(url);
  if (PICTURE_NAME.test(name)) return true;
  if (OTHER_NAME.test(name)) return false;
  return PICTURE_IN_QUERY.test(url.slice(0, URL_MAX_CHARS)) ? true : null;
}

function isPictureType(type: string): boolean {
  return isShowableType(type.trim()) || BARE_TYPE.test(type.trim());
}

function nameOf(url: string): string {
  return url.split(/[?#]/, 1)[0]?.trim() ?? '';
}

function toNamed(picture: {
  url?: string | undefined;
  width?: number | undefined;
  height?: number | undefined;
}): PictureCandidate {
  const { url, width, height } = picture;
  return { url, widthPx: readPixels(width), heightPx: readPixels(height), isInText: false };
}
