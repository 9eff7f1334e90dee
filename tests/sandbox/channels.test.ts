import { type Channel as BotChannel, type Client, PermissionFlagsBits } from 'discord.js';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { connectBot, openSandbox, type RestAnswer, restOf } from './support.ts';

let sandbox: Sandbox;
let rest: ReturnType<typeof restOf>;

beforeEach(async () => {
  sandbox = await openSandbox({ rateLimits: false });
  rest = restOf(sandbox);
});

const refusal = ({ status, body }: RestAnswer) => [status, body.code];
/** The channel that an event tells of, as it is now. */
const once = (client: Client, event: string) =>
  new Promise<BotChannel>((resolve) =>
    client.once(event, (...args) => resolve(args.findLast((arg) => arg instanceof Object))),
  );

describe('the tags of a forum', () => {
  let forumId: string;
  const setTags = (...tags: object[]) => rest('PATCH', `/channels/${forumId}`, { available_tags: tags });
  beforeEach(() => {
    forumId = sandbox.channel('forum').id;
    sandbox.setPermissions(forumId, { allow: ['ManageChannels'] });
  });

  test('are changed by one who may manage the channel, and the bot hears of it', async () => {
    const client = await connectBot(sandbox);
    const changed = once(client, 'channelUpdate');
    const { status, body } = await setTags({ name: 'AI' }, { name: '🔥'.repeat(20), moderated: true });
    expect([status, body.available_tags]).toMatchObject([
      200,
      [
        { name: 'AI', moderated: false },
        { name: '🔥'.repeat(20), moderated: true },
      ],
    ]);
    expect(await changed).toMatchObject({ availableTags: [{ name: 'AI' }, {}] });
  });

  test('keep their id where it is sent, and lose it where it is left out', async () => {
    const before = (await setTags({ name: 'AI' })).body.available_tags as { id: string }[];
    const kept = await setTags(
      { id: before[0]?.id, name: 'Robots' },
      { id: '123456789012345678', name: 'New' },
    );
    expect(kept.body.available_tags).toMatchObject([{ id: before[0]?.id, name: 'Robots' }, { name: 'New' }]);
    expect(kept.body.available_tags).not.toMatchObject([{}, { id: '123456789012345678' }]);
    expect((await setTags({ name: 'Robots' })).body.available_tags).not.toMatchObject([
      { id: before[0]?.id },
    ]);
  });

  test.each([
    ['21 tags', Array.from({ length: 21 }, (_, index) => ({ name: `${index}` })), 50035],
    ['a name of 21 characters', [{ name: 'x'.repeat(21) }], 50035],
    ['an empty name', [{ name: '' }], 50035],
    ['a name twice', [{ name: 'AI' }, { name: 'AI' }], 40061],
  ])('are refused with %s', async (_, tags, code) => {
    expect(refusal(await setTags(...tags))).toEqual([400, code]);
    expect(sandbox.channel('forum').available_tags).toEqual([]);
  });

  test('are refused without the permission to manage the channel: 50013', async () => {
    sandbox.setPermissions(forumId, {});
    expect(refusal(await setTags({ name: 'AI' }))).toEqual([403, 50013]);
  });

  test('that are all for moderators leave others none to set: 40066', async () => {
    const tags = [{ name: 'Official', moderated: true }];
    const { id } = sandbox.addChannel({ name: 'official', type: 'media', tags, requireTag: true });
    const post = { name: 'Post', message: { content: 'first' } };
    expect(refusal(await rest('POST', `/channels/${id}/threads`, post))).toEqual([400, 40066]);
  });
});

test('the tags of a post are changed to others of its forum, and to no unknown ones', async () => {
  const forum = sandbox.addChannel({
    name: 'tagged',
    type: 'forum',
    tags: [{ name: 'AI' }, { name: 'Law' }],
  });
  const [first, second] = forum.available_tags ?? [];
  const post = { name: 'Post', applied_tags: [first?.id], message: { content: 'first' } };
  const { body } = await rest('POST', `/channels/${forum.id}/threads`, post);
  const setTags = (...ids: unknown[]) => rest('PATCH', `/channels/${body.id}`, { applied_tags: ids });
  expect((await setTags(second?.id)).body.applied_tags).toEqual([second?.id]);
  expect(refusal(await setTags('123456789012345678'))).toEqual([404, 10087]);
});

