import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RECORD_MAX_BYTES } from '../../src/story/front-matter.ts';
import { canonicalizeLink, hashLink } from '../../src/story/links.ts';
import { parseRecord } from '../../src/story/record.ts';
import { isShown, type Story } from '../../src/story/story.ts';
import { cleanText, countChars } from '../../src/story/text.ts';
import { recordText } from '../support/record-text.ts';
import { SHARED_DATA, testOnSharedData } from '../support/shared-data.ts';

const parse = (text: string) => parseRecord(new TextEncoder().encode(text));

/** The story of a record with these fields, and what was noticed on the way. */
function read(fields: Readonly<Record<string, unknown>> = {}): { story: Story; notices: string[] } {
  const outcome = parse(recordText(fields));
  if (outcome.kind !== 'story') throw new Error(`no story: ${JSON.stringify(outcome)}`);
  expect(outcome.problems.every(({ severity }) => severity === 'notice')).toBe(true);
  return {
    story: outcome.story,
    notices: outcome.problems.map(({ line, message }) => `${line}: ${message}`),
  };
}

const readStory = (fields: Readonly<Record<string, unknown>> = {}): Story => read(fields).story;

/** `line: reason` of each error of a record that cannot be used. */
function readErrors(text: string): string[] {
  const outcome = parse(text);
  if (outcome.kind !== 'invalid') throw new Error(`expected an invalid record, got ${outcome.kind}`);
  return outcome.problems.flatMap(({ line, severity, message }) =>
    severity === 'error' ? `${line}: ${message}` : [],
  );
}

test('given a whole record, its story has every part', () => {
  const story = readStory({
    images: [{ url: 'https://example.com/a.jpg', width: 1600, height: 899, isCached: true }],
    provider: {
      name: 'Example',
      domain: 'www.example.com',
      images: [{ url: 'https://example.com/icon.png' }],
    },
    related: [
      {
        title: 'Laundry robots are here',
        excerpt: 'Another view.',
        publishedDateTime: '2021-12-14T11:00:00Z',
        webUrl: 'https://other.example/laundry',
        provider: { name: 'Other' },
        quality: 60,
      },
    ],
  });
  expect(story).toEqual({
    id: hashLink('https://example.com/robots-fold'),
    title: 'Robots learn to fold laundry',
    excerpt: 'A lab taught two arms to fold shirts.',
    link: 'https://www.example.com/robots-fold',
    canonicalLink: 'https://example.com/robots-fold',
    publishedAtMs: Date.parse('2021-12-14T09:00:00Z'),
    type: 'article',
    heat: 90,
    quality: 80,
    published: true,
    provider: { name: 'Example', domain: 'example.com', iconUrl: 'https://example.com/icon.png' },
    topics: ['AI'],
    image: { url: 'https://example.com/a.jpg', widthPx: 1600, heightPx: 899 },
    related: [
      {
        title: 'Laundry robots are here',
        link: 'https://other.example/laundry',
        canonicalLink: 'https://other.example/laundry',
        providerName: 'Other',
        publishedAtMs: Date.parse('2021-12-14T11:00:00Z'),
      },
    ],
    sameEventAs: [],
    notSameEventAs: [],
  });
});

describe('category', () => {
  test('given news, or none, the record is a story', () => {
    expect(parse(recordText({ category: 'news' })).kind).toBe('story');
    expect(parse(recordText({ category: undefined })).kind).toBe('story');
  });
  test('given another, the record is skipped, whatever else is wrong with it', () => {
    expect(parse(recordText({ category: 'events' }))).toEqual({ kind: 'skipped', category: 'events' });
    expect(parse(recordText({ category: 'jobs', title: undefined }))).toEqual({
      kind: 'skipped',
      category: 'jobs',
    });
  });
});

