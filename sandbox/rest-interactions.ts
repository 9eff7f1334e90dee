import {
  ApplicationCommandAutocompleteCallbackRequestSchema,
  CreateMessageInteractionCallbackRequestSchema,
  IncomingWebhookRequestPartialSchema,
  IncomingWebhookUpdateRequestPartialSchema,
  ModalInteractionCallbackRequestSchema,
  UpdateMessageInteractionCallbackRequestSchema,
} from 'discord-api-spec/zod';
import { checkBody } from './body-check.ts';
import { checkChoices } from './command-limits.ts';
import { invalidFormBody, refuse } from './errors.ts';
import type { Route, RouteRequest } from './http.ts';
import {
  CALLBACK_TYPE,
  type Choice,
  INTERACTION_TYPE,
  type Interaction,
  type Interactions,
  isLoading,
  type Modal,
} from './interactions.ts';
import type { MessageBody } from './message-body.ts';
import { applyBody } from './message-content.ts';
import { checkModal } from './modals.ts';
import { MESSAGE_FLAG, type SandboxMessage } from './model.ts';
import type { World } from './world.ts';

/** Flags a response may set; a deferred one only EPHEMERAL (interactions/receiving-and-responding). */
const RESPONSE_FLAGS =
  MESSAGE_FLAG.ephemeral |
  MESSAGE_FLAG.suppressEmbeds |
  MESSAGE_FLAG.suppressNotifications |
  MESSAGE_FLAG.componentsV2;

/** Which callbacks each kind of interaction takes. */
const ALLOWED_CALLBACKS: Record<number, readonly number[]> = {
  [INTERACTION_TYPE.command]: [CALLBACK_TYPE.message, CALLBACK_TYPE.deferredMessage, CALLBACK_TYPE.modal],
  [INTERACTION_TYPE.component]: [
    CALLBACK_TYPE.message,
    CALLBACK_TYPE.deferredMessage,
    CALLBACK_TYPE.deferredUpdate,
    CALLBACK_TYPE.update,
    CALLBACK_TYPE.modal,
  ],
  [INTERACTION_TYPE.autocomplete]: [CALLBACK_TYPE.choices],
  // A modal cannot be answered with a modal.
  [INTERACTION_TYPE.modalSubmit]: [
    CALLBACK_TYPE.message,
    CALLBACK_TYPE.deferredMessage,
    CALLBACK_TYPE.deferredUpdate,
    CALLBACK_TYPE.update,
  ],
};

const CALLBACK_SCHEMAS = new Map([
  [CALLBACK_TYPE.message as number, CreateMessageInteractionCallbackRequestSchema],
  [CALLBACK_TYPE.deferredMessage, CreateMessageInteractionCallbackRequestSchema],
  [CALLBACK_TYPE.deferredUpdate, UpdateMessageInteractionCallbackRequestSchema],
  [CALLBACK_TYPE.update, UpdateMessageInteractionCallbackRequestSchema],
  [CALLBACK_TYPE.choices, ApplicationCommandAutocompleteCallbackRequestSchema],
  [CALLBACK_TYPE.modal, ModalInteractionCallbackRequestSchema],
]);

/** interactions/receiving-and-responding: follow-ups of an app that is not installed to the guild. */
const USER_INSTALL_FOLLOW_UPS_MAX = 5;

/** Whether only the member's own installation let the app be used. */
const isUserInstalled = ({ owners }: Interaction): boolean => owners['0'] === undefined;

/** Where members lack USE_EXTERNAL_APPS, an answer is ephemeral whatever the bot says (topics/permissions). */
const withFlags = (message: SandboxMessage, flags: number, interaction: Interaction): SandboxMessage => ({
  ...message,
  flags: interaction.isForcedEphemeral ? flags | MESSAGE_FLAG.ephemeral : flags,
});

type CallbackBody = { type: number; data?: (MessageBody & { choices?: Choice[] } & Partial<Modal>) | null };

