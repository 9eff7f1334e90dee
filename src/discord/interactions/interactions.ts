import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type APIInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandType,
  type Client,
  GatewayDispatchEvents,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  type REST,
  Routes,
} from 'discord.js';
import type { Logger } from 'pino';
import { systemClock } from '../../clock.ts';
import { languageOf, type Translate, translatorFor } from '../../locales/translate.ts';
import { parseCustomId } from '../cards/custom-id.ts';
import { CHOICES_MAX, FIRST_ANSWER_MAX_MS } from '../rest/limits.ts';
import { type Content, toMessageBody } from '../rest/outgoing.ts';
import {
  type Asker,
  type Command,
  type CommandContext,
  type ComponentHandlers,
  type Form,
  UserError,
} from './command.ts';
import { CommandOptions } from './options.ts';

/** An answer that takes longer is announced first ("is thinking…"); the rest of the time is for the network. */
const DEFER_AFTER_MS = FIRST_ANSWER_MAX_MS / 2;

export type InteractionsOptions = {
  readonly client: Client;
  readonly log: Logger;
  readonly commands: readonly Command[];
  readonly components: ComponentHandlers;
  /** Resolves when commands can be answered: the library is read. */
  readonly getContext: () => Promise<CommandContext>;
};

type Mode = 'public' | 'private' | 'update';

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
  options.client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction) => {
    dispatch(interaction, { ...options, getContext }).catch((error: unknown) => {
      // An answer that could not be sent (most often: the member's patience, 3 s, was over). Nobody waits for it.
      options.log.warn({ err: error, interaction: interaction.id }, 'an answer could not be sent');
    });
  });
}

async function dispatch(interaction: APIInteraction, options: InteractionsOptions): Promise<void> {
  const { client, commands, components, getContext } = options;
  if (interaction.type === InteractionType.Ping) return;
  const asker = readAsker(interaction);
  const { t } = asker;

  switch (interaction.type) {
    case InteractionType.ApplicationCommandAutocomplete: {
      const command = commands.find(({ definition }) => definition.name === interaction.data.name);
      const typed = new CommandOptions(interaction.data.options);
      const choices = await withinDeadline(async () =>
        command?.kind === 'slash' ? (command.suggest?.(typed, asker, await getContext()) ?? []) : [],
      );
      const data = { choices: (choices ?? []).slice(0, CHOICES_MAX) };
      return callBack(client.rest, interaction, {
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data,
      });
    }
    case InteractionType.ApplicationCommand: {
      const { data } = interaction;
      const command = commands.find(({ definition }) => definition.name === data.name);
      if (command?.kind === 'slash' && data.type === ApplicationCommandType.ChatInput) {
        const given = new CommandOptions(data.options);
        const mode = command.isPrivate(given) ? 'private' : 'public';
        return respond(interaction, mode, t, options, (context) => command.answer(given, asker, context));
      }
      if (command?.kind === 'message' && data.type === ApplicationCommandType.Message) {
        const target = data.resolved.messages[data.target_id];
        if (target !== undefined) {
          return respond(interaction, 'private', t, options, (context) =>
            command.answer(target, asker, context),
          );
        }
      }
      return respond(interaction, 'private', t, options, () => {
        throw new UserError(t('errors.unknownCommand'));
      });
    }
    case InteractionType.ModalSubmit:
    case InteractionType.MessageComponent: {
      const id = parseCustomId(interaction.data.custom_id);
      if (id === null) {
        return respond(interaction, 'private', t, options, () => {
          throw new UserError(t('errors.oldButton'));
        });
      }
      const values = readValues(interaction);
      // The handler of a kind takes ids of that kind (ComponentHandlers); TypeScript cannot follow the lookup.
      const handler = components[id.kind] as ComponentHandlers['news-open'];
      const mode = handler.mode === 'update' ? 'update' : 'private';
      return respond(interaction, mode, t, options, (context) =>
        handler.answer(id as { kind: 'news-open' }, values, asker, context),
      );
    }
  }
}

