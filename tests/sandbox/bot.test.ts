import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  EmbedBuilder,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
  ModalBuilder,
  PermissionFlagsBits,
  StringSelectMenuBuilder,
  type TextChannel,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { connectBot, openSandbox, restOf } from './support.ts';

const news = {
  name: 'news',
  description: 'Shows the news',
  integration_types: [0],
  contexts: [0],
  options: [
    { type: 3, name: 'topic', description: 'A topic', autocomplete: true, max_length: 20 },
    { type: 3, name: 'sort', description: 'Order', choices: [{ name: 'Hot', value: 'hot' }] },
    { type: 4, name: 'count', description: 'How many', min_value: 1 },
  ],
};

const nextButton = () =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('page:2').setLabel('Next').setStyle(ButtonStyle.Primary),
  );

/** A bot that registered /news and answers each interaction with `answer`. */
async function startBot(answer: (interaction: Interaction<'cached'>) => Promise<unknown>, options = {}) {
  const sandbox = await openSandbox(options);
  const client = await connectBot(sandbox);
  const failures: unknown[] = [];
  client.on('interactionCreate', (interaction) => {
    if (interaction.inCachedGuild()) answer(interaction).catch((error: unknown) => failures.push(error));
  });
  await client.application.commands.set([news, { type: 3, name: 'Related coverage' }]);
  const channelId = sandbox.channel('ai-news').id;
  return { sandbox, client, channelId, failures, member: sandbox.member({ name: 'ada' }) };
}

function textChannel(client: Client<true>, sandbox: Sandbox, name = 'ai-news'): TextChannel {
  const channel = client.channels.cache.get(sandbox.channel(name).id);
  if (!channel?.isSendable()) throw new Error(`no channel ${name}`);
  return channel as TextChannel; // announcement channels are used through the same methods
}

