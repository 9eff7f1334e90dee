/** One refused field: where it is in the body, Discord's code for it, and Discord's sentence. */
export type FieldError = { path: readonly (string | number)[]; code: string; message: string };

export type ErrorBody = { message: string; code: number; errors?: unknown };

/** Thrown by a route to refuse a request the way Discord does. */
export class DiscordError extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(`${status}, code ${body.code}: ${body.message}`);
    this.status = status;
    this.body = body;
  }
}

/**
 * The refusals the sandbox knows: JSON code → HTTP status and sentence
 * (discord-api-docs topics/opcodes-and-status-codes; statuses as seen in public reports of these errors).
 */
const REFUSALS = {
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  unknownTag: [404, 10087, 'Unknown tag'],
  tooManyCommands: [400, 30032, 'Maximum number of application commands reached'],
  alreadyCrossposted: [400, 40033, 'This message has already been crossposted'],
  forumNeedsThread: [400, 40058, 'Cannot send a message in a forum channel'],
  interactionAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  tagNamesNotUnique: [400, 40061, 'Tag names must be unique'],
  noTagForMembers: [400, 40066, 'There are no tags available that can be set by non-moderators'],
  tagRequired: [400, 40067, 'A tag is required to create a forum post in this channel'],
  tooManyFollowUps: [400, 40094, 'This interaction has hit the maximum number of follow up messages'],
  missingAccess: [403, 50001, 'Missing Access'],
  notTheAuthor: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  notATextChannel: [400, 50008, 'Cannot send messages in a non-text channel'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  wrongChannelType: [400, 50024, 'Cannot execute action on this channel type'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  threadArchived: [400, 50083, 'Thread is archived'],
  invalidJson: [400, 50109, 'The request body contains invalid JSON.'],
  replyNeedsHistory: [400, 160002, 'Cannot reply without permission to read message history'],
  threadExists: [400, 160004, 'A thread has already been created for this message'],
  threadLocked: [400, 160005, 'Thread is locked'],
} as const;

/** Refuses with one of Discord's documented codes. */
export function refuse(name: keyof typeof REFUSALS): DiscordError {
  const [status, code, message] = REFUSALS[name];
  return new DiscordError(status, { message, code });
}

export function unauthorized(): DiscordError {
  return new DiscordError(401, { message: '401: Unauthorized', code: 0 });
}

export function notFound(): DiscordError {
  return new DiscordError(404, { message: '404: Not Found', code: 0 });
}

/** 50035 with Discord's nested shape: `errors.embeds["0"].title._errors[0].code`. */
export function invalidFormBody(fieldErrors: readonly FieldError[]): DiscordError {
  const errors: Record<string, unknown> = {};
  for (const { path, code, message } of fieldErrors) {
    let node = errors;
    for (const key of path) {
      node[key] ??= {};
      // Every value put under a path key by this loop is such a record.
      node = node[key] as Record<string, unknown>;
    }
    const list = Array.isArray(node._errors) ? node._errors : [];
    node._errors = [...list, { code, message }];
  }
  return new DiscordError(400, { message: 'Invalid Form Body', code: 50035, errors });
}
