/** Another article on the same story, as the record lists it. */
export type RelatedArticle = {
  readonly title: string;
  readonly link: string;
  readonly canonicalLink: string;
  readonly providerName: string;
  readonly publishedAtMs: number | null;
};

export type Provider = {
  readonly name: string;
  /** Host name without `www.`; the card links to it. */
  readonly domain: string;
  readonly iconUrl: string | null;
};

export type Image = {
  readonly url: string;
  readonly widthPx: number | null;
  readonly heightPx: number | null;
};

/** A valid record, parsed. All text is decoded and has its white space collapsed. */
export type Story = {
  /** Derived from the canonical link, so it stays when the date, the file name or the title change. */
  readonly id: string;
  readonly title: string;
  readonly excerpt: string;
  readonly link: string;
  readonly canonicalLink: string;
  readonly publishedAtMs: number;
  /** `article`, `video`, or whatever the record says. */
  readonly type: string;
  /** Null where the record has none: it then counts as the collection's median. */
  readonly heat: number | null;
  readonly quality: number | null;
  readonly published: boolean;
  readonly provider: Provider;
  readonly topics: readonly string[];
  readonly image: Image | null;
  readonly related: readonly RelatedArticle[];
  /** Canonical links of articles that an editor says tell the same event, or another one, whatever is computed. */
  readonly sameEventAs: readonly string[];
  readonly notSameEventAs: readonly string[];
};

/** Whether readers may see the story at all: published, and not withdrawn by a heat below 0. */
export function isShown(story: Pick<Story, 'published' | 'heat'>): boolean {
  return story.published && (story.heat === null || story.heat >= 0);
}
