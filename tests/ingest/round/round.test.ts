import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { IngestState } from '../../../src/ingest/write/ingest-state.ts';
import { RECORD_MAX_BYTES } from '../../../src/story/front-matter.ts';
import { parseRecord } from '../../../src/story/record.ts';
import { type FeedEntry, type FeedServer, rss } from '../../support/feed-server.ts';
import { createIngestScene, NOW } from '../../support/ingest-scene.ts';
import { openFeedServer } from '../../support/open-feed-server.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const rfc822 = (atMs: number): string => new Date(atMs).toUTCString();

const ROBOTS: FeedEntry = {
  title: 'OpenAI teaches robots to fold laundry',
  link: 'https://www.example.com/robots-fold?utm_source=rss',
  date: rfc822(NOW - HOUR_MS),
  description:
    '<p>The lab used machine learning to teach two arms how to fold shirts, trousers and socks, and says that it will give the models away.</p>',
  image: 'https://cdn.example.com/robots.jpg',
  id: 'robots',
};

const source = (server: FeedServer, path = '/feed', changes: Readonly<Record<string, unknown>> = {}) => ({
  name: `Source ${path}`,
  address: server.url + path,
  provider: { name: 'Example', domain: 'example.com', icon: 'https://example.com/icon.png' },
  ...changes,
});

/** A server with one feed, and a scene that reads it. */
async function setUp(
  entries: readonly FeedEntry[] = [ROBOTS],
  changes: Readonly<Record<string, unknown>> = {},
) {
  const server = await openFeedServer();
  server.set('/feed', rss(entries));
  const scene = createIngestScene([source(server, '/feed', changes)]);
  return { server, scene };
}

/** The one record's file, and its text. */
function onlyFile(scene: ReturnType<typeof createIngestScene>) {
  const [path, ...more] = [...scene.records().keys()];
  if (path === undefined || more.length > 0) throw new Error('expected one record');
  const file = join(scene.contentDir, path);
  return { file, text: readFileSync(file, 'utf8') };
}

