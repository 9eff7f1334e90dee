import { EventEmitter } from 'node:events';
import { refuse } from './errors.ts';
import { createGuild, type Guild, nextGuildId } from './guild.ts';
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
import { createRole } from './roles.ts';
import { createSnowflakes } from './snowflake.ts';

export type Change = 'create' | 'update' | 'delete';

export type WorldEvents = {
  message: [change: Change, message: SandboxMessage];
  channel: [change: Change, channel: Channel];
  role: [role: Role, guild: Guild];
  guild: [change: Change, guild: Guild];
};

export type World = ReturnType<typeof createWorld>;

/** A person, the guilds they are in, and what they may there besides what @everyone may. */
export type Person = { user: User; permissions: bigint; guildIds: ReadonlySet<string> };

/**
 * Everything the local Discord holds: guilds, their channels, members and messages, and places outside of them.
 * There is one guild at first. Each change is an event.
 */
export function createWorld(now: () => number) {
  const events = new EventEmitter<WorldEvents>();
  const nextId = createSnowflakes(now);
  /** Discord writes times with an offset, not with Z. */
  const timestamp = () => new Date(now()).toISOString().replace('Z', '000+00:00');

  const homeId = nextId();
  const application = { id: nextId(), name: 'Heatline', flags: 0 };
  const bot = createUser(application.id, 'Heatline', true);
  const owner = createUser(nextId(), 'owner', false);
  const guilds = new Map<string, Guild>();
  const guild = openGuild({ id: homeId, name: 'Sandbox', locale: 'en-US', joined: true });
  const people = new Map<string, Person>();
  for (const user of [bot, owner]) people.set(user.id, { user, permissions: 0n, guildIds: new Set() });
  const channels = new Map<string, Channel>();
  const places = new Map<string, Place>();
  const messages = new Map<string, SandboxMessage[]>();
  const ephemerals = new Map<string, SandboxMessage>();

  function openGuild(input: { id: string; name: string; locale: string; joined: boolean }): Guild {
    const { id, name, locale, joined } = input;
    const base = { id, name, owner_id: owner.id, preferred_locale: locale, joined, joined_at: timestamp() };
    const opened = createGuild(base, nextId(), bot.username);
    guilds.set(id, opened);
    return opened;
  }

  /** @throws Error when there is no such guild */
  function getGuild(id: string): Guild {
    const found = guilds.get(id);
    if (!found) throw new Error(`the sandbox has no guild ${id}`);
    return found;
  }

  /** The guild that a channel lies in; undefined for a place outside of all of them. */
  const guildOf = (channel: Channel): Guild | undefined => guilds.get(channel.guild_id ?? '');

  /** Whether the person is in the guild: the owner is in each, the bot where it was let in. */
  function isMember(personId: string, { id, joined, owner_id }: Guild): boolean {
    if (personId === bot.id) return joined;
    return personId === owner_id || (people.get(personId)?.guildIds.has(id) ?? false);
  }

  /** Without a guild, a thread lies in that of its channel, and all else in the first one. */
  function addChannel(channel: Partial<Channel> & { name: string; type: number }): Channel {
    const lyingIn = channel.guild_id ?? channels.get(channel.parent_id ?? '')?.guild_id ?? homeId;
    const added: Channel = {
      id: nextId(),
      guild_id: lyingIn,
      position: [...channels.values()].filter(({ guild_id }) => guild_id === lyingIn).length,
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
    const { id: guildId, owner_id: ownerId, roles, botRole } = guildOf(channel) ?? guild;
    const bits = computePermissions({
      guildId,
      ownerId,
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
    const bits = guildOf(channel)?.joined ? permissionsOf(bot.id, channel) : 0n;
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
    /** The guild that is there from the start. */
    guild,
    guilds,
    getGuild,
    guildOf,
    isMember,
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

    botMember: ({ botRole, joined_at }: Guild) => ({
      user: bot,
      nick: null,
      avatar: null,
      roles: [botRole.id],
      joined_at,
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

    /** A role of the guild, made by an admin. */
    addRole(inGuild: Guild, { name, mentionable = false }: { name: string; mentionable?: boolean }): Role {
      const role = createRole(nextId(), inGuild.roles.length, name, mentionable);
      inGuild.roles.push(role);
      events.emit('role', role, inGuild);
      return role;
    },

    openPlace(kind: PlaceKind, allowsExternalApps: boolean): Place {
      const place = createPlace(kind, allowsExternalApps, nextId);
      places.set(place.channel.id, place);
      messages.set(place.channel.id, []);
      return place;
    },

    /** A guild that does not have the bot yet. */
    addGuild({ name, locale }: { name: string; locale: string }): Guild {
      const last = [...guilds.keys()].at(-1) ?? homeId;
      return openGuild({ id: nextGuildId(last), name, locale, joined: false });
    },

    changeGuild(
      changed: Guild,
      change: Partial<Pick<Guild, 'preferred_locale' | 'system_channel_id'>>,
    ): void {
      Object.assign(changed, change);
      events.emit('guild', 'update', changed);
    },

    /** The bot is thrown out of the guild, or comes (back) to it. */
    setBotInGuild(changed: Guild, joined: boolean): void {
      if (joined && !changed.joined) changed.joined_at = timestamp();
      changed.joined = joined;
      events.emit('guild', joined ? 'create' : 'delete', changed);
    },

    /** The guild is lost to bots in an outage of Discord, or comes back. */
    setGuildUnavailable(changed: Guild, unavailable: boolean): void {
      changed.unavailable = unavailable;
      if (changed.joined) events.emit('guild', unavailable ? 'delete' : 'create', changed);
    },
  };
}
