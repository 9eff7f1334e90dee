import { expect, test } from 'vitest';
import { formatProblem } from '../../src/story/problem.ts';

test('given a problem of a file, it is printed with the file and the line before it', () => {
  expect(formatProblem({ file: 'a/b.md', line: 3, severity: 'error', message: 'title: missing' })).toBe(
    'a/b.md:3: title: missing',
  );
});
