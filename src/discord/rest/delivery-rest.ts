import { type RateLimitData, REST } from 'discord.js';

/** Discord answers in well under a second; a request that takes this long is lost. */
const REQUEST_TIMEOUT_MS = 15_000;
/** A bucket that is used up is waited for this long; longer is a failure, to be tried again. */
const BUCKET_WAIT_MAX_MS = 5_000;

/**
 * What discord.js waits beyond a second before the next 50 requests (50 by itself). Discord's second begins when the
 * first of 50 arrives, so this is how much slower that one may be than the first of the next 50. The earliest of 50
 * varies little: on a busy machine at most 24 ms. Should it ever be more, a 429 says when to go on.
 */
const OFFSET_MS = 40;

/**
 * A REST client for delivery: it repeats nothing by itself. discord.js would send a message again at once after a
 * 5xx or a time-out, and after a 429 for ever; here the ledger decides what is sent again, and the worker when.
 */
export function createDeliveryRest(apiUrl: string, token: string, timeoutMs = REQUEST_TIMEOUT_MS): REST {
  return new REST({
    api: apiUrl,
    version: '10',
    timeout: timeoutMs,
    retries: 0,
    offset: OFFSET_MS,
    rejectOnRateLimit: (limit) => !isBeforeRequest(limit) || limit.timeToReset > BUCKET_WAIT_MAX_MS,
  }).setToken(token);
}

/**
 * Whether discord.js holds a request back by its own count, so that it is not refused; else it was, with a 429.
 * Only then are both times one (@discordjs/rest, SequentialHandler.ts: the bucket's time and the header's differ).
 */
function isBeforeRequest({ timeToReset, retryAfter }: RateLimitData): boolean {
  return timeToReset === retryAfter && retryAfter > 0;
}
