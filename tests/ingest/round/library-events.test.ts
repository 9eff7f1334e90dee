import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type FeedEntry, rss } from '../../support/feed-server.ts';
import { createIngestScene, NOW } from '../../support/ingest-scene.ts';
import { openFeedServer } from '../../support/open-feed-server.ts';
import { recordText } from '../../support/record-text.ts';

const HOUR_MS = 3_600_000;

const ROBOTS: FeedEntry = {
  title: 'OpenAI teaches robots to fold laundry',
  link: 'https://one.example/robots',
  date: new Date(NOW - HOUR_MS).toUTCString(),
  description:
    'The lab used machine learning to teach two arms how to fold shirts, trousers and socks, and says that it will give the models away.',
  image: 'https://cdn.example.com/robots.jpg',
  id: 'robots',
};

/** What an editor wrote about the same event, or a git source brought. */
const OWN = recordText({
  title: 'Robots learn to fold laundry from OpenAI',
  excerpt: 'OpenAI has taught two robot arms how to fold shirts and socks with machine learning.',
  publishedDateTime: new Date(NOW - 2 * HOUR_MS).toISOString(),
  webUrl: 'https://hand.example/robots',
  provider: { name: 'Hand', domain: 'hand.example' },
  heat: 90,
});

async function setUp() {
  const server = await openFeedServer();
  server.set('/feed', rss([ROBOTS]));
  const provider = { name: 'One', domain: 'one.example' };
  const scene = createIngestScene([{ name: 'One', address: `${server.url}/feed`, provider }]);
  const own = join(scene.contentDir, 'own.md');
  return { scene, server, own };
}

test('given a record of a person on the same event, it is coverage of what a feed brings: heat, related, published', async () => {
  const { scene, own } = await setUp();
  writeFileSync(own, OWN);
  await scene.run();
  expect(scene.record()).toMatchObject({
    webUrl: 'https://one.example/robots',
    quality: 66,
    heat: 76,
    published: true,
    related: [{ webUrl: 'https://hand.example/robots', provider: { name: 'Hand' } }],
  });
});

test('given one that comes later, or goes again, the record follows', async () => {
  const { scene, own } = await setUp();
  await scene.run();
  expect(scene.record()).toMatchObject({ heat: 66, published: false, related: [] });
  writeFileSync(own, OWN);
  await scene.run();
  expect(scene.record()).toMatchObject({
    heat: 76,
    published: true,
    related: [{ provider: { name: 'Hand' } }],
  });
  rmSync(own);
  await scene.run();
  expect(scene.record()).toMatchObject({ heat: 66, published: false, related: [] });
});

test('given a second outlet by feed, both count, and the record of the person stays as it is', async () => {
  const { scene, server, own } = await setUp();
  writeFileSync(own, OWN);
  server.set(
    '/two',
    rss([{ ...ROBOTS, title: 'OpenAI robots fold laundry now', link: 'https://two.example/r', id: 'two' }]),
  );
  scene.setSources(
    ['One', 'Two'].map((name) => ({
      name,
      address: `${server.url}/${name === 'One' ? 'feed' : 'two'}`,
      provider: { name, domain: `${name.toLowerCase()}.example` },
    })),
  );
  await scene.run();
  const { heat, related } = scene.record();
  expect(heat).toBe(66 + 10 + 9);
  expect(related).toMatchObject([{ provider: { name: 'Hand' } }, {}]);
  expect(await scene.readEntries()).toHaveLength(2);
});

test('given a record on another event, it adds nothing', async () => {
  const { scene, own } = await setUp();
  writeFileSync(
    own,
    OWN.replace(/title: .*/, 'title: Whales sing').replace(/excerpt: .*/, 'excerpt: At sea.'),
  );
  await scene.run();
  expect(scene.record()).toMatchObject({ heat: 66, published: false, related: [] });
});

test('given two outlets in one round, the older article leads, whichever source answers first', async () => {
  for (const paths of [
    ['/early', '/late'],
    ['/late', '/early'],
  ]) {
    const server = await openFeedServer();
    server.set('/early', rss([{ ...ROBOTS, link: 'https://early.example/r', id: 'early' }]));
    const late = { title: 'OpenAI robots fold laundry now', date: new Date(NOW - HOUR_MS / 2).toUTCString() };
    server.set('/late', rss([{ ...ROBOTS, ...late, link: 'https://late.example/r', id: 'late' }]));
    const scene = createIngestScene(
      paths.map((path) => {
        const domain = `${path.slice(1)}.example`;
        return { name: path, address: server.url + path, provider: { name: path.slice(1), domain } };
      }),
    );
    await scene.run();
    expect(scene.record()).toMatchObject({
      webUrl: 'https://early.example/r',
      heat: 76,
      related: [{ webUrl: 'https://late.example/r' }],
    });
  }
});

test('given two articles of one outlet that tell much the same, each has its record', async () => {
  const { scene, server } = await setUp();
  const again = {
    ...ROBOTS,
    title: 'OpenAI robots fold laundry now',
    link: 'https://one.example/again',
    id: 'again',
  };
  server.set('/feed', rss([ROBOTS, again]));
  await scene.run();
  expect(
    [...scene.records().values()].map(({ webUrl, heat, related }) => [webUrl, heat, related]).sort(),
  ).toEqual([
    ['https://one.example/again', 66, []],
    ['https://one.example/robots', 66, []],
  ]);
});
