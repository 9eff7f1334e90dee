import { expect, test } from 'vitest';
import { parseQuery } from '../../src/search/query.ts';

test('given thousands of letters, a query is made of the first ones, and no word of it is longer than a word', () => {
  const { words } = parseQuery(`tesla ${'a'.repeat(6_000)}`);
  expect(words.map((word) => word.length)).toEqual([5, 40]);
  expect(parseQuery(`${'a '.repeat(3_000)} tesla`).words).not.toContain('tesla');
});