describe('title', () => {
  test('given entities and white space, they are decoded and collapsed', () => {
    expect(readStory({ title: ' AT&amp;T  says&nbsp;&#8220;AI&#8221;\n now ' }).title).toBe(
      'AT&T says “AI” now',
    );
  });
  test('given a number, it is text', () => {
    expect(readStory({ title: 2022 }).title).toBe('2022');
  });
  test.each([[undefined], [''], [null]])('given %j, the record cannot be used', (title) => {
    const line = title === undefined ? 1 : 3;
    expect(readErrors(recordText({ title }))).toEqual([`${line}: title: missing; every record needs one`]);
  });
  test.each([
    ['a space that does not break', '  &nbsp; '],
    ['spaces of no width', '\u200B\u2060\uFEFF'],
    ['control characters', '\u0000\u0007'],
    ['marks without a letter', '\u0301\u20DD'],
    ['fillers of Hangul', '\u115F\u3164\uFFA0'],
    ['blanks of Braille', '\u2800\u2800'],
    ['joiners and selectors', '\u200D\uFE0F\u{E0041}'],
  ])('given %s alone, it shows nothing, and the record cannot be used', (_what, title) => {
    expect(readErrors(recordText({ title }))).toEqual([
      '3: title: shows nothing; write one that can be read',
    ]);
  });
  test('given an outlet’s name, a topic and a related title that show nothing, they count as missing', () => {
    const related = [{ title: '\u3164', webUrl: 'https://example.com/other' }];
    const story = readStory({
      provider: { name: '\u2800', domain: 'x.example' },
      topics: ['\u200B', 'AI'],
      related,
    });
    expect([story.topics, story.related]).toEqual([['AI'], []]);
    expect(story.provider.name).not.toBe('\u2800');
  });
  test.each([[['a', 'list']], [{ a: 'map' }]])('given %j, the record cannot be used', (title) => {
    expect(readErrors(recordText({ title })).join()).toMatch(/^3: title: a list or keys, not a text; put/);
  });
});

describe('excerpt', () => {
  test.each([
    [undefined, ''],
    ['', ''],
    [null, ''],
    ['It stops in mid-sent', 'It stops in mid-sent'],
    ['Fish&nbsp;&amp;\n  chips', 'Fish & chips'],
    [['a', 'list'], ''],
  ])('given %j, the story has it as %j', (excerpt, clean) => {
    expect(readStory({ excerpt }).excerpt).toBe(clean);
  });
  test('given one of a whole page, it is cut', () => {
    expect(countChars(readStory({ excerpt: 'word '.repeat(5_000) }).excerpt)).toBeLessThanOrEqual(5_000);
  });
});

describe('hold', () => {
  test.each([
    ['hold: true', false],
    ['hold: yes', false],
    ['hold: until Monday', false],
    ['hold: false', true],
    ['hold: no', true],
    ['hold:', true],
  ])('given %s, the story is published: %s', (line, published) => {
    const outcome = parse(recordText({ published: true }).replace(/---\n$/, `${line}\n---\n`));
    expect(outcome).toMatchObject({ kind: 'story', story: { published } });
  });
});

describe('publishedDateTime', () => {
  test.each([
    ['publishedDateTime: 2021-12-14T09:00:00Z', '2021-12-14T09:00:00.000Z'],
    ['publishedDateTime: "2021-12-14T09:00:00Z"', '2021-12-14T09:00:00.000Z'],
    ['publishedDateTime: 2021-12-14 09:00:00 +2', '2021-12-14T07:00:00.000Z'],
    ['publishedDateTime: 2021-12-14T09:00:00-08:00', '2021-12-14T17:00:00.000Z'],
    ['publishedDateTime: 2021-12-14', '2021-12-14T00:00:00.000Z'],
  ])('given the line %s, it is %s', (line, instant) => {
    const outcome = parse(recordText().replace(/^publishedDateTime.*$/m, line));
    expect(outcome.kind === 'story' && new Date(outcome.story.publishedAtMs).toISOString()).toBe(instant);
  });
  test.each([
    ['2023-13-45'],
    ['2023-02-30T10:00:00Z'],
    ['last week'],
    [2023],
    [true],
    [['2021-12-14']],
    [{ toString: 1 }],
  ])('given %j, the record cannot be used, and the reason quotes it', (date) => {
    const [error = '', ...others] = readErrors(recordText({ publishedDateTime: date }));
    expect(others).toEqual([]);
    expect(error).toMatch(/^5: publishedDateTime: ".+" is no date; write e\.g\. 2023-11-07T16:15:00Z$/);
  });
  test.each([[undefined], [null], ['']])('given %j, it is missing', (date) => {
    expect(readErrors(recordText({ publishedDateTime: date }))[0]).toMatch(/publishedDateTime: missing/);
  });
});

