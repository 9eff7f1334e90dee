import { fitsGroup } from '../../events/event-groups.ts';
import { SameStoryIndex } from '../../events/same-story.ts';
import type { Item } from '../read/item.ts';
import { COVERAGE_MAX_AGE_MS, PUBLISHED_MIN_HEAT, rateHeat, toCoverage } from './heat.ts';
import type { StoryEntry } from './ingest-state.ts';

/** What becomes of a new article: it leads a record of its own, or it is listed under another's. */
export type Place =
  | { readonly kind: 'leads' }
  | { readonly kind: 'follows'; readonly leadId: string }
  /** It is better than what led so far and could not be published: that one is listed under this one. */
  | { readonly kind: 'takes-over'; readonly leadId: string };

/** Which articles tell the same event, and which of them leads. */
export class Events {
  readonly #index = new SameStoryIndex();
  readonly #entries: ReadonlyMap<string, StoryEntry>;
  readonly #followers = new Map<string, Set<string>>();

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

  /** Where an article belongs that has been added. Asked in order of time, it is quickest. */
  place({ id, item }: Pick<StoryEntry, 'id' | 'item'>): Place {
    const leads = new Map<string, StoryEntry>();
    const pairs = this.#index.pairsOf(id);
    for (const { b: matchId } of pairs) {
      const match = this.#entries.get(matchId);
      const lead = match && (match.leadId === null ? match : this.#entries.get(match.leadId));
      if (lead === undefined || lead.id === id || leads.has(lead.id)) continue;
      if (!fitsGroup(pairs, [lead.id, ...this.followersOf(lead.id)])) continue;
      if (Math.abs(lead.item.publishedAtMs - item.publishedAtMs) <= COVERAGE_MAX_AGE_MS)
        leads.set(lead.id, lead);
    }
    // Several stories may turn out to be one: the first that was there gets it.
    const [lead] = [...leads.values()].sort(
      (a, b) => a.firstSeenAtMs - b.firstSeenAtMs || (a.id < b.id ? -1 : 1),
    );
    if (lead === undefined) return { kind: 'leads' };
    const others = this.coverageOf(lead.id);
    const heat = rateHeat(lead.item, [...others, item].map(toCoverage)).heat;
    if (heat >= PUBLISHED_MIN_HEAT || lead.isDeleted) return { kind: 'follows', leadId: lead.id };
    const heatAsLead = rateHeat(item, [lead.item, ...others].map(toCoverage)).heat;
    return { kind: heatAsLead > heat ? 'takes-over' : 'follows', leadId: lead.id };
  }

  /** Notes that an article is listed under a story from now on. */
  follow(id: string, leadId: string): void {
    const followers = this.#followers.get(leadId) ?? new Set();
    this.#followers.set(leadId, followers.add(id));
  }

  followersOf(leadId: string): string[] {
    return [...(this.#followers.get(leadId) ?? [])].filter((id) => this.#entries.get(id)?.leadId === leadId);
  }

  /** The articles that are listed under a story. */
  coverageOf(leadId: string): Item[] {
    return this.followersOf(leadId).flatMap((id) => this.#entries.get(id)?.item ?? []);
  }
}
