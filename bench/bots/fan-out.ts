import { z } from 'zod';
import { parseBotConfig } from '../../src/config.ts';
import { createSubscription } from '../../src/curation/subscription.ts';
import { createLog } from '../../src/log.ts';
import { runBot } from '../../src/main.ts';
import { createHurriedClock } from '../../tests/faults/hurried-clock.ts';

// The bot with a subscription for each channel of FAN_OUT_CHANNELS, which look for stories as one breaks.

const config = parseBotConfig(process.env);
const channelIds = z.array(z.string()).parse(JSON.parse(process.env.FAN_OUT_CHANNELS ?? '[]'));
/** The scheduler spreads channels that are due at once over a minute; here it is a second. */
const SPREAD_DIVISOR = 60;
await runBot({
  config,
  clock: createHurriedClock(SPREAD_DIVISOR),
  log: createLog({ level: config.logLevel, stream: process.stderr, secrets: [] }),
  isOnce: false,
  signal: new AbortController().signal,
  subscriptions: channelIds.map((channelId) => ({
    ...createSubscription(config.news, channelId),
    isBreaking: true,
  })),
});