describe('webUrl, originalUrl', () => {
  const web = 'https://www.example.com/web';
  const original = 'https://www.example.com/original';
  test.each([
    ['both', { webUrl: web, originalUrl: original }, web],
    ['only webUrl', { webUrl: web }, web],
    ['only originalUrl, as videos have', { webUrl: undefined, originalUrl: original }, original],
    ['an empty webUrl', { webUrl: '', originalUrl: original }, original],
    ['a useless webUrl', { webUrl: '/relative', originalUrl: original }, original],
    [
      'an address with characters to encode',
      { webUrl: 'https://example.com/é;a,b(c)' },
      'https://example.com/%C3%A9;a,b(c)',
    ],
  ])('given %s, the link is the right one', (_what, fields, link) => {
    expect(readStory(fields)).toMatchObject({ link, canonicalLink: canonicalizeLink(link) });
  });
  test('given a useless webUrl beside a good originalUrl, a notice says so', () => {
    expect(read({ webUrl: 'ftp://example.com/x', originalUrl: original }).notices).toEqual([
      '6: webUrl: "ftp://example.com/x" is no http or https address; it is not used',
    ]);
  });
  test.each([
    ['none', {}],
    ['relative ones', { webUrl: '/a', originalUrl: 'b.html' }],
    ['a script', { webUrl: 'javascript:alert(1)' }],
    ['an address with a password in it', { webUrl: 'https://user:password@example.com/' }],
    ['one that is too long for Discord', { webUrl: `https://example.com/${'x'.repeat(3_000)}` }],
    ['a list', { webUrl: [web] }],
  ])('given %s, the record cannot be used', (_what, fields) => {
    expect(readErrors(recordText({ webUrl: undefined, ...fields })).at(-1)).toMatch(
      /^\d+: no link: webUrl or originalUrl must hold an http or https address$/,
    );
  });
});

test('ampWebUrl, cdnAmpWebUrl: given only those, there is no link; beside webUrl they change nothing', () => {
  const amp = {
    ampWebUrl: 'https://example.com/x/amp',
    cdnAmpWebUrl: 'https://example-com.cdn.ampproject.org/c/s/example.com/x',
  };
  expect(readErrors(recordText({ webUrl: undefined, ...amp }))).toHaveLength(1);
  expect(readStory(amp)).toEqual(readStory());
});

test.each([
  ['article', 'article'],
  ['video', 'video'],
  ['podcast', 'podcast'],
  [undefined, 'article'],
  ['', 'article'],
])('type: given %j, it is %j', (type, kept) => {
  expect(readStory({ type }).type).toBe(kept);
});

describe('entry', () => {
  const webUrl = 'https://example.com/notes#Nov_24';

  test.each(['Nov_24', '20261124', '1234e5678901'])('%s tells the story from others of its page', (entry) => {
    const { id, canonicalLink, link } = readStory({ webUrl, entry });
    expect(link).toBe(webUrl);
    expect(canonicalLink).toBe(`https://example.com/notes#${entry}`);
    expect(id).toBe(hashLink(canonicalLink));
  });

  test.each([undefined, '', ' '])('given none (%j), the fragment of the link tells nothing', (entry) => {
    expect(readStory({ webUrl, entry }).id).toBe(hashLink('https://example.com/notes'));
  });

  test('of a broken record, it still says whose it is', () => {
    const text = `---\nwebUrl: ${webUrl}\nentry: Nov_24\ntitle: [\n---\n`;
    expect(parse(text)).toMatchObject({
      kind: 'invalid',
      storyId: hashLink('https://example.com/notes#Nov_24'),
    });
  });
});

