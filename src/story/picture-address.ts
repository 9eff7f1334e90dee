import { cleanLink } from './links.ts';

/** Drawings, print formats, films and pages: Discord shows none of them as a picture. */
const UNSHOWABLE_NAME =
  /\.(?:svgz?|tiff?|bmp|ico|hei[cf]s?|psd|eps|ai|jxl|jp2|pdf|mp[34]|m4[av]|webm|mov|og[gv]|wav|html?)$/i;
const UNSHOWABLE_FORMAT = /^(?:image\/)?(?:svgz?(?:\+xml)?|tiff?|bmp|heic|heif|jxl|pdf)$/i;
/** Where picture services name the format, and the picture behind them. */
const FORMAT_KEYS = ['format', 'fm', 'fmt', 'output', 'ext'];
const INNER_KEYS = ['url', 'src', 'image', 'img'];

/**
 * The address of a picture as Discord can show it; an `&amp;` that was escaped once too often is put right.
 * @returns null for one that it may not have or cannot show
 */
export function cleanPictureUrl(text: string): string | null {
  const link = cleanLink(text.replace(/&(?:amp|#0*38|#x0*26);/gi, '&'));
  if (link === null) return null;
  const { pathname, searchParams } = new URL(link);
  const formats = FORMAT_KEYS.flatMap((key) => searchParams.get(key) ?? []);
  const inner = INNER_KEYS.flatMap((key) => searchParams.get(key) ?? []);
  const isUnshowable =
    UNSHOWABLE_NAME.test(pathname) ||
    formats.some((format) => UNSHOWABLE_FORMAT.test(format)) ||
    (formats.length === 0 && inner.some((address) => /\.svgz?(?:[?#]|$)/i.test(address)));
  return isUnshowable ? null : link;
}

/** Whether a media type is one that Discord shows. */
export function isShowableType(type: string): boolean {
  return /^image\//i.test(type) && !UNSHOWABLE_FORMAT.test(type.split(';', 1)[0]?.trim() ?? '');
}
