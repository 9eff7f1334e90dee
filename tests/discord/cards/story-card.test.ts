import { type APIEmbed, ComponentType } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MessageLook } from '../../../src/delivery/ledger-entry.ts';
import { buildStoryCard, readStoryOfMessage } from '../../../src/discord/cards/story-card.ts';
import type { CoverageArticle } from '../../../src/search/coverage.ts';
import type { Story } from '../../../src/story/story.ts';
import { countChars } from '../../../src/story/text.ts';
import { makeStory } from '../../support/stories.ts';

const LOOK = { style: 'card', language: 'en', mentionRoleId: null } as const;

const article = (number: number, changes: Partial<CoverageArticle> = {}): CoverageArticle => ({
  kind: 'listed',
  title: `Article ${number}`,
  link: `https://x.example/${number}`,
  providerName: `Outlet ${number}`,
  publishedAtMs: null,
  ...changes,
});

function build(changes: Partial<Story> = {}, coverage: readonly CoverageArticle[] = []) {
  const { embeds = [], components = [] } = buildStoryCard(makeStory(changes), coverage, LOOK);
  const [embed] = embeds;
  if (embed === undefined) throw new Error('the card has no embed');
  const buttons = components.flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []));
  return { embed, buttons };
}
const embedOf = (changes: Partial<Story>): APIEmbed => build(changes).embed;

test('given a story, every part of the card is there', () => {
  const { embed, buttons } = build({ topics: ['AI', 'Robotics'] }, [article(1), article(2)]);
  expect(embed).toEqual({
    author: { name: 'Example', url: 'https://example.com', icon_url: 'https://example.com/icon.png' },
    title: 'Robots learn to fold laundry',
    url: 'https://example.com/robots-fold',
    description: 'A lab taught two arms to fold shirts.',
    image: { url: 'https://example.com/a.jpg' },
    fields: [
      {
        name: 'Also covered by',
        value: '[Article 1](https://x.example/1) · Outlet 1\n[Article 2](https://x.example/2) · Outlet 2',
      },
    ],
    footer: { text: 'AI, Robotics · 🔥🔥 hot' },
    timestamp: '2021-12-14T09:00:00.000Z',
    color: 0xf9c74f,
  });
  expect(buttons).toMatchObject([
    { label: 'Read at Example', url: 'https://example.com/robots-fold', style: 5 },
    { label: 'Related (2)', custom_id: `r:${makeStory().id}`, style: 2 },
  ]);
});

describe('given a story that lacks something, the card does without', () => {
  test.each<[string, Partial<Story>, Partial<Record<keyof APIEmbed, unknown>>]>([
    ['an excerpt', { excerpt: '' }, { description: undefined }],
    ['more than dots for an excerpt', { excerpt: '...' }, { description: undefined }],
    ['an image', { image: null }, { image: undefined, thumbnail: undefined }],
    [
      'an icon',
      { provider: { name: 'X', domain: 'x.example', iconUrl: null } },
      { author: { name: 'X', url: 'https://x.example' } },
    ],
    ['heat', { heat: null }, { footer: { text: 'AI' }, color: 0x577590 }],
    ['topics', { topics: [] }, { footer: { text: '🔥🔥 hot' } }],
    ['topics and heat', { topics: [], heat: null }, { footer: { text: 'news' } }],
  ])('%s', (_what, changes, parts) => {
    const embed = embedOf(changes);
    for (const [part, value] of Object.entries(parts)) expect(embed[part as keyof APIEmbed]).toEqual(value);
  });

  test('a link that tells it, being one of several of a page: the Related button names it', () => {
    const { buttons } = build({ canonicalLink: 'https://example.com/notes#Nov_24' });
    expect(buttons[1]).toMatchObject({ label: 'Related', custom_id: `r:${makeStory().id}` });
  });

  test('other coverage: no field, no Related button', () => {
    const { embed, buttons } = build();
    expect(embed.fields).toBeUndefined();
    expect(buttons).toHaveLength(1);
  });
});

test.each([
  [null, 'image'],
  [1200, 'image'],
  [300, 'image'],
  [299, 'thumbnail'],
  [50, 'thumbnail'],
] as const)('given an image %j px wide, it is shown as %s', (widthPx, place) => {
  const embed = embedOf({ image: { url: 'https://x.example/i.png', widthPx, heightPx: 10 } });
  expect([embed.image, embed.thumbnail].filter(Boolean)).toHaveLength(1);
  expect(embed[place]).toEqual({ url: 'https://x.example/i.png' });
});

test('given hotter stories, the colour changes at 70, 100 and 140', () => {
  const color = (heat: number) => embedOf({ heat }).color;
  expect([69, 70, 99, 100, 139, 140, 500].map(color)).toEqual([
    0x577590, 0xf9c74f, 0xf9c74f, 0xf3722c, 0xf3722c, 0xe5383b, 0xe5383b,
  ]);
  expect(color(0)).toBe(color(69));
});

