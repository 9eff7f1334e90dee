import type {
  APIApplicationCommandOptionChoice,
  APIEmbed,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  Client,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import type { Clock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import type { Ledger } from '../../delivery/ledger.ts';
import type { Pauses } from '../../delivery/pauses.ts';
import type { Subscriptions } from '../../delivery/subscriptions.ts';
import type { ArticleAdder } from '../../ingest/round/article-adder.ts';
import type { Library } from '../../library/library.ts';
import type { Language, Translate } from '../../locales/translate.ts';
import type { CustomId } from '../cards/custom-id.ts';
import type { Content } from '../rest/outgoing.ts';
import type { CommandOptions } from './options.ts';

/** What every command may use. */
export type CommandContext = {
  readonly client: Client<true>;
  readonly config: Config;
  readonly library: Library;
  readonly ledger: Ledger;
  readonly pauses: Pauses;
  readonly delivery: Delivery;
  readonly subscriptions: Subscriptions;
  readonly articles: ArticleAdder;
  readonly clock: Clock;
};

export type Choice = APIApplicationCommandOptionChoice<string>;

/** Who asks, where, what they may do there, and in which language they are answered. */
export type Asker = {
  readonly userId: string;
  readonly channelId: string;
  /** Null in a direct message. */
  readonly guildId: string | null;
  /** Discord's permission bits in that channel (topics/permissions). */
  readonly permissions: bigint;
  /** Besides the one that everyone has. */
  readonly roleIds: readonly string[];
  readonly language: Language;
  /** Says a text in that language. */
  readonly t: Translate;
};

/** A form that opens instead of an answer; what is filled in comes back to the handler of its custom id. */
export type Form = { readonly form: APIModalInteractionResponseCallbackData };

/** A command that is typed. Its answer is a value: the dispatcher sends it, deferred when it takes long. */
export type SlashCommand = {
  readonly kind: 'slash';
  readonly definition: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** Whether the answer is for the asker's eyes alone; known before the answer is. */
  isPrivate(options: CommandOptions): boolean;
  answer(
    options: CommandOptions,
    asker: Asker,
    context: CommandContext,
  ): Content | Form | Promise<Content | Form>;
  suggest?(options: CommandOptions, asker: Asker, context: CommandContext): Choice[];
};

type SlashDefinition = RESTPostAPIChatInputApplicationCommandsJSONBody;

/** The names of a definition's options, those of its subcommands among them. */
type OptionNames<Definition> = Definition extends { options: readonly (infer Option)[] }
  ? Option extends { options: readonly (infer Nested)[] }
    ? Nested extends { name: infer Name extends string }
      ? Name
      : never
    : Option extends { name: infer Name extends string }
      ? Name
      : never
  : never;

/** A typed command; its options can be asked for by the names of its definition alone. */
export function defineSlashCommand<const Definition extends SlashDefinition>(command: {
  readonly definition: Definition;
  isPrivate(options: CommandOptions<OptionNames<Definition>>): boolean;
  answer(
    options: CommandOptions<OptionNames<Definition>>,
    asker: Asker,
    context: CommandContext,
  ): Content | Form | Promise<Content | Form>;
  suggest?(options: CommandOptions<OptionNames<Definition>>, asker: Asker, context: CommandContext): Choice[];
}): SlashCommand {
  return { kind: 'slash', ...command };
}

/** A command of the message menu (Apps); its answer is always private. */
export type MessageCommand = {
  readonly kind: 'message';
  readonly definition: RESTPostAPIContextMenuApplicationCommandsJSONBody;
  answer(message: APIMessage, asker: Asker, context: CommandContext): Content | Promise<Content>;
};

export type Command = SlashCommand | MessageCommand;

/** What came with a press: what was chosen from a menu, and the fields of a form by their ids. */
export type Given = {
  /** The first card of the pressed message, as Discord keeps it. */
  readonly card: APIEmbed | null;
  readonly choices: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
};

/**
 * What a press or a choice does, or a form that was filled in. `update`: the answer replaces the message; `reply`:
 * a new, private message.
 */
export type ComponentHandler<Id extends CustomId = CustomId> = {
  readonly mode: 'update' | 'reply';
  answer(
    id: Id,
    given: Given,
    asker: Asker,
    context: CommandContext,
  ): Content | Form | Promise<Content | Form>;
};

export type ComponentHandlers = {
  readonly [Kind in CustomId['kind']]: ComponentHandler<Extract<CustomId, { kind: Kind }>>;
};

/** A mistake of the member's: the message says what was wrong and what to do, and is all the member sees. */
export class UserError extends Error {
  override name = 'UserError';
  /** What is shown below the sentence: a way to mend the mistake. */
  readonly below: Omit<Content, 'content'>;

  constructor(message: string, below: Omit<Content, 'content'> = {}) {
    super(message);
    this.below = below;
  }
}