describe('an item becomes one record', () => {
  test('given an item, every field of the format is written, and the library can read it', async () => {
    const { scene } = await setUp();
    const { stories, sources } = await scene.run();
    expect(stories).toHaveLength(1);
    expect(sources).toEqual([
      {
        name: 'Source /feed',
        outcome: 'read',
        reason: null,
        listed: 1,
        kept: 1,
        added: 1,
        dropped: {},
        unreadDate: null,
      },
    ]);
    expect([...scene.records().keys()]).toEqual(['news/2026/11/openai-teaches-robots-to-fold-laundry.md']);
    expect(scene.record()).toEqual({
      category: 'news',
      title: 'OpenAI teaches robots to fold laundry',
      excerpt:
        'The lab used machine learning to teach two arms how to fold shirts, trousers and socks, and says that it will give the models away.',
      publishedDateTime: '2026-11-24T11:00:00Z',
      originalUrl: 'https://www.example.com/robots-fold?utm_source=rss',
      webUrl: 'https://www.example.com/robots-fold',
      type: 'article',
      quality: 66,
      heat: 66,
      published: false,
      provider: { name: 'Example', domain: 'example.com', images: [{ url: 'https://example.com/icon.png' }] },
      topics: ['Machine Learning', 'OpenAI', 'AI'],
      images: [{ url: 'https://cdn.example.com/robots.jpg', width: 1200, height: 630 }],
      related: [],
    });
    const outcome = parseRecord(readFileSync(onlyFile(scene).file));
    expect(outcome).toMatchObject({ kind: 'story', problems: [], story: { heat: 66, published: false } });
  });

  test('given a second round, a changed feed, or the same article in another source, there is still one record', async () => {
    const { server, scene } = await setUp();
    await scene.run();
    const before = onlyFile(scene);
    expect((await scene.run({ isForced: true })).stories).toEqual([]);
    server.set('/feed', rss([{ ...ROBOTS, link: 'http://example.com/robots-fold/' }]));
    await scene.run({ isForced: true });
    server.set('/other', rss([{ ...ROBOTS, id: 'other' }]));
    scene.setSources([source(server), source(server, '/other')]);
    await scene.run({ isForced: true });
    expect(onlyFile(scene)).toEqual(before);
    expect(await scene.readEntries()).toHaveLength(1);
  });

  test('given a headline that tells of an entity, the library reads it as the feed wrote it', async () => {
    const { scene } = await setUp([{ ...ROBOTS, title: 'OpenAI asks what &amp;lt; and <think> are' }]);
    await scene.run();
    const title = 'OpenAI asks what &lt; and <think> are';
    expect(parseRecord(readFileSync(onlyFile(scene).file))).toMatchObject({ story: { title } });
  });

  test('given a feed that is cut off, its whole items come in, the report says so, and the rest is asked for again', async () => {
    const { server, scene } = await setUp();
    const whole = rss([ROBOTS, { ...ROBOTS, id: 'b', link: '/b', title: 'Second' }]);
    server.set('/feed', { headers: { etag: '"1"' }, body: whole.slice(0, whole.indexOf('Second')) });
    const { sources } = await scene.run();
    const reason = 'the feed is cut off; its whole articles were read';
    expect(sources).toMatchObject([{ outcome: 'read', reason, listed: 1, added: 1 }]);
    await scene.run({ isForced: true });
    expect(server.requests.at(-1)?.headers['if-none-match']).toBeUndefined();
  });

  test('given a known id with a new link, it is the same story under its first link', async () => {
    const { server, scene } = await setUp();
    await scene.run();
    server.set('/feed', rss([{ ...ROBOTS, link: 'https://www.example.com/2026/11/robots' }]));
    await scene.run({ isForced: true });
    expect(scene.record()).toMatchObject({ webUrl: 'https://www.example.com/robots-fold' });
  });

  test('given an id that is used again for another article, that is a story of its own', async () => {
    const { server, scene } = await setUp();
    await scene.run();
    const other = { title: 'Nvidia ships a chip', link: 'https://www.example.com/chip', date: rfc822(NOW) };
    server.set('/feed', rss([{ ...ROBOTS, ...other }]));
    await scene.run({ isForced: true });
    expect(scene.records().size).toBe(2);
  });

  test('given two articles with one headline, each has its file', async () => {
    const { scene } = await setUp([
      { ...ROBOTS, title: 'AI weekly', description: 'One', id: 'a', link: 'https://example.com/1' },
      {
        ...ROBOTS,
        title: 'AI weekly',
        description: 'Two',
        id: 'b',
        link: 'https://example.com/2',
        date: rfc822(NOW - 20 * DAY_MS),
      },
      {
        ...ROBOTS,
        title: 'AI weekly',
        description: 'Three',
        id: 'c',
        link: 'https://example.com/3',
        date: rfc822(NOW - 10 * DAY_MS),
      },
    ]);
    await scene.run();
    expect(new Set([...scene.records().values()].map(({ webUrl }) => webUrl)).size).toBe(
      scene.records().size,
    );
    expect(scene.records().size).toBeGreaterThanOrEqual(2);
  });

  test('given no date, it is the time of first sight, and stays that', async () => {
    const { date: _date, ...undated } = ROBOTS;
    const { server, scene } = await setUp([undated]);
    await scene.run();
    scene.clock.set(NOW + DAY_MS);
    server.set('/feed', rss([{ ...undated, title: 'OpenAI teaches robots to fold all laundry' }]));
    await scene.run({ isForced: true });
    expect(scene.record()).toMatchObject({
      publishedDateTime: '2026-11-24T12:00:00Z',
      title: 'OpenAI teaches robots to fold all laundry',
    });
  });

  test('given an article that was published 60 days ago, it is forgotten; one without a date never is', async () => {
    const { date: _date, ...undated } = {
      ...ROBOTS,
      title: 'AI bakes',
      link: 'https://example.com/2',
      id: '2',
    };
    const { server, scene } = await setUp([ROBOTS, undated]);
    await scene.run();
    server.set('/feed', rss([]));
    scene.clock.set(NOW - HOUR_MS + 60 * DAY_MS);
    await scene.run({ isForced: true });
    expect(await scene.readEntries()).toHaveLength(2);
    scene.clock.set(NOW - HOUR_MS + 60 * DAY_MS + 1);
    await scene.run({ isForced: true });
    expect((await scene.readEntries()).map(({ item }) => item.title)).toEqual(['AI bakes']);
  });

  test('given an article that is a month old at first sight, it is no news', async () => {
    const { scene } = await setUp([{ ...ROBOTS, date: rfc822(NOW - 31 * DAY_MS) }]);
    expect((await scene.run()).sources[0]).toMatchObject({ listed: 1, kept: 0 });
    expect(scene.records().size).toBe(0);
  });

  test('given an item that is not about AI, a general source drops it and an AI source keeps it', async () => {
    const entry = { ...ROBOTS, title: 'Bakery opens', description: 'Fresh bread every day.' };
    const { server, scene } = await setUp([entry]);
    await scene.run();
    expect(scene.records().size).toBe(0);
    scene.setSources([source(server, '/feed', { about: 'ai', topics: { always: ['Robotics'] } })]);
    await scene.run({ isForced: true });
    expect(scene.record()).toMatchObject({ topics: ['AI in Robotics', 'AI'] });
  });

  test('given a story that somebody has written a record about, none is written', async () => {
    const { scene } = await setUp();
    writeFileSync(
      join(scene.contentDir, 'mine.md'),
      '---\ntitle: Mine\npublishedDateTime: 2026-11-24T09:00:00Z\nwebUrl: https://example.com/robots-fold\n---\n',
    );
    await scene.run();
    expect(scene.records().size).toBe(0);
  });

  test('given a source that looks at pages, Open Graph fills what the feed leaves out, once', async () => {
    const server = await openFeedServer();
    const link = `${server.url}/article`;
    server.set('/feed', rss([{ title: ROBOTS.title, link, date: ROBOTS.date ?? '' }]));
    server.set('/article', {
      headers: { 'content-type': 'text/html' },
      body: '<html><head><meta property="og:image" content="/og.jpg"><meta property="og:description" content="From the page."></head></html>',
    });
    const scene = createIngestScene([source(server, '/feed', { page: true })]);
    await scene.run();
    expect(scene.record()).toMatchObject({
      excerpt: 'From the page.',
      images: [{ url: `${server.url}/og.jpg` }],
    });
    await scene.run({ isForced: true });
    expect(server.countOf('/article')).toBe(1);
    expect(scene.record()).toMatchObject({ excerpt: 'From the page.' });
  });

  test('given a JSON source of two pages, both are read, with what they say of heat, provider and topics', async () => {
    const server = await openFeedServer();
    const titles: Readonly<Record<string, string>> = {
      a: 'OpenAI teaches robots to fold laundry',
      b: 'OpenAI wins a lawsuit',
    };
    const entry = (name: string, heat: number) => ({
      path: name,
      title: titles[name],
      webUrl: `https://${name}.example/a`,
      heat,
      publishedDateTime: '2026-11-24T10:00:00Z',
      provider: { name: name.toUpperCase(), domain: `${name}.example` },
      topics: ['Robotics'],
    });
    server.set('/p/1', JSON.stringify({ page: 1, value: [entry('a', 120)] }));
    server.set('/p/2', JSON.stringify({ page: 2, value: [entry('b', 30)] }));
    server.set('/p/3', JSON.stringify({ page: 3, value: [] }));
    const scene = createIngestScene([{ name: 'Pages', kind: 'json', address: `${server.url}/p/{page}` }]);
    await scene.run();
    expect(
      [...scene.records().values()].map(({ heat, published, provider, topics }) => ({
        heat,
        published,
        provider,
        topics,
      })),
    ).toEqual([
      {
        heat: 120,
        published: true,
        provider: { name: 'A', domain: 'a.example' },
        topics: ['AI in Robotics', 'OpenAI', 'AI'],
      },
      {
        heat: 30,
        published: false,
        provider: { name: 'B', domain: 'b.example' },
        topics: ['AI in Robotics', 'OpenAI', 'AI'],
      },
    ]);
  });
});

