import { expect, test } from 'vitest';
import { parseCustomId } from '../../src/discord/cards/custom-id.ts';
import { escapeMarkdown, escapeWithin, maskLinkWithoutPreview } from '../../src/discord/cards/markdown.ts';
import { buildStoryCard } from '../../src/discord/cards/story-card.ts';
import { extractTerms } from '../../src/events/story-terms.ts';
import { readArticlePage } from '../../src/ingest/read/article-page.ts';
import { decodeDocument } from '../../src/ingest/read/charset.ts';
import { cleanItem } from '../../src/ingest/read/clean-item.ts';
import { readFeedDate } from '../../src/ingest/read/feed-date.ts';
import { readFeed } from '../../src/ingest/read/feed-items.ts';
import { isWebPage, readHtmlText, readPageHead } from '../../src/ingest/read/html.ts';
import { listHtmlPictures } from '../../src/ingest/read/html-pictures.ts';
import { readOpml } from '../../src/ingest/sources/opml.ts';
import { parseSources } from '../../src/ingest/sources/sources.ts';
import { recordPath } from '../../src/ingest/write/compose-record.ts';
import { splitWords } from '../../src/language/words.ts';
import { parseQuery } from '../../src/search/query.ts';
import { articleKey } from '../../src/story/article-key.ts';
import { parseDate } from '../../src/story/dates.ts';
import { findTarget } from '../../src/story/go-between-links.ts';
import { canonicalizeLink } from '../../src/story/links.ts';
import { listCanonicalLinks } from '../../src/story/page-entry.ts';
import { cleanPictureUrl } from '../../src/story/picture-address.ts';
import { parseRecord } from '../../src/story/record.ts';
import { cleanText, closeExcerpt, cutText } from '../../src/story/text.ts';
import { findNearestNames } from '../../src/topics/nearest-names.ts';
import { parseTaxonomy } from '../../src/topics/parse-taxonomy.ts';
import { TopicFinder } from '../../src/topics/topic-finder.ts';
import { makeStory } from '../support/stories.ts';

// What outside texts go through takes time in proportion to their length. This is the one place where a test measures
// time: as the ratio of two lengths, each the least of some runs.

const SHORT_CHARS = 25_000;
const LONG_CHARS = 100_000;
/** Four times the length takes four times as long, and with a busy machine some more; with the square, sixteen times. */
const RATIO_MAX = 11;
/** Below this, what is measured is the machine. With the square of 100,000, it would be seconds. */
const NOTICED_MS = 150;
const RUNS = 3;
const TRIES = 3;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const quoted = (text: string): string => JSON.stringify(text);
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const record = (fields: string): unknown =>
  parseRecord(
    bytes(`---\ntitle: T\npublishedDateTime: 2024-01-01\nwebUrl: https://a.example/x\n${fields}\n---\n`),
  );
const rss = (inner: string): unknown =>
  readFeed(
    `<rss version="2.0"><channel><title>T</title><item><link>https://a.example/x</link>${inner}</item></channel></rss>`,
    'https://a.example/f',
  );
const [SOURCE] = parseSources('- {name: x, address: "https://a.example/f"}').sources;
const FINDER = new TopicFinder(parseTaxonomy('- {name: Robots, keywords: [robot, self driving]}').topics);
const LOOK = { style: 'card', language: 'en', mentionRoleId: null } as const;

function clean(text: string): unknown {
  if (SOURCE === undefined || SOURCE.kind === 'git') throw new Error('it is a feed');
  const item = {
    ...{
      id: text,
      link: `https://a.example/${text}`,
      title: text,
      texts: [text],
      date: text,
      isVideo: false,
    },
    ...{ pictures: [], provider: null, topics: [text], quality: null, heat: null },
  };
  return cleanItem(item, SOURCE, FINDER, 1e12);
}

