import type { Config } from '../config.ts';
import { firstStoryMs } from '../curation/digest.ts';
import { planPosts } from '../curation/plan.ts';
import { createSubscription } from '../curation/subscription.ts';
import { EXIT_MISUSE, FatalError } from '../fatal-error.ts';
import { listOutlets } from '../search/coverage.ts';
import type { Story } from '../story/story.ts';
import {
  type CommandIo,
  formatMinute,
  formatOutlets,
  printJson,
  printLine,
  printTable,
} from '../terminal.ts';
import { withLibrary } from './open-library.ts';

export type PlanOptions = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly schedule?: string;
  /** Whether each tick tells one digest. */
  readonly digest?: boolean;
  readonly json?: boolean;
};

/**
 * Prints what the environment's subscription would have posted in a span of time.
 * @returns the exit code
 * @throws FatalError when the span ends before it begins
 */
export function planContent(options: PlanOptions, config: Config, io: CommandIo): Promise<number> {
  if (options.fromMs > options.toMs) {
    throw new FatalError(
      `--to: expected an instant after --from (${formatMinute(options.fromMs)}), got ${formatMinute(options.toMs)}`,
      EXIT_MISUSE,
    );
  }
  return withLibrary(config, io, (library) => {
    const { fromMs, toMs, schedule = config.news.schedule, digest: isDigest = false, json } = options;
    // The plan is made for the policy, so it needs no channel.
    const posting = createSubscription({ ...config.news, schedule }, config.news.channelId ?? 'plan');
    const subscription = { ...posting, digest: isDigest ? { grows: false, tellsQuiet: true } : null };
    const firstMs = isDigest ? firstStoryMs(posting.schedule, fromMs) : fromMs - config.news.maxAgeMs;
    const candidates = library.listPublished(firstMs, toMs);
    const { taxonomy, medianHeat } = library;
    const { posts, refusals } = planPosts(subscription, candidates, { fromMs, toMs, taxonomy, medianHeat });
    const outletsOf = (story: Story): string[] => listOutlets(story, library.coverageOf(story, toMs));
    if (json) {
      printJson(io, {
        picks: posts.map(({ atMs, story, heat, log2Hotness }) => ({
          at: new Date(atMs).toISOString(),
          title: story.title,
          link: story.link,
          outlets: outletsOf(story),
          heat,
          // 0 for a story that is years old; the logarithm still orders it.
          hotness: 2 ** log2Hotness,
          log2Hotness,
        })),
        refusals: Object.fromEntries(refusals),
      });
      return 0;
    }
    printTable(
      io,
      posts.map(({ atMs, heat, log2Hotness, story }) => [
        formatMinute(atMs),
        `heat ${heat}`,
        `hotness ${formatHotness(log2Hotness)}`,
        formatOutlets(outletsOf(story)),
        story.title,
      ]),
    );
    const refused = [...refusals].map(([reason, count]) => `${count} ${reason}`).join(', ');
    printLine(io, `${posts.length} posts${refused === '' ? '' : `; not posted: ${refused}`}`);
    return 0;
  });
}

/** `84.1`, or `2^-783.6` where that would be 0.0. */
function formatHotness(log2Hotness: number): string {
  const hotness = 2 ** log2Hotness;
  return hotness >= 0.1 ? hotness.toFixed(1) : `2^${log2Hotness.toFixed(1)}`;
}
