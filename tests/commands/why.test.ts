import type { APIMessage } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { hashLink } from '../../src/story/links.ts';
import { makeFeed } from '../support/command-feed.ts';
import { isPrivate, prepareScenes, START, textOf } from '../support/command-scene.ts';
import { BOT_ID } from '../support/fake-client.ts';
import { openLibrary } from '../support/open-library.ts';
import { makePosted } from '../support/posted-entry.ts';
import { recordText } from '../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

const idOf = (name: string): string => hashLink(`https://example.com/${name}`);
const record = (name: string, title: string, fields: Readonly<Record<string, unknown>> = {}) =>
  recordText({
    title,
    excerpt: '',
    webUrl: `https://example.com/${name}`,
    provider: { name, domain: 'example.com' },
    ...fields,
  });
const atOf = (iso: string, style: 'R' | 'f') => `<t:${Date.parse(iso) / 1000}:${style}>`;
const NINE = atOf('2021-12-14T09:00:00Z', 'R');
const TEN = atOf('2021-12-14T10:00:00Z', 'f');
const NOON = atOf('2021-12-14T12:00:00Z', 'f');

/** Three hours old, with a half-life of twelve: 84 % of its heat is left. */
const openScene = prepareScenes({
  'topics.yaml': JSON.stringify([{ name: 'AI' }, { name: 'Law' }]),
  'robots.md': record('robots', 'Robots *fold* laundry', { heat: 120 }),
  'chips.md': record('chips', 'Chip shortage ends', { heat: 100 }),
  'ice.md': record('ice', 'Bananas on ice', { heat: 30 }),
  'whales.md': record('whales', 'Whales sing on the moon', { heat: undefined, topics: ['Law'] }),
  'old.md': record('old', 'Violins at sea', { heat: 110, publishedDateTime: '2021-10-01T09:00:00Z' }),
  'one.md': record('one', 'Court hears a parrot', {
    heat: 90,
    related: [{ title: 'x', webUrl: 'https://example.com/two' }],
  }),
  'two.md': record('two', 'A parrot speaks up', {
    heat: 85,
    provider: { name: 'two_', domain: 'x.example' },
  }),
});
const open = async () => {
  const scene = await openScene();
  await scene.feeds.put(makeFeed({ channelId: scene.home, guildId: scene.discord.guildId }));
  return scene;
};
const HEAT_OF_ROBOTS = `Heat 120, published ${NINE}; hotness now 100.9.`;
const LINK_OF_ROBOTS = '**[Robots \\*fold\\* laundry](https://example.com/robots)**';

describe('given a story that a run posted', () => {
  test('it tells when and why, the rule, its heat now, and who else tells it', async () => {
    const { reader, home, context } = await open();
    await context.ledger.put(makePosted({ channelId: home, storyId: idOf('robots') }));
    expect(isPrivate('why', { story: 'x' })).toBe(true);
    expect(await reader.run('why', { story: idOf('robots') })).toMatchObject({
      content: '',
      components: [],
      embeds: [
        {
          title: 'Why this story',
          description: [
            LINK_OF_ROBOTS,
            `Picked ${TEN} as the hottest of the eligible stories: heat 120, hotness 90.5.`,
            'The rule it met: any topic, heat at least 70.',
            HEAT_OF_ROBOTS,
            'Told by robots.',
            `Posted ${TEN}.`,
          ].join('\n\n'),
        },
      ],
    });
  });

  test('by its place, its topic, and its last edit', async () => {
    const { reader, home, context } = await open();
    const posted = makePosted({ channelId: home, storyId: idOf('robots'), editedAtMs: START });
    const reasons = { ...posted.reasons, rank: 3, log2Hotness: -8, rule: { topic: 'A*I', minHeat: 100 } };
    await context.ledger.put({ ...posted, reasons });
    const lines = textOf(await reader.run('why', { story: idOf('robots') })).split('\n\n');
    expect(lines[1]).toBe(
      `Picked ${TEN} as number 3 by hotness of the eligible stories: heat 120, hotness almost 0.`,
    );
    expect(lines[2]).toBe('The rule it met: topic A\\*I, heat at least 100.');
    expect(lines[5]).toBe(`Posted ${TEN}, edited ${NOON.replace(':f', ':R')}.`);
  });

  test('by a member, who is named; no rule was asked', async () => {
    const { reader, home, context } = await open();
    const posted = makePosted({ channelId: home, storyId: idOf('robots') });
    const { rule: _, ...reasons } = posted.reasons;
    await context.ledger.put({ ...posted, reasons: { ...reasons, postedBy: '77' } });
    const lines = textOf(await reader.run('why', { story: idOf('robots') })).split('\n\n');
    expect(lines.slice(1, 3)).toEqual([`Posted ${TEN} by <@77>, with \`/feed post\`.`, HEAT_OF_ROBOTS]);
  });

  test('while it is under way, it tells the reasons already', async () => {
    const { reader, home, context } = await open();
    const { state: _, ...posted } = makePosted({ channelId: home, storyId: idOf('robots') });
    const sending = { nonce: 'n', sendingAtMs: START, triedAtMs: START, opensThread: false };
    await context.ledger.put({ ...posted, ...sending, state: 'sending' });
    const lines = textOf(await reader.run('why', { story: idOf('robots') })).split('\n\n');
    expect(lines[1]).toMatch(/^Picked /);
    expect(lines[2]).toMatch(/^The rule it met/);
    expect(lines.at(-1)).toBe('Told by robots.');
  });
});

