import { z } from 'zod';
import type { RefusalReason } from '../curation/selection.ts';
import type { Store } from '../state/key-value-store.ts';
import type { RunRecord } from './run.ts';

/** What a run came to, small enough to be kept: the stories that it posted, and how many it refused for what reason. */
const Report = z.object({
  atMs: z.number(),
  picks: z.array(z.object({ storyId: z.string(), rank: z.number(), log2Hotness: z.number() })),
  /** Reasons of an earlier version may be unknown to this one. */
  refusals: z.record(z.string(), z.number()),
});
export type RunReport = {
  readonly atMs: number;
  readonly picks: readonly {
    readonly storyId: string;
    readonly rank: number;
    readonly log2Hotness: number;
  }[];
  readonly refusals: Readonly<Partial<Record<RefusalReason, number>>>;
};

export function summarizeRun({ atMs, picks, refusals }: RunRecord): RunReport {
  const counts: Partial<Record<RefusalReason, number>> = {};
  for (const { reason } of refusals) counts[reason] = (counts[reason] ?? 0) + 1;
  return {
    atMs,
    picks: picks.map(({ story, rank, log2Hotness }) => ({ storyId: story.id, rank, log2Hotness })),
    refusals: counts,
  };
}

/** The last run of each channel, kept over a restart for `/why`. */
export class RunReports {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @returns null where there was no run, or where an earlier version's cannot be read */
  async get(channelId: string): Promise<RunReport | null> {
    const parsed = Report.safeParse(await this.#store.get(channelId));
    return parsed.success ? parsed.data : null;
  }

  async put(channelId: string, report: RunReport): Promise<void> {
    await this.#store.set(channelId, report);
  }
}
