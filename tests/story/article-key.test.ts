import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articleIdOf, articleKey, pageIdOf } from '../../src/story/article-key.ts';
import { canonicalizeLink } from '../../src/story/links.ts';
import { canonicalizeEntry } from '../../src/story/page-entry.ts';

const keyOf = (link: string): string => articleKey(canonicalizeLink(link) ?? '');

describe('given two addresses of one article, their keys are one', () => {
  test.each([
    ['https://example.com/a?at_medium=RSS&at_campaign=rss', 'https://example.com/a'],
    ['https://example.com/a?mtm_campaign=x&pk_kwd=y&piwik_campaign=z&wt_mc=1', 'https://example.com/a'],
    [
      'https://example.com/a?msclkid=1&gbraid=2&wbraid=3&dclid=4&ysclid=5&ncid=6&cmpid=7',
      'https://example.com/a',
    ],
    [
      'https://example.com/a?_hsenc=1&_hsmi=2&mkt_tok=3&vero_id=4&oly_enc_id=5&spm=6&s_cid=7&sr_share=fb',
      'https://example.com/a',
    ],
    ['https://example.com/a?ns_source=x&ns_mchannel=y&ns_whatever=z', 'https://example.com/a'],
    ['https://example.com/a?ref=platformer.news', 'https://example.com/a'],
    ['https://example.com/a?ref=404media.co', 'https://example.com/a'],
    ['https://example.com/a?b=2&a=1', 'https://example.com/a?a=1&b=2'],
    ['https://example.com/caf%c3%a9', 'https://example.com/caf%C3%A9'],
    ['https://example.com/%7Eann/a%2Dtale', 'https://example.com/~ann/a-tale'],
    ['https://example.com/a?q=%e2%82%ac', 'https://example.com/a?q=%E2%82%AC'],
    ['https://example.com/a/index.html', 'https://example.com/a'],
    ['https://example.com/index.php?id=3', 'https://example.com/?id=3'],
    ['https://example.com//2026//11///a', 'https://example.com/2026/11/a'],
    ['https://example.com/a;jsessionid=1F2E.node1?id=3', 'https://example.com/a?id=3'],
    ['https://example.com/amp/2026/a', 'https://example.com/2026/a'],
    ['https://example.com/a?amp=1', 'https://example.com/a'],
    ['https://example.com/a?outputType=amp', 'https://example.com/a'],
    ['https://bücher.example/a', 'https://xn--bcher-kva.example/a'],
    ['https://youtu.be/abc123DEF45?si=Q1w2E3', 'https://www.youtube.com/watch?v=abc123DEF45'],
    [
      'https://m.youtube.com/watch?v=abc123DEF45&feature=share&t=5s',
      'https://www.youtube.com/watch?v=abc123DEF45',
    ],
    ['https://www.youtube.com/shorts/abc123DEF45', 'https://www.youtube.com/watch?v=abc123DEF45'],
    ['https://www.youtube-nocookie.com/embed/abc123DEF45', 'https://www.youtube.com/watch?v=abc123DEF45'],
    [
      'https://www.youtube.com/live/abc123DEF45?feature=shared',
      'https://www.youtube.com/watch?v=abc123DEF45',
    ],
    ['https://twitter.com/lab/status/123456?s=20', 'https://x.com/lab/status/123456'],
    ['https://mobile.twitter.com/lab/status/123456/photo/1', 'https://x.com/lab/status/123456'],
    ['https://arxiv.org/pdf/2611.01234v2', 'https://arxiv.org/abs/2611.01234'],
    ['https://export.arxiv.org/abs/2611.01234v1', 'https://arxiv.org/abs/2611.01234'],
    ['https://arxiv.org/pdf/cs/0112017.pdf', 'https://arxiv.org/abs/cs/0112017'],
    ['https://de.m.wikipedia.org/wiki/Roboter', 'https://de.wikipedia.org/wiki/Roboter'],
    [
      'https://old.reddit.com/r/robots/comments/1abc2d/a_robot/',
      'https://www.reddit.com/r/robots/comments/1abc2d/a_robot_/',
    ],
    ['https://np.reddit.com/r/robots/', 'https://www.reddit.com/r/robots'],
    ['https://player.vimeo.com/video/123', 'https://vimeo.com/123'],
    ['https://www.google.com/url?rct=j&url=https://example.com/a&ct=ga', 'https://example.com/a'],
    ['https://news.google.com/rss/articles/CBMiX?oc=5', 'https://news.google.com/articles/CBMiX?hl=en'],
  ])('%s and %s', (one, other) => {
    expect(keyOf(one)).toBe(keyOf(other));
  });
});

