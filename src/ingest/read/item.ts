import type { Picture } from './html.ts';

/**
 * One article as a source tells of it, before anything is made of it: its title and texts are HTML, in which what the
 * source means as text is escaped; the link is absolute.
 */
export type RawItem = {
  /** The source's own name for it; null where it gives none. */
  readonly id: string | null;
  readonly link: string;
  readonly title: string;
  /** What it says of the article, the likeliest first; the first that is a text is the excerpt. */
  readonly texts: readonly string[];
  readonly date: string | null;
  readonly isVideo: boolean;
  readonly pictures: readonly Picture[];
  /** Of sources that tell of many outlets. */
  readonly provider: {
    readonly name: string;
    readonly domain: string | null;
    readonly iconUrl: string | null;
  } | null;
  readonly topics: readonly string[];
  readonly quality: number | null;
  readonly heat: number | null;
  /** The outlet that the item itself names (RSS `source`); it counts where the link is a go-between's. */
  readonly outlet?: { readonly name: string; readonly url: string } | undefined;
  /** What tells it from the other stories of its page (page-entries.ts); absent where the page is its own. */
  readonly entry?: string | undefined;
  /** What would tell it so, should other stories of the page turn up later. */
  readonly spareEntry?: string | undefined;
};

/** One article, cleaned: what a record is made of, and what is kept of it in the state. */
export type Item = {
  readonly title: string;
  readonly excerpt: string;
  /** Without tracking parameters; the story's link. */
  readonly link: string;
  /** Of a page that holds several stories, which one it is; a part of the story's identity. */
  readonly entry?: string | undefined;
  /** As the source gave it. */
  readonly originalUrl: string;
  readonly publishedAtMs: number;
  readonly type: 'article' | 'video';
  readonly provider: { readonly name: string; readonly domain: string; readonly iconUrl: string | null };
  readonly topics: readonly string[];
  readonly image: Picture | null;
  /** The source's weight. */
  readonly weight: number;
  /** What the source itself says, where it does. */
  readonly givenQuality: number | null;
  readonly givenHeat: number | null;
};

/** Why an article that a source lists is not kept. */
export const DROP_REASONS = [
  'no link',
  'no title',
  'too old',
  'not AI',
  'same address',
  'date not understood',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** What of a source's list was not kept, by reason. */
export type Dropped = Readonly<Partial<Record<DropReason, number>>>;
