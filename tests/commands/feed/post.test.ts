import { describe, expect, test } from 'vitest';
import { NoAnswerError, NotSentError } from '../../../src/delivery/channel-port.ts';
import { hashLink } from '../../../src/story/links.ts';
import { makeFeed } from '../../support/command-feed.ts';
import {
  ADMIN_ID,
  findButton,
  isPrivate,
  modeOf,
  prepareScenes,
  START,
  textOf,
} from '../../support/command-scene.ts';
import { makePosted } from '../../support/posted-entry.ts';
import { recordText } from '../../support/record-text.ts';

const idOf = (name: string): string => hashLink(`https://example.com/${name}`);
const record = (name: string, title: string, fields: Readonly<Record<string, unknown>>) =>
  recordText({ title, excerpt: '', webUrl: `https://example.com/${name}`, ...fields });

const openScene = prepareScenes({
  'robots.md': record('robots', 'Robots fold laundry', { heat: 20 }),
  'chips.md': record('chips', 'Chip shortage ends', {
    heat: undefined,
    publishedDateTime: '2021-12-01T12:00:00Z',
  }),
  'whales.md': record('whales', 'Whales sing', { heat: 60 }),
  'choir.md': record('choir', 'A choir of whales', {
    heat: 60,
    provider: { name: 'Sea' },
    sameEventAs: 'https://example.com/whales',
  }),
});
const STORY = idOf('robots');
const NOT_SURE = 'Discord did not answer. If the story is not there in a minute, try again.';

async function open(changes: Record<string, unknown> = {}) {
  const scene = await openScene();
  const { home, discord } = scene;
  await scene.feeds.put(makeFeed({ channelId: home, guildId: discord.guildId, ...changes }));
  const link = (messageId: string) => `https://discord.com/channels/${discord.guildId}/${home}/${messageId}`;
  return { ...scene, link, entryOf: (storyId: string) => scene.context.ledger.find(home, storyId) };
}

describe('given a story', () => {
  test('it is posted at once, whatever its heat and the feed’s settings, and kept as posted by the admin', async () => {
    const { admin, home, channels, link, entryOf } = await open({
      topics: ['Law'],
      style: 'headline',
      mention: { roleId: '1', fromHeat: 0 },
      schedule: '0 9 * * *',
    });
    const answer = await admin.run('feed', 'post', { story: 'robots' });
    expect(answer).toMatchObject({ content: `Posted: ${link('message-1')}`, embeds: [], components: [] });
    expect(isPrivate('feed', 'post', { story: 'x' })).toBe(true);
    expect(channels.messages).toMatchObject([
      {
        channelId: home,
        post: { story: { id: STORY }, look: { style: 'headline', language: 'en', mentionRoleId: null } },
      },
    ]);
    expect(entryOf(STORY)).toMatchObject({
      state: 'posted',
      postedAtMs: START,
      reasons: { rank: 0, heat: 20, atMs: START, postedBy: ADMIN_ID },
    });
  });

  test('without a heat, it has the collection’s median; its hotness is of now', async () => {
    const { admin, entryOf } = await open();
    await admin.run('feed', 'post', { story: 'chips' });
    const log2Hotness = Math.log2(60) - 13 * 2;
    expect(entryOf(idOf('chips'))).toMatchObject({
      reasons: { heat: 60, log2Hotness: expect.closeTo(log2Hotness, 9) },
    });
  });

  test('/why then tells who posted it', async () => {
    const { admin } = await open();
    await admin.run('feed', 'post', { story: 'robots' });
    expect(textOf(await admin.run('why', { story: STORY }))).toContain(
      `Posted <t:${START / 1000}:f> by <@${ADMIN_ID}>, with \`/feed post\`.`,
    );
  });

  test('and a channel, it is posted there, in the language of the server', async () => {
    const { admin, discord, feeds, channels } = await open();
    discord.setGuildLocale('pt-BR');
    const channel = discord.addChannel();
    await feeds.put(makeFeed({ channelId: channel, guildId: discord.guildId, pausedBy: '77' }));
    await admin.run('feed', 'post', { story: 'robots', channel });
    expect(channels.messages).toMatchObject([{ channelId: channel, post: { look: { language: 'pt-BR' } } }]);
  });

  test('and a feed that opens threads, one opens below it', async () => {
    const { admin, channels } = await open({ opensThread: true });
    await admin.run('feed', 'post', { story: 'robots' });
    await expect.poll(() => channels.messages[0]?.threads).toBe(1);
  });

  test('and the channel of the host’s settings, it is posted there', async () => {
    const { admin, home, channels } = await openScene({
      settings: { NEWS_CHANNEL_ID: '200000000000000002' },
    });
    await admin.run('feed', 'post', { story: 'robots' });
    expect(channels.titles(home)).toEqual(['Robots fold laundry']);
  });

  test('that was deleted in Discord, or refused, an admin may post it again', async () => {
    const { admin, home, context, channels } = await open();
    const { state: _, ...key } = makePosted({ channelId: home, storyId: STORY });
    const removed = await context.ledger.put({ ...key, state: 'removed', postedAtMs: 1 });
    expect(await admin.run('feed', 'post', { story: 'robots' })).toMatchObject({
      content: expect.stringMatching(/^Posted: /),
    });
    expect(removed.state).toBe('removed');
    expect(channels.titles(home)).toEqual(['Robots fold laundry']);
  });
});