describe('given a story that does not stand here', () => {
  const verdictOf = async (scene: Awaited<ReturnType<typeof open>>, name: string) =>
    textOf(await scene.reader.run('why', { story: idOf(name) })).split('\n\n')[2 - 1];

  test('its message was deleted, or Discord refused it', async () => {
    const scene = await open();
    const { state: _, ...key } = makePosted({ channelId: scene.home, storyId: idOf('robots') });
    const { ledger } = scene.context;
    const removed = await ledger.put({ ...key, state: 'removed', postedAtMs: 1 });
    expect(await verdictOf(scene, 'robots')).toBe(
      'Posted here, and its message was deleted in Discord; it is not posted again.',
    );
    const { version } = removed;
    await ledger.put({ ...key, version, state: 'refused', refusedAtMs: 1, reason: 'a *b*', cardHash: null });
    expect(await verdictOf(scene, 'robots')).toBe(
      'Not posted here: Discord refused its message (a \\*b\\*).',
    );
  });

  test('nothing posts in the channel', async () => {
    const scene = await openScene();
    expect(await verdictOf(scene, 'robots')).toBe('Not posted here: this channel gets no posts by itself.');
  });

  test('it is due', async () => {
    const scene = await open();
    expect(await verdictOf(scene, 'robots')).toBe('Not posted yet: it is number 1, and due at the next run.');
    expect(textOf(await scene.reader.run('why', { story: idOf('robots') }))).not.toContain('Posted');
  });

  test.each([
    ['chips', {}, 'hotter stories go first; it stays eligible'],
    ['ice', {}, 'its heat is below what this channel takes'],
    ['old', {}, 'it is older than this channel takes'],
    ['whales', { topics: ['AI'] }, 'none of its topics is one of this channel'],
    ['robots', { excludedTopics: ['ai'] }, 'one of its topics is excluded here'],
    ['robots', { excludedProviders: ['Robots'] }, 'its outlet is excluded here'],
    ['robots', { perDay: 0 }, 'the day’s budget is used up; it stays eligible'],
    [
      'robots',
      { schedule: 'breaking', ignoredStoryIds: [idOf('robots')] },
      'it was hot already when this feed began, and only what breaks from then on is posted',
    ],
    ['two', { perRun: 10 }, 'a hotter story of the same event goes first'],
  ])('%s, in a feed with %o: %s', async (name, settings, reason) => {
    const scene = await openScene();
    const { home, feeds, discord } = scene;
    await feeds.put(makeFeed({ channelId: home, guildId: discord.guildId, ...settings }));
    expect(await verdictOf(scene, name)).toBe(`Not posted here: ${reason}.`);
  });

  test('another outlet’s story of its event was posted', async () => {
    const scene = await open();
    await scene.context.ledger.put(makePosted({ channelId: scene.home, storyId: idOf('one') }));
    expect(await verdictOf(scene, 'two')).toBe(
      'Not posted here: another outlet’s story of the same event was posted here.',
    );
  });
});

test('given a story of several outlets, each is named once', async () => {
  const { reader } = await open();
  const lines = textOf(await reader.run('why', { story: idOf('two') })).split('\n\n');
  expect(lines).toContain('Told by 2 outlets: two\\_, one.');
});

test('given a story without a heat, it counts as the collection’s median', async () => {
  const { reader } = await open();
  const lines = textOf(await reader.run('why', { story: idOf('whales') })).split('\n\n');
  expect(lines).toContain(
    `Heat 100 (its record has none: the collection’s median), published ${NINE}; hotness now 84.1.`,
  );
});

describe('given a channel that takes nothing at the moment', () => {
  test('it tells who paused it, and what stops it, of a story and of the last run', async () => {
    const { admin, reader, home, context, feeds, discord } = await openScene();
    await feeds.put(makeFeed({ channelId: home, guildId: discord.guildId, pausedBy: '77' }));
    const obstacle = { kind: 'missing-permissions' as const, permissions: ['SendMessages', 'Other'] };
    const times = { sinceMs: 1, checkedAtMs: 1, isKnownToGateway: true };
    await context.pauses.put({ channelId: home, obstacle, ...times });
    const pause = [
      '⏸️ paused by <@77>',
      'Nothing is posted here at the moment: I lack a permission: *Send Messages*, *Other*.',
    ];
    const lines = textOf(await reader.run('why', { story: idOf('robots') })).split('\n\n');
    expect(lines.slice(2, 4)).toEqual(pause);
    expect((await admin.run('why')).content.split('\n\n')).toEqual([
      ...pause,
      'No run has looked for stories in this channel since I started.',
    ]);
  });
});

