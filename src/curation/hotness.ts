/** A story without any heat would have no logarithm; half a unit keeps it below every story that has some. */
const LEAST_HEAT = 0.5;

/** Heat in log space, where the hotness of a story that is years old is still a number above zero. */
function log2Heat(heat: number): number {
  return Math.log2(Math.max(heat, LEAST_HEAT));
}

/**
 * The logarithm (base 2) of hotness = heat × 2^(−age ÷ half-life). It orders stories as hotness does, whatever
 * their age; stories from the future count as new.
 */
export function log2Hotness(heat: number, publishedAtMs: number, nowMs: number, halfLifeMs: number): number {
  return log2Heat(heat) - Math.max(0, nowMs - publishedAtMs) / halfLifeMs;
}
