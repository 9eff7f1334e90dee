import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  type DigestPost,
  NoAnswerError,
  NotSentError,
  type Post,
  TokenRefusedError,
} from '../../../src/delivery/channel-port.ts';
import type { Obstacle } from '../../../src/delivery/obstacle.ts';
import { DiscordChannels } from '../../../src/discord/posting/channels.ts';
import { Taxonomy } from '../../../src/topics/taxonomy.ts';
import { collectLog } from '../../support/collect-log.ts';
import { createFakeClient, refuse } from '../../support/fake-client.ts';
import { makeStory } from '../../support/stories.ts';

const LOOK = { style: 'card', language: 'en', mentionRoleId: null } as const;
/** A digest of the day to noon of the 14th, with one line that was posted singly too. */
const makeDigest = (channelId: string): DigestPost => ({
  digest: {
    channelId,
    ...{ fromMs: Date.parse('2021-12-13T12:00:00Z'), toMs: Date.parse('2021-12-14T12:00:00Z') },
    ...{ timezone: 'UTC', isOpen: false, isEmptied: false },
    lines: [{ story: makeStory(), outlets: 1, heat: 90, place: { channelId, messageId: '400' } }],
  },
  look: { ...LOOK, style: 'digest' },
});
const POST: Post = { story: makeStory({ title: 'Robots learn to fold' }), coverage: [], look: LOOK };

/** The port, and a Discord that does whatever it is asked, unless it refuses. */
function openScene() {
  const discord = createFakeClient();
  discord.respond(({ method, path }) =>
    method === 'POST' && /\/(messages|threads)$/.test(path) ? Response.json({ id: '500' }) : undefined,
  );
  const { logger, lines } = collectLog();
  const taxonomy = new Taxonomy([]);
  const port = new DiscordChannels(discord.client, discord.deliveryRest, { taxonomy }, logger);
  return {
    discord,
    port,
    lines,
    /** Discord answers the next request of this kind once with this; `fail` may throw. */
    failOnce(asked: string, fail: () => Response): void {
      let isDue = true;
      discord.respond(({ method, path }) => {
        if (!isDue || `${method} ${path}` !== asked) return undefined;
        isDue = false;
        return fail();
      });
    },
    /** What was asked of Discord, as `METHOD path`, in order. */
    asked: () => discord.requests.map(({ method, path }) => `${method} ${path}`),
    bodies: () => discord.requests.map(({ body }) => body),
  };
}

const lose = (code: string) => (): Response => {
  throw Object.assign(new Error(`connect ${code}`), { code });
};

