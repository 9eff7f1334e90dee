import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { setUpContent } from '../support/content-setup.ts';
import { rss } from '../support/feed-server.ts';
import { ROBOTS, setUpFeed } from '../support/feed-setup.ts';
import { readRecords } from '../support/ingest-scene.ts';
import { recordText } from '../support/record-text.ts';
import { runCommand } from '../support/run-command.ts';

describe('edit', () => {
  const TEXT = recordText({ webUrl: 'https://www.example.com/robots', heat: 50, published: false });
  const setUpRecord = (text = TEXT) => {
    const { contentDir, environment } = setUpContent('', { 'news/robots.md': text });
    const read = () => readFileSync(join(contentDir, 'news/robots.md'), 'utf8');
    return { contentDir, environment, read };
  };
  const LINK = 'http://example.com/robots/?utm_source=x';

  test('given --hold, only that key is added; --publish takes it away again', async () => {
    const { environment, read } = setUpRecord();
    const { exitCode, stdout } = await runCommand(['edit', LINK, '--hold'], environment);
    expect([exitCode, stdout]).toEqual([0, 'news/robots.md: hold: none → true\n']);
    expect(read()).toBe(TEXT.replace(/---\n$/, 'hold: true\n---\n'));
    await runCommand(['edit', LINK, '--publish', '--heat', '90'], environment);
    expect(read()).toBe(TEXT.replace('published: false', 'published: true').replace('heat: 50', 'heat: 90'));
  });

  test('given --publish of a cold story, it says what it takes to be posted', async () => {
    const { environment } = setUpRecord();
    const { stdout } = await runCommand(['edit', LINK, '--publish'], environment);
    expect(stdout).toBe(
      'news/robots.md: published: false → true\nits heat is 50: channels that take stories from 70 on post it with --heat 70\n',
    );
  });

  test('given --topics, they replace the others; an unknown one is kept with a word about it', async () => {
    const { environment, read } = setUpRecord();
    const { stderr } = await runCommand(
      ['edit', 'news/robots.md', '--topics', 'OpenAI, Cooking'],
      environment,
    );
    expect(stderr).toBe('"Cooking" is not in topics.yaml; it is kept\n');
    expect(read()).toBe(TEXT.replace('topics: ["AI"]', 'topics:\n  - OpenAI\n  - Cooking'));
  });

  test('given what it says already, the file is not touched', async () => {
    const { environment, read } = setUpRecord();
    const { stdout } = await runCommand(['edit', LINK, '--heat', '50'], environment);
    expect(stdout).toBe('news/robots.md: it says so already\n');
    expect(read()).toBe(TEXT);
    const json = await runCommand(['edit', LINK, '--heat', '-1', '--json'], environment);
    expect(JSON.parse(json.stdout)).toEqual({
      path: 'news/robots.md',
      changes: [{ key: 'heat', from: 50, to: -1 }],
    });
  });

  test.each([
    [
      ['https://example.com/nobody', '--hold'],
      1,
      'no record of the content folder: "https://example.com/nobody"\n',
    ],
    [
      [LINK],
      2,
      'nothing to change: give --publish, --hold, --heat N, --topics LIST, --same-event-as LINK or --not-same-event-as LINK\n',
    ],
    [[LINK, '--same-event-as', 'robots'], 2, '"robots" is no http or https address of an article\n'],
    [[LINK, '--hold', '--publish'], 2, '--publish and --hold say the opposite of each other: give one\n'],
  ])('given %j, it says what is wrong', async (args, exitCode, stderr) => {
    const { environment, read } = setUpRecord();
    expect(await runCommand(['edit', ...args], environment)).toEqual({ exitCode, stdout: '', stderr });
    expect(read()).toBe(TEXT);
  });

  test('given --same-event-as and --not-same-event-as, the last word about an article counts, each once', async () => {
    const { environment, read } = setUpRecord();
    const [one, other] = ['https://one.example/1', 'https://other.example/2'];
    await runCommand(['edit', LINK, '--same-event-as', one], environment);
    await runCommand(
      ['edit', LINK, '--same-event-as', 'http://www.one.example/1/?utm_source=x'],
      environment,
    );
    await runCommand(['edit', LINK, '--same-event-as', other], environment);
    expect(read()).toContain(`sameEventAs:\n  - ${one}\n  - ${other}\n`);
    await runCommand(['edit', LINK, '--not-same-event-as', one], environment);
    await runCommand(['edit', LINK, '--not-same-event-as', other], environment);
    expect(read()).toContain(`notSameEventAs:\n  - ${one}\n  - ${other}\n`);
    expect(read()).not.toContain('sameEventAs:\n  - https://one.example/1\n  - https://other.example/2\nnot');
  });

  test('given a record of ingest that was edited, the next round leaves it so', async () => {
    const { server, contentDir, environment } = await setUpFeed();
    await runCommand(['ingest', '--once'], environment);
    await runCommand(['edit', ROBOTS.link, '--heat', '95', '--publish'], environment);
    server.set('/feed', rss([{ ...ROBOTS, title: 'OpenAI teaches robots to fold all laundry' }]));
    await runCommand(['ingest', '--once'], environment);
    expect([...readRecords(contentDir).values()]).toMatchObject([
      { title: 'OpenAI teaches robots to fold all laundry', heat: 95, published: true },
    ]);
  });
});
