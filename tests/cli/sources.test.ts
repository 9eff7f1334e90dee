import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { setUpContent } from '../support/content-setup.ts';
import { rss } from '../support/feed-server.ts';
import { ROBOTS, setUpFeed } from '../support/feed-setup.ts';
import { openFeedServer } from '../support/open-feed-server.ts';
import { runCommand } from '../support/run-command.ts';

describe('sources', () => {
  test('given none, it says how to get some', async () => {
    const { stdout } = await runCommand(['sources'], setUpContent().environment);
    expect(stdout).toBe('no sources yet: heatline sources add URL writes one to sources.yaml\n');
  });

  test('given sources, each has its last fetch, its stories a week, and its failure in plain words', async () => {
    const { server, contentDir, environment } = await setUpFeed();
    const broken = `- name: Gone\n  address: ${server.url}/gone\n`;
    writeFileSync(
      join(contentDir, 'sources.yaml'),
      readFileSync(join(contentDir, 'sources.yaml'), 'utf8') + broken,
    );
    const before = await runCommand(['sources'], environment);
    expect(before.stdout).toMatch(/^Robot news {2}feed {2}never +0 +not asked yet$/m);
    await runCommand(['ingest', '--once'], environment);
    const { stdout } = await runCommand(['sources'], environment);
    expect(stdout).toMatch(/^source +kind +last fetch \(UTC\) +a week +state$/m);
    expect(stdout).toMatch(/^Robot news {2}feed {2}\d{4}-\d\d-\d\d \d\d:\d\d +1 +fine$/m);
    expect(stdout).toMatch(
      /^Gone +feed +never +0 +failed once since .*: there is nothing at this address \(HTTP 404\)$/m,
    );
    const json = await runCommand(['sources', '--json'], environment);
    expect(JSON.parse(json.stdout).sources).toMatchObject([
      { name: 'Robot news', storiesPerWeek: 1, failures: 0, reason: null },
      { name: 'Gone', lastFetchAt: null, failures: 1, reason: 'there is nothing at this address (HTTP 404)' },
    ]);
  });

  test('given a mistake in the file, it is told with its line, and the code is 1', async () => {
    const { environment } = setUpContent('- name: A\n');
    const { exitCode, stdout } = await runCommand(['sources'], environment);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('sources.yaml:1: source 1: address:');
  });

  test('given a page, add finds its feed, shows what it would bring, and writes it behind what is there', async () => {
    const { server, contentDir, environment } = await setUpFeed();
    server.set('/', {
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><html><head><title>Robots daily</title><link rel="alternate" type="application/rss+xml" href="/all.xml"><link rel="alternate" type="application/atom+xml" href="/atom.xml"></head></html>',
    });
    server.set(
      '/all.xml',
      rss([
        ROBOTS,
        { ...ROBOTS, link: 'https://www.example.com/bread', title: 'Bread', description: 'Fresh.' },
      ]),
    );
    const before = readFileSync(join(contentDir, 'sources.yaml'), 'utf8');
    const { exitCode, stdout } = await runCommand(['sources', 'add', server.url], environment);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('heat 66  OpenAI, AI  OpenAI teaches robots to fold laundry\n');
    expect(stdout).toContain(`Robots daily: 1 of the 2 articles of ${server.url}/all.xml are AI news\n`);
    expect(stdout).toContain(`the page has another feed: ${server.url}/atom.xml\n`);
    expect(readFileSync(join(contentDir, 'sources.yaml'), 'utf8')).toBe(
      `${before}- name: Robots daily\n  kind: feed\n  address: ${server.url}/all.xml\n  provider:\n    name: Robots daily\n    domain: example.com\n`,
    );
    const again = await runCommand(['sources', 'add', `${server.url}/all.xml`], environment);
    expect(again).toMatchObject({
      exitCode: 1,
      stderr: `sources.yaml has it already: Robots daily, ${server.url}/all.xml\n`,
    });
  });

  test.each([
    ['a page without a feed', '<!doctype html><html></html>', /names no feed/],
    ['what is no feed', 'hello', /no feed, or a broken one|cut off/],
  ])('given %s, add says so and writes nothing', async (_what, body, message) => {
    const server = await openFeedServer();
    server.set('/', body);
    const { environment } = setUpContent('# none\n');
    const { exitCode, stderr } = await runCommand(['sources', 'add', server.url], environment);
    expect([exitCode, message.test(stderr)]).toEqual([1, true]);
    expect(readFileSync(join(environment.CONTENT_DIR, 'sources.yaml'), 'utf8')).toBe('# none\n');
  });
});
