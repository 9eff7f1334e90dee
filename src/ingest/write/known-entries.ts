import { articleIdOf, pageIdOf } from '../../story/article-key.ts';
import { canonicalizeEntry, tellingFragment } from '../../story/page-entry.ts';
import type { CleanedItem } from '../read/clean-item.ts';
import { identifyItem } from '../read/item-identity.ts';
import type { StoryEntry } from './ingest-state.ts';

/** Whether an item was taken before. */
export type Recognition =
  | { readonly kind: 'new'; readonly cleaned: CleanedItem }
  | {
      readonly kind: 'known';
      readonly entry: StoryEntry;
      /**
       * Whether the item may correct what the entry says. An entry that was taken for all of its page may tell of another
       * item by now: then it is that one's, as long as its source lists that one.
       */
      readonly corrects: 'always' | 'unless-others' | 'never';
    };

/** Finds what was taken before: by its link, by another spelling of it, or by the source's own name for it. */
export class KnownEntries {
  readonly #entries: ReadonlyMap<string, StoryEntry>;
  readonly #idsByItemKey = new Map<string, string>();
  readonly #idsByArticle = new Map<string, string>();
  /** Of entries that only a name tells from others of their page: some feeds make up new names each time. */
  readonly #idsByHeadline = new Map<string, string>();

  constructor(entries: ReadonlyMap<string, StoryEntry>) {
    this.#entries = entries;
    for (const entry of entries.values()) this.note(entry);
  }

  note({ id, itemKey, item }: StoryEntry): void {
    if (itemKey !== null) this.#idsByItemKey.set(itemKey, id);
    const canonicalLink = canonicalizeEntry(item.link, item.entry ?? null) ?? item.link;
    const articleId = articleIdOf(canonicalLink);
    if (isNamed(item)) this.#idsByHeadline.set(`${pageIdOf(canonicalLink)} ${item.title}`, id);
    // Of two that an earlier version took for two articles, the first is the one that goes on.
    if (!this.#entries.has(this.#idsByArticle.get(articleId) ?? '')) this.#idsByArticle.set(articleId, id);
  }

  hasArticle(articleId: string): boolean {
    return this.#byArticle(articleId) !== undefined;
  }

  /** By a story's id, or by its article's. */
  find(storyId: string, articleId: string): StoryEntry | undefined {
    return this.#entries.get(storyId) ?? this.#byArticle(articleId);
  }

  match(cleaned: CleanedItem, sourceName: string): Recognition {
    const { storyId, articleId, pageId, item } = cleaned;
    const own = asEntry(cleaned);
    // It was one of several when it was taken, and is the only one that is left.
    const wasOneOf = own === null ? undefined : this.find(own.storyId, own.articleId);
    if (wasOneOf !== undefined) return { kind: 'known', entry: wasOneOf, corrects: 'always' };
    const byLink = this.find(storyId, articleId);
    if (byLink !== undefined) {
      if (own !== null && isAnother(byLink, cleaned, sourceName)) return this.match(own, sourceName);
      const isOther = areApart(byLink, cleaned) && byLink.item.title !== item.title;
      return { kind: 'known', entry: byLink, corrects: isOther ? 'never' : 'always' };
    }
    const page = item.entry === undefined ? undefined : this.#byArticle(pageId);
    if (page !== undefined && tellsPage(page, cleaned))
      return { kind: 'known', entry: page, corrects: 'unless-others' };
    const byHeadline = isNamed(item) ? this.#idsByHeadline.get(`${pageId} ${item.title}`) : undefined;
    const byKey = this.#entries.get(byHeadline ?? '') ?? this.#findByKey(cleaned);
    return byKey === undefined
      ? { kind: 'new', cleaned }
      : { kind: 'known', entry: byKey, corrects: 'always' };
  }

  #byArticle(articleId: string): StoryEntry | undefined {
    return this.#entries.get(this.#idsByArticle.get(articleId) ?? '');
  }

  /** The same item, which its source gave a new link. */
  #findByKey({ itemKey, item, isDated }: CleanedItem): StoryEntry | undefined {
    if (itemKey === null) return undefined;
    const byKey = this.#entries.get(this.#idsByItemKey.get(itemKey) ?? '');
    // Some feeds use a name again: then neither the headline nor the date is the same.
    const isSame =
      byKey?.item.title === item.title || (isDated && byKey?.item.publishedAtMs === item.publishedAtMs);
    return isSame ? byKey : undefined;
  }
}

/** Whether the link itself does not tell which entry of its page it is. */
function isNamed({ link, entry }: CleanedItem['item']): boolean {
  return entry !== undefined && !link.includes('#');
}

/** Whether an item at a known address is the next entry of that page, not a correction of the one that was taken. */
function isAnother(known: StoryEntry, cleaned: CleanedItem, sourceName: string): boolean {
  const { item, itemKey, isDated } = cleaned;
  if (known.sourceName !== sourceName || known.item.title === item.title) return false;
  if (haveFragments(known, cleaned)) return areApart(known, cleaned);
  const areNamed = known.itemKey !== null && itemKey !== null && known.itemKey !== itemKey;
  return areNamed && known.isDated && isDated && known.item.publishedAtMs !== item.publishedAtMs;
}

/** Whether a story that was taken for all of its page is this entry of it. */
function tellsPage(page: StoryEntry, cleaned: CleanedItem): boolean {
  if (page.item.title === cleaned.item.title) return true;
  if (haveFragments(page, cleaned)) return !areApart(page, cleaned);
  return page.itemKey !== null && page.itemKey === cleaned.itemKey;
}

type Addressed = { readonly item: { readonly originalUrl: string } };

function haveFragments(a: Addressed, b: Addressed): boolean {
  return [a, b].every(({ item }) => tellingFragment(item.originalUrl) !== null);
}

/** Whether their sources link to two places of the page. */
function areApart(a: Addressed, b: Addressed): boolean {
  return haveFragments(a, b) && tellingFragment(a.item.originalUrl) !== tellingFragment(b.item.originalUrl);
}

/** An item that is alone on its page as one of several there; null where nothing names it. */
export function asEntry(cleaned: CleanedItem): CleanedItem | null {
  const { ownEntry, item } = cleaned;
  if (item.entry !== undefined) return null;
  const identity = ownEntry === null ? null : identifyItem(item.originalUrl, ownEntry);
  if (ownEntry === null || identity === null) return null;
  return { ...cleaned, ...identity.ids, item: { ...item, link: identity.link, entry: ownEntry } };
}
