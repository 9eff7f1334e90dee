import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { rss } from '../support/feed-server.ts';
import { openFeedServer } from '../support/open-feed-server.ts';
import { botEnvironment, makeTempDir, openSandbox, startCli } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';

const HELPS = 15;
const HELP_MAX_MS = 200;
const MANY = 250_000;

/** Records that cost hours, or all memory, where nothing bounds what is read of them. */
function writeHostileRecords(contentDir: string): void {
  const head = 'category: news\ntitle: A trap\npublishedDateTime: 2021-12-14T09:00:00Z\n';
  const link = (path: string): string => `---\n${head}webUrl: "https://example.com/${path}"\n---\n`;
  const texts = {
    'blank-lines.md': `---\n${'\n'.repeat(MANY)}---\n`,
    'slashes.md': link('/'.repeat(MANY)),
    'amp.md': link('&.amp'.repeat(MANY / 5)),
    'commas.md': `---\n${head}webUrl: https://example.com/commas\nexcerpt: "${','.repeat(MANY)}"\n---\n`,
    'layers.md': `---\n${head}topics: ${'['.repeat(MANY)}\n---\n`,
  };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(contentDir, name), text);
  writeFileSync(join(contentDir, 'sparse.md'), '---\n');
  truncateSync(join(contentDir, 'sparse.md'), 1_500_000_000);
  execFileSync('mkfifo', [join(contentDir, 'pipe.md')]);
  mkdirSync(join(contentDir, 'archive'));
  writeFileSync(join(contentDir, 'archive/2021-01.jsonl.gz'), gzipSync(Buffer.alloc(64_000_000, '\n')));
}

/** Documents that kept one thread busy for minutes, or took all its memory. */
function listHostileFeeds(): readonly string[] {
  const item = (inner: string): string =>
    `<rss version="2.0"><channel><title>T</title><item><title>AI</title><link>https://example.com/x</link>${inner}</item></channel></rss>`;
  const entities = Array.from({ length: 240 }, (_, n) => `<!ENTITY e${n + 1} "&e${n};&e${n};">`).join('');
  return [
    item(`<pubDate>${'Z('.repeat(MANY)}</pubDate>`),
    item(`<description><![CDATA[<img width="1${' '.repeat(MANY)}]]></description>`),
    '<!DOCTYPE '.repeat(MANY),
    `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">${entities}]>${item('&e240;')}`,
    '<a>'.repeat(MANY),
  ];
}

test('given hostile records, feeds and members at once, the bot answers /help at once, posts, and brings in the news', async () => {
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  mkdirSync(contentDir);
  writeHostileRecords(contentDir);
  const server = await openFeedServer();
  const feeds = listHostileFeeds();
  for (const [index, feed] of feeds.entries()) server.set(`/hostile-${index}`, feed);
  // It sends a byte now and then, and never ends.
  server.set('/slow', (_request, response) => {
    response.write('<rss>');
  });
  server.set(
    '/good',
    rss([
      {
        title: 'OpenAI teaches robots to fold laundry',
        link: 'https://one.example/robots',
        description:
          'The lab used machine learning to teach two arms how to fold shirts, trousers and socks.',
        image: 'https://cdn.example.com/robots.jpg',
        date: new Date(systemClock.now()).toUTCString(),
      },
    ]),
  );
  const names = ['slow', ...feeds.map((_feed, index) => `hostile-${index}`), 'good'];
  writeFileSync(
    join(contentDir, 'sources.yaml'),
    names.map((name) => `- {name: ${name}, weight: 2, address: "${server.url}/${name}"}\n`).join(''),
  );
  const publishedDateTime = new Date(systemClock.now()).toISOString();
  writeRecord(contentDir, 'good.md', makeRecord({ publishedDateTime }));

  const sandbox = await openSandbox();
  const channelId = sandbox.channel('ai-news').id;
  const environment = {
    ...botEnvironment(sandbox, dir, contentDir),
    INGEST: 'on',
    INGEST_ALLOW_PRIVATE: '1',
  };
  const bot = startCli(['start'], environment);
  await sandbox.waitFor(() => sandbox.messages(channelId)[0]);

  const member = sandbox.member();
  const long = 'x y'.repeat(2_000);
  const ask = (name: string, options: Record<string, string>) =>
    member.runCommand({ channelId, name, options, isForged: true });
  let isOver = false;
  const flood = async (): Promise<void> => {
    while (!isOver)
      await Promise.all([
        ask('news', { provider: long }),
        ask('news', { topic: long }),
        ask('news', { query: long }),
        ask('related', { story: long }),
        ask('why', { story: long }),
      ]);
  };
  const flooded = flood();
  const timesMs: number[] = [];
  for (let index = 0; index < HELPS; index++) {
    const beganMs = performance.now();
    const { message } = await member.runCommand({ channelId, name: 'help' });
    timesMs.push(performance.now() - beganMs);
    expect(message?.embeds).toHaveLength(1);
  }
  isOver = true;
  await flooded;
  // The middle one: a busy machine may hold up some.
  expect(timesMs.toSorted((a, b) => a - b)[Math.floor(HELPS / 2)]).toBeLessThan(HELP_MAX_MS);

  const findLaundry = async () => {
    const { message } = await ask('news', { query: 'laundry' });
    return message?.embeds[0]?.description ?? message?.content;
  };
  await expect.poll(findLaundry, { timeout: 60_000, interval: 500 }).toContain('robots');
  writeRecord(
    contentDir,
    'later.md',
    makeRecord({ title: 'Whales learn to sing', webUrl: 'https://example.com/whales', publishedDateTime }),
  );
  await sandbox.waitFor(() =>
    sandbox.messages(channelId).find(({ embeds }) => embeds[0]?.title === 'Whales learn to sing'),
  );
  expect(await bot.stop()).toBe(0);
});