describe('given another style', () => {
  const show = (
    style: MessageLook['style'],
    changes: Partial<Story> = {},
    mentionRoleId: string | null = null,
  ) => buildStoryCard(makeStory(changes), [article(1)], { ...LOOK, style, mentionRoleId });

  test('headline: one line with the link, without card and buttons', () => {
    expect(show('headline')).toEqual({
      content:
        '**[Robots learn to fold laundry](<https://example.com/robots-fold>)** · Example · <t:1639472400:R>',
      components: [],
      mentionRoleId: null,
    });
  });

  test('headline, of a page of several stories: the button tells which one it is', () => {
    const { components } = show('headline', { canonicalLink: 'https://example.com/notes#Nov_24' });
    expect(components).toMatchObject([{ components: [{ custom_id: `r:${makeStory().id}` }] }]);
  });

  test('compact: no excerpt, no coverage, a small picture', () => {
    const { embeds: [embed] = [] } = show('compact');
    expect(embed).toMatchObject({ thumbnail: { url: 'https://example.com/a.jpg' } });
    for (const part of ['description', 'image', 'fields']) expect(embed).not.toHaveProperty(part);
  });

  test.each(['card', 'compact'] as const)(
    '%s with a mention: its text tells headline and outlet',
    (style) => {
      expect(show(style, { title: 'A *new* model' }, '55').content).toBe(
        '<@&55> **A \\*new\\* model** · Example',
      );
      expect(show(style).content).toBe('');
    },
  );

  test('headline with a mention: the role, then the line', () => {
    expect(show('headline', {}, '55').content).toMatch(/^<@&55> \*\*\[Robots learn/);
  });
});

test('given markdown in headline, excerpt and outlets, Discord shows it as it is', () => {
  const { embed } = build({ title: '*GPT* [3]', excerpt: 'See <@1> and `code`.' }, [
    article(1, { title: 'A ] b', providerName: '_X_' }),
  ]);
  expect(embed.title).toBe('\\*GPT\\* \\[3\\]');
  expect(embed.description).toBe('See \\<@1\\> and \\`code\\`.');
  expect(embed.fields?.[0]?.value).toBe('[A \\] b](https://x.example/1) · \\_X\\_');
});

test('given much coverage, three articles are in the card, and the button counts all', () => {
  const { embed, buttons } = build(
    {},
    Array.from({ length: 30 }, (_, number) => article(number)),
  );
  const lines = embed.fields?.[0]?.value.split('\n');
  expect(lines).toHaveLength(4);
  expect(lines?.[3]).toBe('… and 27 more');
  expect(buttons[1]).toMatchObject({ label: 'Related (30)' });
});

test('given an address too long for a button, the headline alone links to the article', () => {
  const link = `https://example.com/${'x'.repeat(600)}`;
  const { embed, buttons } = build({ link });
  expect(embed.url).toBe(link);
  expect(buttons).toEqual([]);
});

test('given any texts, the card keeps to Discord’s limits and has no empty part', () => {
  const text = (maxLength: number) =>
    fc.string({ unit: 'grapheme', minLength: 1, maxLength }).filter((value) => value.trim() !== '');
  const anyStory = fc.record({
    title: text(500),
    excerpt: fc.oneof(text(1_000), fc.constant('*'.repeat(3_000))),
    topics: fc.array(text(100), { maxLength: 50 }),
    name: text(100),
  });
  const anyCoverage = fc.array(
    fc.record({
      title: text(300),
      name: text(100),
      link: fc.nat(2_000).map((length) => `https://x.example/${'x'.repeat(length)}`),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(anyStory, anyCoverage, ({ name, ...story }, articles) => {
      const coverage = articles.map(({ name: providerName, ...rest }, index) =>
        article(index, { ...rest, providerName }),
      );
      const { embed, buttons } = build(
        { ...story, provider: { name, domain: 'x.example', iconUrl: null } },
        coverage,
      );
      const limits: [string | undefined, number][] = [
        [embed.title, 256],
        [embed.description ?? 'x', 4_096],
        [embed.author?.name, 256],
        [embed.footer?.text, 2_048],
        ...(embed.fields ?? []).map(({ value }): [string, number] => [value, 1_024]),
        ...buttons.map((button): [string, number] => ['label' in button ? (button.label ?? '') : '', 80]),
      ];
      for (const [value = '', maxChars] of limits) {
        expect(countChars(value)).toBeLessThanOrEqual(maxChars);
        expect(countChars(value)).toBeGreaterThan(0);
      }
    }),
  );
});

describe('given a message of ours, the story that it shows is read from it', () => {
  test('from its Related button', () => {
    const { embeds = [], components = [] } = buildStoryCard(makeStory(), [article(1)], LOOK);
    const message = { embeds: [...embeds], components: [...components] } as Parameters<
      typeof readStoryOfMessage
    >[0];
    expect(readStoryOfMessage(message)).toEqual({ storyId: makeStory().id });
  });
  test('from its headline’s link', () => {
    expect(readStoryOfMessage({ embeds: [{ url: 'https://example.com/x' }], components: [] })).toEqual({
      link: 'https://example.com/x',
    });
  });
  test('from a headline in one line, with or without a mention', () => {
    for (const mentionRoleId of [null, '55']) {
      const look = { ...LOOK, style: 'headline', mentionRoleId } as const;
      const { content = '' } = buildStoryCard(makeStory({ title: 'A [x] ** · b' }), [], look);
      expect(readStoryOfMessage({ embeds: [], content })).toEqual({
        link: 'https://example.com/robots-fold',
      });
    }
  });
  test('not from a message without either', () => {
    expect(readStoryOfMessage({ embeds: [], content: 'See https://example.com/x' })).toBeNull();
    expect(readStoryOfMessage({ embeds: [] })).toBeNull();
    expect(readStoryOfMessage({ embeds: [{ title: 'x' }], components: [] })).toBeNull();
  });
});
