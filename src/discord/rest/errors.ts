import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';

/**
 * What an error from Discord means for what was asked. `stop`: the token is no longer good. `gone`: the channel
 * takes nothing until an admin acts. `bug`: this request will never be taken. `later`: ask again.
 */
export type DiscordFailure = {
  readonly kind: 'stop' | 'gone' | 'bug' | 'later';
  /** For people: Discord's words, and of a refused body the fields that it refused. */
  readonly reason: string;
};

/** Codes of the destination, not of the message (discord-api-docs, topics/opcodes-and-status-codes). */
const GONE_CODES = new Set<number>([
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownGuild,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.CannotExecuteActionOnThisChannelType,
  RESTJSONErrorCodes.InvalidWebhookToken,
  RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
  RESTJSONErrorCodes.CannotSendAMessageInAForumChannel,
  RESTJSONErrorCodes.ThereAreNoTagsAvailableThatCanBeSetByNonModerators,
  RESTJSONErrorCodes.TagRequiredToCreateAForumPostInThisChannel,
  RESTJSONErrorCodes.ThreadLocked,
  RESTJSONErrorCodes.InvalidActionOnArchivedThread,
]);
const STOP_CODES = new Set<number>([
  RESTJSONErrorCodes.Unauthorized,
  RESTJSONErrorCodes.InvalidToken,
  RESTJSONErrorCodes.CloudflareIsBlockingYourRequest,
]);
/** Quotas and locks of Discord that end by themselves. */
const LATER_CODES = new Set<number>([
  RESTJSONErrorCodes.APIResourceOverloaded,
  RESTJSONErrorCodes.SendMessagesHasBeenTemporarilyDisabled,
  RESTJSONErrorCodes.FeatureTemporarilyDisabledServerSide,
  RESTJSONErrorCodes.ServiceResourceIsBeingRateLimited,
  RESTJSONErrorCodes.IndexNotYetAvailable,
  RESTJSONErrorCodes.ActionCannotBePerformedDueToSlowmodeRateLimit,
  RESTJSONErrorCodes.AnnouncementEditLimitExceeded,
  RESTJSONErrorCodes.ChannelWriteRateLimit,
  RESTJSONErrorCodes.ServerWriteRateLimit,
  RESTJSONErrorCodes.MaximumDailyApplicationCommandCreatesReached,
  RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached,
  RESTJSONErrorCodes.MaximumActiveThreads,
  RESTJSONErrorCodes.MaximumActiveAnnouncementThreads,
]);

/** Whether Discord answered a request with this code. */
export function hasCode(error: unknown, code: RESTJSONErrorCodes): boolean {
  return error instanceof DiscordAPIError && error.code === code;
}

/** Sorts an error of a request into what to do about it. An error that is not Discord's may be temporary: `later`. */
export function classifyError(error: unknown): DiscordFailure {
  if (error instanceof RateLimitError) {
    const seconds = Math.ceil(Math.max(error.timeToReset, error.retryAfter) / 1000);
    return { kind: 'later', reason: `rate limit of ${error.route}, over in ${seconds} s` };
  }
  if (!(error instanceof DiscordAPIError) && !(error instanceof HTTPError)) {
    if (isTokenCleared(error)) return { kind: 'stop', reason: 'it was refused before' };
    return { kind: 'later', reason: error instanceof Error ? error.message : String(error) };
  }
  const code = error instanceof DiscordAPIError ? Number(error.code) || 0 : 0;
  // Of a refused body the message has a line for each field, with its path.
  // bounded: an error of Discord's, with a line for each field of ours
  const message = error.message.replace(/\s*\n\s*/g, '; ');
  const reason = `${message} (HTTP ${error.status}${code > 0 ? `, code ${code}` : ''})`;
  return { kind: classify(error.status, code), reason };
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
