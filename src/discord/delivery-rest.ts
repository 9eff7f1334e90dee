import { REST } from 'discord.js';

/** Discord answers in well under a second; a request that takes this long is lost. */
const REQUEST_TIMEOUT_MS = 15_000;
/** A longer wait for a rate limit is no waiting but a failure, to be tried again (a crosspost may wait an hour). */
const RATE_LIMIT_WAIT_MAX_MS = 10_000;

/**
 * A REST client for delivery: it repeats nothing by itself. discord.js would send a message again at once after a
 * 5xx or a time-out; here the ledger decides what is sent again.
 */
export function createDeliveryRest(apiUrl: string, token: string, timeoutMs = REQUEST_TIMEOUT_MS): REST {
  return new REST({
    api: apiUrl,
    version: '10',
    timeout: timeoutMs,
    retries: 0,
    // Of a limit that is not the bucket's (publishing to followers), discord.js tells the wait as retryAfter alone.
    rejectOnRateLimit: ({ timeToReset, retryAfter }) =>
      Math.max(timeToReset, retryAfter) > RATE_LIMIT_WAIT_MAX_MS,
  }).setToken(token);
}
