import type { Taxonomy } from '../library/taxonomy.ts';
import {
  type Candidate,
  EVENT_REPEAT_MS,
  type Pick,
  type RefusalReason,
  selectStories,
} from './selection.ts';
import { dayIn, resolvePolicy, type Subscription } from './subscription.ts';

type PlannedPost = Pick & { readonly atMs: number };
export type Plan = {
  readonly posts: readonly PlannedPost[];
  /** Stories that were looked at and not posted, by the last reason that refused them. */
  readonly refusals: ReadonlyMap<RefusalReason, number>;
};

/**
 * What a subscription would have posted: its ticks after `fromMs`, up to and including `toMs`, played through
 * the selection that the bot itself uses, beginning with an empty channel.
 * @param candidates the stories published from `fromMs − maxAge` to `toMs`
 */
export function planPosts(
  subscription: Subscription,
  candidates: readonly Candidate[],
  {
    fromMs,
    toMs,
    taxonomy,
    medianHeat,
  }: { fromMs: number; toMs: number; taxonomy: Taxonomy; medianHeat: number },
): Plan {
  const policy = resolvePolicy(subscription, taxonomy);
  const byTime = candidates.toSorted((a, b) => a.story.publishedAtMs - b.story.publishedAtMs);
  const posts: PlannedPost[] = [];
  const postedStoryIds = new Set<string>();
  const lastReasons = new Map<string, RefusalReason>();
  // Both lists are in the order of time, so what a tick looks at is a window that only moves forward.
  let oldest = 0;
  let newest = 0;
  let firstRecentPost = 0;

  for (const atMs of subscription.schedule.ticksBetween(fromMs, toMs)) {
    while ((byTime[newest]?.story.publishedAtMs ?? Number.POSITIVE_INFINITY) <= atMs) newest++;
    while (oldest < newest && atMs - (byTime[oldest]?.story.publishedAtMs ?? atMs) >= policy.maxAgeMs)
      oldest++;
    while (atMs - (posts[firstRecentPost]?.atMs ?? atMs) >= EVENT_REPEAT_MS) firstRecentPost++;

    const recent = posts.slice(firstRecentPost);
    const today = dayIn(subscription.timezone, atMs);
    const { picks, refusals } = selectStories({
      candidates: byTime.slice(oldest, newest),
      policy,
      history: {
        postedStoryIds,
        refusedStoryIds: new Set(),
        recentClusterIds: new Set(recent.map(({ clusterId }) => clusterId)),
        postedToday: recent.filter((post) => dayIn(subscription.timezone, post.atMs) === today).length,
      },
      nowMs: atMs,
      medianHeat,
    });
    for (const pick of picks) {
      posts.push({ ...pick, atMs });
      postedStoryIds.add(pick.story.id);
      lastReasons.delete(pick.story.id);
    }
    for (const { story, reason } of refusals) {
      if (reason !== 'already-posted') lastReasons.set(story.id, reason);
    }
  }
  const refusals = new Map<RefusalReason, number>();
  for (const reason of lastReasons.values()) refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
  return { posts, refusals };
}
