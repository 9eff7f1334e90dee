/** What another outlet adds when it weighs 1 and is quick; the collection's seed record: 73 and one outlet, 83. */
const COVERAGE_POINTS = {
  outlet: 10,
  /** Each further outlet counts this share of the one before. */
  furtherShare: 0.85,
  /** Outlets within this time of the story count in full; later ones half as much for each half-life. */
  quickMs: 3 * 3_600_000,
  halfLifeMs: 24 * 3_600_000,
} as const;
const COVERAGE_MAX = 100;

/** A part of a sum, with what it stands for. */
export type HeatPart = { readonly label: string; readonly points: number };

/** An article of another outlet on the same event. */
export type Telling = {
  readonly outlet: string;
  /** The same for all articles of an outlet. */
  readonly outletKey: string;
  /** How much the outlet counts: 1 is ordinary. */
  readonly weight: number;
  readonly publishedAtMs: number;
};

/** What other outlets add to an event's heat: a whole number, and the parts that it is made of. */
export type CoverageHeat = { readonly added: number; readonly parts: readonly HeatPart[] };

/**
 * What other coverage adds: each outlet once, by its first article; the outlet of the story itself adds nothing.
 * More coverage never takes points away.
 */
export function rateCoverage(
  story: { readonly outletKey: string; readonly publishedAtMs: number },
  coverage: readonly Telling[],
): CoverageHeat {
  const outlets = new Map<string, Telling & { readonly worth: number }>();
  for (const article of coverage) {
    if (article.outletKey === story.outletKey) continue;
    const worth = rateOutlet(article, story.publishedAtMs);
    if (worth > (outlets.get(article.outletKey)?.worth ?? -1))
      outlets.set(article.outletKey, { ...article, worth });
  }
  const byWorth = [...outlets.values()].sort(
    (a, b) => b.worth - a.worth || (a.outletKey < b.outletKey ? -1 : 1),
  );
  const parts = byWorth.map(({ outlet, worth }, index) => ({
    label: outlet,
    points: worth * COVERAGE_POINTS.furtherShare ** index,
  }));
  const sum = parts.reduce((total, { points }) => total + points, 0);
  return { added: Math.min(COVERAGE_MAX, Math.round(sum)), parts };
}

function rateOutlet({ weight, publishedAtMs }: Telling, storyAtMs: number): number {
  const lateMs = Math.max(0, Math.abs(publishedAtMs - storyAtMs) - COVERAGE_POINTS.quickMs);
  return COVERAGE_POINTS.outlet * weight * 2 ** (-lateMs / COVERAGE_POINTS.halfLifeMs);
}
