import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, closeExcerpt, countChars, cutText, escapeEntities } from '../../src/story/text.ts';

describe('cleanText', () => {
  test.each([
    ['entities', 'AT&amp;T &#8220;AI&#8221;&nbsp;&hellip;', 'AT&T “AI” …'],
    ['what is no entity without a semicolon', 'Fish &amp chips ?a=1&copy=2', 'Fish &amp chips ?a=1&copy=2'],
    ['tabs, line breaks and runs of spaces', '  a\t\tb\r\n\n c  ', 'a b c'],
    ['no-break and ideographic spaces', 'a\u00A0\u3000b', 'a b'],
    ['control characters', 'a\u0000\u0007b', 'a b'],
    ['direction overrides', 'safe\u202Egnp.exe', 'safegnp.exe'],
    ['invisible characters', 'h\u200Bea\u00ADt\uFEFF', 'heat'],
    ['entities of invisible characters', 'he&shy;at&#x200b;', 'heat'],
    ['an emoji made of several', '👩\u200D🚀', '👩\u200D🚀'],
    ['a lone surrogate', 'a\uD800b', 'a\uFFFDb'],
    ['nothing', '', ''],
    ['white space only', ' \n ', ''],
  ])('given %s, one clean line comes out', (_what, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test('given any text, it is one well-formed line without white space at its ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanText(text);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).toBe(clean.trim());
        expect(clean).not.toMatch(/\p{Cc}|\s\s|[\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });
});

test('given any clean text, escaping its entities and cleaning it again changes nothing', () => {
  const part = fc.constantFrom('&', 'amp', 'lt', ';', '#', 'x', '38', '39', 'copy', ' ', '<b>');
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const clean = cleanText(parts.join(''));
      expect(cleanText(escapeEntities(clean))).toBe(clean);
    }),
  );
  expect(escapeEntities('AT&T &lt; ?a=1&copy=2')).toBe('AT&T &amp;lt; ?a=1&copy=2');
});

test.each([
  ['', 0],
  ['abc', 3],
  ['🔥🔥', 2],
  ['e\u0301', 2],
])('given %j, Discord counts %i characters', (text, count) => {
  expect(countChars(text)).toBe(count);
});

describe('cutText', () => {
  test.each([
    ['a text that fits', 'It fits.', 8, 'It fits.'],
    ['a sentence end near the limit', 'One is here. Two is much longer than that', 20, 'One is here.'],
    ['no sentence end near', 'The quick brown fox jumps over the dog', 20, 'The quick brown fox…'],
    ['the limit just at a word end', 'The quick brown fox jumps', 20, 'The quick brown fox…'],
    ['punctuation before the cut', 'The quick brown, yes, fox', 17, 'The quick brown…'],
    ['a cut within a word', 'The quick brown foxes jump', 18, 'The quick brown…'],
    ['a cut within a word after two spaces', 'The quick brown  foxes jump', 19, 'The quick brown…'],
    ['a sentence of half the room', 'One is. Two is much longer', 14, 'One is.'],
    ['a word of three fifths of the room', 'abcdef ghijklmnop', 10, 'abcdef…'],
    ['a first word that is one letter', 'I. Two of them are there', 14, 'I. Two of…'],
    ['one long word', 'abcdefghijklmnopqrstuvwxyz', 10, 'abcdefghi…'],
    ['a long word after a short one', 'A abcdefghijklmnopqrstuvwxyz', 10, 'A abcdefg…'],
    ['initials', 'Mr. J. Smith of the U.S. Navy and so on it goes', 26, 'Mr. J. Smith of the U.S.…'],
    ['a decimal point', 'It costs 3.5 million dollars a year', 14, 'It costs 3.5…'],
    [
      'a closing quote after the full stop',
      'He said “Stop it.” And then he left us all',
      22,
      'He said “Stop it.”',
    ],
    ['Chinese sentences', '人工智能很热。机器人会叠衣服了吗', 10, '人工智能很热。'],
    ['emoji', '🔥🔥🔥🔥🔥', 3, '🔥🔥…'],
    ['an emoji made of several', 'ab👩\u200D🚀cd', 5, 'ab…'],
    ['no room at all', 'abc', 0, ''],
    ['less than no room', 'abc', -3, ''],
    ['room for one', 'abc', 1, '…'],
  ])('given %s, it is cut well', (_what, text, maxChars, cut) => {
    expect(cutText(text, maxChars)).toBe(cut);
  });

  test('given a long word and words after it, none is taken from behind it', () => {
    const text = 'the model does not-significantly-outperform beat it at all';
    expect(text.startsWith(cutText(text, 30).replace(/…$/, ''))).toBe(true);
  });

  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.lorem({ mode: 'sentences', maxCount: 4 }),
    fc
      .array(
        fc.constantFrom(
          ' ',
          '. ',
          '。',
          '! ',
          'word',
          'U.S.',
          '🔥',
          '👩\u200D🚀',
          'e\u0301',
          '-',
          ',',
          '\uFE00',
          '\u0301',
          '\u0600',
          '🇫🇷',
          '”',
          '…',
        ),
        {
          maxLength: 30,
        },
      )
      .map((parts) => parts.join('')),
  );

  test('given any text and limit, a prefix comes out, with at most an ellipsis behind it, never too long', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 70 }), (text, maxChars) => {
        const cut = cutText(text, maxChars);
        expect(countChars(cut)).toBeLessThanOrEqual(maxChars);
        if (countChars(text) <= maxChars) expect(cut).toBe(text);
        else expect([cut, cut.replace(/…$/, '')].some((kept) => text.startsWith(kept))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('given any text and limit, no character as people see it is split', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 70 }), (text, maxChars) => {
        const cut = cutText(text, maxChars);
        const starts = new Set([...graphemes.segment(text)].map(({ index }) => index).concat(text.length));
        const lengths = [cut.length, ...(cut.endsWith('…') ? [cut.length - 1] : [])];
        expect(lengths.some((length) => text.startsWith(cut.slice(0, length)) && starts.has(length))).toBe(
          true,
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('closeExcerpt', () => {
  test.each([
    ['a whole sentence', 'It works.', 'It works.'],
    ['a question in quotes', 'He asked “why?”', 'He asked “why?”'],
    ['a stop in mid-sentence', 'The lab said that', 'The lab said that …'],
    ['a dangling comma', 'The lab said,', 'The lab said …'],
    ['three dots', 'The lab said...', 'The lab said …'],
    ['dots in brackets', 'The lab said [...]', 'The lab said …'],
    ['an ellipsis in brackets after a sentence', 'It works. […]', 'It works. …'],
    ['an ellipsis', 'The lab said…', 'The lab said …'],
    ['a Chinese full stop', '人工智能很热。', '人工智能很热。'],
    ['only dots', '...', ''],
    ['only a comma', ',', ''],
    [
      'a row of dots inside',
      `Chapter one ${'.'.repeat(200)} page 7`,
      `Chapter one ${'.'.repeat(200)} page 7 …`,
    ],
    ['nothing', '', ''],
  ])('given %s, the reader can tell whether it ends there', (_what, text, closed) => {
    expect(closeExcerpt(text)).toBe(closed);
  });

  test('given any text, closing twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const closed = closeExcerpt(cleanText(text));
        expect(closeExcerpt(closed)).toBe(closed);
      }),
    );
  });
});
