import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { drawPicture } from './pictures.ts';

/** Debian's Chromium; another one can be named. */
const CHROMIUM_PATH = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const QUIET_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** An address with this in it does not load, as a picture that has been taken down. */
export const MISSING_PICTURE = 'missing';

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM_PATH, headless: true, args: QUIET_FLAGS });

/**
 * Opens an address in a browser profile of its own. Pictures from elsewhere are drawn here: no test depends on the
 * network. When the test ends, what the page must not do is checked.
 */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  { mayLoseConnection = false } = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'UTC', ...options });
  const page = await context.newPage();
  const offences: string[] = [];
  const { host } = new URL(url);
  const isElsewhere = (address: URL) => address.host !== host;
  page.on('console', (message) => {
    // The browser itself reports a picture that does not load, and a server that went away.
    const isPicture = message.location().url.includes(MISSING_PICTURE);
    const isLost = mayLoseConnection && message.text().includes('net::ERR_');
    if (message.type() === 'error' && !isPicture && !isLost) offences.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => offences.push(`error: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    if (isElsewhere(new URL(request.url())) && request.resourceType() !== 'image')
      offences.push(`${request.resourceType()} from ${request.url()}`);
  });
  await page.route(isElsewhere, async (route) => {
    const address = route.request().url();
    if (address.includes(MISSING_PICTURE)) await route.abort();
    else await route.fulfill({ contentType: 'image/svg+xml', body: drawPicture(address) });
  });
  onTestFinished(async () => {
    await context.close();
    expect(offences).toEqual([]);
  });
  await page.goto(url);
  return page;
}