test('given the story itself under another spelling of its address, it is not related', () => {
  const own = { title: 'A robot', webUrl: 'https://youtu.be/abc123DEF45' };
  const listed = { title: 'A robot', webUrl: 'https://www.youtube.com/watch?v=abc123DEF45' };
  const other = { ...listed, title: 'Another robot' };
  expect(readStory({ ...own, related: [listed] }).related).toEqual([]);
  expect(readStory({ ...own, related: [other] }).related).toHaveLength(1);
});

test('given a host in another script and no name, the outlet is shown in that script', () => {
  const { provider } = readStory({ webUrl: 'https://www.bücher.example/a', provider: undefined });
  expect(provider).toMatchObject({ name: 'bücher.example', domain: 'xn--bcher-kva.example' });
});

test('given a host of more characters than a name may have and no name, the outlet is cut to them', () => {
  const host = `${'a'.repeat(110)}.example`;
  const { provider } = readStory({ webUrl: `https://${host}/a`, provider: undefined });
  expect(provider).toMatchObject({ name: `${'a'.repeat(99)}…`, domain: host });
});

describe.each(['heat', 'quality'] as const)('%s', (key) => {
  test.each([
    [83, 83],
    [0, 0],
    [189, 189],
    [-1, -1],
    ['83', 83],
    [undefined, null],
    [null, null],
    ['', null],
  ])('given %j, it is %j, without a notice', (value, kept) => {
    const { story, notices } = read({ [key]: value });
    expect([story[key], notices]).toEqual([kept, []]);
  });
  test('given a fraction, it is rounded, with a notice', () => {
    const { story, notices } = read({ [key]: 82.6 });
    expect(story[key]).toBe(83);
    expect(notices.join()).toMatch(`${key}: 82.6 was rounded to a whole number`);
  });
  test.each([['hot'], [true], [[83]], [{ toString: 1 }], [1e300], ['Infinity']])(
    'given %j, it counts as missing, with a notice',
    (value) => {
      const { story, notices } = read({ [key]: value });
      expect(story[key]).toBeNull();
      expect(notices.join()).toMatch(
        new RegExp(`^\\d+: ${key}: .* is no whole number; it counts as missing$`),
      );
    },
  );
});

describe('published', () => {
  test.each([
    [undefined, true],
    [null, true],
    [true, true],
    ['yes', true],
    ['True', true],
    [false, false],
    ['no', false],
    ['FALSE', false],
  ])('given %j, it is %j, without a notice', (published, kept) => {
    const { story, notices } = read({ published });
    expect([story.published, notices]).toEqual([kept, []]);
  });
  test.each([['maybe'], [0], [1], [[]], [{ toString: 1 }]])(
    'given %j, it is held back, with a notice',
    (published) => {
      const { story, notices } = read({ published });
      expect(story.published).toBe(false);
      expect(notices.join()).toContain('is neither true nor false; the story is held back');
    },
  );
  test.each([
    [true, 90, true],
    [true, 0, true],
    [true, undefined, true],
    [true, -1, false],
    [false, 90, false],
  ])('given published %j and heat %j, readers see it: %j', (published, heat, shown) => {
    expect(isShown(readStory({ published, heat }))).toBe(shown);
  });
});

