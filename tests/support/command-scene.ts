import {
  type APIApplicationCommandInteractionDataBasicOption,
  type APIEmbed,
  type APIMessage,
  ApplicationCommandOptionType,
  type PermissionResolvable,
  PermissionsBitField,
} from 'discord.js';
import { commands, components } from '../../commands/index.ts';
import { ReplayClock } from '../../src/clock.ts';
import { parseConfig } from '../../src/config.ts';
import { createSubscription } from '../../src/curation/subscription.ts';
import { Delivery } from '../../src/delivery/delivery.ts';
import { Feeds } from '../../src/delivery/feeds.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import { Pauses } from '../../src/delivery/pauses.ts';
import { RunReports } from '../../src/delivery/run-reports.ts';
import { Subscriptions } from '../../src/delivery/subscriptions.ts';
import { parseCustomId } from '../../src/discord/cards/custom-id.ts';
import {
  type Asker,
  type Choice,
  type CommandContext,
  type Given as ComponentGiven,
  type ComponentHandler,
  type ComponentHandlers,
  type Form,
  type MessageCommand,
  type SlashCommand,
  UserError,
} from '../../src/discord/interactions/command.ts';
import { CommandOptions } from '../../src/discord/interactions/options.ts';
import type { Content } from '../../src/discord/rest/outgoing.ts';
import { ArticleAdder } from '../../src/ingest/round/article-adder.ts';
import type { Library } from '../../src/library/library.ts';
import { type Language, translatorFor } from '../../src/locales/translate.ts';
import { assertValidChoices, assertValidForm, showMessage } from './check-answer.ts';
import { collectLog } from './collect-log.ts';
import { createFakeClient } from './fake-client.ts';
import { MemoryChannels } from './memory-channels.ts';
import { openState } from './open-state.ts';
import { shareLibrary } from './story-library.ts';

export const START = Date.parse('2021-12-14T12:00:00Z');
export const ADMIN_ID = '300000000000000001';
const READER_ID = '300000000000000002';

type Values = Readonly<Record<string, string | number | boolean>>;
/** The subcommand, where the command has any, and the options. */
type Given = readonly [options?: Values] | readonly [subcommand: string, options?: Values];
/** What the member sees. */
type Shown = ReturnType<typeof showMessage>;

type SceneOptions = {
  /** Environment variables that differ from their defaults. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Instead of the library of the file's tests. */
  readonly library?: Library;
  readonly startMs?: number;
};

/**
 * Opens one real library over these records for all tests of a file.
 * @returns the function that gives a test its scene: everything but the library is its own
 */
export function prepareScenes(files: Readonly<Record<string, string>>) {
  const sharedLibrary = shareLibrary(files);
  return (options: SceneOptions = {}) => openScene(options.library ?? sharedLibrary(), options);
}

export type Scene = Awaited<ReturnType<typeof openScene>>;

async function openScene(library: Library, { settings = {}, startMs = START }: SceneOptions) {
  const discord = createFakeClient();
  const home = discord.addChannel({ name: 'home' });
  const config = parseConfig(settings);
  const clock = new ReplayClock(startMs, 0);
  const realClock = new ReplayClock(startMs, 0);
  const { logger, lines } = collectLog();
  const state = await openState();
  const ledger = new Ledger(state);
  const pauses = await Pauses.load(state.openStore('pauses'));
  const feeds = await Feeds.load(state.openStore('feeds'), logger);
  const { news } = config;
  const environment = news.channelId === null ? [] : [createSubscription(news, news.channelId)];
  const subscriptions = new Subscriptions(environment, feeds, news, () => true);
  const channels = new MemoryChannels(clock);
  const delivery = new Delivery({
    library,
    ledger,
    pauses,
    reports: new RunReports(state.openStore('runs')),
    port: channels,
    clock,
    realClock,
    log: logger,
    findSubscription: (id) => subscriptions.listRunning().find(({ channelId }) => channelId === id),
    ownsGuild: () => true,
    onFatal(error) {
      throw error;
    },
  });
  const { client, guildId } = discord;
  const context: CommandContext = {
    client,
    config,
    library,
    ledger,
    pauses,
    delivery,
    subscriptions,
    articles: new ArticleAdder(config, library),
    clock,
  };
  const asker: Asker = {
    userId: ADMIN_ID,
    channelId: home,
    guildId,
    permissions: 0n,
    roleIds: [],
    language: 'en',
    t: translatorFor('en'),
  };
  return {
    context,
    discord,
    clock,
    /** What delivery waits by for Discord. */
    realClock,
    /** What was posted. */
    channels,
    feeds,
    log: lines,
    /** A text channel of the server, where commands are typed. */
    home,
    /** Who may manage the server, and who may not. */
    admin: new Member({ ...asker, permissions: PermissionsBitField.resolve('ManageGuild') }, context),
    reader: new Member({ ...asker, userId: READER_ID }, context),
    /** A run of the channel's subscription, as its schedule would begin it. */
    async tick(channelId: string): Promise<void> {
      const subscription = subscriptions.find(channelId);
      if (subscription === undefined) throw new Error(`nothing posts in ${channelId}`);
      await delivery.tick(subscription);
    },
  };
}

