import { describe, expect, test } from 'vitest';
import { findCoverage, findSimilar } from '../../src/search/coverage.ts';
import { canonicalizeLink, hashLink } from '../../src/story/links.ts';
import type { Story } from '../../src/story/story.ts';
import { type IndexedFolder, indexFiles } from '../support/indexed-folder.ts';
import { recordText } from '../support/record-text.ts';

const NOW = Date.parse('2021-12-20T00:00:00Z');

function readStory({ database }: IndexedFolder, name: string): Story {
  const row = database.prepare('select story from records where path = ?').get(`${name}.md`);
  if (row === undefined) throw new Error(`no story of ${name}.md`);
  return JSON.parse(String(row.story));
}

const TITLES = {
  a: 'Robots fold laundry',
  b: 'Chip shortage ends',
  c: 'Whales sing on the moon',
  d: 'Bank fraud by telephone',
} as const;
const at = (day: number): string => `2021-12-${String(day).padStart(2, '0')}T00:00:00Z`;
const record = (
  name: keyof typeof TITLES,
  day: number,
  fields: Readonly<Record<string, unknown>> = {},
): string =>
  recordText({
    title: TITLES[name],
    excerpt: '',
    webUrl: `https://www.${name}.example/story`,
    publishedDateTime: at(day),
    provider: { name: name.toUpperCase() },
    ...fields,
  });
const listing = (...links: (string | [link: string, day: number])[]) => ({
  related: links.map((entry) => {
    const [webUrl, day] = typeof entry === 'string' ? [entry, undefined] : entry;
    return { title: `Listed ${webUrl}`, webUrl, ...(day !== undefined && { publishedDateTime: at(day) }) };
  }),
});

/** An editor says that it tells the same event. */
const same = (link: string) => ({ sameEventAs: [link] });

function cover(index: IndexedFolder, name: string, nowMs = NOW): string[] {
  return findCoverage(index.database, readStory(index, name), nowMs).map(
    ({ kind, link }) => `${kind} ${new URL(link).hostname}`,
  );
}

