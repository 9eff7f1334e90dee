import { Parser } from 'htmlparser2';
import { readPixels } from './html.ts';
import type { PictureCandidate } from './pictures.ts';

/** Markup beyond this is not looked at: the picture of an article stands near its beginning. */
const MARKUP_MAX_CHARS = 250_000;
/** Deeper in each other than this are no tags of a person; the parser's work grows with the square of the depth. */
const DEPTH_MAX = 500;
const CANDIDATES_MAX = 100;
const SRCSET_MAX_CHARS = 10_000;

/** Where pages that load their pictures late keep the address (lazysizes, WordPress, Jetpack). */
const LAZY_KEYS = [
  'data-src',
  'data-original',
  'data-lazy-src',
  'data-lazy',
  'data-orig-file',
  'data-large-file',
  'data-full-src',
  'data-url',
];

const HIDDEN_STYLE = /display\s?:\s?none|visibility\s?:\s?hidden/i;
/** Of a picture itself: boxes of no height are how pages keep room for one. */
const PIXEL_STYLE = /(?:^|[\s;])(?:max-)?(?:width|height)\s?:\s?[0-3](?:px|;|\s|$)/i;
const HIDDEN_CLASS = /(?:^|\s)(?:hidden|d-none|sr-only|visually-hidden)(?:\s|$)/i;
const ORNAMENT_CLASS =
  /(?:^|[\s_-])(?:g?r?avatars?|emojis?|smiley|icons?|favicon|share|sharing|social|byline|author|pixel|track(?:er|ing)|beacon|spacer)(?:$|[\s_-])/i;
const ORNAMENT_BOX_CLASS =
  /(?:^|[\s_-])(?:sharedaddy|share|sharing|addtoany|avatar|social-(?:share|sharing|links|icons|buttons)|author-(?:box|bio|info|card))(?:$|[\s_-])/i;
const ORNAMENT_ALT =
  /^(?:(?:g?r?avatar|profile (?:photo|picture))(?: (?:of|for)\b.*)?|(?:share|tweet|follow|like|pin|send|email|print)(?: (?:this|it|us|me|on|to|via|by|with)\b.*)?|(?:twitter|facebook|linkedin|whatsapp|reddit|pinterest|email|rss)(?: (?:icon|logo))?|(?:\p{Extended_Pictographic}|\u200D|\uFE0F)+)$/iu;
const SHARE_LINK =
  /^mailto:|\/\/(?:[\w-]+\.)*(?:facebook\.com\/(?:share|dialog)|(?:twitter|x)\.com\/(?:intent|share|home\?status)|linkedin\.com\/(?:share|cws)|reddit\.com\/submit|pinterest\.[a-z.]+\/pin\/create|(?:api\.)?whatsapp\.com\/send|t\.me\/share|addtoany\.com|addthis\.com|feeds\.feedburner\.com\/~|feeds\.wordpress\.com)/i;

type Attributes = Readonly<Record<string, string | undefined>>;

/** The pictures of a piece of HTML in its order, without what it hides and what it marks as an ornament. */
export function listHtmlPictures(html: string): PictureCandidate[] {
  const found: PictureCandidate[] = [];
  /** Of each element that is open, whether its pictures count for nothing. */
  const open: boolean[] = [];
  let ignored = 0;
  let sources: PictureCandidate[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      const isIgnored =
        isHidden(attributes) ||
        ORNAMENT_BOX_CLASS.test(attributes.class ?? '') ||
        (name === 'a' && SHARE_LINK.test(attributes.href ?? ''));
      if (open.push(isIgnored) > DEPTH_MAX) parser.pause();
      if (isIgnored) ignored++;
      if (name === 'picture') sources = [];
      if (ignored > 0 || found.length >= CANDIDATES_MAX) return;
      if (name === 'source' && !/svg|tiff/i.test(attributes.type ?? ''))
        sources.push(...listAddresses(attributes));
      if (name === 'video') found.push(...toCandidates([{ url: attributes.poster }], {}));
      if ((name !== 'img' && name !== 'amp-img') || isOrnament(attributes)) return;
      found.push(...listAddresses(attributes), ...sources);
      sources = [];
    },
    onclosetag(name) {
      if (open.pop() === true) ignored--;
      if (name !== 'picture') return;
      found.push(...sources);
      sources = [];
    },
  });
  parser.end(html.slice(0, MARKUP_MAX_CHARS));
  return found;
}

/** The addresses of one picture, the best first. */
function listAddresses(attributes: Attributes): PictureCandidate[] {
  const sets = [attributes['data-srcset'], attributes['data-lazy-srcset'], attributes.srcset];
  const lazy = LAZY_KEYS.map((key) => ({ url: attributes[key] }));
  return toCandidates([...sets.flatMap(readSrcset), ...lazy, { url: attributes.src }], attributes);
}

type Address = { readonly url: string | undefined; readonly widthPx?: number | null };

function toCandidates(addresses: readonly Address[], attributes: Attributes): PictureCandidate[] {
  const style = attributes.style ?? '';
  const widthPx =
    readPixels(attributes.width) ?? readPixels(/(?:^|[\s;])width\s?:\s?(\d{1,5})px/i.exec(style)?.[1]);
  const heightPx =
    readPixels(attributes.height) ?? readPixels(/(?:^|[\s;])height\s?:\s?(\d{1,5})px/i.exec(style)?.[1]);
  return addresses.flatMap((address) => {
    if (!address.url?.trim()) return [];
    const isOther = address.widthPx != null && address.widthPx !== widthPx;
    return {
      url: address.url,
      widthPx: address.widthPx ?? widthPx,
      heightPx: isOther ? null : heightPx,
      isInText: true,
    };
  });
}

/** `small.jpg 300w, large.jpg 1200w`, the largest first; a comma can be part of an address. */
function readSrcset(srcset: string | undefined): Address[] {
  const parts = (srcset ?? '')
    .slice(0, SRCSET_MAX_CHARS)
    .replace(/\s+/g, ' ')
    .split(/, |,(?=https?:|\/)/);
  return parts
    .map((part) => {
      const [url, size = ''] = part.trim().split(' ');
      const widthPx = size.endsWith('w') ? readPixels(size.slice(0, -1)) : null;
      return { url, widthPx, rank: widthPx ?? (Number.parseFloat(size) || 0) };
    })
    .sort((a, b) => b.rank - a.rank);
}

function isHidden({ style = '', class: classes = '', hidden }: Attributes): boolean {
  return hidden !== undefined || HIDDEN_STYLE.test(style) || HIDDEN_CLASS.test(classes);
}

function isOrnament(attributes: Attributes): boolean {
  const { class: classes = '', id = '', alt = '', style = '', width = '', height = '' } = attributes;
  return (
    ORNAMENT_CLASS.test(classes) ||
    ORNAMENT_CLASS.test(id) ||
    ORNAMENT_ALT.test(alt.trim().slice(0, 200)) ||
    PIXEL_STYLE.test(style) ||
    [width, height].some((side) => /^0(?:px)?$/.test(side.trim()))
  );
}