describe('asking', () => {
  test('given a feed that has not changed, it is asked with its version, and nothing is read', async () => {
    const { server, scene } = await setUp();
    server.set('/feed', (request, response) => {
      const isSame = request.headers['if-none-match'] === '"1"';
      response.writeHead(isSame ? 304 : 200, { etag: '"1"' }).end(isSame ? undefined : rss([ROBOTS]));
    });
    await scene.run();
    expect((await scene.run({ isForced: true })).sources[0]?.outcome).toBe('unchanged');
  });

  test('given an interval, a source is not asked before it is over', async () => {
    const { server, scene } = await setUp([ROBOTS], { interval: '1h' });
    await scene.run();
    scene.clock.set(NOW + 59 * MINUTE_MS);
    expect((await scene.run()).sources[0]?.outcome).toBe('resting');
    scene.clock.set(NOW + 60 * MINUTE_MS);
    expect((await scene.run()).sources[0]?.outcome).toBe('read');
    expect(server.countOf('/feed')).toBe(2);
  });

  test('given sources that an earlier attempt asked or was ended by, only the others are asked, and these are known to be open', async () => {
    const server = await openFeedServer();
    const names = ['done', 'blamed', 'suspect', 'other'];
    for (const name of names) server.set(`/${name}`, rss([]));
    const scene = createIngestScene(names.map((name) => ({ name, address: `${server.url}/${name}` })));
    const told: string[] = [];
    const report = await scene.run({
      attempt: {
        done: ['done'],
        blamed: new Map([['blamed', 'it is never through']]),
        suspects: ['suspect', 'blamed'],
      },
      watch: {
        begun: (name) => told.push(`${name} begins`),
        asked: (name, { outcome }) => told.push(`${name} ${outcome}`),
      },
    });
    expect(server.requests.map(({ path }) => path)).toEqual(['/other', '/suspect']);
    expect(told.filter((line) => line.startsWith('suspect'))).toEqual(['suspect begins', 'suspect read']);
    expect(told.slice(-2)).toEqual(['suspect begins', 'suspect read']);
    expect(report.sources.find(({ name }) => name === 'blamed')).toMatchObject({
      outcome: 'failed',
      reason: 'it is never through',
    });
    const again = await scene.run();
    expect(again.sources.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'done read',
      'blamed resting',
      'suspect resting',
      'other resting',
    ]);
  });

  test('given failures, the waits between the requests double, up to six hours', async () => {
    const { server, scene } = await setUp();
    server.set('/feed', { status: 500 });
    const askedAt: number[] = [];
    for (let minute = 0; minute < 48 * 60; minute += 15) {
      scene.clock.set(NOW + minute * MINUTE_MS);
      const before = server.countOf('/feed');
      await scene.run();
      if (server.countOf('/feed') > before) askedAt.push(minute);
    }
    const waits = askedAt.slice(1).map((minute, at) => minute - (askedAt[at] ?? 0));
    expect(waits.slice(0, 8)).toEqual([15, 30, 60, 120, 240, 360, 360, 360]);
    expect(scene.log.filter(({ msg }) => msg.includes('has failed for a day'))).toHaveLength(1);
    server.set('/feed', rss([ROBOTS]));
    scene.clock.set(NOW + 60 * HOUR_MS);
    await scene.run();
    expect(scene.log.at(-1)?.msg).toBe('source Source /feed: it answers again');
  });

  test('given a clock that was ahead once, the source is asked as soon as it is right again', async () => {
    for (const answer of [rss([ROBOTS]), { status: 500 }]) {
      const { server, scene } = await setUp();
      server.set('/feed', answer);
      scene.clock.set(NOW + 30 * 24 * HOUR_MS);
      await scene.run();
      scene.clock.set(NOW);
      await scene.run();
      expect(server.countOf('/feed')).toBe(2);
    }
  });

  test('given a source that failed first while the clock was ahead, it is told of after a day of the right time', async () => {
    const { server, scene } = await setUp();
    server.set('/feed', { status: 500 });
    for (const atMs of [NOW + 30 * DAY_MS, NOW, NOW + DAY_MS]) {
      scene.clock.set(atMs);
      await scene.run();
    }
    expect(scene.log.map(({ msg }) => msg)).toContain(
      'source Source /feed has failed for a day: the server has a fault (HTTP 500)',
    );
  });

  test('given 429 with Retry-After, the host rests until then, whoever asks', async () => {
    const server = await openFeedServer();
    server.set('/a', { status: 429, headers: { 'retry-after': '7200' } });
    server.set('/b', rss([ROBOTS]));
    const scene = createIngestScene([source(server, '/a'), source(server, '/b')]);
    await scene.run({ sourceKey: 'source-a' });
    await scene.run({ isForced: true });
    scene.clock.set(NOW + 2 * HOUR_MS - 1);
    await scene.run({ isForced: true, sourceKey: 'source-a' });
    expect(server.countOf('/a')).toBe(1);
    scene.clock.set(NOW + 2 * HOUR_MS);
    await scene.run();
    expect(server.countOf('/a')).toBe(2);
  });

  test('given sources that are broken in every way, the others bring their stories', async () => {
    const server = await openFeedServer();
    server.set('/fine', rss([ROBOTS]));
    server.set('/bomb', `<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>${rss([ROBOTS])}`);
    server.set('/page', '<!DOCTYPE html><html></html>');
    server.set('/cut', rss([ROBOTS]).slice(0, 300));
    server.set('/loop', { status: 302, headers: { location: '/loop' } });
    server.set('/huge', { body: Buffer.alloc(6 * 1024 * 1024, 'x') });
    const broken = ['/bomb', '/page', '/cut', '/loop', '/huge', '/nothing'];
    const scene = createIngestScene([...broken, '/fine'].map((path) => source(server, path)));
    const { sources } = await scene.run();
    expect(sources.map(({ outcome }) => outcome)).toEqual([...broken.map(() => 'failed'), 'read']);
    expect(sources.every(({ outcome, reason }) => outcome === 'read' || (reason ?? '') !== '')).toBe(true);
    expect(scene.record()).toMatchObject({ title: ROBOTS.title });
  });

  test('given a dry run, it tells what it would write, and writes nothing', async () => {
    const { scene } = await setUp();
    const { stories } = await scene.run({ isDryRun: true });
    expect(stories.map(({ outcome, entry }) => [outcome, entry.item.title])).toEqual([
      ['created', ROBOTS.title],
    ]);
    expect(scene.records().size).toBe(0);
    expect(await scene.readEntries()).toEqual([]);
    expect((await scene.run()).stories).toHaveLength(1);
  });

  test('given a mistake in sources.yaml, it is told, and the other sources are read', async () => {
    const { server, scene } = await setUp();
    writeFileSync(
      join(scene.contentDir, 'sources.yaml'),
      `- name: Typo\n  adress: x\n- name: Fine\n  address: ${server.url}/feed\n`,
    );
    const { problems, sources } = await scene.run();
    expect(problems).toMatchObject([{ file: 'sources.yaml', line: 1 }]);
    expect(sources.map(({ name }) => name)).toEqual(['Fine']);
  });
});