describe('provider', () => {
  test.each([
    ['a relative icon', { images: [{ url: '/icons/x.png' }] }, { iconUrl: null }],
    ['a data icon', { images: [{ url: 'data:image/png;base64,xx' }] }, { iconUrl: null }],
    [
      'a relative icon and a good one',
      { images: ['x.png', 'https://x.example/i.png'] },
      { iconUrl: 'https://x.example/i.png' },
    ],
    ['no images', {}, { iconUrl: null }],
    ['a domain in capitals with www.', { domain: 'WWW.Example.COM' }, { domain: 'example.com' }],
    ['no domain', { domain: undefined }, { domain: 'example.com' }],
    ['entities in the name', { name: 'Fish &amp; Chips' }, { name: 'Fish & Chips' }],
  ])('given %s, the card can be made', (_what, fields, expected) => {
    const { story, notices } = read({ provider: { name: 'Example', domain: 'example.com', ...fields } });
    expect(story.provider).toMatchObject(expected);
    expect(notices).toEqual([]);
  });
  test('given a name alone, the domain is the link’s', () => {
    expect(readStory({ provider: 'The Example' }).provider).toEqual({
      name: 'The Example',
      domain: 'example.com',
      iconUrl: null,
    });
  });
  test.each([[undefined], [null], [{}], [{ name: '' }], [['x']]])(
    'given %j, the link’s domain stands in for the name, with a notice',
    (provider) => {
      const { story, notices } = read({ provider });
      expect(story.provider).toEqual({ name: 'example.com', domain: 'example.com', iconUrl: null });
      expect(notices.join()).toContain('provider: no name; example.com is used');
    },
  );
  test.each([['https://example.com/x'], ['a b.com'], ['localhost'], ['user@evil.com']])(
    'given the domain %j, the link’s is used, with a notice',
    (domain) => {
      const { story, notices } = read({ provider: { name: 'Example', domain } });
      expect(story.provider.domain).toBe('example.com');
      expect(notices.join()).toContain('is no host name; example.com is used');
    },
  );
});

describe('topics', () => {
  test.each([
    [
      ['AI', 'Robotics'],
      ['AI', 'Robotics'],
    ],
    [
      ['AI', ' ai ', 'A&amp;I'],
      ['AI', 'A&I'],
    ],
    ['AI', ['AI']],
    [[2022], ['2022']],
    [undefined, []],
    [null, []],
  ])('given %j, they are %j', (topics, kept) => {
    expect(readStory({ topics }).topics).toEqual(kept);
  });
  test('given an entry that is no name, the others stay, with a notice', () => {
    const { story, notices } = read({ topics: ['AI', { a: 1 }, ''] });
    expect(story.topics).toEqual(['AI']);
    expect(notices).toHaveLength(2);
  });
});

describe('images', () => {
  test.each([
    [
      'the first that can be used',
      [{ url: 'x.png' }, { url: 'https://x.example/2.png' }, { url: 'https://x.example/3.png' }],
      'https://x.example/2.png',
    ],
    ['plain http', [{ url: 'http://x.example/1.png' }], 'http://x.example/1.png'],
    [
      'the first that Discord shows',
      ['https://x.example/1.svg', 'https://x.example/2.tiff', 'https://x.example/3.avif'],
      'https://x.example/3.avif',
    ],
    ['an escaped ampersand', ['https://x.example/1.png?a=1&amp;b=2'], 'https://x.example/1.png?a=1&b=2'],
    ['text in place of a map', ['https://x.example/1.png'], 'https://x.example/1.png'],
    ['one map in place of a list', { url: 'https://x.example/1.png' }, 'https://x.example/1.png'],
  ])('given %s, the image is that', (_what, images, url) => {
    expect(read({ images })).toMatchObject({ story: { image: { url } }, notices: [] });
  });
  test('given a size that is none, the image stays without it', () => {
    const images = [{ url: 'https://x.example/1.png', width: -5, height: 'tall' }];
    expect(readStory({ images }).image).toEqual({
      url: 'https://x.example/1.png',
      widthPx: null,
      heightPx: null,
    });
  });
  test('given none, the story has no image and there is nothing to say', () => {
    expect(read({ images: [] })).toMatchObject({ story: { image: null }, notices: [] });
  });
  test('given only useless ones, the story has no image, with a notice', () => {
    const { story, notices } = read({ images: ['/a.png', { src: 'https://x.example' }, 7] });
    expect(story.image).toBeNull();
    expect(notices.join()).toContain('images: none has an http or https address');
  });
});

