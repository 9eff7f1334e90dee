import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from '../../src/cli.ts';
import { startDemoBot } from '../../src/demo/demo-bot.ts';
import { FatalError } from '../../src/fatal-error.ts';
import { runCommand } from '../support/run-command.ts';
import { openSandbox } from '../support/sandbox-bot.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const CONTENT_DIR = join(import.meta.dirname, '../../demo');

test('a relative --content is read once: the bot goes on with the index of the demo', async () => {
  const folder = makeTempFolder();
  symlinkSync(CONTENT_DIR, join(folder, 'records'));
  const { exitCode, stderr } = await runCommand(['demo', '--exit', '--content', 'records'], {
    INIT_CWD: folder,
  });
  expect([exitCode, stderr]).toEqual([0, '']);
});

test('when the page can be opened, the news of the day before the busiest week is in the channel', async () => {
  const controller = new AbortController();
  const stdout = new PassThrough();
  let printed = '';
  stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (printed.includes('Open http')) controller.abort();
  });
  const io = { stdout, stderr: new PassThrough(), environment: {}, signal: controller.signal };
  expect(await runCli(['demo', '--port', '0'], io)).toBe(0);
  expect(printed).toContain('from 2021-12-09 00:00 UTC, an hour in 2 s.');
  const [before = ''] = printed.split('Open http');
  expect(before.match(/^2021-12-09 \d\d:\d\d {2}#ai-news$/gm)?.length).toBeGreaterThanOrEqual(3);
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
