import {
  type APIApplication,
  type APIGuildForumTag,
  ChannelFlags,
  ChannelType,
  type Client,
  OverwriteType,
  type PermissionResolvable,
  PermissionsBitField,
  Status,
} from 'discord.js';
import { onTestFinished } from 'vitest';
import { createDeliveryRest } from '../../src/discord/rest/delivery-rest.ts';
import { createClient } from '../../src/discord/session/client.ts';

const API_URL = 'http://127.0.0.1:1/api';

/** The id of the bot's user and of its application. */
export const BOT_ID = '100000000000000001';
const OWNER_ID = '100000000000000002';

/** What the bot may do in every channel, unless a test takes it away. */
const BOT_PERMISSIONS = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'EmbedLinks',
  'ReadMessageHistory',
  'CreatePublicThreads',
] as const;

const TYPES = {
  text: ChannelType.GuildText,
  announcement: ChannelType.GuildAnnouncement,
  forum: ChannelType.GuildForum,
  media: ChannelType.GuildMedia,
  voice: ChannelType.GuildVoice,
} as const;

type Overwrites = { readonly allow?: PermissionResolvable; readonly deny?: PermissionResolvable };

type GuildOptions = {
  readonly id?: string;
  readonly locale?: string;
  /** Gives the server a channel for the system's messages, where the bot may do this. */
  readonly systemChannel?: Overwrites | null;
};

type ChannelOptions = Overwrites & {
  /** Members without a role that allows it do not see it; the bot does. */
  readonly isHidden?: boolean;
  /** The first server, unless given. */
  readonly guildId?: string;
  readonly name?: string;
  readonly type?: keyof typeof TYPES;
  readonly tags?: readonly string[];
  /** Tags that only moderators may give. */
  readonly moderatedTags?: readonly string[];
  readonly requiresTag?: boolean;
  /** Whether nothing was ever written in it. */
  readonly isEmpty?: boolean;
};

/** A channel as Discord sends it. */
type ChannelData = { readonly id: string; readonly guild_id: string; readonly [field: string]: unknown };

export type FakeRequest = {
  readonly method: string;
  readonly path: string;
  /** Undefined where there is none. */
  readonly query: Readonly<Record<string, string>> | undefined;
  readonly body: unknown;
};
/** The answer to a request. Throws: the connection was lost. Undefined: it is not answered here. */
export type Responder = (request: FakeRequest) => Response | Promise<Response> | undefined;

/**
 * The bot's real discord.js client, without a wire: a test says what the gateway sends, and functions answer what is
 * asked over REST. So permissions, caches and events are discord.js's own. It begins logged in and in one server.
 */
