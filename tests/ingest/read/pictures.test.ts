import { describe, expect, test } from 'vitest';
import { readFeed } from '../../../src/ingest/read/feed-items.ts';
import { listHtmlPictures } from '../../../src/ingest/read/html-pictures.ts';
import { choosePictures } from '../../../src/ingest/read/pictures.ts';
import { markItemImages } from '../../../src/ingest/read/xml-document.ts';
import { rightValues, testOnSharedCase } from '../../support/shared-cases.ts';

const URL = 'https://news.example.com/feed';
const PHOTO = '<img src="https://c.example/photo.jpg" width="1200">';

const readPictures = (feed: string): (string | null)[] =>
  readFeed(feed, URL).items.map(({ pictures }) => pictures[0]?.url ?? null);

const readItem = (xml: string): string | null =>
  readPictures(
    `<rss version="2.0"><channel><title>T</title><image><url>https://c.example/channel.png</url></image>
<item><title>A</title><link>/a</link>${xml}</item></channel></rss>`,
  )[0] ?? null;

const readHtml = (html: string): string | undefined => choosePictures(listHtmlPictures(html), URL)[0]?.url;

describe('given a picture of an item, it is found whatever its type says', () => {
  test.each([
    ['<enclosure url="https://c.example/e.jpg?w=1" length="0"/>', 'https://c.example/e.jpg?w=1'],
    ['<enclosure url="https://c.example/e.png" type="" length="0"/>', 'https://c.example/e.png'],
    [
      '<enclosure url="https://c.example/e.webp" type="application/octet-stream"/>',
      'https://c.example/e.webp',
    ],
    ['<enclosure url="https://c.example/e" type="jpg"/>', 'https://c.example/e'],
    ['<enclosure url="https://c.example/e.php?id=3" type="image/png"/>', 'https://c.example/e.php?id=3'],
    [
      '<media:content url="https://c.example/1024/abc" width="1024" height="600"/>',
      'https://c.example/1024/abc',
    ],
    ['<media:content url="https://c.example/m.jpg" type="document"/>', 'https://c.example/m.jpg'],
    [
      '<media:content url="https://c.example/a?x=1&amp;amp;y=2" medium="image"/>',
      'https://c.example/a?x=1&y=2',
    ],
    [
      '<media:content url="/v.mp4" type="video/mp4"><media:thumbnail url="/t.jpg"/></media:content>',
      'https://news.example.com/t.jpg',
    ],
    ['<media:content url="https://c.example/a" type="image"/>', 'https://c.example/a'],
    ['<media:content url="https://c.example/a" width="800"/>', 'https://c.example/a'],
    ['<enclosure url="https://c.example/get?file=a.jpg&amp;w=1"/>', 'https://c.example/get?file=a.jpg&w=1'],
    ['<enclosure url="https://c.example/a.jpg:large"/>', 'https://c.example/a.jpg:large'],
    ['<image>/i.jpg</image>', 'https://news.example.com/i.jpg'],
    ['<image href="https://c.example/i.jpg"/>', 'https://c.example/i.jpg'],
    ['<image><url>https://c.example/i.jpg</url></image>', 'https://c.example/i.jpg'],
    ['<image>\n https://c.example/i.jpg?a=1&amp;b=2 </image>', 'https://c.example/i.jpg?a=1&b=2'],
    ['<image><![CDATA[https://c.example/i.jpg]]></image>', 'https://c.example/i.jpg'],
    ['<itunes:image href="https://c.example/t.jpg"/>', 'https://c.example/t.jpg'],
    ['<description>&lt;image&gt;https://c.example/no.jpg</description>', null],
    ['<enclosure url="https://c.example/e.mp3" type="audio/mpeg"/>', null],
    ['<enclosure url="https://c.example/e.svg" type="image/jpeg"/>', null],
    ['<enclosure url="https://c.example/e" type="image/svg+xml"/>', null],
    ['<media:content url="https://c.example/e.tiff" medium="image"/>', null],
    ['<media:content url="https://c.example/v" width="640" height="360" duration="9"/>', null],
  ])('%s: %s', (xml, url) => {
    expect(readItem(xml)).toBe(url);
  });

  test('in Atom, too', () => {
    const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>i</id><entry><id>7</id><title>A</title>
<link href="/a"/><link rel="enclosure" href="/e.jpg"/></entry></feed>`;
    expect(readPictures(feed)).toEqual(['https://news.example.com/e.jpg']);
  });

  test('a small one of the feed’s stands behind a large one of the text', () => {
    const xml = `<media:thumbnail url="/t.jpg" width="75" height="75"/><description><![CDATA[${PHOTO}]]></description>`;
    expect(readItem(xml)).toBe('https://c.example/photo.jpg');
    expect(readItem('<media:thumbnail url="/t.jpg" width="75" height="75"/>')).toBe(
      'https://news.example.com/t.jpg',
    );
  });
});

test.each([
  '<img src="/logo.svg">',
  '<img src="/logo.SVG?v=1">',
  '<img src="/_next/image?url=%2Flogo.svg&amp;w=64">',
  '<img src="/render?id=1&format=svg">',
  '<img src="/scan.tif">',
  '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
  '<img src="https://secure.gravatar.com/avatar/abc?s=96" width="96">',
  '<img src="/people/jo.jpg" class="author-photo">',
  '<img src="/people/jo.jpg" width="48" height="48">',
  '<div class="author-box"><img src="/people/jo.jpg"></div>',
  '<img src="/icons/share-x.png">',
  '<img src="/img/facebook-icon.png">',
  '<img src="/img/linkedin.png" alt="LinkedIn">',
  '<a href="https://www.facebook.com/sharer/sharer.php?u=x"><img src="/f.png"></a>',
  '<img src="/b.png" alt="Share on Facebook">',
  '<img src="/p.gif?id=1" style="width: 1px; height: 1px">',
  '<img src="/open" width="1" height="1">',
  '<img src="/open" width="0">',
  '<img src="/count" style="display:none">',
  '<div style="display: none"><p><img src="/hidden.jpg"></p></div>',
  '<img src="/hidden.jpg" hidden>',
  '<img src="https://s.w.org/images/core/emoji/15/72x72/1f525.png" class="wp-smiley">',
  '<img src="/twemoji/72x72/1f525.png">',
  '<img src="http://feeds.feedburner.com/~r/example/~4/abc">',
  '<img src="https://pixel.wp.com/b.gif?x=1">',
  '<img src="https://stats.example/hit">',
  '<img src="https://medium.com/_/stat?event=post.clientViewed">',
  '<img src="https://www.facebook.com/tr?id=1">',
  '<img src="/images/spacer.gif">',
  '<img src="/images/transparent-1x1.png">',
  '<img src="/1px.gif">',
  '<img src="/track/open?id=1">',
  '<img src="https://www.facebook.com/images/emoji.php/v9/f.png">',
  '<img src="/a/1f600.png">',
  '<img src="/a.png" alt="😀">',
  '<img src="/icon-twitter.png">',
  '<img src="/share.png">',
  '<img src="/rss-icon.gif">',
  '<img src="/images/1x1.png">',
  '<svg><image href="/x.png"></image></svg>',
])('given %s before the photo, the photo is the picture', (ornament) => {
  expect(readHtml(`${ornament}<p>Text</p>${PHOTO}`)).toBe('https://c.example/photo.jpg');
});

test.each([
  'https://c.example/pixel-9-review.jpg',
  'https://c.example/avatar-fire-and-ash.jpg',
  'https://c.example/ai-avatar-startup.jpg',
  'https://c.example/market-share-falls.jpg',
  'https://c.example/photos/twitter-headquarters.jpg',
  'https://c.example/icon-of-the-seas.jpg',
  'https://c.example/x.avif',
  'https://c.example/x.png',
  'https://c.example/2026.png',
  'https://c.example/like-a-rolling-stone.png',
  'https://c.example/share-prices-fall.png',
  'https://upload.example/thumb/x.svg/640px-x.svg.png',
])('given %s, it is a photo like others', (url) => {
  expect(readHtml(`<img src="${url}">${PHOTO}`)).toBe(url);
});

describe('given a picture that is loaded late, or in several sizes, its best address is found', () => {
  test.each([
    ['<img src="data:image/gif;base64,R0" data-src="/p.jpg">', '/p.jpg'],
    ['<img src="/blank.gif" data-original="/p.jpg">', '/p.jpg'],
    ['<img src="/placeholder.jpg" data-lazy-src="/p.jpg">', '/p.jpg'],
    ['<img data-srcset="/s.jpg 300w, /l.jpg 1200w, /m.jpg 600w" class="lazyload">', '/l.jpg'],
    ['<img src="/s.jpg" srcset="/m.jpg 1.5x,/l.jpg 2x">', '/l.jpg'],
    ['<img srcset="/w_300,h_200/s.jpg 300w, /w_900,h_600/l.jpg 900w">', '/w_900,h_600/l.jpg'],
    [
      '<picture><source type="image/svg+xml" srcset="/v.svg"><source srcset="/a.webp 400w, /b.webp 800w"><img alt=""></picture>',
      '/b.webp',
    ],
    ['<picture><source srcset="/b.webp"></picture>', '/b.webp'],
    ['<picture><source srcset="/b.webp"><img src="/p.jpg"></picture>', '/p.jpg'],
    ['<div style="height:0;padding-bottom:56%"><img src="/p.jpg"></div>', '/p.jpg'],
    ['<noscript><img src="/p.jpg"></noscript>', '/p.jpg'],
    ['<img src="/p.jpg?a=1&amp;amp;b=2">', '/p.jpg?a=1&b=2'],
    ['<amp-img src="/p.jpg" width="800" height="400"></amp-img>', '/p.jpg'],
    ['<video poster="/p.jpg"></video>', '/p.jpg'],
  ])('%s: %s', (html, path) => {
    expect(readHtml(html)).toBe(`https://news.example.com${path}`);
  });
});

test.each([
  '<img src="/a.svg">',
  '<picture><source srcset="',
  '<img srcset="/a.jpg 1w,',
  '<img alt="share ',
  `<img style="width ${' '.repeat(100_000)}`,
  `<img width="1${' '.repeat(240_000)}">`,
  '<div hidden>',
  '<image> ',
  '<b>',
])('given part %# again and again, its pictures are read in no time', (part) => {
  const startMs = performance.now();
  const text = part.repeat(Math.ceil(240_000 / part.length));
  readHtml(text);
  readItem(`<description><![CDATA[${text}]]></description>`);
  markItemImages(`<item>${text}`);
  expect(performance.now() - startMs).toBeLessThan(1_000);
});

testOnSharedCase(
  'given pictures that are none, and pictures without a type, each item has the right one',
  (read) => {
    const pictures = (file: string) => readPictures(read(file).toString());
    expect(pictures('12-svg-and-other-pictures/feed.xml')).toEqual(
      rightValues(read, '12-svg-and-other-pictures'),
    );
    expect(['feed', 'atom'].flatMap((name) => pictures(`13-picture-without-type/${name}.xml`))).toEqual(
      rightValues(read, '13-picture-without-type'),
    );
  },
);
