import fc from 'fast-check';
import { expect, test } from 'vitest';
import { log2Hotness } from '../../src/curation/hotness.ts';

const HOUR_MS = 3_600_000;
const HALF_LIFE_MS = 12 * HOUR_MS;
const NOW = Date.parse('2021-12-20T00:00:00Z');

test.each([
  [100, 0, 100],
  [100, 12, 50],
  [100, 24, 25],
  [80, 6, 80 / Math.SQRT2],
  [100, -5, 100],
])('given heat %i and an age of %i h, hotness is %f', (heat, hours, hotness) => {
  expect(2 ** log2Hotness(heat, NOW - hours * HOUR_MS, NOW, HALF_LIFE_MS)).toBeCloseTo(hotness, 9);
});

test('given no heat, or less, the story is colder than any that has some, and still has a place', () => {
  const coldest = log2Hotness(1, NOW, NOW, HALF_LIFE_MS);
  for (const heat of [0, -1, -1_000]) {
    const hotness = log2Hotness(heat, NOW, NOW, HALF_LIFE_MS);
    expect(hotness).toBeLessThan(coldest);
    expect(Number.isFinite(hotness)).toBe(true);
  }
});

test('given stories decades old, they are ordered still: by heat, and by a minute of age', () => {
  const inSixtyYears = NOW + 60 * 365 * 24 * HOUR_MS;
  const hotness = (heat: number, publishedAtMs: number) =>
    log2Hotness(heat, publishedAtMs, inSixtyYears, HALF_LIFE_MS);
  expect(2 ** hotness(100, NOW)).toBe(0);
  expect(hotness(101, NOW)).toBeGreaterThan(hotness(100, NOW));
  expect(hotness(100, NOW + 60_000)).toBeGreaterThan(hotness(100, NOW));
});

test('given any two stories, time changes nothing about which is hotter', () => {
  const heats = fc.integer({ min: 1, max: 500 });
  const ages = fc.integer({ min: 0, max: 1_000 * 24 * HOUR_MS });
  fc.assert(
    fc.property(
      heats,
      ages,
      heats,
      ages,
      fc.integer({ min: 0, max: 40 * 365 * 24 }),
      (heatA, ageA, heatB, ageB, hours) => {
        const difference = (nowMs: number): number =>
          log2Hotness(heatA, NOW - ageA, nowMs, HALF_LIFE_MS) -
          log2Hotness(heatB, NOW - ageB, nowMs, HALF_LIFE_MS);
        expect(difference(NOW + hours * HOUR_MS)).toBeCloseTo(difference(NOW), 6);
      },
    ),
  );
});
