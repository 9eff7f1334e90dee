import type { Feed } from '../../src/curation/feed.ts';
import { type Subscription, toSubscription } from '../../src/curation/subscription.ts';
import { makeFeed } from './command-feed.ts';
import { CHANNEL, HOUR_MS } from './delivery-scene.ts';

/** A feed that gets a digest each day at noon, UTC. */
export function subscribeToDigest(changes: Partial<Feed> = {}): Subscription {
  const schedule = '0 12 * * *';
  const feed = makeFeed({ channelId: CHANNEL, guildId: '1', style: 'digest', schedule, ...changes });
  return toSubscription(feed, { maxAgeMs: 72 * HOUR_MS, halfLifeMs: 12 * HOUR_MS });
}
