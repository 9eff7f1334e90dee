import { Parser } from 'htmlparser2';
import { parseHttpUrl } from '../../story/links.ts';
import { cleanText } from '../../story/text.ts';
import { escapeStrayTags } from './markup.ts';

/**
 * Markup beyond these is not looked at: an excerpt comes from the beginning of a text, a page's head from that of the
 * page. (The parser's work grows with the square of the depth of tags; this much takes it 0.3 s at worst.)
 */
const TEXT_MARKUP_MAX_CHARS = 20_000;
const PAGE_MARKUP_MAX_CHARS = 250_000;

const SILENT = new Set(['script', 'style', 'noscript', 'template', 'iframe', 'svg', 'head']);
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
  let silence = 0;
  const parser = new Parser(
    {
      onopentag(name) {
        if (SILENT.has(name)) silence++;
        if (!INLINE.has(name)) text += ' ';
      },
      ontext(data) {
        if (silence === 0) text += data;
      },
      onclosetag(name) {
        if (SILENT.has(name)) silence = Math.max(0, silence - 1);
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
  /** Feeds that the page names (`link rel=alternate`), absolute. */
  readonly feeds: readonly { readonly url: string; readonly title: string }[];
};

const FEED_TYPES = /^(?:application\/(?:rss\+xml|atom\+xml|feed\+json|json|rdf\+xml)|text\/xml)\b/i;

/** What a page says of itself: Open Graph's texts and picture (ogp.me), and its feeds. */
export function readPageHead(html: string, pageUrl: string): PageHead {
  const meta = new Map<string, string>();
  const feeds: { url: string; title: string }[] = [];
  let [title, isInTitle] = ['', false];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'title' && title === '') isInTitle = true;
      if (name === 'meta') {
        const key = (attributes.property ?? attributes.name ?? '').toLowerCase();
        if (!meta.has(key)) meta.set(key, attributes.content ?? '');
      }
      if (name !== 'link' || !/(?:^|\s)alternate(?:\s|$)/i.test(attributes.rel ?? '')) return;
      const url = FEED_TYPES.test(attributes.type ?? '') ? toAbsolute(attributes.href ?? '', pageUrl) : null;
      if (url !== null) feeds.push({ url, title: cleanText(attributes.title ?? '') });
    },
    ontext(data) {
      if (isInTitle) title += data;
    },
    onclosetag(name) {
      if (name === 'title') isInTitle = false;
    },
  });
  parser.end(html.slice(0, PAGE_MARKUP_MAX_CHARS));
  const pictureUrl = toAbsolute(meta.get('og:image:secure_url') ?? meta.get('og:image') ?? '', pageUrl);
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
    feeds,
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
  const match = /^\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$/.exec(String(text ?? ''));
  return match === null || Number(match[1]) === 0 ? null : Number(match[1]);
}