describe('given a story whose event was posted there by another outlet’s', () => {
  test('it asks first, and posts it when the button is pressed', async () => {
    const { admin, home, channels, link } = await open();
    await admin.run('feed', 'post', { story: idOf('whales') });
    const question = await admin.run('feed', 'post', { story: idOf('choir') });
    expect(question.content).toBe(
      `Another outlet’s story of this event was posted there already: ${link('message-1')}. Post this one too?`,
    );
    expect(channels.titles(home)).toEqual(['Whales sing']);
    const button = findButton(question, 'Post it too');
    expect(modeOf(button)).toBe('update');
    expect(await admin.press(button)).toMatchObject({
      content: `Posted: ${link('message-2')}`,
      components: [],
    });
    expect(channels.titles(home)).toEqual(['Whales sing', 'A choir of whales']);
  });

  test('it asks also when that message was taken down', async () => {
    const { admin, home, context, channels } = await open();
    const { state: _, ...posted } = makePosted({ channelId: home, storyId: idOf('whales') });
    await context.ledger.put({ ...posted, state: 'removed', postedAtMs: START });
    const question = await admin.run('feed', 'post', { story: idOf('choir') });
    expect(question.content).toContain(`posted there already: <t:${START / 1000}:f>. Post this one too?`);
    expect(channels.titles(home)).toEqual([]);
  });

  test('the button posts nothing for others than admins, nor what was posted meanwhile', async () => {
    const { admin, reader, home, channels, link } = await open();
    await admin.run('feed', 'post', { story: idOf('whales') });
    const button = findButton(await admin.run('feed', 'post', { story: idOf('choir') }), 'Post it too');
    await expect(reader.press(button)).rejects.toThrow(/Manage Server/);
    await admin.press(button);
    await expect(admin.press(button)).rejects.toThrow(`stands in <#${home}> already: ${link('message-2')}`);
    expect(channels.titles(home)).toHaveLength(2);
  });
});

describe('it is refused', () => {
  test('given a channel without a feed', async () => {
    const { admin, home, channels } = await openScene();
    expect(await admin.refused('feed', 'post', { story: 'robots' })).toBe(
      `No feed posts in <#${home}>. Add one: \`/feed add\`.`,
    );
    expect(channels.messages).toEqual([]);
  });

  test('given words that no story has', async () => {
    const { admin } = await open();
    expect(await admin.refused('feed', 'post', { story: 'zzyzx' })).toBe(
      'No story matches “zzyzx”. Choose one of the list as you type.',
    );
  });

  test.each(['posted', 'aged'] as const)('given a story that stands there (%s)', async (state) => {
    const { admin, home, context, channels, link } = await open();
    const place = { channelId: home, messageId: '400000000000000001' };
    const posted = makePosted({ channelId: home, storyId: STORY, place });
    await context.ledger.put(state === 'posted' ? posted : { ...posted, state, hasThread: false });
    expect(await admin.refused('feed', 'post', { story: 'robots' })).toBe(
      `That story stands in <#${home}> already: ${link('400000000000000001')}`,
    );
    expect(channels.messages).toEqual([]);
  });

  test('given a story whose post is under way, or was cut off', async () => {
    const { admin, home, context, channels } = await open();
    const { state: _, ...posted } = makePosted({ channelId: home, storyId: STORY });
    const sending = { nonce: 'n', sendingAtMs: START, triedAtMs: START, opensThread: false };
    await context.ledger.put({ ...posted, ...sending, state: 'sending' });
    expect(await admin.refused('feed', 'post', { story: 'robots' })).toBe(NOT_SURE);
    expect(channels.messages).toEqual([]);
  });

  test('given that the bot lacks a permission there', async () => {
    const { admin, home, discord, channels } = await open();
    discord.setPermissions(home, { deny: ['EmbedLinks'] });
    expect(await admin.refused('feed', 'post', { story: 'robots' })).toBe(
      'Not posted: I lack a permission: *Embed Links*',
    );
    expect(channels.messages).toEqual([]);
  });
});

