import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import {
  ApplicationCommandAutocompleteCallbackRequestSchema,
  IncomingWebhookRequestPartialSchema,
  ModalInteractionCallbackRequestSchema,
} from 'discord-api-spec/zod';
import { checkBody } from '../../sandbox/body-check.ts';
import { checkChoices } from '../../sandbox/command-limits.ts';
import { checkMessage } from '../../sandbox/limits.ts';
import type { MessageBody } from '../../sandbox/message-body.ts';
import { checkModal } from '../../sandbox/modals.ts';
import type { Choice } from '../../src/discord/interactions/command.ts';
import { type Content, toMessageBody } from '../../src/discord/rest/outgoing.ts';

/** The message that a member sees. @throws when Discord would refuse it */
export function showMessage(content: Content): ReturnType<typeof toMessageBody> {
  const message = toMessageBody(content);
  const { body } = checkBody<MessageBody>(IncomingWebhookRequestPartialSchema, message);
  const { components = [] } = body;
  checkMessage(body, { ...message, components: components ?? [], flags: 0 });
  return message;
}

/** @throws when Discord would refuse the form */
export function assertValidForm(form: APIModalInteractionResponseCallbackData): void {
  checkBody(ModalInteractionCallbackRequestSchema, { type: 9, data: form });
  checkModal(form);
}

/** @throws when Discord would refuse the choices */
export function assertValidChoices(choices: readonly Choice[]): void {
  checkBody(ApplicationCommandAutocompleteCallbackRequestSchema, { type: 8, data: { choices } });
  checkChoices(choices);
}
