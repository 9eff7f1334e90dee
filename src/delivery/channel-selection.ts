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
  return selectStories({
    candidates: isKnown ? young : [...young, also],
    policy,
    history: {
      ...summarizeHistory(listEarlierPosts(channelId, { ledger, library, nowMs }), { timezone, nowMs }),
      refusedStoryIds: listRefusedIds(ledger, channelId),
    },
    nowMs,
    medianHeat: library.medianHeat,
    earlierPicks,
  });
}

/** What was posted in a channel, oldest first; also what an admin has deleted since. */
export function listEarlierPosts(
  channelId: string,
  { ledger, library, nowMs }: { ledger: Ledger; library: Library; nowMs: number },
): EarlierPost[] {
  return ledger
    .entriesOf(channelId)
    .filter((entry) => entry.state === 'posted' || entry.state === 'removed')
    .map(({ storyId, postedAtMs: atMs }) => {
      // Older events may be told again, so their clusters need not be looked up.
      const clusterId = nowMs - atMs < EVENT_REPEAT_MS ? library.clusterOf(storyId) : undefined;
      return { storyId, atMs, clusterId: clusterId ?? storyId };
    })
    .sort((a, b) => a.atMs - b.atMs);
}

export function listRefusedIds(ledger: Ledger, channelId: string): ReadonlySet<string> {
  const refused = ledger.entriesOf(channelId).filter(({ state }) => state === 'refused');
  return new Set(refused.map(({ storyId }) => storyId));
}
