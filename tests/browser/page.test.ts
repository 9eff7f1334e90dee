import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Preview } from '../../sandbox/web/controls.ts';
import type { PreviewState } from '../../sandbox/web/protocol.ts';
import { startWebPage } from '../../sandbox/web/server.ts';
import { openSandbox, restOf } from '../sandbox/support.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';
import { findViolations } from './axe.ts';
import { MISSING_PICTURE, openBrowser, openPage } from './browser.ts';
import { startScene } from './scene.ts';

/** As the page has it: more messages of a channel are not drawn. */
const DRAWN_MESSAGES_MAX = 300;
/** For what follows by itself, on a machine with other work to do. */
const SOON = { timeout: 10_000 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** The page over a sandbox into which the test writes as a bot would. */
async function openScene(path = '/', preview?: Preview) {
  const sandbox = await openSandbox({ rateLimits: false });
  const web = await startWebPage({ sandbox, preview, port: 0 });
  onTestFinished(() => web.close());
  const page = await openPage(browser, `${web.url}${path}`);
  // From here on the page sees everything as it happens.
  if (path === '/') await page.getByRole('heading', { name: 'ai-news', exact: true }).waitFor();
  return { sandbox, page, url: web.url, channelId: sandbox.channel('ai-news').id };
}

const articlesOf = (page: Page) => page.getByRole('article');

test('an edited message changes where it stands, a deleted one goes', async () => {
  const { sandbox, page, channelId } = await openScene();
  const path = `/channels/${channelId}/messages`;
  const { body } = await restOf(sandbox)('POST', path, { embeds: [{ title: 'Before' }] });
  await articlesOf(page).getByText('Before').waitFor();
  await restOf(sandbox)('PATCH', `${path}/${body.id}`, { embeds: [{ title: 'After' }] });
  await articlesOf(page).getByText('After').waitFor();
  expect(await articlesOf(page).getByText('(edited)').count()).toBe(1);
  expect(await articlesOf(page).getByText('Before').count()).toBe(0);
  await restOf(sandbox)('DELETE', `${path}/${body.id}`);
  await page.getByText('Nothing has been posted here yet').waitFor();
});

test('markup in a text is shown as text, and Markdown as Discord shows it', async () => {
  const { sandbox, page, channelId } = await openScene();
  await restOf(sandbox)('POST', `/channels/${channelId}/messages`, {
    content: '<img src=x onerror=alert(1)> **bold** \\*plain\\* [shop](javascript:alert(1)) `code`',
    embeds: [{ title: 'A \\*starred\\* <b>title</b>', description: '[two](https://example.com/a) <t:0:R>' }],
  });
  const article = articlesOf(page);
  await article.getByText('<img src=x onerror=alert(1)>').waitFor();
  expect(await article.locator('strong').textContent()).toBe('bold');
  expect(await article.getByText('*plain* [shop](javascript:alert(1))').count()).toBe(1);
  expect(await article.locator('code').textContent()).toBe('code');
  expect(await article.getByText('A *starred* <b>title</b>').count()).toBe(1);
  const link = article.getByRole('link', { name: 'two' });
  expect(await link.getAttribute('href')).toBe('https://example.com/a');
  expect(await link.getAttribute('rel')).toContain('noopener');
  expect(await article.getByText(/\d+ years ago/).count()).toBe(1);
});

test('pictures that do not load leave placeholders, large ones of one width in every card', async () => {
  const { sandbox, page, channelId } = await openScene();
  const url = `https://example.com/${MISSING_PICTURE}.png`;
  const send = (text: string) =>
    restOf(sandbox)('POST', `/channels/${channelId}/messages`, {
      embeds: [
        {
          title: text,
          author: { name: 'Times', icon_url: url },
          image: { url },
          footer: { text, icon_url: url },
        },
      ],
    });
  await send('Short');
  await send('A headline that takes two lines of the card, and perhaps a word or two more than these');
  const missing = page.locator('card-embed img.is-missing');
  await expect.poll(() => missing.count(), SOON).toBe(6);
  for (const image of await missing.all())
    await expect
      .poll(() => image.evaluate(({ naturalWidth }: { naturalWidth: number }) => naturalWidth), SOON)
      .toBeGreaterThan(0);
  const widths = async () =>
    await Promise.all(
      (await page.locator('.discord-embed-image').all()).map(
        async (image) => (await image.boundingBox())?.width,
      ),
    );
  const [first, second] = await widths();
  expect(first).toBe(second);
  await page.setViewportSize({ width: 360, height: 640 });
  const [narrowFirst, narrowSecond] = await widths();
  expect(narrowFirst).toBe(narrowSecond);
  expect(narrowFirst).toBeLessThan(300);
});

test('where the clipboard is refused, the link to a message is shown to be copied by hand', async () => {
  const { sandbox, page, channelId } = await openScene();
  await page.addInitScript("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))");
  await page.reload();
  const { body } = await restOf(sandbox)('POST', `/channels/${channelId}/messages`, { content: 'a message' });
  await articlesOf(page).first().click({ button: 'right' });
  const shown: string[] = [];
  page.on('dialog', async (dialog) => {
    shown.push(dialog.defaultValue());
    await dialog.accept();
  });
  await page.getByRole('menuitem', { name: 'Copy message link' }).click();
  await expect.poll(() => shown, SOON).toEqual([expect.stringContaining(`/${channelId}/${body.id}`)]);
  await page.getByRole('menu').waitFor({ state: 'detached' });
  expect(await page.locator('article:focus').count()).toBe(1);
});

test('a forum lists its posts; a post opens and leads back', async () => {
  const { sandbox, page } = await openScene();
  await restOf(sandbox)('POST', `/channels/${sandbox.channel('forum').id}/threads`, {
    name: 'Chips are measured',
    message: { content: 'Three labs agree.' },
  });
  await page.getByRole('button', { name: 'forum (unread)' }).click();
  await page.getByRole('button', { name: /Chips are measured/ }).click();
  await articlesOf(page).getByText('Three labs agree.').waitFor();
  await page.getByRole('button', { name: 'Back to the posts' }).click();
  await page.getByRole('button', { name: /Chips are measured/ }).waitFor();
});

/** How far the end of the messages is below what is shown. */
const DISTANCE_PX = `(e => Math.round(e.scrollHeight - e.scrollTop - e.clientHeight))(document.querySelector('.scroller'))`;
const nextFrame = (page: Page) => page.evaluate('new Promise(requestAnimationFrame)');

test('a long history is drawn in part; a reader who scrolled up is told of new messages and not moved', async () => {
  const { sandbox, page, channelId } = await openScene();
  const send = (number: number) =>
    restOf(sandbox)('POST', `/channels/${channelId}/messages`, { content: `message ${number}` });
  for (let number = 1; number <= DRAWN_MESSAGES_MAX + 20; number += 1) await send(number);
  await articlesOf(page)
    .getByText(`message ${DRAWN_MESSAGES_MAX + 20}`, { exact: true })
    .waitFor();
  expect(await articlesOf(page).count()).toBe(DRAWN_MESSAGES_MAX);
  await expect.poll(() => page.evaluate(DISTANCE_PX), SOON).toBe(0);
  await page.locator('.scroller').hover();
  await page.mouse.wheel(0, -2000);
  await expect.poll(() => page.evaluate(DISTANCE_PX), SOON).toBeGreaterThan(500);
  await send(1000);
  await send(1001);
  await page.getByRole('button', { name: '2 new messages' }).waitFor();
  expect(await page.evaluate(DISTANCE_PX)).toBeGreaterThan(500);
  await page.getByRole('button', { name: '2 new messages' }).click();
  await expect.poll(() => page.evaluate(DISTANCE_PX), SOON).toBe(0);
});

test('the newest message stays in sight while tall and low ones push out the oldest, frame by frame', async () => {
  const { sandbox, page, channelId } = await openScene();
  // An odd one is as high as the one it pushes out, an even one is not.
  const wordCountOf = (number: number) => (number % 2 === 1 ? 50 : 10 + ((number * 37) % 59));
  const send = (number: number) =>
    restOf(sandbox)('POST', `/channels/${channelId}/messages`, {
      embeds: [{ title: `Story ${number}`, description: 'a long story '.repeat(wordCountOf(number)) }],
    });
  const lastNumber = DRAWN_MESSAGES_MAX + 25;
  for (let number = 1; number <= lastNumber; number += 1) {
    await send(number);
    if (number > DRAWN_MESSAGES_MAX) await nextFrame(page);
  }
  await articlesOf(page).getByText(`Story ${lastNumber}`, { exact: true }).waitFor();
  expect(await articlesOf(page).count()).toBe(DRAWN_MESSAGES_MAX);
  await expect.poll(() => page.evaluate(DISTANCE_PX), SOON).toBe(0);
  expect(await page.getByRole('button', { name: /new message/ }).count()).toBe(0);
});

test('the page goes on by itself when the sandbox was away', async () => {
  const first = await startSandbox();
  const web = await startWebPage({ sandbox: first, port: 0 });
  const page = await openPage(browser, web.url, {}, { mayLoseConnection: true });
  await page.getByRole('heading', { name: 'ai-news', exact: true }).waitFor();
  await web.close();
  await first.close();
  await page.getByText('The sandbox has stopped').waitFor();
  const second = await openSandbox();
  const again = await startWebPage({ sandbox: second, port: Number(new URL(web.url).port) });
  onTestFinished(() => again.close());
  await page.getByText('The sandbox has stopped').waitFor({ state: 'detached' });
  await restOf(second)('POST', `/channels/${second.channel('ai-news').id}/messages`, {
    content: 'back again',
  });
  await articlesOf(page).getByText('back again').waitFor();
});

test('/inspect lists requests live, filters them, and names the reason of a refusal', async () => {
  const { sandbox, page, channelId } = await openScene('/inspect');
  const path = `/channels/${channelId}/messages`;
  await restOf(sandbox)('POST', path, { content: 'a good one' });
  await restOf(sandbox)('POST', path, { embeds: [{ title: 'x'.repeat(300) }] });
  const rows = page.locator('tbody').getByRole('row');
  await rows.nth(1).waitFor();
  expect(await rows.first().textContent()).toMatch(
    /POST[\s\S]*50035[\s\S]*embeds\.0\.title: .*256.*\(BASE_TYPE_MAX_LENGTH\)[\s\S]*400/,
  );
  await page.getByRole('button', { name: 'Refused 1' }).click();
  expect(await rows.count()).toBe(1);
  await page.getByRole('button', { name: 'All' }).click();
  await page.getByRole('searchbox').fill('good ONE');
  expect(await rows.count()).toBe(1);
  await rows.getByRole('button').click();
  const details = page.getByRole('region', { name: /^Request \d+$/ });
  await details.getByText('"content": "a good one"').first().waitFor();
  expect(await findViolations(page)).toEqual([]);
});

test.each([
  [1280, false],
  [800, true],
  [360, true],
])(
  'at %i px, /inspect tells when a request was made and how long it took, in the details too',
  async (width, isNarrow) => {
    const { sandbox, page, channelId } = await openScene('/inspect');
    await page.setViewportSize({ width, height: 700 });
    await restOf(sandbox)('POST', `/channels/${channelId}/messages`, { content: 'a good one' });
    const row = page.locator('tbody').getByRole('row');
    const when = /\d{1,2}:\d\d:\d\d [AP]M/;
    const took = /\d+(\.\d)? ms/;
    await row.waitFor();
    expect(await row.locator('td').nth(1).isVisible()).toBe(!isNarrow);
    expect(await row.locator('.when').isVisible()).toBe(isNarrow);
    await row.getByRole('button').click();
    const details = page.getByRole('region', { name: /^Request \d+$/ });
    for (const place of [row.locator('.when'), details.locator('.when')]) {
      expect(await place.isVisible()).toBe(true);
      expect(await place.textContent()).toMatch(when);
      expect(await place.textContent()).toMatch(took);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    expect(await findViolations(page)).toEqual([]);
  },
);

test('/preview shows the card of a record with its problems, and follows the file', async () => {
  let state: PreviewState = {
    file: 'chips.md',
    message: { embeds: [{ title: 'Chips are measured' }], components: [] },
    problems: [{ file: 'chips.md', line: 7, severity: 'notice', message: 'unknown topic "Chip"' }],
  };
  const listeners = new Set<() => void>();
  const preview: Preview = { current: () => state, onChange: (listener) => void listeners.add(listener) };
  const { page } = await openScene('/preview', preview);
  await page.getByRole('article').getByText('Chips are measured').waitFor();
  await page.getByText('chips.md:7').waitFor();
  expect(await page.getByText('unknown topic "Chip"').isVisible()).toBe(true);
  expect(await findViolations(page)).toEqual([]);
  state = {
    file: 'chips.md',
    message: null,
    problems: [{ file: 'chips.md', line: 2, severity: 'error', message: 'title: required' }],
  };
  for (const listener of listeners) listener();
  await page.getByText('the record cannot be posted as it is').waitFor();
  expect(await page.getByText('title: required').isVisible()).toBe(true);
});

test('a corrected record changes its message on the page, and an unpublished one removes it', async () => {
  const contentDir = join(makeTempFolder(), 'content');
  writeRecord(contentDir, 'chips.md', makeRecord());
  const scene = await startScene(contentDir, '2021-12-14T11:59:00Z');
  onTestFinished(() => scene.close());
  const page = await openPage(browser, scene.url);
  await articlesOf(page).getByText('Labs agree on a test for chips').waitFor();
  writeRecord(contentDir, 'chips.md', makeRecord({ title: 'Four labs agree on a test for chips' }));
  await articlesOf(page).getByText('Four labs agree on a test for chips').waitFor();
  expect(await articlesOf(page).count()).toBe(1);
  writeRecord(contentDir, 'chips.md', makeRecord({ published: false }));
  await page.getByText('Nothing has been posted here yet').waitFor();
});

test.each([
  ['another Host', { host: 'attacker.example' }, 'GET', '/', 403],
  ['a foreign Origin', { origin: 'http://attacker.example' }, 'GET', '/api/live', 403],
  ['a script of another site', { 'sec-fetch-site': 'cross-site' }, 'GET', '/api/live', 403],
  ['a POST without Origin', { 'content-type': 'application/json' }, 'POST', '/api/act', 403],
  ['a form of another site', { 'content-type': 'text/plain' }, 'POST', '/api/act', 403],
  ['the address typed in', {}, 'GET', '/', 200],
])('%s is answered as it should', async (_, headers, method, path, status) => {
  const sandbox = await openSandbox();
  const web = await startWebPage({ sandbox, port: 0 });
  onTestFinished(() => web.close());
  const answered = await new Promise((resolve, reject) => {
    const sent = request(`${web.url}${path}`, { method, headers }, (response) => {
      resolve(response.statusCode);
      response.destroy();
    });
    sent.on('error', reject).end();
  });
  expect(answered).toBe(status);
});

test('a taken port gives the next free one', async () => {
  const sandbox = await openSandbox();
  const first = await startWebPage({ sandbox, port: 0 });
  onTestFinished(() => first.close());
  const taken = Number(new URL(first.url).port);
  const second = await startWebPage({ sandbox, port: taken });
  onTestFinished(() => second.close());
  expect(Number(new URL(second.url).port)).toBeGreaterThan(taken);
});

test('where no next port is, the page says which ports were tried', async () => {
  const sandbox = await openSandbox();
  const last = createServer().listen(65_535, '127.0.0.1');
  onTestFinished(() => void last.close());
  // Taken by somebody else, the port is as good.
  await Promise.race([once(last, 'listening'), once(last, 'error')]);
  await expect(startWebPage({ sandbox, port: 65_535 })).rejects.toThrow('no free port from 65535 to 65535');
});