type As = Partial<Pick<Asker, 'userId' | 'channelId' | 'guildId' | 'roleIds'>> & {
  readonly permissions?: PermissionResolvable;
  readonly language?: Language;
};

/** A member who types commands, presses buttons and fills in forms. What Discord would refuse to show fails the test. */
class Member {
  readonly #asker: Asker;
  readonly #context: CommandContext;

  constructor(asker: Asker, context: CommandContext) {
    this.#asker = asker;
    this.#context = context;
  }

  /** The same member elsewhere, with other permissions, or in another language. */
  as({ permissions, language = this.#asker.language, ...others }: As): Member {
    const changes = permissions !== undefined && { permissions: PermissionsBitField.resolve(permissions) };
    const asker = { ...this.#asker, ...others, ...changes, language, t: translatorFor(language) };
    return new Member(asker, this.#context);
  }

  /** Types a command: `run('news', {topic: 'AI'})`, `run('feed', 'add', {channel})`. */
  async run(name: string, ...given: Given): Promise<Shown> {
    return show(await this.#answer(name, given));
  }

  /** Types a command that opens a form. */
  async openForm(name: string, ...given: Given): Promise<Form['form']> {
    const answer = await this.#answer(name, given);
    if (!('form' in answer)) throw new Error(`/${name} opened no form: ${answer.content}`);
    assertValidForm(answer.form);
    return answer.form;
  }

  /** Types a command that is refused. @returns the sentence that says why */
  refused(name: string, ...given: Given): Promise<string> {
    return sentenceOf(() => this.#answer(name, given));
  }

  /** What is suggested while the last of the options is typed. */
  suggest(name: string, ...given: Given): Choice[] {
    const command = findSlash(name);
    const choices = command.suggest?.(readOptions(command, given, true), this.#asker, this.#context) ?? [];
    assertValidChoices(choices);
    return choices;
  }

  /** Chooses a command of a message's menu (Apps). */
  async useMenu(name: string, message: APIMessage): Promise<Shown> {
    return show(await findMenu(name).answer(message, this.#asker, this.#context));
  }

  menuRefused(name: string, message: APIMessage): Promise<string> {
    return sentenceOf(() => findMenu(name).answer(message, this.#asker, this.#context));
  }

  /** Presses a button, or chooses values of a menu, of a message whose first card this is. */
  async press(
    customId: string,
    values: readonly string[] = [],
    card: APIEmbed | null = null,
  ): Promise<Shown> {
    return show(await this.#press(customId, { card, choices: values, fields: {} }));
  }

  pressRefused(
    customId: string,
    values: readonly string[] = [],
    card: APIEmbed | null = null,
  ): Promise<string> {
    return sentenceOf(() => this.#press(customId, { card, choices: values, fields: {} }));
  }

  /** Presses a button that opens a form. */
  async pressForForm(customId: string, card: APIEmbed | null = null): Promise<Form['form']> {
    const answer = await this.#press(customId, { card, choices: [], fields: {} });
    if (!('form' in answer)) throw new Error(`it opened no form: ${answer.content}`);
    assertValidForm(answer.form);
    return answer.form;
  }

  /** Sends a form with these values by field; the others keep what the form shows. */
  async submit(form: Form['form'], values: Readonly<Record<string, string>>): Promise<Shown> {
    return show(
      await this.#press(form.custom_id, { card: null, choices: [], fields: fillForm(form, values) }),
    );
  }

  /** As `submitRefused`, with what is shown below the sentence. */
  submitMistake(form: Form['form'], values: Readonly<Record<string, string>>): Promise<Shown> {
    return refusalOf(() =>
      this.#press(form.custom_id, { card: null, choices: [], fields: fillForm(form, values) }),
    );
  }

  submitRefused(form: Form['form'], values: Readonly<Record<string, string>>): Promise<string> {
    return sentenceOf(() =>
      this.#press(form.custom_id, { card: null, choices: [], fields: fillForm(form, values) }),
    );
  }

  // A command may fail before it is asynchronous: either way a rejection.
  async #answer(name: string, given: Given): Promise<Content | Form> {
    const command = findSlash(name);
    return await command.answer(readOptions(command, given), this.#asker, this.#context);
  }

  async #press(customId: string, given: ComponentGiven): Promise<Content | Form> {
    const id = parseCustomId(customId);
    if (id === null) throw new Error(`nothing handles "${customId}"`);
    // As in the dispatcher: the handler of a kind takes ids of that kind.
    const handler = components[id.kind] as ComponentHandlers['news-open'];
    return await handler.answer(id as { kind: 'news-open' }, given, this.#asker, this.#context);
  }
}

/** Whether a command's answer is for the asker alone. */
export function isPrivate(name: string, ...given: Given): boolean {
  const command = findSlash(name);
  return command.isPrivate(readOptions(command, given));
}

/** What becomes of a press: the answer replaces the message, or is a new one for the member alone. */
export function modeOf(customId: string): ComponentHandler['mode'] | null {
  const id = parseCustomId(customId);
  return id === null ? null : components[id.kind].mode;
}

/** All that a member reads: the content, then each embed's title, description, fields and footer. */
export function textOf({ content, embeds }: Shown): string {
  return [
    content,
    ...embeds.flatMap(({ title, description, fields = [], footer }) => [
      title,
      description,
      ...fields.flatMap(({ name, value }) => [name, value]),
      footer?.text,
    ]),
  ]
    .filter((text) => text)
    .join('\n');
}

/** A message's buttons in their order: the label, and the custom id or the address. */
export function buttonsOf({ components: rows }: Shown) {
  return rows.flatMap((row) =>
    row.components.flatMap((part) => {
      if (!('label' in part) || part.label === undefined) return [];
      const target = 'custom_id' in part ? part.custom_id : 'url' in part ? part.url : '';
      return { label: part.label, target, isDisabled: part.disabled ?? false };
    }),
  );
}

/** The custom id, or the address, of the button with that label. */
export function findButton(message: Shown, label: string): string {
  const buttons = buttonsOf(message);
  const button = buttons.find((one) => one.label === label);
  if (button === undefined) {
    throw new Error(`there is no button "${label}", but: ${buttons.map((one) => one.label).join(', ')}`);
  }
  return button.target;
}

function show(answer: Content | Form): Shown {
  if ('form' in answer) throw new Error('a form opened in place of an answer');
  return showMessage(answer);
}

async function sentenceOf(answer: () => unknown): Promise<string> {
  return (await refusalOf(answer)).content;
}

/** The sentence, and what is shown below it. */
async function refusalOf(answer: () => unknown): Promise<Shown> {
  try {
    await answer();
  } catch (error) {
    if (error instanceof UserError) return showMessage({ ...error.below, content: error.message });
    throw error;
  }
  throw new Error('it was not refused');
}

function findSlash(name: string): SlashCommand {
  const command = commands.find(({ definition }) => definition.name === name);
  if (command?.kind !== 'slash') throw new Error(`there is no /${name}`);
  return command;
}

function findMenu(name: string): MessageCommand {
  const command = commands.find(({ definition }) => definition.name === name);
  if (command?.kind !== 'message') throw new Error(`no menu has "${name}"`);
  return command;
}

/** The options as Discord sends them, each with the type that the command's definition gives it. */
function readOptions({ definition }: SlashCommand, given: Given, isTyping = false): CommandOptions {
  const [first, second] = given;
  const subcommand = typeof first === 'string' ? first : undefined;
  const values = (typeof first === 'string' ? second : first) ?? {};
  const group = (definition.options ?? []).find(({ name }) => name === subcommand);
  const isGroup = group?.type === ApplicationCommandOptionType.Subcommand;
  if (subcommand !== undefined && !isGroup) throw new Error(`/${definition.name} has no ${subcommand}`);
  const known = isGroup ? (group.options ?? []) : (definition.options ?? []);
  const entries = Object.entries(values);
  const options = entries.map(([name, value], index) => {
    const option = known.find((candidate) => candidate.name === name);
    if (option === undefined) throw new Error(`/${definition.name} has no option ${name}`);
    const focused = isTyping && index === entries.length - 1 && { focused: true };
    // Which type goes with which value is for the test to keep to: some forge what Discord's client would not send.
    return { name, type: option.type, value, ...focused } as APIApplicationCommandInteractionDataBasicOption;
  });
  if (subcommand === undefined) return new CommandOptions(options);
  return new CommandOptions([{ type: ApplicationCommandOptionType.Subcommand, name: subcommand, options }]);
}

/** The fields of a form by their ids, as they come back: with what is filled in, else with what they showed. */
function fillForm(
  { components: parts }: Form['form'],
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const fields = parts.flatMap((part) => ('component' in part ? [part.component] : []));
  const shown = Object.fromEntries(
    fields.map((field) => [
      'custom_id' in field ? field.custom_id : '',
      'options' in field
        ? (field.options.find((option) => option.default)?.value ?? '')
        : 'value' in field
          ? String(field.value)
          : '',
    ]),
  );
  const unknown = Object.keys(values).find((id) => !Object.hasOwn(shown, id));
  if (unknown !== undefined)
    throw new Error(`the form has no field ${unknown}, but: ${Object.keys(shown).join(', ')}`);
  return { ...shown, ...values };
}
