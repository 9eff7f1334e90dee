import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandType,
  type Client,
  GatewayDispatchEvents,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
} from 'discord.js';
import type { Logger } from 'pino';
import { type Clock, systemClock } from '../../clock.ts';
import { languageOf, translatorFor } from '../../locales/translate.ts';
import { parseCustomId } from '../cards/custom-id.ts';
import { codeText } from '../cards/markdown.ts';
import { DiscordApi } from '../rest/api.ts';
import { CHOICES_MAX } from '../rest/limits.ts';
import { toMessageBody } from '../rest/outgoing.ts';
import {
  type Asker,
  type Command,
  type CommandContext,
  type ComponentHandlers,
  type Given,
  UserError,
} from './command.ts';
import { CommandOptions } from './options.ts';
import { type ReadInteraction, readInteraction, type UnreadableInteraction } from './read-interaction.ts';
import { respond, withinDeadline } from './respond.ts';

export type InteractionsOptions = {
  readonly client: Client;
  readonly log: Logger;
  readonly commands: readonly Command[];
  readonly components: ComponentHandlers;
  /** Resolves when commands can be answered: the library is read. */
  readonly getContext: () => Promise<CommandContext>;
  /** The clock of Discord's 3 seconds: real time, also while the bot's own clock is replayed. Tests pass their own. */
  readonly patience?: Clock;
};

type Dispatcher = Required<Omit<InteractionsOptions, 'client'>> & { readonly api: DiscordApi };

/**
 * Answers interactions as they come off the gateway. discord.js would hold them back until every guild has
 * arrived, up to 15 s, and Discord waits for 3.
 */
export function answerInteractions(options: InteractionsOptions): void {
  // Interactions that arrive together are answered one a turn of the event loop: between two, it gets to all else.
  let lastTurn: Promise<void> = Promise.resolve();
  const getContext = async (): Promise<CommandContext> => {
    const context = await options.getContext();
    lastTurn = lastTurn.then(() => nextTurn());
    await lastTurn;
    return context;
  };
  const api = new DiscordApi(options.client.rest);
  const dispatcher = { patience: systemClock, ...options, getContext, api };
  options.client.ws.on(GatewayDispatchEvents.InteractionCreate, (packet: unknown) => {
    const read = readInteraction(packet);
    const id = 'interaction' in read ? read.interaction.id : read.unreadable?.id;
    if ('why' in read) options.log.warn({ interaction: id }, `an interaction cannot be read: ${read.why}`);
    const answered =
      'interaction' in read ? dispatch(read.interaction, dispatcher) : refuseUnreadable(read.unreadable, api);
    answered.catch((error: unknown) => {
      // An answer that could not be sent, mostly because Discord's 3 seconds were over. Nobody waits for it.
      options.log.warn({ err: error, interaction: id }, 'an answer could not be sent');
    });
  });
}

/** Says to the member, where that can be done, that what Discord sent is not understood. */
async function refuseUnreadable(interaction: UnreadableInteraction, api: DiscordApi): Promise<void> {
  if (interaction === null || interaction.type === InteractionType.Ping) return;
  if (interaction.type === InteractionType.ApplicationCommandAutocomplete) {
    await api.answerInteraction(interaction, {
      type: InteractionResponseType.ApplicationCommandAutocompleteResult,
      data: { choices: [] },
    });
    return;
  }
  const t = translatorFor(languageOf(interaction.locale));
  await api.answerInteraction(interaction, {
    type: InteractionResponseType.ChannelMessageWithSource,
    data: { ...toMessageBody({ content: t('errors.unreadable') }), flags: MessageFlags.Ephemeral },
  });
}

async function dispatch(interaction: ReadInteraction, dispatcher: Dispatcher): Promise<void> {
  const { api, commands, components, getContext, patience } = dispatcher;
  const asker = readAsker(interaction);
  const { t } = asker;

  switch (interaction.type) {
    case InteractionType.ApplicationCommandAutocomplete: {
      const command = commands.find(({ definition }) => definition.name === interaction.data.name);
      const typed = new CommandOptions(interaction.data.options);
      const choices = await withinDeadline(patience, async () =>
        command?.kind === 'slash' && typed.findTooLong(command.definition) === null
          ? (command.suggest?.(typed, asker, await getContext()) ?? [])
          : [],
      );
      return api.answerInteraction(interaction, {
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data: { choices: (choices ?? []).slice(0, CHOICES_MAX) },
      });
    }
    case InteractionType.ApplicationCommand: {
      const { data } = interaction;
      const command = commands.find(({ definition }) => definition.name === data.name);
      if (command?.kind === 'slash' && data.type === ApplicationCommandType.ChatInput) {
        const given = new CommandOptions(data.options);
        const mode = command.isPrivate(given) ? 'private' : 'public';
        return respond(interaction, mode, t, dispatcher, (context) => {
          const tooLong = given.findTooLong(command.definition);
          if (tooLong !== null)
            throw new UserError(t('errors.tooLong', { ...tooLong, name: codeText(tooLong.name) }));
          return command.answer(given, asker, context);
        });
      }
      if (command?.kind === 'message' && data.type === ApplicationCommandType.Message) {
        const target = data.resolved.messages[data.target_id];
        if (target !== undefined) {
          return respond(interaction, 'private', t, dispatcher, (context) =>
            command.answer(target, asker, context),
          );
        }
      }
      return respond(interaction, 'private', t, dispatcher, () => {
        throw new UserError(t('errors.unknownCommand'));
      });
    }
    case InteractionType.ModalSubmit:
    case InteractionType.MessageComponent: {
      const id = parseCustomId(interaction.data.custom_id);
      if (id === null) {
        return respond(interaction, 'private', t, dispatcher, () => {
          throw new UserError(t('errors.oldButton'));
        });
      }
      const given = readGiven(interaction);
      // The handler of a kind takes ids of that kind (ComponentHandlers); TypeScript cannot follow the lookup.
      const handler = components[id.kind] as ComponentHandlers['news-open'];
      const mode = handler.mode === 'update' ? 'update' : 'private';
      return respond(interaction, mode, t, dispatcher, (context) =>
        handler.answer(id as { kind: 'news-open' }, given, asker, context),
      );
    }
  }
}

function readAsker(interaction: ReadInteraction): Asker {
  const language = languageOf(interaction.locale);
  return {
    userId: (interaction.member?.user ?? interaction.user)?.id ?? '',
    channelId: interaction.channel?.id ?? '',
    guildId: interaction.guild_id ?? null,
    permissions: BigInt(interaction.member?.permissions ?? 0),
    roleIds: interaction.member?.roles ?? [],
    language,
    t: translatorFor(language),
  };
}

/** What was chosen from a menu, or filled into a form; of a menu in a form, the first choice. */
function readGiven({ data, message }: APIMessageComponentInteraction | APIModalSubmitInteraction): Given {
  const card = message?.embeds[0] ?? null;
  if ('values' in data) return { card, choices: [...data.values], fields: {} };
  if (!('components' in data)) return { card, choices: [], fields: {} };
  const fields = data.components.flatMap((part) =>
    'component' in part ? [part.component] : 'components' in part ? part.components : [],
  );
  const entries = fields.flatMap((field) => {
    if ('value' in field) return [[field.custom_id, String(field.value)]];
    return 'values' in field ? [[field.custom_id, field.values[0] ?? '']] : [];
  });
  return { card, choices: [], fields: Object.fromEntries(entries) };
}
