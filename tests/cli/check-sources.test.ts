import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setUpContent } from '../support/content-setup.ts';
import { rss } from '../support/feed-server.ts';
import { openFeedServer } from '../support/open-feed-server.ts';
import { runCommand } from '../support/run-command.ts';

const NOW = '2026-11-27T10:00:00Z';
const entry = (title: string, date: string) => ({ title, link: 'https://x.example/1', date });
const YESTERDAY = 'Thu, 26 Nov 2026 10:00:00 GMT';

async function setUp() {
  const server = await openFeedServer();
  server.set('/fine', rss([entry('OpenAI robots learn', YESTERDAY)]));
  server.set('/moved', { status: 301, headers: { location: '/fine' } });
  server.set('/lent', { status: 302, headers: { location: '/fine' } });
  server.set('/empty', rss([]));
  server.set('/quiet', rss([entry('OpenAI robots learned', 'Thu, 01 Oct 2026 10:00:00 GMT')]));
  server.set('/garden', rss([entry('Roses in the rain', YESTERDAY)]));
  server.set('/page', '<!doctype html><html></html>');
  const names = ['fine', 'moved', 'lent', 'empty', 'quiet', 'garden', 'page', 'gone'];
  const sources = names.map(
    (name) => `# about ${name}\n- {name: ${name}, address: "${server.url}/${name}"}\n`,
  );
  return { server, ...setUpContent(sources.join('')) };
}

test('sources --check: given sources of every kind, it says how each is, and changes nothing', async () => {
  const { server, contentDir, environment } = await setUp();
  const before = readFileSync(join(contentDir, 'sources.yaml'), 'utf8');
  const { exitCode, stdout } = await runCommand(['sources', '--check', '--now', NOW], environment);
  expect(exitCode).toBe(1);
  expect(stdout.split('\n').map((line) => line.trimEnd())).toEqual([
    'fine    fine',
    `fine    moved   has moved to ${server.url}/fine`,
    'fine    lent',
    'empty   empty   it lists no article',
    'quiet   quiet   nothing for 30 days',
    'not AI  garden  none of its 1 articles is AI news',
    'dead    page    this is a web page, not a feed',
    'dead    gone    there is nothing at this address (HTTP 404)',
    'heatline sources --check --update writes the new addresses',
    '3 of 8 sources fine',
    '',
  ]);
  expect(readFileSync(join(contentDir, 'sources.yaml'), 'utf8')).toBe(before);
});

test('sources --check --update: given one that has moved for good, its address alone is changed', async () => {
  const { server, contentDir, environment } = await setUp();
  const path = join(contentDir, 'sources.yaml');
  const before = readFileSync(path, 'utf8');
  const { stdout } = await runCommand(['sources', '--check', '--update', '--now', NOW], environment);
  expect(stdout).toContain('1 address changed in sources.yaml\n');
  expect(readFileSync(path, 'utf8')).toBe(before.replace(`${server.url}/moved`, `${server.url}/fine`));
  const alone = await runCommand(['sources', '--update'], environment);
  expect(alone).toMatchObject({
    exitCode: 2,
    stderr: '--update goes with --check: heatline sources --check --update\n',
  });
});
