import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockState } from '../../src/state/lock.ts';
import { setUpContent } from '../support/content-setup.ts';
import { ROBOTS, setUpFeed } from '../support/feed-setup.ts';
import { readRecords } from '../support/ingest-scene.ts';
import { recordText } from '../support/record-text.ts';
import { runCommand } from '../support/run-command.ts';
import { writeFiles } from '../support/temp-folder.ts';

describe('ingest', () => {
  test('given --dry-run, it prints the stories with heat and topics, and writes nothing', async () => {
    const { contentDir, environment } = await setUpFeed();
    expect(await runCommand(['ingest', '--once', '--dry-run'], environment)).toEqual({
      exitCode: 0,
      stdout:
        'new  heat 66    OpenAI, AI  Example  OpenAI teaches robots to fold laundry\n' +
        '1 source, 0 failed: 1 new story, 0 changed; nothing was written\n',
      stderr: '',
    });
    expect(readRecords(contentDir).size).toBe(0);
  });

  test('given --once twice, the record is written once, and the second says that nothing is new', async () => {
    const { contentDir, environment } = await setUpFeed();
    expect((await runCommand(['ingest', '--once'], environment)).exitCode).toBe(0);
    expect(readRecords(contentDir).size).toBe(1);
    const again = await runCommand(['ingest', '--once'], environment);
    expect(again.stdout).toBe('1 source, 0 failed: 0 new stories, 0 changed\n');
  });

  test('given --now, ages count from then, and what is kept of a source is told', async () => {
    const { environment } = await setUpFeed();
    const nowText = new Date(Date.parse(ROBOTS.date) + 40 * 86_400_000).toISOString();
    const { stdout } = await runCommand(['ingest', '--once', '--now', nowText], environment);
    expect(stdout).toBe(
      'look at  Robot news: none of its 1 articles is kept: 1 too old\n1 source, 0 failed: 0 new stories, 0 changed\n',
    );
    const listed = await runCommand(['sources', '--now', nowText], environment);
    expect(listed.stdout).toContain('none of its 1 articles is kept: 1 too old');
  });

  test('given --json, it is one document', async () => {
    const { environment } = await setUpFeed();
    const { stdout, stderr } = await runCommand(['ingest', '--once', '--json'], environment);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      sources: [{ name: 'Robot news', outcome: 'read', listed: 1, kept: 1, added: 1 }],
      stories: [
        {
          outcome: 'created',
          title: ROBOTS.title,
          topics: ['OpenAI', 'AI'],
          quality: 66,
          heat: 66,
          published: false,
        },
      ],
      problems: [],
    });
  });

  test('given --source, only that one is asked; given another name, it says which there are', async () => {
    const { server, environment } = await setUpFeed();
    expect((await runCommand(['ingest', '--source', 'robot NEWS'], environment)).exitCode).toBe(0);
    expect(server.countOf('/feed')).toBe(1);
    const { exitCode, stderr } = await runCommand(['ingest', '--source', 'nobody'], environment);
    expect([exitCode, stderr]).toEqual([
      2,
      '--source: expected a name of sources.yaml (Robot news), got "nobody"\n',
    ]);
  });

  test('given sources that all fail, it says why in plain words, and ends with 1', async () => {
    const { server, environment } = await setUpFeed();
    server.set('/feed', { status: 404 });
    const { exitCode, stdout } = await runCommand(['ingest', '--once'], environment);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('failed  Robot news: there is nothing at this address (HTTP 404)\n');
  });

  test('given no sources, it says how to get some', async () => {
    const { environment } = setUpContent();
    const { exitCode, stdout } = await runCommand(['ingest', '--once'], environment);
    expect([exitCode, stdout]).toEqual([
      0,
      'no sources: add entries to sources.yaml, or run: heatline sources add URL\n',
    ]);
  });

  test('given no leave for private addresses, a source on this machine is refused', async () => {
    const { server, environment } = await setUpFeed();
    const { stdout } = await runCommand(['ingest', '--once'], { ...environment, INGEST_ALLOW_PRIVATE: '0' });
    expect(stdout).toContain('which is not an address of the public internet');
    expect(server.requests).toEqual([]);
  });

  test('given a folder in the place of topics.yaml, it says so in a sentence, with the code of a mistake', async () => {
    const { contentDir, environment } = await setUpFeed();
    const path = join(contentDir, 'topics.yaml');
    rmSync(path);
    mkdirSync(path);
    expect(await runCommand(['ingest', '--once'], environment)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `${path}: it is a folder, and a file is expected; name another place (EISDIR)\n`,
    });
  });

  test('given another round under way, it says so', async () => {
    const { server, environment } = await setUpFeed();
    const unlock = lockState(`sqlite://${join(environment.LIBRARY_PATH, '../ingest')}`);
    onTestFinished(unlock);
    expect(await runCommand(['ingest', '--once'], environment)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'another Heatline brings the news in right now; try again when it is through\n',
    });
    expect(server.requests).toEqual([]);
  });

  test('given --explain, it shows the parts of quality and heat, and what a person changed', async () => {
    const { contentDir, environment } = await setUpFeed();
    await runCommand(['ingest', '--once'], environment);
    const [path = ''] = readRecords(contentDir).keys();
    const file = join(contentDir, path);
    writeFileSync(file, readFileSync(file, 'utf8').replace('heat: 66', 'heat: 99'));
    const { exitCode, stdout } = await runCommand(
      ['ingest', '--explain', `${ROBOTS.link}?utm_source=x`],
      environment,
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain('quality   66  38 every article + 20 image + 8 excerpt\n');
    expect(stdout).toContain('coverage  0   no other outlet\n');
    expect(stdout).toContain('heat      66  held back below 70\n');
    expect(stdout).toContain('kept as a person left them: heat\n');
    writeFiles(contentDir, {
      'own.md': recordText({
        title: ROBOTS.title,
        excerpt: '',
        publishedDateTime: new Date(ROBOTS.date).toISOString(),
        webUrl: 'https://hand.example/robots',
        provider: { name: 'Hand', domain: 'hand.example' },
      }),
    });
    await runCommand(['search', 'robots'], environment);
    const told = await runCommand(['ingest', '--explain', ROBOTS.link], environment);
    expect(told.stdout).toContain('coverage  10  10 Hand\n');
    rmSync(join(contentDir, 'own.md'));
    await runCommand(['search', 'robots'], environment);
    const json = await runCommand(['ingest', '--explain', ROBOTS.link, '--json'], environment);
    expect(JSON.parse(json.stdout)).toMatchObject({ quality: 66, heat: 66, personKeys: ['heat'], path });
    const unknown = await runCommand(['ingest', '--explain', 'https://example.com/unknown'], environment);
    expect(unknown).toMatchObject({
      exitCode: 1,
      stderr: 'no source has brought this article: "https://example.com/unknown"\n',
    });
  });
});

test.each([['ingest'], ['sources'], ['sources', 'add'], ['edit'], ['archive']])(
  '%s %s has help',
  async (...args) => {
    const { exitCode, stdout } = await runCommand([...args, '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Usage: heatline ${args.join(' ')}`);
  },
);
