import type { Role } from './model.ts';
import { BOT_PERMISSIONS, type PermissionName, permissionBits } from './permissions.ts';

/** What Discord lets everyone do in a new guild, as far as the sandbox knows it. */
const EVERYONE_PERMISSIONS: readonly PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'ReadMessageHistory',
  'UseApplicationCommands',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'UseExternalApps',
];

/** The roles of a new guild that has the bot: @everyone, which has the guild's id, and the bot's own. */
export function createRoles(guildId: string, botRoleId: string, botName: string): [Role, Role] {
  const base = { mentionable: false, permissions: '0' };
  return [
    {
      ...base,
      id: guildId,
      name: '@everyone',
      permissions: permissionBits(EVERYONE_PERMISSIONS).toString(),
      position: 0,
      managed: false,
    },
    {
      ...base,
      id: botRoleId,
      name: botName,
      permissions: permissionBits(BOT_PERMISSIONS).toString(),
      position: 1,
      managed: true,
    },
  ];
}

/** A role made by an admin, above all others. */
export function createRole(id: string, position: number, name: string, mentionable: boolean): Role {
  return { id, name, permissions: '0', position, managed: false, mentionable };
}
