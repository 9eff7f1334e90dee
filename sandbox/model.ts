import type { APIEmbed, APIMessageTopLevelComponent } from 'discord.js';
import type { PermissionOverwrite } from './permissions.ts';

/** Channel types by Discord's numbers (resources/channel). */
export const CHANNEL_TYPE = {
  text: 0,
  voice: 2,
  category: 4,
  announcement: 5,
  announcementThread: 10,
  publicThread: 11,
  privateThread: 12,
  forum: 15,
  media: 16,
} as const;

/** Message flags by Discord's numbers (resources/message). */
export const MESSAGE_FLAG = {
  crossposted: 1,
  suppressEmbeds: 1 << 2,
  hasThread: 1 << 5,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
} as const;

export type User = {
  id: string;
  username: string;
  discriminator: '0';
  global_name: string | null;
  avatar: null;
  bot: boolean;
};

export type ForumTag = {
  id: string;
  name: string;
  moderated: boolean;
  emoji_id: null;
  emoji_name: string | null;
};

export type ThreadMetadata = {
  archived: boolean;
  locked: boolean;
  auto_archive_duration: number;
  archive_timestamp: string;
  create_timestamp: string;
};

/** A channel or thread, as Discord sends it. */
export type Channel = {
  id: string;
  /** Missing in direct messages. */
  guild_id?: string;
  type: number;
  name: string;
  position: number;
  topic: string | null;
  parent_id: string | null;
  nsfw: boolean;
  flags: number;
  rate_limit_per_user: number;
  last_message_id: string | null;
  permission_overwrites: PermissionOverwrite[];
  available_tags?: ForumTag[];
  owner_id?: string;
  thread_metadata?: ThreadMetadata;
  applied_tags?: string[];
  message_count?: number;
  member_count?: number;
  /** Of a thread: there when the bot is one of its members. */
  member?: { id: string; user_id: string; join_timestamp: string; flags: number };
};

/** A message, as Discord sends it. It is never changed in place: an edit puts a new object in its stead. */
export type SandboxMessage = {
  id: string;
  channel_id: string;
  type: number;
  content: string;
  author: User;
  timestamp: string;
  edited_timestamp: string | null;
  tts: boolean;
  mention_everyone: boolean;
  mentions: User[];
  mention_roles: string[];
  attachments: unknown[];
  embeds: APIEmbed[];
  components: APIMessageTopLevelComponent[];
  pinned: boolean;
  flags: number;
  nonce?: string | number;
  application_id?: string;
  webhook_id?: string;
  message_reference?: { type: 0; message_id: string; channel_id: string; guild_id?: string };
  interaction_metadata?: {
    id: string;
    type: number;
    user: User;
    authorizing_integration_owners: Record<string, string>;
  };
};

export type Role = {
  id: string;
  name: string;
  permissions: string;
  position: number;
  managed: boolean;
  mentionable: boolean;
};

export function createUser(id: string, username: string, bot: boolean): User {
  return { id, username, discriminator: '0', global_name: null, avatar: null, bot };
}

export function isThread(channel: Channel): boolean {
  return channel.thread_metadata !== undefined;
}

export function isForum(channel: Channel): boolean {
  return channel.type === CHANNEL_TYPE.forum || channel.type === CHANNEL_TYPE.media;
}

export function isEphemeral(message: SandboxMessage): boolean {
  return (message.flags & MESSAGE_FLAG.ephemeral) !== 0;
}
