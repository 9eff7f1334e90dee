import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';

/**
 * What an error from Discord means for what was asked. `stop`: the token is no longer good. `gone`: the channel
 * takes nothing until an admin acts. `bug`: this request will never be taken. `later`: ask again.
 */
export type DiscordFailure = {
  readonly kind: 'stop' | 'gone' | 'bug' | 'later';
  /** For people: Discord's words, and of a refused body the fields that it refused. */
  readonly reason: string;
  /** Discord's own code; 0 where it gave none. */
  readonly code: number;
};

/** Codes of the destination, not of the message (discord-api-docs, topics/opcodes-and-status-codes). */
const GONE_CODES = new Set([
  10003, 10004, 10015, 50001, 50007, 50008, 50013, 50024, 50027, 50278, 40058, 40066, 40067, 160005, 50083,
]);
const STOP_CODES = new Set([40001, 50014, 40333]);
/** Quotas and locks of Discord that end by themselves. */
const LATER_CODES = new Set([
  130000, 40004, 40006, 40062, 110000, 20016, 20022, 20028, 20029, 30034, 30046, 160006, 160007,
]);

/** Sorts an error of a request into what to do about it. Whatever did not come from Discord may pass: `later`. */
export function classifyError(error: unknown): DiscordFailure {
  if (error instanceof RateLimitError) {
    const seconds = Math.ceil(Math.max(error.timeToReset, error.retryAfter) / 1000);
    return { kind: 'later', reason: `rate limit of ${error.route}, over in ${seconds} s`, code: 0 };
  }
  if (!(error instanceof DiscordAPIError) && !(error instanceof HTTPError)) {
    if (isTokenCleared(error)) return { kind: 'stop', reason: 'it was refused before', code: 0 };
    return { kind: 'later', reason: error instanceof Error ? error.message : String(error), code: 0 };
  }
  const code = error instanceof DiscordAPIError ? Number(error.code) || 0 : 0;
  // Of a refused body the message has a line for each field, with its path.
  const message = error.message.replace(/\s*\n\s*/g, '; ');
  const reason = `${message} (HTTP ${error.status}${code > 0 ? `, code ${code}` : ''})`;
  return { kind: classify(error.status, code), reason, code };
}

/** After a 401 discord.js forgets the token, and throws this at each later request (@discordjs/rest, REST.ts). */
function isTokenCleared(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Expected token to be set');
}

function classify(status: number, code: number): DiscordFailure['kind'] {
  if (status === 401 || STOP_CODES.has(code)) return 'stop';
  if (GONE_CODES.has(code)) return 'gone';
  if (status >= 500 || status === 429 || LATER_CODES.has(code)) return 'later';
  // A 4xx without a code is a proxy's or Cloudflare's page, not Discord's word on the request.
  return code > 0 ? 'bug' : 'later';
}