describe('one event told by several outlets', () => {
  const outlets = [
    { path: '/one', domain: 'one.example', title: 'OpenAI teaches robots to fold laundry', afterMs: 0 },
    {
      path: '/two',
      domain: 'two.example',
      title: 'Robots fold laundry after OpenAI lessons',
      afterMs: 30 * MINUTE_MS,
    },
    {
      path: '/three',
      domain: 'three.example',
      title: 'OpenAI robots learn to fold laundry',
      afterMs: 60 * MINUTE_MS,
    },
    {
      path: '/four',
      domain: 'four.example',
      title: 'Laundry folding robots taught by OpenAI',
      afterMs: 120 * MINUTE_MS,
    },
  ];

  async function setUpOutlets() {
    const server = await openFeedServer();
    for (const { path } of outlets) server.set(path, rss([]));
    const scene = createIngestScene(
      outlets.map(({ path, domain }) => source(server, path, { provider: { name: domain, domain } })),
    );
    /** Time passes until the outlet tells the story, and a round comes. */
    const publish = (outlet: (typeof outlets)[number], changes: Partial<FeedEntry> = {}) => {
      scene.clock.set(NOW + outlet.afterMs);
      const link = `https://${outlet.domain}/robots`;
      const entry = { ...ROBOTS, title: outlet.title, link, id: link, date: rfc822(NOW + outlet.afterMs) };
      server.set(outlet.path, rss([{ ...entry, ...changes }]));
      return scene.run({ isForced: true });
    };
    return { server, scene, publish };
  }

  test('given four over two hours, one record leads, its coverage and heat grow, and it is published', async () => {
    const { scene, publish } = await setUpOutlets();
    const seen: unknown[] = [];
    for (const outlet of outlets) {
      await publish(outlet);
      const { heat, published, related } = scene.record();
      seen.push([heat, published, Array.isArray(related) ? related.length : null]);
    }
    expect(seen).toEqual([
      [66, false, 0],
      [76, true, 1],
      [85, true, 2],
      [92, true, 3],
    ]);
    expect(scene.record()).toMatchObject({
      webUrl: 'https://one.example/robots',
      quality: 66,
      related: [
        {
          title: outlets[1]?.title,
          webUrl: 'https://two.example/robots',
          quality: 66,
          provider: { name: 'two.example' },
        },
        { webUrl: 'https://three.example/robots' },
        { webUrl: 'https://four.example/robots' },
      ],
    });
  });

  test('given that nothing is new, the file is not touched', async () => {
    const { scene, publish } = await setUpOutlets();
    for (const outlet of outlets) await publish(outlet);
    const { text } = onlyFile(scene);
    scene.clock.set(NOW + 3 * HOUR_MS);
    expect((await scene.run({ isForced: true })).stories).toEqual([]);
    expect(onlyFile(scene).text).toBe(text);
  });

  test('given an outlet that is later than 72 h, it has a record of its own', async () => {
    const { scene, publish } = await setUpOutlets();
    const [first, second] = outlets;
    if (first === undefined || second === undefined) return;
    await publish(first);
    await publish({ ...second, afterMs: 73 * HOUR_MS });
    expect(scene.records().size).toBe(2);
  });

  test('given a first article that alone is too poor, the better one takes the lead', async () => {
    const { scene, publish } = await setUpOutlets();
    const [first, second, third] = outlets;
    if (first === undefined || second === undefined || third === undefined) return;
    const poor = { description: 'OpenAI (NASDAQ: NONE) today announced robots that fold laundry.' };
    await publish(first, poor);
    await publish(second);
    await publish(third);
    const leads = [...scene.records().values()].filter(({ published }) => published === true);
    expect(leads).toMatchObject([
      {
        webUrl: 'https://two.example/robots',
        related: [{ webUrl: 'https://one.example/robots' }, { webUrl: 'https://three.example/robots' }],
      },
    ]);
  });

  test('given a correction at an outlet, the record says it too', async () => {
    const { scene, publish } = await setUpOutlets();
    const [first, second] = outlets;
    if (first === undefined || second === undefined) return;
    await publish(first);
    await publish(second);
    await publish({ ...first, title: 'Correction: OpenAI teaches robots to fold laundry' });
    await publish({ ...second, title: 'Robots fold laundry after OpenAI lessons, updated' });
    expect(scene.record()).toMatchObject({
      title: 'Correction: OpenAI teaches robots to fold laundry',
      related: [{ title: 'Robots fold laundry after OpenAI lessons, updated' }],
    });
  });

  describe("the editor's hand wins", () => {
    async function edited(change: (text: string) => string) {
      const scene = await setUpOutlets();
      const [first, ...others] = outlets;
      if (first === undefined) throw new Error('no outlet');
      await scene.publish(first);
      const { file, text } = onlyFile(scene.scene);
      writeFileSync(file, change(text));
      for (const outlet of others) await scene.publish(outlet);
      return { ...scene, file };
    }

    test('given a changed heat, it stays; the other keys go on', async () => {
      const { scene } = await edited((text) => text.replace('heat: 66', 'heat: 40 # a repeat'));
      expect(scene.record()).toMatchObject({ heat: 40, published: true, related: [{}, {}, {}] });
      expect(onlyFile(scene).text).toContain('heat: 40 # a repeat');
    });

    test('given a changed title, topics and published, they stay', async () => {
      const { scene } = await edited((text) =>
        text
          .replace(/^title: .*/m, "title: 'Robots, again'")
          .replace(/^topics:\n(?: {2}- .*\n)+/m, 'topics: [Robotics]\n')
          .replace('published: false', 'published: no'),
      );
      expect(scene.record()).toMatchObject({
        title: 'Robots, again',
        topics: ['Robotics'],
        published: 'no',
        heat: 92,
      });
    });

    test('given a removed key, it stays away', async () => {
      const { scene } = await edited((text) => text.replace(/^excerpt: .*\n/m, ''));
      expect(scene.record()).not.toHaveProperty('excerpt');
      expect(scene.record()).toMatchObject({ heat: 92 });
    });

    test('given comments, own keys and a text below, they stay letter for letter', async () => {
      const { scene } = await edited((text) =>
        text
          .replace('category: news', '# by Ann\ncategory: news\nnote:   "mine"')
          .replace(/---\n$/, '---\nMy text\n'),
      );
      const { text } = onlyFile(scene);
      expect(text).toContain('---\n# by Ann\ncategory: news\nnote:   "mine"\n');
      expect(text.endsWith('---\nMy text\n')).toBe(true);
      expect(scene.record()).toMatchObject({ heat: 92 });
    });

    test('given hold, the record goes on but is not shown until the key is removed', async () => {
      const { scene, file } = await edited((text) =>
        text.replace('category: news', 'category: news\nhold: true'),
      );
      expect(scene.record()).toMatchObject({ hold: true, heat: 92, published: true });
      const readStory = () => parseRecord(readFileSync(file));
      expect(readStory()).toMatchObject({ story: { published: false } });
      writeFileSync(file, readFileSync(file, 'utf8').replace('hold: true\n', ''));
      expect(readStory()).toMatchObject({ story: { published: true } });
    });

    test('given a deleted record, it is not written again, whatever comes', async () => {
      const { scene, publish } = await setUpOutlets();
      const [first, ...others] = outlets;
      if (first === undefined) return;
      await publish(first, {
        description: 'OpenAI (NASDAQ: NONE) today announced robots that fold laundry.',
      });
      rmSync(onlyFile(scene).file);
      const [better, ...rest] = others;
      // Also one that would take the lead from an article that cannot be published.
      if (better !== undefined) await publish(better, { description: ROBOTS.description ?? '' });
      for (const outlet of rest) await publish(outlet);
      await publish({ ...first, title: 'OpenAI teaches robots to fold laundry, part two' });
      expect(scene.records().size).toBe(0);
    });

    test('given a moved record, it is found where it is', async () => {
      const { scene, publish } = await setUpOutlets();
      const [first, second] = outlets;
      if (first === undefined || second === undefined) return;
      await publish(first);
      const { file, text } = onlyFile(scene);
      rmSync(file);
      writeFileSync(join(scene.contentDir, 'news', 'moved.md'), text);
      await publish(second);
      expect([...scene.records().keys()]).toEqual(['news/moved.md']);
      expect(scene.record()).toMatchObject({ heat: 76 });
    });

    test.each([
      ['a folder', (path: string) => mkdirSync(path)],
      ['far too large', (path: string) => writeFileSync(path, 'x'.repeat(RECORD_MAX_BYTES + 1))],
    ])('given a record that is %s now, it is left alone, and the round goes on', async (_what, place) => {
      const { scene, publish } = await setUpOutlets();
      const [first, second] = outlets;
      if (first === undefined || second === undefined) return;
      await publish(first);
      const { file } = onlyFile(scene);
      rmSync(file);
      place(file);
      const { stories } = await publish(second);
      expect(stories.map(({ outcome }) => outcome)).toEqual(['left-to-person']);
    });

    test('given a record that was moved a moment ago, it is not taken for deleted', async () => {
      const { scene, publish } = await setUpOutlets();
      const [first, second] = outlets;
      if (first === undefined || second === undefined) return;
      await publish(first);
      // The index has seen the file, and not yet that it moved.
      await scene.run();
      const { file, text } = onlyFile(scene);
      rmSync(file);
      writeFileSync(join(scene.contentDir, 'news', 'moved.md'), text);
      await scene.run({ isIndexOld: true });
      await publish(second);
      expect(scene.record()).toMatchObject({ heat: 76 });
    });

    test('given a record that somebody broke, it is left alone', async () => {
      const { scene, file } = await edited((text) => text.replace('category: news', 'category: [news'));
      expect(readFileSync(file, 'utf8')).toContain('category: [news');
      expect(scene.log.filter(({ level }) => level >= 50)).toEqual([]);
    });
  });
});