test('a media channel takes posts as a forum does', async () => {
  const media = sandbox.addChannel({ name: 'pictures', type: 'media' });
  expect(media.type).toBe(16);
  const post = { name: 'Post', message: { content: 'first' } };
  expect((await rest('POST', `/channels/${media.id}/threads`, post)).status).toBe(201);
  expect(refusal(await rest('POST', `/channels/${media.id}/messages`, { content: 'x' }))).toEqual([
    400, 40058,
  ]);
});

describe("a moderator's thread", () => {
  const send = (id: string) => rest('POST', `/channels/${id}/messages`, { content: 'hi' });
  const addThread = (change: object = {}) =>
    sandbox.addThread({ parentId: sandbox.channel('ai-news').id, name: 'Talk', ...change });

  test.each([
    ['ai-news', {}, 11],
    ['announcements', {}, 10],
    ['forum', {}, 11],
    ['ai-news', { isPrivate: true, hasBot: true }, 12],
  ])(
    'in %s with %o has type %i and takes messages by Send Messages in Threads',
    async (name, change, type) => {
      const parentId = sandbox.channel(name).id;
      const thread = sandbox.addThread({ parentId, name: 'Talk', ...change });
      expect(thread.type).toBe(type);
      sandbox.setPermissions(parentId, { deny: ['SendMessages'] });
      expect((await send(thread.id)).status).toBe(200);
      sandbox.setPermissions(parentId, { deny: ['SendMessagesInThreads'] });
      expect(refusal(await send(thread.id))).toEqual([403, 50013]);
    },
  );

  test('is opened by a message when archived, but not when it is locked too', async () => {
    const { id } = addThread();
    sandbox.setThread(id, { archived: true });
    expect((await rest('GET', `/channels/${id}`)).body).toMatchObject({
      thread_metadata: { archived: true },
    });
    expect((await send(id)).status).toBe(200);
    expect((await rest('GET', `/channels/${id}`)).body).toMatchObject({
      thread_metadata: { archived: false },
    });
    sandbox.setThread(id, { archived: true, locked: true });
    expect(refusal(await send(id))).toEqual([400, 50083]);
    sandbox.setThread(id, { archived: false });
    expect(refusal(await send(id))).toEqual([400, 160005]);
    sandbox.setPermissions(sandbox.channel('ai-news').id, { allow: ['ManageThreads'] });
    expect((await send(id)).status).toBe(200);
  });

  test('that is private is not there for a bot that is no member of it', async () => {
    const client = await connectBot(sandbox);
    const heard: unknown[] = [];
    client.on('threadCreate', ({ name }) => heard.push(name));
    const { id } = addThread({ isPrivate: true });
    expect(refusal(await rest('GET', `/channels/${id}`))).toEqual([403, 50001]);
    const seen = once(client, 'threadCreate');
    addThread({ name: 'Public' });
    await seen;
    expect(heard).toEqual(['Public']);
    const fresh = await connectBot(sandbox);
    expect(fresh.channels.cache.has(id)).toBe(false);
  });

  test('is told to the bot as it comes, changes and goes; active ones when it connects', async () => {
    const active = addThread({ name: 'Active' });
    const old = addThread({ name: 'Old' });
    sandbox.setThread(old.id, { archived: true });
    const client = await connectBot(sandbox);
    expect(client.channels.cache.has(active.id)).toBe(true);
    expect(client.channels.cache.has(old.id)).toBe(false);
    const created = once(client, 'threadCreate');
    const { id } = addThread();
    expect((await created).id).toBe(id);
    const updated = once(client, 'threadUpdate');
    sandbox.setThread(id, { archived: true });
    expect(await updated).toMatchObject({ id, archived: true });
    const deleted = once(client, 'threadDelete');
    sandbox.deleteChannel(active.id);
    expect((await deleted).id).toBe(active.id);
  });
});

