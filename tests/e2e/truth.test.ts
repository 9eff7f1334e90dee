import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { botEnvironment, makeTempDir, openSandbox, startCli } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';

// What becomes of messages in every case is shown in tests/delivery; here it is shown over the wire.

const NOW = '2021-12-14T12:00:00Z';
const WAIT_MS = 40_000;

/** A bot that has posted one story. */
async function openScene() {
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  const sandbox = await openSandbox();
  const channelId = sandbox.channel('ai-news').id;
  const environment = botEnvironment(sandbox, dir, contentDir);
  writeRecord(contentDir, 'chips.md', makeRecord());
  const bot = startCli(['start', '--now', NOW], environment);
  const messages = () => sandbox.messages(channelId);
  const message = await sandbox.waitFor(() => messages()[0], WAIT_MS);
  const write = (changes: Record<string, unknown>) =>
    writeRecord(contentDir, 'chips.md', makeRecord(changes));
  const libraryPath = join(dir, 'library.sqlite');
  return { sandbox, environment, contentDir, libraryPath, bot, messages, message, write, channelId };
}

test('a message follows its record: edited, also after a restart; taken down, and posted again', async () => {
  const { sandbox, environment, bot, messages, message, write } = await openScene();
  write({ title: 'Four labs agree on a test for chips', heat: 150 });
  const edited = await sandbox.waitFor(
    () => messages().find(({ edited_timestamp }) => edited_timestamp),
    WAIT_MS,
  );
  expect(edited.id).toBe(message.id);
  expect(edited.embeds[0]).toMatchObject({ title: 'Four labs agree on a test for chips', color: 0xe5383b });
  expect(edited.components).toMatchObject([{ components: [{}, { label: 'Related (1)' }] }]);
  await bot.stop();
  write({ excerpt: 'The first numbers came early.' });
  startCli(['start', '--now', NOW], environment);
  await sandbox.waitFor(
    () => messages()[0]?.embeds[0]?.description === 'The first numbers came early.',
    WAIT_MS,
  );
  expect(messages()[0]?.id).toBe(message.id);

  write({ published: false });
  await sandbox.waitFor(() => messages().length === 0, WAIT_MS);
  write({});
  await sandbox.waitFor(() => messages().length === 1, WAIT_MS);
  expect(messages()[0]?.id).not.toBe(message.id);
});

test('a file that breaks leaves its message as it is, also when the index is built anew', async () => {
  const { environment, contentDir, libraryPath, bot, messages, message } = await openScene();
  await bot.stop();
  const broken = 'title: "no end\nwebUrl: https://example.com/chip-test\n';
  writeFileSync(join(contentDir, 'chips.md'), `---\n${broken}---\n`);
  rmSync(libraryPath);
  const next = startCli(['start', '--once', '--now', NOW], environment);
  expect(await next.exited).toBe(0);
  expect(next.log()).toMatch(/chips\.md:\d: YAML/);
  expect(messages()).toEqual([message]);
});

test('a message that an admin deleted is not posted again, and an edit of its record does not bring it back', async () => {
  const { sandbox, bot, messages, message, channelId, write } = await openScene();
  sandbox.deleteMessage(channelId, message.id);
  write({ title: 'Four labs agree on a test for chips' });
  await expect.poll(() => bot.log(), { timeout: WAIT_MS }).toContain('deleted in Discord');
  expect(messages()).toEqual([]);
});

test('two bots on one state: the second does not start', async () => {
  const { environment, messages } = await openScene();
  const second = startCli(['start', '--now', NOW], environment);
  expect(await second.exited).toBe(2);
  expect(second.log()).toContain('in use by another Heatline');
  expect(messages()).toHaveLength(1);
});
