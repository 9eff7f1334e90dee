import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseRecord } from '../../src/story/record.ts';
import { setUpContent } from '../support/content-setup.ts';
import { openFeedServer } from '../support/open-feed-server.ts';
import { runCommand } from '../support/run-command.ts';

const NOW = ['--now', '2026-11-27T10:00:00Z'];
const PATH = 'news/2026/11/openai-teaches-robots-to-fold-laundry.md';

const META = `<!doctype html><html><head>
<title>OpenAI teaches robots to fold laundry | Robot Post</title>
<meta property="og:title" content="OpenAI teaches robots to fold laundry">
<meta property="og:description" content="Two arms learn how to fold &lt;shirts&gt;.">
<meta property="og:image" content="/photo.jpg"><meta property="og:image:width" content="1200">
<meta property="og:site_name" content="Robot Post">
<meta property="article:published_time" content="2026-11-26T08:00:00+01:00">
<link rel="canonical" href="/robots?id=7"></head><body>…</body></html>`;

const DATA = `<!doctype html><html><head><title>OpenAI teaches robots to fold laundry</title>
<script type="application/ld+json">{ broken</script>
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},
{"@type":["NewsArticle"],"headline":"OpenAI teaches robots to fold laundry","description":"Two arms learn.",
"datePublished":"2026-11-26T07:00:00Z","image":{"url":"https://cdn.example/photo.jpg"},"publisher":{"@type":"Organization","name":"Robot Post"}}]}</script>
</head><body><h1>OpenAI</h1></body></html>`;

async function setUp(html: string, sources = '') {
  const server = await openFeedServer();
  for (const path of ['/robots', '/robots?utm_source=x'])
    server.set(path, { headers: { 'content-type': 'text/html; charset=utf-8' }, body: html });
  const { contentDir, environment } = setUpContent(sources);
  const read = (path: string) => parseRecord(readFileSync(join(contentDir, path)));
  return { server, contentDir, environment, read, url: `${server.url}/robots` };
}

describe('add', () => {
  test('given an article, a record is written of what its page says, and shown', async () => {
    const { server, environment, read, url } = await setUp(META);
    const { exitCode, stdout, stderr } = await runCommand(['add', url, ...NOW], environment);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      [
        'OpenAI teaches robots to fold laundry',
        'Robot Post · 2026-11-26 07:00 · heat 70 · OpenAI, AI',
        'Two arms learn how to fold <shirts>.',
        `picture: ${server.url}/photo.jpg`,
        `written to ${PATH}`,
        '',
      ].join('\n'),
    );
    expect(read(PATH)).toMatchObject({
      kind: 'story',
      problems: [],
      story: {
        link: `${server.url}/robots?id=7`,
        excerpt: 'Two arms learn how to fold <shirts>.',
        published: true,
        heat: 70,
        provider: { name: 'Robot Post' },
        image: { url: `${server.url}/photo.jpg`, widthPx: 1200 },
      },
    });
  });

  test('given schema.org’s data alone, beside a broken block, that is read', async () => {
    const { environment, read, url } = await setUp(DATA);
    await runCommand(['add', url, ...NOW], environment);
    expect(read(PATH)).toMatchObject({
      story: {
        excerpt: 'Two arms learn.',
        publishedAtMs: Date.parse('2026-11-26T07:00:00Z'),
        provider: { name: 'Robot Post' },
        image: { url: 'https://cdn.example/photo.jpg' },
      },
    });
  });

  test('given --hold, --heat and --topics, the record has them', async () => {
    const { contentDir, environment, url } = await setUp(META);
    const args = ['add', url, '--hold', '--heat', '95', '--topics', 'AI,Robotics', ...NOW];
    expect((await runCommand(args, environment)).stdout).toContain(`written to ${PATH}, held back\n`);
    const text = readFileSync(join(contentDir, PATH), 'utf8');
    expect(text).toContain('heat: 95\n');
    expect(text).toContain('hold: true\n');
    expect(text).toContain('topics:\n  - AI\n  - Robotics\n');
  });

  test('given one that is there already, under any spelling, it names the file and writes nothing', async () => {
    const { environment, url, contentDir } = await setUp(META);
    await runCommand(['add', url, ...NOW], environment);
    const before = readFileSync(join(contentDir, PATH), 'utf8');
    for (const again of [url, `${url}?id=7&utm_source=x`]) {
      expect(await runCommand(['add', again, ...NOW], environment)).toEqual({
        exitCode: 1,
        stdout: '',
        stderr: `there is a record of it already: ${PATH}\n`,
      });
    }
    expect(readFileSync(join(contentDir, PATH), 'utf8')).toBe(before);
  });

  test('given --dry-run, it shows the card and writes nothing; given another file of that name, it is left', async () => {
    const { environment, url, contentDir, read } = await setUp(META);
    expect((await runCommand(['add', url, '--dry-run', ...NOW], environment)).stdout).toContain(
      'nothing was written',
    );
    expect(existsSync(join(contentDir, PATH))).toBe(false);
    await runCommand(['add', url, ...NOW], environment);
    writeFileSync(join(contentDir, PATH), '---\ncategory: other\n---\n');
    const { stdout } = await runCommand(['add', url, ...NOW], environment);
    const [, path = ''] = /written to (\S+)/.exec(stdout) ?? [];
    expect(path).toMatch(/laundry-[0-9a-f]{16}\.md$/);
    expect(read(path)).toMatchObject({ kind: 'story' });
  });

  test('given a source of that host, the outlet is as the source names it', async () => {
    const sources =
      '- {name: R, address: "https://127.0.0.1/feed", provider: {name: The Robot Post, domain: 127.0.0.1}}\n';
    const { environment, url, read } = await setUp(META, sources);
    await runCommand(['add', url, ...NOW], environment);
    expect(read(PATH)).toMatchObject({ story: { provider: { name: 'The Robot Post' } } });
  });

  test('given no date, it counts as of now, and that is said; given what is no article, why', async () => {
    const { server, environment } = await setUp(META);
    const html = (body: string) => ({ headers: { 'content-type': 'text/html' }, body });
    server.set('/undated', html('<!doctype html><html><title>Robots sing</title></html>'));
    server.set('/nothing', html('<!doctype html><html><title></title></html>'));
    server.set('/feed', '<rss version="2.0"><channel><title>T</title></channel></rss>');
    const add = (path: string) => runCommand(['add', server.url + path, ...NOW], environment);
    expect((await add('/undated')).stdout).toContain('the page names no date; it counts as of now\n');
    expect((await add('/nothing')).stderr).toContain('the page names no headline; write the record by hand');
    expect((await add('/feed')).stderr).toContain('this is no web page; give the address of an article');
    expect((await add('/gone')).stderr).toContain('there is nothing at this address (HTTP 404)');
    const refused = await runCommand(['add', `${server.url}/gone`], {
      ...environment,
      INGEST_ALLOW_PRIVATE: '0',
    });
    expect(refused).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('not an address of the public internet'),
    });
  });
});
