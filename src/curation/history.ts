import { HOUR_MS } from '../duration.ts';
import { dayIn } from './local-time.ts';
import type { ChannelHistory, EarlierPost } from './selection.ts';

/** The longest day: the clocks go back an hour. Asking first for it saves most of the dates, which cost more. */
export const DAY_MAX_MS = 25 * HOUR_MS;

/**
 * What was posted in a channel, as its next selection sees it.
 * @param posts one that stood for several events comes once for each
 */
export function summarizeHistory(
  posts: readonly EarlierPost[],
  { timezone, nowMs }: { timezone: string; nowMs: number },
): Omit<ChannelHistory, 'refusedStoryIds'> {
  const standing = posts.filter(({ isWithdrawn }) => !isWithdrawn);
  const postedOf = new Map<string, Set<string>>();
  for (const { storyId, clusterId } of posts) {
    const stories = postedOf.get(clusterId) ?? new Set();
    postedOf.set(clusterId, stories.add(storyId));
  }
  const today = dayIn(timezone, nowMs);
  const ofToday = standing.filter(({ atMs }) => nowMs - atMs < DAY_MAX_MS && dayIn(timezone, atMs) === today);
  return {
    postedStoryIds: new Set(standing.map(({ storyId }) => storyId)),
    postedOf,
    postedToday: new Set(ofToday.map(({ storyId }) => storyId)).size,
  };
}
