import { DAY_MAX_MS, sameDay } from '../curation/history.ts';
import type { Pick, Refusal, Selection } from '../curation/selection.ts';
import type { Subscription } from '../curation/subscription.ts';
import { type ChannelSelectionInput, selectForChannel } from './channel-selection.ts';
import type { PostRequest } from './publisher.ts';

/** What a run came to: the stories that it posted, and why it did not post the others that it looked at. */
export type RunRecord = { readonly atMs: number } & Selection;

type RunInput = Omit<ChannelSelectionInput, 'budget' | 'earlierPicks'> & { readonly language: string };

/** A post that a run wants next: of a story, or of a digest by its name. */
export type NextPost = { readonly storyId: string; readonly request: PostRequest };

/**
 * One run of a subscription. It looks anew before each of its posts: what the folder says may have changed while
 * the last was under way. After a failure it goes on with what is left of its budget.
 */
export class Run {
  readonly subscription: Subscription;
  readonly #atMs: number;
  readonly #begun = new Map<string, Pick>();
  readonly #posted = new Map<string, Pick>();
  readonly #refusals = new Map<string, Refusal>();

  constructor(subscription: Subscription, atMs: number) {
    this.subscription = subscription;
    this.#atMs = atMs;
  }

  /** @returns the post that comes next; null: the run is done */
  next({ language, ...input }: RunInput): NextPost | null {
    const pick = this.selectNext(input);
    if (pick === null) return null;
    const { channelId, timezone } = this.subscription;
    const countMentions = (): number =>
      input.ledger
        .listMentionsSince(channelId, input.nowMs - DAY_MAX_MS)
        .filter(sameDay(timezone, input.nowMs)).length;
    const request = toPostRequest(this.subscription, pick, { language, atMs: input.nowMs, countMentions });
    return { storyId: pick.story.id, request };
  }

  /** @returns the story that is to be posted next; null: the run is done */
  selectNext(input: Omit<RunInput, 'language'>): Pick | null {
    const { channelId, policy } = this.subscription;
    const entries = [...this.#begun.values()].map(
      (pick) => [pick, input.ledger.find(channelId, pick.story.id)?.state] as const,
    );
    for (const [pick, state] of entries) if (state === 'posted') this.#posted.set(pick.story.id, pick);
    // Of its budget, that which is neither posted nor, perhaps, under way.
    const used = entries.flatMap(([pick, state]) => (state === undefined || state === 'refused' ? [] : pick));
    const budget = policy.perRun - used.length;
    if (budget <= 0) return null;
    const { picks, refusals } = selectForChannel(this.subscription, { ...input, budget, earlierPicks: used });
    // The reason of the first look is the run's; what is picked after all has none.
    for (const refusal of refusals) {
      if (!this.#refusals.has(refusal.story.id)) this.#refusals.set(refusal.story.id, refusal);
    }
    for (const { story } of picks) this.#refusals.delete(story.id);
    const [pick] = picks;
    if (pick === undefined) return null;
    const next = { ...pick, rank: pick.rank + used.length };
    this.#begun.set(pick.story.id, next);
    return next;
  }

  get record(): RunRecord {
    const refusals = [...this.#refusals.values()].filter(({ story }) => !this.#posted.has(story.id));
    return { atMs: this.#atMs, picks: [...this.#posted.values()], refusals };
  }
}

/**
 * How a pick of a subscription is to be posted, and why.
 * @param given.countMentions how many messages of the channel mentioned a role today; asked only where it matters
 */
export function toPostRequest(
  { look: { style, opensThread, mention, mentionsPerDay }, policy: { minHeat } }: Subscription,
  { clusterId, rank, heat, log2Hotness, matchedTopic }: Pick,
  given: { language: string; atMs: number; countMentions: () => number },
): PostRequest {
  const { language, atMs, countMentions } = given;
  const isMentioned = mention !== null && heat >= mention.fromHeat && countMentions() < mentionsPerDay;
  const mentionRoleId = isMentioned ? mention.roleId : null;
  return {
    eventId: clusterId,
    look: { style, language, mentionRoleId },
    opensThread,
    reasons: { rank, heat, log2Hotness, atMs, postedBy: null, rule: { topic: matchedTopic, minHeat } },
  };
}
