import { expect, test } from 'vitest';
import { listSlowExpressions } from './check-expressions.ts';

test.each([
  ['a run at the end', String.raw`text.replace(/\s+$/, '')`],
  ['two runs that share letters', String.raw`/^[ \t]*(\w*)[ \t]*$/.test(line)`],
  ['a repetition of repetitions', '/^(?:a+)+$/.test(text)'],
])('given an expression with %s, it is found', (_what, code) => {
  expect(listSlowExpressions(`const a = 1;\n${code};\n`)).toMatchObject([{ line: 2 }]);
});

test('given one whose text is short, as a comment says, or one that is linear, none is found', () => {
  expect(listSlowExpressions("// bounded: a name\nname.replace(/-+$/g, '');")).toEqual([]);
  expect(listSlowExpressions("text.replace(/\\s+/g, ' ').split(/[,;]/);")).toEqual([]);
});
