import { join } from 'node:path';
import { expect, test } from 'vitest';
import { botEnvironment, makeTempDir, openSandbox, startCli } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';

async function openScene() {
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  writeRecord(contentDir, 'chips.md', makeRecord());
  const sandbox = await openSandbox();
  return { dir, contentDir, sandbox, environment: botEnvironment(sandbox, dir, contentDir) };
}

test('a token that Discord refuses ends the bot with code 2, one clear line and no second try', async () => {
  const { sandbox, environment } = await openScene();
  const token = 'not-the-token-of-this-sandbox';
  const bot = startCli(['start'], { ...environment, DISCORD_TOKEN: token });
  expect(await bot.exited).toBe(2);
  expect(bot.log()).toContain('DISCORD_TOKEN: Discord refused the token');
  expect(bot.log()).not.toContain(token);
  expect(sandbox.requests.filter(({ status }) => status === 401)).toHaveLength(1);
});

test('no token ends the bot with code 2 and says where to get one', async () => {
  const { environment } = await openScene();
  const { DISCORD_TOKEN: _, ...rest } = environment;
  const bot = startCli(['start'], rest);
  expect(await bot.exited).toBe(2);
  expect(bot.log()).toMatch(/^DISCORD_TOKEN: expected/m);
});

test('a content folder that is not there ends the bot with code 2', async () => {
  const { environment, dir } = await openScene();
  const bot = startCli(['start'], { ...environment, CONTENT_DIR: join(dir, 'nowhere') });
  expect(await bot.exited).toBe(2);
  expect(bot.log()).toContain('CONTENT_DIR: expected a folder');
});

test('a state that cannot be opened ends the bot with code 2, before anything is posted', async () => {
  const { environment, contentDir, sandbox } = await openScene();
  const bot = startCli(['start'], { ...environment, STATE_URL: `sqlite://${contentDir}` });
  expect(await bot.exited).toBe(2);
  expect(bot.log()).toContain('STATE_URL');
  expect(sandbox.requests).toEqual([]);
});

test('an index that cannot be opened ends the bot with code 2, before it speaks to Discord', async () => {
  const { environment, contentDir, sandbox } = await openScene();
  const bot = startCli(['start'], { ...environment, LIBRARY_PATH: contentDir });
  expect(await bot.exited).toBe(2);
  expect(bot.log()).toContain(`LIBRARY_PATH: ${contentDir} cannot be opened`);
  expect(bot.log()).not.toContain('content folder');
  expect(sandbox.requests).toEqual([]);
});
