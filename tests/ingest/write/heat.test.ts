import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Telling } from '../../../src/events/coverage-heat.ts';
import type { Item } from '../../../src/ingest/read/item.ts';
import { rateHeat, rateQuality, toCoverage } from '../../../src/ingest/write/heat.ts';

const HOUR_MS = 3_600_000;
const AT = Date.parse('2023-11-07T16:15:00Z');

function makeItem(changes: Partial<Item> = {}): Item {
  return {
    title: 'Actors’ strike continues over the use of AI',
    excerpt:
      'The union rejected an offer that would permit film studios to use AI scans of deceased performers without consent.',
    link: 'https://forbes.example/strike',
    originalUrl: 'https://forbes.example/strike',
    publishedAtMs: AT,
    type: 'article',
    provider: { name: 'Forbes', domain: 'forbes.example', iconUrl: null },
    topics: ['AI'],
    image: { url: 'https://forbes.example/a.jpg', widthPx: 1600, heightPx: 899 },
    weight: 1,
    givenQuality: null,
    givenHeat: null,
    ...changes,
  };
}

function cover(domain: string, changes: Partial<Item> = {}): Telling {
  return toCoverage(makeItem({ provider: { name: domain, domain, iconUrl: null }, ...changes }));
}

const coverage = fc
  .record({
    domain: fc.constantFrom('a.example', 'b.example', 'c.example', 'forbes.example'),
    weight: fc.integer({ min: 0, max: 3 }),
    publishedAtMs: fc.integer({ min: AT - 72 * HOUR_MS, max: AT + 72 * HOUR_MS }),
  })
  .map(({ domain, ...changes }) => cover(domain, changes));

describe('quality', () => {
  const qualityOf = (changes: Partial<Item>): number => rateQuality(makeItem(changes)).quality;
  const ordinary = qualityOf({});

  test('given an ordinary article with image and excerpt, it is just below what is published alone', () => {
    expect(ordinary).toBe(66);
  });

  test.each<[string, Partial<Item>]>([
    ['no image', { image: null }],
    ['a small image', { image: { url: 'https://x.example/a', widthPx: 100, heightPx: 60 } }],
    ['no excerpt', { excerpt: '' }],
    ['a short excerpt', { excerpt: 'A union said no to the offer on Tuesday.' }],
    ['a light outlet', { weight: 0.5 }],
    ['a shouted title', { title: 'ACTORS STRIKE OVER AI SCANS' }],
    ['a title of two words', { title: 'Strike continues' }],
    ['a press release by its outlet', { provider: { name: 'PR', domain: 'prnewswire.com', iconUrl: null } }],
    [
      'a press release by its text',
      { excerpt: `Acme (NASDAQ: ACME) today announced ${'a new AI product '.repeat(6)}.` },
    ],
    ['a market report', { title: 'Computer Vision Market to Witness Excellent Growth by 2027' }],
    ['a sponsored article', { title: 'Sponsored: how AI helps your team to grow' }],
  ])('given %s, it is lower', (_what, changes) => {
    expect(qualityOf(changes)).toBeLessThan(ordinary);
  });

  test('given a heavy outlet or a video, it is higher', () => {
    expect(qualityOf({ weight: 2 })).toBeGreaterThanOrEqual(70);
    expect(qualityOf({ type: 'video' })).toBeGreaterThan(ordinary);
  });

  test('given a market report without an image from a light outlet, it does not fall below 0', () => {
    const worst = { title: 'AI MARKET SIZE', excerpt: 'press release', image: null, weight: 0 };
    expect(qualityOf(worst)).toBe(0);
  });

  test('given any article, its parts add up to it', () => {
    const { quality, parts } = rateQuality(makeItem({ weight: 1.5 }));
    expect(parts.reduce((sum, { points }) => sum + points, 0)).toBe(quality);
  });
});

describe('heat', () => {
  test('given no other coverage, it is the quality', () => {
    expect(rateHeat(makeItem(), [])).toMatchObject({ quality: 66, heat: 66, isPublished: false });
  });

  test("given the numbers of the collection's seed record, they come out: quality 73, one outlet after two hours, heat 83", () => {
    const seed = makeItem({ givenQuality: 73 });
    const gizmodo = cover('gizmodo.example', { publishedAtMs: Date.parse('2023-11-07T18:30:00Z') });
    expect(rateHeat(seed, [gizmodo])).toMatchObject({ quality: 73, heat: 83, isPublished: true });
  });

  test('given a second article of one outlet, or of the story’s own, it adds nothing', () => {
    const once = rateHeat(makeItem(), [cover('a.example')]).heat;
    expect(rateHeat(makeItem(), [cover('a.example'), cover('www.A.example')]).heat).toBe(once);
    expect(rateHeat(makeItem(), [cover('forbes.example')]).heat).toBe(66);
  });

  test('given outlets that weigh more or are quicker, they add more', () => {
    const added = (changes: Partial<Item>): number =>
      rateHeat(makeItem(), [cover('a.example', changes)]).heat - rateHeat(makeItem(), []).heat;
    expect(added({ weight: 2 })).toBeGreaterThan(added({}));
    expect(added({ weight: 0.5 })).toBeLessThan(added({}));
    expect(added({ publishedAtMs: AT + 30 * HOUR_MS })).toBeLessThan(added({}));
  });

  test('given any coverage, one more article never takes heat away, and the order does not matter', () => {
    fc.assert(
      fc.property(fc.array(coverage, { maxLength: 8 }), coverage, (some, more) => {
        const before = rateHeat(makeItem(), some).heat;
        expect(rateHeat(makeItem(), [...some, more]).heat).toBeGreaterThanOrEqual(before);
        expect(rateHeat(makeItem(), some.toReversed()).heat).toBe(before);
        expect(before).toBeGreaterThanOrEqual(66);
      }),
    );
  });

  test('given a heat by the source, it is the least; below 0 it withdraws', () => {
    expect(rateHeat(makeItem({ givenHeat: 120, givenQuality: 80 }), []).heat).toBe(120);
    expect(rateHeat(makeItem({ givenHeat: 90 }), [cover('a.example')]).heat).toBe(100);
    expect(rateHeat(makeItem({ givenHeat: -1 }), [cover('a.example')])).toMatchObject({
      heat: -1,
      isPublished: false,
    });
  });
});
