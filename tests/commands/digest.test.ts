import type { APIMessage } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { DigestPost } from '../../src/delivery/channel-port.ts';
import { buildCustomId } from '../../src/discord/cards/custom-id.ts';
import { buildDigestCard } from '../../src/discord/cards/digest-card.ts';
import { hashLink } from '../../src/story/links.ts';
import { makeFeed } from '../support/command-feed.ts';
import {
  buttonsOf,
  findButton,
  isPrivate,
  modeOf,
  prepareScenes,
  START,
  textOf,
} from '../support/command-scene.ts';
import { makePosted } from '../support/posted-entry.ts';
import { recordText } from '../support/record-text.ts';

const HOUR_MS = 3_600_000;
const record = (
  name: string,
  title: string,
  publishedDateTime: string,
  heat: number,
  topics = ['AI'],
): string =>
  recordText({
    ...{ title, excerpt: '', webUrl: `https://example.com/${name}`, publishedDateTime, heat, topics },
    provider: { name },
  });

/** Now is noon of Tuesday the 14th, UTC. */
const openScene = prepareScenes({
  'monday.md': record('monday', 'Robots fold laundry', '2021-12-13T06:00:00Z', 90),
  'evening.md': record('evening', 'Chip shortage ends', '2021-12-13T22:00:00Z', 140, ['Law']),
  'today.md': record('today', 'Whales sing on the moon', '2021-12-14T09:00:00Z', 40),
  'sunday.md': record('sunday', 'Violins at sea', '2021-12-12T23:30:00Z', 300),
  'soon.md': record('soon', 'Bananas on ice', '2021-12-14T15:00:00Z', 200),
  ...Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => {
      const title = `${String.fromCharCode(97 + index).repeat(6)} learns to ${String.fromCharCode(122 - index).repeat(7)}`;
      return [`s${index}.md`, record(`s${index}`, title, '2021-11-02T10:00:00Z', 70 + index)];
    }),
  ),
});

const DIGEST: DigestPost = {
  digest: {
    ...{ channelId: '112233445566778899', fromMs: 0, toMs: 1_000, timezone: 'UTC' },
    ...{ isOpen: false, isEmptied: false, lines: [] },
  },
  look: { style: 'digest', language: 'en', mentionRoleId: null },
};
const TITLES = /(?<=• \[)[^\]]+/g;
const titlesOf = (text: string): string[] => text.match(TITLES) ?? [];

