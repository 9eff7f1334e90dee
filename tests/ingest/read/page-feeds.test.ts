import { describe, expect, test } from 'vitest';
import { isWebPage, readPageHead } from '../../../src/ingest/read/html.ts';
import { rightValues, testOnSharedCase } from '../../support/shared-cases.ts';

const listFeeds = (head: string, url = 'https://example.com/blog/') =>
  readPageHead(`<!doctype html><html><head>${head}</head></html>`, url).feeds.map((feed) => feed.url);

const link = (href: string, type = 'application/rss+xml', title = ''): string =>
  `<link rel="alternate" type="${type}" title="${title}" href="${href}">`;
const FEED = link('/feed');

describe('given what is no feed, the feed is found', () => {
  test.each([
    ['an oEmbed description', link('/o.json', 'application/json+oembed')],
    ['one in XML', link('/o.xml', 'text/xml+oembed')],
    ['one with an address alone', link('/wp-json/oembed/1.0/embed?url=x', 'application/json')],
    ['WordPress’s REST', link('/wp-json/wp/v2/posts/2', 'application/json', 'JSON')],
    ['WordPress’s REST without pretty addresses', link('/?rest_route=/wp/v2/posts/2', 'application/json')],
    ['a feed of comments', link('/comments/feed/')],
    ['a feed of comments, by its name', link('/q.xml', 'application/rss+xml', 'X » Comments Feed')],
    ['one in German', link('/a/feed/', 'application/rss+xml', 'X » Kommentar-Feed')],
    ['a translation', '<link rel="alternate" hreflang="de" href="/de/">'],
    ['a style', '<link rel="alternate stylesheet" type="text/xml" href="/x.xml">'],
  ])('%s', (_what, other) => {
    expect([listFeeds(other + FEED), listFeeds(FEED + other), listFeeds(other)]).toEqual([
      ['https://example.com/feed'],
      ['https://example.com/feed'],
      [],
    ]);
  });
});

describe('given a feed that is named in another way, it is found', () => {
  test.each([
    ['<base href="/deep/"><link rel="alternate" type="application/rss+xml" href="f">', '/deep/f'],
    [
      '<link rel="alternate" type="application/rss+xml" href="f"><base href="/deep/"><base href="/x/">',
      '/deep/f',
    ],
    ['<LINK REL="ALTERNATE" TYPE="Application/RSS+XML; charset=utf-8" HREF="/F">', '/F'],
    ['<link rel="feed" href="/f">', '/f'],
    ['<link rel="alternate" type="application/feed+json" href="/f">', '/f'],
    ['<link rel="alternate" type="text/xml" href="/f">', '/f'],
    ['<link rel="alternate" type="application/xml" href="/f">', '/f'],
    ['<link rel="alternate" title="RSS" href="/index.rss">', '/index.rss'],
  ])('%s', (head, path) => {
    expect(listFeeds(head)).toEqual([`https://example.com${path}`]);
  });
});

test('given a section’s page, its own feed comes before the site’s, and feeds before what may be none', () => {
  const head = link('/x.json', 'application/json') + FEED + link('/topics/ai/feed/');
  expect(listFeeds(head, 'https://example.com/topics/ai')).toEqual([
    'https://example.com/topics/ai/feed/',
    'https://example.com/feed',
    'https://example.com/x.json',
  ]);
});

test.each([
  ['<!DOCTYPE html>', true],
  ['\n<!-- a --><?xml version="1.0"?><!-- b --><html lang="de">', true],
  ['<?xml version="1.0"?><rss>', false],
  ['<!-- never closed', false],
  ['<!-- -->'.repeat(50_000), false],
])('given beginning %#, it is a page: $1', (text, isPage) => {
  expect(isWebPage(text)).toBe(isPage);
});

testOnSharedCase('given the pages from the wild, each names the right feed first', (read) => {
  const folder = '41-find-the-feed-of-a-page';
  // The pages in the order of the expected values.
  const names = 'base upper body textxml oembed comments relfeed oembedxml rest wporder'.split(' ');
  const root = `http://127.0.0.1:8098/${folder}/`;
  const found = names.map(
    (name) => readPageHead(read(`${folder}/${name}.html`).toString(), `${root}${name}.html`).feeds[0]?.url,
  );
  expect(found).toEqual(rightValues(read, folder).map((path) => `${root}${path}`));
});
