import { ApplicationCommandOptionType, ChannelType, type ChatInputCommandInteraction } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { connectBot, openSandbox } from './support.ts';

const feed = {
  name: 'feed',
  description: 'Feeds',
  defaultMemberPermissions: '32',
  contexts: [0],
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand as const,
      name: 'add',
      description: 'Add',
      options: [
        {
          type: ApplicationCommandOptionType.Channel as const,
          name: 'channel',
          description: 'Where',
          required: true,
          channelTypes: [ChannelType.GuildText as const, ChannelType.PublicThread as const],
        },
        { type: ApplicationCommandOptionType.Role as const, name: 'mention', description: 'Whom' },
        { type: ApplicationCommandOptionType.User as const, name: 'by', description: 'Who' },
        { type: ApplicationCommandOptionType.Mentionable as const, name: 'tell', description: 'Any' },
        {
          type: ApplicationCommandOptionType.Integer as const,
          name: 'heat',
          description: 'Heat',
          minValue: 0,
        },
      ],
    },
  ],
};

/** A bot with `/feed add`, an admin, and the payload and interaction that the bot got last. */
async function startBot() {
  const sandbox = await openSandbox();
  const client = await connectBot(sandbox);
  let payload: Record<string, unknown> = {};
  let last: ChatInputCommandInteraction | undefined;
  client.on('raw' as never, (packet: { t: string; d: Record<string, unknown> }) => {
    if (packet.t === 'INTERACTION_CREATE') payload = packet.d;
  });
  client.on('interactionCreate', async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    last = interaction;
    await interaction.reply('ok');
  });
  await client.application.commands.set([feed]);
  const admin = sandbox.member({ name: 'ada', permissions: ['ManageGuild'], locale: 'de' });
  const run = (options: Record<string, string | number>, change: object = {}, member = admin) =>
    member.runCommand({
      channelId: sandbox.channel('ai-news').id,
      name: 'feed',
      subcommand: 'add',
      options,
      ...change,
    });
  return { sandbox, admin, run, payload: () => payload, last: () => last };
}

describe('an option that picks', () => {
  test('reaches the bot resolved, below its subcommand', async () => {
    const { sandbox, admin, run, payload, last } = await startBot();
    const role = sandbox.addRole({ name: 'News' });
    const channel = sandbox.channel('ai-news');
    await run({ channel: channel.id, mention: role.id, by: admin.id, tell: role.id });
    expect(payload().data).toMatchObject({
      resolved: {
        channels: {
          [channel.id]: {
            id: channel.id,
            name: 'ai-news',
            type: 0,
            parent_id: null,
            permissions: expect.any(String),
          },
        },
        roles: { [role.id]: { name: 'News' } },
        users: { [admin.id]: { username: 'ada' } },
        members: { [admin.id]: { permissions: expect.any(String) } },
      },
    });
    const options = last()?.options;
    expect(options?.getChannel('channel')?.name).toBe('ai-news');
    expect(options?.getRole('mention')?.name).toBe('News');
    expect(options?.getUser('by')?.username).toBe('ada');
    expect(options?.getMentionable('tell')).toMatchObject({ name: 'News' });
  });

  test('carries a thread with its state', async () => {
    const { sandbox, run, payload } = await startBot();
    const parentId = sandbox.channel('ai-news').id;
    const thread = sandbox.addThread({ parentId, name: 'Talk' });
    await run({ channel: thread.id });
    expect(payload().data).toMatchObject({
      resolved: {
        channels: { [thread.id]: { type: 11, parent_id: parentId, thread_metadata: { archived: false } } },
      },
    });
  });

  test.each([
    ['a channel that is not there', { channel: '123456789012345678' }, 'wants the id of a channel'],
    ['a name instead of an id', { channel: '#ai-news' }, 'wants an id'],
    ['a role that is not there', { mention: '123456789012345678' }, 'wants the id of a role'],
    ['a person who is not there', { by: '123456789012345678' }, 'wants the id of a user'],
    ['neither person nor role', { tell: '123456789012345678' }, 'wants the id of a user or role'],
  ])('cannot be filled with %s', async (_, options, message) => {
    const { sandbox, run } = await startBot();
    await expect(run({ channel: sandbox.channel('ai-news').id, ...options })).rejects.toThrow(message);
  });

  test('honours the channel types of its definition', async () => {
    const { sandbox, run } = await startBot();
    await expect(run({ channel: sandbox.channel('forum').id })).rejects.toThrow(
      'a channel of type 0, 11, not 15',
    );
  });
});

test('an interaction tells the language of the member and of the guild', async () => {
  const { sandbox, run, payload } = await startBot();
  sandbox.setGuildLocale('pt-BR');
  await run({ channel: sandbox.channel('ai-news').id });
  expect(payload()).toMatchObject({
    locale: 'de',
    guild_locale: 'pt-BR',
    guild: { locale: 'pt-BR' },
    context: 0,
    authorizing_integration_owners: { '0': sandbox.guild.id },
  });
});

describe('a forged interaction', () => {
  test('reaches the bot though the member is not offered the command', async () => {
    const { sandbox, run, last } = await startBot();
    const channel = sandbox.channel('ai-news').id;
    const reader = sandbox.member();
    await expect(run({ channel }, {}, reader)).rejects.toThrow('not offered to this member');
    expect((await run({ channel }, { isForged: true }, reader)).message?.content).toBe('ok');
    expect(last()?.memberPermissions?.has('ManageGuild')).toBe(false);
  });

  test('carries values that the definition does not allow, and leaves out required ones', async () => {
    const { sandbox, run, last, payload } = await startBot();
    await run({ channel: sandbox.channel('forum').id, heat: -5, colour: 'red' }, { isForged: true });
    expect(last()?.options.getInteger('heat')).toBe(-5);
    expect(last()?.options.getString('colour')).toBe('red');
    expect(last()?.options.getChannel('channel')?.name).toBe('forum');
    await run({}, { isForged: true });
    expect(payload().data).toMatchObject({ options: [{ name: 'add', options: [] }] });
  });

  test("presses the button of another member's ephemeral message, which Discord's client does not show", async () => {
    const sandbox = await openSandbox();
    const client = await connectBot(sandbox);
    const button = { type: 2, style: 1, label: 'Go', custom_id: 'go' } as const;
    client.on('interactionCreate', async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ flags: 64, components: [{ type: 1, components: [button] }] });
      else if (interaction.isButton())
        await interaction.reply({ content: `pressed by ${interaction.user.username}`, flags: 64 });
    });
    await client.application.commands.set([{ name: 'ask', description: 'Asks' }]);
    const channelId = sandbox.channel('ai-news').id;
    const { message } = await sandbox.member({ name: 'ada' }).runCommand({ channelId, name: 'ask' });
    if (!message) throw new Error('no answer');
    const other = sandbox.member({ name: 'eve' });
    await expect(other.pressButton({ message, customId: 'go' })).rejects.toThrow('another member sees it');
    const answer = await other.pressButton({ message, customId: 'go', isForged: true });
    expect(answer.message?.content).toBe('pressed by eve');
  });
});
