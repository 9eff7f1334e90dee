import { randomBytes } from 'node:crypto';
import { refuse } from './errors.ts';
import { isEphemeral, MESSAGE_FLAG, type SandboxMessage } from './model.ts';
import type { World } from './world.ts';

/** interactions/receiving-and-responding: the first response must come within this time. */
export const INTERACTION_RESPONSE_DEADLINE_MS = 3_000;
/**
 * interactions/receiving-and-responding: how long follow-ups and edits are taken. In real time: a replayed quarter
 * of an hour may be over in a second.
 */
export const INTERACTION_TOKEN_LIFETIME_MS = 15 * 60_000;

/** Interaction types by Discord's numbers. */
export const INTERACTION_TYPE = { command: 2, component: 3, autocomplete: 4, modalSubmit: 5 } as const;
/** Interaction callback types by Discord's numbers. */
export const CALLBACK_TYPE = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;

export type Choice = { name: string; value: string | number };

export type Modal = { custom_id: string; title: string; components: unknown[] };

export type InteractionAnswer = {
  /** What the member sees as the answer, in its final form; undefined for a modal, and when the bot deleted it. */
  message: SandboxMessage | undefined;
  ephemeral: boolean;
  /** Real milliseconds from the member's act to the first response. */
  firstResponseMs: number;
  deferred: boolean;
  /** Grows as more follow-ups come. */
  followUps: SandboxMessage[];
  /** The message the component sits on, after the bot changed it. */
  updatedMessage: SandboxMessage | undefined;
  modal: Modal | undefined;
  /** For `submitModal`. */
  interactionId: string;
};

export type Interaction = {
  id: string;
  token: string;
  type: number;
  channelId: string;
  user: SandboxMessage['author'];
  /** `authorizing_integration_owners`: which installations of the app made it possible. */
  owners: Record<string, string>;
  /** The member lacks USE_EXTERNAL_APPS, which the app needs here. */
  isForcedEphemeral: boolean;
  /** What was done, for messages to the developer: `/news`, `button page:2`. */
  title: string;
  startedAtMs: number;
  /** The message whose component was used. */
  source: SandboxMessage | undefined;
  response: { type: number; afterMs: number } | undefined;
  expired: boolean;
  /** The message that `@original` stands for. */
  originalId: string | undefined;
  originalDeleted: boolean;
  followUps: SandboxMessage[];
  choices: Choice[];
  modal: Modal | undefined;
  /** Called whenever the bot did something with the interaction. */
  onProgress: () => void;
};

export type Interactions = ReturnType<typeof createInteractions>;

/** The interactions under way, found by their token. */
export function createInteractions(world: World, tokenLifetimeMs: number) {
  const byToken = new Map<string, Interaction>();
  const byId = new Map<string, Interaction>();

  return {
    create(
      input: Pick<
        Interaction,
        'type' | 'channelId' | 'user' | 'owners' | 'isForcedEphemeral' | 'title' | 'source' | 'onProgress'
      >,
    ): Interaction {
      const interaction: Interaction = {
        ...input,
        id: world.nextId(),
        token: randomBytes(48).toString('base64url'),
        startedAtMs: performance.now(),
        response: undefined,
        expired: false,
        originalId: undefined,
        originalDeleted: false,
        followUps: [],
        choices: [],
        modal: undefined,
      };
      byToken.set(interaction.token, interaction);
      byId.set(interaction.id, interaction);
      return interaction;
    },

    byId: (id: string): Interaction | undefined => byId.get(id),

    /** For the first response. @throws DiscordError 10062, or 40060 when there was one already */
    toAnswer(id: string, token: string): Interaction {
      const interaction = byToken.get(token);
      if (!interaction || interaction.id !== id || interaction.expired) throw refuse('unknownInteraction');
      if (interaction.response) throw refuse('interactionAcknowledged');
      return interaction;
    },

    /** For follow-ups and edits. @throws DiscordError 10015 before the first response, 50027 when the token is too old */
    toFollowUp(applicationId: string, token: string): Interaction {
      const interaction = byToken.get(token);
      if (!interaction || applicationId !== world.application.id) throw refuse('unknownWebhook');
      if (performance.now() - interaction.startedAtMs > tokenLifetimeMs) throw refuse('invalidWebhookToken');
      if (!interaction.response) throw refuse('unknownWebhook');
      return interaction;
    },

    /** The message that `@original` stands for. @throws DiscordError 10008 */
    originalOf(interaction: Interaction): SandboxMessage {
      const message =
        interaction.originalId && world.findMessage(interaction.channelId, interaction.originalId);
      if (!message) throw refuse('unknownMessage');
      return message;
    },
  };
}

/** Whether the member has the whole answer: for a deferred response, once the bot has filled it. */
export function isAnswered(world: World, interaction: Interaction): boolean {
  const { response } = interaction;
  if (!response) return false;
  if (response.type === CALLBACK_TYPE.deferredMessage)
    return interaction.originalDeleted || !isLoading(world, interaction);
  if (response.type !== CALLBACK_TYPE.deferredUpdate) return true;
  const current = interaction.source && world.findMessage(interaction.channelId, interaction.source.id);
  return current !== interaction.source || interaction.followUps.length > 0;
}

/** Whether the member still sees "is thinking…". */
export function isLoading(world: World, interaction: Interaction): boolean {
  const original = interaction.originalId && world.findMessage(interaction.channelId, interaction.originalId);
  return Boolean(original && original.flags & MESSAGE_FLAG.loading);
}

/** What the member has got so far. */
export function answerOf(world: World, interaction: Interaction): InteractionAnswer {
  const type = interaction.response?.type;
  const original = interaction.originalId
    ? world.findMessage(interaction.channelId, interaction.originalId)
    : undefined;
  const isUpdate = type === CALLBACK_TYPE.update || type === CALLBACK_TYPE.deferredUpdate;
  return {
    message: original,
    ephemeral: original !== undefined && isEphemeral(original),
    firstResponseMs: interaction.response?.afterMs ?? 0,
    deferred: type === CALLBACK_TYPE.deferredMessage || type === CALLBACK_TYPE.deferredUpdate,
    followUps: interaction.followUps,
    updatedMessage: isUpdate ? original : undefined,
    modal: interaction.modal,
    interactionId: interaction.id,
  };
}
