import type { ApplicationCommandDataResolvable, Interaction } from 'discord.js';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startWebPage } from '../../sandbox/web/server.ts';
import { connectBot, openSandbox, restOf } from '../sandbox/support.ts';
import { findViolations } from './axe.ts';
import { openBrowser, openPage } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const TYPE = { subcommand: 1, text: 3, integer: 4, boolean: 5, channel: 7, role: 8 } as const;
const feed: ApplicationCommandDataResolvable = {
  name: 'feed',
  description: 'News feeds of this server',
  descriptionLocalizations: { de: 'Nachrichten dieses Servers' },
  defaultMemberPermissions: '32',
  options: [
    {
      type: TYPE.subcommand,
      name: 'add',
      nameLocalizations: { de: 'neu' },
      description: 'Posts news to a channel',
      descriptionLocalizations: { de: 'Postet Nachrichten in einen Kanal' },
      options: [
        {
          type: TYPE.channel,
          name: 'channel',
          nameLocalizations: { de: 'kanal' },
          description: 'Where',
          required: true,
          channelTypes: [0, 15],
        },
        { type: TYPE.text, name: 'timezone', description: 'Time zone', autocomplete: true },
        { type: TYPE.integer, name: 'heat', description: 'From this heat on', minValue: 0, maxValue: 200 },
        { type: TYPE.role, name: 'mention', description: 'Who is pinged' },
        { type: TYPE.boolean, name: 'thread', description: 'With a thread' },
      ],
    },
    { type: TYPE.subcommand, name: 'list', description: 'Shows the feeds' },
  ],
};

/** A small bot of the test's own, whose `/feed add` tells what it got, and the page that an admin has open. */
async function openScene(
  options: BrowserContextOptions = {},
  answer?: (interaction: Interaction) => Promise<unknown>,
) {
  const sandbox = await openSandbox();
  const client = await connectBot(sandbox);
  client.on('interactionCreate', async (interaction) => {
    if (answer) return void (await answer(interaction));
    if (interaction.isAutocomplete()) {
      const { value } = interaction.options.getFocused(true);
      const zones = ['Europe/Berlin', 'Europe/Paris', 'Asia/Tokyo'];
      const found = zones.filter((zone) => zone.toLowerCase().includes(value.toLowerCase()));
      await interaction.respond(found.map((zone) => ({ name: zone.replace('/', ' · '), value: zone })));
    } else if (interaction.isChatInputCommand()) {
      const got = interaction.options.data[0]?.options?.map(({ name, value }) => `${name}=${value}`);
      await interaction.reply({ content: `${interaction.locale}: ${got?.join(' ')}`, flags: 64 });
    }
  });
  await client.application.commands.set([
    feed,
    { name: 'secret', description: 'For owners', defaultMemberPermissions: '0' },
  ]);
  const role = sandbox.addRole({ name: 'News' });
  const web = await startWebPage({ sandbox, port: 0 });
  onTestFinished(() => web.close());
  const page = await openPage(browser, web.url, options);
  await page.getByRole('heading', { name: 'ai-news', exact: true }).waitFor();
  return { sandbox, page, role, input: page.locator('command-input').getByRole('combobox') };
}

test('an admin types /feed add key by key: subcommands, channels, roles and the bot’s own choices are offered', async () => {
  const { sandbox, page, role, input } = await openScene();
  const option = (name: string) => page.getByRole('option', { name });
  await input.pressSequentially('/fe');
  expect(await page.getByRole('option').allTextContents()).toEqual([
    expect.stringMatching(/\/feed add\s+Posts news to a channel/),
    expect.stringMatching(/\/feed list\s+Shows the feeds/),
  ]);
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await option('#forum').waitFor();
  expect(await page.getByRole('option').allTextContents()).toEqual([
    expect.stringContaining('#ai-news'),
    expect.stringContaining('#forum'),
  ]);
  await input.pressSequentially('#fo');
  expect(await page.getByRole('option').count()).toBe(1);
  await page.keyboard.press('Tab');
  await input.pressSequentially('timezone:ber');
  await option('Europe · Berlin').waitFor();
  await page.keyboard.press('Enter');
  await input.pressSequentially('mention:ne');
  await option('@News').waitFor();
  await page.keyboard.press('Enter');
  await input.pressSequentially('thread:');
  await option('True').waitFor();
  await page.keyboard.press('Enter');
  await input.pressSequentially('heat:hot');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('This takes a number.').waitFor();
  await input.fill('80');
  await page.keyboard.press('Enter');
  const forum = sandbox.channel('forum').id;
  const sent = `en-US: channel=${forum} timezone=Europe/Berlin heat=80 mention=${role.id} thread=true`;
  await page.getByRole('article').getByText(sent).waitFor();
  expect(await page.getByText('used /feed add').count()).toBe(1);
});

test('only commands that the admin may use are offered', async () => {
  const { page, input } = await openScene();
  await input.pressSequentially('/');
  await page.getByRole('option', { name: '/feed list' }).waitFor();
  expect(await page.getByRole('option', { name: '/secret' }).count()).toBe(0);
});

test('a German browser shows German names, and the bot is told so', async () => {
  const { sandbox, page, input } = await openScene({ locale: 'de-AT' });
  await input.pressSequentially('/feed');
  await page.getByRole('option', { name: '/feed neu Postet Nachrichten in einen Kanal' }).click();
  await input.pressSequentially('ai');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Edit kanal: #ai-news' }).waitFor();
  await page.keyboard.press('Enter');
  await page
    .getByRole('article')
    .getByText(`de: channel=${sandbox.channel('ai-news').id}`)
    .waitFor();
  expect(await page.getByText('used /feed neu').count()).toBe(1);
});

