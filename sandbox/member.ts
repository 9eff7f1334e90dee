import { listPickedIds, type OptionValue, toWireOptions } from './command-options.ts';
import type { Gateway } from './gateway.ts';
import { describeInteraction } from './interaction-payload.ts';
import {
  answerOf,
  CALLBACK_TYPE,
  type Choice,
  INTERACTION_TYPE,
  type Interaction,
  type InteractionAnswer,
  type Interactions,
  isAnswered,
} from './interactions.ts';
import { type FieldValue, fillModal } from './modals.ts';
import { createUser, MESSAGE_FLAG, type SandboxMessage } from './model.ts';
import { createOffers, type Owners } from './offers.ts';
import { hasPermission, type PermissionName, permissionBits } from './permissions.ts';
import { resolveIds } from './resolved.ts';
import { COMMAND_TYPE, type Commands, type RegisteredCommand } from './rest-commands.ts';
import { checkSelection, picksIds, SELECT_TYPES } from './select-values.ts';
import type { World } from './world.ts';

/** Component type by Discord's number (components/reference). */
const BUTTON_TYPE = 2;
/** How long a deferred answer may take here before the test is told; Discord itself waits 15 minutes. */
const DEFERRED_ANSWER_MAX_MS = 40_000;

export type MemberOptions = {
  name?: string;
  locale?: string;
  /** Held besides those of @everyone. */
  permissions?: readonly PermissionName[];
  /** Where they are a member. Default: the first guild. */
  guildIds?: readonly string[];
};

/** Sends what Discord's client would not let the member send: for the bot to refuse. */
type Forged = { isForged?: boolean };
/** Told the interaction's id, before the bot can answer. */
type Watched = { onSent?: (interactionId: string) => void };
type CommandInput = {
  channelId: string;
  name: string;
  options?: Record<string, OptionValue>;
  /** Its name, or "group name". */
  subcommand?: string;
} & Forged &
  Watched;

/** Plays a member of one or more guilds, through what Discord's client would let one do. */
export type SandboxMember = {
  id: string;
  /** Posts an ordinary message. */
  say(input: { channelId: string; content: string }): SandboxMessage;
  /** The commands that Discord's client offers the member there. */
  offeredCommands(channelId: string): readonly RegisteredCommand[];
  runCommand(input: CommandInput): Promise<InteractionAnswer>;
  /** What the bot offers while `focused` is typed; its text so far stands in `options`. */
  autocomplete(input: CommandInput & { focused: string }): Promise<readonly Choice[]>;
  pressButton(input: { message: SandboxMessage; customId: string } & Forged): Promise<InteractionAnswer>;
  /** @param input.values texts of a string select, else ids */
  select(
    input: { message: SandboxMessage; customId: string; values: readonly string[] } & Forged,
  ): Promise<InteractionAnswer>;
  useMessageCommand(
    input: { name: string; message: SandboxMessage } & Forged & Watched,
  ): Promise<InteractionAnswer>;
  /**
   * @param input.answer the answer that opened the modal
   * @param input.values by custom id; a field without one keeps what the bot put into it
   */
  submitModal(
    input: {
      answer: InteractionAnswer;
      channelId: string;
      values: Readonly<Record<string, FieldValue>>;
    } & Forged &
      Watched,
  ): Promise<InteractionAnswer>;
};

export type MemberContext = {
  world: World;
  gateway: Gateway;
  commands: Commands;
  interactions: Interactions;
  responseDeadlineMs: number;
};

