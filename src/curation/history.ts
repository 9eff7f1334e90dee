import { HOUR_MS } from '../duration.ts';
import { dayIn } from './local-time.ts';
import type { ChannelHistory, EarlierPost } from './selection.ts';

/** The longest day: the clocks go back an hour. Asking first for it saves most of the dates, which cost more. */
export const DAY_MAX_MS = 25 * HOUR_MS;

/** Whether an earlier instant is of the same day. */
export function sameDay(timezone: string, nowMs: number): (atMs: number) => boolean {
  const today = dayIn(timezone, nowMs);
  return (atMs) => nowMs - atMs < DAY_MAX_MS && dayIn(timezone, atMs) === today;
}

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
  const isToday = sameDay(timezone, nowMs);
  const ofToday = standing.filter(({ atMs }) => isToday(atMs));
  return {
    postedStoryIds: new Set(standing.map(({ storyId }) => storyId)),
    postedOf,
    postedToday: new Set(ofToday.map(({ storyId }) => storyId)).size,
  };
}
