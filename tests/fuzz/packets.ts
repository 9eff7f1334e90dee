import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
} from 'discord.js';
import fc from 'fast-check';
import { SETTING_OPTIONS } from '../../commands/feed/settings/settings.ts';
import { commands } from '../../commands/index.ts';
import { CUSTOM_ID_MAX_CHARS } from '../../src/discord/rest/limits.ts';
import { BOT_ID } from '../support/fake-client.ts';
import { CUSTOM_IDS, LINKS, STORY_IDS, WORDS } from './corpus.ts';
import { mutated } from './mutations.ts';

// Packets of INTERACTION_CREATE: of the right shape, with whatever a forger may write into them.

/** Discord lets no more be typed (interactions/application-commands). */
const TYPED_MAX_CHARS = 6_000;
/** The first ids of the scene's server and its channels, and those of others. */
const IDS = ['200000000000000001', '200000000000000002', '200000000000000003', '1', '99999999999999999999'];

const typed = mutated([...WORDS, ...LINKS, ...STORY_IDS], TYPED_MAX_CHARS);
const id = fc.constantFrom(...IDS);
const customId = mutated(CUSTOM_IDS, CUSTOM_ID_MAX_CHARS);

function arbitraryOf(option: APIApplicationCommandOption): fc.Arbitrary<unknown> {
  switch (option.type) {
    case ApplicationCommandOptionType.Integer:
      return fc.oneof(fc.integer({ min: -2, max: 200 }), fc.integer());
    case ApplicationCommandOptionType.Boolean:
      return fc.boolean();
    case ApplicationCommandOptionType.String:
      return fc.oneof(
        typed,
        ...('choices' in option
          ? [fc.constantFrom(...(option.choices ?? []).map(({ value }) => value))]
          : []),
      );
    default:
      return id;
  }
}

/** Some of a command's options, in any order, one of them perhaps in focus. */
function optionsOf(options: readonly APIApplicationCommandOption[]): fc.Arbitrary<unknown[]> {
  const [first] = options;
  if (first === undefined) return fc.constant([]);
  if (first.type === ApplicationCommandOptionType.Subcommand)
    return fc.oneof(
      ...options.map((group) =>
        optionsOf('options' in group ? (group.options ?? []) : []).map((nested) => [
          { type: ApplicationCommandOptionType.Subcommand, name: group.name, options: nested },
        ]),
      ),
    );
  return fc.oneof(fc.shuffledSubarray([...options]), fc.constant([...options])).chain((chosen) =>
    fc.tuple(
      ...chosen.map((option, at) =>
        arbitraryOf(option).map((value) => ({
          type: option.type,
          name: option.name,
          value,
          focused: at === chosen.length - 1,
        })),
      ),
    ),
  );
}

/** A command that was typed, or is being typed. */
const givenTo = (definition: (typeof commands)[number]['definition']): fc.Arbitrary<object> =>
  fc
    .tuple(
      fc.constantFrom(InteractionType.ApplicationCommand, InteractionType.ApplicationCommandAutocomplete),
      optionsOf(('options' in definition ? definition.options : undefined) ?? []),
    )
    .map(([type, options]) => ({
      type,
      data: { name: definition.name, type: ApplicationCommandType.ChatInput, options },
    }));

/** A command of a message's menu, with a message of the bot's own or of somebody else. */
const chosenFrom = (name: string): fc.Arbitrary<object> =>
  fc.tuple(fc.constantFrom(BOT_ID, '7'), typed, customId).map(([author, url, custom_id]) => {
    const row = { type: ComponentType.ActionRow, components: [{ type: ComponentType.Button, custom_id }] };
    const message = {
      id: '31',
      channel_id: IDS[1],
      author: { id: author },
      embeds: [{ url }],
      components: [row],
    };
    return {
      type: InteractionType.ApplicationCommand,
      data: {
        name,
        type: ApplicationCommandType.Message,
        target_id: message.id,
        resolved: { messages: { [message.id]: message } },
      },
    };
  });

const given = fc.oneof(
  ...commands.map(({ kind, definition }) =>
    kind === 'slash' ? givenTo(definition) : chosenFrom(definition.name),
  ),
);

const pressed: fc.Arbitrary<object> = fc
  .tuple(
    customId,
    fc.array(fc.constantFrom(...STORY_IDS, ...WORDS, ...IDS, 'card', 'headline'), { maxLength: 2 }),
  )
  .map(([custom_id, values]) => ({
    type: InteractionType.MessageComponent,
    data: { custom_id, component_type: ComponentType.StringSelect, values },
  }));

/** Discord takes no more than a form's field says. */
const FIELD_MAX_CHARS = 1_000;
const field = fc.tuple(
  fc.constantFrom(...SETTING_OPTIONS.map(({ name }) => name)),
  typed.map((text) => text.slice(0, FIELD_MAX_CHARS)),
);
const filled: fc.Arbitrary<object> = fc
  .tuple(fc.oneof(fc.constant(`f:${IDS[1]}`), customId), fc.array(field, { maxLength: 6 }))
  .map(([custom_id, fields]) => ({
    type: InteractionType.ModalSubmit,
    data: {
      custom_id,
      components: fields.map(([name, value]) => ({
        type: ComponentType.Label,
        component: { type: ComponentType.TextInput, custom_id: name, value },
      })),
    },
  }));

/** Who asks, and where. */
const asked = fc.record({
  permissions: fc.constantFrom('8', '32', '0', '9007199254740993'),
  locale: fc.constantFrom('en-US', 'de', 'fr', 'ja', 'pt-BR', 'es-ES', 'xx', ''),
  channel: id,
  isDirect: fc.boolean(),
});

export const packets: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: given },
      ...[pressed, filled].map((arbitrary) => ({ weight: 1, arbitrary })),
    ),
    asked,
  )
  .map(([what, { permissions, locale, channel, isDirect }]) => ({
    ...{ id: '9', token: 'token', application_id: '5', locale, channel: { id: channel }, ...what },
    ...(isDirect ? { user: { id: '7' } } : { member: { user: { id: '7' }, permissions }, guild_id: IDS[0] }),
  }));
