import { describe, expect, test } from 'vitest';
import { countGroups, countLaterGroups, countProviders, countTopics } from '../../src/index/name-counts.ts';
import { type SearchRequest, type SearchSort, searchStories } from '../../src/search/search.ts';
import { Taxonomy } from '../../src/topics/taxonomy.ts';
import { type IndexedFolder, indexFiles } from '../support/indexed-folder.ts';
import { recordText } from '../support/record-text.ts';
import { writeFiles } from '../support/temp-folder.ts';

const NOW = Date.parse('2021-12-20T00:00:00Z');
const HOUR_MS = 3_600_000;
const SORTS: readonly SearchSort[] = ['hot', 'best', 'new'];

/** A record of an outlet; editors say what is one event, so that only the list is tried here. */
function record(
  outlet: string,
  hoursAgo: number,
  fields: Readonly<Record<string, unknown>>,
): [string, string] {
  const publishedDateTime = new Date(NOW - hoursAgo * HOUR_MS).toISOString();
  const given = {
    excerpt: '',
    publishedDateTime,
    webUrl: link(outlet),
    provider: { name: outlet },
    ...fields,
  };
  return [`${outlet}.md`, recordText(given)];
}
const link = (outlet: string): string => `https://${outlet.toLowerCase()}.example/1`;
const index = (...records: readonly [string, string][]): IndexedFolder =>
  indexFiles(Object.fromEntries(records));

function search({ database }: IndexedFolder, request: Partial<SearchRequest> = {}) {
  const defaults = { nowMs: NOW, halfLifeMs: 12 * HOUR_MS, medianHeat: 70, limit: 20, offset: 0 };
  return searchStories(database, { sort: 'best', ...defaults, ...request });
}
const titles = (folder: IndexedFolder, request: Partial<SearchRequest>): string[] =>
  search(folder, request).hits.map(({ story }) => story.title);

describe('given two outlets on one event', () => {
  const folder = () =>
    index(
      record('Alpha', 5, { title: 'Acme shows a robot', heat: 80, topics: ['AI'] }),
      record('Beta', 3, {
        title: 'A machine that folds shirts',
        heat: 100,
        topics: ['Robotics'],
        sameEventAs: link('Alpha'),
      }),
      record('Gamma', 4, { title: 'Whales sing', heat: 70, topics: ['Sea'] }),
    );

  test.each(SORTS)('sorted %s, it is one line, led by the hotter, with both outlets and its heat', (sort) => {
    const { hits, total } = search(folder(), { sort });
    expect(total).toBe(2);
    expect(hits.map(({ story, heat, outlets }) => [story.title, heat, outlets])).toEqual([
      ['A machine that folds shirts', 110, ['Beta', 'Alpha']],
      ['Whales sing', 70, ['Gamma']],
    ]);
  });

  test.each(SORTS)('sorted %s, words that only the other headline has show that headline', (sort) => {
    const { hits, total } = search(folder(), { sort, query: 'acme robot' });
    expect(total).toBe(1);
    expect(hits.map(({ story, heat, outlets }) => [story.title, heat, outlets])).toEqual([
      ['Acme shows a robot', 90, ['Alpha', 'Beta']],
    ]);
  });

  test('an outlet or a topic that only one of them has shows that one', () => {
    expect(titles(folder(), { providerKey: 'alpha' })).toEqual(['Acme shows a robot']);
    expect(titles(folder(), { topicKeys: ['ai'] })).toEqual(['Acme shows a robot']);
    expect(titles(folder(), { topicKeys: ['ai', 'robotics'] })).toEqual(['A machine that folds shirts']);
  });

  test('before the second is out, the first stands alone', () => {
    const { hits, total } = search(folder(), { sort: 'new', nowMs: NOW - 4.5 * HOUR_MS });
    expect(total).toBe(1);
    expect(hits.map(({ heat, outlets }) => [heat, outlets])).toEqual([[80, ['Alpha']]]);
  });

  test('topics and outlets count it once each, whichever of its stories has them', () => {
    const { database } = folder();
    const taxonomy = new Taxonomy([
      { name: 'AI', shortName: null, parent: null, formerNames: [], keywords: [] },
      { name: 'Robotics', shortName: null, parent: 'AI', formerNames: [], keywords: [] },
    ]);
    const all = countGroups(database);
    const later = (nowMs: number) => countLaterGroups(database, nowMs);
    const counts = (nowMs: number) =>
      countTopics(all, later(nowMs), taxonomy).map(({ name, count }) => [name, count]);
    expect(counts(NOW)).toEqual([
      ['AI', 1],
      ['Robotics', 1],
      ['Sea', 1],
    ]);
    expect(counts(NOW - 4.5 * HOUR_MS)).toEqual([
      ['AI', 1],
      ['Robotics', 1],
    ]);
    expect(counts(NOW - 6 * HOUR_MS)).toEqual([]);
    expect(countProviders(all, later(NOW)).map(({ name, count }) => [name, count])).toEqual([
      ['Alpha', 1],
      ['Beta', 1],
      ['Gamma', 1],
    ]);
  });

  test('when its other story is taken down, it is the story that is left', () => {
    const held = folder();
    writeFiles(
      held.folder,
      Object.fromEntries([record('Beta', 3, { title: 'Held back', published: false })]),
    );
    held.scan();
    expect(search(held, { sort: 'new' }).hits.map(({ heat, outlets }) => [heat, outlets])).toEqual([
      [70, ['Gamma']],
      [80, ['Alpha']],
    ]);
  });
});

test.each(SORTS)('given equal heat, sorted %s, the first to tell it leads', (sort) => {
  const folder = index(
    record('Alpha', 5, { title: 'First on shirts', heat: 80 }),
    record('Beta', 3, { title: 'Second on shirts', heat: 80, sameEventAs: link('Alpha') }),
  );
  expect(titles(folder, { sort })).toEqual(['First on shirts']);
  expect(titles(folder, { sort, query: 'shirts' })).toEqual(['First on shirts']);
});

describe('given more events than are ranked', () => {
  const EVENTS = 450;
  const records = Array.from({ length: EVENTS }, (_, at) => [
    record(`A${at}`, 1 + at, { title: `Report ${at} of gluons`, heat: 80 }),
    ...(at % 3 === 0
      ? [
          record(`B${at}`, 1.5 + at + EVENTS / 2, {
            title: `Other words ${at} of gluons`,
            heat: 70 + (at % 2) * 20,
            sameEventAs: link(`A${at}`),
          }),
        ]
      : []),
  ]).flat();

  test('page by page, each comes once in every order, and the number of pages is right', () => {
    const folder = index(...records);
    for (const [sort, query] of [
      ['hot', ''],
      ['hot', 'gluons'],
      ['best', 'gluons'],
      ['new', ''],
      ['new', 'gluons'],
    ] as const) {
      const seen: string[] = [];
      for (let offset = 0; offset < EVENTS + 50; offset += 50) {
        const { hits, total } = search(folder, { sort, query, offset, limit: 50 });
        expect([sort, query, total]).toEqual([sort, query, EVENTS]);
        seen.push(...hits.map(({ story }) => String(/\d+/.exec(story.title))));
      }
      expect([sort, query, seen.length, new Set(seen).size]).toEqual([sort, query, EVENTS, EVENTS]);
    }
  });
});
