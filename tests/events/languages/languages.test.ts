import { afterAll, expect, test } from 'vitest';
import { groupSameStories } from '../../../src/events/same-story.ts';
import { measureGroups } from '../measure-groups.ts';
import { baselineGroups } from './baseline.ts';
import { LANGUAGES, type Language } from './stories.ts';

// The bars of docs/events.md for other languages.

const clusterings = LANGUAGES.map((language) => ({ language, steps: baselineGroups(language.stories) }));
type Clustering = (typeof clusterings)[number];

/** The baseline's groups at a threshold. */
const groupsAt = ({ steps }: Clustering, threshold: number) =>
  steps.findLast((step) => step.threshold >= threshold)?.groups ?? [];
const f1At = (clustering: Clustering, threshold: number): number =>
  measureGroups(clustering.language.stories, groupsAt(clustering, threshold), clustering.language.truth).f1;
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
/** A program has one threshold for all, as ours has one set of constants. This is the best one for these stories. */
const [bestThreshold = 1] = clusterings
  .flatMap(({ steps }) => steps.map(({ threshold }) => threshold))
  .map((threshold) => ({ threshold, f1: mean(clusterings.map((one) => f1At(one, threshold))) }))
  .sort((a, b) => b.f1 - a.f1)
  .map(({ threshold }) => threshold);

const rows = clusterings.map((clustering) => ({
  name: clustering.language.name,
  ...measure(clustering.language, groupsAt(clustering, bestThreshold)),
  /** With a threshold of its own for the language. */
  bestF1: Math.max(...clustering.steps.map(({ threshold }) => f1At(clustering, threshold))),
}));

/** Scores over all stories, over those that were open while the method was changed, and over those kept aside. */
function measure({ stories, truth, keptAside }: Language, baseline: readonly (readonly string[])[]) {
  const parts = [
    stories,
    stories.filter(({ id }) => !keptAside.has(id)),
    stories.filter(({ id }) => keptAside.has(id)),
  ];
  const scores = (found: readonly (readonly string[])[]) =>
    parts.map((part) => measureGroups(part, found, truth));
  return { ours: scores(groupSameStories(stories)), baseline: scores(baseline) };
}

const f1Of = ([all]: readonly { readonly f1: number }[]): number => all?.f1 ?? 0;

afterAll(() => {
  const show = (scores: readonly { f1: number; right: number; found: number }[]): string =>
    `${scores.map(({ f1 }) => f1.toFixed(3)).join(', ')} (pairs right ${scores[0]?.right.toFixed(2)}, found ${scores[0]?.found.toFixed(2)})`;
  for (const { name, ours, baseline, bestF1 } of rows)
    console.info(
      `${name}: BCubed F1 of all, open, kept aside: ours ${show(ours)}, baseline ${show(baseline)}, with a threshold of its own ${bestF1.toFixed(3)}`,
    );
  const meanOf = (method: 'ours' | 'baseline') => mean(rows.map((row) => f1Of(row[method]))).toFixed(3);
  console.info(`mean of the languages: ours ${meanOf('ours')}, baseline ${meanOf('baseline')}`);
});

test.for(rows)(
  'given news in $name, its events are grouped no worse than by the baseline',
  ({ ours, baseline }) => {
    expect(f1Of(ours)).toBeGreaterThanOrEqual(f1Of(baseline));
  },
);

test('given news in another language, hardly a pair is joined that is not one event', () => {
  expect(mean(rows.map(({ ours: [all] }) => all?.right ?? 0))).toBeGreaterThan(0.9);
});

test('given all five languages, their events are grouped better on the mean than by the baseline', () => {
  expect(mean(rows.map(({ ours }) => f1Of(ours)))).toBeGreaterThan(
    mean(rows.map(({ baseline }) => f1Of(baseline))) + 0.1,
  );
});