/** Everything that a stranger's text goes through. A new function of that kind gets a line here. */
const FUNCTIONS: Readonly<Record<string, (text: string) => unknown>> = {
  parseRecord: (text) => parseRecord(bytes(text)),
  'parseRecord, front matter': (text) => parseRecord(bytes(`---\n${text}\n---\n`)),
  'parseRecord, first line': (text) => parseRecord(bytes(`---${text}\n---\n`)),
  'parseRecord, a line': record,
  'parseRecord, excerpt': (text) => record(`excerpt: ${quoted(text)}`),
  'parseRecord, topics': (text) => record(`topics: [${quoted(text)}]`),
  'parseRecord, link': (text) => record(`originalUrl: ${quoted(`https://a.example/${text}`)}`),
  'parseRecord, date': (text) => record(`publishedDateTime: ${quoted(text)}`),
  'parseRecord, picture': (text) =>
    record(`images: [{url: ${quoted(`https://a/${text}`)}, width: ${quoted(text)}}]`),
  parseTaxonomy: (text) => parseTaxonomy(`- name: ${quoted(text)}\n`),
  parseSources: (text) =>
    parseSources(`- {name: ${quoted(text)}, address: ${quoted(`https://a/${text}`)}}\n`),
  readOpml: (text) =>
    readOpml(`<opml><body><outline xmlUrl="https://a.example/" text="${escaped(text)}"/></body></opml>`, []),
  readFeed: (text) => readFeed(text, 'https://a.example/f'),
  'readFeed, cut off': (text) => readFeed(`<rss version="2.0"><channel>${text}`, 'https://a.example/f'),
  'readFeed, an item': rss,
  'readFeed, title': (text) => rss(`<title>${escaped(text)}</title>`),
  'readFeed, description': (text) => rss(`<description>${escaped(text)}</description>`),
  'readFeed, date': (text) => rss(`<pubDate>${escaped(text)}</pubDate>`),
  'readFeed, doctype': (text) => readFeed(`<!DOCTYPE rss [${text}]><rss/>`, 'https://a.example/f'),
  decodeDocument: (text) => decodeDocument(bytes(text), 'text/html'),
  cleanItem: clean,
  readFeedDate,
  parseDate,
  readHtmlText,
  isWebPage,
  readPageHead: (text) => readPageHead(text, 'https://a.example/'),
  readArticlePage: (text) => readArticlePage(`<html><head>${text}`, 'https://a.example/'),
  listHtmlPictures: (text) => listHtmlPictures(`<img width="1${text}`),
  canonicalizeLink: (text) => canonicalizeLink(`https://a.example/${text}`),
  listCanonicalLinks: (text) => listCanonicalLinks(`https://a.example/?${text}`),
  articleKey: (text) => articleKey(`https://a.example/${text}`),
  findTarget: (text) => findTarget(`https://www.google.com/url?q=${text}`),
  cleanPictureUrl: (text) => cleanPictureUrl(`https://a.example/${text}`),
  cleanText,
  closeExcerpt: (text) => closeExcerpt(`${text}x`),
  'closeExcerpt, at the end': closeExcerpt,
  cutText: (text) => cutText(text, 400),
  splitWords,
  extractTerms: (text) => extractTerms(text, text),
  parseQuery,
  findNearestNames: (text) => findNearestNames(text, ['Robots', 'a'.repeat(50)], 5),
  'TopicFinder.find': (text) => FINDER.find(text, text, { always: [], never: [] }),
  recordPath: (text) =>
    recordPath({ ...(clean('x') as { item: Parameters<typeof recordPath>[0] }).item, title: text }, 'a'),
  parseCustomId: (text) => parseCustomId(`n:1:dh:0:${text}`),
  escapeMarkdown,
  escapeWithin: (text) => escapeWithin(text, 400),
  maskLinkWithoutPreview: (text) => maskLinkWithoutPreview(text, `https://a.example/${text}`, 200, 1_500),
  buildStoryCard: (text) =>
    buildStoryCard(makeStory({ title: text, excerpt: text, topics: [text] }), [], LOOK),
};

const PIECES = [
  ...[
    '<',
    '&',
    '(',
    'Z(',
    ' ',
    '\n',
    '\r\n',
    '\t',
    '/',
    ',',
    '"',
    "'",
    '.',
    ':',
    ';',
    '@',
    '-',
    '%',
    '=',
    '?',
    '!',
    '|',
  ],
  ...[
    '[',
    '{',
    '*',
    '_',
    '`',
    '#',
    '\\',
    '1',
    'a',
    'a ',
    'A.',
    'あ',
    '機',
    '\u{1F600}',
    '\uD800',
    '\u0301',
    '\u200B',
    '\u2028',
  ],
  ...[
    '<!DOCTYPE ',
    '<!--',
    '-->',
    '<![CDATA[',
    '<a>',
    '</a>',
    '<img ',
    '<meta ',
    '<p>',
    '<?xml ',
    '&amp;',
    '&amp',
    '&.amp',
  ],
  ...[
    '.amp',
    '---\n',
    'a: ',
    '- a\n',
    '\n ',
    '\n#',
    ', ',
    '- ',
    '. ',
    '...',
    '\u2026',
    '[link] ',
    'The post ',
    '?a=1&',
    '://',
  ],
];

/** The least of some runs; what is thrown is an answer, too. */
function timeMs(run: () => unknown): number {
  let leastMs = Number.POSITIVE_INFINITY;
  for (let at = 0; at < RUNS && leastMs > NOTICED_MS; at++) {
    const beganMs = performance.now();
    try {
      run();
    } catch {
      // Which texts are refused is for other tests to show.
    }
    leastMs = Math.min(leastMs, performance.now() - beganMs);
  }
  return leastMs;
}

test.each(Object.entries(FUNCTIONS))(
  'given four times as long a text, %s takes about four times as long',
  (_name, read) => {
    const repeat = (piece: string, chars: number): string => piece.repeat(Math.ceil(chars / piece.length));
    const isSlow = (piece: string): boolean => {
      const longMs = timeMs(() => read(repeat(piece, LONG_CHARS)));
      return longMs > NOTICED_MS && longMs > RATIO_MAX * timeMs(() => read(repeat(piece, SHORT_CHARS)));
    };
    const slow = PIECES.filter((piece) => Array.from({ length: TRIES }).every(() => isSlow(piece)));
    expect(slow).toEqual([]);
  },
);

test('given four times as many entries of topics.yaml that cannot be used, they are told in about four times the time', () => {
  const text = (chars: number): string => '- {ds: [ai]}\n'.repeat(chars / 10);
  const isSlow = (): boolean => {
    const longMs = timeMs(() => parseTaxonomy(text(LONG_CHARS)));
    return (
      longMs >
      RATIO_MAX *
        Math.max(
          NOTICED_MS,
          timeMs(() => parseTaxonomy(text(SHORT_CHARS))),
        )
    );
  };
  expect(Array.from({ length: TRIES }).every(isSlow)).toBe(false);
});
