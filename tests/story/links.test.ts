import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonicalizeLink,
  cleanLink,
  hashLink,
  hostWithoutPrefix,
  parseHttpUrl,
  stripTracking,
  URL_MAX_CHARS,
} from '../../src/story/links.ts';

const ARTICLE = 'https://example.com/2021/12/robots-fold';

describe('given an address of an article in whatever form, its canonical link is one and the same', () => {
  test.each([
    ['https://www.example.com/2021/12/robots-fold', 'www.'],
    ['https://m.example.com/2021/12/robots-fold', 'm.'],
    ['https://amp.example.com/2021/12/robots-fold', 'amp.'],
    ['https://www.m.example.com/2021/12/robots-fold', 'www.m.'],
    ['http://example.com/2021/12/robots-fold', 'plain http'],
    ['http://example.com:80/2021/12/robots-fold', 'a default port'],
    ['http://example.com:443/2021/12/robots-fold', 'the other default port'],
    ['HTTPS://Example.COM/2021/12/robots-fold', 'capitals in the host'],
    ['https://example.com./2021/12/robots-fold', 'a full stop after the host'],
    ['  https://example.com/2021/12/robots-fold ', 'white space around it'],
    ['https://example.com/2021/12/robots-fold/', 'a trailing slash'],
    ['https://example.com/2021/12/robots-fold//', 'trailing slashes'],
    ['https://example.com/2021/12/robots-fold#comments', 'a fragment'],
    ['https://example.com/2021/12/robots-fold/?utm_source=x&utm_medium=rss&fbclid=1', 'tracking parameters'],
    ['https://example.com/2021/12/robots-fold?gclid=1&mc_cid=2&igshid=3&ocid=4', 'more tracking parameters'],
    ['https://example.com/2021/12/robots-fold?UTM_Source=x', 'tracking parameters in capitals'],
    ['https://example.com/2021/12/robots-fold/amp', '/amp'],
    ['https://example.com/2021/12/robots-fold/amp/', '/amp/'],
    ['https://example.com/2021/12/robots-fold?amp', '?amp'],
    ['https://example.com/2021/12/robots-fold?amp=1', '?amp=1'],
    ['https://example.com/2021/12/robots-fold.amp', '.amp'],
    ['https://example-com.cdn.ampproject.org/c/s/example.com/2021/12/robots-fold/amp/', 'the AMP cache'],
    [
      'https://example-com.cdn.ampproject.org/v/s/www.example.com/2021/12/robots-fold?amp_js_v=0.1&usqp=x',
      'the AMP viewer',
    ],
    [
      'https://cdn.ampproject.org/c/www.example.com/2021/12/robots-fold',
      'the AMP cache of a plain http page',
    ],
    ['https://www.google.com/amp/s/amp.example.com/2021/12/robots-fold', "Google's AMP viewer"],
    ['https://www.google.co.uk/amp/s/example.com/2021/12/robots-fold/amp/', "Google's AMP viewer elsewhere"],
    ['https://google.com/amp/s/example.com/2021/12/robots-fold', "Google's AMP viewer without www."],
    ['\u00A0https://example.com/2021/12/robots-fold\u00A0', 'no-break spaces around it'],
    [
      'https://www.google.com/amp/s/example-com.cdn.ampproject.org/c/s/example.com/2021/12/robots-fold',
      'an AMP form in an AMP form',
    ],
  ])('%s (%s)', (address) => {
    expect(canonicalizeLink(address)).toBe(ARTICLE);
  });
});

