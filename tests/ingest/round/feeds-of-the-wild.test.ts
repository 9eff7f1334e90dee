import { expect, test } from 'vitest';
import { rss } from '../../support/feed-server.ts';
import { createIngestScene, NOW } from '../../support/ingest-scene.ts';
import { openFeedServer } from '../../support/open-feed-server.ts';
import { runSharedCase } from '../../support/shared-case.ts';
import { testOnSharedCases } from '../../support/shared-data.ts';

const HOUR_MS = 3_600_000;
const rfc822 = (atMs: number): string => new Date(atMs).toUTCString();
const entry = (number: number, date: string) => ({
  title: `Robot report ${number} on a day`,
  link: `https://news.example/${number}`,
  date,
});

async function setUp(body: string) {
  const server = await openFeedServer();
  server.set('/feed', body);
  const provider = { name: 'News', domain: 'news.example' };
  const scene = createIngestScene([{ name: 'News', address: `${server.url}/feed`, about: 'ai', provider }]);
  const titles = () => [...scene.records().values()].map(({ title }) => title).sort();
  return { server, scene, titles };
}

test('given dates that cannot be read, those articles count as old at the first round, and are told of', async () => {
  const { scene, titles } = await setUp(rss([entry(1, 'next week'), entry(2, rfc822(NOW - HOUR_MS))]));
  const { sources } = await scene.run();
  expect(titles()).toEqual(['Robot report 2 on a day']);
  expect(sources).toMatchObject([
    { listed: 2, kept: 1, dropped: { 'date not understood': 1 }, unreadDate: 'next week' },
  ]);
  expect(scene.log.map(({ msg }) => msg)).toContain(
    'source News: dates that are not understood, such as "next week"; 1 articles with such a date count as old',
  );
});

test('given such a date later, above one that came out since, in a list from new to old, it is new', async () => {
  const { server, scene, titles } = await setUp(rss([entry(1, rfc822(NOW - HOUR_MS))]));
  await scene.run();
  scene.clock.set(NOW + HOUR_MS);
  const [newer, older] = [entry(2, rfc822(NOW + HOUR_MS / 2)), entry(1, rfc822(NOW - HOUR_MS))];
  server.set('/feed', rss([entry(3, 'just now'), newer, older]));
  await scene.run({ isForced: true });
  expect(titles()).toEqual([1, 2, 3].map((number) => `Robot report ${number} on a day`));
});

test('given such a date later, where nothing proves that it is new, it counts as old', async () => {
  const { server, scene, titles } = await setUp(rss([entry(1, rfc822(NOW - HOUR_MS))]));
  await scene.run();
  scene.clock.set(NOW + HOUR_MS);
  const older = entry(1, rfc822(NOW - HOUR_MS));
  // Nothing came out since; below all; in a list that is in no order.
  for (const entries of [
    [entry(3, 'just now'), older],
    [entry(2, rfc822(NOW + HOUR_MS / 2)), older, entry(3, 'just now')],
    [entry(3, 'just now'), older, entry(2, rfc822(NOW + HOUR_MS / 2))],
  ]) {
    server.set('/feed', rss(entries));
    await scene.run({ isForced: true });
  }
  expect(titles()).not.toContain('Robot report 3 on a day');
});

test('given a source whose articles all go the same way, its state says so', async () => {
  const { scene } = await setUp(
    '<rss version="2.0"><channel><title>T</title><item><title>A</title></item><item><title>B</title></item></channel></rss>',
  );
  const { sources } = await scene.run();
  expect(sources).toMatchObject([{ outcome: 'read', listed: 2, kept: 0, dropped: { 'no link': 2 } }]);
});

test('given 630 articles, the oldest first, the newest are among the 500 that are read', async () => {
  const entries = Array.from({ length: 630 }, (_, at) => entry(at, rfc822(NOW - (630 - at) * HOUR_MS)));
  const { scene, titles } = await setUp(rss(entries));
  const { sources } = await scene.run();
  expect(sources[0]?.listed).toBe(500);
  expect(titles()).toContain('Robot report 629 on a day');
});

