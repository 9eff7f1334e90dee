import { type Client, GatewayIntentBits, type Interaction } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { connectBot, openSandbox, restOf } from './support.ts';

const commands = [
  { name: 'news', description: 'News', contexts: [0, 1, 2], integrationTypes: [0, 1] },
  { name: 'feed', description: 'Feeds', contexts: [0], integrationTypes: [0] },
  {
    name: 'ask',
    description: 'Asks',
    contexts: [1],
    integrationTypes: [0],
    options: [{ type: 7, name: 'channel', description: 'Where' }],
  } as const,
  { name: 'private', description: 'Private', contexts: [1, 2], integrationTypes: [1] },
  { name: 'Related', type: 3, contexts: [0, 1, 2], integrationTypes: [0, 1] } as const,
];

async function startBot(answer: (interaction: Interaction) => Promise<unknown> = async () => {}) {
  const sandbox = await openSandbox();
  const client = await connectBot(sandbox);
  let payload: Record<string, unknown> = {};
  client.on('raw' as never, (packet: { t: string; d: Record<string, unknown> }) => {
    if (packet.t === 'INTERACTION_CREATE') payload = packet.d;
  });
  client.on('interactionCreate', async (interaction) => {
    if (interaction.isCommand()) await interaction.reply('ok');
    await answer(interaction);
  });
  await client.application.commands.set(commands);
  return { sandbox, client, member: sandbox.member({ name: 'ada' }), payload: () => payload };
}

describe('a command used outside of the guild', () => {
  test('in direct messages with the bot comes by its guilds and by the account, without member', async () => {
    const { sandbox, member, payload } = await startBot();
    const channelId = sandbox.openPlace('bot-dm');
    const answer = await member.runCommand({ channelId, name: 'news' });
    expect(answer.message?.content).toBe('ok');
    expect(payload()).toMatchObject({
      context: 1,
      channel_id: channelId,
      channel: { type: 1, recipients: [{ id: member.id }] },
      user: { id: member.id },
      authorizing_integration_owners: { '0': '0', '1': member.id },
      app_permissions: String((1n << 14n) | (1n << 15n) | (1n << 17n) | (1n << 18n)),
    });
    expect(payload()).not.toHaveProperty('member');
    expect(payload()).not.toHaveProperty('guild_id');
    expect(answer.message?.interaction_metadata?.authorizing_integration_owners).toEqual({
      '0': '0',
      '1': member.id,
    });
  });

  test('in a group comes by the account alone', async () => {
    const { sandbox, member, payload } = await startBot();
    await member.runCommand({ channelId: sandbox.openPlace('group-dm'), name: 'news' });
    expect(payload()).toMatchObject({
      context: 2,
      channel: { type: 3 },
      authorizing_integration_owners: { '1': member.id },
      app_permissions: String((1n << 14n) | (1n << 15n) | (1n << 17n)),
    });
  });

  test('in a guild without the bot comes with that guild and a member', async () => {
    const { sandbox, member, client, payload } = await startBot();
    await member.runCommand({ channelId: sandbox.openPlace('foreign-guild'), name: 'news' });
    expect(payload()).toMatchObject({
      context: 0,
      member: { user: { id: member.id } },
      authorizing_integration_owners: { '1': member.id },
    });
    expect(payload().guild_id).not.toBe(sandbox.guild.id);
    expect(client.guilds.cache.has(String(payload().guild_id))).toBe(false);
  });

  test('in the guild that threw the bot out comes by the account', async () => {
    const { sandbox, member, payload } = await startBot();
    sandbox.setBotInGuild(false);
    const channelId = sandbox.channel('ai-news').id;
    await member.runCommand({ channelId, name: 'news' });
    expect(payload()).toMatchObject({ authorizing_integration_owners: { '1': member.id } });
    await expect(member.runCommand({ channelId, name: 'feed' })).rejects.toThrow('not offered in guilds');
  });

  test.each([
    ['bot-dm', ['news', 'ask', 'private', 'Related']],
    ['group-dm', ['news', 'private', 'Related']],
    ['foreign-guild', ['news', 'Related']],
  ] as const)('in a %s is one of those offered there', async (kind, offered) => {
    const { sandbox, member } = await startBot();
    const channelId = sandbox.openPlace(kind);
    expect(member.offeredCommands(channelId).map(({ name }) => name)).toEqual(offered);
    await expect(member.runCommand({ channelId, name: 'feed' })).rejects.toThrow(`not offered in a ${kind}`);
    expect((await member.runCommand({ channelId, name: 'feed', isForged: true })).message?.content).toBe(
      'ok',
    );
  });

  test('is not one that is registered for the guild alone', async () => {
    const { sandbox, member, client } = await startBot();
    await client.application.commands.create({ name: 'local', description: 'Local' }, sandbox.guild.id);
    expect(
      (await member.runCommand({ channelId: sandbox.channel('ai-news').id, name: 'local' })).ephemeral,
    ).toBe(false);
    const channelId = sandbox.openPlace('bot-dm');
    await expect(member.runCommand({ channelId, name: 'local' })).rejects.toThrow('registered for one guild');
  });

  test('picks no channel of the guild; a forged one is not resolved', async () => {
    const { sandbox, member, payload } = await startBot();
    const channelId = sandbox.openPlace('bot-dm');
    const input = { channelId, name: 'ask', options: { channel: sandbox.channel('ai-news').id } };
    await expect(member.runCommand(input)).rejects.toThrow('wants the id of a channel');
    await member.runCommand({ ...input, isForged: true });
    expect(payload().data).toMatchObject({ options: [{ value: input.options.channel }] });
    expect(payload().data).not.toHaveProperty('resolved');
  });

  test('is answered ephemerally, whatever the bot says, where members may not use external apps', async () => {
    const { sandbox, member } = await startBot();
    const closed = sandbox.openPlace('foreign-guild', { allowsExternalApps: false });
    const answer = await member.runCommand({ channelId: closed, name: 'news' });
    expect([answer.ephemeral, sandbox.messages(closed)]).toEqual([true, []]);
    const open = sandbox.openPlace('foreign-guild');
    expect((await member.runCommand({ channelId: open, name: 'news' })).ephemeral).toBe(false);
  });

  test('takes five follow-ups, and refuses the sixth with 40094', async () => {
    const refused = Promise.withResolvers<unknown>();
    const { sandbox, member } = await startBot(async (interaction) => {
      if (!interaction.isCommand()) return;
      for (let number = 1; number <= 6; number += 1)
        await interaction
          .followUp(`${number}`)
          .catch((error: { code: number }) => refused.resolve(error.code));
    });
    const channelId = sandbox.openPlace('group-dm');
    await member.runCommand({ channelId, name: 'news' });
    expect([await refused.promise, sandbox.messages(channelId).length]).toEqual([40094, 6]);
  });

  test('may have buttons, whose use comes by what brought the message', async () => {
    const { sandbox, member, payload } = await startBot(async (interaction) => {
      if (interaction.isButton()) await interaction.update('pressed');
      else if (interaction.isCommand())
        await interaction.editReply({
          components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Go', customId: 'go' }] }],
        });
    });
    const channelId = sandbox.openPlace('group-dm');
    const { message } = await member.runCommand({ channelId, name: 'news' });
    if (!message) throw new Error('no answer');
    await sandbox.waitFor(() => (sandbox.messages(channelId)[0]?.components.length ?? 0) > 0);
    const answer = await member.pressButton({ message, customId: 'go' });
    expect(answer.updatedMessage?.content).toBe('pressed');
    expect(payload()).toMatchObject({ context: 2, authorizing_integration_owners: { '1': member.id } });
  });

  test('may be a message command', async () => {
    const { sandbox, member } = await startBot();
    const message = member.say({ channelId: sandbox.openPlace('foreign-guild'), content: 'hello' });
    const answer = await member.useMessageCommand({ message, name: 'Related' });
    expect(answer.message?.content).toBe('ok');
  });
});

