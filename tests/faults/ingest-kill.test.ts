import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { canonicalizeLink } from '../../src/story/links.ts';
import { type FeedEntry, rss } from '../support/feed-server.ts';
import { readRecords } from '../support/ingest-scene.ts';
import { openFeedServer } from '../support/open-feed-server.ts';
import { makeTempDir } from '../support/sandbox-bot.ts';
import { createRandom, pickSeed } from './random.ts';

/** At most so many that all articles still fit into their feeds: one that is listed no more cannot be brought in. */
const KILLS = Math.min(Number(process.env.HEATLINE_FAULT_ROUNDS ?? 50), 50);
/** The sources of one round, and what each brings new in each: work enough for a kill to fall into. */
const SOURCES = 4;
const ENTRIES_PER_ROUND = 30;
/** Most lives end within this time after their first request, the others somewhere on the way to it. */
const WORKING_MAX_MS = 120;
const STARTING_MAX_MS = 700;
const CLI_PATH = join(import.meta.dirname, '../../bin/heatline.js');
const TOPICS = join(import.meta.dirname, '../../content/topics.yaml');

const SUBJECTS = [
  'hospitals',
  'farms',
  'ports',
  'schools',
  'courts',
  'banks',
  'mines',
  'labs',
  'ships',
  'towns',
];
const DEEDS = ['map', 'count', 'sort', 'predict', 'translate', 'repair', 'design', 'price', 'plan', 'guard'];

test(`given ${KILLS} kills during ingest, no record is torn, doubled or lost`, async () => {
  const random = createRandom(pickSeed('ingest kill -9'));
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  mkdirSync(contentDir);
  copyFileSync(TOPICS, join(contentDir, 'topics.yaml'));
  const server = await openFeedServer();
  const feeds: FeedEntry[][] = Array.from({ length: SOURCES }, () => []);
  writeFileSync(
    join(contentDir, 'sources.yaml'),
    feeds
      .map(
        (_, at) =>
          `- {name: S${at}, address: "${server.url}/${at}", about: ai, weight: 2, provider: {name: S${at}, domain: s${at}.example}}\n`,
      )
      .join(''),
  );
  const environment = {
    CONTENT_DIR: contentDir,
    LIBRARY_PATH: join(dir, 'library.sqlite'),
    STATE_URL: `sqlite://${join(dir, 'state.sqlite')}`,
    INGEST_ALLOW_PRIVATE: '1',
  };
  const told = new Set<string>();
  const publish = (round: number): void => {
    for (let at = 0; at < ENTRIES_PER_ROUND; at++) {
      const [subject, deed] = [SUBJECTS[Math.floor(random() * 10)], DEEDS[Math.floor(random() * 10)]];
      const feed = at % SOURCES;
      // A few outlets tell of each town, and only in one round.
      const town = `Zor${String.fromCharCode(97 + (round % 26), 97 + Math.floor(round / 26), 97 + (at % 10))}ville`;
      const link = `https://s${feed}.example/${round}-${at}`;
      told.add(link);
      feeds[feed]?.unshift({
        title: `AI helps ${subject} of ${town} ${deed} parcels`,
        link,
        id: link,
        date: new Date(systemClock.now() - Math.floor(random() * 3_600_000)).toUTCString(),
        description: `OpenAI and ${subject} of ${town} ${deed} parcels with machine learning.`,
      });
    }
    for (const [at, entries] of feeds.entries()) server.set(`/${at}`, rss(entries));
  };
  let killedAtWork = 0;
  for (let kills = 0; kills < KILLS; kills++) {
    publish(kills);
    const requests = server.requests.length;
    const child = startIngest(environment);
    const exited = once(child, 'exit');
    if (random() < 0.8) {
      while (server.requests.length === requests && child.exitCode === null) await wait(5);
      await Promise.race([wait(random() * WORKING_MAX_MS), exited]);
    } else {
      await wait(random() * STARTING_MAX_MS);
    }
    if (child.exitCode === null && server.requests.length > requests) killedAtWork++;
    child.kill('SIGKILL');
    await exited;
  }
  // Twice: the second finds nothing left to do.
  for (let run = 0; run < 2; run++) {
    const [code] = await once(startIngest(environment), 'exit');
    expect(code).toBe(0);
  }
  const records = [...readRecords(contentDir).values()];
  const links = records.map(({ webUrl }) => canonicalizeLink(String(webUrl)));
  const listed = records.flatMap(({ related }) =>
    (Array.isArray(related) ? related : []).map(({ webUrl }) => webUrl),
  );
  expect(new Set(links).size).toBe(links.length);
  expect(records.every((record) => Object.keys(record).length === 14)).toBe(true);
  const known = new Set([...links, ...listed.map((link) => canonicalizeLink(String(link)))]);
  // An article is a record of its own, or listed under another's.
  expect([...told].filter((link) => !known.has(canonicalizeLink(link)))).toEqual([]);
  const leftovers = readdirSync(contentDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tmp'),
  );
  expect(leftovers).toEqual([]);
  console.info(
    `${KILLS} kills, ${killedAtWork} of them at work; ${records.length} records, ${listed.length} listed articles`,
  );
  expect(killedAtWork).toBeGreaterThan(KILLS / 4);
});

function startIngest(environment: Record<string, string>) {
  const child = spawn(process.execPath, [CLI_PATH, 'ingest', '--once'], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: 'ignore',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
