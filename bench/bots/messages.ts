/** What a bot of the bench tells the process that started it. */
export type BotMessage =
  /** Commands can be answered. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'report'; readonly rssBytes: number; readonly longestBlockMs: number };

/** `report` is answered with the memory now, and the longest block since the last report. */
export type BotOrder = 'report' | 'stop';
