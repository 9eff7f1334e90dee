import { describe, expect, test } from 'vitest';
import { type FeedEntry, rss } from '../../support/feed-server.ts';
import { createIngestScene, NOW } from '../../support/ingest-scene.ts';
import { openFeedServer } from '../../support/open-feed-server.ts';
import { type CaseFiles, testOnCase } from '../../support/shared-cases.ts';

const CASE_NOW = Date.parse('2026-11-27T10:00:00Z');

/** A scene whose sources are these files of a case, each at an address of its own. */
async function serve(files: CaseFiles, names: readonly string[]) {
  const server = await openFeedServer();
  const scene = createIngestScene(
    names.map((name) => ({ name, address: `${server.url}/${name}`, about: 'ai' })),
  );
  scene.clock.set(CASE_NOW);
  for (const name of names) server.set(`/${name}`, files.get(name) ?? '');
  const list = (key: string) => [...scene.records().values()].map((record) => record[key]);
  return { server, scene, list };
}

testOnCase(
  '07-fragment-links',
  'given links that differ by their fragments, each is a story',
  async (files) => {
    const { scene, list } = await serve(files, ['feed.xml', 'spa.xml']);
    await scene.run();
    await scene.run({ isForced: true });
    expect(list('webUrl')).toHaveLength(6);
    expect(list('webUrl')).toContain('https://club.example/#!/news/3');
    expect(list('webUrl')).toContain('https://cloud.example/ai/release-notes#November_24_2026');
  },
);

for (const [first, second] of [
  ['round1.xml', 'round2.xml'],
  ['round-old1.xml', 'round-old2.xml'],
] as const) {
  testOnCase(
    '07-fragment-links',
    `given ${second} after ${first}, the new entry is a story, the old one stays`,
    async (files) => {
      const { server, scene, list } = await serve(files, [first]);
      await scene.run();
      const [before] = list('title');
      server.set(`/${first}`, files.get(second) ?? '');
      await scene.run({ isForced: true });
      await scene.run({ isForced: true });
      expect(list('title')).toHaveLength(2);
      expect(list('title')).toContain(before);
    },
  );
}

testOnCase('08-google-alerts', 'given alerts, the articles are their outlets', async (files) => {
  const { scene } = await serve(files, ['feed.xml', 'direct.xml']);
  await scene.run();
  const records = [...scene.records().values()];
  const planet = records.find(({ webUrl }) => String(webUrl).includes('daily-planet'));
  expect(planet).toMatchObject({
    title: 'Chip maker bets on robot brains, "not bodies"',
    webUrl: 'https://www.daily-planet.example/tech/2026/11/27/robot-brains.html',
    provider: { domain: 'daily-planet.example' },
  });
  // Records of the format list articles with links.
  const links = records.flatMap(({ webUrl, related }) => [
    webUrl,
    ...(related as { webUrl: string }[]).map((one) => one.webUrl),
  ]);
  expect(links.sort()).toEqual([
    'https://gotham-times.example/story?id=42',
    'https://www.daily-planet.example/tech/2026/11/27/robot-brains.html',
  ]);
});

testOnCase('28-same-title-series', 'given issues of a series, they stay apart', async (files) => {
  const { scene } = await serve(files, ['feed.xml']);
  await scene.run();
  expect(scene.records().size).toBe(4);
});

testOnCase('32-idn-and-hosts', 'given a host in another script, the outlet is shown so', async (files) => {
  const { scene, list } = await serve(files, ['feed.xml']);
  await scene.run();
  expect(list('provider')).toContainEqual({ name: 'bücher.example', domain: 'xn--bcher-kva.example' });
});

testOnCase(
  '40-youtube-one-video-two-addresses',
  'given two addresses of a video, it is one story without coverage',
  async (files) => {
    const { scene } = await serve(files, ['channel.xml', 'letter.xml', 'shorts.xml']);
    await scene.run();
    await scene.run({ isForced: true });
    expect(scene.record()).toMatchObject({ heat: 42, related: [] });
  },
);

const rfc822 = (hoursAgo: number): string => new Date(NOW - hoursAgo * 3_600_000).toUTCString();

const note = (day: number, changes: Partial<FeedEntry> = {}): FeedEntry => ({
  title: `Model platform release notes of November ${day}, 2026`,
  link: `https://cloud.example/notes#Nov_${day}`,
  description: `What is new on day ${day} of the month for the models that the platform offers.`,
  date: rfc822((24 - day) * 24 + 1),
  id: `notes-${day}`,
  ...changes,
});

