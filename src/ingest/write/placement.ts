import { fitsGroup, type Pair } from '../../events/event-groups.ts';
import { SameStoryIndex } from '../../events/same-story.ts';
import { articleKey } from '../../story/article-key.ts';
import { hidesTarget } from '../../story/go-between-links.ts';
import { canonicalizeEntry } from '../../story/page-entry.ts';
import type { Story } from '../../story/story.ts';
import type { Item } from '../read/item.ts';
import { COVERAGE_MAX_AGE_MS, PUBLISHED_MIN_HEAT, rateHeat, toCoverage } from './heat.ts';
import type { StoryEntry } from './ingest-state.ts';

/** What becomes of a new article: it leads a record of its own, or it is listed under another's. */
export type Place =
  | { readonly kind: 'leads' }
  | { readonly kind: 'follows'; readonly leadId: string }
  /** It is better than what led so far and could not be published: that one is listed under this one. */
  | { readonly kind: 'takes-over'; readonly leadId: string };

/** Articles are compared with those of this much time before now: a story's coverage, and its coverage's. */
export const COMPARED_MAX_AGE_MS = 2 * COVERAGE_MAX_AGE_MS;

/**
 * Which articles tell the same event, and which of them leads. Stories of the library that no feed brought, from a git
 * source or by hand, are coverage like others, but have records of their own: they never lead here nor follow.
 */
export class Events {
  readonly #index = new SameStoryIndex();
  readonly #entries: ReadonlyMap<string, StoryEntry>;
  readonly #followers = new Map<string, Set<string>>();
  readonly #others = new Map<string, Item>();
  /** The story that each of the others counts for, once it counts for one. */
  readonly #leadOfOther = new Map<string, string>();

  /** @param entries all that is known; the index is filled by `add` */
  constructor(entries: ReadonlyMap<string, StoryEntry>) {
    this.#entries = entries;
    for (const { id, leadId } of entries.values()) if (leadId !== null) this.follow(id, leadId);
  }

