import {
  CreateForumThreadRequestSchema,
  CreateTextThreadWithMessageRequestSchema,
  CreateTextThreadWithoutMessageRequestSchema,
  UpdateGuildChannelRequestPartialSchema,
  UpdateThreadRequestPartialSchema,
} from 'discord-api-spec/zod';
import { checkBody } from './body-check.ts';
import { type FieldError, invalidFormBody, refuse } from './errors.ts';
import { badLength, countChars } from './field-checks.ts';
import type { Route, RouteRequest } from './http.ts';
import type { MessageBody } from './message-body.ts';
import { applyBody, assertCanEmbed } from './message-content.ts';
import {
  CHANNEL_TYPE,
  type Channel,
  type ForumTag,
  isForum,
  isThread,
  MESSAGE_FLAG,
  type ThreadMetadata,
} from './model.ts';
import { visibleChannel } from './rest-messages.ts';
import type { World } from './world.ts';

/** resources/channel: a forum that wants a tag on every post. */
const REQUIRE_TAG_FLAG = 1 << 4;
/** resources/channel: flags a forum post's first message may set. */
const FORUM_POST_FLAGS = MESSAGE_FLAG.suppressEmbeds | MESSAGE_FLAG.suppressNotifications;
const DEFAULT_ARCHIVE_MINUTES = 4320;
/** discord-api-docs #5559. */
const APPLIED_TAGS_MAX = 5;

/** resources/channel, Forum Tag; the schema takes any name up to 50. */
const TAG_NAME_MAX_CHARS = 20;

type ThreadBody = {
  name: string;
  auto_archive_duration?: number | null;
  type?: number | null;
  applied_tags?: string[] | null;
  message?: MessageBody;
};

type ChannelPatch = {
  name?: string;
  topic?: string | null;
  flags?: number;
  available_tags?: { id?: string; name: string; moderated?: boolean; emoji_name?: string }[];
  archived?: boolean;
  locked?: boolean;
  applied_tags?: string[];
};

