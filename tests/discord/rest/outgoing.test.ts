import type { APIEmbed } from 'discord.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EMBEDS_TOTAL_MAX_CHARS } from '../../../src/discord/rest/limits.ts';
import { toMessageBody } from '../../../src/discord/rest/outgoing.ts';
import { countChars } from '../../../src/story/text.ts';

const count = (embeds: readonly APIEmbed[]): number =>
  embeds
    .flatMap(({ title, description, author, footer, fields = [] }) => [
      title,
      description,
      author?.name,
      footer?.text,
      ...fields.flatMap(({ name, value }) => [name, value]),
    ])
    .reduce((total, text) => total + countChars(text ?? ''), 0);

test('given nothing, the body pings nobody and takes away what an edit no longer has', () => {
  expect(toMessageBody({})).toEqual({
    content: '',
    embeds: [],
    components: [],
    allowed_mentions: { parse: [] },
  });
});

test('given embeds that fit, they go out as they are', () => {
  const embeds: APIEmbed[] = [
    {
      title: 'T',
      description: 'D',
      author: { name: 'A' },
      footer: { text: 'F' },
      fields: [{ name: 'N', value: 'V' }],
    },
  ];
  expect(toMessageBody({ content: '@everyone', embeds })).toMatchObject({
    content: '@everyone',
    embeds,
    allowed_mentions: { parse: [] },
  });
});

test('given embeds too long together, descriptions are cut until they fit, nothing else', () => {
  const part = (maxLength: number) =>
    fc.integer({ min: 0, max: maxLength }).map((length) => '🔥'.repeat(length));
  const anyEmbed = fc.record({
    title: part(100),
    description: part(4_096),
    footer: part(200).map((text) => ({ text })),
  });
  fc.assert(
    fc.property(fc.array(anyEmbed, { maxLength: 4 }), (embeds) => {
      const body = toMessageBody({ embeds });
      expect(count(body.embeds)).toBeLessThanOrEqual(EMBEDS_TOTAL_MAX_CHARS);
      expect(body.embeds.map(({ title, footer }) => ({ title, footer }))).toEqual(
        embeds.map(({ title, footer }) => ({ title, footer })),
      );
      if (count(embeds) <= EMBEDS_TOTAL_MAX_CHARS) expect(body.embeds).toEqual(embeds);
    }),
    { numRuns: 50 },
  );
});
