import type { Channel, User } from './model.ts';
import { describeRole } from './rest-guild.ts';
import type { World } from './world.ts';

/** What the ids in an interaction name (interactions/receiving-and-responding, Resolved Data). */
export type Resolved = Partial<
  Record<'users' | 'members' | 'roles' | 'channels' | 'messages', Record<string, unknown>>
>;

/** Which kinds of things a picker of this option or select type offers. */
export type PickedKind = 'user' | 'role' | 'channel';

/** A member of the guild as interactions carry it. */
export function describeMember(world: World, user: User, channel: Channel) {
  return {
    roles: [],
    permissions: world.permissionsOf(user.id, channel).toString(),
    joined_at: (world.guildOf(channel) ?? world.guild).joined_at,
    nick: null,
    avatar: null,
    pending: false,
    flags: 0,
  };
}

/** Whether there is such a thing to pick where the member is: in direct messages there are only people. */
export function isPickable(world: World, where: string, kind: PickedKind, id: string): boolean {
  const guild = world.guildOf(world.getChannel(where));
  if (kind === 'user') return guild ? world.isMember(id, guild) : world.people.has(id);
  if (!guild) return false;
  if (kind === 'role') return guild.roles.some((role) => role.id === id);
  return world.channels.get(id)?.guild_id === guild.id;
}

/** Everything the ids name that exists. @returns undefined when nothing does */
export function resolveIds(
  world: World,
  where: string,
  viewer: User,
  ids: readonly string[],
): Resolved | undefined {
  const resolved: Resolved = {};
  const add = (key: keyof Resolved, id: string, value: unknown) => {
    resolved[key] = { ...resolved[key], [id]: value };
  };
  const guild = world.guildOf(world.getChannel(where));
  for (const id of ids) {
    const person = world.people.get(id);
    const found = world.channels.get(id);
    const channel = guild && found?.guild_id === guild.id ? found : undefined;
    const role = guild?.roles.find((candidate) => candidate.id === id);
    if (person) {
      add('users', id, person.user);
      if (guild && world.isMember(id, guild))
        add('members', id, describeMember(world, person.user, world.getChannel(where)));
    }
    if (channel) add('channels', id, describeChannel(channel, world.permissionsOf(viewer.id, channel)));
    if (role) add('roles', id, describeRole(role));
  }
  return Object.keys(resolved).length > 0 ? resolved : undefined;
}

/** A partial channel: these fields and no others. */
function describeChannel(channel: Channel, permissions: bigint) {
  const { id, name, type, last_message_id, nsfw, parent_id, guild_id, flags, topic, position } = channel;
  const { rate_limit_per_user, thread_metadata } = channel;
  return {
    id,
    name,
    type,
    permissions: permissions.toString(),
    last_message_id,
    nsfw,
    parent_id,
    guild_id,
    flags,
    rate_limit_per_user,
    topic,
    position,
    ...(thread_metadata ? { thread_metadata } : {}),
  };
}