/** Channels, threads and forum posts. */
export function channelRoutes(world: World): Route[] {
  function startThread(parent: Channel, body: ThreadBody, change: { id?: string; type: number }): Channel {
    const createdAt = world.timestamp();
    const { id = world.nextId() } = change;
    return world.addChannel({
      id,
      name: body.name,
      parent_id: parent.id,
      owner_id: world.bot.id,
      message_count: 0,
      member_count: 1,
      applied_tags: body.applied_tags ?? [],
      thread_metadata: {
        archived: false,
        locked: false,
        auto_archive_duration: body.auto_archive_duration ?? DEFAULT_ARCHIVE_MINUTES,
        archive_timestamp: createdAt,
        create_timestamp: createdAt,
      },
      ...change,
      // Who starts a thread is a member of it.
      member: { id, user_id: world.bot.id, join_timestamp: createdAt, flags: 0 },
    });
  }

  function createThread(request: RouteRequest): unknown {
    const parent = visibleChannel(world, request.param('channelId'));
    if (isForum(parent)) return createForumPost(parent, request);
    if (parent.type !== CHANNEL_TYPE.text && parent.type !== CHANNEL_TYPE.announcement)
      throw refuse('wrongChannelType');
    const { body, ignoredFields } = checkBody<ThreadBody>(
      CreateTextThreadWithoutMessageRequestSchema,
      request.body,
    );
    request.noteIgnored(ignoredFields);
    const type = body.type ?? CHANNEL_TYPE.privateThread; // resources/channel: the default while `type` is optional
    const needed = type === CHANNEL_TYPE.privateThread ? 'CreatePrivateThreads' : 'CreatePublicThreads';
    if (!world.botHas(parent, needed)) throw refuse('missingPermissions');
    return startThread(parent, body, { type });
  }

  /** The post's thread has its first message's id (topics/threads). Takes no nonce. */
  function createForumPost(parent: Channel, request: RouteRequest): unknown {
    if (!world.botHas(parent, 'SendMessages')) throw refuse('missingPermissions');
    assertFewTags(request.body);
    const { body, ignoredFields } = checkBody<ThreadBody>(CreateForumThreadRequestSchema, request.body);
    request.noteIgnored(ignoredFields);
    assertTags(parent, body.applied_tags ?? []);
    const messageBody = body.message ?? {};
    assertCanEmbed(world, parent, messageBody);
    const id = world.nextId();
    const draft = {
      ...world.draftMessage(id, world.bot),
      id,
      flags: (messageBody.flags ?? 0) & FORUM_POST_FLAGS,
    };
    const message = applyBody(world, parent, draft, messageBody, ['message']);
    const thread = startThread(parent, body, { id, type: CHANNEL_TYPE.publicThread });
    world.addMessage(message);
    return { ...thread, last_message_id: id, message };
  }

  function assertTags(forum: Channel, tagIds: readonly string[]): void {
    const isModerator = world.botHas(forum, 'ManageThreads');
    if (tagIds.length === 0 && forum.flags & REQUIRE_TAG_FLAG) {
      const isSettable = forum.available_tags?.some(({ moderated }) => !moderated || isModerator);
      throw refuse(isSettable ? 'tagRequired' : 'noTagForMembers');
    }
    for (const tagId of tagIds) {
      const tag = forum.available_tags?.find(({ id }) => id === tagId);
      if (!tag) throw refuse('unknownTag');
      if (tag.moderated && !isModerator) throw refuse('missingPermissions');
    }
  }

  function createThreadFromMessage(request: RouteRequest): Channel {
    const parent = visibleChannel(world, request.param('channelId'));
    const message = world.messagesIn(parent.id).find(({ id }) => id === request.param('messageId'));
    if (!message) throw refuse('unknownMessage');
    if (isThread(parent)) throw refuse('wrongChannelType');
    if (!world.botHas(parent, 'CreatePublicThreads')) throw refuse('missingPermissions');
    if (world.channels.has(message.id)) throw refuse('threadExists');
    const { body, ignoredFields } = checkBody<ThreadBody>(
      CreateTextThreadWithMessageRequestSchema,
      request.body,
    );
    request.noteIgnored(ignoredFields);
    const isAnnouncement = parent.type === CHANNEL_TYPE.announcement;
    const type = isAnnouncement ? CHANNEL_TYPE.announcementThread : CHANNEL_TYPE.publicThread;
    const thread = startThread(parent, body, { id: message.id, type });
    world.updateMessage({ ...message, flags: message.flags | MESSAGE_FLAG.hasThread });
    return thread;
  }

  function changeChannel(request: RouteRequest): Channel {
    const channel = visibleChannel(world, request.param('channelId'));
    const schema = isThread(channel)
      ? UpdateThreadRequestPartialSchema
      : UpdateGuildChannelRequestPartialSchema;
    const { body, ignoredFields } = checkBody<ChannelPatch>(schema, request.body);
    request.noteIgnored(ignoredFields);
    return isThread(channel) ? changeThread(channel, body) : changeGuildChannel(channel, body);
  }

  function changeThread(thread: Channel, body: ChannelPatch): Channel {
    const isModerator = world.botHas(thread, 'ManageThreads');
    const isOwn = thread.owner_id === world.bot.id;
    const metadata = thread.thread_metadata;
    if (!metadata || !(isModerator || (isOwn && !metadata.locked && body.locked === undefined)))
      throw refuse('missingPermissions');
    const parent = thread.parent_id === null ? undefined : world.channels.get(thread.parent_id);
    if (body.applied_tags && parent && isForum(parent)) assertTags(parent, body.applied_tags);
    if (metadata.archived && body.archived !== false) throw refuse('threadArchived');
    const changed: ThreadMetadata = {
      ...metadata,
      archived: body.archived ?? metadata.archived,
      locked: body.locked ?? metadata.locked,
    };
    return world.updateChannel(thread.id, {
      name: body.name ?? thread.name,
      applied_tags: body.applied_tags ?? thread.applied_tags ?? [],
      thread_metadata: changed,
    });
  }

  function changeGuildChannel(channel: Channel, body: ChannelPatch): Channel {
    if (!world.botHas(channel, 'ManageChannels')) throw refuse('missingPermissions');
    assertTagNames(body.available_tags ?? []);
    const known = new Set(channel.available_tags?.map(({ id }) => id));
    const tags = body.available_tags?.map(
      (tag): ForumTag => ({
        // An id that names no tag of this forum is ignored (discord-api-docs #5613).
        id: tag.id && known.has(tag.id) ? tag.id : world.nextId(),
        name: tag.name,
        moderated: tag.moderated ?? false,
        emoji_id: null,
        emoji_name: tag.emoji_name ?? null,
      }),
    );
    return world.updateChannel(channel.id, {
      name: body.name ?? channel.name,
      topic: body.topic === undefined ? channel.topic : body.topic,
      flags: body.flags ?? channel.flags,
      ...(tags ? { available_tags: tags } : {}),
    });
  }

  function deleteChannel(request: RouteRequest): Channel {
    const channel = visibleChannel(world, request.param('channelId'));
    if (!world.botHas(channel, isThread(channel) ? 'ManageThreads' : 'ManageChannels'))
      throw refuse('missingPermissions');
    return world.deleteChannel(channel.id);
  }

  function listThreads(isWanted: (thread: Channel) => boolean) {
    const threads = [...world.channels.values()].filter(
      (thread) => isThread(thread) && world.botHas(thread, 'ViewChannel') && isWanted(thread),
    );
    return { threads: threads.toReversed(), members: [], has_more: false };
  }

  const path = '/channels/{channelId}';
  return [
    {
      method: 'GET',
      path,
      handle: (request) => ({ status: 200, body: visibleChannel(world, request.param('channelId')) }),
    },
    { method: 'PATCH', path, handle: (request) => ({ status: 200, body: changeChannel(request) }) },
    { method: 'DELETE', path, handle: (request) => ({ status: 200, body: deleteChannel(request) }) },
    {
      method: 'POST',
      path: `${path}/threads`,
      handle: (request) => ({ status: 201, body: createThread(request) }),
    },
    {
      method: 'POST',
      path: `${path}/messages/{messageId}/threads`,
      handle: (request) => ({ status: 201, body: createThreadFromMessage(request) }),
    },
    {
      method: 'POST',
      path: `${path}/typing`,
      handle(request) {
        const channel = visibleChannel(world, request.param('channelId'));
        if (!world.botHas(channel, 'SendMessages')) throw refuse('missingPermissions');
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: `${path}/threads/archived/public`,
      handle(request) {
        const parent = visibleChannel(world, request.param('channelId'));
        if (!world.botHas(parent, 'ReadMessageHistory')) throw refuse('missingPermissions');
        return {
          status: 200,
          body: listThreads(
            (thread) => thread.parent_id === parent.id && thread.thread_metadata?.archived === true,
          ),
        };
      },
    },
    {
      method: 'GET',
      path: '/guilds/{guildId}/threads/active',
      handle(request) {
        const guildId = request.param('guildId');
        if (!world.guilds.get(guildId)?.joined) throw refuse('missingAccess');
        return {
          status: 200,
          body: listThreads(
            (thread) => thread.guild_id === guildId && thread.thread_metadata?.archived === false,
          ),
        };
      },
    },
  ];
}

/** @throws DiscordError 50035 or 40061 */
function assertTagNames(tags: readonly { name: string }[]): void {
  const errors = tags.flatMap(({ name }, index) =>
    name === '' || countChars(name) > TAG_NAME_MAX_CHARS
      ? [badLength(['available_tags', index, 'name'], 1, TAG_NAME_MAX_CHARS)]
      : [],
  );
  if (errors.length > 0) throw invalidFormBody(errors);
  if (new Set(tags.map(({ name }) => name)).size < tags.length) throw refuse('tagNamesNotUnique');
}

/** The schema's alternatives let six tags fall through to another form of the request. */
function assertFewTags(body: unknown): void {
  const tags = body instanceof Object ? Reflect.get(body, 'applied_tags') : undefined;
  if (!Array.isArray(tags) || tags.length <= APPLIED_TAGS_MAX) return;
  const message = `Must be ${APPLIED_TAGS_MAX} or fewer in length.`;
  const error: FieldError = { path: ['applied_tags'], code: 'BASE_TYPE_MAX_LENGTH', message };
  throw invalidFormBody([error]);
}
