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
  /** A tick that finds no story that the channel wants. */
  readonly idleTickMs: number;
  /** A tick that wants every story, on a day whose posts were made. */
  readonly fullDayTickMs: number;
  readonly rssBytes: number;
  /** Messages that were sent; none should be. */
  readonly posts: number;
  /** What a message shows, for `/related` and the card's buttons. */
  readonly relatedP99: number;
  /** A story in a channel, for `/why`. */
  readonly whyP99: number;
  /** Autocomplete: what was posted in the channel, and the library. */
  readonly choicesP99: number;
  /** A page of `/feed list`. */
  readonly feedListP99: number;
};
