import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { setUpContent } from '../support/content-setup.ts';
import { runCommand } from '../support/run-command.ts';
import { writeFiles } from '../support/temp-folder.ts';

const OPML = `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>My feeds</title></head><body>
<outline text="AI">
  <outline type="rss" text="Robot Post" title="Robot &amp; Post" xmlUrl="https://feeds.example/robots" htmlUrl="https://www.robots.example/"/>
  <outline text="Labs"><outline type="rss" text="Lab Notes" xmlUrl="https://lab.example/feed.xml"/></outline>
</outline>
<outline type="rss" text="Known" xmlUrl="https://known.example/feed"/>
<outline type="rss" text="Broken" xmlUrl="javascript:alert(1)"/>
<outline type="rss" text="No host" xmlUrl="https://t/feed"/>
<outline type="rss" text="Long host" xmlUrl="https://${'a.'.repeat(110)}example/feed"/>
<outline text="A folder without feeds"/>
</body></opml>`;
const KNOWN = '# my own words\n- name: Known\n  address: https://known.example/feed\n';

function setUp(opml = OPML) {
  const { contentDir, environment } = setUpContent(KNOWN);
  writeFiles(contentDir, { 'feeds.opml': opml });
  const readSources = () => readFileSync(join(contentDir, 'sources.yaml'), 'utf8');
  return { file: join(contentDir, 'feeds.opml'), environment, readSources };
}

describe('sources import', () => {
  test('given OPML of a feed reader, its feeds are added below what is there, each once, with their outlets', async () => {
    const { file, environment, readSources } = setUp();
    const { exitCode, stdout, stderr } = await runCommand(['sources', 'import', file], environment);
    expect(exitCode).toBe(1);
    // The last two are addresses, but no outlet's: sources.yaml does not take them.
    expect(stderr).toMatch(
      /^not an address of a feed, left out: "javascript:alert\(1\)"\n.*"https:\/\/t\/feed"\n.*"https:\/\/(?:a\.){9}.*\n$/,
    );
    expect(stdout).toMatch(/^added {2}Robot & Post {2}https:\/\/feeds\.example\/robots\n/);
    expect(stdout).toMatch(/\n2 sources added to .*sources\.yaml; 1 were there already\n$/);
    expect(readSources()).toBe(
      `${KNOWN}- name: Robot & Post
  kind: feed
  address: https://feeds.example/robots
  provider:
    name: Robot & Post
    domain: robots.example
- name: Lab Notes
  kind: feed
  address: https://lab.example/feed.xml
  provider:
    name: Lab Notes
    domain: lab.example
`,
    );
    const again = await runCommand(['sources', 'import', file], environment);
    expect(again.stdout).toBe('nothing to add; 3 were there already\n');
  });

  test('given what is no OPML, or not there, it says so, ends with 2, and changes nothing', async () => {
    const { file, environment, readSources } = setUp('<html><body>No</body></html>');
    const wrong = await runCommand(['sources', 'import', file], environment);
    expect([wrong.exitCode, wrong.stderr]).toEqual([
      2,
      `${file} is no OPML; export the subscriptions of your feed reader as OPML\n`,
    ]);
    const missing = await runCommand(['sources', 'import', `${file}.x`], environment);
    expect(missing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('cannot be read') });
    expect(readSources()).toBe(KNOWN);
  });
});

test('sources export: what is written is read again, with its outlets; git sources are told of', async () => {
  const { file, environment } = setUp();
  await runCommand(['sources', 'import', file], environment);
  const { exitCode, stdout } = await runCommand(['sources', 'export'], environment);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('<opml version="2.0">');
  const other = setUpContent('- {name: Records, kind: git, address: "https://git.example/r"}\n');
  writeFiles(other.contentDir, { 'feeds.opml': stdout });
  const imported = await runCommand(
    ['sources', 'import', join(other.contentDir, 'feeds.opml'), '--json'],
    other.environment,
  );
  expect(JSON.parse(imported.stdout)).toEqual({
    added: [
      { name: 'Known', kind: 'feed', address: 'https://known.example/feed', provider: expect.anything() },
      {
        name: 'Robot & Post',
        kind: 'feed',
        address: 'https://feeds.example/robots',
        provider: { name: 'Robot & Post', domain: 'robots.example' },
      },
      {
        name: 'Lab Notes',
        kind: 'feed',
        address: 'https://lab.example/feed.xml',
        provider: expect.anything(),
      },
    ],
    known: 0,
    broken: [],
  });
  const { stderr } = await runCommand(['sources', 'export'], other.environment);
  expect(stderr).toBe('1 source of git and JSON cannot be told in OPML\n');
});

test('given the packs that ship, all their feeds come in beside one another, each under a name of its own', async () => {
  const { environment } = setUpContent();
  const packs = join(import.meta.dirname, '../../content/packs');
  const names = readdirSync(packs);
  expect(names).toEqual(
    ['hardware', 'labs', 'open-source', 'policy', 'press', 'research'].map((name) => `${name}.opml`),
  );
  for (const name of names) {
    const { exitCode, stdout } = await runCommand(
      ['sources', 'import', join(packs, name), '--json'],
      environment,
    );
    const { added, known, broken } = JSON.parse(stdout);
    expect([name, exitCode, known, broken]).toEqual([name, 0, 0, []]);
    expect(added.length).toBeGreaterThan(5);
  }
});
