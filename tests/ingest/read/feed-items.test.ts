import { describe, expect, test } from 'vitest';
import { FeedError, ITEMS_PER_DOCUMENT_MAX, readFeed } from '../../../src/ingest/read/feed-items.ts';
import { readJsonPage } from '../../../src/ingest/read/json-items.ts';
import { rss } from '../../support/feed-server.ts';

const URL = 'https://news.example.com/feeds/all.xml';
const only = (text: string) => {
  const { items } = readFeed(text, URL);
  expect(items).toHaveLength(1);
  return items[0];
};

describe('given a feed of each kind, an item has its link, title, text and date', () => {
  const expected = {
    link: 'https://news.example.com/a',
    title: 'A',
    texts: ['Text'],
    date: '2026-11-24T10:00:00Z',
  };

  test('RSS 0.91, with its document type', () => {
    const item = only(`<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>T</title><link>https://news.example.com/</link>
<item><title>A</title><link>https://news.example.com/a</link><description>Text</description></item></channel></rss>`);
    expect(item).toMatchObject({ ...expected, date: null });
  });

  test('RSS 0.90 and 1.0 (RDF)', () => {
    const rdf = (namespace: string) => `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="${namespace}" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>T</title></channel>
<item rdf:about="https://news.example.com/a"><title>A</title><link>https://news.example.com/a</link>
<description>Text</description><dc:date>2026-11-24T10:00:00Z</dc:date></item></rdf:RDF>`;
    expect(only(rdf('http://purl.org/rss/1.0/'))).toMatchObject(expected);
    expect(only(rdf('http://my.netscape.com/rdf/simple/0.9/'))).toMatchObject(expected);
  });

  test('RSS 2.0', () => {
    const item = only(
      rss([
        {
          title: 'A',
          link: 'https://news.example.com/a',
          description: 'Text',
          date: 'Tue, 24 Nov 2026 10:00:00 GMT',
          id: '7',
        },
      ]),
    );
    expect(item).toMatchObject({ ...expected, date: 'Tue, 24 Nov 2026 10:00:00 GMT', id: '7' });
  });

  test('Atom', () => {
    const item =
      only(`<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>i</id><entry><id>urn:7</id>
<title>A</title><link rel="self" href="https://news.example.com/a.atom"/><link rel="alternate" type="text/html" href="https://news.example.com/a"/>
<summary>Text</summary><updated>2026-11-24T11:00:00Z</updated><published>2026-11-24T10:00:00Z</published></entry></feed>`);
    expect(item).toMatchObject({ ...expected, id: 'urn:7' });
  });

  test('JSON Feed', () => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'T',
      items: [
        {
          id: 7,
          url: 'https://news.example.com/a',
          title: 'A',
          summary: 'Text',
          date_published: '2026-11-24T10:00:00Z',
        },
      ],
    };
    expect(only(JSON.stringify(feed))).toMatchObject({ ...expected, id: '7' });
  });
});