describe('without a story', () => {
  test('given a member, it asks for one', async () => {
    const { reader } = await open();
    expect(await reader.refused('why')).toBe(
      'Name a story: `/why story:`. What a whole run picked is for those who manage the server.',
    );
  });

  test('given an admin, it is what the last run picked, and why it took none of the others', async () => {
    const { admin, home, feeds, discord, tick } = await openScene();
    await feeds.put(makeFeed({ channelId: home, guildId: discord.guildId, perRun: 2 }));
    await tick(home);
    expect((await admin.run('why')).embeds).toMatchObject([
      {
        title: 'The last run here',
        description: [
          `${NOON}: stories looked at: 6, picked: 2.`,
          '1. [Robots \\*fold\\* laundry](https://example.com/robots) · hotness 100.9',
          '2. [Chip shortage ends](https://example.com/chips) · hotness 84.1',
          [
            '**Refused**',
            '3: hotter stories go first; it stays eligible',
            '1: its heat is below what this channel takes',
          ].join('\n'),
        ].join('\n\n'),
      },
    ]);
  });

  test('given a run that found nothing to refuse, there is no list of it', async () => {
    const folder = makeTempFolder();
    writeFiles(folder, { 'robots.md': record('robots', 'Robots fold laundry', { heat: 120 }) });
    const { library } = await openLibrary(folder);
    const { admin, home, feeds, discord, tick } = await openScene({ library });
    await feeds.put(makeFeed({ channelId: home, guildId: discord.guildId }));
    await tick(home);
    expect(textOf(await admin.run('why')).split('\n\n')).toHaveLength(2);
  });

  test('given a run that Discord cut off half-way and that was ended later, it has all that it posted', async () => {
    const { admin, home, feeds, discord, channels, tick, realClock } = await openScene();
    await feeds.put(makeFeed({ channelId: home, guildId: discord.guildId, perRun: 2 }));
    let posts = 0;
    channels.obstacle = () => {
      if (++posts === 2) throw new Error('503');
      return null;
    };
    await tick(home);
    realClock.set(START + 2_000);
    await expect.poll(() => channels.titles(home)).toHaveLength(2);
    expect(channels.titles(home)).toEqual(['Robots *fold* laundry', 'Chip shortage ends']);
    const lines = textOf(await admin.run('why')).split('\n\n');
    expect(lines[0]).toMatch(/picked: 2\.$/);
    expect(lines[1]).toMatch(/^1\. .*Robots/);
    expect(lines[2]).toMatch(/^2\. .*Chip/);
  });
});

describe('Why this story?, in the menu of a message', () => {
  const message = (id: string, name: string, channel_id: string): APIMessage =>
    ({
      id,
      channel_id,
      author: { id: BOT_ID },
      embeds: [{ url: `https://example.com/${name}` }],
      // The other fields are not read.
    }) as APIMessage;

  test('given a post of a forum, whose message stands in a thread, it is judged in the forum', async () => {
    const { reader, home, context } = await open();
    const place = { channelId: 'thread', messageId: '1' };
    await context.ledger.put(makePosted({ channelId: home, storyId: idOf('robots'), place }));
    const answer = await reader.useMenu('Why this story?', message('1', 'robots', 'thread'));
    expect(answer).toEqual(await reader.run('why', { story: idOf('robots') }));
  });

  test('given a card that was opened from a list, it is judged in the channel where it stands', async () => {
    const { reader, home } = await open();
    const [, here] = textOf(await reader.useMenu('Why this story?', message('2', 'robots', home))).split(
      '\n\n',
    );
    expect(here).toBe('Not posted yet: it is number 1, and due at the next run.');
    const [, elsewhere] = textOf(await reader.useMenu('Why this story?', message('2', 'robots', '9'))).split(
      '\n\n',
    );
    expect(elsewhere).toBe('Not posted here: this channel gets no posts by itself.');
  });

  test('given any other message, it says so', async () => {
    const { reader } = await open();
    expect(await reader.menuRefused('Why this story?', message('2', 'unknown', '9'))).toBe(
      'That message is no story of mine. Open the menu of a news card that I posted.',
    );
  });
});

test('given a member who reads German, the answer and its numbers are German', async () => {
  const { reader } = await open();
  const text = textOf(await reader.as({ language: 'de' }).run('why', { story: idOf('robots') }));
  expect(text).toContain('100,9');
  expect(text).toContain('Warum diese Meldung');
});