describe('related', () => {
  const article = (number: number, more = {}) => ({
    title: `Article ${number}`,
    webUrl: `https://x.example/${number}`,
    ...more,
  });
  test('given several, each is kept once, the story itself not among them', () => {
    const related = [
      article(1),
      article(2),
      article(1, { title: 'Again' }),
      { title: 'Itself', webUrl: 'https://m.example.com/robots-fold/' },
    ];
    expect(readStory({ related }).related.map(({ title }) => title)).toEqual(['Article 1', 'Article 2']);
  });
  test('given one without a provider or a date, the link’s host is its provider', () => {
    expect(readStory({ related: [article(1, { publishedDateTime: 'soon' })] }).related[0]).toMatchObject({
      providerName: 'x.example',
      publishedAtMs: null,
    });
  });
  test.each([
    [{ webUrl: 'https://x.example/1' }],
    [{ title: 'No link' }],
    [{ title: 'Bad', webUrl: 'x' }],
    ['text'],
    [null],
  ])('given the entry %j, it is left out with a notice, and the others stay', (entry) => {
    const { story, notices } = read({ related: [article(1), entry] });
    expect(story.related).toHaveLength(1);
    expect(notices.join()).toContain('related: entry 2 lacks a title or an http(s) link; it is left out');
  });
});

describe('featuredContent, secured, unknown keys', () => {
  test('given any of them, the story is the same as without', () => {
    const secret = 'UU2nx9DzMxAZQJIGvah==';
    const { story, notices } = read({
      featuredContent: '<iframe src="https://x.example"></iframe>',
      secured: secret,
      hashtags: ['#AI'],
      ['__proto__']: { published: false },
    });
    expect(story).toEqual(readStory());
    expect(notices).toEqual([]);
    expect(JSON.stringify(parse(recordText({ secured: secret })))).not.toContain(secret);
  });
  test('given a ciphertext in a record that cannot be used, no problem shows it', () => {
    const secret = 'UU2nx9DzMxAZQJIGvah==';
    expect(JSON.stringify(parse(recordText({ title: '', secured: secret })))).not.toContain(secret);
  });
});

