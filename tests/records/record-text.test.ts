import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFieldChanges, hashFields } from '../../src/records/record-fields.ts';
import { editRecordText, readRecordFields, writeRecordText } from '../../src/records/record-text.ts';

const HAND_WRITTEN = `---
# written by Ann
category: news
title: "Robots fold laundry" # keep this
heat: 80   # hot
topics:
- AI
- Robotics

# the others
related: []
excerpt: >
  Two arms
  fold shirts.
mine: {a: 1,   b: [x, y]}
---
Notes: --- not read
---
`;

const read = (text: string) => readRecordFields(Buffer.from(text));

describe('given a record that a person keeps', () => {
  test('a changed number is the only difference', () => {
    expect(editRecordText(HAND_WRITTEN, { heat: 95 })).toBe(HAND_WRITTEN.replace('heat: 80 ', 'heat: 95 '));
  });

  test('a changed text leaves the comment behind it', () => {
    expect(editRecordText(HAND_WRITTEN, { title: 'Robots: now "on sale"' })).toBe(
      HAND_WRITTEN.replace('"Robots fold laundry"', '"Robots: now \\"on sale\\""'),
    );
  });

  test('a changed list leaves what is above and below it', () => {
    expect(editRecordText(HAND_WRITTEN, { topics: ['AI'], related: [{ title: 'x' }] })).toBe(
      HAND_WRITTEN.replace('- AI\n- Robotics', '  - AI').replace('related: []', 'related:\n  - title: x'),
    );
  });

  test('a folded text may become a plain one', () => {
    const edited = editRecordText(HAND_WRITTEN, { excerpt: 'New.' }) ?? '';
    expect(edited).toBe(HAND_WRITTEN.replace('excerpt: >\n  Two arms\n  fold shirts.\n', 'excerpt: New.\n'));
  });

  test('a new key comes last, a removed one goes, others stay', () => {
    const edited = editRecordText(HAND_WRITTEN, { hold: true, mine: undefined }) ?? '';
    expect(edited).toBe(HAND_WRITTEN.replace('mine: {a: 1,   b: [x, y]}\n', 'hold: true\n'));
  });

  test('Windows line ends and a byte order mark stay', () => {
    const windows = `\uFEFF${HAND_WRITTEN.replaceAll('\n', '\r\n')}`;
    const edited = editRecordText(windows, { heat: 95, related: [{ title: 'x' }] }) ?? '';
    expect(edited.replaceAll('\r\n', '')).not.toContain('\n');
    expect(edited.startsWith('\uFEFF---\r\n')).toBe(true);
    expect(read(edited)).toMatchObject({ heat: 95, related: [{ title: 'x' }], mine: { a: 1 } });
  });
});

test.each([
  ['a flow mapping', '---\n{heat: 1, title: x}\n---\n'],
  ['broken YAML', '---\nheat: [1\n---\n'],
  ['a key twice', '---\nheat: 1\nheat: 2\n---\n'],
  ['no front matter', 'heat: 1\n'],
  ['no closing line', '---\nheat: 1\n'],
  ['a list', '---\n- heat\n---\n'],
])('given %s, it is left to a person', (_what, text) => {
  expect(editRecordText(text, { heat: 3 })).toBeNull();
});

test('given an empty value or quoted keys, they can be changed', () => {
  expect(editRecordText('---\nheat:\n"title": \'x\' # y\n---', { heat: 2, title: 'z' })).toBe(
    '---\nheat: 2\n"title": z # y\n---',
  );
});

const value = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(
    'yes',
    'no',
    'null',
    '2023-11-07T16:15:00Z',
    '- x',
    '# x',
    'a: b',
    '12',
    '0x1f',
    '',
    ' x ',
    'a\nb',
    '---',
  ),
  fc.array(fc.record({ title: fc.string(), url: fc.webUrl(), width: fc.nat() }), { maxLength: 3 }),
  fc.array(fc.string(), { maxLength: 3 }),
);
const fields = fc.dictionary(
  fc.constantFrom('title', 'excerpt', 'heat', 'topics', 'related', 'provider', 'x'),
  value,
  {
    minKeys: 1,
  },
);

test('given any values, what is written is what is read', () => {
  fc.assert(
    fc.property(fields, (written) => {
      expect(read(writeRecordText(written))).toEqual(written);
    }),
  );
});

test('given any record and any changes, the edit changes exactly these, or nothing', () => {
  fc.assert(
    fc.property(fields, fields, (before, changes) => {
      const edited = editRecordText(writeRecordText(before), changes);
      if (edited !== null) expect(read(edited)).toEqual({ ...before, ...changes });
    }),
    { numRuns: 500 },
  );
});

describe('whose key it is', () => {
  const wanted = { title: 'A', heat: 90, topics: ['AI'] };
  const written = hashFields({ title: 'A', heat: 80, topics: ['AI'] });

  test('given a file as it was written, what is new may be written', () => {
    const present = { title: 'A', heat: 80, topics: ['AI'] };
    expect(findFieldChanges(wanted, present, [written])).toEqual({ changes: { heat: 90 }, personKeys: [] });
  });

  test('given a value that differs from what was written, it is a person’s, also a removed one', () => {
    const present = { title: 'B', heat: 85 };
    expect(findFieldChanges(wanted, present, [written])).toEqual({
      changes: {},
      personKeys: ['title', 'heat', 'topics'],
    });
  });

  test('given a write that a kill cut off, what it was writing counts as written', () => {
    const present = { title: 'A', heat: 90, topics: ['AI'] };
    expect(findFieldChanges(wanted, present, [written, hashFields({ heat: 90 })])).toEqual({
      changes: {},
      personKeys: [],
    });
  });
});