  add({ id, item }: Pick<StoryEntry, 'id' | 'item'>): void {
    this.#index.add({
      id,
      title: item.title,
      excerpt: item.excerpt,
      publishedAtMs: item.publishedAtMs,
      provider: item.provider.name,
    });
  }

  /** Adds all that is young, and the library's own stories, which then count for the stories that they tell too. */
  fill(nowMs: number, others: readonly Story[]): void {
    for (const entry of this.#entries.values()) {
      if (nowMs - entry.item.publishedAtMs <= COMPARED_MAX_AGE_MS) this.add(entry);
    }
    for (const story of others) {
      const item = toItem(story);
      this.#others.set(story.id, item);
      this.add({ id: story.id, item });
    }
    for (const [id, item] of this.#others) {
      const lead = this.#findLead(id, item, this.#index.pairsOf(id));
      if (lead !== undefined) this.#leadOfOther.set(id, lead.id);
    }
  }

  /** Where an article belongs that has been added. Asked in order of time, it is quickest. */
  place({ id, item }: Pick<StoryEntry, 'id' | 'item'>): Place {
    const pairs = this.#index.pairsOf(id);
    const lead = this.#findLead(id, item, pairs);
    if (lead === undefined) {
      for (const { b: otherId } of pairs) {
        const other = this.#others.get(otherId);
        const isFree = other !== undefined && !this.#leadOfOther.has(otherId);
        if (isFree && isNear(other, item) && fitsGroup(pairs, [otherId])) this.#leadOfOther.set(otherId, id);
      }
      return { kind: 'leads' };
    }
    const others = this.coverageOf(lead.id);
    const heat = rateHeat(lead.item, [...others, item].map(toCoverage)).heat;
    if (heat >= PUBLISHED_MIN_HEAT || lead.isDeleted) return { kind: 'follows', leadId: lead.id };
    const heatAsLead = rateHeat(item, [lead.item, ...others].map(toCoverage)).heat;
    return { kind: heatAsLead > heat ? 'takes-over' : 'follows', leadId: lead.id };
  }

  /** The story whose event an article tells. Several may turn out to be one: the first that was there gets it. */
  #findLead(id: string, item: Item, pairs: readonly Pair[]): StoryEntry | undefined {
    const leads = new Map<string, StoryEntry>();
    for (const { b: matchId } of pairs) {
      const match = this.#entries.get(this.#leadOfOther.get(matchId) ?? matchId);
      const lead = match && (match.leadId === null ? match : this.#entries.get(match.leadId));
      if (lead === undefined || lead.id === id || leads.has(lead.id)) continue;
      if (isOwnOther(lead.item, item)) continue;
      const group = [lead.id, ...this.followersOf(lead.id), ...this.#othersOf(lead.id)];
      if (!fitsGroup(pairs, group)) continue;
      if (isNear(lead.item, item)) leads.set(lead.id, lead);
    }
    return [...leads.values()].sort((a, b) => a.firstSeenAtMs - b.firstSeenAtMs || (a.id < b.id ? -1 : 1))[0];
  }

  /** Notes that an article is listed under a story from now on. */
  follow(id: string, leadId: string): void {
    const followers = this.#followers.get(leadId) ?? new Set();
    this.#followers.set(leadId, followers.add(id));
    for (const otherId of this.#othersOf(id)) this.#leadOfOther.set(otherId, leadId);
  }

  followersOf(leadId: string): string[] {
    return [...(this.#followers.get(leadId) ?? [])].filter((id) => this.#entries.get(id)?.leadId === leadId);
  }

  #othersOf(leadId: string): string[] {
    return [...this.#leadOfOther].flatMap(([id, lead]) => (lead === leadId ? id : []));
  }

  /** The articles that are listed under a story. */
  coverageOf(leadId: string): Item[] {
    const lead = this.#entries.get(leadId)?.item;
    const items = [
      ...this.followersOf(leadId).flatMap((id) => this.#entries.get(id)?.item ?? []),
      ...this.#othersOf(leadId).flatMap((id) => this.#others.get(id) ?? []),
    ];
    // An earlier version took some spellings of one address for two articles.
    return lead === undefined ? items : items.filter((item) => !isSameArticle(item, lead));
  }
}

/** Whether they are one article: at one address, however spelled, or at one that Google News keeps to itself. */
function isSameArticle(a: Item, b: Item): boolean {
  if (a.title !== b.title) return false;
  const [keyA, keyB] = [a, b].map(({ link, entry }) =>
    articleKey(canonicalizeEntry(link, entry ?? null) ?? link),
  );
  return (
    keyA === keyB || (a.provider.domain === b.provider.domain && (hidesTarget(a.link) || hidesTarget(b.link)))
  );
}

/**
 * Another article of the outlet itself adds no heat; under its record it would only be hidden, and lost where it tells
 * something else after all. It gets a record of its own, and the library joins the two as it joins any.
 */
function isOwnOther(lead: Item, item: Item): boolean {
  const isSameOutlet = lead.provider.domain === item.provider.domain;
  return isSameOutlet && lead.title.toLowerCase() !== item.title.toLowerCase();
}

function isNear(a: Item, b: Item): boolean {
  return Math.abs(a.publishedAtMs - b.publishedAtMs) <= COVERAGE_MAX_AGE_MS;
}

/** A story of the library as an article that a source might have brought. */
function toItem({
  title,
  excerpt,
  link,
  publishedAtMs,
  type,
  provider,
  topics,
  image,
  quality,
}: Story): Item {
  return {
    title,
    excerpt,
    link,
    originalUrl: link,
    publishedAtMs,
    type: type === 'video' ? 'video' : 'article',
    provider,
    topics,
    image,
    weight: 1,
    givenQuality: quality,
    givenHeat: null,
  };
}
