import { MessageCreateRequestSchema, MessageEditRequestPartialSchema } from 'discord-api-spec/zod';
import { checkBody } from './body-check.ts';
import { invalidFormBody, refuse } from './errors.ts';
import type { Route, RouteRequest } from './http.ts';
import type { MessageBody } from './message-body.ts';
import { applyBody, assertCanEmbed } from './message-content.ts';
import { CHANNEL_TYPE, type Channel, isForum, isThread, MESSAGE_FLAG, type SandboxMessage } from './model.ts';
import { compareIds } from './snowflake.ts';
import type { World } from './world.ts';

/** discord-api-docs resources/message: page size of the list. */
const LIST_DEFAULT_MESSAGES = 50;
const LIST_MAX_MESSAGES = 100;

/** Flags that a bot may set on a channel message; others are dropped in silence (resources/message). */
const SETTABLE_FLAGS =
  MESSAGE_FLAG.suppressEmbeds | MESSAGE_FLAG.suppressNotifications | MESSAGE_FLAG.componentsV2;

type NonceEntry = { messageId: string; atMs: number };

/** Messages of channels and threads: list, read, create, edit, delete, publish. */
export function messageRoutes(world: World, nonceWindowMs: number): Route[] {
  const nonces = new Map<string, NonceEntry>();

  function createMessage(channel: Channel, request: RouteRequest): SandboxMessage {
    assertCanSend(world, channel);
    const { body, ignoredFields } = checkBody<MessageBody>(MessageCreateRequestSchema, request.body);
    request.noteIgnored(ignoredFields);
    const draft = world.draftMessage(channel.id, world.bot);
    const message = applyBody(world, channel, { ...draft, flags: (body.flags ?? 0) & SETTABLE_FLAGS }, body);
    assertCanEmbed(world, channel, body);

    const nonce = body.nonce ?? undefined;
    const nonceKey = `${channel.id} ${nonce}`;
    const earlier = body.enforce_nonce && nonce !== undefined ? nonces.get(nonceKey) : undefined;
    if (earlier && world.now() - earlier.atMs < nonceWindowMs) {
      const existing = world.findMessage(channel.id, earlier.messageId);
      if (!existing) throw refuse('unknownMessage'); // discord-api-docs #6647
      return existing;
    }
    if (nonce !== undefined) {
      message.nonce = nonce;
      nonces.set(nonceKey, { messageId: message.id, atMs: world.now() });
    }
    if (body.message_reference) addReference(channel, message, body.message_reference);
    reviveThread(channel);
    return world.addMessage(message);
  }

  function addReference(
    channel: Channel,
    message: SandboxMessage,
    reference: { message_id: string; fail_if_not_exists?: boolean | null },
  ) {
    if (!world.botHas(channel, 'ReadMessageHistory')) throw refuse('replyNeedsHistory');
    const exists = world.findMessage(channel.id, reference.message_id) !== undefined;
    if (!exists && reference.fail_if_not_exists !== false) {
      const error = {
        path: ['message_reference'],
        code: 'REPLIES_UNKNOWN_MESSAGE',
        message: 'Unknown message',
      };
      throw invalidFormBody([error]);
    }
    if (!exists) return;
    message.type = 19; // REPLY
    message.message_reference = {
      type: 0,
      message_id: reference.message_id,
      channel_id: channel.id,
      ...(channel.guild_id ? { guild_id: channel.guild_id } : {}),
    };
  }

  /** Sending into an archived thread opens it again unless it is locked (topics/threads). */
  function reviveThread(channel: Channel): void {
    const metadata = channel.thread_metadata;
    if (metadata?.archived)
      world.updateChannel(channel.id, {
        thread_metadata: { ...metadata, archived: false, archive_timestamp: world.timestamp() },
      });
  }

  function editMessage(request: RouteRequest): SandboxMessage {
    const channel = visibleChannel(world, request.param('channelId'));
    const message = messageOf(channel, request);
    if (message.author.id !== world.bot.id) throw refuse('notTheAuthor');
    if (channel.thread_metadata?.archived) throw refuse('threadArchived');
    const { body, ignoredFields } = checkBody<MessageBody>(MessageEditRequestPartialSchema, request.body);
    request.noteIgnored(ignoredFields);
    const edited = applyBody(world, channel, { ...message, flags: editedFlags(message, body) }, body);
    assertCanEmbed(world, channel, body);
    return world.updateMessage({ ...edited, edited_timestamp: world.timestamp() });
  }

  function deleteMessage(request: RouteRequest): void {
    const channel = visibleChannel(world, request.param('channelId'));
    const message = messageOf(channel, request);
    if (message.author.id !== world.bot.id && !world.botHas(channel, 'ManageMessages'))
      throw refuse('missingPermissions');
    if (channel.thread_metadata?.archived) throw refuse('threadArchived');
    world.deleteMessage(message);
  }

  function crosspost(request: RouteRequest): SandboxMessage {
    const channel = visibleChannel(world, request.param('channelId'));
    if (channel.type !== CHANNEL_TYPE.announcement) throw refuse('wrongChannelType');
    const message = messageOf(channel, request);
    if (!world.botHas(channel, 'SendMessages')) throw refuse('missingPermissions');
    if (message.author.id !== world.bot.id && !world.botHas(channel, 'ManageMessages'))
      throw refuse('missingPermissions');
    if (message.flags & MESSAGE_FLAG.crossposted) throw refuse('alreadyCrossposted');
    return world.updateMessage({ ...message, flags: message.flags | MESSAGE_FLAG.crossposted });
  }

  function messageOf(channel: Channel, request: RouteRequest): SandboxMessage {
    const message = world.messagesIn(channel.id).find(({ id }) => id === request.param('messageId'));
    if (!message) throw refuse('unknownMessage');
    return message;
  }

  function readMessage(request: RouteRequest): SandboxMessage {
    const channel = visibleChannel(world, request.param('channelId'));
    if (!world.botHas(channel, 'ReadMessageHistory')) throw refuse('missingPermissions');
    return messageOf(channel, request);
  }

  function listMessages(request: RouteRequest): SandboxMessage[] {
    const channel = visibleChannel(world, request.param('channelId'));
    if (isForum(channel) || channel.type === CHANNEL_TYPE.category) throw refuse('notATextChannel');
    const limit = Number(request.query.get('limit') ?? LIST_DEFAULT_MESSAGES);
    if (!Number.isInteger(limit) || limit < 1 || limit > LIST_MAX_MESSAGES) {
      const message = `int value should be between 1 and ${LIST_MAX_MESSAGES}.`;
      throw invalidFormBody([{ path: ['limit'], code: 'NUMBER_TYPE_RANGE', message }]);
    }
    // resources/message, Get Channel Messages: without READ_MESSAGE_HISTORY no messages are returned, and no error.
    return world.botHas(channel, 'ReadMessageHistory')
      ? pageOf(world.messagesIn(channel.id), limit, request.query)
      : [];
  }

  const asSeen = (message: SandboxMessage) => seenByBot(world, message);
  const path = '/channels/{channelId}/messages';
  const one = `${path}/{messageId}`;
  return [
    { method: 'GET', path, handle: (request) => ({ status: 200, body: listMessages(request).map(asSeen) }) },
    {
      method: 'POST',
      path,
      handle: (request) => ({
        status: 200,
        body: createMessage(visibleChannel(world, request.param('channelId')), request),
      }),
    },
    { method: 'GET', path: one, handle: (request) => ({ status: 200, body: asSeen(readMessage(request)) }) },
    { method: 'PATCH', path: one, handle: (request) => ({ status: 200, body: editMessage(request) }) },
    {
      method: 'DELETE',
      path: one,
      handle(request) {
        deleteMessage(request);
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      path: `${one}/crosspost`,
      handle: (request) => ({ status: 200, body: crosspost(request) }),
    },
  ];
}

/** Newest first, as Discord lists; `after` takes the oldest of those that are newer. */
function pageOf(
  messages: readonly SandboxMessage[],
  limit: number,
  query: URLSearchParams,
): SandboxMessage[] {
  const before = query.get('before');
  const after = query.get('after');
  const around = query.get('around');
  if (around) {
    const half = Math.floor(limit / 2);
    const older = messages.filter(({ id }) => compareIds(id, around) < 0).slice(-half);
    const rest = messages.filter(({ id }) => compareIds(id, around) >= 0).slice(0, limit - older.length);
    return [...older, ...rest].toReversed();
  }
  if (after)
    return messages
      .filter(({ id }) => compareIds(id, after) > 0)
      .slice(0, limit)
      .toReversed();
  const candidates = before ? messages.filter(({ id }) => compareIds(id, before) < 0) : messages;
  return candidates.slice(-limit).toReversed();
}

/** @throws DiscordError 10003, or 50001 when the bot does not see it */
export function visibleChannel(world: World, id: string): Channel {
  const channel = world.getChannel(id);
  if (!world.botHas(channel, 'ViewChannel')) throw refuse('missingAccess');
  return channel;
}

function assertCanSend(world: World, channel: Channel): void {
  if (isForum(channel)) throw refuse('forumNeedsThread');
  if (channel.type === CHANNEL_TYPE.category) throw refuse('notATextChannel');
  const needed = isThread(channel) ? 'SendMessagesInThreads' : 'SendMessages';
  if (!world.botHas(channel, needed)) throw refuse('missingPermissions');
  const { archived, locked } = channel.thread_metadata ?? {};
  // A locked thread that is archived too stays so (topics/threads): the refusal names the archive.
  if (locked && !world.botHas(channel, 'ManageThreads'))
    throw refuse(archived ? 'threadArchived' : 'threadLocked');
}

/** Edits change only two flags, and components V2 cannot be taken back (resources/message). */
function editedFlags(message: SandboxMessage, body: MessageBody): number {
  if (body.flags === undefined || body.flags === null) return message.flags;
  const kept = message.flags & ~MESSAGE_FLAG.suppressEmbeds;
  return kept | (body.flags & (MESSAGE_FLAG.suppressEmbeds | MESSAGE_FLAG.componentsV2));
}

/**
 * Without the message content intent, which is not granted here, a bot sees only its own messages' content, and what
 * is said to it (events/gateway).
 */
export function seenByBot(world: World, message: SandboxMessage): SandboxMessage {
  if (message.author.id === world.bot.id) return message;
  if (message.mentions.some(({ id }) => id === world.bot.id)) return message;
  if (world.places.get(message.channel_id)?.kind === 'bot-dm') return message;
  return { ...message, content: '', embeds: [], components: [], attachments: [] };
}
