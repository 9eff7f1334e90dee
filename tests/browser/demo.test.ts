import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { openBrowser, openPage } from './browser.ts';
import { type Scene, startScene } from './scene.ts';

const CONTENT_DIR = join(import.meta.dirname, '../../demo');
const PICTURES_DIR = join(import.meta.dirname, '../../docs/images');
const README_VIEWPORT = { width: 1000, height: 800 };
const PICTURE_MAX_BYTES = 200_000;
const FIRST_POSTS = 3;
const SCROLLED_PX = 'document.querySelector(".scroller").scrollTop';

let scene: Scene;
let browser: Browser;

beforeAll(async () => {
  [scene, browser] = await Promise.all([startScene(CONTENT_DIR, '2021-12-13T11:05:00Z'), openBrowser()]);
  await scene.playUntil(FIRST_POSTS);
});

afterAll(async () => {
  await browser?.close();
  await scene?.close();
});

const open = (options?: Parameters<typeof openPage>[2]) => openPage(browser, scene.url, options);
const messagesOf = (page: Page) => page.getByRole('log').getByRole('article');
const inputOf = (page: Page) => page.locator('command-input').getByRole('combobox');

/** Types key by key, as a member does, and waits for the choices of what is typed last. */
async function typeNews(page: Page): Promise<void> {
  await inputOf(page).press('/');
  await page.getByRole('option', { name: /^\/news/ }).waitFor();
  await page.keyboard.type('news topic:AI', { delay: 30 });
  await page.getByRole('option', { name: /^AI \(\d+\)$/, selected: true }).waitFor();
}

/** Sends /news topic:AI. @returns its answer */
async function sendNews(page: Page): Promise<Locator> {
  const answers = messagesOf(page).filter({ hasText: 'Hottest AI news' });
  const before = await answers.count();
  await typeNews(page);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Edit topic: AI' }).waitFor();
  await page.keyboard.press('Enter');
  const answer = answers.nth(before);
  await answer.waitFor();
  return answer;
}

/** Takes a picture of README, where it is missing or HEATLINE_SCREENSHOTS=1 asks for a new one. */
async function takePicture(page: Page, name: string): Promise<void> {
  const path = join(PICTURES_DIR, name);
  if (!existsSync(path) || process.env.HEATLINE_SCREENSHOTS === '1') {
    mkdirSync(PICTURES_DIR, { recursive: true });
    await page.screenshot({ path });
  }
  expect(statSync(path).size).toBeLessThan(PICTURE_MAX_BYTES);
}

test('stories of the real bot are there, and the next one appears without reloading', async () => {
  const page = await open({ viewport: README_VIEWPORT, colorScheme: 'dark' });
  const messages = messagesOf(page);
  await messages.nth(FIRST_POSTS - 1).waitFor();
  const posted = scene.sandbox.messages(scene.channelId);
  expect(await messages.count()).toBe(posted.length);
  const last = messages.last();
  const embed = posted.at(-1)?.embeds[0];
  expect(await last.getByRole('link', { name: embed?.title ?? '' }).getAttribute('href')).toBe(embed?.url);
  expect(await last.getByText(embed?.author?.name ?? '', { exact: true }).isVisible()).toBe(true);
  expect(await last.getByText(embed?.footer?.text ?? '').isVisible()).toBe(true);
  await expect.poll(() => page.evaluate(SCROLLED_PX)).toBeGreaterThan(0);

  await page.getByRole('button', { name: 'Jump to the next post' }).click();
  await messages.nth(posted.length).waitFor();
  expect(await page.getByRole('button', { name: /new message/ }).count()).toBe(0);

  await page.locator('.scroller').hover();
  await page.mouse.wheel(0, -10_000);
  await expect.poll(() => page.evaluate(SCROLLED_PX)).toBe(0);
  await page.mouse.move(0, 0);
  await takePicture(page, 'channel.png');
});

