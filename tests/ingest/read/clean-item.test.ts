import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ARTICLE_EXCERPT_MAX_CHARS, cleanItem } from '../../../src/ingest/read/clean-item.ts';
import { readHtmlText, readPageHead } from '../../../src/ingest/read/html.ts';
import type { RawItem } from '../../../src/ingest/read/item.ts';
import { type ArticleSource, parseSources } from '../../../src/ingest/sources/sources.ts';
import { TopicFinder } from '../../../src/topics/topic-finder.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const finder = new TopicFinder([]);

function makeSource(changes: Readonly<Record<string, unknown>> = {}): ArticleSource {
  const entry = {
    name: 'Example',
    address: 'https://example.com/feed',
    provider: { name: 'Example', domain: 'example.com' },
  };
  const [source] = parseSources(JSON.stringify([{ ...entry, ...changes }])).sources;
  if (source?.kind !== 'feed') throw new Error('no such source');
  return source;
}

function makeRaw(changes: Partial<RawItem> = {}): RawItem {
  return {
    id: '7',
    link: 'https://www.example.com/robots-fold',
    title: 'Robots fold laundry',
    texts: ['Two arms fold shirts.'],
    date: '2026-11-24T10:00:00Z',
    isVideo: false,
    pictures: [],
    provider: null,
    topics: [],
    quality: null,
    heat: null,
    ...changes,
  };
}

const clean = (changes: Partial<RawItem> = {}, source = makeSource()) =>
  cleanItem(makeRaw(changes), source, finder, NOW);

describe('title and excerpt', () => {
  test.each([
    ['A <b>bold</b> claim &amp; more', 'A bold claim & more'],
    ['5 < 6 and 7 > 3', '5 < 6 and 7 > 3'],
    ['&lt;script&gt; is a tag', '<script> is a tag'],
    ['<script>alert(1)</script>Robots', 'Robots'],
    ['Caf&eacute;&nbsp;robots &#8212; now', 'Café robots — now'],
    ['Robots fold laundry - Example', 'Robots fold laundry'],
    ['Robots\n  fold\tlaundry\u202E', 'Robots fold laundry'],
  ])('given the title %s, it is %s', (title, expected) => {
    expect(clean({ title })?.item.title).toBe(expected);
  });

  test.each([
    ['<p>One.</p><p>Two.</p>', 'One. Two.'],
    ['One.<br>Two.<style>p{}</style>', 'One. Two.'],
    ['Text. The post Robots fold laundry appeared first on Example.', 'Text.'],
    [
      '<p>Text.</p><p>The post <a href="x">Robots</a> appeared first on <a href="y">Example</a>.</p>',
      'Text.',
    ],
    ['Text goes on [&#8230;]', 'Text goes on'],
    ['Text. Read more…', 'Text.'],
    ['Text. Continue reading Robots fold laundry on Example', 'Text.'],
    ['arXiv:2401.01234v1 Announce Type: new Abstract: We fold shirts.', 'We fold shirts.'],
    ['Text. submitted by /u/someone [link] [comments]', 'Text.'],
    [
      'submitted by <a href="https://x.example/u"> someone </a> to <a href="/r/x"> robots</a> <br/> <a href="/l">[link]</a> <a href="/c">[12 comments]</a>',
      '',
    ],
    ['Text. submitted by someone [link] [1 comment]', 'Text.'],
    ['<figure><img src="a.jpg"><figcaption>Photo: Jo</figcaption></figure><p>Text.</p>', 'Text.'],
    ['<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">Photo: Jo</p></div>Text.', 'Text.'],
    ['[caption id="a" width="300"]<img src="a.jpg"> Photo: Jo[/caption] Text.', 'Text.'],
    ['Robots fold laundry', ''],
    ['Article URL: https://x.example/ Comments URL: https://y.example/ Points: 1', ''],
  ])('given the text %s, the excerpt is "%s"', (text, expected) => {
    expect(clean({ texts: [text] })?.item.excerpt).toBe(expected);
  });

  test('given a long text, it is cut at a sentence end', () => {
    const text = `${'Robots fold shirts and trousers in the lab. '.repeat(6)}And then a very long sentence follows that goes on and on and on without an end`;
    const { excerpt } = clean({ texts: [text] })?.item ?? { excerpt: '' };
    expect(excerpt.length).toBeLessThanOrEqual(ARTICLE_EXCERPT_MAX_CHARS);
    expect(excerpt.endsWith('in the lab.')).toBe(true);
  });

  test('given any markup, no tag that is one is left, and it is short', () => {
    const markup = fc.array(
      fc.constantFrom(
        '<p>',
        '</p>',
        '<img src=x onerror=1>',
        '<',
        '>',
        '&lt;',
        '&amp;lt;b&gt;',
        'text ',
        '<b',
        '"',
        "'",
        '<!--',
        '-->',
        '\u0000',
      ),
    );
    fc.assert(
      fc.property(markup, (parts) => {
        const { excerpt = '', title = '' } =
          clean({ title: `T ${parts.join('')}`, texts: [parts.join('')] })?.item ?? {};
        expect(excerpt.length).toBeLessThanOrEqual(ARTICLE_EXCERPT_MAX_CHARS);
        expect(`${title} ${excerpt}`).not.toContain('<img src=x onerror=1>');
      }),
    );
  });

  test('given a megabyte of open tags, it is read in no time', () => {
    expect(readHtmlText('<div>'.repeat(200_000)).length).toBe(0);
    expect(readHtmlText('<'.repeat(1_000_000)).length).toBeLessThanOrEqual(1_000_000);
  });

  test('given no title, the text’s beginning is the headline', () => {
    const text = '<p>Our new open model folds laundry. Weights are out today.</p>';
    expect(clean({ title: '', texts: [text] })?.item.title).toBe(
      'Our new open model folds laundry. Weights are out today.',
    );
    const long = clean({ title: ' ', texts: [`${'Word '.repeat(100)}`] })?.item.title ?? '';
    expect(long.length).toBeLessThanOrEqual(120);
    expect(long).toMatch(/^Word Word/);
  });

  test('given neither title nor text, or no link, there is no item', () => {
    expect(clean({ title: ' <b></b> ', texts: ['<img src=x>'] })).toBeNull();
    expect(clean({ link: 'ftp://example.com/a' })).toBeNull();
  });
});

