import { expect, test } from 'vitest';
import { backoffMs } from '../src/backoff.ts';

const LIMITS = { firstMs: 2_000, maxMs: 60_000 };

test.each([
  [1, 2_000],
  [2, 4_000],
  [5, 32_000],
  [6, 60_000],
  [7, 60_000],
  [100_000, 60_000],
])('given %i failures in a row, the wait is %i ms', (failures, waitMs) => {
  expect(backoffMs(failures, LIMITS)).toBe(waitMs);
});
