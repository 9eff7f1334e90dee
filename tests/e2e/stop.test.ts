import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runCli } from '../../src/cli.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const CLI_PATH = join(import.meta.dirname, '../../bin/heatline.js');

/** The demo as a process of its own, once its page can be opened, and the folder of its temporary files. */
async function startDemo() {
  const tempDir = makeTempFolder();
  const demo = spawn(process.execPath, [CLI_PATH, 'demo', '--no-open', '--port', '0'], {
    env: { PATH: process.env.PATH, TMPDIR: tempDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void demo.kill('SIGKILL'));
  let errors = '';
  demo.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const exited = once(demo, 'close');
  await new Promise<void>((resolve, reject) => {
    demo.stdout.setEncoding('utf8').on('data', (text: string) => {
      const [found] = /http:\S+\d/.exec(text) ?? [];
      if (found) resolve();
    });
    exited.then(() => reject(new Error(`the demo ended: ${errors}`)));
  });
  return { demo, tempDir, exited, errors: () => errors };
}

test('a second Ctrl-C does not end the demo before it has cleaned up; it says that it is at it', async () => {
  const { demo, tempDir, exited, errors } = await startDemo();
  expect(readdirSync(tempDir)).toHaveLength(1);
  // Until the second is noticed: two that come at one moment count as one. The bot ends later than that.
  await expect
    .poll(
      () => {
        demo.kill('SIGINT');
        return errors();
      },
      { interval: 1 },
    )
    .toContain('Stopping…');
  expect(await exited).toEqual([0, null]);
  expect(readdirSync(tempDir)).toEqual([]);
});

test('a terminal that is closed ends the demo, and nothing is left behind', async () => {
  const { demo, tempDir, exited } = await startDemo();
  demo.stdout.destroy();
  demo.stderr.destroy();
  demo.kill('SIGHUP');
  expect(await exited).toEqual([0, null]);
  expect(readdirSync(tempDir)).toEqual([]);
});

test('Ctrl-C while the demo starts ends it before anything is opened', async () => {
  const tempDir = makeTempFolder();
  vi.stubEnv('TMPDIR', tempDir);
  onTestFinished(() => void vi.unstubAllEnvs());
  const controller = new AbortController();
  const stdout = new PassThrough();
  const ended = runCli(['demo', '--port', '0'], {
    environment: {},
    stdout,
    stderr: new PassThrough(),
    signal: controller.signal,
  });
  controller.abort();
  expect(await ended).toBe(0);
  expect(stdout.read()).toBe(null);
  expect(readdirSync(tempDir)).toEqual([]);
});
