import { type APIActionRowComponent, type APIComponentInMessageActionRow, ComponentType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { type NewsState, parseCustomId } from '../../../src/discord/cards/custom-id.ts';
import { buildNewsPage, buildRelatedList } from '../../../src/discord/cards/list-cards.ts';
import type { Content } from '../../../src/discord/rest/outgoing.ts';
import { type Language, translatorFor } from '../../../src/locales/translate.ts';
import type { CoverageArticle } from '../../../src/search/coverage.ts';
import { countChars } from '../../../src/story/text.ts';
import { makeStory } from '../../support/stories.ts';

const STATE: NewsState = {
  query: 'chips',
  topicHash: '',
  providerHash: '',
  since: 'all',
  sort: 'hot',
  asOfMs: 1_639_472_400_000,
};
const hit = (number: number, changes = {}, outlets = ['Example']) => {
  const story = makeStory({ title: `Story ${number}`, link: `https://example.com/${number}`, ...changes });
  return { story, heat: story.heat, outlets, score: 0 };
};
const article = (number: number, changes: Partial<CoverageArticle> = {}): CoverageArticle => ({
  kind: 'listed',
  title: `Article ${number}`,
  link: `https://x.example/${number}`,
  providerName: `Outlet ${number}`,
  publishedAtMs: 1_639_472_400_000,
  ...changes,
});
const similar = (number: number): CoverageArticle => article(number, { kind: 'similar' });

const t = translatorFor('en');
const embedOf = ({ embeds = [] }: Content) => embeds[0] ?? {};
const partsOf = (row: APIActionRowComponent<APIComponentInMessageActionRow> | undefined) =>
  row?.components ?? [];
/** Label, whether it can be pressed, and the page that it leads to. */
const buttonsOf = (row: APIActionRowComponent<APIComponentInMessageActionRow> | undefined) =>
  partsOf(row).map((part) => {
    if (part.type !== ComponentType.Button || !('custom_id' in part)) throw new Error('expected a button');
    const id = parseCustomId(part.custom_id);
    return [part.label, part.disabled !== true, id !== null && 'page' in id ? id.page : null];
  });

describe('a page of /news', () => {
  test('given an event that three outlets tell, its line says so, with the heat of the event', () => {
    const told = { ...hit(1, {}, ['Example', 'One', 'Two']), heat: 109 };
    const { embeds } = buildNewsPage(
      'x',
      { hits: [told], total: 1 },
      { page: 0, state: STATE, hasNumbers: false },
      t,
    );
    expect(embeds?.[0]?.description).toBe(
      '**1.** [Story 1](https://example.com/1)\nExample · 3 outlets · <t:1639472400:R> · 🔥🔥🔥 very hot',
    );
  });

  test('given an asker who manages the server, the footer tells the heats as numbers', () => {
    const hits = [hit(1, { heat: 176 }), hit(2, { heat: null })];
    const content = buildNewsPage('x', { hits, total: 2 }, { page: 0, state: STATE, hasNumbers: true }, t);
    expect(embedOf(content).footer?.text).toBe('Page 1 of 1 · 2 stories · heat 176, –');
  });

  test('given two stories, each is a numbered line with link, outlet, age and heat', () => {
    const content = buildNewsPage(
      'Hottest AI news',
      { hits: [hit(1), hit(2, { heat: null })], total: 2 },
      { page: 0, state: STATE, hasNumbers: false },
      t,
    );
    expect(embedOf(content)).toMatchObject({
      title: 'Hottest AI news',
      description:
        '**1.** [Story 1](https://example.com/1)\nExample · <t:1639472400:R> · 🔥🔥 hot\n\n**2.** [Story 2](https://example.com/2)\nExample · <t:1639472400:R> · not rated',
      footer: { text: 'Page 1 of 1 · 2 stories' },
    });
    expect(content.components).toHaveLength(1);
  });

  test('given one story, the footer says so', () => {
    expect(
      embedOf(
        buildNewsPage('x', { hits: [hit(1)], total: 1 }, { page: 0, state: STATE, hasNumbers: false }, t),
      ).footer?.text,
    ).toBe('Page 1 of 1 · 1 story');
  });

  test('given stories, the menu opens each', () => {
    const { components = [] } = buildNewsPage(
      'x',
      { hits: [hit(1), hit(2)], total: 2 },
      { page: 0, state: STATE, hasNumbers: false },
      t,
    );
    expect(partsOf(components[0])).toMatchObject([
      {
        type: ComponentType.StringSelect,
        custom_id: 'o',
        options: [
          { label: 'Story 1', description: 'Example', value: hit(1).story.id },
          { label: 'Story 2', description: 'Example', value: hit(2).story.id },
        ],
      },
    ]);
  });

  test.each([
    [
      0,
      [
        ['Previous', false, -1],
        ['Next', true, 1],
      ],
    ],
    [
      1,
      [
        ['Previous', true, 0],
        ['Next', true, 2],
      ],
    ],
    [
      2,
      [
        ['Previous', true, 1],
        ['Next', false, 3],
      ],
    ],
  ])('given page %i of three, the buttons lead to its neighbours and carry the search', (page, buttons) => {
    const { components = [], ...content } = buildNewsPage(
      'x',
      { hits: [hit(1)], total: 11 },
      { page, state: STATE, hasNumbers: false },
      t,
    );
    expect(buttonsOf(components[1])).toEqual(buttons);
    const [previous] = partsOf(components[1]);
    expect(
      previous !== undefined && 'custom_id' in previous && parseCustomId(previous.custom_id),
    ).toMatchObject({ state: STATE });
    expect(embedOf(content).description).toMatch(new RegExp(`^\\*\\*${page * 5 + 1}\\.`));
    expect(embedOf(content).footer?.text).toBe(`Page ${page + 1} of 3 · 11 stories`);
  });

  test('given the longest texts, it keeps to Discord’s limits', () => {
    const long = {
      title: '*'.repeat(500),
      provider: { name: '_'.repeat(100), domain: 'x.example', iconUrl: null },
    };
    const hits = [1, 2, 3, 4, 5].map((number) =>
      hit(number, { ...long, link: `https://example.com/${number}${'x'.repeat(470)}` }),
    );
    const content = buildNewsPage(
      't'.repeat(300),
      { hits, total: 5 },
      { page: 0, state: STATE, hasNumbers: false },
      t,
    );
    expect(countChars(embedOf(content).description ?? '')).toBeLessThanOrEqual(4_096);
    expect(countChars(embedOf(content).title ?? '')).toBeLessThanOrEqual(256);
    const [menu] = partsOf(content.components?.[0]);
    for (const option of menu !== undefined && 'options' in menu ? menu.options : []) {
      expect(countChars(option.label)).toBeLessThanOrEqual(100);
    }
  });
});

describe('the list of what is related', () => {
  test('given an article, it has its link, outlet and age', () => {
    const content = buildRelatedList(makeStory(), [article(1)], 0, t);
    expect(embedOf(content)).toMatchObject({
      title: 'Related coverage (1)',
      description:
        'Other coverage of [Robots learn to fold laundry](https://example.com/robots-fold) (Example)\n\n[Article 1](https://x.example/1)\nOutlet 1 · <t:1639472400:R>',
    });
    expect(content.components).toEqual([]);
  });

  test('given three outlets, how they told it: each with its first article in order of time, and the heat after each', () => {
    const at = (minutes: number) => 1_639_472_400_000 + minutes * 60_000;
    const articles = [
      article(4, { publishedAtMs: null, providerName: 'Outlet 3' }),
      article(1, { publishedAtMs: at(90) }),
      article(2, { publishedAtMs: at(30), providerName: 'Outlet 1' }),
      article(3, { publishedAtMs: at(-60), kind: 'same-story' }),
      similar(5),
    ];
    const content = buildRelatedList(makeStory({ heat: 90 }), articles, 0, t);
    expect(embedOf(content).description?.split('\n\n')).toEqual([
      'Other coverage of [Robots learn to fold laundry](https://example.com/robots-fold) (Example)',
      '**How it was told, from the first outlet on**\nHeat over time: 🔥🔥 hot <t:1639468800:R> → 🔥🔥🔥 very hot <t:1639474200:R>',
      '[Article 3](https://x.example/3)\nOutlet 3 · <t:1639468800:R> · … and 1 more',
      '[Robots learn to fold laundry](https://example.com/robots-fold)\nExample · <t:1639472400:R>',
      '[Article 2](https://x.example/2)\nOutlet 1 · <t:1639474200:R> · … and 1 more',
      '**Stories on the same subject**',
      '[Article 5](https://x.example/5)\nOutlet 5 · <t:1639472400:R>',
    ]);
  });

  test.each([
    [-5, 'Page 1 of 3', 'Robots learn', 2],
    [0, 'Page 1 of 3', 'Robots learn', 2],
    [1, 'Page 2 of 3', 'Article 7', 1],
    [2, 'Page 3 of 3', 'Article 15', 1],
    [99, 'Page 3 of 3', 'Article 15', 1],
  ])('given twenty articles and page %i, it is %s', (page, footer, first, line) => {
    const content = buildRelatedList(
      makeStory(),
      Array.from({ length: 20 }, (_, number) => article(number)),
      page,
      t,
    );
    expect(embedOf(content).footer?.text).toBe(footer);
    expect(embedOf(content).description?.split('\n\n')[line]).toContain(first);
    expect(content.components).toHaveLength(1);
  });

  test('given coverage and stories like it, those come after it under a heading of their own', () => {
    const content = buildRelatedList(makeStory(), [article(1), similar(2), similar(3)], 0, t);
    expect(embedOf(content).title).toBe('Related coverage (1)');
    expect(embedOf(content).description).toBe(
      [
        'Other coverage of [Robots learn to fold laundry](https://example.com/robots-fold) (Example)',
        '[Article 1](https://x.example/1)\nOutlet 1 · <t:1639472400:R>',
        '**Stories on the same subject**',
        '[Article 2](https://x.example/2)\nOutlet 2 · <t:1639472400:R>',
        '[Article 3](https://x.example/3)\nOutlet 3 · <t:1639472400:R>',
      ].join('\n\n'),
    );
    expect(content.components).toEqual([]);
  });

  test.each([
    [
      'ends within a page',
      6,
      0,
      ['Other coverage of', '**How', 'Robots', 'Article 0', 5, '**Stories', 'Article 6'],
    ],
    ['ends within a page', 6, 1, ['[Robots', '**Stories', 'Article 7', 3]],
    ['fills a page', 7, 0, ['Other coverage of', '**How', 'Robots', 'Article 0', 6]],
    ['fills a page', 7, 1, ['[Robots', '**Stories', 'Article 7', 4]],
    ['goes on', 8, 1, ['Other coverage of', 'Article 7', '**Stories', 'Article 8', 4]],
  ])(
    'given coverage that %s (%i articles), page %i has the heading where it ends',
    (_what, count, page, shown) => {
      const articles = Array.from({ length: count + 5 }, (_, number) =>
        number < count ? article(number) : similar(number),
      );
      const lines = (embedOf(buildRelatedList(makeStory(), articles, page, t)).description ?? '').split(
        '\n\n',
      );
      // A number stands for so many lines that are not looked at.
      const expected = shown.flatMap((part) => (typeof part === 'number' ? Array(part).fill('') : [part]));
      expect(lines).toEqual(expected.map((part) => expect.stringContaining(part)));
    },
  );

  test('given no coverage but stories like it, it says so', () => {
    const { title, description } = embedOf(buildRelatedList(makeStory(), [similar(1)], 0, t));
    expect(title).toBe('Related coverage (0)');
    expect(description).toMatch(
      /^No other coverage of \[Robots .*\]\(.*\) \(Example\) is known yet\.\n\n\*\*Stories on the same subject\*\*\n\n\[Article 1\]/,
    );
  });

  test.each<Language>(['en', 'de', 'fr', 'es', 'pt-BR', 'ja'])(
    'given the longest texts in %s, a page keeps to Discord’s limits and loses only its longest addresses',
    (language) => {
      const long = { title: '*'.repeat(500), providerName: '_'.repeat(100) };
      const story = makeStory({ title: '*'.repeat(500), link: `https://example.com/${'x'.repeat(470)}` });
      for (const coverage of [0, 4, 8]) {
        const articles = Array.from({ length: 8 }, (_, number) =>
          article(number, {
            ...long,
            kind: number < coverage ? 'listed' : 'similar',
            link: `https://x.example/${number}/${'x'.repeat(number === 3 ? 100 : 470)}`,
          }),
        );
        const { description = '' } = embedOf(buildRelatedList(story, articles, 0, translatorFor(language)));
        expect(countChars(description)).toBeLessThanOrEqual(4_096);
        expect(description.match(/\]\(https:/g)).toHaveLength(1);
        expect(description).toContain('https://x.example/3/');
      }
    },
  );
});
