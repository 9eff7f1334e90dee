/** One story, in our own words, as an outlet would tell it. */
export type Telling = readonly [publishedAt: string, outlet: string, title: string, excerpt: string];

/** Labelled stories of one language, all of a few weeks. */
export type LabelledStories = {
  /** Each is one event, told by two or three outlets. */
  readonly events: readonly { readonly about: string; readonly tellings: readonly Telling[] }[];
  /** Each is an event of its own, close to one of the others. */
  readonly singles: readonly Telling[];
};
