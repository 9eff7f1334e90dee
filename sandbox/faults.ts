/** What a rule looks at: the request as it came in. `route` names parameters: `/channels/{channelId}/messages`. */
export type SeenRequest = { method: string; path: string; route: string; body: unknown };

/**
 * What goes wrong:
 * - `{status}`: answered with this instead of the work;
 * - `{rateLimit}`: a 429 with Discord's headers;
 * - `drop`: the socket is cut before the work; `dropAfter`: after it, so the answer is lost;
 * - `hang`: no work and no answer; `hangAfter`: the work and no answer;
 * - `{delayMs}`: the work and the answer, but late.
 */
export type FaultMode =
  | 'drop'
  | 'dropAfter'
  | 'hang'
  | 'hangAfter'
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | { rateLimit: { retryAfterMs: number; global?: boolean; scope?: 'user' | 'global' | 'shared' } }
  | { delayMs: number };

export type FaultRule = {
  match: ((request: SeenRequest) => boolean) | { method?: string; path?: RegExp };
  /** How many requests it hits; without it, all until the rule is taken away. */
  times?: number;
  mode: FaultMode;
};

/** The faults a test has ordered. The first rule that matches a request decides. */
export function createFaults() {
  const rules: { rule: FaultRule; left: number }[] = [];
  return {
    /** @returns takes the rule away again */
    add(rule: FaultRule): () => void {
      const entry = { rule, left: rule.times ?? Number.POSITIVE_INFINITY };
      rules.push(entry);
      return () => {
        entry.left = 0;
      };
    },

    take(request: SeenRequest): FaultMode | undefined {
      const hit = rules.find(({ rule, left }) => left > 0 && matches(rule.match, request));
      if (hit) hit.left -= 1;
      return hit?.rule.mode;
    },
  };
}

function matches(match: FaultRule['match'], request: SeenRequest): boolean {
  if (typeof match === 'function') return match(request);
  return (match.method ?? request.method) === request.method && (match.path?.test(request.path) ?? true);
}