describe('given a file that is no record, the reason and its line are told', () => {
  const many = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index));
  const bomb = [
    '---',
    'a0: &a0 [x, x]',
    ...many(20, (index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`),
    '---',
    '',
  ];
  test.each([
    ['an empty file', '', /^1: the file is empty$/],
    ['only white space', ' \n\n', /^1: the file is empty$/],
    ['no front matter', '# Title\n', /^1: no front matter: the first line must be ---$/],
    ['too many dashes', recordText().replace('---', '-----'), /^1: no front matter/],
    [
      'front matter without an end',
      '---\ntitle: x\n',
      /^1: the front matter is not closed: a second --- line is missing$/,
    ],
    ['bad YAML', recordText().replace(/^title.*$/m, 'title: "unclosed'), /^\d+: YAML: /],
    ['a tab in the indentation', '---\ntitle: x\nprovider:\n\tname: y\n---\n', /^4: YAML: /],
    ['a key twice', '---\ntitle: x\ncategory: news\ntitle: y\n---\n', /^4: YAML: .*duplicat/],
    ['an alias bomb', bomb.join('\n'), /^\d+: YAML: .*alias/i],
    ['a list', '---\n- a\n- b\n---\n', /^1: the front matter is not a list of "key: value" lines$/],
    ['a lone number', '---\n7\n---\n', /^1: the front matter is not a list/],
    ['nesting without end', `---\ntitle: ${'['.repeat(50_000)}\n---\n`, /^\d+: YAML: /],
    ['an unknown tag', '---\ntitle: !!js/function "x"\n---\n', /^2: YAML: /],
    ['JSON', '---json\n{"title": "x"}\n---\n', /^1: front matter in json is not read; use YAML$/],
    ['TOML', '---toml\ntitle = "x"\n---\n', /^1: front matter in toml is not read; use YAML$/],
    [
      'the name of a method',
      recordText().replace('---', '---toString'),
      /^1: front matter in tostring is not read/,
    ],
    [
      'the name of another method',
      recordText().replace('---', '---hasOwnProperty'),
      /^1: front matter in hasownproperty/,
    ],
  ])('%s', (_what, text, reason) => {
    expect(readErrors(text).join('\n')).toMatch(reason);
  });

  test.each(['js', 'javascript', 'JS', ' js', 'JavaScript', 'coffee'])(
    'a ---%s block is not executed',
    (language) => {
      const code = `---${language}\nglobalThis.wasExecuted = true;\nmodule.exports = { title: "x" }\n---\n`;
      expect(readErrors(code).join()).toMatch(/^1: front matter in \w+ is not read; use YAML$/);
      expect(globalThis).not.toHaveProperty('wasExecuted');
    },
  );

  test('a file of 1 MB', () => {
    const text = recordText({ excerpt: 'x'.repeat(1_000_000) });
    expect(readErrors(text)).toEqual([
      `1: the file has ${text.length} bytes; a record may have ${RECORD_MAX_BYTES}`,
    ]);
  });

  test('a broken record still tells whose it is, when its link can be read', () => {
    const text = '---\ntitle: "no end\nwebUrl: "https://www.example.com/a/?utm_source=x"\n---\n';
    expect(parseRecord(Buffer.from(text))).toMatchObject({
      kind: 'invalid',
      storyId: hashLink('https://example.com/a'),
    });
    expect(parseRecord(Buffer.from('---\ntitle: "no end\n---\n'))).toMatchObject({ storyId: null });
  });

  test('a binary file, and text in another encoding', () => {
    for (const bytes of [
      [0x89, 0x50, 0x4e, 0x47, 0, 1],
      [0x2d, 0x2d, 0x2d, 0xff, 0xfe],
      [...Buffer.from('---\ntitle: é\n---\n', 'latin1')],
    ]) {
      const outcome = parseRecord(Uint8Array.from(bytes));
      expect(outcome).toEqual({
        kind: 'invalid',
        problems: [{ line: 1, severity: 'error', message: 'the file is not UTF-8 text' }],
        storyId: null,
      });
    }
  });

  test('everything is wrong: every reason is told at once', () => {
    expect(readErrors(recordText({ title: '', publishedDateTime: 'x', webUrl: 'y' }))).toHaveLength(3);
  });

  test('read twice, the answer is the same', () => {
    const broken = '---\ntitle: "unclosed\n---\n';
    expect(parse(broken)).toEqual(parse(broken));
    const whole = parse(recordText());
    expect(parse(recordText())).toEqual(whole);
  });
});

test.each([
  ['a byte order mark', `\uFEFF${recordText()}`],
  ['CRLF', recordText().replaceAll('\n', '\r\n')],
  ['---yaml', recordText().replace('---', '---yaml')],
  [
    'a body with a rule and code in it',
    `${recordText()}\nText.\n\n---\n\n\`\`\`js\nprocess.exit()\n\`\`\`\n`,
  ],
  ['no line break at the end', recordText().trimEnd()],
  ['spaces behind the dashes', recordText().replace(/^---$/gm, '---  ')],
])('given %s, the record is read as without', (_what, text) => {
  expect(parse(text)).toEqual(parse(recordText()));
});

/** YAML's own traps among the values, so that whatever stands in a field has been tried. */
const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    { toString: 1 },
    { valueOf: null, toString: null },
    { toJSON: 1 },
    [[[[]]]],
    1e308,
    -0,
    '\u0000',
    '\uD800',
    'x'.repeat(5_000),
  ),
);
const fieldNames = [
  'category',
  'title',
  'excerpt',
  'publishedDateTime',
  'originalUrl',
  'webUrl',
  'type',
  'heat',
  'quality',
  'published',
  'provider',
  'topics',
  'images',
  'related',
];

test('given any bytes, parsing never throws', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 200 });
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    anyText.map((text) => Buffer.from(`---${text}\n---\n`)),
    anyText.map((text) => Buffer.from(`---\n${text}\n---\n`)),
    fc
      .constantFrom(...Object.getOwnPropertyNames(Object.prototype))
      .map((name) => Buffer.from(`---${name}\na: 1\n---\n`)),
    fc.tuple(fc.nat(400), fc.uint8Array({ maxLength: 4 })).map(([at, bytes]) => {
      const text = recordText();
      return Buffer.concat([Buffer.from(text.slice(0, at)), bytes, Buffer.from(text.slice(at))]);
    }),
  );
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      expect(['story', 'skipped', 'invalid']).toContain(parseRecord(bytes).kind);
    }),
    { numRuns: 2_000 },
  );
});

