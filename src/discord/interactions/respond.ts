import { randomBytes } from 'node:crypto';
import {
  type APIInteraction,
  type APIInteractionResponse,
  InteractionResponseType,
  MessageFlags,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { Translate } from '../../locales/translate.ts';
import type { DiscordApi } from '../rest/api.ts';
import { FIRST_ANSWER_MAX_MS } from '../rest/limits.ts';
import { type Content, toMessageBody } from '../rest/outgoing.ts';
import { type CommandContext, type Form, UserError } from './command.ts';

/** An answer that takes longer is announced first ("is thinking…"); the rest of the time is for the network. */
const DEFER_AFTER_MS = FIRST_ANSWER_MAX_MS / 2;

/** Who sees an answer; `update`: it takes the place of the message that was pressed. */
export type Mode = 'public' | 'private' | 'update';

export type Responder = {
  readonly api: DiscordApi;
  readonly log: Logger;
  /** Resolves when commands can be answered. */
  readonly getContext: () => Promise<CommandContext>;
  /** The clock of Discord's 3 seconds. */
  readonly patience: Clock;
};

type Settled = { readonly content: Content | Form; readonly isMistake: boolean };

/** Sends the answer when it is there, or says in time that it will come. */
export async function respond(
  interaction: APIInteraction,
  mode: Mode,
  t: Translate,
  { api, log, getContext, patience }: Responder,
  answer: (context: CommandContext) => Content | Form | Promise<Content | Form>,
): Promise<void> {
  const pending = settle(async () => answer(await getContext()), t, log);
  const early = await withinDeadline(patience, () => pending);
  if (early === undefined) {
    await api.answerInteraction(interaction, buildDeferral(mode));
    const { content, isMistake } = await pending;
    // A form can only be the first answer, and that has been given.
    const body = toMessageBody('form' in content ? { content: t('errors.formTooLate') } : content);
    // What went wrong is shown to the member alone, and never replaces the message that they pressed.
    if (mode === 'update' && isMistake)
      return api.followUp(interaction, { ...body, flags: MessageFlags.Ephemeral });
    return api.editAnswer(interaction, body);
  }
  const { content, isMistake } = early;
  if ('form' in content) {
    return api.answerInteraction(interaction, { type: InteractionResponseType.Modal, data: content.form });
  }
  const body = toMessageBody(content);
  if (mode === 'update' && !isMistake) {
    return api.answerInteraction(interaction, { type: InteractionResponseType.UpdateMessage, data: body });
  }
  const data = isMistake || mode === 'private' ? { ...body, flags: MessageFlags.Ephemeral } : body;
  return api.answerInteraction(interaction, {
    type: InteractionResponseType.ChannelMessageWithSource,
    data,
  });
}

/** Says that the answer will come; whether it is for the member alone is settled with this. */
function buildDeferral(mode: Mode): APIInteractionResponse {
  if (mode === 'update') return { type: InteractionResponseType.DeferredMessageUpdate };
  const data = mode === 'private' ? { flags: MessageFlags.Ephemeral } : {};
  return { type: InteractionResponseType.DeferredChannelMessageWithSource, data };
}

/** The answer's content; a mistake of the member's or a bug of ours becomes a sentence. */
async function settle(answer: () => Promise<Content | Form>, t: Translate, log: Logger): Promise<Settled> {
  try {
    return { content: await answer(), isMistake: false };
  } catch (error) {
    if (error instanceof UserError)
      return { content: { ...error.below, content: error.message }, isMistake: true };
    const reference = randomBytes(4).toString('hex');
    log.error({ err: error, reference }, 'a command failed');
    const content = t('errors.bug', { reference });
    return { content: { content }, isMistake: true };
  }
}

/** What the work comes to, or undefined when that takes longer than may be waited for. */
export function withinDeadline<T>(clock: Clock, work: () => Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimer(clock.now() + DEFER_AFTER_MS, () => resolve(undefined));
    work().then(resolve, reject).finally(cancel);
  });
}
