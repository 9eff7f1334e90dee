import type { Clock } from '../../clock.ts';
import { canonicalizeLink, cleanLink } from '../../story/links.ts';
import type { TopicFinder } from '../../topics/topic-finder.ts';
import { type CleanedItem, cleanItem } from '../read/clean-item.ts';
import { readFeedDate } from '../read/feed-date.ts';
import { DROP_REASONS, type Dropped, type DropReason, type RawItem } from '../read/item.ts';
import type { ItemIds } from '../read/item-identity.ts';
import type { ArticleSource } from '../sources/sources.ts';

/** Older articles are no news: a source that is asked for the first time may list years. */
const ITEM_MAX_AGE_MS = 30 * 86_400_000;

export type SelectionOptions = {
  readonly finder: TopicFinder;
  readonly clock: Clock;
  readonly isKnown: (ids: ItemIds) => boolean;
  /** When the source was last read; null at its first round. */
  readonly lastFetchAtMs: number | null;
};

export type SelectedItems = {
  readonly items: readonly CleanedItem[];
  readonly dropped: Dropped;
  readonly unreadDate: string | null;
};

/** What of one document of a source is kept, and why the rest is not: nothing goes without being counted. */
export class ItemSelection {
  readonly #source: ArticleSource;
  readonly #options: SelectionOptions;
  readonly #newestDated: ReadonlyMap<RawItem, number>;
  readonly #items: CleanedItem[] = [];
  readonly #seen = new Set<string>();
  readonly #dropped: Partial<Record<DropReason, number>> = {};
  #unreadDate: string | null = null;

  /** @param raws the document's items, in its order */
  constructor(source: ArticleSource, raws: readonly RawItem[], options: SelectionOptions) {
    this.#source = source;
    this.#options = options;
    this.#newestDated = findDatedBelow(raws);
  }

  drop(reason: DropReason, count = 1): void {
    if (count > 0) this.#dropped[reason] = (this.#dropped[reason] ?? 0) + count;
  }

  /** An item as an article; null when it is dropped, with its reason. */
  check(raw: RawItem): CleanedItem | null {
    const { finder, clock, isKnown } = this.#options;
    const cleaned = cleanItem(raw, this.#source, finder, clock.now());
    const reason = cleaned === null ? findFault(raw) : this.#findReason(raw, cleaned);
    if (cleaned?.unreadDate !== null && cleaned !== null) this.#unreadDate ??= cleaned.unreadDate;
    if (cleaned === null || (reason !== null && !isKnown(cleaned))) {
      this.drop(reason ?? 'no title');
      return null;
    }
    if (this.#seen.has(cleaned.storyId)) {
      this.drop('same address');
      return null;
    }
    this.#seen.add(cleaned.storyId);
    return cleaned;
  }

  /** Keeps an article that was checked, if it is AI news. */
  keep(cleaned: CleanedItem): void {
    const { title, excerpt } = cleaned.item;
    const isNews = this.#source.about === 'ai' || this.#options.finder.isAiNews(title, excerpt);
    if (isNews) this.#items.push(cleaned);
    else this.drop('not AI');
  }

  result(): SelectedItems {
    return { items: this.#items, dropped: this.#dropped, unreadDate: this.#unreadDate };
  }

  #findReason(raw: RawItem, { item, unreadDate }: CleanedItem): DropReason | null {
    if (unreadDate !== null) return this.#isProvenNew(raw) ? null : 'date not understood';
    return this.#options.clock.now() - item.publishedAtMs > ITEM_MAX_AGE_MS ? 'too old' : null;
  }

  /**
   * Whether an article whose date cannot be read is new all the same: the source was read before, its list goes from
   * the newest to the oldest, and below this article stands one that came out since.
   */
  #isProvenNew(raw: RawItem): boolean {
    const { lastFetchAtMs } = this.#options;
    const belowMs = this.#newestDated.get(raw);
    return lastFetchAtMs !== null && belowMs !== undefined && belowMs > lastFetchAtMs;
  }
}

/** For each item the newest date below it; none where the dates do not fall from the first to the last. */
function findDatedBelow(raws: readonly RawItem[]): Map<RawItem, number> {
  const below = new Map<RawItem, number>();
  let newestMs: number | null = null;
  for (const raw of raws.toReversed()) {
    if (newestMs !== null) below.set(raw, newestMs);
    const date = readFeedDate(raw.date);
    if (date.kind !== 'read') continue;
    if (newestMs !== null && date.atMs < newestMs) return new Map();
    newestMs = date.atMs;
  }
  return below;
}

function findFault(raw: RawItem): DropReason {
  const link = cleanLink(raw.link);
  return link === null || canonicalizeLink(link) === null ? 'no link' : 'no title';
}

/** Of several documents, as one. */
export function mergeSelections(selections: readonly ItemSelection[]): SelectedItems {
  const results = selections.map((selection) => selection.result());
  const dropped = Object.fromEntries(
    DROP_REASONS.flatMap((reason) => {
      const count = results.reduce((sum, one) => sum + (one.dropped[reason] ?? 0), 0);
      return count === 0 ? [] : [[reason, count]];
    }),
  );
  return {
    items: results.flatMap(({ items }) => items),
    dropped,
    unreadDate: results.find(({ unreadDate }) => unreadDate !== null)?.unreadDate ?? null,
  };
}
