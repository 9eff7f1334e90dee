import { type EventMember, rateEventHeat } from '../events/event-heat.ts';
import { compareLeads } from '../events/lead.ts';
import type { Story } from '../story/story.ts';
import { log2Hotness } from './hotness.ts';

/** What a channel wants. */
export type Policy = {
  /** Lower-case names of the topics it takes, children included; null takes all. */
  readonly topicKeys: ReadonlySet<string> | null;
  /** Lower-case names of topics and providers of which it takes nothing. */
  readonly excludedTopicKeys: ReadonlySet<string>;
  readonly excludedProviderKeys: ReadonlySet<string>;
  /** Stories that were there before a channel began that posts only what breaks. */
  readonly ignoredStoryIds: ReadonlySet<string>;
  readonly minHeat: number;
  readonly maxAgeMs: number;
  readonly halfLifeMs: number;
  /** Most stories of one outlet in a run. */
  readonly perProvider: number;
  readonly perRun: number;
  /** Most stories in a day of the subscription's time zone. */
  readonly perDay: number;
};

export type Candidate = {
  readonly story: Story;
  readonly clusterId: string;
  /** The other stories of its event, those that are not out yet among them. */
  readonly others: readonly EventMember[];
};

/** What the channel already has, as of the tick. */
export type ChannelHistory = {
  readonly postedStoryIds: ReadonlySet<string>;
  /** Discord does not take these stories' messages. */
  readonly refusedStoryIds: ReadonlySet<string>;
  /** The stories that were posted there of a cluster, those that were withdrawn since among them. */
  readonly postedOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly postedToday: number;
};

/** A story that was posted, as far as later picks depend on it. */
export type EarlierPost = {
  readonly storyId: string;
  readonly clusterId: string;
  readonly atMs: number;
  /** We took the message down: the story may be posted again, another of its event may not. */
  readonly isWithdrawn: boolean;
  /** The digest that told it; missing: it was posted singly. */
  readonly digestId?: string;
};