/** Makes a member. Every act rejects when the bot does not answer as Discord demands. */
export function createMember(context: MemberContext, options: MemberOptions = {}): SandboxMember {
  const { world, gateway, commands, interactions, responseDeadlineMs } = context;
  const user = createUser(world.nextId(), options.name ?? 'reader', false);
  const locale = options.locale ?? 'en-US';
  world.people.set(user.id, {
    user,
    permissions: permissionBits(options.permissions ?? []),
    guildIds: new Set(options.guildIds ?? [world.guild.id]),
  });
  const offers = createOffers(world, commands, user);

  function permissionsIn(channelId: string): bigint {
    const channel = world.getChannel(channelId);
    const guild = world.guildOf(channel);
    if (guild && !world.isMember(user.id, guild))
      throw new Error(`${user.username} is no member of guild ${guild.id}`);
    const bits = world.permissionsOf(user.id, channel);
    const isDenied = world.places.get(channelId)?.allowsExternalApps === false;
    return isDenied ? bits & ~permissionBits(['UseExternalApps']) : bits;
  }

  /** Sends the interaction and waits for the bot's answer. */
  async function act(input: {
    type: number;
    channelId: string;
    owners: Owners;
    title: string;
    data: Record<string, unknown>;
    source?: SandboxMessage;
    onSent?: Watched['onSent'] | undefined;
  }): Promise<Interaction> {
    if (gateway.sessionCount() === 0) throw new Error(`${input.title}: no bot is connected to the sandbox`);
    const done = Promise.withResolvers<void>();
    const timers: NodeJS.Timeout[] = [];
    const permissions = permissionsIn(input.channelId);
    const interaction = interactions.create({
      type: input.type,
      channelId: input.channelId,
      user,
      owners: input.owners,
      isForcedEphemeral: input.owners['0'] === undefined && !hasPermission(permissions, 'UseExternalApps'),
      title: input.title,
      source: input.source,
      onProgress: () => {
        // A turn later the request that brought the answer is on record too.
        if (isAnswered(world, interaction)) setImmediate(done.resolve);
      },
    });
    input.onSent?.(interaction.id);
    timers.push(
      setTimeout(() => {
        if (interaction.response) return;
        interaction.expired = true;
        done.reject(
          new Error(`${input.title}: the application did not respond within ${responseDeadlineMs} ms`),
        );
      }, responseDeadlineMs),
      setTimeout(() => {
        done.reject(
          new Error(
            `${input.title}: deferred, but the answer did not come within ${DEFERRED_ANSWER_MAX_MS} ms`,
          ),
        );
      }, DEFERRED_ANSWER_MAX_MS),
    );
    gateway.dispatch(
      'INTERACTION_CREATE',
      describeInteraction(world, interaction, {
        locale,
        permissions,
        data: input.data,
      }),
      { guildId: world.getChannel(input.channelId).guild_id },
    );
    try {
      await done.promise;
    } finally {
      for (const timer of timers) clearTimeout(timer);
    }
    return interaction;
  }

  /** `resolved`, when the ids name anything. */
  function resolve(channelId: string, ids: readonly string[]) {
    const resolved = resolveIds(world, channelId, user, ids);
    return resolved ? { resolved } : {};
  }

  /** Sends a slash command, or what was typed of it. */
  async function sendCommand(
    type: number,
    { channelId, name, options: values = {}, subcommand, isForged, onSent }: CommandInput,
    focused?: string,
  ): Promise<Interaction> {
    const command = offers.findCommand(name, COMMAND_TYPE.chatInput, channelId, isForged);
    const input = { world, channelId, options: values, subcommand, focused, isForged };
    const wire = toWireOptions(command, input);
    const data = {
      ...describeCommand(command),
      options: wire,
      ...resolve(channelId, listPickedIds(wire)),
    };
    const typed = `/${[name, subcommand].filter(Boolean).join(' ')} ${JSON.stringify(values)}`;
    const title = focused === undefined ? typed : `autocomplete of ${focused} in ${typed}`;
    return await act({ type, channelId, owners: offers.ownersOf(command, channelId), title, data, onSent });
  }

  async function useComponent(
    message: SandboxMessage,
    title: string,
    data: Record<string, unknown>,
  ): Promise<InteractionAnswer> {
    const { component: type } = INTERACTION_TYPE;
    const owners = offers.ownersOfMessage(message);
    return answerOf(
      world,
      await act({ type, channelId: message.channel_id, owners, title, data, source: message }),
    );
  }

  return {
    id: user.id,

    say({ channelId, content }) {
      return world.addMessage({ ...world.draftMessage(channelId, user), content });
    },

    offeredCommands: offers.list,

    async runCommand(input) {
      return answerOf(world, await sendCommand(INTERACTION_TYPE.command, input));
    },

    async autocomplete(input) {
      return (await sendCommand(INTERACTION_TYPE.autocomplete, input, input.focused)).choices;
    },

    async pressButton({ message: given, customId, isForged }) {
      const { message } = offers.findComponent(given, customId, [BUTTON_TYPE], isForged);
      const data = { custom_id: customId, component_type: BUTTON_TYPE };
      return await useComponent(message, `button "${customId}"`, data);
    },

    async select({ message: given, customId, values, isForged }) {
      const { message, component } = offers.findComponent(given, customId, SELECT_TYPES, isForged);
      if (!isForged) checkSelection(world, message.channel_id, component, values);
      const data = {
        custom_id: customId,
        component_type: component.type,
        values,
        ...(picksIds(component) ? resolve(message.channel_id, values) : {}),
      };
      return await useComponent(message, `select "${customId}"`, data);
    },

    async useMessageCommand({ name, message: given, isForged, onSent }) {
      const command = offers.findCommand(name, COMMAND_TYPE.message, given.channel_id, isForged);
      const message = world.findMessage(given.channel_id, given.id);
      if (!message) throw new Error(`message ${given.id} is gone`);
      if (message.flags & MESSAGE_FLAG.ephemeral && !isForged)
        throw new Error('Discord offers no message commands on ephemeral messages');
      const data = {
        ...describeCommand(command),
        target_id: message.id,
        resolved: { messages: { [message.id]: message } },
      };
      const { command: type } = INTERACTION_TYPE;
      const { channel_id: channelId } = message;
      const owners = offers.ownersOf(command, channelId);
      return answerOf(
        world,
        await act({ type, channelId, owners, title: `message command "${name}"`, data, onSent }),
      );
    },

    async submitModal({ answer, channelId, values, isForged, onSent }) {
      const opened = interactions.byId(answer.interactionId);
      if (opened?.response?.type !== CALLBACK_TYPE.modal || !opened.modal)
        throw new Error('that answer opened no modal');
      const { modal, source, owners } = opened;
      const { components, pickedIds } = fillModal(world, channelId, modal, values, isForged);
      const data = { custom_id: modal.custom_id, components, ...resolve(channelId, pickedIds) };
      const { modalSubmit: type } = INTERACTION_TYPE;
      const title = `modal "${modal.custom_id}"`;
      return answerOf(
        world,
        await act({ type, channelId, owners, title, data, onSent, ...(source ? { source } : {}) }),
      );
    },
  };
}

function describeCommand({ id, name, type, guild_id }: RegisteredCommand) {
  return { id, name, type, ...(guild_id ? { guild_id } : {}) };
}
