import { SnowflakeUtil } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { buildStoryCard } from '../../../src/discord/cards/story-card.ts';
import { DiscordChannels } from '../../../src/discord/posting/channels.ts';
import type { Story } from '../../../src/story/story.ts';
import { Taxonomy } from '../../../src/topics/taxonomy.ts';
import { collectLog } from '../../support/collect-log.ts';
import { BOT_ID, createFakeClient, refuse } from '../../support/fake-client.ts';
import { makeStory } from '../../support/stories.ts';

const STORY = makeStory({ link: 'https://example.com/fold' });
const OTHER = makeStory({ link: 'https://example.com/iron' });
const SINCE_MS = Date.parse('2021-12-14T12:00:00Z');
const MINUTE_MS = 60_000;
const LOOK = { style: 'card', language: 'en', mentionRoleId: null } as const;

type Message = ReturnType<typeof message>;

/** A message of a story, some minutes after the instant from which is looked. */
function message(
  id: string,
  story: Story,
  { minutes = 1, authorId = BOT_ID }: { minutes?: number; authorId?: string } = {},
) {
  const { embeds = [], components = [] } = buildStoryCard(story, [], LOOK);
  return {
    id,
    author: { id: authorId },
    timestamp: new Date(SINCE_MS + minutes * MINUTE_MS).toISOString(),
    embeds,
    components,
  };
}

/** A port, and a Discord that answers to GET with what stands under the path. */
function openScene(answers: Record<string, unknown> = {}) {
  const discord = createFakeClient();
  const known = new Map(Object.entries(answers));
  discord.respond(({ method, path }) =>
    method === 'GET' && known.has(path) ? Response.json(known.get(path)) : undefined,
  );
  const { logger } = collectLog();
  const port = new DiscordChannels(
    discord.client,
    discord.deliveryRest,
    { taxonomy: new Taxonomy([]) },
    logger,
  );
  const find = (channelId: string) => port.findMessage(channelId, STORY.id, SINCE_MS);
  return { discord, known, port, find, list: (channelId: string) => port.listPosts(channelId, SINCE_MS) };
}

describe('given an interrupted post in a text channel', () => {
  /** Looks in a channel with these messages, the newest first. */
  async function findAmong(...messages: Message[]) {
    const { discord, known, find } = openScene();
    const channelId = discord.addChannel();
    known.set(`/channels/${channelId}/messages`, messages);
    return { outcome: await find(channelId), channelId };
  }

  test('our message of the story is found among others', async () => {
    const { outcome, channelId } = await findAmong(
      message('3', OTHER),
      message('2', STORY),
      message('1', OTHER),
    );
    expect(outcome).toEqual({ kind: 'sent', place: { channelId, messageId: '2' }, canCrosspost: false });
  });

  test.each([
    ['of another story', [message('1', OTHER)]],
    ['of another bot', [message('1', STORY, { authorId: '7' })]],
    ['from before', [message('1', STORY, { minutes: -1 })]],
    ['that answers a member', [{ ...message('1', STORY), interaction_metadata: { id: '9' } }]],
    ['without a card', [{ ...message('1', STORY), embeds: [], components: [] }]],
    ['none at all', []],
  ])('one %s is not it: the post did not arrive', async (_what, messages) => {
    expect((await findAmong(...messages)).outcome).toEqual({ kind: 'gone' });
  });

  test('a card without its button is known by its link', async () => {
    const { outcome } = await findAmong({ ...message('2', STORY), components: [] });
    expect(outcome).toMatchObject({ kind: 'sent', place: { messageId: '2' } });
  });

  test('in an announcement channel it can still be published', async () => {
    const { discord, known, find } = openScene();
    const channelId = discord.addChannel({ type: 'announcement' });
    known.set(`/channels/${channelId}/messages`, [message('2', STORY)]);
    expect(await find(channelId)).toMatchObject({ kind: 'sent', canCrosspost: true });
  });

  /** A channel of so many messages, one a minute up to now; the story's is at one of them. */
  async function findInLong(count: number, { at, newestMinutes }: { at?: number; newestMinutes: number }) {
    const { discord, find } = openScene();
    const channelId = discord.addChannel();
    const all = Array.from({ length: count }, (_, index) =>
      message(`${count - index}`, index === at ? STORY : OTHER, { minutes: newestMinutes - index }),
    );
    discord.respond(({ path, query }) => {
      if (path !== `/channels/${channelId}/messages`) return undefined;
      const start = query?.before === undefined ? 0 : all.findIndex(({ id }) => id === query.before) + 1;
      return Response.json(all.slice(start, start + Number(query?.limit)));
    });
    const outcome = await find(channelId).catch((error: unknown) => error);
    return { outcome, asked: discord.requests.length };
  }

  test('it is looked for page by page', async () => {
    const { outcome, asked } = await findInLong(250, { at: 220, newestMinutes: 250 });
    expect(outcome).toMatchObject({ kind: 'sent', place: { messageId: '30' } });
    expect(asked).toBe(3);
  });

  test('and not beyond the instant since when it may have been sent', async () => {
    const { outcome, asked } = await findInLong(500, { newestMinutes: 150 });
    expect(outcome).toEqual({ kind: 'gone' });
    expect(asked).toBe(2);
  });

  test('nor beyond the start of the channel', async () => {
    const { outcome, asked } = await findInLong(100, { newestMinutes: 1_000 });
    expect(outcome).toEqual({ kind: 'gone' });
    expect(asked).toBe(2);
  });

  test('after 2,000 messages it cannot be said, so it is asked again later', async () => {
    const { outcome, asked } = await findInLong(2_100, { newestMinutes: 9_000 });
    expect(outcome).toMatchObject({ message: expect.stringContaining('among the latest 2000 messages') });
    expect(asked).toBe(20);
  });

  test('without the permission to read back, nothing is asked: an admin must give it', async () => {
    const { discord, find } = openScene();
    const channelId = discord.addChannel({ deny: ['ReadMessageHistory'] });
    expect(await find(channelId)).toEqual({
      kind: 'unavailable',
      obstacle: { kind: 'missing-permissions', permissions: ['ReadMessageHistory'] },
    });
    expect(discord.requests).toEqual([]);
  });

  test.each([
    [403, 50001, 'Missing Access'],
    [400, 50035, 'Invalid Form Body'],
  ])('a Discord that refuses to list (%i, %i): the channel takes nothing', async (status, code, text) => {
    const { discord, find } = openScene();
    discord.respond(() => refuse(status, code, text));
    expect(await find(discord.addChannel())).toMatchObject({
      kind: 'unavailable',
      obstacle: { kind: 'refused', reason: `${text} (HTTP ${status}, code ${code})` },
    });
  });
});

