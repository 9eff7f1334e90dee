import TinyQueue from 'tinyqueue';
import { SAME_EVENT_MIN_POINTS } from './same-story-points.ts';

/** Points of a pair that an editor decided: the one, or the other below 0. Nothing computed comes near. */
export const DECIDED_POINTS = 1_000_000;

/** Two stories and their points (same-story-points.ts). */
export type Pair = { readonly a: string; readonly b: string; readonly points: number };

/** A pair counts as no less and no more than these; one that was never compared counts as the least. */
export const PAIR_MIN_POINTS = -4.5;
const PAIR_MAX_POINTS = 5;
/** One pair at least of two groups that become one must have so many: what has none is never looked at together. */
export const LINK_MIN_POINTS = -1;
/**
 * What the pairs of two large groups must have on average. Less than of a single pair: where many agree, chance
 * plays no part. From the same fit as the points.
 */
const GROUPS_MIN_POINTS = -3;

/** The least average of two groups of these sizes: `SAME_EVENT_MIN_POINTS` for two stories alone. */
function minAverage(sizeA: number, sizeB: number): number {
  const share = 1 / Math.sqrt(sizeA * sizeB);
  return GROUPS_MIN_POINTS + (SAME_EVENT_MIN_POINTS - GROUPS_MIN_POINTS) * share;
}

/**
 * Whether a story that is new fits a group: what its pairs with the group's stories have on average.
 * @param pairs of the new story, as `SameStoryIndex.pairsOf` gives them
 */
export function fitsGroup(pairs: readonly Pair[], group: readonly string[]): boolean {
  const points = group.map((id) => clip(pairs.find(({ b }) => b === id)?.points ?? PAIR_MIN_POINTS));
  if (Math.max(...points) < LINK_MIN_POINTS) return false;
  return points.reduce((sum, one) => sum + one, 0) / group.length >= minAverage(1, group.length);
}

/** What the pairs of two groups have on average, and what they would need to be one. */
export type GroupFit = { readonly average: number; readonly needed: number };

/**
 * How two groups fit, or, when they are the same, how its stories fit one another.
 * @param pairs all that were compared of the groups' stories
 */
export function rateGroups(
  pairs: readonly Pair[],
  groupA: readonly string[],
  groupB: readonly string[],
): GroupFit {
  const pointsOf = new Map(
    pairs.flatMap(({ a, b, points }) => [
      [`${a} ${b}`, points],
      [`${b} ${a}`, points],
    ]),
  );
  const all = groupA.flatMap((a) =>
    groupB.flatMap((b) => (a === b ? [] : clip(pointsOf.get(`${a} ${b}`) ?? PAIR_MIN_POINTS))),
  );
  const average = all.reduce((sum, one) => sum + one, 0) / (all.length || 1);
  const isOne = groupA.length === groupB.length && groupA.every((id) => groupB.includes(id));
  // Of one group: what it takes to stay in it.
  return {
    average,
    needed: isOne ? minAverage(1, groupA.length - 1) : minAverage(groupA.length, groupB.length),
  };
}

const clip = (points: number): number => Math.min(Math.max(points, PAIR_MIN_POINTS), PAIR_MAX_POINTS);

/** What is known of the pairs between two groups. */
type Link = { readonly sum: number; readonly count: number; readonly max: number; readonly min: number };
type Group = { readonly ids: string[]; readonly links: Map<number, Link>; version: number };
type Merge = {
  readonly a: number;
  readonly b: number;
  /** By how much their average is above the least that they need. */
  readonly margin: number;
  readonly versionA: number;
  readonly versionB: number;
};

/**
 * Groups of two or more stories that tell one event, each sorted, the list sorted. Whoever is in a group fits all of
 * it on average, not only one neighbour: of all groups, the two that fit best become one, until none fit (average
 * linkage). What an editor says is one, becomes one first. The same pairs give the same groups, in whatever order they
 * come.
 */
export function groupPairs(pairs: Iterable<Pair>): string[][] {
  const groups = linkStories(pairs);
  const queue = new TinyQueue<Merge>(
    [],
    (one, other) => other.margin - one.margin || one.a - other.a || one.b - other.b,
  );
  for (const [a, group] of groups.entries()) {
    for (const b of group?.links.keys() ?? []) if (a < b) pushIfFit(queue, groups, a, b);
  }
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [first, second] = [groups[next.a], groups[next.b]];
    const isStale = first?.version !== next.versionA || second?.version !== next.versionB;
    if (first === undefined || second === undefined || isStale) continue;
    mergeInto(groups, next.a, next.b);
    for (const other of first.links.keys())
      pushIfFit(queue, groups, Math.min(next.a, other), Math.max(next.a, other));
  }
  return groups
    .flatMap((group) => (group !== undefined && group.ids.length > 1 ? [group.ids.sort()] : []))
    .sort((one, other) => ((one[0] ?? '') < (other[0] ?? '') ? -1 : 1));
}

/** Each story as a group of its own, in the order of their ids. */
function linkStories(pairs: Iterable<Pair>): (Group | undefined)[] {
  const known = [...pairs];
  const ids = [...new Set(known.flatMap(({ a, b }) => [a, b]))].sort();
  const numberOf = new Map(ids.map((id, number) => [id, number]));
  const groups = ids.map((id): Group => ({ ids: [id], links: new Map(), version: 0 }));
  for (const { a, b, points } of known) {
    const [first, second] = [numberOf.get(a) ?? 0, numberOf.get(b) ?? 0];
    const link: Link = { sum: clip(points), count: 1, max: points, min: points };
    groups[first]?.links.set(second, link);
    groups[second]?.links.set(first, link);
  }
  return groups;
}

function pushIfFit(
  queue: TinyQueue<Merge>,
  groups: readonly (Group | undefined)[],
  a: number,
  b: number,
): void {
  const [first, second] = [groups[a], groups[b]];
  const link = first?.links.get(b);
  if (first === undefined || second === undefined || link === undefined) return;
  const isDecided = link.max >= DECIDED_POINTS;
  if (!isDecided && (link.max < LINK_MIN_POINTS || link.min <= -DECIDED_POINTS)) return;
  const pairs = first.ids.length * second.ids.length;
  const average = (link.sum + (pairs - link.count) * PAIR_MIN_POINTS) / pairs;
  const margin = average - minAverage(first.ids.length, second.ids.length);
  // Rounded, so that the order of the sums cannot decide.
  const rounded = isDecided ? DECIDED_POINTS : Math.round(margin * 1e6) / 1e6;
  if (rounded >= 0) queue.push({ a, b, margin: rounded, versionA: first.version, versionB: second.version });
}

/** Moves the stories of group `b` into group `a`. */
function mergeInto(groups: (Group | undefined)[], a: number, b: number): void {
  const [into, from] = [groups[a], groups[b]];
  if (into === undefined || from === undefined) return;
  into.ids.push(...from.ids);
  into.version++;
  into.links.delete(b);
  for (const [other, link] of from.links) {
    if (other === a) continue;
    const known = into.links.get(other);
    const sum: Link = {
      sum: link.sum + (known?.sum ?? 0),
      count: link.count + (known?.count ?? 0),
      max: Math.max(link.max, known?.max ?? link.max),
      min: Math.min(link.min, known?.min ?? link.min),
    };
    into.links.set(other, sum);
    const back = groups[other]?.links;
    back?.delete(b);
    back?.set(a, sum);
  }
  groups[b] = undefined;
}
