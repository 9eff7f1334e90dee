import { rateCoverage } from '../events/coverage-heat.ts';
import type { Story } from '../story/story.ts';
import { type CoverageArticle, rateEvent } from './coverage.ts';

/** An outlet that tells an event, by the first article that is known of it. */
export type TimelineEntry = CoverageArticle & {
  /** How many more articles of the outlet there are. */
  readonly moreCount: number;
};
export type EventTimeline = {
  /** In order of time; those of an unknown time come last. */
  readonly entries: readonly TimelineEntry[];
  /** The heat of the event after each outlet that changed it; none where the story has no heat. */
  readonly heats: readonly { readonly heat: number; readonly atMs: number }[];
};

/**
 * How an event was told: which outlet said what first, and how its heat grew.
 * @param coverage of the story, as `findCoverage` gives it
 */
export function buildTimeline(story: Story, coverage: readonly CoverageArticle[]): EventTimeline {
  const { title, link, provider, publishedAtMs } = story;
  const own: CoverageArticle = {
    kind: 'same-story',
    title,
    link,
    providerName: provider.name,
    publishedAtMs,
  };
  const articles = [own, ...coverage.filter(({ kind }) => kind !== 'similar')].sort(
    (a, b) => timeOf(a) - timeOf(b),
  );
  const entries = [
    ...Map.groupBy(articles, ({ providerName }) => providerName.toLowerCase()).values(),
  ].flatMap(([first, ...more]): TimelineEntry[] =>
    first === undefined ? [] : [{ ...first, moreCount: more.length }],
  );
  return { entries, heats: traceHeat(story, coverage, entries) };
}

/** Backwards from what it is now: before an outlet told it, the event had what that one adds less. */
function traceHeat(
  story: Story,
  coverage: readonly CoverageArticle[],
  entries: readonly TimelineEntry[],
): EventTimeline['heats'] {
  const { heat } = rateEvent(story, coverage);
  if (heat === null) return [];
  const dated = entries.flatMap(({ providerName, publishedAtMs }) =>
    publishedAtMs === null
      ? []
      : [{ outlet: providerName, outletKey: providerName.toLowerCase(), weight: 1, publishedAtMs }],
  );
  const ownKey = story.provider.name.toLowerCase();
  const { parts } = rateCoverage({ outletKey: ownKey, publishedAtMs: story.publishedAtMs }, dated);
  const pointsOf = new Map(parts.map(({ label, points }) => [label, points]));
  const heats: { heat: number; atMs: number }[] = [];
  let later = 0;
  for (const { outlet, publishedAtMs } of dated.toReversed()) {
    heats.unshift({ heat: Math.max(0, Math.round(heat - later)), atMs: publishedAtMs });
    later += pointsOf.get(outlet) ?? 0;
  }
  return heats.filter((step, index) => step.heat !== heats[index - 1]?.heat);
}

const timeOf = ({ publishedAtMs }: CoverageArticle): number => publishedAtMs ?? Number.POSITIVE_INFINITY;