describe('links', () => {
  test('given tracking parameters, the link is without, the original with them', () => {
    const link = 'https://www.example.com/a?id=3&utm_source=rss&utm_medium=feed#top';
    expect(clean({ link })?.item).toMatchObject({
      link: 'https://www.example.com/a?id=3',
      originalUrl: link,
    });
  });

  test('given two spellings of a link, they are one story', () => {
    const one = clean({ link: 'https://www.example.com/a/?utm_source=x' });
    expect(clean({ link: 'http://example.com/a' })?.storyId).toBe(one?.storyId);
  });
});

describe('dates', () => {
  test.each([null, '', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    'given none (%s), it is the time of first sight',
    (date) => {
      expect(clean({ date })).toMatchObject({
        isDated: false,
        unreadDate: null,
        item: { publishedAtMs: NOW },
      });
    },
  );

  test.each(['yesterday', '2026-02-30T00:00:00Z', '32 Foo 2026'])(
    'given %s, it is noted as not read',
    (date) => {
      expect(clean({ date })).toMatchObject({ isDated: false, unreadDate: date });
    },
  );

  test('given one in the future, it is now', () => {
    expect(clean({ date: '2027-01-01T00:00:00Z' })?.item.publishedAtMs).toBe(NOW);
  });
});

describe('the rest', () => {
  test.each([
    ['https://www.youtube.com/watch?v=1', 'video'],
    ['https://vimeo.com/1', 'video'],
    ['https://notyoutube.com/1', 'article'],
  ])('given %s, the type is %s', (link, type) => {
    expect(clean({ link })?.item.type).toBe(type);
  });

  test('given a source without a provider, the link’s host is it', () => {
    expect(clean({}, makeSource({ provider: undefined }))?.item.provider).toEqual({
      name: 'example.com',
      domain: 'example.com',
      iconUrl: null,
    });
  });

  test('given a page, what Open Graph says of it is found, and its feeds', () => {
    const html = `<html><head><title>Example – home</title>
<link rel="alternate" type="application/rss+xml" title="All" href="/feed"><link rel="stylesheet" href="x.css">
<link rel="ALTERNATE" type="application/atom+xml" href="https://other.example/atom">
<meta property="og:image" content="/i.jpg"><meta property="og:image:width" content="1200">
<meta property="og:description" content="Two &amp; two"><meta name="description" content="other"></head></html>`;
    expect(readPageHead(html, 'https://example.com/blog/')).toEqual({
      title: 'Example – home',
      description: 'Two & two',
      picture: { url: 'https://example.com/i.jpg', widthPx: 1200, heightPx: null },
      feeds: [
        { url: 'https://example.com/feed', title: 'All' },
        { url: 'https://other.example/atom', title: '' },
      ],
    });
  });
});

describe('given a source that names outlets and topics of any length', () => {
  const long = 'ab\u{1F600}'.repeat(25_000);
  const name = (text: string) =>
    clean({ provider: { name: text, domain: long, iconUrl: null } })?.item.provider;

  test('they are cut as a record’s are, and a host that is none is the link’s', () => {
    expect(name(`${long} x`)).toEqual({
      name: `${'ab\u{1F600}'.repeat(33)}…`,
      domain: 'example.com',
      iconUrl: null,
    });
    const topics =
      clean({ topics: Array.from({ length: 1_000 }, (_, at) => `${at} ${long}`) })?.item.topics ?? [];
    expect([topics.length, topics.at(-1)]).toEqual([21, 'AI']);
    for (const topic of topics) expect([...topic].length).toBeLessThanOrEqual(100);
  });

  test('an icon’s address that is too long for a record, or none of the web, is left out', () => {
    const icon = (iconUrl: string) =>
      clean({ provider: { name: 'A', domain: null, iconUrl } })?.item.provider.iconUrl;
    expect(icon('https://a.example/icon.png')).toBe('https://a.example/icon.png');
    expect(icon(`https://a.example/${long}`)).toBeNull();
    expect(icon('file:///etc/icon.png')).toBeNull();
  });

  test('a name that is white space alone is the host', () => {
    expect(name(' \u202E\n')?.name).toBe('example.com');
  });
});
