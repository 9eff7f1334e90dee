import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { type FeedServer, rss } from '../support/feed-server.ts';
import { readRecords } from '../support/ingest-scene.ts';
import { openFeedServer } from '../support/open-feed-server.ts';
import { runCommand } from '../support/run-command.ts';
import { botEnvironment, makeTempDir, openSandbox, startCli } from '../support/sandbox-bot.ts';

const MINUTE_MS = 60_000;
const TOPICS = join(import.meta.dirname, '../../content/topics.yaml');

const OUTLETS = [
  { domain: 'one.example', title: 'OpenAI teaches robots to fold laundry', agoMs: 150 * MINUTE_MS },
  { domain: 'two.example', title: 'Robots fold laundry after OpenAI lessons', agoMs: 120 * MINUTE_MS },
  { domain: 'three.example', title: 'OpenAI robots learn to fold laundry', agoMs: 90 * MINUTE_MS },
  { domain: 'four.example', title: 'Laundry folding robots taught by OpenAI', agoMs: 30 * MINUTE_MS },
] as const;

/** The feed of an outlet, with its article on the event, told as long ago as it says. */
function feedOf({ domain, title, agoMs }: (typeof OUTLETS)[number]): string {
  return rss([
    {
      title,
      link: `https://${domain}/robots`,
      description:
        'The lab used machine learning to teach two arms how to fold shirts, trousers and socks, and gives the models away.',
      image: `https://cdn.example.com/${domain}.jpg`,
      date: new Date(systemClock.now() - agoMs).toUTCString(),
    },
  ]);
}

async function openScene(sources: (server: FeedServer) => string) {
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  const server = await openFeedServer();
  const sandbox = await openSandbox();
  const channelId = sandbox.channel('ai-news').id;
  mkdirSync(contentDir);
  copyFileSync(TOPICS, join(contentDir, 'topics.yaml'));
  writeFileSync(join(contentDir, 'sources.yaml'), sources(server));
  const environment = {
    ...botEnvironment(sandbox, dir, contentDir),
    INGEST: 'on',
    INGEST_ALLOW_PRIVATE: '1',
  };
  return { contentDir, server, sandbox, channelId, environment };
}

test('one story from four outlets is posted once, when its heat crosses 70, and its card grows', async () => {
  const { contentDir, server, sandbox, channelId, environment } = await openScene(({ url }) =>
    OUTLETS.map(
      ({ domain }) =>
        `- {name: ${domain}, address: "${url}/${domain}", provider: {name: ${domain}, domain: ${domain}}}\n`,
    ).join(''),
  );
  for (const { domain } of OUTLETS) server.set(`/${domain}`, rss([]));
  const ingest = async (outlet: (typeof OUTLETS)[number]) => {
    server.set(`/${outlet.domain}`, feedOf(outlet));
    const { exitCode, stderr } = await runCommand(['ingest', '--once'], environment);
    expect([exitCode, stderr]).toEqual([0, '']);
  };
  const [first, second, third, fourth] = OUTLETS;
  await ingest(first);
  const [record] = readRecords(contentDir).values();
  expect(record).toMatchObject({ heat: 66, published: false });
  // The bot's own rounds stay out of the way of those that the test asks for.
  startCli(['start'], { ...environment, INGEST: 'off' });
  await sandbox.waitFor(() => sandbox.commands().length > 0);

  await ingest(second);
  const message = await sandbox.waitFor(() => sandbox.messages(channelId)[0]);
  expect(message.embeds[0]).toMatchObject({
    title: first.title,
    footer: { text: expect.stringContaining('🔥🔥 hot') },
  });
  expect(JSON.stringify(message.components)).toContain('Related (1)');

  await ingest(third);
  await ingest(fourth);
  const grown = await sandbox.waitFor(() =>
    sandbox.messages(channelId).find(({ components }) => JSON.stringify(components).includes('Related (3)')),
  );
  expect(grown.id).toBe(message.id);
  expect(sandbox.messages(channelId)).toHaveLength(1);
  expect(readRecords(contentDir).size).toBe(1);
});

test('the bot itself brings in what is new when it starts, and answers members while a source keeps it waiting', async () => {
  const { server, sandbox, channelId, environment } = await openScene(
    ({ url }) =>
      `- {name: Lab, address: "${url}/lab", weight: 2, provider: {name: Lab, domain: one.example}}\n- {name: Slow, address: "${url}/slow"}\n`,
  );
  const asked = Promise.withResolvers<void>();
  server.set('/slow', () => asked.resolve());
  server.set('/lab', feedOf(OUTLETS[0]));
  const bot = startCli(['start'], environment);
  await asked.promise;
  const { message: answer } = await sandbox
    .member()
    .runCommand({ channelId, name: 'news', options: { topic: 'AI' } });
  expect(answer).toBeDefined();
  const message = await sandbox.waitFor(() =>
    sandbox.messages(channelId).find(({ embeds }) => embeds[0]?.url?.includes('one.example')),
  );
  expect(message.embeds[0]).toMatchObject({ title: OUTLETS[0].title });
  // The slow source is still being waited for: the bot ends all the same.
  expect(await bot.stop()).toBe(0);
});

test('with a replayed clock, with --once, or with INGEST=off, no source is asked', async () => {
  const { server, sandbox, environment } = await openScene(
    ({ url }) => `- {name: Lab, address: "${url}/lab"}\n`,
  );
  server.set('/lab', feedOf(OUTLETS[0]));
  expect(await startCli(['start', '--once'], environment).exited).toBe(0);
  for (const [args, changes] of [
    [['start', '--now', '2021-12-14T12:00:00Z'], {}],
    [['start'], { INGEST: 'off' }],
  ] as const) {
    const bot = startCli(args, { ...environment, ...changes });
    await expect.poll(() => bot.log()).toContain('posting on schedule');
    await sandbox.member().runCommand({ channelId: sandbox.channel('ai-news').id, name: 'news' });
    expect(await bot.stop()).toBe(0);
  }
  expect(server.requests).toEqual([]);
});