/** First responses and follow-ups; the interaction's token in the path is the key, no bot token is asked for. */
export function interactionRoutes(world: World, interactions: Interactions): Route[] {
  function respond(request: RouteRequest): SandboxMessage | undefined {
    const interaction = interactions.toAnswer(request.param('interactionId'), request.param('token'));
    const callback = readCallback(request, interaction);
    const message = carryOut(interaction, callback);
    interaction.response = { type: callback.type, afterMs: performance.now() - interaction.startedAtMs };
    interaction.onProgress();
    return message;
  }

  function readCallback(request: RouteRequest, interaction: Interaction): CallbackBody {
    const type: unknown = request.body instanceof Object ? Reflect.get(request.body, 'type') : undefined;
    const allowed = ALLOWED_CALLBACKS[interaction.type] ?? [];
    const schema =
      typeof type === 'number' && allowed.includes(type) ? CALLBACK_SCHEMAS.get(type) : undefined;
    if (!schema) {
      const message = `Value must be one of {${allowed.join(', ')}}.`;
      throw invalidFormBody([{ path: ['type'], code: 'BASE_TYPE_CHOICES', message }]);
    }
    const { body, ignoredFields } = checkBody<CallbackBody>(schema, request.body);
    request.noteIgnored(ignoredFields);
    return body;
  }

  function carryOut(interaction: Interaction, { type, data }: CallbackBody): SandboxMessage | undefined {
    const body = data ?? {};
    switch (type) {
      case CALLBACK_TYPE.message: {
        const draft = withFlags(draftResponse(interaction), (body.flags ?? 0) & RESPONSE_FLAGS, interaction);
        const message = world.addMessage(applyTo(interaction, draft, body, ['data']));
        interaction.originalId = message.id;
        return message;
      }
      case CALLBACK_TYPE.deferredMessage: {
        const flags = ((body.flags ?? 0) & MESSAGE_FLAG.ephemeral) | MESSAGE_FLAG.loading;
        const message = world.addMessage(withFlags(draftResponse(interaction), flags, interaction));
        interaction.originalId = message.id;
        return message;
      }
      case CALLBACK_TYPE.deferredUpdate:
        interaction.originalId = currentSource(interaction).id;
        return undefined;
      case CALLBACK_TYPE.update: {
        const source = currentSource(interaction);
        interaction.originalId = source.id;
        return change(interaction, source, body, ['data']);
      }
      case CALLBACK_TYPE.choices:
        checkChoices(body.choices ?? []);
        interaction.choices = body.choices ?? [];
        return undefined;
      default: {
        const modal = body as Modal; // the schema of a modal callback has just accepted it
        checkModal(modal);
        interaction.modal = modal;
        return undefined;
      }
    }
  }

  function currentSource(interaction: Interaction): SandboxMessage {
    const source = interaction.source && world.findMessage(interaction.channelId, interaction.source.id);
    if (!source) throw refuse('unknownMessage');
    return source;
  }

  function draftResponse(interaction: Interaction): SandboxMessage {
    const metadata = {
      id: interaction.id,
      type: interaction.type,
      user: interaction.user,
      authorizing_integration_owners: interaction.owners,
    };
    return {
      ...world.draftMessage(interaction.channelId, world.bot),
      type: interaction.type === INTERACTION_TYPE.command ? 20 : 19, // CHAT_INPUT_COMMAND, REPLY
      application_id: world.application.id,
      webhook_id: world.application.id,
      interaction_metadata: metadata,
    };
  }

  function applyTo(
    interaction: Interaction,
    message: SandboxMessage,
    body: MessageBody,
    prefix: string[],
  ): SandboxMessage {
    // Responses ping users only, unless the bot allows more (resources/message).
    const mentions = { allowed_mentions: { parse: ['users'] }, ...body };
    return applyBody(world, world.getChannel(interaction.channelId), message, mentions, prefix);
  }

  function change(
    interaction: Interaction,
    message: SandboxMessage,
    body: MessageBody,
    prefix: string[],
  ): SandboxMessage {
    const set = (body.flags ?? 0) & (MESSAGE_FLAG.componentsV2 | MESSAGE_FLAG.suppressEmbeds);
    const flags = (message.flags & ~MESSAGE_FLAG.loading) | set;
    const edited = applyTo(interaction, { ...message, flags }, body, prefix);
    return world.updateMessage({ ...edited, edited_timestamp: world.timestamp() });
  }

  function followUp(request: RouteRequest): SandboxMessage {
    const interaction = interactions.toFollowUp(request.param('applicationId'), request.param('token'));
    const { body, ignoredFields } = checkBody<MessageBody>(IncomingWebhookRequestPartialSchema, request.body);
    request.noteIgnored(ignoredFields);
    // The first follow-up to a deferred response takes the place of "is thinking…".
    if (isLoading(world, interaction)) {
      const message = change(interaction, interactions.originalOf(interaction), body, []);
      interaction.onProgress();
      return message;
    }
    if (isUserInstalled(interaction) && interaction.followUps.length >= USER_INSTALL_FOLLOW_UPS_MAX)
      throw refuse('tooManyFollowUps');
    const flags = (body.flags ?? 0) & RESPONSE_FLAGS;
    const draft = withFlags({ ...draftResponse(interaction), type: 19 }, flags, interaction);
    const message = world.addMessage(applyTo(interaction, draft, body, []));
    interaction.followUps.push(message);
    interaction.onProgress();
    return message;
  }

  function findTarget(request: RouteRequest): { interaction: Interaction; message: SandboxMessage } {
    const interaction = interactions.toFollowUp(request.param('applicationId'), request.param('token'));
    const id = request.param('messageId');
    if (id === '@original') return { interaction, message: interactions.originalOf(interaction) };
    const isOwn = interaction.originalId === id || interaction.followUps.some((message) => message.id === id);
    const message = isOwn ? world.findMessage(interaction.channelId, id) : undefined;
    if (!message) throw refuse('unknownMessage');
    return { interaction, message };
  }

  function edit(request: RouteRequest): SandboxMessage {
    const { interaction, message } = findTarget(request);
    const { body, ignoredFields } = checkBody<MessageBody>(
      IncomingWebhookUpdateRequestPartialSchema,
      request.body,
    );
    request.noteIgnored(ignoredFields);
    const edited = change(interaction, message, body, []);
    interaction.onProgress();
    return edited;
  }

  const webhook = '/webhooks/{applicationId}/{token}';
  const one = `${webhook}/messages/{messageId}`;
  const byInteractionToken = true;
  return [
    {
      method: 'POST',
      path: '/interactions/{interactionId}/{token}/callback',
      byInteractionToken,
      handle(request) {
        const message = respond(request);
        if (request.query.get('with_response') !== 'true') return { status: 204 };
        const type = request.body instanceof Object ? Reflect.get(request.body, 'type') : undefined;
        const interaction = {
          id: request.param('interactionId'),
          type,
          ...(message ? { response_message_id: message.id } : {}),
        };
        return { status: 200, body: { interaction, resource: { type, ...(message ? { message } : {}) } } };
      },
    },
    {
      method: 'POST',
      path: webhook,
      byInteractionToken,
      handle: (request) => ({ status: 200, body: followUp(request) }),
    },
    {
      method: 'GET',
      path: one,
      byInteractionToken,
      handle: (request) => ({ status: 200, body: findTarget(request).message }),
    },
    {
      method: 'PATCH',
      path: one,
      byInteractionToken,
      handle: (request) => ({ status: 200, body: edit(request) }),
    },
    {
      method: 'DELETE',
      path: one,
      byInteractionToken,
      handle(request) {
        const { interaction, message } = findTarget(request);
        world.deleteMessage(message);
        if (message.id === interaction.originalId) interaction.originalDeleted = true;
        interaction.onProgress();
        return { status: 204 };
      },
    },
  ];
}
