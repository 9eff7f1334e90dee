import { DIGEST_LINES_MAX, type DigestPeriod, type DigestRules, findPeriods } from '../curation/digest.ts';
import type { Pick, Selection } from '../curation/selection.ts';
import type { Subscription } from '../curation/subscription.ts';
import { HOUR_MS } from '../duration.ts';
import { type ChannelDigestInput, selectForDigest } from './digest-selection.ts';
import { type Digest, type DigestStory, digestIdOf } from './digests.ts';
import type { NextPost, RunRecord } from './run.ts';

/**
 * A digest that could not be posted at its end comes when that is possible, until the next one's end. So long after it,
 * a channel that never had any gets none, and a growing one takes its place.
 */
const LATE_MAX_MS = HOUR_MS;

export type DigestRunInput = Omit<ChannelDigestInput, 'also' | 'isAll'> & { readonly language: string };

/**
 * One look at a digest feed: what its channel is to get now, and what the digest that stands there takes up. It may be
 * run at any time and as often as wanted: each digest is one entry of the ledger, named by its end.
 */
export class DigestRun {
  readonly subscription: Subscription;
  readonly #rules: DigestRules;
  readonly #atMs: number;
  #selection: Selection = { picks: [], refusals: [] };

  constructor(subscription: Subscription, rules: DigestRules, atMs: number) {
    this.subscription = subscription;
    this.#rules = rules;
    this.#atMs = atMs;
  }

  /** @returns the digest that is to be posted next; null: the run is done */
  next(input: DigestRunInput): NextPost | null {
    const periods = findPeriods(this.subscription.schedule, input.nowMs);
    this.#growOpen(input);
    if (periods === null) return null;
    return this.#findEnded(periods.ended, input) ?? this.#findGrowing(periods.current, input);
  }

  /** What the digest told that was looked at last. */
  get record(): RunRecord {
    return { atMs: this.#atMs, ...this.#selection };
  }

  /** The digest that stands open takes what has come, for the last time when its time is over. */
  #growOpen(input: DigestRunInput): void {
    const { channelId } = this.subscription;
    const { ledger, library, nowMs } = input;
    const open = ledger.digests.findOpen(channelId);
    if (open === undefined) return;
    const { digestId, digest } = open;
    const isOpen = nowMs < digest.toMs;
    // A broken file says nothing: its line stays.
    const unreadable = digest.shown.filter(({ storyId }) => library.isUnreadable(storyId));
    const picks = toStories(this.#select(digest, input)).slice(0, DIGEST_LINES_MAX - unreadable.length);
    const shown = [...picks, ...unreadable];
    const isSame = shown.map(idOf).join() === digest.shown.map(idOf).join();
    if (isOpen && isSame) return;
    const isShown = new Set(shown.map(idOf));
    const dropped = [...digest.shown, ...digest.dropped].filter((told) => !isShown.has(told.storyId));
    for (const { eventId } of shown) ledger.noteEvent(eventId, library.listClusterIds(eventId));
    ledger.rewriteDigest(channelId, digestId, { ...digest, isOpen, shown, dropped });
  }

  #findEnded(period: DigestPeriod, input: DigestRunInput): NextPost | null {
    const { nowMs, ledger } = input;
    const { channelId } = this.subscription;
    const isLate = nowMs - period.toMs > LATE_MAX_MS;
    if (isLate && (this.#rules.grows || !ledger.digests.hasAny(channelId))) return null;
    return this.#toPost(period, false, this.#rules.tellsQuiet, input);
  }

  #findGrowing(period: DigestPeriod, input: DigestRunInput): NextPost | null {
    const { ledger, nowMs } = input;
    const { channelId, schedule } = this.subscription;
    if (!this.#rules.grows || schedule.isQuiet(nowMs)) return null;
    if (ledger.digests.findOpen(channelId) !== undefined) return null;
    return this.#toPost(period, true, false, input);
  }

  /** @returns null where the channel has that digest, or it would tell nothing */
  #toPost(
    period: DigestPeriod,
    isOpen: boolean,
    tellsQuiet: boolean,
    input: DigestRunInput,
  ): NextPost | null {
    const { channelId, timezone, look } = this.subscription;
    const digestId = digestIdOf(period);
    if (input.ledger.find(channelId, digestId) !== undefined) return null;
    const picks = this.#select(period, input);
    if (picks.length === 0 && !tellsQuiet) return null;
    const { opensThread, mention } = look;
    const heat = picks[0]?.heat ?? 0;
    const mentionRoleId = mention !== null && heat >= mention.fromHeat ? mention.roleId : null;
    const digest: Digest = { ...period, timezone, isOpen, shown: toStories(picks), dropped: [] };
    return {
      storyId: digestId,
      request: {
        eventId: digestId,
        digest,
        look: { style: 'digest', language: input.language, mentionRoleId },
        opensThread,
        reasons: { rank: 0, heat, log2Hotness: 0, atMs: input.nowMs, postedBy: null },
      },
    };
  }

  #select(period: DigestPeriod, input: DigestRunInput): readonly Pick[] {
    this.#selection = selectForDigest(this.subscription, period, input);
    return this.#selection.picks;
  }
}

function toStories(picks: readonly Pick[]): DigestStory[] {
  return picks.map(({ story, clusterId }) => ({ storyId: story.id, eventId: clusterId }));
}

function idOf({ storyId }: DigestStory): string {
  return storyId;
}
