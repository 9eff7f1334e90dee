// One round of ingest over 200 sources of 50 articles each, as the bot runs it: npm run bench:ingest
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import pino from 'pino';
import { systemClock } from '../src/clock.ts';
import { parseConfig } from '../src/config.ts';
import { scheduleIngest } from '../src/ingest/round/ingest-schedule.ts';
import { Library } from '../src/library/library.ts';

const SOURCES = 200;
const ITEMS_PER_SOURCE = 50;
/** Of ten articles, one tells an event that other outlets tell too. */
const EVENTS = 300;
const SAMPLE_MS = 50;

/** Words of a made-up language: as many as a collection has, each as rare as a name. */
function makeWord(random: () => number): string {
  const syllables = [
    'ka',
    'lo',
    'mi',
    'ren',
    'tu',
    'vas',
    'zel',
    'qui',
    'dor',
    'phe',
    'sun',
    'bri',
    'gan',
    'hol',
  ];
  return Array.from(
    { length: 2 + Math.floor(random() * 2) },
    () => syllables[Math.floor(random() * syllables.length)],
  ).join('');
}

function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function makeFeed(source: number): string {
  const random = createRandom(source + 1);
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  const items = Array.from({ length: ITEMS_PER_SOURCE }, (_, item) => {
    const isEvent = random() < 0.1;
    const words = isEvent ? createRandom(1_000_000 + Math.floor(random() * EVENTS)) : random;
    const [who, whom, what] = [capital(makeWord(words)), capital(makeWord(words)), makeWord(words)];
    const text = Array.from({ length: 25 }, () => makeWord(words)).join(' ');
    const date = new Date(systemClock.now() - Math.floor(random() * 60 * 3_600_000)).toUTCString();
    return `<item><title>${who} and ${whom} train AI to ${what}</title><link>https://s${source}.example/${item}</link>
<pubDate>${date}</pubDate><description>&lt;p&gt;${who} says that machine learning ${text}.&lt;/p&gt;</description></item>`;
  });
  return `<rss version="2.0"><channel><title>S</title>${items.join('')}</channel></rss>`;
}

/** Another thread's work and memory must not count: what is measured is the bot. */
const isServer = process.argv[2] === 'server';
if (isServer) {
  const feeds = Array.from({ length: SOURCES }, (_, at) => makeFeed(at));
  const server = createServer((request, response) =>
    response.end(feeds[Number(request.url?.slice(1))] ?? ''),
  );
  server.listen(0, () => process.send?.((server.address() as AddressInfo).port));
} else {
  await measure();
}

async function measure(): Promise<void> {
  const { fork } = await import('node:child_process');
  const child = fork(import.meta.filename, ['server']);
  const port = await new Promise<unknown>((resolve) => child.once('message', resolve));
  const dir = mkdtempSync(join(tmpdir(), 'heatline-bench-'));
  const contentDir = join(dir, 'content');
  mkdirSync(contentDir);
  copyFileSync(join(import.meta.dirname, '../content/topics.yaml'), join(contentDir, 'topics.yaml'));
  const entry = (at: number): string =>
    // A host each, as real sources have: 127.0.0.0/8 is all this machine.
    `- {name: S${at}, address: "http://127.0.${Math.floor(at / 250)}.${(at % 250) + 1}:${port}/${at}", about: ai, provider: {name: S${at}, domain: s${at}.example}}\n`;
  writeFileSync(
    join(contentDir, 'sources.yaml'),
    Array.from({ length: SOURCES }, (_, at) => entry(at)).join(''),
  );
  const config = parseConfig({
    CONTENT_DIR: contentDir,
    LIBRARY_PATH: join(dir, 'library.sqlite'),
    STATE_URL: `sqlite://${join(dir, 'state.sqlite')}`,
    INGEST_ALLOW_PRIVATE: '1',
  });
  const done = Promise.withResolvers<string>();
  const log = pino(
    { level: 'info' },
    {
      write: (line) => {
        const { msg = '' } = JSON.parse(line) as { msg?: string };
        if (msg.startsWith('ingest:')) done.resolve(msg);
        else if (msg !== '') console.error(msg);
      },
    },
  );
  const library = new Library({ ...config, isWatching: true, log });
  await library.whenCompared();
  const before = process.memoryUsage.rss();
  let peak = before;
  const sampler = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_MS);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const answers: number[] = [];
  const asker = setInterval(() => {
    const from = performance.now();
    library.search({
      query: 'machine learning',
      nowMs: systemClock.now(),
      sort: 'hot',
      halfLifeMs: 43_200_000,
      limit: 5,
      offset: 0,
    });
    answers.push(performance.now() - from);
  }, SAMPLE_MS);
  delay.enable();
  const started = performance.now();
  const cpu = process.cpuUsage();
  const stop = scheduleIngest({ config, clock: systemClock, log });
  const summary = await done.promise;
  const wallMs = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  for (const timer of [sampler, asker]) clearInterval(timer);
  answers.sort((a, b) => a - b);
  const mb = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;
  console.log(summary);
  console.log(
    `one round: ${(wallMs / 1000).toFixed(1)} s; processor: ${((user + system) / 1e6).toFixed(1)} s (limit 60 s)`,
  );
  console.log(`memory of the whole bot: ${mb(peak)} at most (limit 300 MB), ${mb(before)} before`);
  console.log(
    `event loop: p99 ${(delay.percentile(99) / 1e6).toFixed(0)} ms, longest ${(delay.max / 1e6).toFixed(0)} ms`,
  );
  console.log(
    `a search meanwhile: median ${answers[answers.length >> 1]?.toFixed(1)} ms, longest ${answers.at(-1)?.toFixed(1)} ms (${answers.length} asked)`,
  );
  await stop();
  await library.close();
  child.kill();
  rmSync(dir, { recursive: true, force: true });
}
