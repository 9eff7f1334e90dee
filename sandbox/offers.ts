import { type Component, flattenComponents } from './component-limits.ts';
import { isEphemeral, type SandboxMessage, type User } from './model.ts';
import { hasPermission } from './permissions.ts';
import type { Place } from './places.ts';
import type { Commands, RegisteredCommand } from './rest-commands.ts';
import type { World } from './world.ts';

/** Application integration types (resources/application): installed to a guild, or to a user's account. */
const INSTALL = { guild: 0, user: 1 } as const;

/** Which installations made an interaction possible, by integration type (interactions/receiving-and-responding). */
export type Owners = Record<string, string>;

/** What Discord's client offers a member, and why it does not offer the rest. */
export function createOffers(world: World, commands: Commands, user: User) {
  const placeOf = (channelId: string): Place | undefined => world.places.get(channelId);

  const guildAt = (channelId: string) => world.guildOf(world.getChannel(channelId));

  /** The installations that count in a channel. In direct messages with the bot those of shared guilds do. */
  function listInstalls(channelId: string): number[] {
    const place = placeOf(channelId);
    if (place?.kind === 'bot-dm') {
      const isShared = [...world.guilds.values()].some(
        (guild) => guild.joined && world.isMember(user.id, guild),
      );
      return isShared ? [INSTALL.guild, INSTALL.user] : [INSTALL.user];
    }
    return guildAt(channelId)?.joined ? [INSTALL.guild] : [INSTALL.user];
  }

  function toOwners(installs: readonly number[], channelId: string): Owners {
    const guildId = guildAt(channelId)?.id ?? '0';
    return Object.fromEntries(
      installs.map((install) => [install, install === INSTALL.guild ? guildId : user.id]),
    );
  }

  function findRefusal(command: RegisteredCommand, channelId: string): string | undefined {
    const place = placeOf(channelId);
    const context = place?.context ?? 0;
    const contexts = command.contexts ?? (command.dm_permission ? [0, 1, 2] : [0]);
    const where = place ? `in a ${place.kind}` : 'in guilds';
    if (command.guild_id !== undefined && command.guild_id !== guildAt(channelId)?.id)
      return `not offered ${place ? where : 'in this guild'}: it is registered for one guild`;
    if (!contexts.includes(context)) return `not offered ${where}: its contexts are ${contexts.join(', ')}`;
    if (!listInstalls(channelId).some((install) => command.integration_types.includes(install)))
      return `not offered ${where}: its integration types are ${command.integration_types.join(', ')}`;
    const needed = command.default_member_permissions;
    if (needed === null || place) return undefined;
    const held = world.permissionsOf(user.id, world.getChannel(channelId));
    // "0" hides the command from all but administrators.
    const isAllowed = needed !== '0' && (held & BigInt(needed)) === BigInt(needed);
    return isAllowed || hasPermission(held, 'Administrator')
      ? undefined
      : `not offered to this member: it needs permissions ${needed}`;
  }

  return {
    /** The registered commands that the member can use there. */
    list: (channelId: string): RegisteredCommand[] =>
      commands.all().filter((command) => findRefusal(command, channelId) === undefined),

    /** @throws Error when there is no such command, or, unless forged, when it is not offered */
    findCommand(name: string, type: number, channelId: string, isForged = false): RegisteredCommand {
      const ofType = commands.all().filter((registered) => registered.type === type);
      const named = ofType.filter((registered) => registered.name === name);
      const offered = named.find((registered) => findRefusal(registered, channelId) === undefined);
      const command = offered ?? named[0];
      if (!command) {
        const names = ofType.map((registered) => registered.name);
        throw new Error(`no command "${name}" is registered; there are: ${names.join(', ') || 'none'}`);
      }
      if (!offered && !isForged) throw new Error(`"${name}" is ${findRefusal(command, channelId)}`);
      return command;
    },

    /** Which installations let the command be used there. */
    ownersOf(command: RegisteredCommand, channelId: string): Owners {
      const installs = listInstalls(channelId);
      const used = installs.filter((install) => command.integration_types.includes(install));
      return toOwners(used.length > 0 ? used : installs.slice(0, 1), channelId);
    },

    /** Which installations let a message's component be used: those that brought the message. */
    ownersOfMessage: (message: SandboxMessage): Owners =>
      message.interaction_metadata?.authorizing_integration_owners ??
      toOwners(listInstalls(message.channel_id).slice(0, 1), message.channel_id),

    /** @throws Error when the message is gone or, unless forged, has no such component for this member */
    findComponent(
      given: SandboxMessage,
      customId: string,
      types: readonly number[],
      isForged = false,
    ): { message: SandboxMessage; component: Component } {
      const message = world.findMessage(given.channel_id, given.id);
      if (!message) throw new Error(`message ${given.id} is gone`);
      // Component names the fields read here; a stored component is one of Discord's, which have these.
      const all = flattenComponents(message.components as Component[]);
      const component = all.find(({ custom_id, type }) => custom_id === customId && types.includes(type));
      if (isForged) return { message, component: component ?? { type: types[0] ?? 0, custom_id: customId } };
      if (isEphemeral(message) && message.interaction_metadata?.user.id !== user.id)
        throw new Error(`message ${message.id} is ephemeral: another member sees it`);
      if (!component) {
        const ids = all.flatMap(({ custom_id }) => (custom_id ? [custom_id] : []));
        throw new Error(
          `message ${message.id} has no such component "${customId}"; it has: ${ids.join(', ') || 'none'}`,
        );
      }
      if (component.disabled) throw new Error(`component "${customId}" is disabled`);
      return { message, component };
    },
  };
}
