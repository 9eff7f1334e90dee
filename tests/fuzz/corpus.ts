import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashLink } from '../../src/story/links.ts';
import { recordText } from '../support/record-text.ts';

// Well-formed examples, which mutations break.

const ROOT = join(import.meta.dirname, '../..');
const LARGEST_BYTES = 8_192;

/** Small files of the repository, in the order of their names. */
export function readFiles(pattern: string, count: number): string[] {
  const paths = globSync(pattern, { cwd: ROOT }).sort();
  const texts = paths.map((path) => readFileSync(join(ROOT, path), 'utf8').slice(0, LARGEST_BYTES));
  if (texts.length === 0) throw new Error(`no file fits ${pattern}`);
  return texts.slice(0, count);
}

export const RECORDS: readonly string[] = [
  recordText(),
  recordText({
    images: [{ url: 'https://example.com/a.jpg', width: 1200, height: 630 }],
    related: [{ title: 'Another view', webUrl: 'https://other.example/a', provider: { name: 'Other' } }],
    sameEventAs: ['https://example.com/b'],
    entry: 'November_24',
    hold: false,
  }),
  '---\ntitle: >-\n  Folded\n  title\nwebUrl: example.com\ntopics: "#AI #ML"\n---\nA body.\n',
  '---yaml\r\ntitle: "Caf\\u00e9 \\"x\\""\r\nwebUrl: https://example.com/?a=1&b=2\r\npublishedDateTime: 2021-12-14\r\n---\r\n',
  ...readFiles('tests/fixtures/*.md', 2),
  ...readFiles('demo/news/*.md', 10),
];

const ITEM = `<item><title>OpenAI's model &amp; a &lt;b&gt; tag</title><link>https://example.com/a?utm_source=rss</link>
<guid isPermaLink="false">a-1</guid><pubDate>Tue, 24 Nov 2026 09:00:00 GMT</pubDate><dc:creator>Ann</dc:creator>
<description><![CDATA[<p>A machine learning <img src="https://example.com/a.jpg" width="600"> lab said so. Read more</p>]]></description>
<source url="https://other.example">Other</source><enclosure url="https://example.com/a.png" type="image/png" length="1"/></item>`;

/** Of each format one, in UTF-8; as one character a byte. */
export const FEEDS: readonly string[] = [
  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Résumé</title><link>https://example.com</link>${ITEM}<item><description>An AI note without a title.</description><link>/b</link></item></channel></rss>`,
  `<?xml version="1.0"?><!DOCTYPE feed><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.com/"><title>Atom</title>
<entry><id>urn:1</id><title type="html">AI &lt;i&gt;plans&lt;/i&gt;</title><link rel="alternate" href="c"/><updated>2026-11-24T09:00:00+01:00</updated><summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">GPT <b>4</b></div></summary>
<media:group xmlns:media="http://search.yahoo.com/mrss/"><media:thumbnail url="https://i.example/1.jpg" width="480"/></media:group></entry></feed>`,
  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.jp/"><title>ニュース</title></channel>
<item rdf:about="https://example.jp/1"><title>人工知能 AI</title><link>https://example.jp/1</link><dc:date>2026-11-24</dc:date></item></rdf:RDF>`,
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'JSON',
    items: [
      {
        id: '1',
        url: 'https://example.com/d',
        title: 'AI in court',
        content_html: '<p>A judge.</p>',
        date_published: '2026-11-24T09:00:00Z',
        image: 'https://example.com/d.jpg',
        attachments: [{ url: 'https://example.com/e.mp4', mime_type: 'video/mp4' }],
      },
    ],
  }),
  JSON.stringify({
    page: 1,
    value: [
      {
        path: 'x/y',
        title: 'Machine learning',
        excerpt: 'Text',
        webUrl: 'https://example.com/e',
        heat: 80,
        quality: 70,
        type: 'video',
        publishedDateTime: '2026-11-24T09:00:00Z',
        provider: { name: 'Ö', domain: 'example.com', images: ['https://example.com/i.png'] },
        topics: ['AI', 'Law'],
        images: [{ url: 'https://example.com/f.jpg', width: 9, height: 9 }],
      },
    ],
  }),
].map((text) => Buffer.from(text).toString('latin1'));

