import type { Taxonomy } from '../topics/taxonomy.ts';
import type { DigestRules } from './digest.ts';
import { BREAKING, type Feed, type FeedSettings, MENTIONS_PER_DAY } from './feed.ts';
import type { QuietHours } from './quiet-hours.ts';
import { Schedule } from './schedule.ts';
import type { Policy } from './selection.ts';

/** Most stories of one outlet in a run: a channel that takes several at once should not look like one paper. */
const PER_PROVIDER = 2;
/** What breaks is posted when the library changes; the minutes catch what only time brings: a date, a new day's budget. */
const BREAKING_CRON = '* * * * *';

/** What the environment says of the news: its own subscription, and what no feed sets for itself. */
export type NewsSettings = {
  readonly schedule: string;
  readonly timezone: string;
  readonly topics: readonly string[];
  readonly minHeat: number;
  readonly maxAgeMs: number;
  readonly halfLifeMs: number;
  readonly perRun: number;
  readonly perDay: number;
};

type ResolvedKeys = 'topicKeys' | 'excludedTopicKeys' | 'excludedProviderKeys' | 'ignoredStoryIds';

/** A channel with its policy. */
export type Subscription = {
  readonly channelId: string;
  readonly schedule: Schedule;
  /** Whether it also posts when the library changes. */
  readonly isBreaking: boolean;
  readonly timezone: string;
  /** As the admin wrote them; empty takes all. */
  readonly topics: readonly string[];
  readonly excludedTopics: readonly string[];
  readonly excludedProviders: readonly string[];
  readonly ignoredStoryIds: readonly string[];
  readonly policy: Omit<Policy, ResolvedKeys>;
  readonly look: Pick<FeedSettings, 'style' | 'opensThread' | 'mention' | 'mentionsPerDay'>;
  /** How its digests are written; null: it posts story by story. */
  readonly digest: DigestRules | null;
};

/** The subscription that the environment describes, for the given channel. */
export function createSubscription(news: NewsSettings, channelId: string): Subscription {
  const { schedule, timezone, topics, minHeat, maxAgeMs, halfLifeMs, perRun, perDay } = news;
  return {
    channelId,
    schedule: shareSchedule(schedule, timezone, null),
    isBreaking: false,
    timezone,
    topics,
    excludedTopics: [],
    excludedProviders: [],
    ignoredStoryIds: [],
    policy: { minHeat, maxAgeMs, halfLifeMs, perRun, perDay, perProvider: PER_PROVIDER },
    look: { style: 'card', opensThread: false, mention: null, mentionsPerDay: MENTIONS_PER_DAY },
    digest: null,
  };
}

/** The subscription that a feed describes; what no admin sets is the environment's. */
export function toSubscription(
  feed: FeedSettings & Pick<Feed, 'channelId' | 'ignoredStoryIds'>,
  { maxAgeMs, halfLifeMs }: Pick<NewsSettings, 'maxAgeMs' | 'halfLifeMs'>,
): Subscription {
  const { channelId, timezone, topics, excludedTopics, excludedProviders, ignoredStoryIds } = feed;
  const isBreaking = feed.schedule === BREAKING;
  return {
    channelId,
    schedule: shareSchedule(isBreaking ? BREAKING_CRON : feed.schedule, timezone, feed.quietHours),
    isBreaking,
    timezone,
    topics,
    excludedTopics,
    excludedProviders,
    ignoredStoryIds: isBreaking ? ignoredStoryIds : [],
    policy: {
      minHeat: feed.minHeat,
      maxAgeMs,
      halfLifeMs,
      perRun: feed.perRun,
      perDay: feed.perDay,
      perProvider: PER_PROVIDER,
    },
    look: {
      style: feed.style,
      opensThread: feed.opensThread,
      mention: feed.mention,
      mentionsPerDay: feed.mentionsPerDay,
    },
    digest:
      feed.style === 'digest'
        ? { grows: feed.digest === 'growing', tellsQuiet: feed.quietDays === 'tell' }
        : null,
  };
}

/** The policy with its names looked up: names and short names become keys, a parent takes its children. */
export function resolvePolicy(subscription: Subscription, taxonomy: Taxonomy): Policy {
  const { policy, topics, excludedTopics, excludedProviders, ignoredStoryIds } = subscription;
  const keys = topics.flatMap((name) => taxonomy.familyKeys(name));
  return {
    ...policy,
    topicKeys: keys.length === 0 ? null : new Set(keys),
    excludedTopicKeys: new Set(excludedTopics.flatMap((name) => taxonomy.familyKeys(name))),
    excludedProviderKeys: new Set(excludedProviders.map((name) => name.toLowerCase())),
    ignoredStoryIds: new Set(ignoredStoryIds),
  };
}

const schedules = new Map<string, Schedule>();

/** One object for all that share a schedule: then a tick is asked for once, however many channels have it. */
export function shareSchedule(expression: string, timezone: string, quietHours: QuietHours | null): Schedule {
  const key = JSON.stringify([expression, timezone, quietHours?.fromMinute, quietHours?.toMinute]);
  const known = schedules.get(key) ?? new Schedule(expression, timezone, quietHours);
  schedules.set(key, known);
  return known;
}
