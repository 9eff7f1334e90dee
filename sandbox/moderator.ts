import type { Guild } from './guild.ts';
import { CHANNEL_TYPE, type Channel, isThread, type Role, type User } from './model.ts';
import { type PermissionName, permissionBits } from './permissions.ts';
import type { World } from './world.ts';

/** Which guild is meant. Default: the first one. */
type InGuild = { guildId?: string | undefined };

export type NewChannel = {
  name: string;
  /** Default: text. */
  type?: keyof typeof CHANNEL_TYPE;
  tags?: readonly { name: string; moderated?: boolean }[];
  requireTag?: boolean;
  /** What the bot may not do there. */
  deny?: readonly PermissionName[];
};

/** What a new guild has. */
export const DEFAULT_CHANNELS: readonly NewChannel[] = [
  { name: 'ai-news' },
  { name: 'announcements', type: 'announcement' },
  { name: 'forum', type: 'forum', tags: [] },
];

const REQUIRE_TAG_FLAG = 1 << 4;
const AUTO_ARCHIVE_MINUTES = 4320;

/** What the people who run a guild do to it. */
export function createModerator(world: World) {
  const find = (guildId = world.guild.id): Guild => world.getGuild(guildId);

  function addChannel(input: NewChannel & InGuild): Channel {
    const tags = input.tags?.map(({ name, moderated = false }) => ({
      id: world.nextId(),
      name,
      moderated,
      emoji_id: null,
      emoji_name: null,
    }));
    return world.addChannel({
      name: input.name,
      type: CHANNEL_TYPE[input.type ?? 'text'],
      guild_id: find(input.guildId).id,
      flags: input.requireTag ? REQUIRE_TAG_FLAG : 0,
      ...(tags ? { available_tags: tags } : {}),
      permission_overwrites: input.deny
        ? [{ id: world.bot.id, type: 1, allow: '0', deny: permissionBits(input.deny).toString() }]
        : [],
    });
  }

  return {
    addChannel,

    /**
     * A further guild, which the bot is let into once its channels are there. Guilds added in a row lie on shards in
     * a row.
     * @param input.channels default: those of the first guild
     * @param input.locale one of Discord's, e.g. `de`; default `en-US`
     */
    addGuild(input: { name: string; channels?: readonly NewChannel[]; locale?: string }): Readonly<Guild> {
      const guild = world.addGuild({ name: input.name, locale: input.locale ?? 'en-US' });
      for (const channel of input.channels ?? DEFAULT_CHANNELS) addChannel({ ...channel, guildId: guild.id });
      world.setBotInGuild(guild, true);
      return guild;
    },

    deleteChannel: (channelId: string): void => void world.deleteChannel(channelId),

    /**
     * Starts a thread without a message.
     * @param input.isPrivate only its members and moderators see it
     * @param input.hasBot the bot is made a member of it
     */
    addThread(input: { parentId: string; name: string; isPrivate?: boolean; hasBot?: boolean }): Channel {
      const parent = world.getChannel(input.parentId);
      const id = world.nextId();
      const isAnnouncement = parent.type === CHANNEL_TYPE.announcement;
      const publicType = isAnnouncement ? CHANNEL_TYPE.announcementThread : CHANNEL_TYPE.publicThread;
      const at = world.timestamp();
      return world.addChannel({
        id,
        name: input.name,
        type: input.isPrivate ? CHANNEL_TYPE.privateThread : publicType,
        parent_id: parent.id,
        owner_id: world.owner.id,
        message_count: 0,
        member_count: 1,
        applied_tags: [],
        thread_metadata: {
          archived: false,
          locked: false,
          auto_archive_duration: AUTO_ARCHIVE_MINUTES,
          archive_timestamp: at,
          create_timestamp: at,
        },
        ...(input.hasBot ? { member: { id, user_id: world.bot.id, join_timestamp: at, flags: 0 } } : {}),
      });
    },

    /** Archives, locks, opens a thread. */
    setThread(threadId: string, change: { archived?: boolean; locked?: boolean }): void {
      const thread = world.getChannel(threadId);
      const { thread_metadata: metadata } = thread;
      if (!isThread(thread) || !metadata) throw new Error(`${threadId} is not a thread`);
      world.updateChannel(threadId, {
        thread_metadata: { ...metadata, ...change, archive_timestamp: world.timestamp() },
      });
    },

    /** Sets what one channel gives and takes, replacing what was set for the same target. Default target: the bot. */
    setPermissions(
      channelId: string,
      change: {
        allow?: readonly PermissionName[];
        deny?: readonly PermissionName[];
        target?: 'bot' | 'everyone';
      },
    ): void {
      const channel = world.getChannel(channelId);
      const isBot = (change.target ?? 'bot') === 'bot';
      const id = isBot ? world.bot.id : (world.guildOf(channel) ?? world.guild).id;
      const others = channel.permission_overwrites.filter((overwrite) => overwrite.id !== id);
      const allow = permissionBits(change.allow ?? []).toString();
      const deny = permissionBits(change.deny ?? []).toString();
      world.updateChannel(channelId, {
        permission_overwrites: [...others, { id, type: isBot ? 1 : 0, allow, deny }],
      });
    },

    /** @param input.mentionable whether everyone may ping it; else MENTION_EVERYONE is needed */
    addRole: ({ guildId, ...input }: { name: string; mentionable?: boolean } & InGuild): Role =>
      world.addRole(find(guildId), input),

    /** The people in the guild, the bot first. */
    people(guildId?: string): readonly User[] {
      const guild = find(guildId);
      const users = [...world.people.values()].map(({ user }) => user);
      return users.filter(({ id, bot }) => bot || world.isMember(id, guild));
    },

    /** The roles, @everyone first. */
    roles: (guildId?: string): readonly Role[] => [...find(guildId).roles],

    /** @param locale one of Discord's, e.g. `de` */
    setGuildLocale: (locale: string, guildId?: string): void =>
      world.changeGuild(find(guildId), { preferred_locale: locale }),

    /** The channel the guild shows its system messages in. */
    setSystemChannel: (channelId: string | null, guildId?: string): void =>
      world.changeGuild(find(guildId), { system_channel_id: channelId }),

    /** Throws the bot out of the guild, or lets it in again. */
    setBotInGuild: (joined: boolean, guildId?: string): void => world.setBotInGuild(find(guildId), joined),

    /** Discord loses the guild in an outage, for the gateway: REST goes on. */
    setGuildUnavailable: (unavailable: boolean, guildId?: string): void =>
      world.setGuildUnavailable(find(guildId), unavailable),

    /** An admin deletes a message. @throws Error when it is not there */
    deleteMessage(channelId: string, messageId: string): void {
      const message = world.findMessage(channelId, messageId);
      if (!message) throw new Error(`channel ${channelId} has no message ${messageId}`);
      world.deleteMessage(message);
    },
  };
}