test('/news topic:AI typed key by key gives the list; Next turns its page', async () => {
  const page = await open({ viewport: README_VIEWPORT, colorScheme: 'dark' });
  const answer = await sendNews(page);
  expect(await answer.getByText(/Page 1 of \d+ · \d+ stories/).isVisible()).toBe(true);
  expect(await answer.getByText('reader used /news').isVisible()).toBe(true);
  expect(await answer.getByRole('button', { name: 'Previous' }).isDisabled()).toBe(true);
  await takePicture(page, 'news.png');
  await answer.getByRole('button', { name: 'Next' }).click();
  await answer.getByText(/Page 2 of \d+/).waitFor();
  expect(await answer.getByRole('button', { name: 'Previous' }).isEnabled()).toBe(true);
});

test('a story chosen from the menu opens for the reader alone, until it is dismissed', async () => {
  const page = await open();
  const other = await open();
  const answer = await sendNews(page);
  await answer.getByRole('combobox', { name: 'Open a story' }).click();
  const first = answer.getByRole('option').first();
  const title = (await first.locator('.select-label').textContent()) ?? '';
  await first.click();
  const opened = messagesOf(page).filter({ hasText: 'Only you can see this' });
  await opened.waitFor();
  // The menu's label may be cut, the card's title is not.
  await opened.getByRole('link', { name: title.replace(/…$/, '').trim() }).waitFor();
  // What comes later is there: whatever was sent before it has come too.
  scene.sandbox.member().say({ channelId: scene.channelId, content: 'Has anyone read this?' });
  await messagesOf(other).getByText('Has anyone read this?').waitFor();
  expect(await messagesOf(other).filter({ hasText: 'Hottest AI news' }).count()).toBeGreaterThan(0);
  expect(await other.getByText('Only you can see this').count()).toBe(0);
  await opened.getByRole('button', { name: 'Dismiss message' }).click();
  await opened.waitFor({ state: 'detached' });
});

test('Related opens the other coverage, by the button and by the message menu', async () => {
  const page = await open();
  const card = messagesOf(page)
    .filter({ has: page.getByRole('button', { name: /^Related \(\d+\)$/ }) })
    .first();
  const coverage = messagesOf(page).filter({ hasText: 'Only you can see this' });
  await card.getByRole('button', { name: /^Related/ }).click();
  await coverage.getByText(/^Related coverage \(\d+\)/).waitFor();
  await coverage.getByRole('button', { name: 'Dismiss message' }).click();

  await card.click({ button: 'right', position: { x: 20, y: 40 } });
  await page.getByRole('menuitem', { name: 'Apps' }).click();
  await page.getByRole('menuitem', { name: 'Related coverage' }).click();
  await coverage.getByText('reader used Related coverage').waitFor();
  expect(await coverage.getByText(/^Related coverage \(\d+\)/).isVisible()).toBe(true);

  await card.focus();
  await page.keyboard.press('Shift+F10');
  expect(await page.locator('[role=menuitem]:focus').textContent()).toContain('Apps');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await coverage.nth(1).waitFor();
});

