import type {
  APIApplicationCommandOptionChoice,
  APIMessage,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Subscription } from '../curation/subscription.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Ledger } from '../delivery/ledger.ts';
import type { Library } from '../library/library.ts';
import type { CustomId } from './custom-id.ts';
import type { CommandOptions } from './options.ts';
import type { Content } from './outgoing.ts';

/** What every command may use. */
export type CommandContext = {
  readonly library: Library;
  readonly ledger: Ledger;
  readonly delivery: Delivery;
  readonly subscriptions: readonly Subscription[];
  readonly clock: Clock;
  readonly halfLifeMs: number;
  /** The bot's own user id. */
  readonly botId: string;
};

export type Choice = APIApplicationCommandOptionChoice<string>;

/** Where something was asked, and what the asker may do there. `guildId` is null in a direct message. */
export type Place = {
  readonly channelId: string;
  readonly guildId: string | null;
  /** Discord's permission bits (topics/permissions). */
  readonly permissions: bigint;
};

/** A command that is typed. Its answer is a value: the dispatcher sends it, deferred when it takes long. */
export type SlashCommand = {
  readonly kind: 'slash';
  readonly definition: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** Whether the answer is for the asker's eyes alone; known before the answer is. */
  isPrivate(options: CommandOptions): boolean;
  answer(options: CommandOptions, place: Place, context: CommandContext): Content | Promise<Content>;
  suggest?(options: CommandOptions, place: Place, context: CommandContext): Choice[];
};

/** A command of the message menu (Apps); its answer is always private. */
export type MessageCommand = {
  readonly kind: 'message';
  readonly definition: RESTPostAPIContextMenuApplicationCommandsJSONBody;
  answer(message: APIMessage, context: CommandContext): Content | Promise<Content>;
};

export type Command = SlashCommand | MessageCommand;

/**
 * What a press or a choice does. `update`: the answer replaces the message; `reply`: a new, private message.
 * `values` are what was chosen from a menu.
 */
export type ComponentHandler<Id extends CustomId = CustomId> = {
  readonly mode: 'update' | 'reply';
  answer(id: Id, values: readonly string[], context: CommandContext): Content | Promise<Content>;
};

export type ComponentHandlers = {
  readonly [Kind in CustomId['kind']]: ComponentHandler<Extract<CustomId, { kind: Kind }>>;
};

/** A mistake of the member's: the message says what was wrong and what to do, and is all the member sees. */
export class UserError extends Error {
  override name = 'UserError';
}
