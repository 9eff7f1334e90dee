import { z } from 'zod';
import { parseBotConfig } from '../../src/config.ts';
import { createSubscription } from '../../src/curation/subscription.ts';
import { createLog } from '../../src/log.ts';
import { runBot } from '../../src/main.ts';
import { createHurriedClock } from './hurried-clock.ts';

// The bot as a process of its own, with a subscription for each channel of FAN_OUT_CHANNELS.
const config = parseBotConfig(process.env);
const channelIds = z.array(z.string()).parse(JSON.parse(process.env.FAN_OUT_CHANNELS ?? '[]'));
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
  subscriptions: channelIds.map((channelId) => createSubscription(config.news, channelId)),
});