describe('given that Discord', () => {
  test('calls the message invalid, the reason is told, with its markup made harmless; it is not tried again', async () => {
    const { admin, channels, entryOf } = await open();
    channels.obstacle = () => ({ kind: 'invalid', reason: 'embeds[0].title: *Too long*' });
    expect(await admin.refused('feed', 'post', { story: 'robots' })).toBe(
      'Not posted: embeds\\[0\\].title: \\*Too long\\*',
    );
    expect(entryOf(STORY)?.state).toBe('refused');
  });

  test('takes nothing there, the obstacle is told, and the story may be posted later', async () => {
    const { admin, channels, entryOf } = await open();
    const obstacle = { kind: 'missing-permissions' as const, permissions: ['SendMessages'] };
    channels.obstacle = () => ({ kind: 'unavailable', obstacle });
    expect(await admin.refused('feed', 'post', { story: 'robots' })).toBe(
      'Not posted: I lack a permission: *Send Messages*',
    );
    expect(entryOf(STORY)).toBeUndefined();
  });

  test('did not answer, nothing is promised; what may have arrived is not forgotten', async () => {
    const { admin, channels, entryOf } = await open();
    channels.obstacle = () => {
      throw new NoAnswerError('socket hang up');
    };
    expect(await admin.refused('feed', 'post', { story: 'robots' })).toBe(NOT_SURE);
    expect(entryOf(STORY)?.state).toBe('sending');
  });

  test('was never asked because of a bug of ours, it is no answer of Discord’s: the bug goes on to the dispatcher', async () => {
    const { admin, channels } = await open();
    channels.obstacle = () => {
      throw new TypeError('x is not a function');
    };
    await expect(admin.run('feed', 'post', { story: 'robots' })).rejects.toThrow('x is not a function');
  });

  test('was not reached at all, the story may be posted again at once', async () => {
    const { admin, home, channels, entryOf } = await open();
    channels.obstacle = () => {
      throw new NotSentError('ECONNREFUSED');
    };
    expect(await admin.refused('feed', 'post', { story: 'robots' })).toBe(NOT_SURE);
    expect(entryOf(STORY)).toBeUndefined();
    channels.obstacle = () => null;
    await admin.run('feed', 'post', { story: 'robots' });
    expect(channels.titles(home)).toEqual(['Robots fold laundry']);
  });
});

test('given an admin who reads German, the answer is German', async () => {
  const { admin, link } = await open();
  const answer = await admin.as({ language: 'de' }).run('feed', 'post', { story: 'robots' });
  expect(answer.content).toBe(`Gepostet: ${link('message-1')}`);
});

test('what is suggested is first what was posted in the channel: the one that is named, else this one', async () => {
  const { admin, discord, context, home } = await open();
  const channel = discord.addChannel();
  await context.ledger.put(makePosted({ channelId: channel, storyId: idOf('chips') }));
  await context.ledger.put(makePosted({ channelId: home, storyId: idOf('robots') }));
  const first = (options: Record<string, string>) => admin.suggest('feed', 'post', options)[0];
  expect(first({ channel, story: '' })).toEqual({
    name: 'Chip shortage ends · Example',
    value: idOf('chips'),
  });
  expect(first({ story: '' })).toEqual({ name: 'Robots fold laundry · Example', value: idOf('robots') });
});
