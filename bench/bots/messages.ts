/** What a bot of the bench tells the process that started it. */
export type BotMessage =
  /** Commands can be answered. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'report'; readonly rssBytes: number; readonly longestBlockMs: number };

/** `report` is answered with the memory now, and the longest block since the last report. */
export type BotOrder = 'report' | 'stop';

/** What delivery over a state costs (bots/year.ts). */
export type YearReport = {
  /** From the start of the process to the end of its first tick. */
  readonly firstTickMs: number;
  readonly idleTickMs: number;
  readonly rssBytes: number;
  /** Messages that were sent; none should be. */
  readonly posts: number;
  /** The last post of a channel, for `/related` and `/feed list`. */
  readonly relatedP99: number;
  /** A story in a channel, for `/why`. */
  readonly whyP99: number;
  /** What was posted in a channel, as autocomplete looks through it. */
  readonly choicesP99: number;
};
