import { type DigestPeriod, maxAgeIn, selectDigest } from '../curation/digest.ts';
import { summarizeHistory } from '../curation/history.ts';
import type { Selection } from '../curation/selection.ts';
import { resolvePolicy, type Subscription } from '../curation/subscription.ts';
import { type ChannelSelectionInput, readChannelHistory } from './channel-selection.ts';
import { digestIdOf } from './digests.ts';

export type ChannelDigestInput = Omit<ChannelSelectionInput, 'budget' | 'earlierPicks'> & {
  /** Whether all of the time's news is wanted, also what is cooler than the feed takes. */
  readonly isAll?: boolean;
};

/** What a channel's digest of a time tells, from the library and from what earlier digests there told. */
export function selectForDigest(
  subscription: Subscription,
  period: DigestPeriod,
  { library, youngStories, ledger, nowMs, also, isAll = false }: ChannelDigestInput,
): Selection {
  const { channelId, timezone } = subscription;
  const resolved = resolvePolicy(subscription, library.taxonomy);
  const policy = isAll ? { ...resolved, minHeat: 0 } : resolved;
  const atMs = Math.min(nowMs, period.toMs);
  const young = youngStories.list(atMs, maxAgeIn(period, atMs));
  const isKnown = also === undefined || young.some(({ story }) => story.id === also.story.id);
  const own = digestIdOf(period);
  return selectDigest({
    candidates: isKnown ? young : [...young, also],
    policy,
    period,
    readHistory(wanted) {
      const history = readChannelHistory(channelId, wanted, { ledger, library, nowMs: atMs });
      const told = history.earlier.filter(({ digestId }) => digestId !== undefined && digestId !== own);
      // What Discord refused as a post may still be a line.
      return { ...summarizeHistory(told, { timezone, nowMs: atMs }), refusedStoryIds: new Set<string>() };
    },
    nowMs: atMs,
    medianHeat: library.medianHeat,
    isAll,
  });
}
