import { z } from 'zod';
import { type Clock, systemClock } from '../../src/clock.ts';
import { parseBotConfig } from '../../src/config.ts';
import { createSubscription } from '../../src/curation/subscription.ts';
import { createLog } from '../../src/log.ts';
import { runBot } from '../../src/main.ts';

// The bot as a process of its own, with a subscription for each channel of FAN_OUT_CHANNELS.
const config = parseBotConfig(process.env);
const channelIds = z.array(z.string()).parse(JSON.parse(process.env.FAN_OUT_CHANNELS ?? '[]'));
/**
 * The scheduler lets channels that are due together stand a second apart, up to a minute in all: a life of a few
 * seconds would only ever come to the first of them. Here they stand a twentieth of that apart; the time is the real one.
 */
const SPREAD_MAX_MS = 60_000;
const SPREAD_DIVISOR = 20;
const hurriedClock: Clock = {
  now: systemClock.now,
  setTimer(atMs, callback) {
    const nowMs = systemClock.now();
    const isSpread = atMs - nowMs <= SPREAD_MAX_MS;
    return systemClock.setTimer(isSpread ? nowMs + (atMs - nowMs) / SPREAD_DIVISOR : atMs, callback);
  },
};
const controller = new AbortController();
process.once('SIGTERM', () => controller.abort());
await runBot({
  config,
  clock: hurriedClock,
  log: createLog({ level: config.logLevel, stream: process.stderr, secrets: [] }),
  isOnce: false,
  signal: controller.signal,
  subscriptions: channelIds.map((channelId) => createSubscription(config.news, channelId)),
});
