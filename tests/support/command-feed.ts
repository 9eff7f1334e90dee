import type { Feed } from '../../src/curation/feed.ts';

/** A feed as `/feed add` makes it when nothing is said; tests change what they are about. */
export function makeFeed(changes: Partial<Feed> & Pick<Feed, 'channelId' | 'guildId'>): Feed {
  return {
    topics: [],
    excludedTopics: [],
    excludedProviders: [],
    minHeat: 70,
    schedule: '*/30 * * * *',
    timezone: 'UTC',
    perRun: 1,
    perDay: 24,
    quietHours: null,
    mention: null,
    mentionsPerDay: 4,
    style: 'card',
    digest: 'ending',
    quietDays: 'tell',
    opensThread: false,
    createdBy: '300000000000000001',
    createdAtMs: 0,
    pausedBy: null,
    ignoredStoryIds: [],
    leftAtMs: null,
    ...changes,
  };
}
