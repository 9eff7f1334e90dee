import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  escapeMarkdown,
  escapeWithin,
  formatTimestamp,
  maskLink,
  maskLinkWithoutPreview,
} from '../../../src/discord/cards/markdown.ts';
import { countChars, cutText, toOneLine } from '../../../src/story/text.ts';

test.each([
  [
    '*bold* _slanted_ ~~struck~~ `code` ||hidden||',
    '\\*bold\\* \\_slanted\\_ \\~\\~struck\\~\\~ \\`code\\` \\|\\|hidden\\|\\|',
  ],
  ['[label](https://evil.example)', '\\[label\\]\\(https\\://evil.example)'],
  ['Read https://evil.example now', 'Read https\\://evil.example now'],
  ['@everyone, @here, @anyone', '\\@everyone, \\@here, @anyone'],
  ['one\n# two\r\n> three', 'one # two \\> three'],
  ['a\u202Eb\u200Bc\u2066d\u0000e', 'abcd e'],
  ['<@1234> <#5678> <t:1:R>', '\\<@1234\\> \\<#5678\\> \\<t:1:R\\>'],
  ['> a quote', '\\> a quote'],
  ['# a heading', '\\# a heading'],
  ['- a list', '\\- a list'],
  ['+ a list', '\\+ a list'],
  ['1. a list', '1\\. a list'],
  ['2021) a list', '2021\\) a list'],
  ['back\\slash', 'back\\\\slash'],
  ['5 - 3 + #1 at 10.5', '5 - 3 + #1 at 10.5'],
  ['GPT-3 (beta)', 'GPT-3 (beta)'],
])('given %j, it is shown as it is: %j', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom('*', '_', '[', ']', '\\', '`', '|', '<', '1.', '#', ' ', 'word', '🔥', 'e\u0301', '. '),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);
const removeEscapes = (text: string): string => text.replace(/\\([\\*_~`|<>[\](:@#+.)-])/g, '$1');

describe('escapeWithin', () => {
  test('given any text and limit, it is never over the limit', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 100 }), (text, maxChars) => {
        expect(countChars(escapeWithin(text, maxChars))).toBeLessThanOrEqual(maxChars);
      }),
      { numRuns: 2_000 },
    );
  });

  test('given any text and limit, it is the text escaped, cut to some length, no escape torn apart', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 100 }), (text, maxChars) => {
        const shown = removeEscapes(escapeWithin(text, maxChars));
        expect(Array.from({ length: maxChars + 1 }, (_, room) => cutText(toOneLine(text), room))).toContain(
          shown,
        );
      }),
    );
  });

  test('given a text that fits escaped, all of it stays', () => {
    expect(escapeWithin('a*b', 4)).toBe('a\\*b');
    expect(escapeWithin('a*b', 3)).toBe('a…');
    expect(escapeWithin('*'.repeat(10), 10)).toBe(`${'\\*'.repeat(4)}…`);
  });
});

describe('maskLink', () => {
  test.each([
    ['a plain one', 'Title', 'https://example.com/x', '[Title](https://example.com/x)'],
    ['brackets in the label', 'A [b] c', 'https://example.com/x', '[A \\[b\\] c](https://example.com/x)'],
    [
      'brackets in the address',
      'T',
      'https://example.com/a_(b)<c>',
      '[T](https://example.com/a_%28b%29%3Cc%3E)',
    ],
    ['too long an address', 'T*', `https://example.com/${'x'.repeat(100)}`, 'T\\*'],
    [
      'too long a label',
      'one two three four five six',
      'https://example.com',
      '[one two three four…](https://example.com)',
    ],
  ])('given %s, Discord shows a link or a label', (_what, label, link, masked) => {
    expect(maskLink(label, link, 20, 60)).toBe(masked);
  });

  test('given an address that would end the bold text around it, or escape a bracket, those signs are encoded', () => {
    expect(maskLink('T', 'https://example.com/a**b?c=\\', 20, 60)).toBe(
      '[T](https://example.com/a%2A%2Ab?c=%5C)',
    );
  });

  test('given a label with `](`, the address without a preview stays whole', () => {
    expect(maskLinkWithoutPreview('a ](b) c', 'https://example.com/x', 20, 60)).toBe(
      '[a \\]\\(b) c](<https://example.com/x>)',
    );
  });

  test('given any label, the link cannot be closed or redirected by it', () => {
    fc.assert(
      fc.property(anyText, (label) => {
        const masked = maskLink(label, 'https://example.com/x', 200, 200);
        expect(masked.endsWith('](https://example.com/x)')).toBe(true);
        const inside = masked.slice(1, -'](https://example.com/x)'.length);
        expect(inside.replace(/\\./gu, '')).not.toMatch(/[[\]\\]/);
      }),
    );
  });
});

test('given an instant, it is shown in the reader’s time', () => {
  expect(formatTimestamp(1_639_472_400_999, 'R')).toBe('<t:1639472400:R>');
  expect(formatTimestamp(1_639_472_400_000, 'f')).toBe('<t:1639472400:f>');
});
