import { join } from 'node:path';
import { expect, test } from 'vitest';
import { botEnvironment, makeTempDir, openSandbox, startCli } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';

// What delivery makes of each refusal is shown in tests/delivery and tests/discord; here is what becomes of the process.

const NOW = '2021-12-14T12:00:00Z';
const WAIT_MS = 40_000;
const isPost = { method: 'POST', path: /\/messages$/ };

async function openScene() {
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  const sandbox = await openSandbox();
  writeRecord(contentDir, 'chips.md', makeRecord());
  const environment = botEnvironment(sandbox, dir, contentDir);
  return { sandbox, contentDir, channelId: sandbox.channel('ai-news').id, environment };
}

test('a token that is withdrawn while the bot runs ends it with code 2 and one clear line', async () => {
  const { sandbox, environment } = await openScene();
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
  expect(bot.log()).toContain('closed the connection of shard 0 for good (code 4014');
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
  const other = { title: 'Robots learn to fold', excerpt: '', webUrl: 'https://example.com/fold', heat: 100 };
  writeRecord(contentDir, 'robots.md', makeRecord({ ...other, related: [] }));
  const stopFailing = sandbox.fail({ match: isPost, mode: { status: 503 } });
  const bot = startCli(['start', '--now', NOW], environment);
  await expect.poll(() => bot.log(), { timeout: WAIT_MS }).toContain('not done yet, tried again in');
  stopFailing();
  const titles = () => sandbox.messages(channelId).map(({ embeds }) => embeds[0]?.title);
  await expect
    .poll(titles, { timeout: WAIT_MS })
    .toEqual(['Labs agree on a test for chips', 'Robots learn to fold']);
});
