import type { ApplicationCommandDataResolvable } from 'discord.js';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startWebPage } from '../../sandbox/web/server.ts';
import { connectBot, openSandbox } from '../sandbox/support.ts';
import { findViolations } from './axe.ts';
import { openBrowser, openPage } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const TYPE = { text: 3, boolean: 5 } as const;
const news: ApplicationCommandDataResolvable = {
  name: 'news',
  description: 'The hottest stories',
  options: [
    { type: TYPE.text, name: 'topic', description: 'One topic', autocomplete: true },
    { type: TYPE.text, name: 'query', description: 'Words of the headline' },
    { type: TYPE.boolean, name: 'private', description: 'Show it to me alone' },
  ],
};

/** A small bot of the test's own, whose /news tells what it got, and the page at its address, not yet loaded. */
async function openScene(options: BrowserContextOptions = {}, flags = { mayLoseConnection: false }) {
  const sandbox = await openSandbox();
  const client = await connectBot(sandbox);
  client.on('interactionCreate', async (interaction) => {
    if (interaction.isAutocomplete()) {
      const { value } = interaction.options.getFocused(true);
      const names = ['AI', 'AI Hardware'].filter((name) => name.startsWith(value));
      await interaction.respond(names.map((name) => ({ name, value: name })));
    } else if (interaction.isChatInputCommand()) {
      const got = interaction.options.data.map(({ name, value }) => `${name}=${value}`);
      await interaction.reply({ content: `got ${got.join(' ')}`, flags: 64 });
    }
  });
  await client.application.commands.set([news]);
  const web = await startWebPage({ sandbox, port: 0 });
  onTestFinished(() => web.close().catch(() => {}));
  const page = await openPage(browser, web.url, options, flags);
  await page.getByRole('heading', { name: 'ai-news', exact: true }).waitFor();
  const input = page.locator('command-input').getByRole('combobox');
  return { sandbox, web, page, input };
}

const articlesOf = (page: Page) => page.getByRole('article');
const focusedName = (page: Page) => page.evaluate('document.activeElement?.getAttribute("aria-label")');

test('nothing can be typed before the channels are known, and what is typed then stays', async () => {
  const { page, input } = await openScene();
  const release = Promise.withResolvers<void>();
  await page.route('**/api/live*', async (route) => {
    await release.promise;
    await route.continue();
  });
  await page.reload();
  await page.getByRole('navigation', { name: 'Channels' }).waitFor();
  expect(await input.count()).toBe(0);
  release.resolve();
  await input.fill('/news query:chips');
  await page.keyboard.press('Enter');
  await articlesOf(page).getByText('got query=chips').waitFor();
});

test('on a fresh page, and wherever no field has the focus, typing goes to the input line', async () => {
  const { page, input } = await openScene();
  await input.waitFor();
  await page.keyboard.type('/ne');
  await page.getByRole('option', { name: /^\/news/, selected: true }).waitFor();
  expect(await input.inputValue()).toBe('/ne');
  await input.fill('');
  await page.locator('.scroller').click();
  expect(await focusedName(page)).toBe(null);
  await page.keyboard.type('/news');
  expect(await input.inputValue()).toBe('/news');
  await input.fill('');
  await page.getByRole('button', { name: 'announcements' }).click();
  await page.getByRole('heading', { name: 'announcements', exact: true }).waitFor();
  await page.keyboard.type('hello');
  expect(await input.inputValue()).toBe('hello');
});

test('a link before everything else leads a keyboard past the channel to the input line', async () => {
  const { page, input } = await openScene();
  await page.getByRole('button', { name: 'ai-news' }).focus();
  await page.keyboard.press('Shift+Tab');
  expect(await page.locator(':focus').textContent()).toContain('Skip to the input line');
  expect(await page.locator(':focus').isVisible()).toBe(true);
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  expect(await focusedName(page)).toBe('Message #ai-news');
  await page.keyboard.type('x');
  expect(await input.inputValue()).toBe('x');
});

