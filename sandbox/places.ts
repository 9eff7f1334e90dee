import { CHANNEL_TYPE, type Channel } from './model.ts';
import { permissionBits } from './permissions.ts';

/** A channel where members can use the app although their guild's admins did not install it. */
export type PlaceKind = 'bot-dm' | 'group-dm' | 'foreign-guild';

export type Place = {
  kind: PlaceKind;
  /** Interaction context type (interactions/receiving-and-responding). */
  context: 0 | 1 | 2;
  channel: Channel;
  /** Whether members have the permission USE_EXTERNAL_APPS there; without it only they see what the app answers. */
  allowsExternalApps: boolean;
};

const CONTEXTS = { 'bot-dm': 1, 'group-dm': 2, 'foreign-guild': 0 } as const;
/** Channel types DM and GROUP_DM (resources/channel). */
const CHANNEL_TYPES = { 'bot-dm': 1, 'group-dm': 3, 'foreign-guild': CHANNEL_TYPE.text } as const;

/** What the app may in direct messages (interactions/receiving-and-responding, `app_permissions`). */
const APP_PERMISSIONS = permissionBits(['AttachFiles', 'EmbedLinks', 'MentionEveryone']);
const BOT_DM_PERMISSIONS = permissionBits([
  'AttachFiles',
  'EmbedLinks',
  'MentionEveryone',
  'UseExternalEmojis',
]);
/** In its own direct messages the bot is a recipient like any other. */
const RECIPIENT_PERMISSIONS = permissionBits(['ViewChannel', 'SendMessages', 'ReadMessageHistory']);

export function createPlace(kind: PlaceKind, allowsExternalApps: boolean, nextId: () => string): Place {
  const channel: Channel = {
    id: nextId(),
    ...(kind === 'foreign-guild' ? { guild_id: nextId() } : {}),
    type: CHANNEL_TYPES[kind],
    name: kind,
    position: 0,
    topic: null,
    parent_id: null,
    nsfw: false,
    flags: 0,
    rate_limit_per_user: 0,
    last_message_id: null,
    permission_overwrites: [],
  };
  return { kind, context: CONTEXTS[kind], channel, allowsExternalApps };
}

/** What an interaction says of the app's permissions there. */
export function appPermissions({ kind }: Place): bigint {
  return kind === 'bot-dm' ? BOT_DM_PERMISSIONS : APP_PERMISSIONS;
}

/** What the bot may there over REST: nothing where it is no member. */
export function restPermissions({ kind }: Place): bigint {
  return kind === 'bot-dm' ? BOT_DM_PERMISSIONS | RECIPIENT_PERMISSIONS : 0n;
}
