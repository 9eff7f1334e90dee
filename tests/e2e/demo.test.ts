import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { runCli } from '../../src/cli.ts';

const demoFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('heatline-demo-'));

test('the demo shows posts and the answers to /news and /related, ends by itself and leaves nothing behind', async () => {
  const before = demoFolders();
  const stdout = new PassThrough();
  let shown = '';
  stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
  const exitCode = await runCli(['demo', '--exit'], {
    environment: {},
    stdout,
    stderr: new PassThrough(),
    signal: new AbortController().signal,
  });
  expect(exitCode).toBe(0);
  expect(shown.match(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}#ai-news$/gm)?.length).toBeGreaterThanOrEqual(3);
  expect(shown).toMatch(/\[Read at .+\]/);
  expect(shown).toContain('a member types /news topic:AI');
  expect(shown).toContain('Hottest AI news');
  expect(shown).toMatch(/a member types \/related[\s\S]+Related coverage \([1-9]/);
  expect(demoFolders()).toEqual(before);
});