test('a pasted command leaves nothing of itself beside its chips', async () => {
  const { page, input } = await openScene();
  await input.fill('/news ');
  expect(await page.locator('.command-chip').textContent()).toBe('/news');
  expect(await input.inputValue()).toBe('');
  await input.fill('query:chips private:true');
  expect(await page.getByRole('button', { name: 'Edit query: chips' }).count()).toBe(1);
  expect(await input.inputValue()).toBe('true');
});

test('text that is no value of its option is marked and sent nowhere, whatever is pressed', async () => {
  const { page, input } = await openScene();
  await input.fill('/news query:chips private:maybe');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Choose one of the list.').waitFor();
  expect(await input.getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByRole('option').allTextContents()).toEqual([
    expect.stringContaining('True'),
    expect.stringContaining('False'),
  ]);
  await page.keyboard.press('Enter');
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Edit query: chips' }).click();
  await page.getByRole('button', { name: 'Send' }).click();
  expect(await input.inputValue()).toBe('maybe');
  expect(await focusedName(page)).toBe('/news private');
  await input.fill('true');
  expect(await input.getAttribute('aria-invalid')).toBe('false');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await articlesOf(page).getByText('got query=chips private=true').waitFor();
  expect(await articlesOf(page).count()).toBe(1);
});

test('an option says what it takes, and that nothing fits what is typed; Escape closes that', async () => {
  const { page, input } = await openScene();
  const panel = page.locator('.suggestions');
  await input.fill('/news query:');
  expect(await panel.getByText('Words of the headline').isVisible()).toBe(true);
  expect(await panel.getByText('Enter sends').isVisible()).toBe(true);
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await panel.isVisible()).toBe(false);
  expect(await page.locator('.command-chip').count()).toBe(1);
  await page.keyboard.type('chips topic:Zzz');
  await panel.getByText('No options match.').waitFor();
  expect(await panel.getByText('One topic').isVisible()).toBe(true);
  await input.fill('A');
  await page.getByRole('option', { name: 'AI Hardware' }).waitFor();
  expect(await panel.getByText('No options match.').count()).toBe(0);
  await page.keyboard.press('Enter');
  await page.keyboard.type('private:perhaps');
  await panel.getByText('No options match.').waitFor();
});

test('a command that is not there is left standing, and said not to be there', async () => {
  const { page, input } = await openScene();
  await input.fill('/nosuch');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('There is no such command.').waitFor();
  expect(await input.inputValue()).toBe('/nosuch');
});

test('on a narrow screen Send stands beside the line that is typed, however wide the options before it', async () => {
  const { page, input } = await openScene({ viewport: { width: 360, height: 640 } });
  for (let length = 1; length <= 25; length += 3) {
    const text = `/news query:${'m'.repeat(length)} topic:`;
    await input.fill(text);
    const [field, send] = await Promise.all([input.boundingBox(), page.locator('.send').boundingBox()]);
    if (!field || !send) throw new Error('both are there');
    expect(Math.abs(field.y + field.height / 2 - (send.y + send.height / 2)), text).toBeLessThan(8);
    expect(send.x, text).toBeGreaterThanOrEqual(field.x + field.width);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
});

test('a message that is too long stays in the line, and the page says why', async () => {
  const { page, input } = await openScene();
  await input.fill('x'.repeat(2001));
  await page.keyboard.press('Enter');
  await page
    .getByRole('alert')
    .getByText('A message has at most 2,000 characters; this one has 2,001.')
    .waitFor();
  expect((await input.inputValue()).length).toBe(2001);
  expect(await findViolations(page)).toEqual([]);
  // Each is one character for Discord, and two for JavaScript.
  await input.fill('🔥'.repeat(2000));
  await page.keyboard.press('Enter');
  await articlesOf(page).getByText('🔥🔥🔥').waitFor();
  expect(await input.inputValue()).toBe('');
});

test('a message that finds no sandbox stays in the line', async () => {
  const { web, page, input } = await openScene({}, { mayLoseConnection: true });
  await web.close();
  await page.getByText('The sandbox has stopped.').waitFor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await input.fill('hello');
  await page.keyboard.press('Enter');
  await page.locator('command-input').getByText('The sandbox has stopped.').waitFor();
  expect(await input.inputValue()).toBe('hello');
  // A request in vain would be an error in the browser's console.
  expect(asked.filter((url) => url.includes('/api/act'))).toEqual([]);
});
