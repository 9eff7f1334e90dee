import { describe, expect, test } from 'vitest';
import { makeFeed } from '../../support/command-feed.ts';
import { prepareScenes, type Scene, textOf } from '../../support/command-scene.ts';
import { recordText } from '../../support/record-text.ts';

const openScene = prepareScenes({ 'a.md': recordText({ title: 'Robots fold laundry', excerpt: '' }) });

/** Every subcommand, and which of them name a feed that is there. */
const ON_A_FEED = ['preview', 'edit', 'pause', 'resume', 'remove'];
const SUBCOMMANDS = [...ON_A_FEED, 'add', 'list', 'post'];
const BUTTONS = ['x', 't', 'f'];
const FORM_VALUES = ['', '70', 'daily', 'UTC', ''];
const optionsOf = (subcommand: string, channel: string) => ({
  ...(subcommand !== 'list' && { channel }),
  ...(subcommand === 'post' && { story: 'robots' }),
  ...(subcommand === 'edit' && { min_heat: '99' }),
});

/** A server with a feed, and another server with a feed of its own. */
async function openTwoServers(scene: Scene) {
  const { discord, feeds, home } = scene;
  const own = makeFeed({ channelId: home, guildId: discord.guildId });
  const otherGuildId = discord.addGuild();
  const foreignId = discord.addChannel({ guildId: otherGuildId, type: 'forum' });
  const foreign = makeFeed({ channelId: foreignId, guildId: otherGuildId, pausedBy: '1' });
  await feeds.put(own);
  await feeds.put(foreign);
  return { own, foreign };
}

describe('given one who may not manage the server', () => {
  const sentence = 'This is for those who may manage the server (*Manage Server*).';

  test.each(SUBCOMMANDS)('/feed %s is refused, and nothing changes', async (subcommand) => {
    const scene = await openScene();
    const { own } = await openTwoServers(scene);
    const { reader, feeds, home, channels } = scene;
    expect(await reader.refused('feed', subcommand, optionsOf(subcommand, home))).toBe(sentence);
    const many = reader.as({ permissions: ['ManageChannels', 'ManageRoles', 'ManageMessages'] });
    expect(await many.refused('feed', subcommand, optionsOf(subcommand, home))).toBe(sentence);
    expect(feeds.get(home)).toEqual(own);
    expect(channels.messages).toEqual([]);
  });

  test('the buttons and the form of an admin’s answer are refused too, and the pages of the list', async () => {
    const scene = await openScene();
    const { own } = await openTwoServers(scene);
    const { reader, feeds, home } = scene;
    for (const code of BUTTONS)
      expect(await reader.pressRefused(`${code}:${home}`, FORM_VALUES), code).toBe(sentence);
    expect(await reader.pressRefused('F:0')).toBe(sentence);
    expect(feeds.get(home)).toEqual(own);
  });
});

test.each(['ManageGuild', 'Administrator'] as const)(
  'given one with %s, /feed answers',
  async (permission) => {
    const scene = await openScene();
    await openTwoServers(scene);
    const answer = await scene.reader.as({ permissions: permission }).run('feed', 'list');
    expect(answer.embeds[0]?.title).toBe('Feeds of this server');
  },
);

test('given a direct message, it says that feeds are set up in a server', async () => {
  const { admin } = await openScene();
  const alone = admin.as({ guildId: null });
  const sentence = 'Feeds are set up in a server, not in a direct message.';
  for (const subcommand of SUBCOMMANDS)
    expect(await alone.refused('feed', subcommand, optionsOf(subcommand, '1')), subcommand).toBe(sentence);
});

test('given a command that this version has not, it says so', async () => {
  const { admin } = await openScene();
  expect(await admin.refused('feed')).toBe(
    'This command is no longer here. Reload Discord to see those that are.',
  );
});

describe('given the feed of another server, whose channel was forged', () => {
  test.each(ON_A_FEED)('/feed %s knows no such feed, and does not change it', async (subcommand) => {
    const scene = await openScene();
    const { foreign } = await openTwoServers(scene);
    const channel = foreign.channelId;
    expect(await scene.admin.refused('feed', subcommand, optionsOf(subcommand, channel))).toBe(
      `No feed posts in <#${channel}>. Add one: \`/feed add\`.`,
    );
    expect(scene.feeds.get(channel)).toEqual(foreign);
  });

  test.each(BUTTONS)('a press of %s knows no such feed, and does not change it', async (code) => {
    const scene = await openScene();
    const { foreign } = await openTwoServers(scene);
    const { admin, feeds, discord } = scene;
    const channel = foreign.channelId;
    discord.setPermissions(channel, { allow: ['ManageChannels'] });
    expect(await admin.pressRefused(`${code}:${channel}`, FORM_VALUES)).toBe(
      `No feed posts in <#${channel}>. Add one: \`/feed add\`.`,
    );
    expect(feeds.get(channel)).toEqual(foreign);
    expect(discord.requests).toEqual([]);
  });

  test('/feed add and /feed post take no channel of another server', async () => {
    const scene = await openScene();
    const { foreign } = await openTwoServers(scene);
    const { admin, channels, discord, feeds } = scene;
    const free = discord.addChannel({ guildId: foreign.guildId });
    const sentence = (channel: string) =>
      `I cannot post in <#${channel}>: choose a text or announcement channel, a forum or a thread.`;
    expect(await admin.refused('feed', 'add', { channel: free })).toBe(sentence(free));
    const post = { channel: foreign.channelId, story: 'robots' };
    expect(await admin.refused('feed', 'post', post)).toBe(sentence(foreign.channelId));
    expect(feeds.list()).toHaveLength(2);
    expect(channels.messages).toEqual([]);
  });

  test('/feed list does not show it', async () => {
    const scene = await openScene();
    const { own, foreign } = await openTwoServers(scene);
    const text = textOf(await scene.admin.run('feed', 'list'));
    expect(text).toContain(`<#${own.channelId}>`);
    expect(text).not.toContain(foreign.channelId);
  });
});