export const REFUSAL_REASONS = [
  'not-yet-published',
  'too-old',
  'too-cold',
  'off-topic',
  'excluded-topic',
  'excluded-provider',
  'before-feed',
  'already-posted',
  'refused-by-discord',
  'event-already-posted',
  'hotter-story-of-event-picked',
  'provider-limit',
  'run-limit',
  'day-limit',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export type Pick = Candidate & {
  /** 1 is the hottest eligible event of the tick. */
  readonly rank: number;
  /** Of the event: the story's own, and what its other outlets add. */
  readonly heat: number;
  readonly log2Hotness: number;
  /** The topic by which the policy takes it; null: the policy takes all. */
  readonly matchedTopic: string | null;
};
export type Refusal = { readonly story: Story; readonly reason: RefusalReason };
export type Selection = { readonly picks: readonly Pick[]; readonly refusals: readonly Refusal[] };

export type SelectionInput = {
  readonly candidates: readonly Candidate[];
  readonly policy: Policy;
  /**
   * Asked at most once, and only for stories that the channel wants: looking into a year of posts costs more than
   * all the rest.
   */
  readonly readHistory: (wanted: readonly Candidate[]) => ChannelHistory;
  readonly nowMs: number;
  /** What a missing heat counts as. */
  readonly medianHeat: number;
  /** What the same run has picked before: it counts against what the run takes of one outlet. */
  readonly earlierPicks?: readonly Candidate[];
};

/**
 * Picks the hottest stories for a channel at one tick. Pure: the same input gives the same picks, whatever the
 * order of the candidates. Every candidate comes back once, as a pick or as a refusal with its reason.
 */
export function selectStories({
  candidates,
  policy,
  readHistory,
  nowMs,
  medianHeat,
  earlierPicks = [],
}: SelectionInput): Selection {
  const refusals: Refusal[] = [];
  const heatOf = (candidate: Candidate): number => rateCandidate(candidate, { nowMs, medianHeat });
  const wanted = candidates.filter((candidate) => {
    const { story } = candidate;
    const reason = findPolicyRefusal(story, heatOf(candidate), policy, nowMs);
    if (reason !== null) refusals.push({ story, reason });
    return reason === null;
  });
  if (wanted.length === 0) return { picks: [], refusals };

  const history = readHistory(wanted);
  const eligible: Omit<Pick, 'rank'>[] = [];
  for (const candidate of wanted) {
    const { story } = candidate;
    const reason = findHistoryRefusal(candidate, history);
    if (reason !== null) {
      refusals.push({ story, reason });
      continue;
    }
    const heat = heatOf(candidate);
    eligible.push({
      ...candidate,
      heat,
      log2Hotness: log2Hotness(heat, story.publishedAtMs, nowMs, policy.halfLifeMs),
      matchedTopic: findMatchedTopic(story, policy),
    });
  }

  const picks: Pick[] = [];
  for (const [index, stories] of groupEvents(eligible).entries()) {
    for (const candidate of stories) {
      const reason = findLimit(candidate, picks, earlierPicks, policy, history);
      if (reason === null) picks.push({ ...candidate, rank: index + 1 });
      else refusals.push({ story: candidate.story, reason });
    }
  }
  return { picks, refusals };
}

/** The heat of a candidate's event as of an instant. */
export function rateCandidate(
  { story, others }: Candidate,
  { nowMs, medianHeat }: { nowMs: number; medianHeat: number },
): number {
  const own = story.heat ?? medianHeat;
  if (others.length === 0) return own;
  return (
    own +
    rateEventHeat(
      story,
      others.filter(({ publishedAtMs }) => publishedAtMs <= nowMs),
    ).added
  );
}

/** The events, hottest first; of each, the story that leads it, and then those that would in its place. */
function groupEvents(eligible: readonly Omit<Pick, 'rank'>[]): Omit<Pick, 'rank'>[][] {
  const events = [...Map.groupBy(eligible, ({ clusterId }) => clusterId).values()];
  for (const stories of events) stories.sort((a, b) => compareLeads(a.story, b.story));
  return events.sort(([a], [b]) => (a === undefined || b === undefined ? 0 : byHotness(a, b)));
}

/** Why the channel does not want the story, whatever it has already; null when it does. */
function findPolicyRefusal(story: Story, heat: number, policy: Policy, nowMs: number): RefusalReason | null {
  if (story.publishedAtMs > nowMs) return 'not-yet-published';
  if (nowMs - story.publishedAtMs >= policy.maxAgeMs) return 'too-old';
  if (heat < policy.minHeat) return 'too-cold';
  const { topicKeys, excludedTopicKeys } = policy;
  if (topicKeys !== null && findMatchedTopic(story, policy) === null) return 'off-topic';
  if (excludedTopicKeys.size > 0 && story.topics.some((topic) => excludedTopicKeys.has(topic.toLowerCase())))
    return 'excluded-topic';
  if (policy.excludedProviderKeys.has(story.provider.name.toLowerCase())) return 'excluded-provider';
  if (policy.ignoredStoryIds.has(story.id)) return 'before-feed';
  return null;
}

/** Why a story that the channel wants may not be posted after what was; null when it may. */
function findHistoryRefusal(
  { story, clusterId }: Candidate,
  { postedStoryIds, refusedStoryIds, postedOf }: ChannelHistory,
): RefusalReason | null {
  if (postedStoryIds.has(story.id)) return 'already-posted';
  if (refusedStoryIds.has(story.id)) return 'refused-by-discord';
  const others = [...(postedOf.get(clusterId) ?? [])].filter((id) => id !== story.id);
  return others.length > 0 ? 'event-already-posted' : null;
}

/** The story's first topic that the policy asks for. */
function findMatchedTopic({ topics }: Story, { topicKeys }: Policy): string | null {
  return topics.find((topic) => topicKeys?.has(topic.toLowerCase())) ?? null;
}

/** Why an eligible story does not get a place beside the hotter ones already picked; null when it does. */
function findLimit(
  { story, clusterId }: Candidate,
  picks: readonly Pick[],
  earlierPicks: readonly Candidate[],
  policy: Policy,
  history: ChannelHistory,
): RefusalReason | null {
  if (picks.some((pick) => pick.clusterId === clusterId)) return 'hotter-story-of-event-picked';
  if (history.postedToday + picks.length >= policy.perDay) return 'day-limit';
  if (picks.length >= policy.perRun) return 'run-limit';
  const ofProvider = [...earlierPicks, ...picks].filter(
    (pick) => pick.story.provider.name === story.provider.name,
  ).length;
  return ofProvider >= policy.perProvider ? 'provider-limit' : null;
}

/** Hottest first; among equals the newer, then by id, so that no two stories are equal. */
function byHotness(a: Omit<Pick, 'rank'>, b: Omit<Pick, 'rank'>): number {
  return (
    b.log2Hotness - a.log2Hotness ||
    b.story.publishedAtMs - a.story.publishedAtMs ||
    (a.story.id < b.story.id ? -1 : 1)
  );
}