test('given any values in any fields, parsing never throws, and an invalid record says why', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...fieldNames), anyValue), (fields) => {
      const outcome = parse(recordText(fields));
      if (outcome.kind === 'invalid')
        expect(outcome.problems.some(({ severity }) => severity === 'error')).toBe(true);
      if (outcome.kind === 'story') expect(outcome.story.title).not.toBe('');
    }),
    { numRuns: 1_000 },
  );
});

const anyTitle = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 100 })
  .filter((text) => cleanText(text) === text && text !== '');
const anyRecord = fc.record({
  title: anyTitle,
  excerpt: fc.oneof(anyTitle, fc.constant('')),
  publishedDateTime: fc
    .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  webUrl: fc.webUrl({ withQueryParameters: true }),
  heat: fc.option(fc.integer({ min: -1, max: 500 })),
  quality: fc.option(fc.integer({ min: 0, max: 100 })),
  published: fc.boolean(),
  topics: fc.uniqueArray(fc.constantFrom('AI', 'Robotics', 'Machine Learning', 'Ethics')),
});

test('given any valid record, its story says what the record says', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const { publishedDateTime, webUrl, ...same } = record;
      expect(readStory(record)).toMatchObject({
        ...same,
        publishedAtMs: Date.parse(publishedDateTime),
        link: new URL(webUrl).href,
      });
    }),
  );
});

test('given a file that is half written, it is never a story: every cut inside the front matter is invalid', () => {
  const images = [{ url: 'https://x.example/1.png', width: 1600 }];
  const text = `\uFEFF${recordText({ title: '--- dashes --- in it', excerpt: '---', images })}`;
  const bytes = new TextEncoder().encode(text);
  const whole = bytes.lastIndexOf('\n---'.charCodeAt(1)) + 1;
  for (let length = 0; length < whole; length++) {
    expect(parseRecord(bytes.subarray(0, length)).kind, `${length} of ${bytes.length} bytes`).toBe('invalid');
  }
  expect(parseRecord(bytes.subarray(0, whole)).kind).toBe('story');
});

function expectSeed(path: string, secret: string): void {
  const outcome = parseRecord(readFileSync(path));
  expect(outcome).toMatchObject({
    kind: 'story',
    problems: [],
    story: {
      heat: 83,
      quality: 73,
      provider: { name: 'Forbes', domain: 'forbes.com' },
      topics: ['AI'],
      related: [{ providerName: 'Gizmodo', publishedAtMs: Date.parse('2023-11-07T18:30:00Z') }],
    },
  });
  expect(JSON.stringify(outcome)).not.toContain(secret);
}

test('given a record with all that the format has, its story has heat 83, quality 73, Forbes, one related', () => {
  expectSeed(join(import.meta.dirname, '../fixtures/seed-record.md'), 'a-signature');
});

testOnSharedData('given the record that defines the format, its story has the same', () => {
  expectSeed(join(SHARED_DATA, 'seed-record.md'), 'UU2nx9Dz');
});

test('given what an editor says of other articles, each is kept by its canonical link; what is no link is told', () => {
  const outcome = parse(
    recordText({
      title: 'A',
      webUrl: 'https://a.example/1',
      sameEventAs: [
        'https://www.b.example/x?utm_source=y',
        'http://b.example/x/',
        'https://a.example/1',
        'B',
      ],
      notSameEventAs: 'https://c.example/z',
    }),
  );
  expect(outcome).toMatchObject({
    kind: 'story',
    story: { sameEventAs: ['https://b.example/x'], notSameEventAs: ['https://c.example/z'] },
    problems: [
      { severity: 'notice', message: 'sameEventAs: entry 4 is no http or https address; it is left out' },
    ],
  });
});

test.each(['\n', '\r\n', '\u2028', '\u2029'])(
  'given 20,000 line ends %j, the front matter is refused',
  (end) => {
    const text = `---\ntitle: T${end.repeat(20_000)}\n---\n`;
    expect(parseRecord(new TextEncoder().encode(text))).toMatchObject({
      kind: 'invalid',
      problems: [
        { message: expect.stringMatching(/^the front matter has 2000\d lines; a record may have 5000$/) },
      ],
    });
  },
);
