import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { startDemoBot } from '../../sandbox/demo-bot.ts';
import { FatalError } from '../../src/fatal-error.ts';
import { runCommand } from '../support/run-command.ts';
import { openSandbox } from '../support/sandbox-bot.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const CONTENT_DIR = join(import.meta.dirname, '../../content');

test('a relative --content is read once: the bot goes on with the index of the demo', async () => {
  const folder = makeTempFolder();
  symlinkSync(CONTENT_DIR, join(folder, 'records'));
  const { exitCode, stderr } = await runCommand(['demo', '--exit', '--content', 'records'], {
    INIT_CWD: folder,
  });
  expect([exitCode, stderr]).toEqual([0, '']);
});

test.each([
  [['--from', '2021-12-14'], '--from <iso>'],
  [['--speed', '60'], '--speed <factor>'],
])('--live with %s is refused: the real time begins now', async (args, name) => {
  const { exitCode, stdout, stderr } = await runCommand(['demo', '--live', ...args, '--exit']);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`'--live' cannot be used with option '${name}'`);
});

test('a bot that ends by itself ends the demo with a sentence', async () => {
  const sandbox = await openSandbox();
  const folder = makeTempFolder();
  const io = {
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    environment: {},
    signal: new AbortController().signal,
  };
  const contentDir = join(folder, 'nowhere');
  const bot = startDemoBot({ sandbox, contentDir, stateDir: folder, fromMs: null }, io);
  onTestFinished(() => bot.stop());
  await expect(bot.ended).rejects.toThrow(FatalError);
  await expect(bot.ended).rejects.toThrow('the bot ended by itself (code 2)');
});
