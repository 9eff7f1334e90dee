import type { Story } from '../story/story.ts';
import { type CoverageHeat, rateCoverage } from './coverage-heat.ts';

/** A story of an event, as far as it adds to the heat of another one that leads it. */
export type EventMember = { readonly providerName: string; readonly publishedAtMs: number };

/** Weighed by sources alone; the library does not know who brought a story. */
const ORDINARY_WEIGHT = 1;

/**
 * What the other stories of its event add to a story's own heat. What the record lists as related is in its heat
 * already, and so are those outlets.
 * @param others those that are out
 */
export function rateEventHeat(
  { provider, publishedAtMs, related }: Pick<Story, 'provider' | 'publishedAtMs' | 'related'>,
  others: readonly EventMember[],
): CoverageHeat {
  return rateUncounted(provider.name, publishedAtMs, countedOutlets({ provider, related }), others);
}

/** The outlets that a record's own heat counts in: by name, in lower case. */
export function countedOutlets({ provider, related }: Pick<Story, 'provider' | 'related'>): string[] {
  return [...new Set([provider.name, ...related.map(({ providerName }) => providerName)].map(toKey))];
}

/** As `rateEventHeat`, for a story of which only this is known. @param counted as `countedOutlets` gives it */
export function rateUncounted(
  providerName: string,
  publishedAtMs: number,
  counted: readonly string[],
  others: readonly EventMember[],
): CoverageHeat {
  const known = new Set(counted);
  const added = others
    .filter((other) => !known.has(toKey(other.providerName)))
    .map((other) => ({
      outlet: other.providerName,
      outletKey: toKey(other.providerName),
      weight: ORDINARY_WEIGHT,
      publishedAtMs: other.publishedAtMs,
    }));
  return rateCoverage({ outletKey: toKey(providerName), publishedAtMs }, added);
}

const toKey = (name: string): string => name.toLowerCase();
