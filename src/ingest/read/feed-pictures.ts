import type { parseFeed } from 'feedsmith';
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

const PICTURE_NAME = /\.(?:jpe?g|jfif|png|webp|gif|avif)$/i;
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
function isPictureContent({ url, medium, type, width, height, duration }: MediaContent): boolean {
  const name = nameOf(url);
  if (type !== undefined && /svg|tiff/i.test(type)) return false;
  if (PICTURE_NAME.test(name)) return true;
  if (OTHER_NAME.test(name)) return false;
  if (medium !== undefined) return medium === 'image';
  if (type?.includes('/')) return isShowableType(type);
  return width !== undefined && height !== undefined && duration === undefined;
}

/** Types are often wrong or missing; the name of the file is more seldom. */
function isPictureEnclosure({ url, type = '' }: FeedPictures['enclosures'][number]): boolean {
  if (/svg|tiff/i.test(type)) return false;
  const name = nameOf(url);
  if (PICTURE_NAME.test(name)) return true;
  return (
    !OTHER_NAME.test(name) && (isShowableType(type) || /^(?:image|jpe?g|png|webp|gif)$/i.test(type.trim()))
  );
}

function nameOf(url: string | undefined): string {
  return (url ?? '').split(/[?#]/, 1)[0]?.trim() ?? '';
}

function toNamed(picture: {
  url?: string | undefined;
  width?: number | undefined;
  height?: number | undefined;
}): PictureCandidate {
  const { url, width, height } = picture;
  return { url, widthPx: readPixels(width), heightPx: readPixels(height), isInText: false };
}
