import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from 'discord.js';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { SandboxOptions } from '../../sandbox/sandbox.ts';
import { startWebPage } from '../../sandbox/web/server.ts';
import { connectBot, openSandbox, restOf } from '../sandbox/support.ts';
import { openBrowser, openPage } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** A small bot of the test's own, with one command, and the page open at its channel. */
async function openScene(commandName: string, options: SandboxOptions = {}) {
  const sandbox = await openSandbox(options);
  const client = await connectBot(sandbox);
  await client.application.commands.set([{ name: commandName, description: 'for the test' }]);
  const web = await startWebPage({ sandbox, port: 0 });
  onTestFinished(() => web.close());
  const page = await openPage(browser, web.url);
  // The page knows the commands from here on.
  await page.getByRole('heading', { name: 'ai-news', exact: true }).waitFor();
  await page.locator('command-input').getByRole('combobox').fill(`/${commandName} `);
  return { sandbox, client, page };
}

test('a deferred answer is shown as thinking until it comes', async () => {
  const { client, page } = await openScene('slow');
  const release = Promise.withResolvers<void>();
  client.on('interactionCreate', async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await release.promise;
    await interaction.editReply('Here it is.');
  });
  await page.keyboard.press('Enter');
  const answer = page.getByRole('article');
  await answer.getByText('Heatline is thinking…').waitFor();
  expect(await answer.getByText('reader used /slow').isVisible()).toBe(true);
  expect(await page.getByText('Sending command…').count()).toBe(0);
  release.resolve();
  await answer.getByText('Here it is.').waitFor();
  expect(await answer.getByText('is thinking').count()).toBe(0);
});

test('a form that the bot opens is filled in and sent', async () => {
  const { client, page } = await openScene('feedback');
  client.on('interactionCreate', async (interaction) => {
    if (interaction.isModalSubmit()) {
      await interaction.reply(`Thank you for “${interaction.fields.getTextInputValue('text')}”.`);
    }
    if (!interaction.isChatInputCommand()) return;
    const input = new TextInputBuilder().setCustomId('text').setStyle(TextInputStyle.Paragraph);
    const label = new LabelBuilder().setLabel('What is missing?').setTextInputComponent(input);
    await interaction.showModal(
      new ModalBuilder().setCustomId('form').setTitle('Feedback').addLabelComponents(label),
    );
  });
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Feedback' });
  await dialog.getByLabel('What is missing?').fill('a search');
  // The bot's message may overtake the page's own request, whose answer is held back here.
  const release = Promise.withResolvers<void>();
  await page.route('**/api/act', async (route) => {
    const response = await route.fetch();
    await release.promise;
    await route.fulfill({ response });
  });
  await dialog.getByRole('button', { name: 'Submit' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('article').getByText('Thank you for “a search”.').waitFor();
  expect(await page.getByText('Sending command…').count()).toBe(0);
  release.resolve();
});

test('a command that failed stays where it was sent, while later posts come below it', async () => {
  const { sandbox, page } = await openScene('silent', { interactionDeadlineMs: 100 });
  const post = (content: string) =>
    restOf(sandbox)('POST', `/channels/${sandbox.channel('ai-news').id}/messages`, { content });
  await post('before');
  await page.getByRole('article').getByText('before').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('The application did not respond').waitFor();
  await post('after');
  await page.getByRole('article').getByText('after').waitFor();
  const log = await page.getByRole('log').textContent();
  expect(log).toMatch(/before[\s\S]*used \/silent[\s\S]*did not respond[\s\S]*after/);
});

test('of two commands at once, the line of the one that was answered goes', async () => {
  const { client, page } = await openScene('slow', { interactionDeadlineMs: 20_000 });
  const release = Promise.withResolvers<void>();
  client.on('interactionCreate', async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    if (interaction.commandName === 'slow') await release.promise;
    await interaction.reply(`Done: ${interaction.commandName}.`);
  });
  await client.application.commands.set([
    { name: 'slow', description: 'for the test' },
    { name: 'quick', description: 'for the test' },
  ]);
  await page.keyboard.press('Enter');
  const lines = page.locator('.pending');
  await lines.getByText('/slow').waitFor();
  // The answer to the page's own request is held back: the bot's message comes first.
  await page.route('**/api/act', async (route) => {
    const response = await route.fetch();
    await release.promise;
    await route.fulfill({ response });
  });
  await page.locator('command-input').getByRole('combobox').fill('/quick ');
  await page.keyboard.press('Enter');
  const answer = page.getByRole('article').filter({ hasText: 'Done: quick.' });
  await answer.waitFor();
  expect(await answer.getByText('reader used /quick').count()).toBe(1);
  expect(await lines.allTextContents()).toEqual([
    expect.stringMatching(/used\s+\/slow[\s\S]*Sending command…/),
  ]);
  release.resolve();
  const late = page.getByRole('article').filter({ hasText: 'Done: slow.' });
  await late.getByText('reader used /slow').waitFor();
  expect(await lines.count()).toBe(0);
});
