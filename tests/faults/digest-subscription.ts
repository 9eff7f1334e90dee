import { parseConfig } from '../../src/config.ts';
import { type Subscription, toSubscription } from '../../src/curation/subscription.ts';
import { makeFeed } from '../support/command-feed.ts';

/** A subscription whose digest of a day, or of any other time, is due when its schedule says. */
export function subscribeToDigests(channelId: string, schedule: string): Subscription {
  const { news } = parseConfig({});
  const digests = { style: 'digest', schedule, quietDays: 'skip' } as const;
  return toSubscription(makeFeed({ channelId, guildId: '1', ...digests }), news);
}
