import { EVENT_REPEAT_MS, type Selection, selectStories } from '../curation/selection.ts';
import { dayIn, resolvePolicy, type Subscription } from '../curation/subscription.ts';
import type { Library, LibraryStory } from '../library/library.ts';
import type { Ledger } from './ledger.ts';

export type ChannelSelectionInput = {
  readonly library: Library;
  readonly ledger: Ledger;
  readonly nowMs: number;
  /** Most picks. */
  readonly budget: number;
  /** A story to be judged too, also when it is too old to be looked at. */
  readonly also?: LibraryStory;
};

/** The picks of a channel at an instant, from the library and from what the ledger says was posted there. */
export function selectForChannel(
  subscription: Subscription,
  { library, ledger, nowMs, budget, also }: ChannelSelectionInput,
): Selection {
  const { channelId, timezone } = subscription;
  const policy = { ...resolvePolicy(subscription, library.taxonomy), perRun: budget };
  const entries = ledger.entriesOf(channelId);
  const idsWhere = (state: string) =>
    entries.filter((entry) => entry.state === state).map(({ storyId }) => storyId);
  const posted = entries.filter((entry) => entry.state === 'posted' || entry.state === 'removed');
  const recent = posted.filter(({ postedAtMs }) => nowMs - postedAtMs < EVENT_REPEAT_MS);
  const today = dayIn(timezone, nowMs);
  const young = library.listPublished(nowMs - policy.maxAgeMs, nowMs);
  return selectStories({
    candidates:
      also === undefined || young.some(({ story }) => story.id === also.story.id) ? young : [...young, also],
    policy,
    history: {
      postedStoryIds: new Set(posted.map(({ storyId }) => storyId)),
      refusedStoryIds: new Set(idsWhere('refused')),
      recentClusterIds: new Set(recent.flatMap(({ storyId }) => library.getStory(storyId)?.clusterId ?? [])),
      postedToday: posted.filter(({ postedAtMs }) => dayIn(timezone, postedAtMs) === today).length,
    },
    nowMs,
    medianHeat: library.medianHeat,
  });
}
