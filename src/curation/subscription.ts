import type { Config } from '../config.ts';
import type { Taxonomy } from '../library/taxonomy.ts';
import { Schedule } from './schedule.ts';
import type { Policy } from './selection.ts';

/** Most stories of one outlet in a run: a channel that takes several at once should not look like one paper. */
const PER_PROVIDER = 2;

/** A channel with its policy. */
export type Subscription = {
  readonly channelId: string;
  readonly schedule: Schedule;
  readonly timezone: string;
  /** As the admin wrote them; empty takes all. */
  readonly topics: readonly string[];
  readonly policy: Omit<Policy, 'topicKeys'>;
};

/** The subscription that the environment describes, for the given channel. */
export function createSubscription(news: Config['news'], channelId: string): Subscription {
  const { schedule, timezone, topics, minHeat, maxAgeMs, halfLifeMs, perRun, perDay } = news;
  return {
    channelId,
    schedule: new Schedule(schedule, timezone),
    timezone,
    topics,
    policy: { minHeat, maxAgeMs, halfLifeMs, perRun, perDay, perProvider: PER_PROVIDER },
  };
}

/** The policy with its topics looked up: names and short names become keys, a parent takes its children. */
export function resolvePolicy({ policy, topics }: Subscription, taxonomy: Taxonomy): Policy {
  const keys = topics.flatMap((name) => taxonomy.familyKeys(name));
  return { ...policy, topicKeys: keys.length === 0 ? null : new Set(keys) };
}

/** The day of an instant in a time zone, e.g. `2021-12-14`; daily budgets are counted by it. */
export function dayIn(timezone: string, atMs: number): string {
  const known = dayFormats.get(timezone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: timezone });
  dayFormats.set(timezone, known);
  return known.format(atMs);
}

/** Building a format costs a hundred times what using it does. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();
