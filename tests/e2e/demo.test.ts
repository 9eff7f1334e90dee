import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runCli } from '../../src/cli.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';

/** Runs the demo's command line to its end, with a folder of its own for what is temporary. */
async function runDemo(args: readonly string[]) {
  const tempDir = makeTempFolder();
  vi.stubEnv('TMPDIR', tempDir);
  onTestFinished(() => void vi.unstubAllEnvs());
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const printed = Promise.all([text(stdout), text(stderr)]);
  const { signal } = new AbortController();
  const exitCode = await runCli(['demo', ...args], { environment: {}, stdout, stderr, signal });
  stdout.end();
  stderr.end();
  const [shown, said] = await printed;
  return { exitCode, shown, said, leftovers: readdirSync(tempDir) };
}

test('the demo shows posts and the answers to /news and /related, ends by itself and leaves nothing behind', async () => {
  const { exitCode, shown, leftovers } = await runDemo(['--exit']);
  expect(exitCode).toBe(0);
  expect(postsIn(shown).length).toBeGreaterThanOrEqual(3);
  expect(shown).toMatch(/\[Read at .+\]/);
  expect(shown).toContain('a member types /news topic:AI');
  expect(shown).toContain('Hottest AI news');
  expect(shown).toMatch(/a member types \/related[\s\S]+Related coverage \([1-9]/);
  expect(leftovers).toEqual([]);
});

/** The headlines that the demo showed as posts. */
const postsIn = (shown: string): string[] =>
  [...shown.matchAll(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}#ai-news\n.+\n {2}(.+)$/gm)].map(
    ([, title = '']) => title,
  );

test('given the path of a folder of two stories with half a year between them, the demo shows both and ends', async () => {
  const folder = makeTempFolder();
  const second = { title: 'Robots learn to fold', webUrl: 'https://example.com/fold', related: [] };
  writeRecord(folder, 'chips.md', makeRecord());
  writeRecord(folder, 'robots.md', makeRecord({ ...second, publishedDateTime: '2022-06-14T09:00:00Z' }));
  const { exitCode, shown, said } = await runDemo(['--exit', '--content', relative('.', folder)]);
  expect(exitCode).toBe(0);
  // The bot takes over the index that the demo has made of the same folder.
  expect(said).toBe('');
  expect(postsIn(shown)).toEqual(['Labs agree on a test for chips', 'Robots learn to fold']);
  expect(shown).toMatch(/a member types \/news topic:AI\n {2}Hottest AI news\n {2}1\. Robots learn to fold/);
});

test('given stories that are all too cool to post, the demo says so, and asks its questions all the same', async () => {
  const folder = makeTempFolder();
  writeRecord(folder, 'chips.md', makeRecord({ heat: 69 }));
  const { exitCode, shown } = await runDemo(['--exit', '--content', folder]);
  expect(exitCode).toBe(0);
  expect(shown).toContain('no story will be posted: each is too cool or too old');
  expect(postsIn(shown)).toEqual([]);
  expect(shown).toMatch(/a member types \/news topic:AI\n {2}Hottest AI news\n {2}1\. Labs agree/);
});

test('given a folder without a story, the demo says so and ends with code 2', async () => {
  const folder = makeTempFolder();
  const { exitCode, shown, said, leftovers } = await runDemo(['--content', folder]);
  expect({ exitCode, shown, said }).toEqual({ exitCode: 2, shown: '', said: `no stories in ${folder}\n` });
  expect(leftovers).toEqual([]);
});

test('given no folder, the demo says what it expected and ends with code 2', async () => {
  const folder = join(makeTempFolder(), 'nowhere');
  const { exitCode, said } = await runDemo(['--content', folder]);
  expect(exitCode).toBe(2);
  expect(said).toBe(`--content: expected a folder with records, got ${JSON.stringify(folder)}\n`);
});

test.each(['1969-12-01', '2014-12-01', '2015-01-15'])(
  'given --from %s, before Discord can have had the ids, the demo refuses it with code 2',
  async (from) => {
    const { exitCode, said } = await runDemo(['--from', from, '--exit']);
    expect(exitCode).toBe(2);
    expect(said).toBe(
      `--from: expected an instant from 2015-02-01 on (Discord's ids begin in 2015), got ${from} 00:00\n`,
    );
  },
);