describe('given what does tell articles apart, it stays', () => {
  test.each([
    ['https://example.com/story?id=7', 'https://example.com/story?id=7'],
    ['https://example.com/story?id=7&utm_source=x&page=2', 'https://example.com/story?id=7&page=2'],
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ', 'https://youtube.com/watch?v=dQw4w9WgXcQ'],
    ['https://example.com/Story', 'https://example.com/Story'],
    ['https://example.com/story.html', 'https://example.com/story.html'],
    ['https://example.com/story.amp.html', 'https://example.com/story.html'],
    ['https://example.com/story.amp.htm', 'https://example.com/story.htm'],
    ['https://example.com/story.amp.htmlx', 'https://example.com/story.amp.htmlx'],
    ['https://example.com/amp/story', 'https://example.com/amp/story'],
    ['https://example.com/camp', 'https://example.com/camp'],
    ['https://example.com:8080/story', 'https://example.com:8080/story'],
    ['https://news.example.com/story', 'https://news.example.com/story'],
    ['https://news.m.example.com/story', 'https://news.m.example.com/story'],
    ['https://google.com-x.example/amp/s/example.com/a', 'https://google.com-x.example/amp/s/example.com/a'],
    ['https://m.com/story', 'https://m.com/story'],
    ['https://amp.dev/story', 'https://amp.dev/story'],
    ['https://example.com/a;b,c(d)/é', 'https://example.com/a;b,c(d)/%C3%A9'],
    ['https://bücher.example/x', 'https://xn--bcher-kva.example/x'],
    ['https://example.com/', 'https://example.com'],
    [`https://example.com/${'/'.repeat(200)}x`, `https://example.com/${'/'.repeat(200)}x`],
  ])('%s becomes %s', (address, canonical) => {
    expect(canonicalizeLink(address)).toBe(canonical);
  });
});

test.each([
  '',
  'example.com/story',
  '/story',
  'ftp://example.com/x',
  'javascript:alert(1)',
  'mailto:a@b.c',
  'https://',
  'https://./x',
])('given %j, there is no canonical link', (text) => {
  expect(canonicalizeLink(text)).toBeNull();
});

