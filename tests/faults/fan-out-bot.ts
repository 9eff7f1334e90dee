import { z } from 'zod';
import { parseBotConfig } from '../../src/config.ts';
import { createSubscription } from '../../src/curation/subscription.ts';
import { createLog } from '../../src/log.ts';
import { runBot } from '../../src/main.ts';
import { subscribeToDigests } from './digest-subscription.ts';
import { createHurriedClock } from './hurried-clock.ts';

// The bot as a process of its own, with a subscription for each channel of FAN_OUT_CHANNELS, and one to digests for each
// of FAN_OUT_DIGESTS.
const config = parseBotConfig(process.env);
const readIds = (text = '[]'): string[] => z.array(z.string()).parse(JSON.parse(text));
const channelIds = readIds(process.env.FAN_OUT_CHANNELS);
const digestIds = readIds(process.env.FAN_OUT_DIGESTS);
/** Most lives see the end of a digest's time. */
const EVERY_FIVE_SECONDS = '*/5 * * * * *';
/** A life of a few seconds would only ever come to the first of the channels that are due together. */
const SPREAD_DIVISOR = 20;
const controller = new AbortController();
process.once('SIGTERM', () => controller.abort());
await runBot({
  config,
  clock: createHurriedClock(SPREAD_DIVISOR),
  log: createLog({ level: config.logLevel, stream: process.stderr, secrets: [] }),
  isOnce: false,
  signal: controller.signal,
  subscriptions: [
    ...digestIds.map((channelId) => subscribeToDigests(channelId, EVERY_FIVE_SECONDS)),
    ...channelIds.map((channelId) => createSubscription(config.news, channelId)),
  ],
});
