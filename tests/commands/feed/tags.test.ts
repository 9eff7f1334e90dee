import { describe, expect, test } from 'vitest';
import { makeFeed } from '../../support/command-feed.ts';
import { buttonsOf, findButton, modeOf, prepareScenes } from '../../support/command-scene.ts';
import { refuse } from '../../support/fake-client.ts';
import { recordText } from '../../support/record-text.ts';

const record = (name: string, topics: readonly string[]) =>
  recordText({ title: `${name} learns to fly`, excerpt: '', webUrl: `https://example.com/${name}`, topics });
const NLP = 'Natural Language Processing';

const openScene = prepareScenes({
  'topics.yaml': JSON.stringify([
    { name: 'AI' },
    { name: NLP, shortName: 'NLP', parent: 'AI' },
    { name: 'AI_Ethics', shortName: 'Ethics', parent: 'AI' },
    { name: 'A topic of a name too long' },
    { name: 'Law' },
  ]),
  'a.md': record('robin', [NLP, 'AI_Ethics', 'A topic of a name too long']),
  'b.md': record('wren', ['AI_Ethics']),
});

describe('given a forum that lacks tags', () => {
  test('and a bot that may create them, the answer names them and has a button', async () => {
    const { admin, discord } = await openScene();
    const channel = discord.addChannel({ type: 'forum', tags: ['Law'], allow: ['ManageChannels'] });
    const answer = await admin.run('feed', 'add', { channel });
    expect(answer.content).toBe(
      `News is posted in <#${channel}> from now on.\nThe forum has no tags for these topics: AI, AI\\_Ethics, NLP.`,
    );
    expect(findButton(answer, 'Create the tags')).toBe(`t:${channel}`);
  });

  test('and a bot that may not, the answer says what it would need', async () => {
    const { admin, discord } = await openScene();
    const channel = discord.addChannel({ type: 'forum' });
    const answer = await admin.run('feed', 'add', { channel, topics: 'nlp' });
    expect(answer.content).toBe(
      `News is posted in <#${channel}> from now on.\nThe forum has no tag for this topic: NLP.\nTo create them I need *Manage Channels*.`,
    );
    expect(buttonsOf(answer).map(({ label }) => label)).not.toContain('Create the tags');
  });

  test('and demands one, the tag that others get is named', async () => {
    const { admin, discord } = await openScene();
    const channel = discord.addChannel({ type: 'media', tags: ['Chi*ps', 'NLP'], requiresTag: true });
    const answer = await admin.run('feed', 'add', { channel, topics: NLP });
    expect(answer.content.split('\n')[1]).toBe(
      'Every post of this forum needs a tag. A story whose topics have none gets **Chi\\*ps**.',
    );
    expect(answer.content).not.toContain('has no tag');
  });

  test('those of the topics that the feed takes are missing, with those below them, used or not', async () => {
    const { admin, discord } = await openScene();
    const missingOf = async (topics: string) => {
      const channel = discord.addChannel({ type: 'forum', tags: ['ETHICS'] });
      const answer = await admin.run('feed', 'add', { channel, topics });
      return answer.content.split('\n')[1];
    };
    expect(await missingOf('AI')).toBe('The forum has no tags for these topics: AI, NLP.');
    expect(await missingOf('Law')).toBe('The forum has no tag for this topic: Law.');
    expect(await missingOf('AI_Ethics')).toBeUndefined();
  });
});

test('given a channel that is no forum, nothing is said of tags', async () => {
  const { admin, home, discord } = await openScene();
  discord.setPermissions(home, { allow: ['ManageChannels'] });
  const answer = await admin.run('feed', 'add', { channel: home });
  expect(answer.content).toBe(`News is posted in <#${home}> from now on.`);
});

describe('Create the tags', () => {
  const open = async (changes: Record<string, unknown> = {}) => {
    const scene = await openScene();
    const { discord, feeds } = scene;
    const channel = discord.addChannel({
      type: 'forum',
      tags: ['Chips'],
      moderatedTags: ['Staff'],
      allow: ['ManageChannels'],
    });
    await feeds.put(makeFeed({ channelId: channel, guildId: discord.guildId, ...changes }));
    return { ...scene, channel, button: `t:${channel}` };
  };

  test('given a press, the forum has those that it had and those that were missing', async () => {
    const { admin, discord, channel, button } = await open({ topics: [NLP] });
    expect(modeOf(button)).toBe('reply');
    const answer = await admin.press(button);
    expect(answer).toMatchObject({
      content: 'The forum now has these tags: Chips, Staff, NLP.',
      components: [],
    });
    expect(discord.requests).toEqual([
      {
        method: 'PATCH',
        path: `/channels/${channel}`,
        body: {
          available_tags: [
            { id: expect.any(String), name: 'Chips', moderated: false, emoji_id: null, emoji_name: null },
            { id: expect.any(String), name: 'Staff', moderated: true, emoji_id: null, emoji_name: null },
            { name: 'NLP' },
          ],
        },
      },
    ]);
  });

  test('given a second press, nothing is asked of Discord', async () => {
    const { admin, discord, button } = await open({ topics: ['chips'] });
    const answer = await admin.press(button);
    expect(answer.content).toBe('The forum now has these tags: Chips, Staff.');
    expect(discord.requests).toEqual([]);
  });

  test('given that Discord refuses, it is not said that they are there', async () => {
    const { admin, discord, button } = await open();
    discord.respond(() => refuse(403, 50_013, 'Missing Permissions'));
    await expect(admin.press(button)).rejects.toMatchObject({ code: 50_013 });
  });

  test('given a channel that is no forum, the button is an old one', async () => {
    const { admin, feeds, home, discord } = await openScene();
    await feeds.put(makeFeed({ channelId: home, guildId: discord.guildId }));
    expect(await admin.pressRefused(`t:${home}`)).toBe(
      'This button is of an older version. Ask again with `/news` or `/related`.',
    );
  });
});

test('given a forum that is full but for one, one tag is missing', async () => {
  const { admin, discord } = await openScene();
  const tags = Array.from({ length: 19 }, (_, index) => `tag ${index}`);
  const channel = discord.addChannel({ type: 'forum', tags, allow: ['ManageChannels'] });
  const answer = await admin.run('feed', 'add', { channel });
  expect(answer.content.split('\n')[1]).toBe('The forum has no tag for this topic: AI.');
});