describe('given a post that is sent', () => {
  test('a text channel gets one message with its nonce, that pings nobody', async () => {
    const { discord, port, asked, bodies } = openScene();
    const channelId = discord.addChannel();
    expect(port.takesNonce(channelId)).toBe(true);
    expect(await port.send(channelId, POST, 'n-1')).toEqual({
      kind: 'sent',
      place: { channelId, messageId: '500' },
      canCrosspost: false,
    });
    expect(asked()).toEqual([`POST /channels/${channelId}/messages`]);
    expect(bodies()).toMatchObject([
      {
        nonce: 'n-1',
        enforce_nonce: true,
        allowed_mentions: { parse: [] },
        embeds: [{ title: 'Robots learn to fold' }],
      },
    ]);
  });

  test('in an announcement channel it can be published', async () => {
    const { discord, port } = openScene();
    const channelId = discord.addChannel({ type: 'announcement' });
    expect(await port.send(channelId, POST, 'n-1')).toMatchObject({ kind: 'sent', canCrosspost: true });
  });

  test('a forum gets a thread with the headline as its name, and with the tags of its topics', async () => {
    const { discord, port, asked, bodies } = openScene();
    const channelId = discord.addChannel({ type: 'forum', tags: ['Cars', 'ai'] });
    expect(port.takesNonce(channelId)).toBe(false);
    expect(await port.send(channelId, POST, 'n-1')).toEqual({
      kind: 'sent',
      place: { channelId: '500', messageId: '500' },
      canCrosspost: false,
    });
    expect(asked()).toEqual([`POST /channels/${channelId}/threads`]);
    const [body] = bodies();
    expect(body).toMatchObject({
      name: 'Robots learn to fold',
      applied_tags: [expect.stringMatching(/^\d+$/)],
      message: { embeds: [{ title: 'Robots learn to fold' }] },
    });
    expect(JSON.stringify(body)).not.toContain('nonce');
  });

  test('a digest is a message like any other, with the address of what stands beside it', async () => {
    const { discord, port, bodies } = openScene();
    const channelId = discord.addChannel();
    const post = makeDigest(channelId);
    expect(await port.send(channelId, post, 'n-1')).toMatchObject({ kind: 'sent' });
    const address = `https://discord.com/channels/${discord.guildId}/${channelId}/400`;
    expect(bodies()).toMatchObject([
      { nonce: 'n-1', embeds: [{ description: expect.stringContaining(address) }] },
    ]);
    expect(port.hashCard(post)).toMatch(/^[0-9a-f]{16}$/);
  });

  test('a forum gets a digest as a thread of its name, with the tags of its topics', async () => {
    const { discord, port, bodies } = openScene();
    const channelId = discord.addChannel({ type: 'forum', tags: ['ai'] });
    await port.send(channelId, makeDigest(channelId), 'n-1');
    const name = 'AI news: Tuesday, December 14';
    expect(bodies()).toMatchObject([
      { name, applied_tags: [expect.stringMatching(/^\d+$/)], message: { embeds: [{ title: name }] } },
    ]);
  });

  test('a channel that is not there is a mistake of the caller’s, who asks findObstacle first', async () => {
    const { port } = openScene();
    await expect(port.send('404', POST, 'n-1')).rejects.toThrow('channel 404 takes no posts');
  });

  test.each([
    [404, 10003, 'unavailable'],
    [403, 50001, 'unavailable'],
    [403, 50013, 'unavailable'],
    [400, 50083, 'unavailable'],
    [404, 10008, 'gone'],
    [400, 50035, 'invalid'],
    [400, 200000, 'invalid'],
  ] as const)('HTTP %i, code %i: %s', async (status, code, kind) => {
    const { discord, port, failOnce } = openScene();
    const channelId = discord.addChannel();
    failOnce(`POST /channels/${channelId}/messages`, () => refuse(status, code, 'Nope'));
    expect((await port.send(channelId, POST, 'n-1')).kind).toBe(kind);
    expect(discord.requests).toHaveLength(1);
  });

  test('what Discord says of it is kept as the obstacle', async () => {
    const { discord, port, failOnce } = openScene();
    const channelId = discord.addChannel();
    failOnce(`POST /channels/${channelId}/messages`, () => refuse(403, 50013, 'Missing Permissions'));
    expect(await port.send(channelId, POST, 'n-1')).toEqual({
      kind: 'unavailable',
      obstacle: { kind: 'refused', reason: 'Missing Permissions (HTTP 403, code 50013)' },
    });
  });

  test('a body that Discord refuses is logged', async () => {
    const { discord, port, failOnce, lines } = openScene();
    const channelId = discord.addChannel();
    failOnce(`POST /channels/${channelId}/messages`, () => refuse(400, 50035, 'Invalid Form Body'));
    expect(await port.send(channelId, POST, 'n-1')).toEqual({
      kind: 'invalid',
      reason: 'Invalid Form Body (HTTP 400, code 50035)',
    });
    expect(lines).toMatchObject([
      {
        msg: 'Discord refused a request: Invalid Form Body (HTTP 400, code 50035)',
        body: { embeds: [{ title: 'Robots learn to fold' }] },
      },
    ]);
  });

  test.each([
    [401, 0],
    [403, 40001],
    [401, 50014],
  ])('HTTP %i, code %i: nothing can go on without another token', async (status, code) => {
    const { discord, port, failOnce } = openScene();
    const channelId = discord.addChannel();
    failOnce(`POST /channels/${channelId}/messages`, () => refuse(status, code, 'Unauthorized'));
    await expect(port.send(channelId, POST, 'n-1')).rejects.toBeInstanceOf(TokenRefusedError);
  });

  test('a rate limit: it was not sent, and may be after the time that Discord says', async () => {
    const { discord, port, failOnce } = openScene();
    const channelId = discord.addChannel();
    failOnce(`POST /channels/${channelId}/messages`, () =>
      Response.json(
        { message: 'You are being rate limited.', retry_after: 7, global: false },
        { status: 429, headers: { 'retry-after': '7' } },
      ),
    );
    const error = await port.send(channelId, POST, 'n-1').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotSentError);
    // discord.js adds the moment by which delivery's clock may be ahead of Discord's.
    expect(error).toMatchObject({ waitMs: 7_040 });
  });

  test('nobody there to connect to: it was not sent', async () => {
    const { discord, port, failOnce } = openScene();
    const channelId = discord.addChannel();
    failOnce(`POST /channels/${channelId}/messages`, lose('ECONNREFUSED'));
    const error = await port.send(channelId, POST, 'n-1').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotSentError);
    expect(error).toMatchObject({ waitMs: null });
  });

  test.each<[string, () => Response]>([
    ['a connection that breaks', lose('ECONNRESET')],
    ['an error of Discord’s own', () => new Response('', { status: 502 })],
  ])('%s: it may have arrived or not, so it is for delivery to find out', async (_what, fail) => {
    const { discord, port, failOnce } = openScene();
    const channelId = discord.addChannel();
    failOnce(`POST /channels/${channelId}/messages`, fail);
    const error = await port.send(channelId, POST, 'n-1').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(NotSentError);
    expect(discord.requests).toHaveLength(1);
  });

  test.each(['text', 'forum'] as const)(
    'one that waits for more than 20 s is given up (%s)',
    async (type) => {
      const { discord, port } = openScene();
      const over = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
      onTestFinished(() => over.mockRestore());
      await expect(port.send(discord.addChannel({ type }), POST, 'n-1')).rejects.toThrow('aborted');
      expect(over).toHaveBeenCalledWith(20_000);
      expect(discord.requests).toEqual([]);
    },
  );
});

