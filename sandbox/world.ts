import { EventEmitter } from 'node:events';
import { refuse } from './errors.ts';
import {
  CHANNEL_TYPE,
  type Channel,
  createUser,
  isEphemeral,
  isThread,
  type Role,
  type SandboxMessage,
  type User,
} from './model.ts';
import { computePermissions, hasPermission, type PermissionName } from './permissions.ts';
import { createPlace, type Place, type PlaceKind, restPermissions } from './places.ts';
import { createRole, createRoles } from './roles.ts';
import { createSnowflakes } from './snowflake.ts';

export type Change = 'create' | 'update' | 'delete';

export type WorldEvents = {
  message: [change: Change, message: SandboxMessage];
  channel: [change: Change, channel: Channel];
  role: [role: Role];
  guild: [change: Change];
};

export type World = ReturnType<typeof createWorld>;

/** A person in the guild, with what they may besides what @everyone may. */
export type Person = { user: User; permissions: bigint };

/**
 * Everything the local Discord holds: one guild, its channels, members and messages, and places outside of it.
 * Each change is an event.
 */
export function createWorld(now: () => number) {
  const events = new EventEmitter<WorldEvents>();
  const nextId = createSnowflakes(now);
  /** Discord writes times with an offset, not with Z. */
  const timestamp = () => new Date(now()).toISOString().replace('Z', '000+00:00');

  const guildId = nextId();
  const application = { id: nextId(), name: 'Heatline', flags: 0 };
  const bot = createUser(application.id, 'Heatline', true);
  const owner = createUser(nextId(), 'owner', false);
  const guild = {
    id: guildId,
    name: 'Sandbox',
    owner_id: owner.id,
    system_channel_id: null as string | null,
    preferred_locale: 'en-US',
    joined: true,
    joined_at: timestamp(),
    /** An outage of Discord: the guild is gone for bots, though they are still in it. */
    unavailable: false,
  };
  const [everyone, botRole] = createRoles(guildId, nextId(), bot.username);
  const roles: Role[] = [everyone, botRole];
  const people = new Map<string, Person>(
    [bot, owner].map((user) => [user.id, { user, permissions: 0n }] as const),
  );
  const channels = new Map<string, Channel>();
  const places = new Map<string, Place>();
  const messages = new Map<string, SandboxMessage[]>();
  const ephemerals = new Map<string, SandboxMessage>();

  function addChannel(channel: Partial<Channel> & { name: string; type: number }): Channel {
    const added: Channel = {
      id: nextId(),
      guild_id: guildId,
      position: channels.size,
      topic: null,
      parent_id: null,
      nsfw: false,
      flags: 0,
      rate_limit_per_user: 0,
      last_message_id: null,
      permission_overwrites: [],
      ...channel,
    };
    channels.set(added.id, added);
    messages.set(added.id, []);
    events.emit('channel', 'create', added);
    return added;
  }

  function updateChannel(id: string, change: Partial<Channel>): Channel {
    const updated = { ...getChannel(id), ...change };
    channels.set(id, updated);
    events.emit('channel', 'update', updated);
    return updated;
  }

  function deleteChannel(id: string): Channel {
    const channel = getChannel(id);
    channels.delete(id);
    messages.delete(id);
    for (const thread of channels.values()) {
      if (thread.parent_id === id && isThread(thread)) deleteChannel(thread.id);
    }
    events.emit('channel', 'delete', channel);
    return channel;
  }

  /** A channel of the guild, or a place outside of it. @throws DiscordError 10003 */
  function getChannel(id: string): Channel {
    const channel = channels.get(id) ?? places.get(id)?.channel;
    if (!channel) throw refuse('unknownChannel');
    return channel;
  }

  function addMessage(message: SandboxMessage): SandboxMessage {
    if (isEphemeral(message)) {
      ephemerals.set(message.id, message);
    } else {
      const channel = getChannel(message.channel_id);
      messages.get(channel.id)?.push(message);
      // Discord sends no CHANNEL_UPDATE for this field.
      if (channels.has(channel.id)) channels.set(channel.id, { ...channel, last_message_id: message.id });
    }
    events.emit('message', 'create', message);
    return message;
  }

  function updateMessage(message: SandboxMessage): SandboxMessage {
    if (isEphemeral(message)) {
      ephemerals.set(message.id, message);
    } else {
      const list = messages.get(message.channel_id) ?? [];
      const index = list.findIndex((old) => old.id === message.id);
      if (index < 0) throw refuse('unknownMessage');
      list[index] = message;
    }
    events.emit('message', 'update', message);
    return message;
  }

  function deleteMessage(message: SandboxMessage): void {
    ephemerals.delete(message.id);
    const list = messages.get(message.channel_id) ?? [];
    const index = list.findIndex((old) => old.id === message.id);
    if (index >= 0) list.splice(index, 1);
    events.emit('message', 'delete', message);
  }

  function permissionsOf(memberId: string, channel: Channel): bigint {
    const parent = isThread(channel) && channel.parent_id ? getChannel(channel.parent_id) : channel;
    const bits = computePermissions({
      guildId,
      ownerId: owner.id,
      memberId,
      roles,
      memberRoleIds: memberId === bot.id ? [botRole.id] : [],
      overwrites: parent.permission_overwrites,
    });
    return bits | (people.get(memberId)?.permissions ?? 0n);
  }

  function botPermissions(channel: Channel): bigint {
    const place = places.get(channel.id);
    if (place) return restPermissions(place);
    const bits = guild.joined ? permissionsOf(bot.id, channel) : 0n;
    const isClosed = channel.type === CHANNEL_TYPE.privateThread && !channel.member;
    return isClosed && !hasPermission(bits, 'ManageThreads') ? 0n : bits;
  }

  return {
    events,
    now,
    nextId,
    timestamp,
    application,
    bot,
    owner,
    guild,
    roles,
    botRole,
    people,
    channels,
    places,
    addChannel,
    updateChannel,
    deleteChannel,
    getChannel,
    addMessage,
    updateMessage,
    deleteMessage,
    permissionsOf,
    botPermissions,

    /** The channel's messages, oldest first; ephemeral ones are not among them. */
    messagesIn: (channelId: string): readonly SandboxMessage[] => messages.get(channelId) ?? [],

    /** A message by id, an ephemeral one too. */
    findMessage(channelId: string, id: string): SandboxMessage | undefined {
      return messages.get(channelId)?.find((message) => message.id === id) ?? ephemerals.get(id);
    },

    botHas: (channel: Channel, permission: PermissionName): boolean =>
      hasPermission(botPermissions(channel), permission),

    botMember: () => ({
      user: bot,
      nick: null,
      avatar: null,
      roles: [botRole.id],
      joined_at: guild.joined_at,
      deaf: false,
      mute: false,
      flags: 0,
    }),

    /** A new message with nothing in it yet. */
    draftMessage: (channelId: string, author: User): SandboxMessage => ({
      id: nextId(),
      channel_id: channelId,
      type: 0,
      content: '',
      author,
      timestamp: timestamp(),
      edited_timestamp: null,
      tts: false,
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      attachments: [],
      embeds: [],
      components: [],
      pinned: false,
      flags: 0,
    }),

    addRole({ name, mentionable = false }: { name: string; mentionable?: boolean }): Role {
      const role = createRole(nextId(), roles.length, name, mentionable);
      roles.push(role);
      events.emit('role', role);
      return role;
    },

    openPlace(kind: PlaceKind, allowsExternalApps: boolean): Place {
      const place = createPlace(kind, allowsExternalApps, nextId);
      places.set(place.channel.id, place);
      messages.set(place.channel.id, []);
      return place;
    },

    changeGuild(change: Partial<Pick<typeof guild, 'preferred_locale' | 'system_channel_id'>>): void {
      Object.assign(guild, change);
      events.emit('guild', 'update');
    },

    /** The bot is thrown out of the guild, or comes back to it. */
    setBotInGuild(joined: boolean): void {
      if (joined && !guild.joined) guild.joined_at = timestamp();
      guild.joined = joined;
      events.emit('guild', joined ? 'create' : 'delete');
    },

    /** The guild is lost to bots in an outage of Discord, or comes back. */
    setGuildUnavailable(unavailable: boolean): void {
      guild.unavailable = unavailable;
      if (guild.joined) events.emit('guild', unavailable ? 'delete' : 'create');
    },
  };
}