export function createFakeClient(keepsThread: (id: string) => boolean = () => false) {
  const client = createClient(API_URL, keepsThread);
  onTestFinished(() => client.destroy());
  const requests: FakeRequest[] = [];
  let readCount = 0;
  let onRequest = (): void => {};
  const responders: Responder[] = [];
  const channels = new Map<string, ChannelData>();
  let lastId = 200_000_000_000_000_000n;
  const nextId = (): string => String(++lastId);

  // discord.js keeps this method to itself, and asks the shard only for these two.
  const gateway = client.ws as unknown as { handlePacket(packet: unknown, shard: unknown): boolean };
  /** What the gateway sends: an event by its name in Discord's docs, and its data. */
  const receive = (t: string, d: unknown): void => {
    gateway.handlePacket({ t, d }, { id: 0, checkReady() {} });
  };

  /** Discord's own answers: a channel that is there; else there is no such thing. */
  const respondByDefault = ({ method, path }: FakeRequest): Response => {
    if (method !== 'GET') return new Response(null, { status: 204 });
    const channel = channels.get(/^\/channels\/(\d+)$/.exec(path)?.[1] ?? '');
    return channel === undefined ? refuse(404, 10_003, 'Unknown Channel') : Response.json(channel);
  };
  client.rest.setToken('token');
  const deliveryRest = createDeliveryRest(API_URL, 'token');
  for (const { options } of [client.rest, deliveryRest]) {
    options.makeRequest = async (url, { method = 'GET', body, signal }) => {
      signal?.throwIfAborted();
      const { pathname, searchParams } = new URL(url);
      const path = pathname.replace(/^\/api\/v\d+/, '');
      const query = searchParams.size === 0 ? undefined : Object.fromEntries(searchParams);
      const request = { method, path, query, body: typeof body === 'string' ? JSON.parse(body) : null };
      requests.push(request);
      onRequest();
      for (const respond of responders) {
        const response = await respond(request);
        if (response !== undefined) return response;
      }
      return respondByDefault(request);
    };
  }

  const application: Pick<APIApplication, 'id'> & { flags: number } = { id: BOT_ID, flags: 0 };
  const user = { id: BOT_ID, username: 'Heatline', discriminator: '0', avatar: null, bot: true };
  client.ws.status = Status.Ready;
  receive('READY', { user, application, guilds: [] });

  /** Of the bot alone. */
  const overwrites = ({ allow = [], deny = [] }: Overwrites) => [
    { id: BOT_ID, type: OverwriteType.Member, allow: bits(allow), deny: bits(deny) },
  ];
  const show = (
    event: 'CHANNEL_CREATE' | 'CHANNEL_UPDATE' | 'THREAD_CREATE' | 'THREAD_UPDATE',
    data: ChannelData,
  ): string => {
    channels.set(data.id, data);
    receive(event, data);
    return data.id;
  };
  const requireData = (channelId: string): ChannelData => {
    const data = channels.get(channelId);
    if (data === undefined) throw new Error(`there is no channel ${channelId}`);
    return data;
  };
  const addGuild = ({ id = nextId(), locale = 'en-US', systemChannel = null }: GuildOptions = {}): string => {
    const system = systemChannel && {
      id: nextId(),
      type: ChannelType.GuildText,
      name: 'welcome',
      position: 0,
      permission_overwrites: overwrites(systemChannel),
    };
    receive('GUILD_CREATE', {
      id,
      name: `Server ${id}`,
      owner_id: OWNER_ID,
      preferred_locale: locale,
      system_channel_id: system?.id ?? null,
      roles: [{ id, name: '@everyone', permissions: bits(BOT_PERMISSIONS), position: 0, mentionable: false }],
      members: [{ user, roles: [], joined_at: '2021-01-01T00:00:00.000000+00:00' }],
      channels: system === null ? [] : [system],
      threads: [],
    });
    return id;
  };
  const guildId = addGuild();

  return {
    // It has read READY.
    client: client as Client<true>,
    /** The id of the server that is there from the start. */
    guildId,
    /** Every request that was made over REST, the earliest first. */
    requests: requests as readonly FakeRequest[],
    /** Delivery's REST client, answered in the same way. */
    deliveryRest,
    /** The earliest request that was not read here yet, once it is made. */
    async nextRequest(): Promise<FakeRequest> {
      for (;;) {
        const request = requests[readCount];
        if (request !== undefined) {
          readCount++;
          return request;
        }
        await new Promise<void>((resolve) => {
          onRequest = resolve;
        });
      }
    },
    receive,
    addGuild,
    nextId,
    /** From now on this answers requests; what it leaves is answered by those before it. */
    respond(responder: Responder): void {
      responders.unshift(responder);
    },
    /** @returns the new channel's id */
    addChannel({
      guildId: guild_id = guildId,
      name = 'news',
      type = 'text',
      tags = [],
      moderatedTags = [],
      requiresTag = false,
      isHidden = false,
      isEmpty = false,
      ...permissions
    }: ChannelOptions = {}): string {
      const tag = (moderated: boolean) => (label: string) =>
        ({
          id: nextId(),
          name: label,
          moderated,
          emoji_id: null,
          emoji_name: null,
        }) satisfies APIGuildForumTag;
      return show('CHANNEL_CREATE', {
        id: nextId(),
        guild_id,
        name,
        type: TYPES[type],
        position: 0,
        flags: requiresTag ? ChannelFlags.RequireTag : 0,
        ...(isEmpty && { last_message_id: null }),
        available_tags: [...tags.map(tag(false)), ...moderatedTags.map(tag(true))],
        permission_overwrites: isHidden
          ? [
              { id: guild_id, type: OverwriteType.Role, allow: '0', deny: bits('ViewChannel') },
              ...overwrites({ ...permissions, allow: permissions.allow ?? 'ViewChannel' }),
            ]
          : overwrites(permissions),
      });
    },
    /** A thread of a channel. One that is archived stands at Discord and not in the cache. @returns its id */
    addThread(
      parentId: string,
      { name = 'daily news', isArchived = false }: { name?: string; isArchived?: boolean } = {},
    ): string {
      const { guild_id } = requireData(parentId);
      const data = {
        id: nextId(),
        guild_id,
        parent_id: parentId,
        name,
        type: ChannelType.PublicThread,
        owner_id: BOT_ID,
        thread_metadata: {
          archived: isArchived,
          auto_archive_duration: 4320,
          archive_timestamp: '2021-12-01T00:00:00.000000+00:00',
          locked: false,
        },
      };
      if (!isArchived) return show('THREAD_CREATE', data);
      channels.set(data.id, data);
      return data.id;
    },
    /** A thread that the bot knows is archived: it stays in the cache until it is swept. */
    archiveThread(threadId: string): void {
      const data = requireData(threadId);
      show('THREAD_UPDATE', {
        ...data,
        thread_metadata: { ...Object(data.thread_metadata), archived: true },
      });
    },
    /** Allows and denies the bot something in a channel, in place of what was said before. */
    setPermissions(channelId: string, permissions: Overwrites): void {
      const data = requireData(channelId);
      show('CHANNEL_UPDATE', { ...data, permission_overwrites: overwrites(permissions) });
    },
    /** Discord deletes a channel; of its threads it says nothing. */
    deleteChannel(channelId: string): void {
      const data = requireData(channelId);
      for (const { id, parent_id } of channels.values())
        if (id === channelId || parent_id === channelId) channels.delete(id);
      receive('parent_id' in data ? 'THREAD_DELETE' : 'CHANNEL_DELETE', data);
    },
    /** @returns the new role's id */
    addRole({
      guildId: guild_id = guildId,
      mentionable = false,
    }: {
      guildId?: string;
      mentionable?: boolean;
    } = {}): string {
      const role = { id: nextId(), name: 'readers', permissions: '0', position: 1, mentionable };
      receive('GUILD_ROLE_CREATE', { guild_id, role });
      return role.id;
    },
    /** The server's own language, as its settings have it. */
    setGuildLocale(locale: string, id = guildId): void {
      receive('GUILD_UPDATE', { id, preferred_locale: locale });
    },
    /** The bot is removed from a server; or, with `isOutage`, the server is lost for a while. */
    removeGuild(id = guildId, { isOutage = false }: { isOutage?: boolean } = {}): void {
      receive('GUILD_DELETE', { id, unavailable: isOutage });
    },
  };
}

/** An error of Discord's, by its status and its code (topics/opcodes-and-status-codes, "JSON"). */
export function refuse(status: number, code: number, message: string): Response {
  return Response.json({ code, message }, { status });
}

function bits(permissions: PermissionResolvable): string {
  return PermissionsBitField.resolve(permissions).toString();
}