describe('given a message that is edited', () => {
  test('its whole card is sent again', async () => {
    const { discord, port, asked, bodies } = openScene();
    const channelId = discord.addChannel();
    expect(await port.edit({ channelId, messageId: '7' }, POST, false)).toEqual({ kind: 'done' });
    expect(asked()).toEqual([`PATCH /channels/${channelId}/messages/7`]);
    expect(bodies()).toMatchObject([{ content: '', embeds: [{ title: 'Robots learn to fold' }] }]);
  });

  test('in an archived thread: the thread is opened for it, and archived again', async () => {
    const { discord, port, failOnce, asked, bodies } = openScene();
    const threadId = discord.addThread(discord.addChannel());
    failOnce(`PATCH /channels/${threadId}/messages/7`, () => refuse(400, 50083, 'Thread is archived'));
    expect(await port.edit({ channelId: threadId, messageId: '7' }, POST, false)).toEqual({ kind: 'done' });
    expect(asked()).toEqual([
      `PATCH /channels/${threadId}/messages/7`,
      `PATCH /channels/${threadId}`,
      `PATCH /channels/${threadId}/messages/7`,
      `PATCH /channels/${threadId}`,
    ]);
    expect([bodies()[1], bodies()[3]]).toEqual([{ archived: false }, { archived: true }]);
  });

  test('in a thread that may not be opened: the channel takes nothing', async () => {
    const { discord, port, failOnce } = openScene();
    const threadId = discord.addThread(discord.addChannel());
    failOnce(`PATCH /channels/${threadId}/messages/7`, () => refuse(400, 50083, 'Thread is archived'));
    failOnce(`PATCH /channels/${threadId}`, () => refuse(403, 50013, 'Missing Permissions'));
    expect(await port.edit({ channelId: threadId, messageId: '7' }, POST, false)).toMatchObject({
      kind: 'unavailable',
    });
  });

  test('a message that is gone is told as gone, a channel that is gone as an obstacle', async () => {
    const { discord, port, failOnce } = openScene();
    const channelId = discord.addChannel();
    const edit = `PATCH /channels/${channelId}/messages/7`;
    failOnce(edit, () => refuse(404, 10008, 'Unknown Message'));
    expect((await port.edit({ channelId, messageId: '7' }, POST, false)).kind).toBe('gone');
    failOnce(edit, () => refuse(404, 10003, 'Unknown Channel'));
    expect((await port.edit({ channelId, messageId: '7' }, POST, false)).kind).toBe('unavailable');
  });

  test('a forum post whose thread is gone is gone', async () => {
    const { port, failOnce } = openScene();
    failOnce('PATCH /channels/7/messages/7', () => refuse(404, 10003, 'Unknown Channel'));
    expect((await port.edit({ channelId: '7', messageId: '7' }, POST, false)).kind).toBe('gone');
  });

  test('a forum post’s name is its headline; where that is right already, it is not sent', async () => {
    const { discord, port, asked, bodies } = openScene();
    const threadId = discord.addThread(discord.addChannel({ type: 'forum' }), {
      name: 'Robots lern to fold',
    });
    const place = { channelId: threadId, messageId: threadId };
    await port.edit(place, POST, false);
    expect(asked()).toEqual([
      `PATCH /channels/${threadId}/messages/${threadId}`,
      `PATCH /channels/${threadId}`,
    ]);
    expect(bodies()[1]).toEqual({ name: 'Robots learn to fold' });

    const right = openScene();
    const rightId = right.discord.addThread(right.discord.addChannel({ type: 'forum' }), {
      name: 'Robots learn to fold',
    });
    await right.port.edit({ channelId: rightId, messageId: rightId }, POST, false);
    expect(right.asked()).toEqual([`PATCH /channels/${rightId}/messages/${rightId}`]);
  });

  test.each([
    ['is there', () => Response.json({}), 'done'],
    ['was deleted by a moderator', () => refuse(404, 10003, 'Unknown Channel'), 'done'],
    ['is locked', () => refuse(403, 160005, 'Thread is locked'), 'done'],
  ])('a discussion below it that %s', async (_what, respond, kind) => {
    const { discord, port, failOnce, asked } = openScene();
    const channelId = discord.addChannel();
    failOnce('PATCH /channels/7', respond);
    expect((await port.edit({ channelId, messageId: '7' }, POST, true)).kind).toBe(kind);
    expect(asked()).toEqual([`PATCH /channels/${channelId}/messages/7`, 'PATCH /channels/7']);
  });

  test('a discussion that Discord could not rename is tried again later', async () => {
    const { discord, port, failOnce } = openScene();
    failOnce('PATCH /channels/7', () => refuse(500, 0, 'Internal Server Error'));
    const edit = port.edit({ channelId: discord.addChannel(), messageId: '7' }, POST, true);
    await expect(edit).rejects.toBeInstanceOf(NoAnswerError);
  });
});