test.each([
  ['a link without a scheme', '<link>www.news.example/a</link>', 'https://www.news.example/a'],
  ['an Atom link', '<a:link href="https://news.example/b"/>', 'https://news.example/b'],
  [
    'a guid that is an address',
    '<guid isPermaLink="false">https://news.example/c</guid>',
    'https://news.example/c',
  ],
  [
    'an enclosure',
    '<enclosure url="https://news.example/d.mp3" type="audio/mpeg" length="1"/>',
    'https://news.example/d.mp3',
  ],
])('given an RSS item with %s, that is its link', async (_what, link, expected) => {
  const { scene } = await setUp(
    `<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>T</title><item><title>Robots sing</title>${link}<a:updated>${new Date(NOW - HOUR_MS).toISOString()}</a:updated></item></channel></rss>`,
  );
  await scene.run();
  expect(scene.record()).toMatchObject({ webUrl: expected, publishedDateTime: '2026-11-24T11:00:00Z' });
});

test.each([
  ['dcterms:created', 'xmlns:dcterms="http://purl.org/dc/terms/"'],
  ['prism:publicationDate', 'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"'],
  ['dc:date', 'xmlns:dc="http://purl.org/dc/elements/1.1/"'],
  ['a10:updated', 'xmlns:a10="http://www.w3.org/2005/Atom"'],
])('given a date in %s, it is the date', async (element, namespace) => {
  const { scene } = await setUp(
    `<rss version="2.0" ${namespace}><channel><title>T</title><item><title>Robots sing</title><link>https://news.example/a</link><${element}>2026-11-23T07:00:00Z</${element}></item></channel></rss>`,
  );
  await scene.run();
  expect(scene.record()).toMatchObject({ publishedDateTime: '2026-11-23T07:00:00Z' });
});

test('given RSS with a prefix on its elements, it is read', async () => {
  const { scene } = await setUp(
    '<?xml version="1.0"?><x:rss version="2.0" xmlns:x="urn:x"><x:channel><x:title>T</x:title><x:item><x:title>Robots sing</x:title><x:link>https://news.example/a</x:link></x:item></x:channel></x:rss>',
  );
  await scene.run();
  expect(scene.record()).toMatchObject({ title: 'Robots sing', webUrl: 'https://news.example/a' });
});

testOnSharedCases(
  'given the cases of dates, no old article comes in as new, and odd forms are read',
  async () => {
    const zones = await runSharedCase('02-date-named-zones');
    expect(zones.items).toEqual([]);
    expect(zones.report.sources).toMatchObject([{ listed: 14, kept: 0, dropped: { 'too old': 14 } }]);
    const { dateOf } = await runSharedCase('33-dates-beyond-sense');
    expect(dateOf('https://dt.example/4')).toBe('2026-11-27T07:00:00.000Z');
    expect(dateOf('https://dt.example/7')).toBe('2026-11-05T09:00:00.000Z');
    for (const number of [1, 2, 3, 5, 6])
      expect(dateOf(`https://dt.example/${number}`)).toBe('2026-11-27T10:00:00.000Z');
  },
);

testOnSharedCases('given the cases of what was lost without a word, it comes in', async () => {
  const untitled = await runSharedCase('05-untitled-items');
  expect(untitled.items.map(({ title }) => title).sort()).toEqual([
    'Our new open model folds laundry on a laptop. Weights and paper are out today.',
    'Read the new alignment paper over coffee. Short and good.',
  ]);
  const atom = await runSharedCase('16-atom-without-alternate');
  expect(atom.items.map(({ link }) => link).sort()).toEqual(
    [1, 2, 3, 4].map((number) => `https://atom.example/e/${number}`),
  );
  const oldest = await runSharedCase('17-oldest-first');
  expect(oldest.items.map(({ title }) => title)).toContain('Robot diary entry number 629 is about its day');
});