/** Rounds over what one source lists, one after the other. @returns the records, by headline, after each */
async function runRounds(...lists: readonly (readonly FeedEntry[])[]) {
  const server = await openFeedServer();
  const scene = createIngestScene([{ name: 'One', address: `${server.url}/feed`, about: 'ai' }]);
  const rounds: Map<string, Record<string, unknown>>[] = [];
  for (const list of lists) {
    server.set('/feed', rss(list));
    await scene.run({ isForced: true });
    rounds.push(new Map([...scene.records().values()].map((record) => [String(record.title), record])));
  }
  return { scene, rounds, last: rounds.at(-1) ?? new Map<string, Record<string, unknown>>() };
}

describe('given a page that holds several stories', () => {
  const PAGE = 'https://cloud.example/notes';

  test('links that differ by their fragments are stories, and keep them', async () => {
    const { last } = await runRounds([note(24), note(20)]);
    expect([...last.values()].map(({ webUrl, entry }) => [webUrl, entry]).sort()).toEqual([
      [`${PAGE}#Nov_20`, 'Nov_20'],
      [`${PAGE}#Nov_24`, 'Nov_24'],
    ]);
  });

  test('items that differ by their names alone are stories at one link', async () => {
    const { last } = await runRounds([note(24, { link: PAGE }), note(20, { link: PAGE })]);
    expect([...last.values()].map(({ webUrl }) => webUrl)).toEqual([PAGE, PAGE]);
  });

  test.each([
    ['fragments', {}],
    ['names', { link: PAGE }],
  ])('a new entry beside the old one, told by %s, leaves the old record as it is', async (_what, changes) => {
    const { rounds } = await runRounds(
      [note(23, changes)],
      [note(24, changes), note(23, changes)],
      [note(24, changes), note(23, changes)],
    );
    const [first, , third] = rounds;
    expect([...(third?.keys() ?? [])].sort()).toEqual([note(23).title, note(24).title]);
    expect(third?.get(note(23).title)).toEqual(first?.get(note(23).title));
  });

  test.each([
    ['fragments', {}],
    ['names', { link: PAGE }],
  ])(
    'a new entry in the place of the old one, told by %s, leaves the old record as it is',
    async (_what, changes) => {
      const { rounds } = await runRounds(
        [note(22, changes)],
        [note(23, changes)],
        [note(24, changes)],
        [note(24, changes)],
      );
      expect(rounds.map((records) => records.size)).toEqual([1, 2, 3, 3]);
      expect(rounds[3]?.get(note(22).title)).toEqual(rounds[0]?.get(note(22).title));
    },
  );

  test.each([
    ['by fragments', {}],
    ['by names', { link: PAGE }],
  ])('one that is alone in a later round, told %s, is known', async (_what, changes) => {
    const { rounds } = await runRounds(
      [note(24, changes), note(23, changes)],
      [note(24, { ...changes, title: 'Model platform release notes, corrected' })],
    );
    expect(rounds.map((records) => records.size)).toEqual([2, 2]);
  });

  test('names that the feed makes up anew each time make no new stories', async () => {
    const list = (build: string) => [23, 24].map((day) => note(day, { link: PAGE, id: `${build}-${day}` }));
    const { rounds } = await runRounds(list('a'), list('b'), list('c'));
    expect(rounds.map((records) => records.size)).toEqual([2, 2, 2]);
  });

  test('a correction of the old entry still reaches its record', async () => {
    const corrected = { title: 'Model platform release notes of November 23, corrected' };
    const { last } = await runRounds([note(23)], [note(24), note(23)], [note(24), note(23, corrected)]);
    expect([...last.keys()].sort()).toEqual([corrected.title, note(24).title].sort());
  });

  test('routes are stories, also one alone', async () => {
    const link = 'https://club.example/app#/news/3';
    const { last } = await runRounds([note(24, { link })]);
    expect([...last.values()]).toMatchObject([{ webUrl: link }]);
  });
});