test('given a state that says a write was begun and not ended, the next round ends it', async () => {
  const { scene } = await setUp();
  await scene.run();
  const [entry] = await scene.readEntries();
  const { file } = onlyFile(scene);
  const state = await IngestState.open(scene.stateUrl);
  // As after a kill before the file was there.
  if (entry !== undefined) state.put({ ...entry, pending: entry.written, written: null });
  await state.flush();
  await state.close();
  rmSync(file);
  await scene.run();
  expect(scene.record()).toMatchObject({ heat: 66 });
  expect(readdirSync(join(scene.contentDir, 'news/2026/11'))).toEqual([
    'openai-teaches-robots-to-fold-laundry.md',
  ]);
});

test.each([
  [0, 1],
  [1, 0],
])(
  'given a path that a killed round gave away (%i, %i), another story of that headline gets its own',
  async (given, other) => {
    const { scene } = await setUp([
      ROBOTS,
      { ...ROBOTS, link: 'https://other.example/robots', id: 'other', date: rfc822(NOW - 20 * DAY_MS) },
    ]);
    await scene.run();
    const entries = (await scene.readEntries()).sort((a, b) => (a.id < b.id ? -1 : 1));
    const [first, second] = [entries[given], entries[other]];
    if (first === undefined || second === undefined) throw new Error('expected two stories');
    const state = await IngestState.open(scene.stateUrl);
    // Killed before either file was there: one story had its path already, the other had none.
    const path = 'news/2026/11/openai-teaches-robots-to-fold-laundry.md';
    state.put({ ...first, path, pending: first.written, written: null });
    state.put({ ...second, path: null, written: null });
    await state.flush();
    await state.close();
    rmSync(join(scene.contentDir, 'news'), { recursive: true });
    await scene.run();
    const links = [...scene.records().values()].map(({ webUrl }) => webUrl);
    expect(links.toSorted()).toEqual(['https://other.example/robots', 'https://www.example.com/robots-fold']);
  },
);

test('given 200 sources of five items, each source is asked once and each item is one record', async () => {
  const server = await openFeedServer();
  const paths = Array.from({ length: 200 }, (_, at) => `/feed/${at}`);
  for (const [at, path] of paths.entries()) {
    const entries = Array.from({ length: 5 }, (_, item) => ({
      title: `Paper ${at * 7919 + item} on ${['vision', 'speech', 'logic', 'proteins', 'weather'][item]} number ${at}`,
      link: `https://s${at}.example/${item}`,
      date: rfc822(NOW - item * DAY_MS),
    }));
    server.set(path, rss(entries));
  }
  const scene = createIngestScene(
    paths.map((path) =>
      source(server, path, { about: 'ai', provider: { name: path, domain: `s${path.slice(6)}.example` } }),
    ),
  );
  const { sources } = await scene.run();
  expect(server.requests).toHaveLength(200);
  expect(server.mostAtOnce()).toBeLessThanOrEqual(2);
  expect(sources.every(({ outcome, kept }) => outcome === 'read' && kept === 5)).toBe(true);
  expect(await scene.readEntries()).toHaveLength(1000);
});
