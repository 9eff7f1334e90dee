import { type OptionValue, toWireOptions } from './command-options.ts';
import { type Component, flattenComponents } from './component-limits.ts';
import type { Gateway } from './gateway.ts';
import { describeInteraction, fillModal } from './interaction-payload.ts';
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
import { createUser, MESSAGE_FLAG, type SandboxMessage } from './model.ts';
import { hasPermission, type PermissionName, permissionBits } from './permissions.ts';
import { COMMAND_TYPE, type Commands, type RegisteredCommand } from './rest-commands.ts';
import type { World } from './world.ts';

/** Component types by Discord's numbers (components/reference). */
const COMPONENT_TYPE = { button: 2, stringSelect: 3 } as const;
/** How long a deferred answer may take here before the test is told; Discord itself waits 15 minutes. */
const DEFERRED_ANSWER_MAX_MS = 20_000;

export type MemberOptions = {
  name?: string;
  locale?: string;
  /** Held besides those of @everyone. */
  permissions?: readonly PermissionName[];
};

/** Plays a member of the guild, through what Discord's client would let one do. */
export type SandboxMember = {
  id: string;
  /** Posts an ordinary message. */
  say(input: { channelId: string; content: string }): SandboxMessage;
  /** @param input.subcommand its name, or "group name" */
  runCommand(input: {
    channelId: string;
    name: string;
    options?: Record<string, OptionValue>;
    subcommand?: string;
  }): Promise<InteractionAnswer>;
  /** What the bot offers while `focused` is typed; its text so far stands in `options`. */
  autocomplete(input: {
    channelId: string;
    name: string;
    focused: string;
    options?: Record<string, OptionValue>;
    subcommand?: string;
  }): Promise<readonly Choice[]>;
  pressButton(input: { message: SandboxMessage; customId: string }): Promise<InteractionAnswer>;
  select(input: {
    message: SandboxMessage;
    customId: string;
    values: readonly string[];
  }): Promise<InteractionAnswer>;
  useMessageCommand(input: { name: string; message: SandboxMessage }): Promise<InteractionAnswer>;
  /** @param input.answer the answer that opened the modal */
  submitModal(input: {
    answer: InteractionAnswer;
    channelId: string;
    values: Record<string, string>;
  }): Promise<InteractionAnswer>;
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

  function permissionsIn(channelId: string): bigint {
    return (
      world.permissionsOf(user.id, [], world.getChannel(channelId)) |
      permissionBits(options.permissions ?? [])
    );
  }

  /** Sends the interaction and waits for the bot's answer. */
  async function act(input: {
    type: number;
    channelId: string;
    title: string;
    data: Record<string, unknown>;
    source?: SandboxMessage;
  }): Promise<Interaction> {
    if (gateway.sessionCount() === 0) throw new Error(`${input.title}: no bot is connected to the sandbox`);
    const done = Promise.withResolvers<void>();
    const timers: NodeJS.Timeout[] = [];
    const interaction = interactions.create({
      type: input.type,
      channelId: input.channelId,
      user,
      title: input.title,
      source: input.source,
      onProgress: () => {
        // A turn later the request that brought the answer is on record too.
        if (isAnswered(world, interaction)) setImmediate(done.resolve);
      },
    });
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
        permissions: permissionsIn(input.channelId),
        data: input.data,
      }),
    );
    try {
      await done.promise;
    } finally {
      for (const timer of timers) clearTimeout(timer);
    }
    return interaction;
  }

  function findCommand(name: string, type: number, channelId: string): RegisteredCommand {
    const all = commands.all();
    const command = all.find((registered) => registered.name === name && registered.type === type);
    if (!command) {
      const names = all.filter((registered) => registered.type === type).map((registered) => registered.name);
      throw new Error(`no command "${name}" is registered; there are: ${names.join(', ') || 'none'}`);
    }
    const needed = command.default_member_permissions;
    const held = permissionsIn(channelId);
    const isAdministrator = hasPermission(held, 'Administrator');
    // "0" hides the command from all but administrators.
    const isAllowed = needed === null || (needed !== '0' && (held & BigInt(needed)) === BigInt(needed));
    if (!isAdministrator && !isAllowed)
      throw new Error(`"${name}" is not offered to this member: it needs permissions ${needed}`);
    if (command.contexts && !command.contexts.includes(0))
      throw new Error(`"${name}" is not offered in guilds`);
    return command;
  }

  function findComponent(
    given: SandboxMessage,
    customId: string,
    type: number,
  ): { message: SandboxMessage; component: Component } {
    const message = world.findMessage(given.channel_id, given.id);
    if (!message) throw new Error(`message ${given.id} is gone`);
    // Component names the fields read here; a stored component is one of Discord's, which have these.
    const all = flattenComponents(message.components as Component[]);
    const component = all.find((candidate) => candidate.custom_id === customId && candidate.type === type);
    if (!component) {
      const ids = all.flatMap(({ custom_id }) => (custom_id ? [custom_id] : []));
      throw new Error(
        `message ${message.id} has no such component "${customId}"; it has: ${ids.join(', ') || 'none'}`,
      );
    }
    if (component.disabled) throw new Error(`component "${customId}" is disabled`);
    return { message, component };
  }

  async function useComponent(
    message: SandboxMessage,
    title: string,
    data: Record<string, unknown>,
  ): Promise<InteractionAnswer> {
    const { component: type } = INTERACTION_TYPE;
    return answerOf(world, await act({ type, channelId: message.channel_id, title, data, source: message }));
  }

  return {
    id: user.id,

    say({ channelId, content }) {
      return world.addMessage({ ...world.draftMessage(channelId, user), content });
    },

    async runCommand({ channelId, name, options = {}, subcommand }) {
      const command = findCommand(name, COMMAND_TYPE.chatInput, channelId);
      const wire = toWireOptions(command, { options, subcommand });
      const data = { id: command.id, name, type: command.type, options: wire };
      const title = `/${[name, subcommand].filter(Boolean).join(' ')} ${JSON.stringify(options)}`;
      return answerOf(world, await act({ type: INTERACTION_TYPE.command, channelId, title, data }));
    },

    async autocomplete({ channelId, name, focused, options = {}, subcommand }) {
      const command = findCommand(name, COMMAND_TYPE.chatInput, channelId);
      const wire = toWireOptions(command, { options, subcommand, focused });
      const data = { id: command.id, name, type: command.type, options: wire };
      const title = `autocomplete of /${name} ${focused}`;
      return (await act({ type: INTERACTION_TYPE.autocomplete, channelId, title, data })).choices;
    },

    async pressButton({ message: given, customId }) {
      const { message } = findComponent(given, customId, COMPONENT_TYPE.button);
      return await useComponent(message, `button "${customId}"`, {
        custom_id: customId,
        component_type: COMPONENT_TYPE.button,
      });
    },

    async select({ message: given, customId, values }) {
      const { message, component } = findComponent(given, customId, COMPONENT_TYPE.stringSelect);
      const offered = (component.options ?? []).map(({ value }) => value);
      const unknown = values.find((value) => !offered.includes(value));
      if (unknown !== undefined)
        throw new Error(`select "${customId}" offers no "${unknown}"; it offers: ${offered.join(', ')}`);
      if (values.length < (component.min_values ?? 1) || values.length > (component.max_values ?? 1)) {
        throw new Error(
          `select "${customId}" takes ${component.min_values ?? 1} to ${component.max_values ?? 1} values`,
        );
      }
      const data = { custom_id: customId, component_type: COMPONENT_TYPE.stringSelect, values };
      return await useComponent(message, `select "${customId}"`, data);
    },

    async useMessageCommand({ name, message: given }) {
      const command = findCommand(name, COMMAND_TYPE.message, given.channel_id);
      const message = world.findMessage(given.channel_id, given.id);
      if (!message) throw new Error(`message ${given.id} is gone`);
      if (message.flags & MESSAGE_FLAG.ephemeral)
        throw new Error('Discord offers no message commands on ephemeral messages');
      const data = {
        id: command.id,
        name,
        type: command.type,
        target_id: message.id,
        resolved: { messages: { [message.id]: message } },
      };
      const { command: type } = INTERACTION_TYPE;
      return answerOf(
        world,
        await act({ type, channelId: message.channel_id, title: `message command "${name}"`, data }),
      );
    },

    async submitModal({ answer, channelId, values }) {
      const opened = interactions.byId(answer.interactionId);
      if (opened?.response?.type !== CALLBACK_TYPE.modal || !opened.modal)
        throw new Error('that answer opened no modal');
      const data = {
        custom_id: opened.modal.custom_id,
        components: fillModal(opened.modal.components, values),
      };
      const { source } = opened;
      const { modalSubmit: type } = INTERACTION_TYPE;
      const title = `modal "${opened.modal.custom_id}"`;
      return answerOf(world, await act({ type, channelId, title, data, ...(source ? { source } : {}) }));
    },
  };
}