test('with the keyboard alone: a command is opened, an option chosen, and the answer read', async () => {
  const page = await open();
  await messagesOf(page).first().waitFor();
  await page.keyboard.type('/n');
  await page.getByRole('option', { name: /^\/news/, selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: /^topic/, selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { selected: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  const choice = await page.getByRole('option', { selected: true }).textContent();
  const topic = choice?.replace(/\(\d+\)/, '').trim() ?? '';
  await page.keyboard.press('Tab');
  await page.keyboard.type('private:');
  await page.getByRole('option', { name: 'True', selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const answer = messagesOf(page).filter({ hasText: 'Only you can see this' });
  await answer.getByText(`Hottest ${topic} news`).waitFor();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  expect(await answer.locator(':focus').count()).toBe(1);
});

test('when the bot does not answer, the page says so', async () => {
  const page = await open();
  const restore = scene.sandbox.fail({
    match: { method: 'POST', path: /callback/ },
    mode: { status: 403, body: {} },
  });
  await inputOf(page).fill('/news ');
  await page.keyboard.press('Enter');
  await page.getByText('Sending command…').waitFor();
  await page.getByText('The application did not respond').waitFor();
  restore();
  await page.getByRole('button', { name: 'Dismiss message' }).click();
  expect(await page.getByText('The application did not respond').count()).toBe(0);
});

test('the replay bar pauses, resumes and changes the speed', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByText('30 min a second').waitFor();
  await page.getByRole('button', { name: 'Faster' }).click();
  await page.getByText('1 h a second').waitFor();
  expect(scene.replay.state()).toMatchObject({ speed: 3600, clockSpeed: 3600 });
  await page.getByRole('button', { name: 'Slower' }).click();
  await page.getByText('30 min a second').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('paused · 30 min a second').waitFor();
  expect(scene.replay.state().clockSpeed).toBe(0);
});

test('on a narrow screen too, the replay is steered by the keyboard, paused, to its ends and while it jumps', async () => {
  const page = await open({ viewport: { width: 360, height: 640 } });
  const speed = page.locator('.replay-speed');
  const press = async (name: string, key = 'Enter') => {
    await page.getByRole('button', { name }).focus();
    await page.keyboard.press(key);
  };
  const focusedName = () => page.locator('button:focus').getAttribute('aria-label');
  await speed.getByText('paused · 30 min a second').waitFor();
  await press('Faster');
  await speed.getByText('paused · 1 h a second').waitFor();
  for (const hours of [2, 4, 8]) {
    await page.keyboard.press('Enter');
    await speed.getByText(`paused · ${hours} h a second`).waitFor();
  }
  expect(await focusedName()).toBe('Faster');
  expect(await page.getByRole('button', { name: 'Faster' }).getAttribute('aria-disabled')).toBe('true');
  scene.replay.setSpeed(1800);
  // Discord takes no post, so that the jump lasts.
  const restore = scene.sandbox.fail({
    match: { method: 'POST', path: /messages/ },
    mode: { status: 503, body: {} },
  });
  await press('Jump to the next post');
  await speed.getByText('to the next post…').waitFor();
  expect(await focusedName()).toBe('Jump to the next post');
  await press('Pause', ' ');
  await speed.getByText('paused · 30 min a second').waitFor();
  restore();
  expect(scene.replay.state()).toMatchObject({ isJumping: false, clockSpeed: 0 });
});

test.each([
  ['dark', 1000],
  ['light', 1000],
  ['dark', 360],
  ['light', 360],
] as const)(
  '%s at %i px: axe-core finds nothing serious, and nothing is wider than the screen',
  async (colorScheme, width) => {
    const page = await open({ colorScheme, viewport: { width, height: 720 } });
    await sendNews(page);
    await messagesOf(page).filter({ hasText: 'heat' }).first().hover();
    const overflowPx = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(overflowPx)).toBe(0);
    expect(
      await page.evaluate(`(e => e.scrollWidth - e.clientWidth)(document.querySelector('.scroller'))`),
    ).toBe(0);
    expect(await findViolations(page)).toEqual([]);
    await typeNews(page);
    expect(await findViolations(page)).toEqual([]);
  },
);

test('on a narrow screen the channels open over the messages, and close when one is chosen', async () => {
  const page = await open({ viewport: { width: 360, height: 640 } });
  const channels = page.getByRole('navigation', { name: 'Channels' });
  await messagesOf(page).first().waitFor();
  expect(await channels.isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Channels' }).click();
  await channels.getByRole('button', { name: 'announcements' }).click();
  await page.getByRole('heading', { name: 'announcements', exact: true }).waitFor();
  expect(await channels.isVisible()).toBe(false);
});