test('a bot hears that a channel was deleted, but not that its threads went with it', async () => {
  const { id } = sandbox.channel('forum');
  const thread = sandbox.addThread({ parentId: id, name: 'Post' });
  const client = await connectBot(sandbox);
  const heard: string[] = [];
  client.on('raw' as never, ({ t }: { t: string }) => heard.push(t));
  const deleted = once(client, 'channelDelete');
  sandbox.deleteChannel(id);
  expect((await deleted).id).toBe(id);
  const after = once(client, 'channelCreate');
  sandbox.addChannel({ name: 'after' }); // comes behind the others on the same socket
  await after;
  expect(heard).toEqual(['CHANNEL_DELETE', 'CHANNEL_CREATE']);
  expect(refusal(await rest('GET', `/channels/${thread.id}`))).toEqual([404, 10003]);
});

describe('the guild', () => {
  test('goes and comes as it throws the bot out and lets it in again', async () => {
    const client = await connectBot(sandbox);
    const gone = new Promise((resolve) => client.once('guildDelete', ({ id }) => resolve(id)));
    sandbox.setBotInGuild(false);
    expect(await gone).toBe(sandbox.guild.id);
    const back = new Promise((resolve) => client.once('guildCreate', ({ id }) => resolve(id)));
    sandbox.setBotInGuild(true);
    expect(await back).toBe(sandbox.guild.id);
  });

  test('is lost and comes back in an outage, without being left', async () => {
    const client = await connectBot(sandbox);
    const left: string[] = [];
    client.on('guildDelete', ({ id }) => left.push(id));
    const lost = new Promise((resolve) => client.once('guildUnavailable', ({ id }) => resolve(id)));
    sandbox.setGuildUnavailable(true);
    expect(await lost).toBe(sandbox.guild.id);
    const back = new Promise((resolve) => client.once('guildAvailable', ({ id }) => resolve(id)));
    sandbox.setGuildUnavailable(false);
    expect([await back, left]).toEqual([sandbox.guild.id, []]);
  });

  test('is unavailable to a bot that connects in an outage, until it comes back', async () => {
    sandbox.setGuildUnavailable(true);
    const heard: [string, unknown][] = [];
    const socket = new WebSocket(sandbox.apiUrl.replace('http', 'ws'));
    onTestFinished(() => socket.close());
    const back = new Promise<void>((resolve) => {
      socket.onmessage = ({ data }) => {
        const { op, t, d } = JSON.parse(String(data));
        if (op === 10) socket.send(JSON.stringify({ op: 2, d: { token: sandbox.token, intents: 1 } }));
        if (t) heard.push([t, t === 'READY' ? d.guilds : d.unavailable]);
        if (t === 'READY') socket.send(JSON.stringify({ op: 1, d: null }));
        // All that came with READY is here when the heartbeat is answered.
        if (op === 11) {
          heard.push(['acknowledged', undefined]);
          sandbox.setGuildUnavailable(false);
        }
        if (t === 'GUILD_CREATE') resolve();
      };
    });
    await back;
    expect(heard).toEqual([
      ['READY', [{ id: sandbox.guild.id, unavailable: true }]],
      ['acknowledged', undefined],
      ['GUILD_CREATE', false],
    ]);
  });

  test('is not there for a bot that connects while thrown out', async () => {
    sandbox.setBotInGuild(false);
    const client = await connectBot(sandbox);
    expect(client.guilds.cache.size).toBe(0);
    const back = new Promise((resolve) => client.once('guildCreate', resolve));
    sandbox.setBotInGuild(true);
    await back;
    const { me } = client.guilds.cache.get(sandbox.guild.id)?.members ?? {};
    expect(me?.permissions.has(PermissionFlagsBits.SendMessages)).toBe(true);
  });
});
