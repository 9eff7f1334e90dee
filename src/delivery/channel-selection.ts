import { DAY_MAX_MS, summarizeHistory } from '../curation/history.ts';
import { type Candidate, type EarlierPost, type Selection, selectStories } from '../curation/selection.ts';
import { resolvePolicy, type Subscription } from '../curation/subscription.ts';
import type { Library, LibraryStory } from '../library/library.ts';
import type { Ledger } from './ledger.ts';
import type { YoungStories } from './young-stories.ts';

export type ChannelSelectionInput = {
  readonly library: Library;
  readonly youngStories: YoungStories;
  readonly ledger: Ledger;
  readonly nowMs: number;
  /** Most picks. */
  readonly budget: number;
  /** What the run has picked before. */
  readonly earlierPicks?: readonly Candidate[];
  /** A story to be judged too, also when it is too old to be looked at. */
  readonly also?: LibraryStory;
};

/** The picks of a channel at an instant, from the library and from what the ledger says was posted there. */
export function selectForChannel(
  subscription: Subscription,
  { library, youngStories, ledger, nowMs, budget, earlierPicks = [], also }: ChannelSelectionInput,
): Selection {
  const { channelId, timezone } = subscription;
  const policy = { ...resolvePolicy(subscription, library.taxonomy), perRun: budget };
  const young = youngStories.list(nowMs, policy.maxAgeMs);
  const isKnown = also === undefined || young.some(({ story }) => story.id === also.story.id);
  const candidates = isKnown ? young : [...young, also];
  return selectStories({
    candidates,
    policy,
    readHistory(wanted) {
      const { earlier, refusedStoryIds } = readChannelHistory(channelId, wanted, { ledger, library, nowMs });
      return { ...summarizeHistory(earlier, { timezone, nowMs }), refusedStoryIds };
    },
    nowMs,
    medianHeat: library.medianHeat,
    earlierPicks,
  });
}

/**
 * What of a channel's past decides on some candidates: which of their events it got a post of, whenever that was,
 * and the posts of the last day.
 */
export function readChannelHistory(
  channelId: string,
  candidates: readonly Candidate[],
  { ledger, library, nowMs }: { ledger: Ledger; library: Library; nowMs: number },
): { readonly earlier: EarlierPost[]; readonly refusedStoryIds: ReadonlySet<string> } {
  const clusterOf = library.listMembers(candidates.map(({ clusterId }) => clusterId));
  // Until it is compared, a story is alone.
  for (const { story, clusterId } of candidates) clusterOf.set(story.id, clusterId);
  // A post may stand for an event by the name that it had then, also of a story that is gone.
  const clustersOf = new Map([...clusterOf].map(([storyId, clusterId]) => [storyId, new Set([clusterId])]));
  for (const [storyId, eventId] of ledger.readEvents([...clusterOf.keys()])) {
    const clusterId = clusterOf.get(storyId);
    if (clusterId !== undefined)
      clustersOf.set(eventId, (clustersOf.get(eventId) ?? new Set()).add(clusterId));
  }
  const posts = ledger.listEventPosts(channelId, [...clustersOf.keys()]);
  // Where the posted story stands now decides. Of one that is gone: whatever told its event, though it may have parted.
  const standsIn = library.clustersOf(posts.map(({ storyId }) => storyId));
  const ofEvents = posts.flatMap(({ storyId, eventId, state, ...post }): EarlierPost[] => {
    const now = standsIn.get(storyId);
    const clusterIds = now === undefined ? [...(clustersOf.get(eventId) ?? [])] : [now];
    const isWithdrawn = state === 'withdrawn';
    return clusterIds.map((clusterId) => ({ ...post, storyId, clusterId, isWithdrawn }));
  });
  const ofToday = ledger
    .listPostedSince(channelId, nowMs - DAY_MAX_MS)
    .map(({ storyId, atMs }) => ({ storyId, clusterId: storyId, atMs, isWithdrawn: false }));
  const refused = ledger.readStates(
    channelId,
    candidates.map(({ story }) => story.id),
  );
  return {
    earlier: [...ofToday, ...ofEvents].sort((a, b) => a.atMs - b.atMs),
    refusedStoryIds: new Set([...refused].flatMap(([id, { state }]) => (state === 'refused' ? id : []))),
  };
}