describe('given /digest', () => {
  test('it is for the asker alone, and one message of the best, the hottest first', async () => {
    const { reader } = await openScene();
    expect(isPrivate('digest')).toBe(true);
    const answer = await reader.run('digest');
    expect(answer.embeds[0]?.title).toBe('Your digest');
    expect(textOf(answer).split('\n').slice(1)).toEqual([
      '<t:1639396800:f> to <t:1639483200:f>',
      '',
      '• [Chip shortage ends](https://example.com/evening) · evening · 🔥🔥🔥🔥 everybody tells it',
      '• [Whales sing on the moon](https://example.com/today) · today · 🔥 worth a look',
    ]);
    expect(buttonsOf(answer).map(({ label }) => label)).toEqual(['Show to everyone']);
    expect(answer.components[0]).toMatchObject({ components: [{ custom_id: 'o' }] });
  });

  test.each([
    ['today', ['Whales sing on the moon']],
    ['yesterday', ['Chip shortage ends', 'Robots fold laundry']],
    ['week', ['Chip shortage ends', 'Robots fold laundry', 'Whales sing on the moon']],
  ])('since %s, it goes by the days of the time zone', async (since, titles) => {
    const { reader } = await openScene();
    expect(titlesOf(textOf(await reader.run('digest', { since })))).toEqual(titles);
  });

  test('in a channel with a feed, the days are its feed’s', async () => {
    const { reader, feeds, home, discord } = await openScene();
    await feeds.put(makeFeed({ channelId: home, guildId: discord.guildId, timezone: 'Europe/Berlin' }));
    const since = async (name: string) => titlesOf(textOf(await reader.run('digest', { since: name })));
    expect(await since('week')).toContain('Violins at sea');
    expect(await since('today')).toEqual(['Whales sing on the moon']);
  });

  test('since the last visit, it is what came after that, for each member and server by itself', async () => {
    const { reader, clock } = await openScene();
    const elsewhere = reader.as({ guildId: null });
    const other = reader.as({ userId: '300000000000000009' });
    await reader.run('digest', { since: 'today' });
    clock.set(START + 4 * HOUR_MS);
    expect(titlesOf(textOf(await reader.run('digest', { since: 'visit' })))).toEqual(['Bananas on ice']);
    expect((await reader.run('digest')).content).toBe(
      '☕ Nothing came in from <t:1639497600:f> to <t:1639497600:f>.',
    );
    for (const member of [elsewhere, other])
      expect(titlesOf(textOf(await member.run('digest')))).toContain('Chip shortage ends');
  });

  test('after longer than a week, it is of a week', async () => {
    const { reader, context, clock } = await openScene();
    await context.visits.note({ userId: '300000000000000002', guildId: null }, 0);
    const answer = await reader.as({ guildId: null }).run('digest');
    expect(textOf(answer)).toContain(`<t:${(clock.now() - 168 * HOUR_MS) / 1_000}:f>`);
    expect(titlesOf(textOf(answer))).toHaveLength(4);
  });

  test('of a topic, it is named, and nothing else is told; a topic that is none gets the nearest', async () => {
    const { reader } = await openScene();
    const answer = await reader.run('digest', { topic: 'law', since: 'week' });
    expect([answer.embeds[0]?.title, titlesOf(textOf(answer))]).toEqual([
      'Your digest: Law',
      ['Chip shortage ends'],
    ]);
    expect(await reader.refused('digest', { topic: 'Lwa' })).toContain('Law');
    expect(reader.suggest('digest', { topic: 'la' }).map(({ value }) => value)).toContain('Law');
  });

  test('in a direct message there is nobody else to show it to', async () => {
    const { reader } = await openScene();
    expect(buttonsOf(await reader.as({ guildId: null }).run('digest'))).toEqual([]);
  });
});

describe('given more than one message holds', () => {
  const startMs = Date.parse('2021-11-02T12:00:00Z');

  test('the member turns the pages', async () => {
    const { reader } = await openScene({ startMs });
    const first = await reader.run('digest');
    expect(titlesOf(textOf(first))).toHaveLength(15);
    expect(first.embeds[0]?.footer?.text).toBe('Page 1 of 2');
    const next = findButton(first, 'Next');
    expect(modeOf(next)).toBe('update');
    expect(titlesOf(textOf(await reader.press(next)))).toHaveLength(5);
  });

  test('shown to everyone, it has no pages to turn, and a button that tells the rest to whoever presses', async () => {
    const { reader } = await openScene({ startMs });
    const show = findButton(await reader.run('digest'), 'Show to everyone');
    expect(modeOf(show)).toBe('public');
    const shown = await reader.press(show);
    expect([titlesOf(textOf(shown)).length, buttonsOf(shown).map(({ label }) => label)]).toEqual([
      15,
      ['More'],
    ]);
    const more = findButton(shown, 'More');
    expect(modeOf(more)).toBe('reply');
    expect(titlesOf(textOf(await reader.press(more)))).toHaveLength(5);
  });
});

