import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { runPreview } from '../../src/demo/preview.ts';
import { runCommand } from '../support/run-command.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';
import { findViolations } from './axe.ts';
import { openBrowser, openPage } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const TOPICS = '- name: AI\n- {name: AI Hardware, parent: AI}\n';

/** What `heatline preview` shows of a file. It is ended with the test. */
async function openPreview(file: string, contentDir: string): Promise<Page> {
  const controller = new AbortController();
  const stdout = new PassThrough();
  const io = { stdout, stderr: new PassThrough(), environment: {}, signal: controller.signal };
  const ended = runPreview(file, { contentDir, port: 0, open: false }, io);
  onTestFinished(async () => {
    controller.abort();
    expect(await ended).toBe(0);
  });
  const url = await new Promise<string>((resolve, reject) => {
    ended.catch(reject);
    stdout.setEncoding('utf8').on('data', (text: string) => {
      const [found] = /http:\S+\/preview/.exec(text) ?? [];
      if (found) resolve(found);
    });
  });
  return await openPage(browser, url);
}

/** The problems on the page, each as `heatline check` prints it. */
async function readProblems(page: Page): Promise<string[]> {
  const items = await page.getByRole('region', { name: 'Problems' }).getByRole('listitem').all();
  return await Promise.all(
    items.map(async (item) => {
      const [severity, message, place] = await Promise.all(
        ['b', 'span', 'code'].map((tag) => item.locator(tag).first().textContent()),
      );
      return `${severity} ${place}: ${message}`;
    }),
  );
}

async function runCheck(contentDir: string, file: string): Promise<string[]> {
  const { stdout } = await runCommand(['check', contentDir]);
  const lines = stdout.split('\n').map((line) => line.replace(/ +/, ' '));
  return lines.filter((line) => line.includes(` ${file}:`));
}

test('the card of a record is drawn anew whenever the file is saved, with all that check says of it', async () => {
  const contentDir = makeTempFolder();
  writeFiles(contentDir, { 'topics.yaml': TOPICS });
  writeRecord(contentDir, 'news/older.md', makeRecord({ publishedDateTime: '2021-12-13T09:00:00Z' }));
  const file = 'news/chips.md';
  const path = join(contentDir, file);
  writeRecord(contentDir, file, makeRecord({ topics: ['AI', 'Chipz'], heat: 'hot' }));
  const page = await openPreview(path, contentDir);
  const card = page.getByRole('article');
  await card.getByText('Labs agree on a test for chips').waitFor();
  const first = await readProblems(page);
  expect(first).toHaveLength(2);
  expect(first.join()).toContain('"Chipz" is not in topics.yaml');
  expect(first.sort()).toEqual((await runCheck(contentDir, file)).sort());
  expect(await findViolations(page)).toEqual([]);

  writeRecord(contentDir, file, makeRecord({ title: 'Four labs agree' }));
  await card.getByText('Four labs agree').waitFor();
  await page.getByRole('heading', { name: 'No problems' }).waitFor();

  writeRecord(contentDir, file, makeRecord({ publishedDateTime: '2020-01-01T09:00:00Z' }));
  await page.getByText('has the same link as news/older.md, which is newer').waitFor();
  expect(await readProblems(page)).toEqual(await runCheck(contentDir, file));

  writeFileSync(path, '---\ncategory: news\ntitle: [unclosed\n---\n');
  await page.getByText('the record cannot be posted as it is').waitFor();
  const broken = await readProblems(page);
  expect(broken[0]).toMatch(/^error news\/chips\.md:\d+: /);
  expect(broken).toEqual(await runCheck(contentDir, file));

  rmSync(path);
  await page.getByText('the file does not exist').waitFor();
  writeRecord(contentDir, file, makeRecord());
  await card.getByText('Labs agree on a test for chips').waitFor();

  writeFiles(contentDir, { 'topics.yaml': '- name: AI\n' });
  await page.getByText('"AI Hardware" is not in topics.yaml').waitFor();
});

test('a record outside the content folder is held against the topics beside it, or against none', async () => {
  const folder = makeTempFolder();
  writeRecord(folder, 'drafts/chips.md', makeRecord({ topics: ['Chipz'] }));
  const contentDir = makeTempFolder();
  const page = await openPreview(join(folder, 'drafts/chips.md'), contentDir);
  await page.getByRole('heading', { name: 'No problems' }).waitFor();
  writeFiles(folder, { 'topics.yaml': TOPICS });
  const again = await openPreview(join(folder, 'drafts/chips.md'), contentDir);
  await again.getByText('"Chipz" is not in topics.yaml').waitFor();
});

test('nothing but the card is offered where no bot is', async () => {
  const folder = makeTempFolder();
  writeRecord(folder, 'chips.md', makeRecord());
  const page = await openPreview(join(folder, 'chips.md'), folder);
  await page.goto(new URL('/', page.url()).href);
  await page.getByRole('article').getByText('Labs agree on a test for chips').waitFor();
  expect(await page.getByRole('combobox').count()).toBe(0);
});
