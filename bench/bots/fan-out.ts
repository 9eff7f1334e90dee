import { z } from 'zod';
import { systemClock } from '../../src/clock.ts';
import { parseBotConfig } from '../../src/config.ts';
import { createSubscription } from '../../src/curation/subscription.ts';
import { createLog } from '../../src/log.ts';
import { runBot } from '../../src/main.ts';

// One tick of every channel of FAN_OUT_CHANNELS at once, then the end: the scheduler would spread them over a minute.

const config = parseBotConfig(process.env);
const channelIds = z.array(z.string()).parse(JSON.parse(process.env.FAN_OUT_CHANNELS ?? '[]'));
await runBot({
  config,
  clock: systemClock,
  log: createLog({ level: config.logLevel, stream: process.stderr, secrets: [] }),
  isOnce: true,
  signal: new AbortController().signal,
  subscriptions: channelIds.map((channelId) => createSubscription(config.news, channelId)),
});
process.exit();
