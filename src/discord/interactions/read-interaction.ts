import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIChatInputApplicationCommandInteraction,
  type APIMessageApplicationCommandInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionType,
} from 'discord.js';
import { z } from 'zod';

// What Discord sends when a member types a command, presses a button or sends a form, checked before anything of it is
// used. The schemas have every field that is read here or by a command; nothing else of an interaction is looked at.

/** The longest text that a member may send, a string option's 6000 (interactions/application-commands), in units of which some letters take two. */
const TEXT_MAX_UNITS = 12_000;

const Id = z.string().regex(/^\d{1,20}$/);
const Text = z.string().max(TEXT_MAX_UNITS);

/** By what an interaction is answered. */
const Address = z.object({ id: Id, application_id: Id, token: z.string().min(1) });
/** What is read of one that cannot be understood: enough to say so. */
const Unreadable = Address.extend({ type: z.number(), locale: z.string().catch('en-US') });

const Base = Unreadable.extend({
  guild_id: Id.optional(),
  channel: z.object({ id: Id }).optional(),
  member: z
    .object({
      user: z.object({ id: Id }),
      permissions: z.string().regex(/^\d{1,30}$/),
      roles: z.array(Id).optional(),
    })
    .optional(),
  user: z.object({ id: Id }).optional(),
});

const OptionType = ApplicationCommandOptionType;
const focused = z.boolean().optional();
const BasicOption = z.discriminatedUnion('type', [
  z.object({ type: z.literal(OptionType.String), name: Text, value: Text, focused }),
  // While it is typed, a number is a text.
  z.object({ type: z.literal(OptionType.Integer), name: Text, value: z.union([z.number(), Text]), focused }),
  z.object({ type: z.literal(OptionType.Boolean), name: Text, value: z.boolean() }),
  z.object({ type: z.literal([OptionType.Channel, OptionType.Role]), name: Text, value: Id }),
]);
const CommandOption = z.union([
  z.object({ type: z.literal(OptionType.Subcommand), name: Text, options: z.array(BasicOption).optional() }),
  BasicOption,
]);
const SlashData = z.object({
  name: Text,
  type: z.literal(ApplicationCommandType.ChatInput),
  options: z.array(CommandOption).optional(),
});
/** Buttons and menus of a message; of other parts nothing is read. */
const Row = z.looseObject({
  components: z.array(z.looseObject({ custom_id: z.string().optional() })).catch([]),
});
const Message = z.looseObject({
  id: Id,
  channel_id: Id,
  author: z.looseObject({ id: Id }),
  components: z.array(Row).catch([]),
  embeds: z.array(z.looseObject({ url: z.string().optional() })).catch([]),
});
const MenuData = z.object({
  name: Text,
  type: z.literal(ApplicationCommandType.Message),
  target_id: Id,
  resolved: z.object({ messages: z.record(Id, Message) }),
});
/** Of the message that was pressed, its first card: its address, and what stands in it. */
const Pressed = z.looseObject({
  embeds: z
    .array(
      z.looseObject({
        url: z.string().optional(),
        fields: z.array(z.looseObject({ name: z.string(), value: z.string() })).optional(),
      }),
    )
    .catch([]),
});
const values = z.array(Text).optional();
const Field = z.object({ custom_id: Text, value: Text.optional(), values });

const Interaction = z.discriminatedUnion('type', [
  Base.extend({
    type: z.literal(InteractionType.ApplicationCommand),
    data: z.discriminatedUnion('type', [SlashData, MenuData]),
  }),
  Base.extend({ type: z.literal(InteractionType.ApplicationCommandAutocomplete), data: SlashData }),
  Base.extend({
    type: z.literal(InteractionType.MessageComponent),
    message: Pressed.optional(),
    data: z.object({ custom_id: Text, values }),
  }),
  Base.extend({
    type: z.literal(InteractionType.ModalSubmit),
    data: z.object({
      custom_id: Text,
      // A row of fields, or a label with one.
      components: z.array(
        z.union([z.object({ component: Field }), z.object({ components: z.array(Field) }), z.object({})]),
      ),
    }),
  }),
]);

/** An interaction as the rest of the program takes it. */
export type ReadInteraction =
  | APIApplicationCommandAutocompleteInteraction
  | APIChatInputApplicationCommandInteraction
  | APIMessageApplicationCommandInteraction
  | APIMessageComponentInteraction
  | APIModalSubmitInteraction;

/** What cannot be understood, by what it is answered; null where not even that can be read. */
export type UnreadableInteraction = z.output<typeof Unreadable> | null;

export function readInteraction(
  packet: unknown,
):
  | { readonly interaction: ReadInteraction }
  | { readonly unreadable: UnreadableInteraction; readonly why: string } {
  const read = Interaction.safeParse(packet);
  // The schema has all that is read of it; discord.js's types name more, at which nobody looks.
  if (read.success) return { interaction: read.data as unknown as ReadInteraction };
  const why = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return { unreadable: Unreadable.safeParse(packet).data ?? null, why };
}