describe('given a channel of the server that the admin does not see', () => {
  const openHidden = async () => {
    const scene = await openScene();
    const { discord, feeds, home } = scene;
    const hidden = discord.addChannel({ isHidden: true });
    await feeds.put(makeFeed({ channelId: home, guildId: discord.guildId }));
    await feeds.put(makeFeed({ channelId: hidden, guildId: discord.guildId }));
    return { ...scene, hidden };
  };

  test.each(ON_A_FEED)('/feed %s finds no feed there', async (subcommand) => {
    const { admin, hidden } = await openHidden();
    expect(await admin.refused('feed', subcommand, optionsOf(subcommand, hidden))).toBe(
      `No feed posts in <#${hidden}>. Add one: \`/feed add\`.`,
    );
  });

  test.each(['add', 'post'])('/feed %s takes it as one that is not there', async (subcommand) => {
    const { admin, hidden, channels } = await openHidden();
    expect(await admin.refused('feed', subcommand, optionsOf(subcommand, hidden))).toMatch(
      /^I cannot post in/,
    );
    expect(channels.messages).toEqual([]);
  });

  test('/feed list only counts it; one with a role that opens it has it', async () => {
    const { admin, hidden, home, discord } = await openHidden();
    const answer = await admin.run('feed', 'list');
    expect(textOf(answer)).toMatch(/\n… and 1 in a channel that you cannot see$/);
    expect(JSON.stringify(answer)).toContain(home);
    expect(JSON.stringify(answer)).not.toContain(hidden);
    const inside = admin.as({ permissions: ['ManageGuild', 'Administrator'] });
    expect(textOf(await inside.run('feed', 'list'))).toContain(`<#${hidden}>`);
    expect(discord.requests).toEqual([]);
  });
});

test.each([...ON_A_FEED, 'add'])(
  'given the channel that the host’s settings post in, /feed %s says where that is changed',
  async (subcommand) => {
    const { admin, home, feeds } = await openScene({ settings: { NEWS_CHANNEL_ID: '200000000000000002' } });
    expect(await admin.refused('feed', subcommand, optionsOf(subcommand, home))).toBe(
      `The settings of whoever hosts me post in <#${home}> already; they are changed there, not here.`,
    );
    expect(feeds.list()).toEqual([]);
  },
);

describe('the channel of a feed', () => {
  const sentence = (channel: string) =>
    `I cannot post in <#${channel}>: choose a text or announcement channel, a forum or a thread.`;

  test('given none, it is the one where the command was typed', async () => {
    const { admin, home, discord } = await openScene();
    const here = discord.addChannel();
    expect((await admin.as({ channelId: here }).run('feed', 'add')).content).toBe(
      `News is posted in <#${here}> from now on.`,
    );
    expect(await admin.refused('feed', 'preview')).toBe(
      `No feed posts in <#${home}>. Add one: \`/feed add\`.`,
    );
  });

  test('given a voice channel, it takes no posts', async () => {
    const { admin, discord } = await openScene();
    const channel = discord.addChannel({ type: 'voice' });
    expect(await admin.refused('feed', 'add', { channel })).toBe(sentence(channel));
    expect(discord.requests).toEqual([]);
  });

  test('given a thread that is archived, Discord is asked for it', async () => {
    const { admin, discord, home } = await openScene();
    const thread = discord.addThread(home, { isArchived: true });
    expect((await admin.run('feed', 'add', { channel: thread })).content).toBe(
      `News is posted in <#${thread}> from now on.`,
    );
    expect(discord.requests.map(({ path }) => path)).toEqual([`/channels/${thread}`]);
  });

  test('given one that is gone, Discord was asked and it says so', async () => {
    const { admin, discord } = await openScene();
    const channel = discord.nextId();
    expect(await admin.refused('feed', 'add', { channel })).toBe(sentence(channel));
    expect(discord.requests.map(({ path }) => path)).toEqual([`/channels/${channel}`]);
  });

  test('given that Discord cannot be asked, it is no mistake of the admin’s', async () => {
    const { admin, discord } = await openScene();
    discord.respond(() => Promise.reject(new Error('connection lost')));
    const channel = discord.nextId();
    await expect(admin.run('feed', 'add', { channel })).rejects.toThrow('connection lost');
  });
});