describe('a discord.js bot', () => {
  test('logs in, sees the guild, its channels and its own permissions', async () => {
    const sandbox = await openSandbox();
    const client = await connectBot(sandbox);
    const guild = client.guilds.cache.get(sandbox.guild.id);
    const channel = textChannel(client, sandbox);
    const permissions = channel.permissionsFor(client.user);
    expect(guild?.channels.cache.map(({ name }) => name)).toEqual(['ai-news', 'announcements', 'forum']);
    expect(permissions?.has(PermissionFlagsBits.SendMessages)).toBe(true);
    expect(permissions?.has(PermissionFlagsBits.ManageThreads)).toBe(false);

    const changed = new Promise((resolve) => client.once('channelUpdate', resolve));
    sandbox.setPermissions(channel.id, { deny: ['EmbedLinks'] });
    await changed;
    expect(channel.permissionsFor(client.user)?.has(PermissionFlagsBits.EmbedLinks)).toBe(false);
  });

  test('with a wrong token is refused by REST and by the gateway', async () => {
    const sandbox = await openSandbox({ token: 'right' });
    const client = await connectBot({ ...sandbox, token: 'wrong' }).catch((error: unknown) => error);
    expect(client).toMatchObject({ code: 'TokenInvalid' });

    const socket = new WebSocket(sandbox.apiUrl.replace('http', 'ws'));
    const closed = new Promise<number>((resolve) => {
      socket.onclose = ({ code }) => resolve(code);
    });
    socket.onmessage = () => socket.send(JSON.stringify({ op: 2, d: { token: 'wrong', intents: 1 } }));
    expect(await closed).toBe(4004);
  });

  test('that asks for a privileged intent is closed with 4014', async () => {
    const sandbox = await openSandbox();
    await expect(connectBot(sandbox, [GatewayIntentBits.MessageContent])).rejects.toThrow(/intents/);
  });

  test('finds its registered commands equal to what it registered', async () => {
    const { client } = await startBot(() => Promise.resolve());
    const fetched = await client.application.commands.fetch({ withLocalizations: true });
    expect(fetched.find(({ name }) => name === 'news')?.equals(news)).toBe(true);
  });

  test('sends, edits and deletes an embed, and sends once with an enforced nonce', async () => {
    const sandbox = await openSandbox();
    const client = await connectBot(sandbox);
    const channel = textChannel(client, sandbox);
    const embed = new EmbedBuilder().setTitle('Story').setURL('https://a.example/1').setTimestamp(1000);
    const first = await channel.send({ embeds: [embed], nonce: 'story-1', enforceNonce: true });
    const again = await channel.send({ embeds: [embed], nonce: 'story-1', enforceNonce: true });
    expect(again.id).toBe(first.id);
    expect(sandbox.messages(channel.id)).toMatchObject([
      {
        nonce: 'story-1',
        embeds: [{ type: 'rich', title: 'Story', timestamp: '1970-01-01T00:00:01.000000+00:00' }],
      },
    ]);

    await first.edit({ embeds: [embed.setTitle('Better')] });
    expect(sandbox.messages(channel.id)).toMatchObject([{ id: first.id, embeds: [{ title: 'Better' }] }]);
    await first.delete();
    expect(sandbox.messages(channel.id)).toEqual([]);
  });

  test('publishes an announcement once', async () => {
    const sandbox = await openSandbox();
    const client = await connectBot(sandbox);
    const message = await textChannel(client, sandbox, 'announcements').send('news');
    await message.crosspost();
    expect(sandbox.messages(message.channelId)).toMatchObject([{ flags: MessageFlags.Crossposted }]);
    await expect(message.crosspost()).rejects.toMatchObject({ code: 40033 });
  });

  test('posts in a forum and finds the post among the active threads', async () => {
    const sandbox = await openSandbox();
    const client = await connectBot(sandbox);
    const forum = client.channels.cache.get(sandbox.channel('forum').id);
    if (!forum?.isThreadOnly()) throw new Error('no forum');
    const thread = await forum.threads.create({ name: 'Story', message: { content: 'text' } });
    expect((await thread.fetchStarterMessage())?.content).toBe('text');
    expect((await forum.threads.fetchActive()).threads.map(({ id }) => id)).toEqual([thread.id]);
  });

  test('reads the refused field out of a 50035', async () => {
    const sandbox = await openSandbox();
    const client = await connectBot(sandbox);
    const sent = textChannel(client, sandbox).send({ embeds: [{ title: 'x'.repeat(257) }] });
    await expect(sent).rejects.toThrow(
      'embeds[0].title[BASE_TYPE_MAX_LENGTH]: Must be 256 or fewer in length.',
    );
  });

  test('gets messages on the gateway only with the intent for them', async () => {
    const sandbox = await openSandbox();
    const deaf = await connectBot(sandbox);
    const hearing = await connectBot(sandbox, [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages]);
    let deafHeard = 0;
    deaf.on('messageCreate', () => (deafHeard += 1));
    const heard = new Promise<string>((resolve) =>
      hearing.on('messageCreate', ({ nonce }) => resolve(String(nonce))),
    );
    const created = new Promise((resolve) => deaf.once('channelCreate', resolve));
    await textChannel(deaf, sandbox).send({ content: 'hi', nonce: '77' });
    expect(await heard).toBe('77');
    sandbox.addChannel({ name: 'after' }); // comes behind the message on the same socket
    await created;
    expect(deafHeard).toBe(0);
  });
});

