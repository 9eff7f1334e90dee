import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { botEnvironment, makeTempDir, openSandbox, startCli } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';

const NOW = '2021-12-14T12:00:00Z';
const WAIT_MS = 15_000;
const isPost = { method: 'POST', path: /\/messages$/ };

async function openScene() {
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  const sandbox = await openSandbox();
  writeRecord(contentDir, 'chips.md', makeRecord());
  const environment = botEnvironment(sandbox, dir, contentDir);
  return { sandbox, contentDir, channelId: sandbox.channel('ai-news').id, environment };
}

const other = {
  title: 'Robots learn to fold',
  excerpt: '',
  webUrl: 'https://example.com/fold',
  heat: 100,
  related: [],
};
const titles = (sandbox: Sandbox, channelId: string) =>
  sandbox.messages(channelId).map(({ embeds }) => embeds[0]?.title ?? '');

test('a token that is withdrawn while the bot runs ends it with code 2 and one clear line', async () => {
  const { sandbox, environment } = await openScene();
  sandbox.fail({ match: isPost, mode: { status: 401, body: { message: '401: Unauthorized', code: 0 } } });
  const bot = startCli(['start', '--now', NOW], environment);
  expect(await bot.exited).toBe(2);
  expect(bot.log().match(/refused the token/g)).toHaveLength(1);
});

test('a token that is withdrawn as the admins are told of a pause ends the bot the same way', async () => {
  const { sandbox, channelId, environment } = await openScene();
  sandbox.setSystemChannel(sandbox.addChannel({ name: 'welcome' }).id);
  sandbox.setPermissions(channelId, { deny: ['SendMessages'] });
  sandbox.fail({ match: isPost, mode: { status: 401, body: { message: '401: Unauthorized', code: 0 } } });
  const bot = startCli(['start', '--now', NOW], environment);
  expect(await bot.exited).toBe(2);
  expect(bot.log().match(/refused the token/g)).toHaveLength(1);
});

test('a gateway that closes for good ends the bot instead of leaving it deaf', async () => {
  const { sandbox, environment } = await openScene();
  const bot = startCli(['start', '--now', NOW], environment);
  await sandbox.waitFor(() => sandbox.commands().length > 0, WAIT_MS);
  sandbox.dropGateway(4014);
  expect(await bot.exited).toBe(1);
  expect(bot.log()).toContain('closed the connection for good (code 4014)');
});

test('a message that Discord calls invalid is logged with the refused field; its story is skipped, the rest goes on', async () => {
  const { sandbox, contentDir, channelId, environment } = await openScene();
  const errors = {
    embeds: { 0: { title: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Too long.' }] } } },
  };
  sandbox.fail({
    match: ({ method, path, body }) =>
      method === 'POST' && isPost.path.test(path) && JSON.stringify(body).includes('Labs agree'),
    mode: { status: 400, body: { message: 'Invalid Form Body', code: 50035, errors } },
  });
  writeRecord(contentDir, 'robots.md', makeRecord(other));
  const bot = startCli(['start', '--now', NOW], environment);
  await sandbox.waitFor(() => titles(sandbox, channelId).includes('Robots learn to fold'), WAIT_MS);
  await bot.stop();
  expect(bot.log()).toContain('embeds[0].title[BASE_TYPE_MAX_LENGTH]: Too long.');
  expect(sandbox.requests.filter(({ status }) => status === 400)).toHaveLength(1);
});

test('a lost permission pauses the channel, is told once in the system channel, and ends when it is given again', async () => {
  const { sandbox, channelId, environment } = await openScene();
  const systemChannel = sandbox.addChannel({ name: 'welcome' });
  sandbox.setSystemChannel(systemChannel.id);
  sandbox.setPermissions(channelId, { deny: ['SendMessages'] });
  const first = startCli(['start', '--now', NOW], environment);
  const notices = () => sandbox.messages(systemChannel.id).map(({ content }) => content);
  await sandbox.waitFor(() => notices().length === 1, WAIT_MS);
  expect(notices()[0]).toContain('I lack a permission: *Send Messages*');
  await first.stop();

  const second = startCli(['start', '--now', NOW], { ...environment, LOG_LEVEL: 'debug' });
  await expect.poll(() => second.log(), { timeout: WAIT_MS }).toContain('still paused');
  sandbox.setPermissions(channelId, {});
  await sandbox.waitFor(() => sandbox.messages(channelId).length === 1, WAIT_MS);
  expect(notices()).toHaveLength(1);
});

test('Discord down for a while: what is due comes when it is back, the hottest first', async () => {
  const { sandbox, contentDir, channelId, environment } = await openScene();
  writeRecord(contentDir, 'robots.md', makeRecord(other));
  const stopFailing = sandbox.fail({ match: isPost, mode: { status: 503 } });
  const bot = startCli(['start', '--now', NOW], environment);
  await expect.poll(() => bot.log(), { timeout: WAIT_MS }).toContain('not done yet, tried again in');
  stopFailing();
  await sandbox.waitFor(() => sandbox.messages(channelId).length === 2, WAIT_MS);
  expect(titles(sandbox, channelId)).toEqual(['Labs agree on a test for chips', 'Robots learn to fold']);
});

test.each([
  [
    'corrected',
    (text: string) => text.replace('Labs agree', 'Four labs agree'),
    ['Four labs agree on a test for chips'],
  ],
  ['held back', (text: string) => text.replace(/^---\n/, '---\npublished: false\n'), []],
  [
    'held back and released',
    (text: string, write: (changed: string) => void) => {
      write(text.replace(/^---\n/, '---\npublished: false\n'));
      return text.replace('Labs agree', 'Five labs agree');
    },
    ['Five labs agree on a test for chips'],
  ],
] as const)(
  'a record that is %s while its message is under way: the end is what the record says',
  async (_, change, end) => {
    const { sandbox, contentDir, channelId, environment } = await openScene();
    const path = join(contentDir, 'chips.md');
    const text = readFileSync(path, 'utf8');
    const arrived = Promise.withResolvers<void>();
    const slow = sandbox.fail({
      match({ method, path: route }) {
        const isHit = method === 'POST' && isPost.path.test(route);
        if (isHit) arrived.resolve();
        return isHit;
      },
      mode: { delayMs: 1_500 },
    });
    startCli(['start', '--now', NOW], environment);
    await arrived.promise;
    writeFileSync(
      path,
      change(text, (changed) => writeFileSync(path, changed)),
    );
    await sandbox.waitFor(() => sandbox.requests.some(({ route }) => route.endsWith('/messages')), WAIT_MS);
    slow();
    await expect.poll(() => titles(sandbox, channelId), { timeout: WAIT_MS }).toEqual(end);
  },
);