describe('the other coverage of a story', () => {
  test('given the same article under another spelling of its address, it is none', () => {
    const video = { title: TITLES.a, webUrl: 'https://youtu.be/abc123DEF45' };
    const index = indexFiles({
      'a.md': record('a', 10, video),
      'b.md': record('b', 11, {
        ...video,
        webUrl: 'https://www.youtube.com/watch?v=abc123DEF45',
        ...same(video.webUrl),
      }),
      'c.md': record('c', 12, same(video.webUrl)),
    });
    expect(cover(index, 'a')).toEqual(['same-story www.c.example']);
  });

  test('given listed articles and stories of its cluster, they come newest first', () => {
    const index = indexFiles({
      'a.md': record('a', 10, listing(['https://x.example/1', 12], ['https://www.b.example/story', 11])),
      'b.md': record('b', 11, same('https://a.example/story')),
      'c.md': record('c', 13, same('https://a.example/story')),
      'd.md': record('d', 14),
    });
    expect(cover(index, 'a')).toEqual([
      'same-story www.c.example',
      'listed x.example',
      'listed www.b.example',
    ]);
    expect(cover(index, 'b')).toEqual(['same-story www.c.example', 'same-story www.a.example']);
    expect(cover(index, 'd')).toEqual([]);
  });

  test('given an article that is listed and in the library, it comes once, with the library’s words', () => {
    const index = indexFiles({
      'a.md': record('a', 10, listing('https://m.b.example/story/amp?utm_source=x')),
      'b.md': record('b', 11),
    });
    expect(findCoverage(index.database, readStory(index, 'a'), NOW)).toEqual([
      {
        kind: 'listed',
        title: TITLES.b,
        link: 'https://www.b.example/story',
        providerName: 'B',
        publishedAtMs: Date.parse(at(11)),
      },
    ]);
  });

  test('given one article listed twice, and the story itself listed, neither comes twice or at all', () => {
    const index = indexFiles({
      'a.md': record(
        'a',
        10,
        listing('https://x.example/1', 'http://www.x.example/1/#top', 'https://a.example/story/'),
      ),
    });
    expect(cover(index, 'a')).toEqual(['listed x.example']);
  });

  test('given articles without a date, they come last, always in one order', () => {
    const index = indexFiles({
      'a.md': record('a', 10, listing('https://y.example', 'https://x.example', ['https://z.example', 1])),
    });
    expect(cover(index, 'a')).toEqual(['listed z.example', 'listed x.example', 'listed y.example']);
  });

  test('given stories of the cluster that are unpublished or not out yet, they do not come', () => {
    const index = indexFiles({
      'a.md': record('a', 10),
      'b.md': record('b', 11, { ...same('https://a.example/story'), published: false }),
      'c.md': record('c', 15, same('https://a.example/story')),
    });
    expect(cover(index, 'a')).toEqual(['same-story www.c.example']);
    expect(cover(index, 'a', Date.parse(at(14)))).toEqual([]);
  });

  test('given a listed article that an editor holds back, it does not come by that way either', () => {
    const folder = indexFiles({
      'a.md': record('a', 10, listing('https://www.b.example/story', 'https://elsewhere.example/x')),
      'b.md': record('b', 11, { published: false }),
    });
    const found = findCoverage(folder.database, readStory(folder, 'a'), NOW);
    expect(found.map(({ link }) => link)).toEqual(['https://elsewhere.example/x']);
  });

  test('given a story that is not in the library, what it lists still comes', () => {
    const index = indexFiles({ 'b.md': record('b', 11) });
    const link = 'https://new.example/x';
    const other = 'https://www.b.example/story';
    const canonicalLink = canonicalizeLink(other) ?? '';
    const story: Story = {
      ...readStory(index, 'b'),
      id: hashLink(link),
      link,
      canonicalLink: link,
      related: [{ title: 'B', link: other, canonicalLink, providerName: 'x', publishedAtMs: null }],
    };
    expect(findCoverage(index.database, story, NOW).map(({ title }) => title)).toEqual([TITLES.b]);
  });
});

describe('stories about much the same', () => {
  const files = {
    'a.md': record('a', 10, { title: 'Volcano robots explore Iceland caves' }),
    // Weeks before, so that it is no coverage of the same event.
    'b.md': record('b', 11, { title: 'Iceland volcano wakes tourists', publishedDateTime: '2021-11-01' }),
    'c.md': record('c', 12, { title: 'Robots explore pyramids' }),
    'd.md': record('d', 13, { title: 'Insurance for pyramids' }),
  };
  const similar = (index: IndexedFolder, name: string, nowMs = NOW): string[] =>
    findSimilar(index.database, readStory(index, name), nowMs).map(
      ({ kind, providerName }) => `${kind} ${providerName}`,
    );

  test('given two telling words in common, they come; given one, they do not; the story itself never', () => {
    expect(similar(indexFiles(files), 'a').toSorted()).toEqual(['similar B', 'similar C']);
    expect(similar(indexFiles(files), 'd')).toEqual([]);
  });

  test('given one that is its coverage, or not out yet, it does not come', () => {
    const listed = {
      ...files,
      'a.md': record('a', 10, {
        title: 'Volcano robots explore Iceland caves',
        ...listing('https://b.example/story'),
      }),
    };
    expect(similar(indexFiles(listed), 'a')).toEqual(['similar C']);
    expect(similar(indexFiles(files), 'a', Date.parse(at(11)))).toEqual(['similar B']);
  });

  test('given words that most stories have, they tell nothing', () => {
    const many = Array.from({ length: 60 }, (_, number) => [
      `${number}.md`,
      recordText({ title: `The new thing ${number}`, excerpt: '', webUrl: `https://x.example/${number}` }),
    ]);
    expect(similar(indexFiles(Object.fromEntries(many)), '0')).toEqual([]);
  });

  test('given a headline without a word, nothing comes', () => {
    expect(similar(indexFiles({ ...files, 'c.md': record('c', 12, { title: '???' }) }), 'c')).toEqual([]);
  });
});