describe('given a message that is taken down', () => {
  test('it is deleted', async () => {
    const { discord, port, asked } = openScene();
    const channelId = discord.addChannel();
    expect(await port.delete({ channelId, messageId: '7' }, false)).toEqual({ kind: 'done' });
    expect(asked()).toEqual([`DELETE /channels/${channelId}/messages/7`]);
  });

  test.each([
    [404, 10008, 'gone'],
    [403, 50013, 'unavailable'],
    [400, 50035, 'unavailable'],
  ])('HTTP %i, code %i: %s', async (status, code, kind) => {
    const { discord, port, failOnce } = openScene();
    const channelId = discord.addChannel();
    failOnce(`DELETE /channels/${channelId}/messages/7`, () => refuse(status, code, 'Nope'));
    expect((await port.delete({ channelId, messageId: '7' }, false)).kind).toBe(kind);
  });

  test('with a discussion below it: that goes first, where the bot may', async () => {
    const { discord, port, asked } = openScene();
    const channelId = discord.addChannel({ allow: ['ManageThreads'] });
    const threadId = discord.addThread(channelId);
    await port.delete({ channelId, messageId: threadId }, true);
    expect(asked()).toEqual([
      `DELETE /channels/${threadId}`,
      `DELETE /channels/${channelId}/messages/${threadId}`,
    ]);
  });

  test('where it may not, the discussion stays without its headline, out of sight', async () => {
    const { discord, port, asked, bodies } = openScene();
    const channelId = discord.addChannel();
    const threadId = discord.addThread(channelId);
    await port.delete({ channelId, messageId: threadId }, true);
    expect(asked()).toEqual([
      `PATCH /channels/${threadId}`,
      `PATCH /channels/${threadId}`,
      `DELETE /channels/${channelId}/messages/${threadId}`,
    ]);
    expect(bodies().slice(0, 2)).toEqual([{ name: 'Taken down', archived: false }, { archived: true }]);
  });

  test('a discussion that is gone already is no obstacle', async () => {
    const { discord, port, asked } = openScene();
    const channelId = discord.addChannel();
    expect(await port.delete({ channelId, messageId: '7' }, true)).toEqual({ kind: 'done' });
    expect(asked()).toEqual(['GET /channels/7', `DELETE /channels/${channelId}/messages/7`]);
  });

  test('a forum post goes with its thread, where the bot may', async () => {
    const { discord, port, asked } = openScene();
    const forumId = discord.addChannel({ type: 'forum', allow: ['ManageThreads'] });
    const threadId = discord.addThread(forumId, { isArchived: true });
    expect(await port.delete({ channelId: threadId, messageId: threadId }, false)).toEqual({ kind: 'done' });
    expect(asked()).toEqual([`GET /channels/${threadId}`, `DELETE /channels/${threadId}`]);
  });

  test('where it may not, its message and its headline go, also at the second try', async () => {
    const { discord, port, asked, failOnce } = openScene();
    const threadId = discord.addThread(discord.addChannel({ type: 'forum' }));
    failOnce(`DELETE /channels/${threadId}/messages/${threadId}`, () =>
      refuse(404, 10008, 'Unknown Message'),
    );
    expect(await port.delete({ channelId: threadId, messageId: threadId }, false)).toEqual({ kind: 'done' });
    expect(asked().slice(-3)).toEqual([
      `PATCH /channels/${threadId}`,
      `DELETE /channels/${threadId}/messages/${threadId}`,
      `PATCH /channels/${threadId}`,
    ]);
  });

  test('a forum post whose thread is gone is gone', async () => {
    const { port } = openScene();
    expect(await port.delete({ channelId: '7', messageId: '7' }, false)).toEqual({ kind: 'gone' });
  });
});

