import type { Taxonomy } from '../topics/taxonomy.ts';
import { findPeriods, selectDigest } from './digest.ts';
import { summarizeHistory } from './history.ts';
import { dayIn } from './local-time.ts';
import {
  type Candidate,
  type EarlierPost,
  type Pick,
  type RefusalReason,
  type Selection,
  selectStories,
} from './selection.ts';
import { resolvePolicy, type Subscription } from './subscription.ts';

type PlannedPost = Pick & { readonly atMs: number };
export type Plan = {
  readonly posts: readonly PlannedPost[];
  /** Stories that were looked at and not posted, by the last reason that refused them. */
  readonly refusals: ReadonlyMap<RefusalReason, number>;
};

export type PlanInput = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly taxonomy: Taxonomy;
  readonly medianHeat: number;
  /** What stands in the channel at the beginning, oldest first; without it, the channel is empty. */
  readonly earlier?: readonly EarlierPost[];
  readonly refusedStoryIds?: ReadonlySet<string>;
};

/** Refusals that time or a later tick may lift; any other stays until a story comes. */
const WAITING: ReadonlySet<RefusalReason> = new Set([
  'hotter-story-of-event-picked',
  'provider-limit',
  'run-limit',
  'day-limit',
]);

/**
 * What a subscription would have posted: its ticks after `fromMs`, up to and including `toMs`, played through
 * the selection that the bot itself uses.
 * @param candidates the stories published from `fromMs − maxAge` to `toMs`
 */
export function planPosts(
  subscription: Subscription,
  candidates: readonly Candidate[],
  input: PlanInput,
): Plan {
  if (subscription.digest !== null) return planDigests(subscription, candidates, input);
  const { fromMs, toMs, taxonomy, medianHeat, earlier = [], refusedStoryIds = new Set() } = input;
  const { timezone } = subscription;
  const policy = resolvePolicy(subscription, taxonomy);
  const byTime = candidates.toSorted((a, b) => a.story.publishedAtMs - b.story.publishedAtMs);
  const posts: PlannedPost[] = [];
  const standing = [...earlier];
  const lastReasons = new Map<string, RefusalReason>();
  // Both lists are in the order of time, so what a tick looks at is a window that only moves forward.
  let oldest = 0;
  let newest = 0;
  let before: { newest: number; day: string; selection: Selection } | undefined;

  for (const atMs of subscription.schedule.ticksBetween(fromMs, toMs)) {
    while ((byTime[newest]?.story.publishedAtMs ?? Number.POSITIVE_INFINITY) <= atMs) newest++;
    const day = dayIn(timezone, atMs);
    // Where a tick a minute finds nothing new, it would only find the same again.
    if (before !== undefined && before.newest === newest && isSettled(before.selection, before.day === day))
      continue;
    while (oldest < newest && atMs - (byTime[oldest]?.story.publishedAtMs ?? atMs) >= policy.maxAgeMs)
      oldest++;

    const selection = selectStories({
      candidates: byTime.slice(oldest, newest),
      policy,
      readHistory: () => ({
        ...summarizeHistory(standing, { timezone, nowMs: atMs }),
        refusedStoryIds,
      }),
      nowMs: atMs,
      medianHeat,
    });
    before = { newest, day, selection };
    for (const pick of selection.picks) {
      posts.push({ ...pick, atMs });
      standing.push({ storyId: pick.story.id, clusterId: pick.clusterId, atMs, isWithdrawn: false });
      lastReasons.delete(pick.story.id);
    }
    for (const { story, reason } of selection.refusals) {
      if (reason !== 'already-posted') lastReasons.set(story.id, reason);
    }
  }
  return { posts, refusals: countReasons(lastReasons) };
}

/** What a digest feed would have told; the lines of a digest are posts of the same instant. */
function planDigests(
  subscription: Subscription,
  candidates: readonly Candidate[],
  { fromMs, toMs, taxonomy, medianHeat, earlier = [], refusedStoryIds = new Set() }: PlanInput,
): Plan {
  const { schedule, timezone } = subscription;
  const policy = resolvePolicy(subscription, taxonomy);
  const posts: PlannedPost[] = [];
  const told = earlier.filter(({ digestId }) => digestId !== undefined);
  const lastReasons = new Map<string, RefusalReason>();
  for (const atMs of schedule.ticksBetween(fromMs, toMs)) {
    const period = findPeriods(schedule, atMs)?.ended;
    if (period === undefined) continue;
    const readHistory = () => ({ ...summarizeHistory(told, { timezone, nowMs: atMs }), refusedStoryIds });
    const { picks, refusals } = selectDigest({
      ...{ candidates, policy, period, readHistory, medianHeat },
      nowMs: atMs,
    });
    for (const pick of picks) {
      posts.push({ ...pick, atMs });
      told.push({ storyId: pick.story.id, clusterId: pick.clusterId, atMs, isWithdrawn: false });
      lastReasons.delete(pick.story.id);
    }
    for (const { story, reason } of refusals) {
      // Of another day's digest, or told already: that is no reason against it.
      if (reason !== 'already-posted' && reason !== 'too-old') lastReasons.set(story.id, reason);
    }
  }
  return { posts, refusals: countReasons(lastReasons) };
}

function countReasons(lastReasons: ReadonlyMap<string, RefusalReason>): Map<RefusalReason, number> {
  const counts = new Map<RefusalReason, number>();
  for (const reason of lastReasons.values()) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}

/** Whether the next tick would find nothing to post, as long as no story comes. */
function isSettled({ refusals }: Selection, isSameDay: boolean): boolean {
  return !refusals.some(({ reason }) => WAITING.has(reason) && !(reason === 'day-limit' && isSameDay));
}
