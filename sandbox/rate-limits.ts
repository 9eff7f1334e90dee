/** Real milliseconds: rate limits guard the sandbox's own sockets and do not follow replayed time. */
const realNow = () => performance.timeOrigin + performance.now();

/** topics/rate-limits: requests a second a bot may make, interaction endpoints aside. */
const GLOBAL_PER_SECOND = 50;
/** A little under a second, so that a client that counts whole seconds is not refused for network jitter. */
const GLOBAL_WINDOW_MS = 900;

export type RateLimitOptions = { perChannel?: number; windowMs?: number };

export type Refusal = { retryAfterMs: number; global: boolean; scope: 'user' | 'global' | 'shared' };

type Window = { startedAtMs: number; used: number };

/** Counts requests per bucket and over all, in windows that start with their first request. */
export function createRateLimits(options: RateLimitOptions) {
  const limit = options.perChannel ?? 50;
  const windowMs = options.windowMs ?? 1000;
  const buckets = new Map<string, Window>();

  function take(
    key: string,
    max: number,
    lengthMs: number,
  ): { allowed: boolean; remaining: number; resetAfterMs: number } {
    const nowMs = realNow();
    let window = buckets.get(key);
    if (!window || nowMs - window.startedAtMs >= lengthMs) {
      window = { startedAtMs: nowMs, used: 0 };
      buckets.set(key, window);
    }
    const allowed = window.used < max;
    if (allowed) window.used += 1;
    return { allowed, remaining: max - window.used, resetAfterMs: window.startedAtMs + lengthMs - nowMs };
  }

  /** Takes one request; says by headers what is left of its bucket, and why it is refused if it is. */
  return (
    bucket: string | undefined,
    isGlobal: boolean,
  ): { headers: Record<string, string>; refusal?: Refusal } => {
    if (isGlobal) {
      const { allowed, resetAfterMs } = take('global', GLOBAL_PER_SECOND, GLOBAL_WINDOW_MS);
      if (!allowed)
        return { headers: {}, refusal: { retryAfterMs: resetAfterMs, global: true, scope: 'global' } };
    }
    if (bucket === undefined) return { headers: {} };
    const { allowed, remaining, resetAfterMs } = take(bucket, limit, windowMs);
    const headers = {
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(remaining),
      'X-RateLimit-Reset': ((realNow() + resetAfterMs) / 1000).toFixed(3),
      'X-RateLimit-Reset-After': (resetAfterMs / 1000).toFixed(3),
      'X-RateLimit-Bucket': Buffer.from(bucket.replace(/\d{15,}/g, 'id'))
        .toString('hex')
        .slice(0, 32),
    };
    return allowed
      ? { headers }
      : { headers, refusal: { retryAfterMs: resetAfterMs, global: false, scope: 'user' } };
  };
}

/** Discord's answer 429 (topics/rate-limits, "Exceeding a rate limit"). */
export function rateLimitResponse({ retryAfterMs, global, scope }: Refusal) {
  const retryAfterSeconds = retryAfterMs / 1000;
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: retryAfterSeconds, global },
    headers: {
      // The header carries whole seconds, the body fractions; a client that reads the header waits a bit longer.
      'Retry-After': String(Math.ceil(retryAfterSeconds)),
      'X-RateLimit-Scope': scope,
      ...(global ? { 'X-RateLimit-Global': 'true' } : {}),
    },
  };
}
