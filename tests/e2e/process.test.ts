import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { FIRST_ANSWER_MAX_MS } from '../../src/discord/rest/limits.ts';
import { botEnvironment, makeTempDir, openSandbox, startCli } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';

async function openScene() {
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  writeRecord(contentDir, 'chips.md', makeRecord());
  const sandbox = await openSandbox();
  return { dir, contentDir, sandbox, environment: botEnvironment(sandbox, dir, contentDir) };
}

test('Ctrl-C ends the bot with code 0, also while a post is in flight, and the post is not lost', async () => {
  const { sandbox, environment } = await openScene();
  const channelId = sandbox.channel('ai-news').id;
  const now = '2021-12-14T12:00:00Z';
  const slow = sandbox.fail({ match: { method: 'POST', path: /\/messages$/ }, mode: { delayMs: 1_000 } });
  const bot = startCli(['start', '--now', now], environment);
  // The message is there before its answer leaves: the post is in flight.
  await sandbox.waitFor(() => sandbox.messages(channelId).length === 1);
  expect(await bot.stop()).toBe(0);

  slow();
  const next = startCli(['start', '--once', '--now', now], environment);
  expect(await next.exited).toBe(0);
  expect(next.log()).not.toContain('interrupted');
  expect(sandbox.messages(channelId)).toHaveLength(1);
});

test('Ctrl-C ends a bot whose post Discord never answers, and says so; the next start posts it once', async () => {
  const { sandbox, environment } = await openScene();
  const channelId = sandbox.channel('ai-news').id;
  const now = '2021-12-14T12:00:00Z';
  const posted = Promise.withResolvers<void>();
  const cured = sandbox.fail({
    match({ method, path }) {
      const isPost = method === 'POST' && /\/messages$/.test(path);
      if (isPost) posted.resolve();
      return isPost;
    },
    mode: 'hang',
  });
  const bot = startCli(['start', '--now', now], environment);
  await posted.promise;
  expect(await bot.stop()).toBe(0);
  // The post's own limit is longer: without one for the stop, it would have been waited for.
  expect(bot.log()).toContain('stopped before Discord had answered a post');

  cured();
  const next = startCli(['start', '--once', '--now', now], environment);
  expect(await next.exited).toBe(0);
  expect(sandbox.messages(channelId)).toHaveLength(1);
});

test('Ctrl-C ends a bot that still tries to reach Discord', async () => {
  const { sandbox, environment } = await openScene();
  sandbox.fail({ match: () => true, mode: { status: 503 } });
  const bot = startCli(['start'], environment);
  await expect.poll(() => bot.log()).toContain('Discord cannot be reached');
  expect(await bot.stop()).toBe(0);
});

test('Ctrl-C ends a bot whose start hangs at Discord, with code 0', async () => {
  const { sandbox, environment } = await openScene();
  const asked = Promise.withResolvers<void>();
  sandbox.fail({
    match({ path }) {
      const isHit = /\/commands$/.test(path);
      if (isHit) asked.resolve();
      return isHit;
    },
    mode: 'hang',
  });
  const bot = startCli(['start'], environment);
  await asked.promise;
  expect(await bot.stop()).toBe(0);
});

test('given a state that another process locks, members are answered, and Ctrl-C ends the bot; then nothing is lost', async () => {
  const { sandbox, environment, contentDir, dir } = await openScene();
  const now = '2021-12-14T12:00:00Z';
  const channelId = sandbox.channel('ai-news').id;
  const bot = startCli(['start', '--now', now], environment);
  await sandbox.waitFor(() => sandbox.messages(channelId).length === 1);
  await expect.poll(() => bot.log()).toContain('posted');
  const locker = new DatabaseSync(join(dir, 'state.sqlite'), { timeout: 5_000 });
  locker.exec('begin immediate');
  const second = {
    title: 'Robots learn to fold',
    excerpt: '',
    webUrl: 'https://example.com/fold',
    related: [],
  };
  writeRecord(contentDir, 'fold.md', makeRecord(second));
  await expect.poll(() => bot.log()).toContain('not done yet');
  const options = { private: true };
  const answer = await sandbox.member().runCommand({ channelId, name: 'news', options });
  expect(answer.firstResponseMs).toBeLessThan(FIRST_ANSWER_MAX_MS);
  expect(await bot.stop()).toBe(0);

  locker.exec('commit');
  locker.close();
  expect(await startCli(['start', '--once', '--now', now], environment).exited).toBe(0);
  expect(sandbox.messages(channelId)).toHaveLength(2);
});

test('a bot whose indexer dies ends with code 1 and tells why', async () => {
  const { environment } = await openScene();
  const die = `import { isMainThread } from 'node:worker_threads'; if (!isMainThread) setTimeout(() => { throw new Error('out of ink'); }, 1500)`;
  const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(die)}`;
  const bot = startCli(['start'], { ...environment, NODE_OPTIONS });
  expect(await bot.exited).toBe(1);
  expect(bot.log()).toMatch(/Error: out of ink\n +at /);
});

test('given stories that can be read and are not compared yet, the bot waits for that before it posts', async () => {
  const { sandbox, environment } = await openScene();
  const wait = `
    import { isMainThread, parentPort } from 'node:worker_threads';
    const post = parentPort?.postMessage.bind(parentPort);
    if (!isMainThread) parentPort.postMessage = (message) => {
      post(message);
      if (message.kind === 'readable') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_000);
    };`;
  const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(wait)}`;
  const once = ['start', '--once', '--now', '2021-12-14T12:00:00Z'];
  expect(await startCli(once, { ...environment, NODE_OPTIONS }).exited).toBe(0);
  expect(sandbox.messages(sandbox.channel('ai-news').id)).toHaveLength(1);
});

test('without a channel the bot answers commands and says how to get posts', async () => {
  const { sandbox, environment } = await openScene();
  const { NEWS_CHANNEL_ID: channelId = '', ...rest } = environment;
  const bot = startCli(['start'], rest);
  await sandbox.waitFor(() => sandbox.commands().length > 0);
  const { message } = await sandbox.member().runCommand({ channelId, name: 'news' });
  expect(message?.embeds[0]?.description).toContain('Labs agree on a test for chips');
  // When posts could begin, a moment after the first answers.
  await expect.poll(() => bot.log()).toContain('set NEWS_CHANNEL_ID');
});

test('commands are written to Discord at the first start only', async () => {
  const { sandbox, environment } = await openScene();
  for (let start = 0; start < 2; start++)
    expect(await startCli(['start', '--once'], environment).exited).toBe(0);
  const writes = sandbox.requests.filter(
    ({ method, route }) => method === 'PUT' && route.endsWith('/commands'),
  );
  expect(writes).toHaveLength(1);
  expect(sandbox.commands().map(({ name }) => name)).toEqual([
    'news',
    'related',
    'why',
    'topics',
    'help',
    'digest',
    'feed',
    'Related coverage',
    'Why this story?',
  ]);
});

test('the bot goes on after the gateway connection was cut', async () => {
  const { sandbox, environment } = await openScene();
  const bot = startCli(['start'], environment);
  const channelId = sandbox.channel('ai-news').id;
  await expect.poll(() => bot.log()).toContain('posting on schedule');
  sandbox.dropGateway();
  await expect.poll(() => bot.log()).toContain('connected to Discord again');
  const { message } = await sandbox.member().runCommand({ channelId, name: 'news' });
  expect(message?.embeds[0]?.title).toBe('Hottest AI news');
});
