import { ComponentType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { DigestLine, DigestPost } from '../../../src/delivery/channel-port.ts';
import { buildDigestCard, formatDigestName, groupByTopic } from '../../../src/discord/cards/digest-card.ts';
import { buildDigestPage } from '../../../src/discord/cards/digest-page.ts';
import { linkMessage } from '../../../src/discord/cards/markdown.ts';
import { readStoryOfMessage } from '../../../src/discord/cards/story-card.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import { countChars } from '../../../src/story/text.ts';
import { showMessage } from '../../support/check-answer.ts';
import { makeStory } from '../../support/stories.ts';

const GUILD = '912345678901234567';
const CHANNEL = '112233445566778899';
const PERIOD = { fromMs: Date.parse('2021-12-13T09:00:00Z'), toMs: Date.parse('2021-12-14T09:00:00Z') };
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja'] as const;

function makeLine(name: string, changes: Partial<DigestLine> & { topics?: string[] } = {}): DigestLine {
  const { topics = ['AI'], ...rest } = changes;
  const story = makeStory({ title: name, link: `https://example.com/${encodeURIComponent(name)}`, topics });
  return { story, outlets: 1, heat: 90, place: null, ...rest };
}

function build(
  lines: readonly DigestLine[],
  digest: Partial<DigestPost['digest']> = {},
  look: Partial<DigestPost['look']> = {},
) {
  const card = buildDigestCard(
    {
      digest: {
        ...PERIOD,
        channelId: CHANNEL,
        timezone: 'UTC',
        isOpen: false,
        isEmptied: false,
        lines,
        ...digest,
      },
      look: { style: 'digest', language: 'en', mentionRoleId: null, ...look },
    },
    (place) => linkMessage(GUILD, place),
  );
  // What Discord would refuse throws.
  const message = showMessage(card);
  return { message, text: message.embeds[0]?.description ?? '', title: message.embeds[0]?.title ?? '' };
}

describe('given the events of a day', () => {
  test('each is one line: the headline with its link, who tells it, how hot it is, and its own post', () => {
    const place = { channelId: CHANNEL, messageId: '922233445566778801' };
    const { text, title, message } = build([
      makeLine('Robots *fold*', { heat: 140, outlets: 4, place }),
      makeLine('Chips', { heat: null }),
    ]);
    expect(title).toBe('AI news: Monday, December 13');
    expect(text.split('\n')).toEqual([
      `• [Robots \\*fold\\*](https://example.com/Robots%20%2Afold%2A) · 4 outlets · 🔥🔥🔥🔥 everybody tells it · [posted here](https://discord.com/channels/${GUILD}/${CHANNEL}/${place.messageId})`,
      '• [Chips](https://example.com/Chips) · Example · not rated',
    ]);
    expect(message.embeds[0]?.color).toBe(0xe5383b);
    expect(message.content).toBe('');
  });

  test('its menu opens an event, and its button the rest', () => {
    const line = makeLine('Robots');
    expect(build([line]).message.components).toMatchObject([
      {
        components: [
          {
            type: ComponentType.StringSelect,
            custom_id: 'o',
            options: [{ label: 'Robots', value: line.story.id }],
          },
        ],
      },
      { components: [{ type: ComponentType.Button, label: 'More' }] },
    ]);
  });

  test('a role is mentioned with the hottest headline, so that a phone shows what it is about', () => {
    const { message } = build([makeLine('Robots fold')], {}, { mentionRoleId: '812233445566778801' });
    expect(message.content).toBe('<@&812233445566778801> Robots fold');
    expect(message.allowed_mentions).toEqual({ parse: [], roles: ['812233445566778801'] });
  });

  test('while it grows, it says until when', () => {
    expect(build([makeLine('Robots')], { isOpen: true }).text).toMatch(
      /\n\nMore is added until <t:1639472400:f>\.$/,
    );
  });

  test('where there are many they stand under their topics, a topic of one line among the others', () => {
    const lines = Array.from({ length: 9 }, (_, index) =>
      makeLine(`s${index}`, { topics: index === 4 ? ['Law'] : index % 2 === 0 ? ['AI'] : ['Chips'] }),
    );
    const { groups, others } = groupByTopic(lines);
    const titles = (list: readonly DigestLine[]) => list.map(({ story }) => story.title).join();
    expect(groups.map(({ topic, lines: ofTopic }) => [topic, titles(ofTopic)])).toEqual([
      ['AI', 's0,s2,s6,s8'],
      ['Chips', 's1,s3,s5,s7'],
    ]);
    expect(titles(others)).toBe('s4');
    expect(build(lines).text).toMatch(/^\*\*AI\*\*\n.+\n\n\*\*Chips\*\*\n.+\n\n\*\*And also\*\*\n• \[s4\]/s);
    expect(groupByTopic(lines.slice(0, 7))).toEqual({ groups: [], others: lines.slice(0, 7) });
  });
});

test('given no event, one friendly line says so, and the button is there; given what was withdrawn, another', () => {
  const quiet = build([]);
  expect(quiet.text).toBe('☕ All quiet: nothing as hot as this channel takes came in. Enjoy the break!');
  expect(quiet.message.components).toHaveLength(1);
  expect(build([], { isEmptied: true }).text).toBe('What stood here has been taken down.');
});

describe.each(LANGUAGES)('in %s', (language) => {
  test.each([
    ['the longest texts and links', 'x'.repeat(600), `https://example.com/${'x'.repeat(1_900)}`],
    ['nothing but signs that are escaped', '*'.repeat(300), `https://example.com/${'('.repeat(160)}`],
    ['emoji', '🤖'.repeat(300), 'https://example.com/a'],
  ])(
    'given fifteen lines of %s under seven topics, all are told within Discord’s limits',
    (_what, title, link) => {
      const place = { channelId: '9'.repeat(20), messageId: '9'.repeat(20) };
      const lines = Array.from({ length: 15 }, (_, index) => {
        const topics = [`${Math.floor(index / 2)}${title}`.slice(0, 300)];
        const provider = { name: title, domain: 'example.com', iconUrl: null };
        const story = makeStory({ title, link: `${link}${index}`, topics, provider });
        return { story, outlets: index % 2 === 0 ? 1 : 99, heat: 200, place };
      });
      const { text } = build(lines, { isOpen: true }, { language });
      expect(text.match(/^• /gm)).toHaveLength(15);
      expect(text.match(/🔥🔥🔥🔥/g)).toHaveLength(15);
      // None was cut off: the last line is whole.
      expect(text).toMatch(/<t:\d+:f>/);
      expect(countChars(text)).toBeLessThanOrEqual(4_096);
    },
  );

  test('a page of a member’s digest keeps to them too', () => {
    const lines = Array.from({ length: 15 }, (_, index) => makeLine(`${index} ${'x'.repeat(300)}`));
    const state = { ...PERIOD, channelId: CHANNEL, topicHash: 'abcdef' };
    const page = {
      title: 'x'.repeat(300),
      span: 'x',
      lines,
      state,
      page: 998,
      pages: 999,
      audience: 'member',
    };
    const card = buildDigestPage({ ...page, audience: 'member' }, translatorFor(language), () => null);
    expect(showMessage(card).components).toHaveLength(3);
  });
});

describe('given the time of a digest, it is named by the clock of its feed', () => {
  test.each([
    ['en', 'UTC', '2021-12-13T09:00Z', '2021-12-14T09:00Z', 'AI news: Monday, December 13'],
    ['de', 'UTC', '2021-12-13T09:00Z', '2021-12-14T09:00Z', 'KI-News: Montag, 13. Dezember'],
    ['en', 'Asia/Tokyo', '2021-12-13T16:00Z', '2021-12-14T16:00Z', 'AI news: Tuesday, December 14'],
    // The day on which the clocks are put back.
    ['en', 'Europe/Berlin', '2021-10-30T22:00Z', '2021-10-31T23:00Z', 'AI news: Sunday, October 31'],
    ['en', 'UTC', '2021-12-06T09:00Z', '2021-12-13T09:00Z', 'AI news: December 6 – 13'],
    ['ja', 'UTC', '2021-12-13T09:00Z', '2021-12-14T09:00Z', 'AIニュース：12月13日月曜日'],
  ] as const)('%s in %s, from %s to %s', (language, timezone, from, to, name) => {
    const [fromMs = 0, toMs = 0] = [from, to].map((text) => Date.parse(text));
    // ICU writes thin spaces around the dash.
    expect(formatDigestName({ fromMs, toMs, timezone }, language).replace(/\s/g, ' ')).toBe(name);
  });
});

describe('given a message of a digest, what it tells is read from it', () => {
  const read = (lines: readonly DigestLine[]) => {
    const { embeds, components } = build(lines).message;
    // As Discord gives it back.
    return readStoryOfMessage({ embeds, components } as Parameters<typeof readStoryOfMessage>[0]);
  };

  test('its time, and its stories in their order', () => {
    const lines = ['b', 'a', 'c'].map((name) => makeLine(name));
    expect(read(lines)).toEqual({
      digest: { channelId: CHANNEL, topicHash: '', ...PERIOD, storyIds: lines.map(({ story }) => story.id) },
    });
  });

  test('not of one that a member showed to everyone', () => {
    const state = { ...PERIOD, channelId: null, topicHash: '' };
    const page = { title: 'x', span: 'x', lines: [makeLine('a')], state, page: 0, pages: 2 };
    const { embeds, components } = showMessage(
      buildDigestPage({ ...page, audience: 'everyone' }, translatorFor('en'), () => null),
    );
    expect(components).toHaveLength(2);
    expect(readStoryOfMessage({ embeds, components } as Parameters<typeof readStoryOfMessage>[0])).toBeNull();
  });

  test('also of a quiet day', () => {
    expect(read([])).toMatchObject({ digest: { ...PERIOD, storyIds: [] } });
  });
});