describe('a member', () => {
  test('gets the answer of a command, filled in by the options the command defines', async () => {
    const { member, channelId } = await startBot(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply(`topic ${interaction.options.getString('topic')}`);
    });
    const answer = await member.runCommand({ channelId, name: 'news', options: { topic: 'AI' } });
    expect(answer).toMatchObject({
      message: { content: 'topic AI' },
      deferred: false,
      ephemeral: false,
      followUps: [],
    });
  });

  test('gets the edited answer of a deferred command, and its follow-ups', async () => {
    const { member, channelId, sandbox } = await startBot(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply({ content: 'done', components: [nextButton()] });
      await interaction.followUp({ content: 'more' });
    });
    const answer = await member.runCommand({ channelId, name: 'news' });
    expect(answer).toMatchObject({
      message: { content: 'done', flags: 64 },
      deferred: true,
      ephemeral: true,
    });
    await sandbox.waitFor(() => answer.followUps.length === 1);
    expect(sandbox.messages(channelId)).toMatchObject([{ content: 'more' }]);
  });

  test('presses a button on an ephemeral answer, which changes the message', async () => {
    const { member, channelId } = await startBot(async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.reply({
          content: 'page 1',
          components: [nextButton()],
          flags: MessageFlags.Ephemeral,
        });
      } else if (interaction.isButton()) {
        await interaction.update({ content: `page 2 after ${interaction.message.content}`, components: [] });
      }
    });
    const { message } = await member.runCommand({ channelId, name: 'news' });
    if (!message) throw new Error('no answer');
    const answer = await member.pressButton({ message, customId: 'page:2' });
    expect(answer.updatedMessage).toMatchObject({
      id: message.id,
      content: 'page 2 after page 1',
      components: [],
    });
    await expect(member.pressButton({ message, customId: 'page:2' })).rejects.toThrow('no such component');
  });

  test('cannot press a disabled button', async () => {
    const row = nextButton();
    row.components[0]?.setDisabled(true);
    const { member, client, sandbox, channelId } = await startBot(() => Promise.resolve());
    await textChannel(client, sandbox).send({ content: 'list', components: [row] });
    const message = sandbox.messages(channelId)[0];
    if (!message) throw new Error('no message');
    await expect(member.pressButton({ message, customId: 'page:2' })).rejects.toThrow('is disabled');
  });

  test('chooses from a select menu, only what it offers', async () => {
    const menu = new StringSelectMenuBuilder()
      .setCustomId('open')
      .addOptions({ label: 'One', value: 'id-1' });
    const { member, channelId, client, sandbox } = await startBot(async (interaction) => {
      if (!interaction.isStringSelectMenu()) return;
      await interaction.deferUpdate();
      await interaction.editReply({ content: `card ${interaction.values[0]}` });
    });
    await textChannel(client, sandbox).send({
      content: 'list',
      components: [new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu)],
    });
    const message = sandbox.messages(channelId)[0];
    if (!message) throw new Error('no message');
    const answer = await member.select({ message, customId: 'open', values: ['id-1'] });
    expect(answer.updatedMessage?.content).toBe('card id-1');
    await expect(member.select({ message, customId: 'open', values: ['id-2'] })).rejects.toThrow(
      'offers no "id-2"',
    );
  });

  test('sees autocomplete choices for what was typed', async () => {
    const { member, channelId } = await startBot(async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const { name, value } = interaction.options.getFocused(true);
      await interaction.respond([{ name: `${name} like ${value}`, value: 'x' }]);
    });
    const choices = await member.autocomplete({
      channelId,
      name: 'news',
      focused: 'topic',
      options: { topic: 'a' },
    });
    expect(choices).toEqual([{ name: 'topic like a', value: 'x' }]);
  });

  test('uses a message command, which carries the message whole', async () => {
    const { member, channelId } = await startBot(async (interaction) => {
      if (interaction.isMessageContextMenuCommand())
        await interaction.reply(`about ${interaction.targetMessage.content}`);
    });
    const message = member.say({ channelId, content: 'hello' });
    const answer = await member.useMessageCommand({ name: 'Related coverage', message });
    expect(answer.message?.content).toBe('about hello');
  });

  test('fills in a modal', async () => {
    const input = new TextInputBuilder().setCustomId('note').setLabel('Note').setStyle(TextInputStyle.Short);
    const modal = new ModalBuilder()
      .setCustomId('form')
      .setTitle('Form')
      .addComponents(new ActionRowBuilder<TextInputBuilder>().addComponents(input));
    const { member, channelId } = await startBot(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(modal);
      else if (interaction.isModalSubmit())
        await interaction.reply(`got ${interaction.fields.getTextInputValue('note')}`);
    });
    const opened = await member.runCommand({ channelId, name: 'news' });
    expect(opened.modal).toMatchObject({ custom_id: 'form', title: 'Form' });
    const answer = await member.submitModal({ answer: opened, channelId, values: { note: 'abc' } });
    expect(answer.message?.content).toBe('got abc');
  });

  test.each([
    ['an unknown command', { name: 'weather' }, 'no command "weather" is registered; there are: news'],
    [
      'an unknown option',
      { name: 'news', options: { colour: 'x' } },
      'has no option "colour"; it has: topic, sort, count',
    ],
    ['a value that is no choice', { name: 'news', options: { sort: 'cold' } }, 'wants one of "hot"'],
    ['a text where a number belongs', { name: 'news', options: { count: 'two' } }, 'wants a number'],
    ['too small a number', { name: 'news', options: { count: 0 } }, 'wants at least 1'],
    ['too long a text', { name: 'news', options: { topic: 'x'.repeat(21) } }, 'wants at most 20 characters'],
  ])('cannot send %s', async (_, input, message) => {
    const { member, channelId } = await startBot(() => Promise.resolve());
    await expect(member.runCommand({ channelId, ...input })).rejects.toThrow(message);
  });

  test('is told when the bot is silent; its late answer gets 10062', async () => {
    let answerLate: () => Promise<unknown> = () => Promise.reject(new Error('no interaction came'));
    const { member, channelId } = await startBot(
      (interaction) => {
        if (interaction.isChatInputCommand()) answerLate = () => interaction.reply('late');
        return Promise.resolve();
      },
      { interactionDeadlineMs: 50 },
    );
    await expect(member.runCommand({ channelId, name: 'news' })).rejects.toThrow(
      'did not respond within 50 ms',
    );
    await expect(answerLate()).rejects.toMatchObject({ code: 10062 });
  });

  test('is told when no bot is there', async () => {
    const sandbox = await openSandbox();
    const rest = restOf(sandbox);
    await rest('PUT', `/applications/${sandbox.applicationId}/commands`, [news]);
    const run = sandbox.member().runCommand({ channelId: sandbox.channel('ai-news').id, name: 'news' });
    await expect(run).rejects.toThrow('no bot is connected');
  });

  test('is not offered a command that needs permissions the member lacks', async () => {
    const { client, member, channelId, sandbox } = await startBot(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply('ok');
    });
    await client.application.commands.set([
      { name: 'setup', description: 'Setup', defaultMemberPermissions: '32' },
    ]);
    await expect(member.runCommand({ channelId, name: 'setup' })).rejects.toThrow('not offered');
    const admin = sandbox.member({ permissions: ['ManageGuild'] });
    expect((await admin.runCommand({ channelId, name: 'setup' })).message?.content).toBe('ok');
  });
});

