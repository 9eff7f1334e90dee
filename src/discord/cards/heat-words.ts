import { SPOKEN_LANGUAGES, type Translate, translatorFor } from '../../locales/translate.ts';

/** What a heat means to a reader: a word, as many flames, and a colour. The same everywhere. */
export type HeatBand = {
  /** The key of its words, below `heat` in the catalogues. */
  readonly key: 'worth-a-look' | 'hot' | 'very-hot' | 'everybody';
  /** The least heat that is of this band; 70 is where the collection's editors begin to publish. */
  readonly minHeat: number;
  readonly flames: number;
  readonly color: number;
};

const COOLEST: HeatBand = { key: 'worth-a-look', minHeat: 0, flames: 1, color: 0x577590 };
/** From the hottest down. */
export const HEAT_BANDS: readonly HeatBand[] = [
  { key: 'everybody', minHeat: 140, flames: 4, color: 0xe5383b },
  { key: 'very-hot', minHeat: 100, flames: 3, color: 0xf3722c },
  { key: 'hot', minHeat: 70, flames: 2, color: 0xf9c74f },
  COOLEST,
];

/** The band of a heat; a story without any, or with one below 0, has the coolest. */
export function findHeatBand(heat: number | null): HeatBand {
  return HEAT_BANDS.find(({ minHeat }) => (heat ?? 0) >= minHeat) ?? COOLEST;
}

/** A heat in words, e.g. `very hot`; of a story without any, that it is not rated. */
export function sayHeat(heat: number | null, t: Translate): string {
  return heat === null ? t('heat.unrated') : t(`heat.${findHeatBand(heat).key}`);
}

/** The words with their flames before them: `🔥🔥🔥 very hot`. A screen reader says the flames, and then the words. */
export function showHeat(heat: number | null, t: Translate): string {
  return heat === null ? sayHeat(null, t) : `${'🔥'.repeat(findHeatBand(heat).flames)} ${sayHeat(heat, t)}`;
}

/** The words with the number, for whoever sets one: `🔥🔥 hot (70)`. */
export function showHeatNumber(heat: number, t: Translate): string {
  return `${showHeat(heat, t)} (${heat})`;
}

/** The least heat of what is called so, in any language; null: nothing is. */
export function parseHeatWords(text: string): number | null {
  const typed = text.trim().toLowerCase();
  const translators = SPOKEN_LANGUAGES.map(translatorFor);
  const band = HEAT_BANDS.find(({ key }) =>
    translators.some((t) => t(`heat.${key}`).toLowerCase() === typed),
  );
  return band?.minHeat ?? null;
}

/** The colour of a heat's band. */
export function findHeatColor(heat: number | null): number {
  return findHeatBand(heat).color;
}