function readAsker(interaction: Exclude<APIInteraction, { type: InteractionType.Ping }>): Asker {
  const language = languageOf(interaction.locale);
  return {
    userId: (interaction.member?.user ?? interaction.user)?.id ?? '',
    channelId: interaction.channel?.id ?? '',
    guildId: interaction.guild_id ?? null,
    permissions: BigInt(interaction.member?.permissions ?? 0),
    language,
    t: translatorFor(language),
  };
}

/** What was chosen from a menu, or the fields of a form in their order. */
function readValues(interaction: APIMessageComponentInteraction | APIModalSubmitInteraction): string[] {
  const { data } = interaction;
  if ('values' in data) return [...data.values];
  if (!('components' in data)) return [];
  return data.components.flatMap((part) => {
    const fields = 'component' in part ? [part.component] : 'components' in part ? part.components : [];
    return fields.map((field) =>
      'value' in field ? String(field.value) : 'values' in field ? (field.values[0] ?? '') : '',
    );
  });
}

/** Sends the answer when it is there, or says in time that it will come. */
async function respond(
  interaction: APIInteraction,
  mode: Mode,
  t: Translate,
  { client, log, getContext }: InteractionsOptions,
  answer: (context: CommandContext) => Content | Form | Promise<Content | Form>,
): Promise<void> {
  const flags = mode === 'private' ? MessageFlags.Ephemeral : 0;
  const pending = settle(async () => answer(await getContext()), t, log);
  const early = await withinDeadline(() => pending);
  if (early !== undefined && 'form' in early.content) {
    return callBack(client.rest, interaction, {
      type: InteractionResponseType.Modal,
      data: early.content.form,
    });
  }
  if (early === undefined) {
    await callBack(client.rest, interaction, {
      type:
        mode === 'update'
          ? InteractionResponseType.DeferredMessageUpdate
          : InteractionResponseType.DeferredChannelMessageWithSource,
      data: { flags },
    });
  }
  const { content, isMistake } = early ?? (await pending);
  // A form can only be the first answer, and that has been given.
  const body = toMessageBody('form' in content ? { content: t('errors.formTooLate') } : content);
  if (early !== undefined) {
    // What went wrong is told to the member alone, and never replaces the message that they pressed.
    const type =
      mode === 'update' && !isMistake
        ? InteractionResponseType.UpdateMessage
        : InteractionResponseType.ChannelMessageWithSource;
    const data = { ...body, flags: isMistake ? MessageFlags.Ephemeral : flags };
    await callBack(client.rest, interaction, { type, data });
  } else if (mode === 'update' && isMistake) {
    const route = Routes.webhook(interaction.application_id, interaction.token);
    await client.rest.post(route, { auth: false, body: { ...body, flags: MessageFlags.Ephemeral } });
  } else {
    const route = Routes.webhookMessage(interaction.application_id, interaction.token);
    await client.rest.patch(route, { auth: false, body });
  }
}

/** The answer's content; a mistake of the member's or a bug of ours becomes a sentence. */
async function settle(
  answer: () => Promise<Content | Form>,
  t: Translate,
  log: Logger,
): Promise<{ readonly content: Content | Form; readonly isMistake: boolean }> {
  try {
    return { content: await answer(), isMistake: false };
  } catch (error) {
    if (error instanceof UserError) return { content: { content: error.message }, isMistake: true };
    const reference = randomBytes(4).toString('hex');
    log.error({ err: error, reference }, 'a command failed');
    const content = t('errors.bug', { reference });
    return { content: { content }, isMistake: true };
  }
}

/** What the work comes to, or undefined when that takes longer than may be waited for. */
function withinDeadline<T>(work: () => Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    // Discord's patience is real time, whatever clock the bot lives by.
    const cancel = systemClock.setTimer(systemClock.now() + DEFER_AFTER_MS, () => resolve(undefined));
    work().then(resolve, reject).finally(cancel);
  });
}

async function callBack(rest: REST, { id, token }: APIInteraction, body: object): Promise<void> {
  await rest.post(Routes.interactionCallback(id, token), { auth: false, body });
}
