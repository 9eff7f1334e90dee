import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countEdits, isWithinOneEdit } from '../../src/language/edit-distance.ts';

test.each([
  ['', '', 0],
  ['tesla', 'tesla', 0],
  ['tesla', 'tesl', 1],
  ['tesla', 'teslas', 1],
  ['tesla', 'tesle', 1],
  ['tesla', 'telsa', 1],
  ['tesla', 'etlsa', 2],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
])('given %j and %j, %i edits part them', (a, b, edits) => {
  expect(countEdits(a, b)).toBe(edits);
});

const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

test('given any two words, the quick question and the count agree, both ways round', () => {
  fc.assert(
    fc.property(words, words, (a, b) => {
      const edits = countEdits(a, b);
      expect(countEdits(b, a)).toBe(edits);
      expect(isWithinOneEdit(a, b)).toBe(edits <= 1);
      expect(isWithinOneEdit(b, a)).toBe(edits <= 1);
    }),
    { numRuns: 2_000 },
  );
});
