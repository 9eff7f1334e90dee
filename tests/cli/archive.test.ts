import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { setUpContent } from '../support/content-setup.ts';
import { recordText } from '../support/record-text.ts';
import { runCommand } from '../support/run-command.ts';
import { writeFiles } from '../support/temp-folder.ts';

describe('archive', () => {
  const OLD = recordText({
    title: 'Old robots',
    webUrl: 'https://example.com/old',
    publishedDateTime: '2021-12-14T09:00:00Z',
  });
  const OLDER = recordText({
    title: 'Older robots',
    webUrl: 'https://example.com/older',
    publishedDateTime: '2021-11-30T09:00:00Z',
  });
  const NEW = recordText({
    title: 'New robots',
    webUrl: 'https://example.com/new',
    publishedDateTime: new Date(systemClock.now()).toISOString(),
  });
  const FILES = {
    'news/old.md': OLD,
    'news/older.md': OLDER,
    'new.md': NEW,
    'broken.md': 'x',
    'jobs.md': recordText({ category: 'jobs', publishedDateTime: '2020-01-01' }),
  };

  test('given records older than a year, they go to one file a month, and search still reads them', async () => {
    const { contentDir, environment } = setUpContent('', FILES);
    const { exitCode, stdout } = await runCommand(['archive'], environment);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^archive\/2021-11\.jsonl\.gz {2}1 records\narchive\/2021-12\.jsonl\.gz {2}1 records\n2 records from before \d{4}-\d\d-\d\d moved\n$/,
    );
    const lines = gunzipSync(readFileSync(join(contentDir, 'archive/2021-12.jsonl.gz'))).toString();
    expect(lines).toBe(`${JSON.stringify({ path: 'news/old.md', text: OLD })}\n`);
    const search = await runCommand(['search', 'robots', '--json'], environment);
    expect(
      JSON.parse(search.stdout)
        .map(({ title }: { title: string }) => title)
        .sort(),
    ).toEqual(['New robots', 'Old robots', 'Older robots']);
    expect((await runCommand(['check', '--json'], environment)).stdout).toContain('"stories": 3');
  });

  test('given a second run, what is there stays, and what came to it is added', async () => {
    const { contentDir, environment } = setUpContent('', FILES);
    await runCommand(['archive'], environment);
    expect((await runCommand(['archive'], environment)).stdout).toMatch(/^no record is older than/);
    writeFiles(contentDir, { 'news/more.md': OLD.replace('/old', '/more') });
    const { stdout } = await runCommand(['archive', '--json'], environment);
    expect(JSON.parse(stdout)).toMatchObject({
      records: 1,
      archives: [{ archive: 'archive/2021-12.jsonl.gz', records: 1 }],
    });
    const lines = gunzipSync(readFileSync(join(contentDir, 'archive/2021-12.jsonl.gz')))
      .toString()
      .trim()
      .split('\n');
    expect(lines).toHaveLength(2);
  });

  test('given an archive that cannot be written, the records stay where they are', async () => {
    // A file in the place of the folder of archives.
    const { contentDir, environment } = setUpContent('', { ...FILES, archive: '' });
    const { exitCode, stderr } = await runCommand(['archive'], environment);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^\S+archive\S*: .* stands .*move it away, or name another place \((EEXIST|ENOTDIR)\)\n$/,
    );
    expect(readFileSync(join(contentDir, 'news/older.md'), 'utf8')).toBe(OLDER);
    expect(readFileSync(join(contentDir, 'news/old.md'), 'utf8')).toBe(OLD);
  });

  test('given CONTENT_KEEP, it says how long records are kept', async () => {
    const { environment } = setUpContent('', FILES);
    const { stdout } = await runCommand(['archive', '--json'], { ...environment, CONTENT_KEEP: '100y' });
    expect(JSON.parse(stdout)).toMatchObject({ records: 0, archives: [] });
  });
});
