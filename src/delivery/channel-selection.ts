import { summarizeHistory } from '../curation/history.ts';
import {
  type Candidate,
  type EarlierPost,
  EVENT_REPEAT_MS,
  type Selection,
  selectStories,
} from '../curation/selection.ts';
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

/** What of a channel's past decides on some candidates: posts of late, and what became of the candidates there. */
export function readChannelHistory(
  channelId: string,
  candidates: readonly Candidate[],
  { ledger, library, nowMs }: { ledger: Ledger; library: Library; nowMs: number },
): { readonly earlier: EarlierPost[]; readonly refusedStoryIds: ReadonlySet<string> } {
  const ids = candidates.map(({ story }) => story.id);
  const states = [...ledger.readStates(channelId, ids)];
  const posted = new Map([
    ...states.flatMap(([id, { state, atMs }]) =>
      state === 'refused' || state === 'sending' ? [] : [[id, atMs] as const],
    ),
    ...ledger
      .listPostedSince(channelId, nowMs - EVENT_REPEAT_MS)
      .map(({ storyId, atMs }) => [storyId, atMs] as const),
  ]);
  const clusters = library.clustersOf([...posted.keys()]);
  return {
    earlier: [...posted]
      .map(([storyId, atMs]) => ({ storyId, atMs, clusterId: clusters.get(storyId) ?? storyId }))
      .sort((a, b) => a.atMs - b.atMs),
    refusedStoryIds: new Set(states.flatMap(([id, { state }]) => (state === 'refused' ? id : []))),
  };
}
