import { Parser } from 'htmlparser2';
import { parseHttpUrl } from '../../story/links.ts';
import { cleanText } from '../../story/text.ts';
import { escapeStrayTags } from './markup.ts';
import { choosePageFeeds, type FeedLink, type PageLink } from './page-feeds.ts';

/**
 * Markup beyond these is not looked at: an excerpt comes from the beginning of a text, a page's head from that of the
 * page. (The parser's work grows with the square of the depth of tags; this much takes it 0.3 s at worst.)
 */
const TEXT_MARKUP_MAX_CHARS = 20_000;
const PAGE_MARKUP_MAX_CHARS = 250_000;
const PAGE_LINKS_MAX = 1_000;
const COMMENTS_BEFORE_PAGE_MAX = 20;

/** What is no part of a text; a caption tells of its picture. */
const SILENT = new Set(['script', 'style', 'noscript', 'template', 'iframe', 'svg', 'head', 'figcaption']);
const CAPTION_CLASS = /(?:^|[\s_-])(?:caption(?:-text)?|photo-?credit|image-?credit)(?:$|\s)/i;
const INLINE = new Set(
  'a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

export type Picture = {
  readonly url: string;
  readonly widthPx: number | null;
  readonly heightPx: number | null;
};

/**
 * The text of a piece of HTML as one clean line: no tags, no scripts, entities decoded once. What only looks like a tag
 * is text.
 * @param options.isTitle one line, in which a tag without its end is text
 */
export function readHtmlText(html: string, { isTitle = false } = {}): string {
  let text = '';
  /** Of each element that is open, whether it says nothing. */
  const open: boolean[] = [];
  let silence = 0;
  const parser = new Parser(
    {
      onopentag(name, { class: classes = '' }) {
        const isSilent = SILENT.has(name) || CAPTION_CLASS.test(classes);
        open.push(isSilent);
        if (isSilent) silence++;
        if (!INLINE.has(name)) text += ' ';
      },
      ontext(data) {
        if (silence === 0) text += data;
      },
      onclosetag(name) {
        if (open.pop() === true) silence--;
        if (!INLINE.has(name)) text += ' ';
      },
    },
    // Decoded below, and only with their semicolon.
    { decodeEntities: false },
  );
  parser.end(escapeStrayTags(cutMarkup(html), !isTitle));
  return cleanText(text);
}

/** A tag that the cut goes through must not become text. */
function cutMarkup(html: string): string {
  if (html.length <= TEXT_MARKUP_MAX_CHARS) return html;
  const start = html.slice(0, TEXT_MARKUP_MAX_CHARS);
  const lastTag = start.lastIndexOf('<');
  return lastTag > start.lastIndexOf('>') ? start.slice(0, lastTag) : start;
}

export type PageHead = {
  readonly title: string | null;
  readonly description: string | null;
  readonly picture: Picture | null;
  /** Feeds that the page names, its own first. */
  readonly feeds: readonly FeedLink[];
};

/** What a page says of itself: Open Graph's texts and picture (ogp.me), and its feeds. */
export function readPageHead(html: string, pageUrl: string): PageHead {
  const meta = new Map<string, string>();
  const links: PageLink[] = [];
  let baseUrl: string | null = null;
  let [title, isInTitle] = ['', false];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'title' && title === '') isInTitle = true;
      if (name === 'meta') {
        const key = (attributes.property ?? attributes.name ?? '').toLowerCase();
        if (!meta.has(key)) meta.set(key, attributes.content ?? '');
      }
      // Only the first counts (html.spec.whatwg.org, 4.2.3), also for what stands before it.
      if (name === 'base' && attributes.href !== undefined) baseUrl ??= toAbsolute(attributes.href, pageUrl);
      if (name !== 'link' || links.length >= PAGE_LINKS_MAX) return;
      const { href: url = '', rel = '', type = '', title: label = '' } = attributes;
      links.push({ url, rel, type, title: label });
    },
    ontext(data) {
      if (isInTitle) title += data;
    },
    onclosetag(name) {
      if (name === 'title') isInTitle = false;
    },
  });
  parser.end(html.slice(0, PAGE_MARKUP_MAX_CHARS));
  const base = baseUrl ?? pageUrl;
  const absolute = links.flatMap((link) => {
    const url = toAbsolute(link.url, base);
    return url === null ? [] : [{ ...link, url }];
  });
  const pictureUrl = toAbsolute(meta.get('og:image:secure_url') ?? meta.get('og:image') ?? '', base);
  return {
    title: cleanText(meta.get('og:site_name') ?? title) || null,
    description: readHtmlText(meta.get('og:description') ?? meta.get('description') ?? '') || null,
    picture:
      pictureUrl === null
        ? null
        : {
            url: pictureUrl,
            widthPx: readPixels(meta.get('og:image:width')),
            heightPx: readPixels(meta.get('og:image:height')),
          },
    feeds: choosePageFeeds(absolute, pageUrl),
  };
}

/** @returns null for what is no http or https address once it is complete */
export function toAbsolute(address: string, baseUrl: string): string | null {
  const trimmed = address.trim();
  if (trimmed === '') return null;
  const url = URL.parse(trimmed, baseUrl);
  return url === null ? null : (parseHttpUrl(url.href)?.href ?? null);
}

export function readPixels(text: string | number | undefined | null): number | null {
  const match = /^(\d{1,5})(?:\.\d{1,20})? ?(?:px)?$/.exec(String(text ?? '').trim());
  return match === null || Number(match[1]) === 0 ? null : Number(match[1]);
}

/** Whether a document is a page: behind comments and an XML prolog, it begins as one. */
export function isWebPage(text: string): boolean {
  let rest = text.trimStart();
  for (let skipped = 0; skipped < COMMENTS_BEFORE_PAGE_MAX; skipped++) {
    const mark = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?') ? '>' : null;
    if (mark === null) break;
    const end = rest.indexOf(mark);
    if (end === -1) return false;
    rest = rest.slice(end + mark.length).trimStart();
  }
  return /^<(?:!doctype\s{1,9}html|html|head|body)\b/i.test(rest);
}