describe('an interaction', () => {
  test('takes one first response: a second one gets 40060', async () => {
    const { member, channelId, client } = await startBot(() => Promise.resolve());
    const second = new Promise<unknown>((resolve) => {
      client.on('interactionCreate', async (interaction) => {
        const body = { type: 4, data: { content: 'one' } };
        const path = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
        await client.rest.post(path, { body, auth: false });
        client.rest.post(path, { body, auth: false }).catch(resolve);
      });
    });
    await member.runCommand({ channelId, name: 'news' });
    expect(await second).toMatchObject({ status: 400, code: 40060 });
  });

  test.each([
    ['young', undefined, true],
    ['too old', 0, false],
  ])('whose token is %s: are follow-ups taken, or refused with 50027', async (_, lifetimeMs, isTaken) => {
    let follow: () => Promise<unknown> = () => Promise.reject(new Error('no interaction came'));
    const { member, channelId } = await startBot(
      async (interaction) => {
        if (!interaction.isChatInputCommand()) return;
        const replied = interaction.reply('one');
        follow = () => replied.then(() => interaction.followUp('two'));
        await replied;
      },
      lifetimeMs === undefined ? {} : { interactionTokenLifetimeMs: lifetimeMs },
    );
    await member.runCommand({ channelId, name: 'news' });
    if (isTaken) await expect(follow()).resolves.toMatchObject({ content: 'two' });
    else await expect(follow()).rejects.toMatchObject({ status: 401, code: 50027 });
  });

  test('refuses a bad answer with the field below data, and leaves the bot to answer again', async () => {
    const { member, channelId, failures } = await startBot(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const bad = interaction.reply({ embeds: [{ title: 't', url: 'ftp://a.example' }] });
      await bad.catch((error: unknown) => failures.push(error));
      await interaction.reply('good');
    });
    expect((await member.runCommand({ channelId, name: 'news' })).message?.content).toBe('good');
    expect(String(failures[0])).toContain('data.embeds[0].url[URL_TYPE_INVALID_SCHEME]');
  });
});
