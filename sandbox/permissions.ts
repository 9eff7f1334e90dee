/** Bit positions, from Discord's permission reference (topics/permissions); names as discord.js spells them. */
const PERMISSION_BITS = {
  Administrator: 3,
  ManageChannels: 4,
  ManageGuild: 5,
  ViewChannel: 10,
  SendMessages: 11,
  ManageMessages: 13,
  EmbedLinks: 14,
  AttachFiles: 15,
  ReadMessageHistory: 16,
  MentionEveryone: 17,
  UseExternalEmojis: 18,
  ManageRoles: 28,
  UseApplicationCommands: 31,
  ManageThreads: 34,
  CreatePublicThreads: 35,
  CreatePrivateThreads: 36,
  SendMessagesInThreads: 38,
  UseExternalApps: 50,
} as const;

export type PermissionName = keyof typeof PERMISSION_BITS;

/** What a bot needs to post, react to members and publish; what the sandbox's bot holds unless a test takes it. */
export const BOT_PERMISSIONS: readonly PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'UseApplicationCommands',
  'CreatePublicThreads',
  'SendMessagesInThreads',
];

export type PermissionOverwrite = { id: string; type: 0 | 1; allow: string; deny: string };

const ALL_BITS = Object.values(PERMISSION_BITS).reduce(
  (bits, position) => bits | (1n << BigInt(position)),
  0n,
);

/** The bit set that holds exactly these permissions. */
export function permissionBits(names: readonly PermissionName[]): bigint {
  return names.reduce((bits, name) => bits | (1n << BigInt(PERMISSION_BITS[name])), 0n);
}

/** Whether the set holds the permission; an administrator holds all. */
export function hasPermission(bits: bigint, name: PermissionName): boolean {
  return (bits & permissionBits(['Administrator', name])) !== 0n;
}

/**
 * A member's permissions in a channel, in Discord's order (topics/permissions, "Permission Overwrites"):
 * roles, then the channel's overwrites for @everyone, for the member's roles, for the member.
 */
export function computePermissions(input: {
  guildId: string;
  ownerId: string;
  memberId: string;
  roles: readonly { id: string; permissions: string }[];
  memberRoleIds: readonly string[];
  overwrites: readonly PermissionOverwrite[];
}): bigint {
  if (input.memberId === input.ownerId) return ALL_BITS;
  const heldRoles = input.roles.filter(
    (role) => role.id === input.guildId || input.memberRoleIds.includes(role.id),
  );
  let bits = heldRoles.reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  if (hasPermission(bits, 'Administrator')) return ALL_BITS;

  const apply = (overwrites: readonly PermissionOverwrite[]) => {
    const deny = overwrites.reduce((sum, overwrite) => sum | BigInt(overwrite.deny), 0n);
    const allow = overwrites.reduce((sum, overwrite) => sum | BigInt(overwrite.allow), 0n);
    bits = (bits & ~deny) | allow;
  };
  const { overwrites, guildId, memberId, memberRoleIds } = input;
  apply(overwrites.filter((overwrite) => overwrite.id === guildId));
  apply(overwrites.filter((overwrite) => overwrite.type === 0 && memberRoleIds.includes(overwrite.id)));
  apply(overwrites.filter((overwrite) => overwrite.type === 1 && overwrite.id === memberId));
  return bits;
}