describe('given a digest that was posted in a channel', () => {
  const open = async () => {
    const scene = await openScene({ startMs: Date.parse('2021-11-02T12:00:00Z') });
    const { home, feeds, discord } = scene;
    const schedule = '0 12 * * *';
    await feeds.put(
      makeFeed({ channelId: home, guildId: discord.guildId, style: 'digest', schedule, minHeat: 85 }),
    );
    await scene.tick(home);
    const toMs = scene.clock.now();
    const state = { channelId: home, topicHash: '', fromMs: toMs - 24 * HOUR_MS, toMs };
    return { ...scene, more: buildCustomId({ kind: 'digest-more', state, page: 0 }) };
  };

  test('More tells whoever asks what it left out, also what is cooler than the feed takes', async () => {
    const { reader, more, channels } = await open();
    expect(channels.messages).toHaveLength(1);
    const answer = await reader.press(more);
    expect(answer.embeds[0]?.title).toBe('What the digest left out');
    // Of 89 down to 70, five are in the digest.
    expect(titlesOf(textOf(answer))).toHaveLength(15);
    expect(textOf(answer)).not.toContain('https://example.com/s15)');
    expect(textOf(answer)).toContain('https://example.com/s14)');
    expect(buttonsOf(answer)).toEqual([]);
  });

  test('when its feed has ended, there is nothing more', async () => {
    const { reader, more, feeds, home } = await open();
    await feeds.remove(home);
    expect((await reader.press(more)).content).toMatch(/^☕ Nothing came in from/);
  });

  test('/why says in which message a story was told, and what the next digest would make of another', async () => {
    const { reader, home, discord } = await open();
    const told = await reader.run('why', { story: hashLink('https://example.com/s19') });
    expect(textOf(told)).toContain(
      `Told here in a digest: https://discord.com/channels/${discord.guildId}/${home}/message-1`,
    );
    const untold = await reader.run('why', { story: hashLink('https://example.com/s1') });
    expect(textOf(untold)).toContain('Not posted here: its heat is below what this channel takes.');
    // It is not out yet.
    expect(await reader.refused('why', { story: hashLink('https://example.com/sunday') })).toContain(
      'No story',
    );
  });

  test('a command that asks which story its message shows is told that it is a digest', async () => {
    const { reader, home, context, discord } = await open();
    const place = { channelId: home, messageId: '922233445566778801' };
    await context.ledger.put(makePosted({ channelId: home, storyId: 'digest:1', place }));
    const story = `https://discord.com/channels/${discord.guildId}/${home}/${place.messageId}`;
    const sentence = 'That message is a digest. Choose one of its events in the menu below it.';
    expect(await reader.refused('related', { story })).toBe(sentence);
    // What Discord sends of a message has more parts, which no command reads.
    const message = {
      id: place.messageId,
      channel_id: home,
      author: { id: context.client.user.id },
      embeds: [],
      components: buildDigestCard(DIGEST, () => null).components,
    } as unknown as APIMessage;
    expect(await reader.menuRefused('Why this story?', message)).toBe(sentence);
  });
});

describe('given a button that was forged', () => {
  const toMs = START + 24 * HOUR_MS;
  const build = (state: { channelId: string | null; fromMs?: number }) =>
    buildCustomId({
      kind: 'digest-more',
      state: { topicHash: '', fromMs: START - HOUR_MS, toMs, ...state },
      page: 0,
    });
  const OLD = /^This button is of an older version/;

  test('with a time that ends ahead, it tells of nothing that is not out yet', async () => {
    const { reader } = await openScene();
    const later = build({ channelId: null, fromMs: START - 24 * HOUR_MS });
    expect(titlesOf(textOf(await reader.press(later)))).toEqual([
      'Chip shortage ends',
      'Whales sing on the moon',
    ]);
  });

  test('with a longer time than any digest has, it is none of ours', async () => {
    const { reader } = await openScene();
    expect(await reader.pressRefused(build({ channelId: null, fromMs: 0 }))).toMatch(OLD);
  });

  test('with a channel of another server, or one that the asker does not see, it is none of ours', async () => {
    const { reader, discord } = await openScene();
    for (const channelId of [
      discord.addChannel({ guildId: discord.addGuild() }),
      discord.addChannel({ isHidden: true }),
    ])
      expect(await reader.pressRefused(build({ channelId }))).toMatch(OLD);
  });
});
