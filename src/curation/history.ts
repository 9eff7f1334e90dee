import { HOUR_MS } from '../duration.ts';
import { dayIn } from './local-time.ts';
import { type ChannelHistory, type EarlierPost, EVENT_REPEAT_MS } from './selection.ts';

/** The longest day: the clocks go back an hour. Asking first for it saves most of the dates, which cost more. */
const DAY_MAX_MS = 25 * HOUR_MS;

/** What was posted in a channel, as its next selection sees it. */
export function summarizeHistory(
  posts: readonly EarlierPost[],
  { timezone, nowMs }: { timezone: string; nowMs: number },
): Omit<ChannelHistory, 'refusedStoryIds'> {
  const recent = posts.filter(({ atMs }) => nowMs - atMs < EVENT_REPEAT_MS);
  const today = dayIn(timezone, nowMs);
  return {
    postedStoryIds: new Set(posts.map(({ storyId }) => storyId)),
    recentClusterIds: new Set(recent.map(({ clusterId }) => clusterId)),
    postedToday: recent.filter(({ atMs }) => nowMs - atMs < DAY_MAX_MS && dayIn(timezone, atMs) === today)
      .length,
  };
}
