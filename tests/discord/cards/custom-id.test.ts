import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  buildCustomId,
  type CustomId,
  hashName,
  NEWS_QUERY_MAX_CHARS,
  PANEL_SETTINGS,
  parseCustomId,
} from '../../../src/discord/cards/custom-id.ts';
import { CUSTOM_ID_MAX_CHARS } from '../../../src/discord/rest/limits.ts';
import { countChars } from '../../../src/story/text.ts';

const storyId = fc.stringMatching(/^[0-9a-f]{16}$/);
const nameHash = fc.oneof(fc.constant(''), fc.string().map(hashName));
const query = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .filter((text) => countChars(text) <= NEWS_QUERY_MAX_CHARS);
const wholeSeconds = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1_000);
const anyId: fc.Arbitrary<CustomId> = fc.oneof(
  fc.constant({ kind: 'news-open' } as const),
  fc.constant({ kind: 'feed-pick' } as const),
  fc.record({
    kind: fc.constantFrom('feed-set' as const, 'feed-choose' as const),
    setting: fc.constantFrom(...PANEL_SETTINGS),
    channelId: fc.bigInt({ min: 10n ** 16n, max: 10n ** 20n - 1n }).map(String),
  }),
  fc.record({ kind: fc.constant('related' as const), storyId }),
  fc.record({ kind: fc.constant('related-page' as const), storyId, page: fc.integer({ min: -1, max: 99 }) }),
  fc.record({
    kind: fc.constantFrom('digest-more' as const, 'digest-page' as const, 'digest-show' as const),
    page: fc.integer({ min: -1, max: 999 }),
    state: fc.record({
      channelId: fc.oneof(fc.constant(null), fc.stringMatching(/^\d{17,20}$/)),
      topicHash: nameHash,
      fromMs: wholeSeconds,
      toMs: wholeSeconds,
    }),
  }),
  fc.record({
    kind: fc.constant('news-page' as const),
    page: fc.integer({ min: -1, max: 20_000 }),
    state: fc.record({
      query,
      topicHash: nameHash,
      providerHash: nameHash,
      since: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'all' as const),
      sort: fc.constantFrom('hot' as const, 'new' as const, 'best' as const),
      asOfMs: wholeSeconds,
    }),
  }),
);

test('given any state, its custom id says all of it and fits Discord’s limit', () => {
  fc.assert(
    fc.property(anyId, (id) => {
      const text = buildCustomId(id);
      expect(countChars(text)).toBeGreaterThan(0);
      expect(countChars(text)).toBeLessThanOrEqual(CUSTOM_ID_MAX_CHARS);
      expect(parseCustomId(text)).toEqual(id);
    }),
    { numRuns: 1_000 },
  );
});

test('given a query that is too long, it is cut to fit', () => {
  const state = {
    query: '🔥'.repeat(500),
    topicHash: '',
    providerHash: '',
    since: 'all',
    sort: 'hot',
    asOfMs: 0,
  } as const;
  const text = buildCustomId({ kind: 'news-page', page: 99_999, state });
  expect(countChars(text)).toBeLessThanOrEqual(CUSTOM_ID_MAX_CHARS);
  expect(parseCustomId(text)).toMatchObject({
    page: 99_999,
    state: { query: `${'🔥'.repeat(NEWS_QUERY_MAX_CHARS - 1)}…` },
  });
});

test('given the previous and the next page, their ids differ also on a list’s only page', () => {
  const ids = [-1, 1].map((page) =>
    buildCustomId({ kind: 'related-page', storyId: '0123456789abcdef', page }),
  );
  expect(new Set(ids).size).toBe(2);
});

describe('given what was not built here, it is no custom id', () => {
  test.each([
    '',
    'x',
    'r:',
    'r:xyz',
    'r:0123456789ABCDEF',
    'p:1',
    'p::0123456789abcdef',
    'n:1:hb',
    'n:0:zz:1:::',
    'n:0:ah:!:::x',
    'n:0:ah:1:AbCdEfG::x',
    'n:0:ah:1::AbCdE:x',
    'o1',
    'r:0123456789abcdef\n',
  ])('%j', (text) => {
    expect(parseCustomId(text)).toBeNull();
  });
  test('any text: nothing is thrown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['object']).toContain(typeof parseCustomId(text));
      }),
    );
  });
});

test('given a name in any case, its hash is the same six characters; another name has another', () => {
  expect(hashName('Machine Learning')).toMatch(/^[\w-]{6}$/);
  expect(hashName('machine learning')).toBe(hashName('Machine Learning'));
  expect(hashName('AI')).not.toBe(hashName('ML'));
});
