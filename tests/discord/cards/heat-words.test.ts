import { describe, expect, test } from 'vitest';
import {
  findHeatBand,
  findHeatColor,
  HEAT_BANDS,
  sayHeat,
  showHeat,
} from '../../../src/discord/cards/heat-words.ts';
import { translatorFor } from '../../../src/locales/translate.ts';

const t = translatorFor('en');

test.each([
  [0, '🔥 worth a look'],
  [69, '🔥 worth a look'],
  [69.9, '🔥 worth a look'],
  [70, '🔥🔥 hot'],
  [99, '🔥🔥 hot'],
  [100, '🔥🔥🔥 very hot'],
  [139, '🔥🔥🔥 very hot'],
  [140, '🔥🔥🔥🔥 everybody tells it'],
  [1_000, '🔥🔥🔥🔥 everybody tells it'],
  [-5, '🔥 worth a look'],
])('given a heat of %d, it is shown as %j', (heat, shown) => {
  expect(showHeat(heat, t)).toBe(shown);
});

describe('given no heat', () => {
  test('it is said to be not rated, and no flame is shown', () => {
    expect([sayHeat(null, t), showHeat(null, t)]).toEqual(['not rated', 'not rated']);
  });

  test('the colour is the coolest', () => {
    expect(findHeatColor(null)).toBe(findHeatColor(0));
  });
});

test('given the bands, a hotter one has more flames and another colour', () => {
  const flames = HEAT_BANDS.map((band) => band.flames);
  expect(flames).toEqual(flames.toSorted((a, b) => b - a));
  expect(new Set(HEAT_BANDS.map(({ color }) => color)).size).toBe(HEAT_BANDS.length);
  for (const band of HEAT_BANDS) expect(findHeatBand(band.minHeat)).toBe(band);
});

test('given each language, the bands have four different words', () => {
  for (const language of ['en', 'de', 'fr', 'es', 'pt-BR', 'ja'] as const) {
    const words = HEAT_BANDS.map(({ minHeat }) => sayHeat(minHeat, translatorFor(language)));
    expect(new Set(words).size, language).toBe(HEAT_BANDS.length);
  }
});