/** Pieces that the rules look at, put together in every way. */
const anyAddress = fc
  .tuple(
    fc.constantFrom('http://', 'https://', 'HTTPS://', ''),
    fc.array(
      fc.constantFrom(
        'www.',
        'amp.',
        'm.',
        'google.',
        'cdn.ampproject.org',
        'example.com',
        'co.uk',
        '.',
        '..',
        'é',
        ':443',
        ':80',
        '[::1]',
      ),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
    fc.array(
      fc.constantFrom(
        '/',
        '/amp',
        '.amp',
        '/amp/s/',
        '/c/s/',
        '/v/',
        '.html',
        'x',
        '//',
        '%',
        '%2F',
        ' ',
        'é',
        'example.org',
        '..',
      ),
      {
        maxLength: 8,
      },
    ),
    fc.array(fc.constantFrom('?', '&', 'amp', 'amp=1', 'utm_source=x', 'id=7', '#', '=', '%FF', '+', 'é'), {
      maxLength: 6,
    }),
  )
  .map(([scheme, host, path, query]) => `${scheme}${host.join('')}${path.join('')}${query.join('')}`);

test.each([
  ['an address put together of the pieces that matter', anyAddress],
  ['a valid web address', fc.webUrl({ withQueryParameters: true, withFragments: true })],
  ['any text', fc.string({ unit: 'binary' })],
])('given %s, canonicalizing never throws, and twice changes nothing', (_what, addresses) => {
  fc.assert(
    fc.property(addresses, (address) => {
      const canonical = canonicalizeLink(address);
      if (canonical === null) return;
      expect(canonicalizeLink(canonical)).toBe(canonical);
      expect(canonical).toMatch(/^https:\/\/[^/]/);
      expect(canonical).not.toMatch(/#|\?(?:.*&)?(?:utm_\w+|fbclid|gclid|amp)(?:=|&|$)|^[^?]*\/$/i);
    }),
    { numRuns: 3_000 },
  );
});

test('given any article, all its AMP, mobile and tracked forms fall together', () => {
  const slug = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/).filter((text) => text !== 'amp');
  fc.assert(
    fc.property(slug, fc.array(slug, { minLength: 1, maxLength: 4 }), (name, parts) => {
      const host = `${name}.example`;
      const path = parts.join('/');
      const forms = [
        `https://${host}/${path}`,
        `http://www.${host}/${path}/`,
        `https://m.${host}/${path}#top`,
        `https://amp.${host}/${path}/?utm_campaign=a&gclid=b`,
        `https://www.${host}/${path}/amp/`,
        `https://www.${host}/${path}.amp`,
        `https://${name}-example.cdn.ampproject.org/c/s/www.${host}/${path}/amp`,
        `https://www.google.com/amp/s/www.${host}/${path}/amp/`,
      ];
      expect(new Set(forms.map(canonicalizeLink))).toEqual(new Set([`https://${host}/${path}`]));
    }),
  );
});

test.each(['/', '/amp', '/amp/', '.amp', '%2F', '?a&'])(
  'given an address of %s, all of it is looked at up to 4096 characters, and nothing of a longer one',
  (piece) => {
    const end = piece.repeat(4_000 / piece.length);
    expect(canonicalizeLink(`https://example.com/x${end}x`)).toMatch(/^https:\/\/example\.com\/x/);
    expect(canonicalizeLink(`https://example.com/x${end}`)).toMatch(/^https:\/\/example\.com\/x/);
    expect(canonicalizeLink(`https://example.com/x${piece.repeat(100_000 / piece.length)}`)).toBeNull();
  },
);

test('given any path of slashes and /amp, what is stripped is all of them at its end', () => {
  const paths = fc.array(fc.constantFrom('/', '/amp', '/AMP', 'amp', 'x', '/a'), { maxLength: 12 });
  fc.assert(
    fc.property(paths, (parts) => {
      const path = `/${parts.join('')}`;
      const bare = path.replace(/(?:\/(?:amp)?)+$/i, '');
      expect(canonicalizeLink(`https://example.com${path}`)).toBe(`https://example.com${bare}`);
    }),
  );
});

describe('cleanLink', () => {
  test.each([
    ['http://example.com/a b', 'http://example.com/a%20b'],
    ['https://example.com/x?a=1#f', 'https://example.com/x?a=1#f'],
    ['https://user@example.com/', null],
    ['https://user:secret@example.com/', null],
    ['https://:secret@example.com/', null],
    ['data:image/png;base64,xx', null],
    ['//example.com/x', null],
    [`https://example.com/${'x'.repeat(URL_MAX_CHARS)}`, null],
    [
      `https://example.com/${'x'.repeat(URL_MAX_CHARS - 20)}`,
      `https://example.com/${'x'.repeat(URL_MAX_CHARS - 20)}`,
    ],
  ])('given an address (%#), it may go to Discord or not', (text, link) => {
    expect(cleanLink(text)).toBe(link);
  });
});

test.each([
  ['https://example.com/a', 'https://example.com/a'],
  ['https://example.com/a?utm_source=x&fbclid=1#top', 'https://example.com/a'],
  ['https://example.com/a?q=a%20b&utm_source=x', 'https://example.com/a?q=a+b'],
  ['https://example.com/a?q=a%20b#top', 'https://example.com/a?q=a%20b'],
  ['https://www.example.com/a/amp/?UTM_Source=x&id=7', 'https://www.example.com/a/amp/?id=7'],
])('given the address %s, without tracking it is %s', (link, stripped) => {
  expect(stripTracking(link)).toBe(stripped);
});

test.each([
  ['https://www.m.example.com:8080/x', 'm.example.com'],
  ['https://news.www.example.com/', 'news.www.example.com'],
])('given the address %s, its host is %s', (address, host) => {
  expect(hostWithoutPrefix(new URL(address))).toBe(host);
});

test('given other schemes, parseHttpUrl gives nothing', () => {
  expect(parseHttpUrl('file:///etc/passwd')).toBeNull();
  expect(parseHttpUrl('https://example.com')?.hostname).toBe('example.com');
});

test('given a canonical link, its id is 16 hexadecimal digits, and another link has another', () => {
  expect(hashLink(ARTICLE)).toMatch(/^[0-9a-f]{16}$/);
  expect(hashLink(ARTICLE)).toBe(hashLink(ARTICLE));
  expect(hashLink(`${ARTICLE}-again`)).not.toBe(hashLink(ARTICLE));
});
