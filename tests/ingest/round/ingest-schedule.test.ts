import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ReplayClock } from '../../../src/clock.ts';
import { openIndex } from '../../../src/index/database.ts';
import { scheduleIngest } from '../../../src/ingest/round/ingest-schedule.ts';
import { lockState } from '../../../src/state/lock.ts';
import { collectLog } from '../../support/collect-log.ts';
import { rss } from '../../support/feed-server.ts';
import { createIngestScene } from '../../support/ingest-scene.ts';
import { openFeedServer } from '../../support/open-feed-server.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';

const WAIT = { timeout: 40_000 };
const GAP_MS = 60_000;

async function setUp({ isIndexThere = true } = {}) {
  const server = await openFeedServer();
  server.set('/feed', rss([{ title: 'OpenAI opens a lab', link: 'https://example.com/lab' }]));
  const scene = createIngestScene([{ name: 'Feed', address: `${server.url}/feed` }]);
  const dir = makeTempFolder();
  const config = {
    contentDir: scene.contentDir,
    gitDir: join(dir, 'git'),
    stateUrl: scene.stateUrl,
    libraryPath: join(dir, 'library.sqlite'),
    // Whatever is asked is due again at once: the schedule alone decides.
    ingest: { isOn: true, intervalMs: 1, isPrivateAllowed: true },
  };
  const createIndex = () => openIndex(config.libraryPath, config.contentDir).database.close();
  if (isIndexThere) createIndex();
  const clock = new ReplayClock(0, 0);
  const { logger, lines } = collectLog();
  const start = () => {
    const stop = scheduleIngest({ config, clock, log: logger });
    onTestFinished(stop);
    return stop;
  };
  const passMinute = () => clock.set(clock.now() + GAP_MS);
  return { server, scene, config, createIndex, clock, lines, start, passMinute };
}

test('given sources, a round comes at once and then again and again, and its lines are in the log', async () => {
  const { server, scene, lines, start, passMinute } = await setUp();
  start();
  await expect.poll(() => scene.records().size, WAIT).toBe(1);
  await expect
    .poll(() => lines.map(({ msg }) => msg), WAIT)
    .toContain('ingest: new stories: 1, changed: 0, failed sources: 0');
  await expect
    .poll(() => {
      passMinute();
      return server.countOf('/feed');
    }, WAIT)
    .toBeGreaterThan(2);
});

test('given a round that cannot be made, it is told, and the next one is made', async () => {
  const { scene, createIndex, lines, start, passMinute } = await setUp({ isIndexThere: false });
  start();
  await expect
    .poll(() => lines.map(({ msg }) => msg).join(), WAIT)
    .toContain('this round of ingest ended early');
  createIndex();
  await expect
    .poll(() => {
      passMinute();
      return scene.records().size;
    }, WAIT)
    .toBe(1);
});

test('given another process that brings the news in, the round is left to it', async () => {
  const { server, config, lines, start } = await setUp();
  const unlock = lockState(`sqlite://${join(config.libraryPath, '../ingest')}`);
  onTestFinished(unlock);
  start();
  await expect
    .poll(() => lines.map(({ msg }) => msg).join(), WAIT)
    .toContain('another Heatline brings the news in right now');
  expect(server.requests).toEqual([]);
});

test('given a source that keeps it waiting, it can be stopped', async () => {
  const { server, start } = await setUp();
  const asked = Promise.withResolvers<void>();
  server.set('/feed', () => asked.resolve());
  const stop = start();
  await asked.promise;
  await stop();
  expect(server.countOf('/feed')).toBe(1);
});

test('given no sources, nothing is started until there are some', async () => {
  const { server, scene, start, passMinute } = await setUp();
  scene.setSources([]);
  start();
  passMinute();
  scene.setSources([{ name: 'Feed', address: `${server.url}/feed` }]);
  await expect
    .poll(() => {
      passMinute();
      return server.countOf('/feed');
    }, WAIT)
    .toBeGreaterThan(0);
});