export const PAGES: readonly string[] = [
  `<!-- a --><!DOCTYPE html><html><head><base href="/x/"><title>AI lab opens</title><meta property="og:title" content="AI lab &amp; co">
<meta name="description" content="It opened."><meta property="og:image" content="a.jpg"><meta property="og:image:width" content="1200px"><link rel="canonical" href="https://example.com/lab">
<link rel="alternate" type="application/rss+xml" title="News" href="/feed"><link rel="alternate" type="text/xml" href="/comments/feed"><meta property="article:published_time" content="2026-11-24T09:00:00Z">
<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],"headline":"AI","image":{"url":"b.jpg"},"publisher":{"name":"Lab"},"datePublished":"2026-11-24"}]}</script></head>
<body><p>Text <time datetime="2026-11-24">now</time><img srcset="a.jpg 1x, b.jpg 2x" src="data:image/png;base64,AA=="></p></body></html>`,
  '<html><body><article><h1>Notes</h1><picture><source srcset="c.webp 800w"><img data-src="c.jpg" width=600 height=\'400\'></picture><noscript><img src=d.png></noscript></article>',
  '<svg xmlns="http://www.w3.org/2000/svg"><image href="x"/></svg><p>a < b && c > d</p><pre>&lt;script&gt;</pre>',
];

export const DATES: readonly string[] = [
  ...[
    '2021-12-14T09:00:00Z',
    '2021-12-14 9:00 +0100',
    'Tue, 14 Dec 2021 09:00:00 GMT',
    '14.12.2021 09:00 Uhr',
  ],
  ...[
    'Dec 14th, 2021 at 9:00 p.m. EST',
    '2021年12月14日 9時00分',
    'mar., 05 août 2025',
    '1639472400',
    '20211214',
    '2021-348',
  ],
  ...[
    '12/14/2021',
    'Tue Dec 14 09:00:00 UTC 2021',
    '2021-12',
    '-12-14',
    '9:00 AM America/New_York 14 Dec 2021',
  ],
];

export const LINKS: readonly string[] = [
  ...[
    'https://www.example.com/a/b.html?utm_source=x&id=1#top',
    'http://m.example.com/amp/story/',
    'https://youtu.be/abc?t=1',
  ],
  ...[
    'https://www.google.com/url?q=https%3A%2F%2Fexample.com%2Fa&sa=t',
    'https://x.com/a/status/1?s=20',
    'https://arxiv.org/pdf/2101.00001v2.pdf',
  ],
  ...[
    'https://example-com.cdn.ampproject.org/c/s/example.com/a',
    'https://xn--bcher-kva.example/ü?q=%C3%BC',
    'https://example.com/#!/news/3',
  ],
  ...[
    'https://news.google.com/rss/articles/CBMiX2h0dHBz?oc=5',
    'https://example.com:8080/a;jsessionid=1/index.php?b=2&a=1',
    '/relative?x=1',
  ],
];

export const WORDS: readonly string[] = [
  ...[
    'robots fold laundry',
    '"chip shortage" -robots',
    'self-driving',
    'GPT-3',
    "openai's",
    'the',
    '人工知能',
    'ärzte çà',
    'AI',
    'ml',
  ],
  ...[
    'Machine Learning, Law',
    'Forbes',
    'https://example.com/robots',
    'https://discord.com/channels/1/2/3',
    '0 9 * * *',
    '*/30 8-18 * * mon-fri',
  ],
  ...['Europe/Berlin', '22:00-07:30', '85', '09:00, 18:00', 'every 2h', 'off', 'a'],
];

/** Of the fuzz scene's library the first and the last story, and one that is in none. */
export const STORY_IDS = ['https://example.com/0', 'https://example.com/6', 'https://gone.example/'].map(
  hashLink,
);

/** The scene's first channel. */
const CHANNEL_ID = '200000000000000002';

/** Of each kind some. */
export const CUSTOM_IDS: readonly string[] = [
  ...STORY_IDS.flatMap((id) => [`r:${id}`, `p:1:${id}`, `R:${CHANNEL_ID}:${id}`]),
  ...[
    'n:0:ah:r457a0:AbCdE_:F-hIjK:robots fold',
    'n:1:db:zzzzzzzzz:::',
    'n:0:ah:r457a0:::robots',
    'o',
    'T:0',
    'F:-1',
    'P',
  ],
  ...['f', 'x', 'k', 't', 'a', 'S:topics', 'S:timezone', 'C:style', 'C:pace', 'C:mention'].map(
    (code) => `${code}:${CHANNEL_ID}`,
  ),
];