describe('given an announcement that is published', () => {
  test.each([
    ['takes it', () => Response.json({}), 'done'],
    ['had it before', () => refuse(400, 40033, 'This message has already been crossposted.'), 'done'],
    ['has no such message', () => refuse(404, 10008, 'Unknown Message'), 'gone'],
    ['does not let the bot', () => refuse(403, 50013, 'Missing Permissions'), 'unavailable'],
    ['cannot publish such a message', () => refuse(400, 50068, 'Invalid message type'), 'invalid'],
  ])('a Discord that %s', async (_what, respond, kind) => {
    const { discord, port, failOnce, asked } = openScene();
    const channelId = discord.addChannel({ type: 'announcement' });
    failOnce(`POST /channels/${channelId}/messages/7/crosspost`, respond);
    expect((await port.crosspost({ channelId, messageId: '7' })).kind).toBe(kind);
    expect(asked()).toEqual([`POST /channels/${channelId}/messages/7/crosspost`]);
  });
});

describe('given a thread that is opened below a message', () => {
  test('its name is the headline, cut to what Discord takes', async () => {
    const { discord, port, asked, bodies } = openScene();
    const channelId = discord.addChannel();
    const story = makeStory({ title: 'word '.repeat(40).trim() });
    expect(await port.openThread({ channelId, messageId: '7' }, { ...POST, story })).toEqual({
      kind: 'done',
    });
    expect(asked()).toEqual([`POST /channels/${channelId}/messages/7/threads`]);
    const [{ name }] = bodies() as [{ name: string }];
    expect(name.length).toBeLessThanOrEqual(100);
    expect(name).toMatch(/^word word .*…$/);
  });

  test.each([
    [400, 160004, 'done'],
    [404, 10008, 'gone'],
    [403, 50013, 'unavailable'],
    [400, 50035, 'invalid'],
  ])('HTTP %i, code %i: %s', async (status, code, kind) => {
    const { discord, port, failOnce } = openScene();
    const channelId = discord.addChannel();
    failOnce(`POST /channels/${channelId}/messages/7/threads`, () => refuse(status, code, 'Nope'));
    expect((await port.openThread({ channelId, messageId: '7' }, POST)).kind).toBe(kind);
  });
});