test('a form with a text, a paragraph and menus is filled in and sent', async () => {
  const menu = (component: object) => ({ type: 18, label: 'Style', component });
  const { page, input, role } = await openScene({}, async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.showModal({
        customId: 'edit',
        title: 'Edit the feed',
        components: [
          {
            type: 18,
            label: 'Quiet hours',
            component: { type: 4, customId: 'quiet', style: 1, value: '22:00-07:00' },
          },
          {
            type: 18,
            label: 'Topics',
            component: { type: 4, customId: 'topics', style: 2, required: false },
          },
          menu({
            type: 3,
            customId: 'style',
            options: [
              { label: 'Card', value: 'card' },
              { label: 'Headline', value: 'headline', default: true },
            ],
          }),
          { type: 18, label: 'Mention', component: { type: 6, customId: 'mention', required: false } },
          { type: 18, label: 'With a thread', component: { type: 23, customId: 'thread' } },
        ],
        // The library's types know camel case only in its builders.
      } as never);
    else if (interaction.isModalSubmit()) {
      const { fields } = interaction;
      const mention = fields.getSelectedRoles('mention')?.map((one) => one?.name);
      const values = [
        fields.getTextInputValue('quiet'),
        fields.getTextInputValue('topics'),
        fields.getStringSelectValues('style'),
        mention,
        fields.getCheckbox('thread'),
      ];
      await interaction.reply({ content: values.join(' | '), flags: 64 });
    }
  });
  await input.fill('/feed list ');
  // A line that is pasted whole does not stay beside the command it became.
  expect(await input.inputValue()).toBe('');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Edit the feed' });
  expect(await dialog.getByLabel('Quiet hours').inputValue()).toBe('22:00-07:00');
  expect(await dialog.getByLabel('Style').inputValue()).toBe('headline');
  expect(await findViolations(page)).toEqual([]);
  await dialog.getByLabel('Topics').fill('AI, Chips');
  await dialog.getByLabel('Mention').selectOption(role.id);
  await dialog.getByLabel('With a thread').check();
  await dialog.getByRole('button', { name: 'Submit' }).click();
  await page.getByRole('article').getByText('22:00-07:00 | AI, Chips | headline | News | true').waitFor();
});

test('a role menu in a message offers the roles', async () => {
  const { page, input } = await openScene({}, async (interaction) => {
    const row = { type: 1, components: [{ type: 6, customId: 'who', placeholder: 'Whom to ping' }] };
    if (interaction.isChatInputCommand()) await interaction.reply({ components: [row as never] });
    else if (interaction.isRoleSelectMenu())
      await interaction.update(`pings ${interaction.roles.first()?.name}`);
  });
  await input.fill('/feed list ');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Whom to ping' }).click();
  await page.getByRole('option', { name: '@News' }).click();
  await page.getByRole('article').getByText('pings News').waitFor();
});

test('mentions are shown by name, and a channel’s opens it', async () => {
  const { sandbox, page, role } = await openScene();
  const path = `/channels/${sandbox.channel('ai-news').id}/messages`;
  const content = `<@&${role.id}> <#${sandbox.channel('forum').id}> <@&123456789012345678> <@${sandbox.botId}> </feed add:123>`;
  await restOf(sandbox)('POST', path, { content });
  await page.getByRole('article').getByText('@News #forum @deleted-role @Heatline /feed add').waitFor();
  await page.getByRole('article').getByRole('button', { name: '#forum' }).click();
  await page.getByRole('heading', { name: 'forum', exact: true }).waitFor();
});

test('a thread is a line below its message; it opens with that message and leads back', async () => {
  const { sandbox, page } = await openScene();
  const path = `/channels/${sandbox.channel('ai-news').id}/messages`;
  const { body } = await restOf(sandbox)('POST', path, { content: 'A story' });
  await restOf(sandbox)('POST', `${path}/${body.id}/threads`, { name: 'Discussion' });
  await restOf(sandbox)('POST', `/channels/${body.id}/messages`, { content: 'first word' });
  await page.getByRole('button', { name: 'Discussion 1 message' }).click();
  expect(await page.getByRole('article').allTextContents()).toEqual([
    expect.stringContaining('A story'),
    expect.stringContaining('first word'),
  ]);
  await page.getByRole('button', { name: 'Back to #ai-news' }).click();
  await page.getByRole('heading', { name: 'ai-news', exact: true }).waitFor();
});

test('a forum post carries its tags, in the list and opened', async () => {
  const { sandbox, page } = await openScene();
  const forum = sandbox.addChannel({
    name: 'tagged',
    type: 'forum',
    tags: [{ name: 'Chips' }, { name: 'Law' }],
  });
  await restOf(sandbox)('POST', `/channels/${forum.id}/threads`, {
    name: 'A post',
    applied_tags: [forum.available_tags?.[0]?.id],
    message: { content: 'text' },
  });
  await page.getByRole('button', { name: 'tagged (unread)' }).click();
  await page.getByRole('button', { name: /Chips\s+A post/ }).click();
  await page.getByRole('heading', { name: 'A post' }).waitFor();
  expect(await page.locator('main .tags i').allTextContents()).toEqual([expect.stringContaining('Chips')]);
});