describe('links', () => {
  test('given relative ones, they are completed by the feed’s own address, its site, or xml:base', () => {
    expect(only(rss([{ title: 'A', link: '/a' }]))?.link).toBe('https://news.example.com/a');
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/blog/"><title>T</title>
<entry><title>A</title><link href="a"/><content type="html">&lt;img src="b.png"&gt;</content></entry></feed>`;
    expect(only(atom)).toMatchObject({
      link: 'https://other.example/blog/a',
      pictures: [{ url: 'https://other.example/blog/b.png', widthPx: null, heightPx: null }],
    });
  });

  test('given a permanent id and no link, the id is the link', () => {
    const text = rss([{ title: 'A', link: '' }]).replace(
      '<link></link>',
      '<guid>https://news.example.com/a</guid>',
    );
    expect(only(text)?.link).toBe('https://news.example.com/a');
  });

  test('given no link at all, or one that is none of the web, the item is left out', () => {
    expect(
      readFeed(
        rss([
          { title: 'A', link: '' },
          { title: 'B', link: 'javascript:alert(1)' },
        ]),
        URL,
      ).items,
    ).toEqual([]);
  });

  test('given one id on several items, it names none of them', () => {
    const text = rss([
      { title: 'A', link: '/a', id: 'same' },
      { title: 'B', link: '/b', id: 'same' },
      { title: 'C', link: '/c', id: 'own' },
    ]);
    expect(readFeed(text, URL).items.map(({ id }) => id)).toEqual([null, null, 'own']);
  });
});

describe('pictures and videos', () => {
  const withXml = (xml: string): string =>
    rss([{ title: 'A', link: '/a' }]).replace('</item>', `${xml}</item>`);

  test('given several sizes, the widest comes first, with its size', () => {
    const xml = `<media:content url="https://c.example/s.jpg" medium="image" width="100" height="50"/>
<media:content url="https://c.example/l.jpg" medium="image" width="1200" height="600"/>`;
    expect(only(withXml(xml))?.pictures[0]).toEqual({
      url: 'https://c.example/l.jpg',
      widthPx: 1200,
      heightPx: 600,
    });
  });

  test.each([
    [
      'an enclosure',
      '<enclosure url="https://c.example/e.jpg" type="image/jpeg" length="1"/>',
      'https://c.example/e.jpg',
    ],
    ['a thumbnail', '<media:thumbnail url="https://c.example/t.jpg"/>', 'https://c.example/t.jpg'],
    [
      'a picture in the text',
      '<description>&lt;img src="https://c.example/1.gif" width="1" height="1"&gt;&lt;img src="/i.jpg"&gt;</description>',
      'https://news.example.com/i.jpg',
    ],
  ])('given %s, it is the picture', (_what, xml, url) => {
    expect(only(withXml(xml))?.pictures.map((picture) => picture.url)).toEqual([url]);
  });

  test('given a video enclosure, it is a video', () => {
    expect(
      only(withXml('<enclosure url="https://c.example/v.mp4" type="video/mp4" length="1"/>'))?.isVideo,
    ).toBe(true);
    expect(
      only(withXml('<enclosure url="https://c.example/v.mp3" type="audio/mpeg" length="1"/>'))?.isVideo,
    ).toBe(false);
  });
});

describe('given a feed that is cut off, its whole items are read', () => {
  const item = (name: string): string => `<item><title>${name}</title><link>/${name}</link></item>`;
  const entry = (name: string): string => `<entry><title>${name}</title><link href="/${name}"/></entry>`;
  const json = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    items: ['a', 'b'].map((name) => ({ url: `/${name}`, title: `${name}]}"` })),
  });
  test.each([
    ['RSS', `<rss version="2.0"><channel><title>T</title>${item('a')}<item><title>b</title><link>https://x`],
    ['RSS without its last two tags', `<rss version="2.0"><channel><title>T</title>${item('a')}\n`],
    ['RSS in capitals', `<RSS VERSION="2.0"><CHANNEL>${item('a').toUpperCase().replace('/A', '/a')}<ITEM>`],
    [
      'RDF',
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>T</title></channel>${item('a')}<item><ti`,
    ],
    ['Atom', `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>${entry('a')}<entry><title>b`],
    [
      'Atom with a prefix',
      `<a:feed xmlns:a="http://www.w3.org/2005/Atom">${entry('a').replaceAll(/<(\/?)/g, '<$1a:')}<a:entry>`,
    ],
    ['JSON', json.slice(0, -10)],
  ])('%s', (_what, text) => {
    const { items, isCut } = readFeed(text, URL);
    expect([items.map(({ link }) => link), isCut]).toEqual([['https://news.example.com/a'], true]);
  });

  test('one that is whole is not called cut off, whatever follows it', () => {
    const texts = [json, `<rss version="2.0"><channel>${item('a')}</channel></rss><!-- b --> Done in 0.2 s`];
    expect(texts.map((text) => readFeed(text, URL).isCut)).toEqual([false, false]);
  });
});

describe('given a document type, it is taken off', () => {
  const declare = (declarations: string, title: string): string =>
    `<!DOCTYPE rss [ ${declarations} ]>${rss([{ title: 'A', link: '/a' }]).replace('A<', `${title}<`)}`;
  test.each([
    ['a character by its number', '<!ENTITY nbsp "&#160;">', 'a&nbsp;b', 'a&nbsp;b'],
    ['a character', '<!ENTITY heat "🔥">', 'a &heat; b', 'a 🔥 b'],
    ['several, with remarks', "<!-- > ]> --><!ENTITY x '&#38;#x41;'>\n<!ENTITY y 'é'>", '&x;&y;', 'Aé'],
    ['attributes', '<!ATTLIST rss version CDATA #IMPLIED>', 'a', 'a'],
  ])('with %s', (_what, declarations, title, expected) => {
    const text = only(declare(declarations, title))?.title ?? '';
    expect(text.replace('\u00A0', '&nbsp;')).toBe(expected);
  });

  test('one that is told of in a text stays', () => {
    const text = rss([
      { title: 'A', link: '/a', description: 'The <!DOCTYPE html> and <!ENTITY x "y"> lines' },
    ]);
    expect(only(text)?.texts).toEqual(['The <!DOCTYPE html> and <!ENTITY x "y"> lines']);
  });
});

test.each([
  ['version "1.0"', { version: '1.0' }],
  ['no version', {}],
])('given a JSON Feed with %s, it is read', (_what, version) => {
  const items = [{ url: 'https://news.example.com/a', title: 'A' }];
  expect(only(JSON.stringify({ ...version, items }))?.title).toBe('A');
});

test('given entities of its own that are short plain texts, they are put in', () => {
  const feed = rss([{ title: '@', link: '/a' }]).replace('@', 'A lab &amp; its &robo;&nbsp;now');
  const doctype = '<!DOCTYPE rss [ <!ENTITY robo "robots"> <!ENTITY nbsp "&#160;"> ]>';
  expect(only(feed.replace('<rss', `${doctype}<rss`))?.title).toBe('A lab & its robots\u00a0now');
});

describe('given a document that is not to be read, it says why', () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, n) => `<!ENTITY a${n} "${`&a${n - 1};`.repeat(10)}">`).join('')}]>`;
  const feed = rss([{ title: 'A', link: '/a' }]);
  test.each([
    ['an XML bomb', bomb + feed, 'the feed declares entities of its own; such a document is not read'],
    [
      'an external entity',
      `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${feed}`,
      'the feed declares entities of its own; such a document is not read',
    ],
    [
      'a parameter entity',
      `<!DOCTYPE x [\n<!entity % a SYSTEM "http://127.0.0.1/">\n%a;]>${feed}`,
      'the feed declares entities of its own; such a document is not read',
    ],
    [
      'an entity that holds another',
      `<!DOCTYPE x [<!ENTITY a "ab"><!ENTITY b "&a;&a;">]>${feed}`,
      'the feed declares entities of its own; such a document is not read',
    ],
    [
      'a short entity that is put in without end',
      `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(100)}">]>${rss([{ title: '@', link: '/a' }]).replace('@', '&a;'.repeat(2_000))}`,
      'the feed declares entities of its own; such a document is not read',
    ],
    ['document types that do not end', '<!DOCTYPE '.repeat(500_000), 'the feed is cut off'],
    [
      'declarations that do not end',
      `<!DOCTYPE x [${'<!ENTITY a "'.repeat(100_000)}`,
      'the feed declares entities of its own; such a document is not read',
    ],
    ['another kind of JSON', '{"items":[{"a":1}]}', 'this is no feed, or a broken one'],
    ['half a JSON list', `{"items":${'['.repeat(100_000)}`, 'the feed is cut off'],
    ['a feed that is cut off', feed.slice(0, -60), 'the feed is cut off'],
    [
      'a JSON feed that is cut off',
      '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1',
      'the feed is cut off',
    ],
    ['a web page', '<!DOCTYPE html><html><head></head></html>', 'this is a web page, not a feed'],
    ['something else', '<opml></opml>', 'this is no feed, or a broken one'],
    [
      '100,000 tags in each other',
      `<rss version="2.0"><channel>${'<a>'.repeat(100_000)}`,
      'this is no feed, or a broken one',
    ],
    ['nothing', '  ', 'the document is empty'],
  ])('%s', (_what, text, reason) => {
    expect(() => readFeed(text, URL)).toThrow(new FeedError(reason));
  });
});

test('given 10,000 items, the newest 500 are read', () => {
  const entries = Array.from({ length: 10_000 }, (_, at) => ({ title: `Item ${at}`, link: `/${at}` }));
  const { items } = readFeed(rss(entries), URL);
  expect(items).toHaveLength(ITEMS_PER_DOCUMENT_MAX);
  expect(items[0]?.title).toBe('Item 0');
});

describe('JSON pages', () => {
  const entry = {
    path: 'news/a',
    title: 'A',
    excerpt: 'Text',
    webUrl: 'https://news.example.com/a',
    originalUrl: 'https://news.example.com/a?x=1',
    heat: 83,
    quality: 73,
    images: [{ url: '/a.jpg', width: 1600, height: 899 }],
    type: 'article',
    publishedDateTime: '2023-11-07T16:15:00Z',
    provider: { name: 'Forbes', domain: 'forbes.com', images: [{ url: 'https://c.example/f.jpg' }] },
    topics: ['AI', 'Robotics'],
  };

  test('given a page, each entry has all that it says', () => {
    expect(readJsonPage(JSON.stringify({ page: 1, value: [entry] }), URL).items).toEqual([
      {
        id: 'news/a',
        link: 'https://news.example.com/a',
        title: 'A',
        texts: ['Text'],
        date: '2023-11-07T16:15:00Z',
        isVideo: false,
        pictures: [{ url: 'https://news.example.com/a.jpg', widthPx: 1600, heightPx: 899 }],
        provider: { name: 'Forbes', domain: 'forbes.com', iconUrl: 'https://c.example/f.jpg' },
        topics: ['AI', 'Robotics'],
        quality: 73,
        heat: 83,
      },
    ]);
  });

  test('given a video without webUrl, a bare entry and broken ones, what can be used is used', () => {
    const video = { title: 'V', originalUrl: 'https://youtube.com/watch?v=1', type: 'video' };
    const page = {
      value: [
        video,
        { title: 'no link' },
        { webUrl: 'https://x.example/' },
        7,
        null,
        { ...entry, heat: 'hot', images: 'x' },
      ],
    };
    const { items, withoutLink } = readJsonPage(JSON.stringify(page), URL);
    expect(items.map(({ title, isVideo, heat }) => [title, isVideo, heat])).toEqual([
      ['V', true, null],
      // Whoever cleans it says that it has no title.
      ['', false, null],
      ['A', false, null],
    ]);
    expect(withoutLink).toBe(3);
  });

  test.each([
    ['{"page":1', 'this is no JSON, or it is cut off'],
    ['[]', 'expected a JSON page of the form {page, value: […]}'],
  ])('given %s, it says what is wrong', (text, reason) => {
    expect(() => readJsonPage(text, URL)).toThrow(new FeedError(reason));
  });
});