describe('given a channel, what stands in the way of posts is known from the gateway', () => {
  test('nothing', () => {
    const { discord, port } = openScene();
    expect(port.findObstacle(discord.addChannel())).toBe(null);
    expect(port.findObstacle(discord.addThread(discord.addChannel()))).toBe(null);
  });

  test('that it is not there, or takes no posts', () => {
    const { discord, port } = openScene();
    expect(port.findObstacle('404')).toEqual({ kind: 'no-channel' });
    expect(port.findObstacle(discord.addChannel({ type: 'voice' }))).toEqual({ kind: 'wrong-type' });
  });

  test('permissions that the bot lacks, in a thread those for threads', () => {
    const { discord, port } = openScene();
    const deny = ['SendMessages', 'SendMessagesInThreads', 'EmbedLinks'] as const;
    const channelId = discord.addChannel({ deny });
    const kind = 'missing-permissions';
    expect(port.findObstacle(channelId)).toEqual({ kind, permissions: ['SendMessages', 'EmbedLinks'] });
    expect(port.findObstacle(discord.addThread(channelId))).toEqual({
      kind,
      permissions: ['SendMessagesInThreads', 'EmbedLinks'],
    });
  });

  test('its posts are in the language of its server; without one in English', () => {
    const { discord, port } = openScene();
    const channelId = discord.addChannel({ guildId: discord.addGuild({ locale: 'fr' }) });
    expect([port.languageOf(channelId), port.languageOf('404')]).toEqual(['fr', 'en']);
  });
});

test('given two cards, their hashes tell whether they look the same', () => {
  const { port } = openScene();
  const other = { ...POST, story: makeStory({ title: 'Robots learn to iron' }) };
  expect(port.hashCard(POST)).toBe(port.hashCard({ ...POST, story: { ...POST.story, quality: 1 } }));
  expect(port.hashCard(other)).not.toBe(port.hashCard(POST));
  expect(port.hashCard(POST)).toMatch(/^[0-9a-f]{16}$/);
});

describe('given an obstacle, the admins are told', () => {
  const OBSTACLE: Obstacle = { kind: 'missing-permissions', permissions: ['SendMessages'] };

  /** A server with a system channel, and a channel that takes nothing. */
  function openServer(options: Parameters<ReturnType<typeof createFakeClient>['addGuild']>[0] = {}) {
    const scene = openScene();
    const guildId = scene.discord.addGuild({ systemChannel: {}, ...options });
    const systemId = scene.discord.client.guilds.cache.get(guildId)?.systemChannelId ?? '';
    return { ...scene, channelId: scene.discord.addChannel({ guildId }), systemId };
  }

  test('in the system channel, which channel and why', async () => {
    const { port, channelId, systemId, asked, bodies } = openServer();
    await port.notifyAdmins(channelId, OBSTACLE);
    expect(asked()).toEqual([`POST /channels/${systemId}/messages`]);
    const [{ content }] = bodies() as [{ content: string }];
    expect(content).toContain(`I cannot post news in <#${channelId}>`);
    expect(content).toContain('*Send Messages*');
  });

  test('in the language of the server', async () => {
    const { port, channelId, bodies } = openServer({ locale: 'de' });
    await port.notifyAdmins(channelId, OBSTACLE);
    const [{ content }] = bodies() as [{ content: string }];
    expect(content).not.toContain('I cannot post');
  });

  test.each([
    ['no system channel', { systemChannel: null }],
    ['one where the bot may not speak', { systemChannel: { deny: ['SendMessages' as const] } }],
  ])('but not with %s', async (_what, options) => {
    const { port, channelId, discord } = openServer(options);
    await port.notifyAdmins(channelId, OBSTACLE);
    await port.notifyAdmins('404', OBSTACLE);
    expect(discord.requests).toEqual([]);
  });

  test('where Discord refuses that, it is logged', async () => {
    const { port, channelId, systemId, failOnce, lines } = openServer();
    failOnce(`POST /channels/${systemId}/messages`, () => refuse(403, 50013, 'Missing Permissions'));
    await port.notifyAdmins(channelId, OBSTACLE);
    expect(lines).toMatchObject([
      { msg: 'the admins were not told: Missing Permissions (HTTP 403, code 50013)', channelId: systemId },
    ]);
  });

  test('a token that is refused then ends everything too', async () => {
    const { port, channelId, systemId, failOnce } = openServer();
    failOnce(`POST /channels/${systemId}/messages`, () => refuse(401, 0, 'Unauthorized'));
    await expect(port.notifyAdmins(channelId, OBSTACLE)).rejects.toBeInstanceOf(TokenRefusedError);
  });
});
