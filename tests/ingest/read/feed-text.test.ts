import { describe, expect, test } from 'vitest';
import { cleanItem } from '../../../src/ingest/read/clean-item.ts';
import { readFeed } from '../../../src/ingest/read/feed-items.ts';
import { readHtmlText } from '../../../src/ingest/read/html.ts';
import { parseSources } from '../../../src/ingest/sources/sources.ts';
import { TopicFinder } from '../../../src/topics/topic-finder.ts';
import { rightValues, testOnSharedCase } from '../../support/shared-cases.ts';

const URL = 'https://news.example.com/feed';
const [source] = parseSources(JSON.stringify([{ name: 'Example', address: URL }])).sources;

/** Title and excerpt of each item, as they would stand in a record. */
function readTexts(feed: string): string[][] {
  return readFeed(feed, URL).items.map((raw) => {
    if (source?.kind !== 'feed') throw new Error('no such source');
    const { title = '', excerpt = '' } = cleanItem(raw, source, new TopicFinder([]), 0)?.item ?? {};
    return [title, excerpt];
  });
}

const readRss = (title: string, description = '') =>
  readTexts(
    `<rss version="2.0"><channel><title>T</title><item><title>${title}</title><link>/a</link><description>${description}</description></item></channel></rss>`,
  )[0];
const readAtom = (title: string, summary = '') =>
  readTexts(
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>i</id><entry><id>7</id>${title}${summary}<link href="/a"/></entry></feed>`,
  )[0];

describe('given a title in RSS, text stays text and markup goes', () => {
  test.each([
    ['What the &lt;think&gt; tag tells', 'What the <think> tag tells'],
    ['Rust gains Vec&amp;lt;T&amp;gt; on the GPU', 'Rust gains Vec<T> on the GPU'],
    ['<![CDATA[Rust gains Vec<T> and Map<K, V>]]>', 'Rust gains Vec<T> and Map<K, V>'],
    ['&lt;dialog&gt;', '<dialog>'],
    ['<![CDATA[A guide to the &lt;head&gt; element]]>', 'A guide to the <head> element'],
    ['When to write &amp;lt;br&amp;gt; today', 'When to write <br> today'],
    ['Is the model &lt;human performance? Yes it is', 'Is the model <human performance? Yes it is'],
    ['Bounds for $t&lt;T$ and $a&gt;b$', 'Bounds for $t<T$ and $a>b$'],
    ['Links with ?a=1&amp;copy=2&amp;lt=3', 'Links with ?a=1&copy=2&lt=3'],
    ['Links with ?a=1&copy=2; and R&D', 'Links with ?a=1&copy=2; and R&D'],
    ['A &lt;b&gt;bold&lt;/b&gt; claim &amp;amp; more', 'A bold claim & more'],
    ['A &amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt; claim', 'A bold claim'],
    ['One&lt;br&gt;Two &lt;img src="x.png"&gt;', 'One Two'],
    ['A <em>naked</em> claim', 'A naked claim'],
    ['Caf&amp;eacute; robots &amp;#8212; now', 'Café robots — now'],
    ['Is a[b[0]]&gt;1 or &lt;2', 'Is a[b[0]]>1 or <2'],
    ['I &lt;3 robots &lt;&lt; &lt;/think&gt;', 'I <3 robots << </think>'],
    ['<![CDATA[<![CDATA[Wrapped twice]]]]><![CDATA[>]]>', 'Wrapped twice'],
  ])('%s', (title, expected) => {
    expect(readRss(title)?.[0]).toBe(expected);
  });
});

describe('given a text in RSS, it is the same', () => {
  test.each([
    ['We bound $t&lt;T$ for all a &lt; b. And more.', 'We bound $t<T$ for all a < b. And more.'],
    ['<![CDATA[<p>The <think> tag &amp; the &lt;s&gt; token</p>]]>', 'The <think> tag & the <s> token'],
    ['&amp;lt;p&amp;gt;Escaped &amp;lt;i&amp;gt;twice&amp;lt;/i&amp;gt;&amp;lt;/p&amp;gt;', 'Escaped twice'],
    ['<![CDATA[<p>Not closed <a href="/x">at <b>all, as cut texts]]>', 'Not closed at all, as cut texts'],
    ['<![CDATA[<!-- hidden --><x-card>Card</x-card> <img alt="a > b" src="x">text]]>', 'Card text'],
    ['<![CDATA[<p>if (a <b && c> d) wins</p>]]>', 'if (a <b && c> d) wins'],
    ['What the &lt;dialog&gt; tag does', 'What the <dialog> tag does'],
  ])('%s', (description, expected) => {
    expect(readRss('T', description)?.[1]).toBe(expected);
  });
});

describe('given a title in Atom, its type says how often it is decoded', () => {
  test.each([
    ['<title type="text">The &lt;b&gt;tag&lt;/b&gt; &amp;amp; more</title>', 'The <b>tag</b> &amp; more'],
    ['<title>The &lt;think&gt; tag</title>', 'The <think> tag'],
    [
      '<title type="html">&amp;lt;|end|&amp;gt; and &amp;lt;s&amp;gt; tokens</title>',
      '<|end|> and <s> tokens',
    ],
    ['<title type="html">A &lt;b&gt;bold&lt;/b&gt; claim</title>', 'A bold claim'],
    ['<title type="html">&amp;amp;lt;p&amp;amp;gt; is shown</title>', '&lt;p&gt; is shown'],
    [
      '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>bold</b> &lt;b&gt;</div></title>',
      'A bold <b>',
    ],
  ])('%s', (title, expected) => {
    expect(readAtom(title)?.[0]).toBe(expected);
  });

  test('its texts too; without a type, markup counts as such', () => {
    const read = (summary: string) => readAtom('<title>T</title>', summary)?.[1];
    expect(read('<summary type="text">&lt;p&gt;Shown&lt;/p&gt;</summary>')).toBe('<p>Shown</p>');
    expect(read('<summary>&lt;p&gt;Gone&lt;/p&gt;</summary>')).toBe('Gone');
    expect(read('<summary>A &lt;T&gt; b</summary>')).toBe('A <T> b');
  });
});

test('given a title in JSON Feed, it is text', () => {
  const items = [
    { id: 1, url: '/a', title: 'The <b>tag</b> &amp; <T>', content_html: '<p>A &lt;b&gt;</p>' },
    { id: 2, url: '/b', title: 'T', content_text: 'a <b>b</b>' },
  ];
  const feed = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'T', items });
  expect(readTexts(feed)).toEqual([
    ['The <b>tag</b> &amp; <T>', 'A <b>'],
    ['T', 'a <b>b</b>'],
  ]);
});

test.each([
  '<b ="',
  `<img width="1${' '.repeat(240_000)}`,
  '<b a=\'x "<i a="y \'',
  '<a b="<a b=',
  '<!--',
  '<?x',
  '</',
  '<b>',
  '<b></b>',
  '&lt;',
  '=',
])('given part %# again and again, it is read in no time', (part) => {
  const startMs = performance.now();
  const text = part.repeat(Math.ceil(300_000 / part.length));
  readHtmlText(text);
  readRss(`<![CDATA[${text}]]>`, `<![CDATA[${text}]]>`);
  expect(performance.now() - startMs).toBeLessThan(1_000);
});

testOnSharedCase('given the titles with literal tags, each is as written', (read) => {
  const titles = ['atom.xml', 'rss.xml'].flatMap((file) =>
    readTexts(read(`03-title-literal-tags/${file}`).toString()).map(([title]) => title),
  );
  expect(titles).toEqual(rightValues(read, '03-title-literal-tags'));
});