describe('given an interrupted post in a forum', () => {
  const idAt = (minutes: number) =>
    SnowflakeUtil.generate({ timestamp: SINCE_MS + minutes * MINUTE_MS }).toString();

  /** A forum with open and archived threads; each is opened by the message of its id. */
  async function findInForum(
    open: readonly ForumThread[],
    archived: readonly ForumThread[],
    messages: Record<string, Message>,
  ) {
    const { discord, known, find } = openScene();
    const forumId = discord.addChannel({ type: 'forum' });
    const list = (threads: readonly ForumThread[]) => ({
      threads: threads.map(({ id, ownerId = BOT_ID, parentId = forumId }) => ({
        id,
        owner_id: ownerId,
        parent_id: parentId,
      })),
    });
    known.set(`/guilds/${discord.guildId}/threads/active`, list(open));
    known.set(`/channels/${forumId}/threads/archived/public`, list(archived));
    for (const [id, found] of Object.entries(messages)) known.set(`/channels/${id}/messages/${id}`, found);
    const outcome = await find(forumId);
    return { outcome, looked: discord.requests.slice(2).map(({ path }) => path) };
  }
  type ForumThread = { readonly id: string; readonly ownerId?: string; readonly parentId?: string };

  test.each(['open', 'archived'])('its thread is found among the %s ones', async (where) => {
    const [otherId, id] = [idAt(2), idAt(3)];
    const threads = [{ id: otherId }, { id }];
    const messages = { [otherId]: message(otherId, OTHER), [id]: message(id, STORY) };
    const { outcome } = await (where === 'open'
      ? findInForum(threads, [], messages)
      : findInForum([], threads, messages));
    expect(outcome).toEqual({ kind: 'sent', place: { channelId: id, messageId: id }, canCrosspost: false });
  });

  test('threads of others, of other channels and from before are not looked into', async () => {
    const [id, beforeId] = [idAt(3), idAt(-3)];
    const threads = [{ id, ownerId: '7' }, { id, parentId: '9' }, { id: beforeId }];
    const { outcome, looked } = await findInForum(threads, [], { [id]: message(id, STORY) });
    expect(outcome).toEqual({ kind: 'gone' });
    expect(looked).toEqual([]);
  });

  test('a thread whose first message was deleted is passed over', async () => {
    const [emptyId, id] = [idAt(2), idAt(3)];
    const { outcome } = await findInForum([{ id: emptyId }, { id }], [], { [id]: message(id, STORY) });
    expect(outcome).toMatchObject({ kind: 'sent', place: { messageId: id } });
  });
});

describe('given a channel whose posts are listed', () => {
  test('our cards are told, the latest first', async () => {
    const { discord, known, list } = openScene();
    const channelId = discord.addChannel();
    known.set(`/channels/${channelId}/messages`, [message('3', OTHER), message('2', STORY)]);
    expect(await list(channelId)).toMatchObject({
      posts: [{ storyId: OTHER.id }, { storyId: STORY.id, place: { channelId, messageId: '2' } }],
      isWhole: true,
    });
  });

  test('in which nothing was ever written, Discord is not asked until something is', async () => {
    const { discord, known, list, port } = openScene();
    const channelId = discord.addChannel({ isEmpty: true });
    expect(await list(channelId)).toEqual({ kind: 'listed', posts: [], isWhole: true });
    expect(discord.requests).toEqual([]);
    const post = { story: STORY, coverage: [], look: LOOK };
    await port.send(channelId, post, 'nonce');
    known.set(`/channels/${channelId}/messages`, [message('2', STORY)]);
    expect(await list(channelId)).toMatchObject({ posts: [{ storyId: STORY.id }] });
  });
});
