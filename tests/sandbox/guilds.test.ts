import { type Client, Events } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { connectBot, openSandbox, restOf } from './support.ts';

/** What the bot is told next. */
const nextGuild = (client: Client, event: Events.GuildCreate | Events.GuildDelete): Promise<string> =>
  new Promise((resolve) => client.once(event, ({ id }) => resolve(id)));

const COMMAND = { name: 'ping', description: 'Pings', integration_types: [0], contexts: [0] };

describe('given a second guild', () => {
  test('that the bot is let into, it comes with its channels, its language and its bot role', async () => {
    const sandbox = await openSandbox();
    const client = await connectBot(sandbox);
    const came = nextGuild(client, Events.GuildCreate);
    const other = sandbox.addGuild({ name: 'Other', channels: [{ name: 'lobby' }], locale: 'de' });
    expect(await came).toBe(other.id);

    const guild = client.guilds.cache.get(other.id);
    expect(guild).toMatchObject({ name: 'Other', preferredLocale: 'de' });
    expect(guild?.channels.cache.map(({ name }) => name)).toEqual(['lobby']);
    expect(guild?.members.me?.roles.cache.map(({ name }) => name)).toContain('Heatline');
    const home = client.guilds.cache.get(sandbox.guild.id);
    expect(home?.channels.cache.map(({ name }) => name)).toEqual(['ai-news', 'announcements', 'forum']);
    expect(sandbox.channel('ai-news').guild_id).toBe(sandbox.guild.id);
  });

  test('that was there before, the bot finds both when it logs in, over the gateway and over REST', async () => {
    const sandbox = await openSandbox();
    const other = sandbox.addGuild({ name: 'Other', channels: [{ name: 'lobby' }] });
    const client = await connectBot(sandbox);
    expect(client.guilds.cache.map(({ name }) => name)).toEqual(['Sandbox', 'Other']);

    const rest = restOf(sandbox);
    expect((await rest('GET', `/guilds/${other.id}`)).body).toMatchObject({ name: 'Other' });
    expect((await rest('GET', `/guilds/${other.id}/channels`)).body).toMatchObject([{ name: 'lobby' }]);
  });

  test('threads are listed for their own guild', async () => {
    const sandbox = await openSandbox();
    const other = sandbox.addGuild({ name: 'Other' });
    const parentId = sandbox.channel('ai-news', other.id).id;
    const thread = sandbox.addThread({ parentId, name: 'talk', hasBot: true });
    expect(thread.guild_id).toBe(other.id);
    const rest = restOf(sandbox);
    const list = async (guildId: string) => (await rest('GET', `/guilds/${guildId}/threads/active`)).body;
    expect(await list(other.id)).toMatchObject({ threads: [{ id: thread.id }] });
    expect(await list(sandbox.guild.id)).toMatchObject({ threads: [] });
  });

  test('roles and permissions hold in their own guild', async () => {
    const sandbox = await openSandbox();
    const other = sandbox.addGuild({ name: 'Other' });
    const role = sandbox.addRole({ name: 'News', mentionable: true, guildId: other.id });
    expect(sandbox.roles(other.id)).toContainEqual(role);
    expect(sandbox.roles()).not.toContainEqual(role);

    const rest = restOf(sandbox);
    const mention = async (guildId: string) => {
      const path = `/channels/${sandbox.channel('ai-news', guildId).id}/messages`;
      return (await rest('POST', path, { content: `<@&${role.id}>` })).body.mention_roles;
    };
    expect(await mention(other.id)).toEqual([role.id]);
    expect(await mention(sandbox.guild.id)).toEqual([]);

    const channelId = sandbox.channel('ai-news', other.id).id;
    sandbox.setPermissions(channelId, { target: 'everyone', deny: ['SendMessages'] });
    sandbox.setPermissions(channelId, { target: 'bot', deny: ['EmbedLinks'] });
    const { permission_overwrites } = sandbox.channel('ai-news', other.id);
    expect(permission_overwrites.map(({ id }) => id)).toEqual([other.id, sandbox.botId]);
  });

  test('the bot that is removed from it loses that guild alone, and gets it back', async () => {
    const sandbox = await openSandbox();
    const other = sandbox.addGuild({ name: 'Other' });
    const client = await connectBot(sandbox);
    const left = nextGuild(client, Events.GuildDelete);
    sandbox.setBotInGuild(false, other.id);
    expect(await left).toBe(other.id);
    expect(client.guilds.cache.map(({ id }) => id)).toEqual([sandbox.guild.id]);
    const rest = restOf(sandbox);
    const path = `/channels/${sandbox.channel('ai-news', other.id).id}/messages`;
    expect(await rest('POST', path, { content: 'a' })).toMatchObject({ status: 403, body: { code: 50001 } });
    const homePath = `/channels/${sandbox.channel('ai-news').id}/messages`;
    expect((await rest('POST', homePath, { content: 'a' })).status).toBe(200);

    const back = nextGuild(client, Events.GuildCreate);
    sandbox.setBotInGuild(true, other.id);
    expect(await back).toBe(other.id);
  });

  test('an outage hides it alone, and it comes back', async () => {
    const sandbox = await openSandbox();
    const other = sandbox.addGuild({ name: 'Other' });
    const client = await connectBot(sandbox);
    const change = (event: Events.GuildUnavailable | Events.GuildAvailable) =>
      new Promise((resolve) => client.once(event, ({ id }) => resolve(id)));
    const gone = change(Events.GuildUnavailable);
    sandbox.setGuildUnavailable(true, other.id);
    expect(await gone).toBe(other.id);
    expect(client.guilds.cache.map(({ available }) => available)).toEqual([true, false]);
    const back = change(Events.GuildAvailable);
    sandbox.setGuildUnavailable(false, other.id);
    expect(await back).toBe(other.id);
  });

  test('a command that is used there says which guild, and its language', async () => {
    const sandbox = await openSandbox();
    const other = sandbox.addGuild({ name: 'Other', locale: 'fr' });
    const client = await connectBot(sandbox);
    await client.application.commands.set([COMMAND]);
    client.on(Events.InteractionCreate, (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const { guildId, guildLocale } = interaction;
      // A refusal would show as an answer that does not come.
      interaction.reply(`${guildId} ${guildLocale}`).catch(() => {});
    });
    const member = sandbox.member({ guildIds: [sandbox.guild.id, other.id] });
    const ask = async (guildId: string) => {
      const channelId = sandbox.channel('ai-news', guildId).id;
      return (await member.runCommand({ channelId, name: 'ping' })).message?.content;
    };
    expect(await ask(other.id)).toBe(`${other.id} fr`);
    expect(await ask(sandbox.guild.id)).toBe(`${sandbox.guild.id} en-US`);
  });

  test('its commands are offered there, to its members, and nowhere else', async () => {
    const sandbox = await openSandbox();
    const other = sandbox.addGuild({ name: 'Other' });
    const client = await connectBot(sandbox);
    await client.application.commands.set([COMMAND], other.id);
    const both = sandbox.member({ guildIds: [sandbox.guild.id, other.id] });
    const offered = (guildId: string) => both.offeredCommands(sandbox.channel('ai-news', guildId).id);
    expect(offered(other.id).map(({ name }) => name)).toEqual(['ping']);
    expect(offered(sandbox.guild.id)).toEqual([]);

    const stranger = sandbox.member();
    const channelId = sandbox.channel('ai-news', other.id).id;
    await expect(stranger.runCommand({ channelId, name: 'ping' })).rejects.toThrow('is no member of guild');
  });
});