describe('given one article, it stays one story', () => {
  const LINK = 'https://example.com/robots-fold';

  test.each([
    '#comments',
    '#atom-everything',
    '#xtor=RSS-1',
    '#:~:text=fold',
    '#a-section',
    '?at_medium=RSS',
    '?ref=news.example',
  ])('its link with %s has none of it', async (end) => {
    const { last } = await runRounds([note(24, { link: LINK + end })]);
    expect([...last.values()].map(({ webUrl, entry }) => [webUrl, entry])).toEqual([[LINK, undefined]]);
  });

  test('its text is corrected when its name counts its versions', async () => {
    const first = note(24, { link: LINK, id: `${LINK}#0` });
    const next = {
      ...first,
      id: `${LINK}#1`,
      title: 'Model platform tells more of its notes',
      date: rfc822(0.5),
    };
    const { last } = await runRounds([first], [next]);
    expect([...last.keys()]).toEqual([next.title]);
  });

  test('listed twice with one headline, it is one', async () => {
    const { last } = await runRounds([note(24, { link: LINK, id: 'a' }), note(24, { link: LINK, id: 'b' })]);
    expect(last.size).toBe(1);
  });

  test.each([
    ['https://x.com/lab/status/1234567', 'https://twitter.com/lab/status/1234567?s=20'],
    ['https://arxiv.org/abs/2611.01234v1', 'https://export.arxiv.org/pdf/2611.01234v2'],
    ['https://example.com/a?b=1&c=2', 'https://example.com/amp/a/index.html?c=2&b=1&spm=x'],
  ])('at %s and %s, it is no coverage of itself', async (one, other) => {
    const server = await openFeedServer();
    server.set('/one', rss([note(24, { link: one })]));
    server.set('/other', rss([note(24, { link: other, id: 'other' })]));
    const scene = createIngestScene(
      ['one', 'other'].map((name) => ({ name, address: `${server.url}/${name}`, about: 'ai' })),
    );
    await scene.run();
    await scene.run({ isForced: true });
    expect(scene.record()).toMatchObject({ related: [] });
    expect(await scene.readEntries()).toHaveLength(1);
  });
});

describe('given an item that came by a go-between', () => {
  test('of Google News, outlet and headline are those that it names', async () => {
    const server = await openFeedServer();
    server.set(
      '/feed',
      `<rss version="2.0"><channel><title>Google News</title><link>https://news.google.com</link><item>
<title>Lab teaches robots to fold laundry - The Daily Planet</title><link>https://news.google.com/rss/articles/CBMiq0FBVV95cUxN?oc=5</link>
<guid isPermaLink="false">CBMiq0FBVV95cUxN</guid><pubDate>${rfc822(1)}</pubDate>
<description>&lt;a href="https://news.google.com/rss/articles/CBMiq0FBVV95cUxN?oc=5"&gt;Lab teaches robots to fold laundry&lt;/a&gt;&amp;nbsp;&amp;nbsp;&lt;font color="#6f6f6f"&gt;The Daily Planet&lt;/font&gt;</description>
<source url="https://www.planet.example">The Daily Planet</source></item></channel></rss>`,
    );
    const provider = { name: 'Google News', domain: 'news.google.com' };
    const scene = createIngestScene([
      { name: 'Search', address: `${server.url}/feed`, about: 'ai', provider },
    ]);
    await scene.run();
    expect(scene.record()).toMatchObject({
      title: 'Lab teaches robots to fold laundry',
      excerpt: '',
      provider: { name: 'The Daily Planet', domain: 'planet.example' },
    });
  });

  test('of a redirector before the own articles of a source, the outlet is the source', async () => {
    const server = await openFeedServer();
    const link = 'https://feedproxy.google.com/x?url=https%3A%2F%2Fwww.planet.example%2Frobots';
    server.set('/feed', rss([note(24, { link })]));
    const provider = {
      name: 'The Planet',
      domain: 'planet.example',
      icon: 'https://planet.example/icon.png',
    };
    const scene = createIngestScene([
      { name: 'Planet', address: `${server.url}/feed`, about: 'ai', provider },
    ]);
    await scene.run();
    expect(scene.record()).toMatchObject({
      webUrl: 'https://www.planet.example/robots',
      provider: { name: 'The Planet', images: [{ url: 'https://planet.example/icon.png' }] },
    });
  });

  test.each([
    [
      'Robots fold laundry - The New York Times',
      'https://www.nytimes.example/a',
      'nytimes.example',
      'Robots fold laundry',
    ],
    [
      'Robots fold laundry | Gotham Times',
      'https://gotham-times.example/a',
      'gotham-times.example',
      'Robots fold laundry',
    ],
    [
      'Robots fold laundry - and cook',
      'https://gotham-times.example/a',
      'gotham-times.example',
      'Robots fold laundry - and cook',
    ],
  ])('with the headline %s, leading to %s, the outlet is %s', async (title, target, name, headline) => {
    const link = `https://www.google.com/url?rct=j&url=${encodeURIComponent(target)}&ct=ga`;
    const { last } = await runRounds([note(24, { title, link })]);
    expect([...last.values()]).toMatchObject([{ title: headline, webUrl: target, provider: { name } }]);
  });
});