test.each([
  ['bot-dm', 200],
  ['group-dm', 403],
  ['foreign-guild', 403],
] as const)('over REST a %s answers the bot with %i', async (kind, status) => {
  const sandbox = await openSandbox();
  const path = `/channels/${sandbox.openPlace(kind)}/messages`;
  const answer = await restOf(sandbox)('POST', path, { content: 'hi' });
  expect([answer.status, answer.body.code]).toEqual(status === 200 ? [200, undefined] : [403, 50001]);
});

test('places are not among the channels of the guild', async () => {
  const sandbox = await openSandbox();
  sandbox.openPlace('foreign-guild');
  sandbox.openPlace('bot-dm');
  const client: Client<true> = await connectBot(sandbox);
  expect(client.channels.cache.size).toBe(3);
  expect(sandbox.channels()).toHaveLength(3);
});

test('what is said to the bot in direct messages reaches it whole, by the intent for these', async () => {
  const sandbox = await openSandbox();
  const heard = Promise.withResolvers<Record<string, unknown>>();
  const client = await connectBot(sandbox, [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages]);
  client.on('raw' as never, (packet: { t: string; d: Record<string, unknown> }) => {
    if (packet.t === 'MESSAGE_CREATE') heard.resolve(packet.d);
  });
  sandbox.member().say({ channelId: sandbox.openPlace('group-dm'), content: 'not for bots' });
  sandbox.member().say({ channelId: sandbox.openPlace('bot-dm'), content: 'hello' });
  expect(await heard.promise).toMatchObject({ content: 'hello' });
  expect(await heard.promise).not.toHaveProperty('guild_id');
});