describe('given addresses of two articles, their keys are two', () => {
  test.each([
    ['https://example.com/a?id=1', 'https://example.com/a?id=2'],
    ['https://example.com/a?ref=2024-17', 'https://example.com/a?ref=2024-18'],
    ['https://github.com/a/b?ref=main', 'https://github.com/a/b?ref=next'],
    ['https://example.com/a?status=1', 'https://example.com/a?status=2'],
    ['https://example.com/A', 'https://example.com/a'],
    ['https://example.com/a%2Fb', 'https://example.com/a/b'],
    ['https://youtu.be/abc123DEF45', 'https://youtu.be/abc123DEF46'],
    ['https://www.youtube.com/embed/videoseries?list=a', 'https://www.youtube.com/embed/videoseries?list=b'],
    ['https://arxiv.org/abs/2611.01234', 'https://arxiv.org/abs/2611.01235'],
    ['https://x.com/lab', 'https://x.com/other'],
    [
      'https://old.reddit.com/r/robots/comments/1abc2d/a/k1',
      'https://old.reddit.com/r/robots/comments/1abc2d/a/k2',
    ],
    ['https://example.com/indexes', 'https://example.com'],
    ['https://en.m.wikipedia.org/wiki/Robot', 'https://de.m.wikipedia.org/wiki/Robot'],
  ])('%s and %s', (one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other));
  });
});

test('given entries of a page, each is an article of its own, and the page is one', () => {
  const [first, second, again] = ['Nov%2d24', 'Nov_25', 'Nov-24'].map(
    (entry) => canonicalizeEntry('https://example.com/notes/', entry) ?? '',
  );
  if (first === undefined || second === undefined || again === undefined) throw new Error('no links');
  expect(articleIdOf(first)).not.toBe(articleIdOf(second));
  expect(articleIdOf(first)).toBe(articleIdOf(again));
  expect(pageIdOf(first)).toBe(articleIdOf('https://example.com/notes'));
});

const anyLink = fc
  .array(
    fc.constantFrom(
      '/amp',
      '/',
      '//',
      'index.html',
      '/index.php',
      ';jsessionid=1',
      '%2e',
      '%e2',
      '%',
      'x',
      '.amp',
      '?',
      '&',
      'a=1',
      'utm_x=1',
      'ref=x.y',
      'url=https://youtu.be/abc123DEF45',
      '/url',
      '/watch',
      'v=abc123DEF45',
      '/status/1',
      '/abs/2611.01234v1',
    ),
    { maxLength: 10 },
  )
  .chain((parts) =>
    fc
      .constantFrom(
        'example.com',
        'www.google.com',
        'youtu.be',
        'm.youtube.com',
        'twitter.com',
        'arxiv.org',
        'old.reddit.com',
      )
      .map((host) => `https://${host}${parts.join('')}`),
  );

test.each([
  ['put together of the pieces that matter', anyLink],
  ['of the web', fc.webUrl({ withQueryParameters: true, withFragments: true })],
])('given any address %s, its key is that of its key', (_what, links) => {
  fc.assert(
    fc.property(links, (link) => {
      const key = keyOf(link);
      expect(articleKey(key)).toBe(key);
    }),
    { numRuns: 2_000 },
  );
});

test.each(['/', '/amp', ';jsessionid=', '%e2', '?a=1&', '/index.html', 'https://www.google.com/url?url='])(
  'given 100,000 characters of %s, the key is there at once',
  (piece) => {
    const link = `https://example.com/x${piece.repeat(100_000 / piece.length)}x`;
    expect(articleKey(link)).toBe(link);
    expect(articleKey(link.slice(0, 2_000))).not.toBe('');
  },
);
