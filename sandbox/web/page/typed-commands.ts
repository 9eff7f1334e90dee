import type { Channel, OptionValue, RegisteredCommand, Role, User } from '../protocol.ts';
import { localize } from './localize.ts';

/** Option and command types by Discord's numbers (interactions/application-commands). */
export const OPTION_TYPE = {
  subcommand: 1,
  group: 2,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
} as const;
const CHAT_INPUT = 1;

type RegisteredOption = NonNullable<RegisteredCommand['options']>[number];
type FixedChoice = { name: string; value: OptionValue };

/** An option as the reader sees it: in the reader's language, with all that can be picked. */
export type TypedOption = Omit<RegisteredOption, 'choices' | 'options'> & {
  label: string;
  detail: string;
  /** undefined: any text or number will do. */
  choices: readonly FixedChoice[] | undefined;
};

/** A command as it is typed: `/topics add` is one, with `add` as its subcommand. */
export type TypedCommand = {
  /** In the reader's language. */
  title: string;
  /** As registered: that is understood too. */
  plainTitle: string;
  name: string;
  subcommand: string | undefined;
  description: string;
  options: readonly TypedOption[];
};

/** What the reader's client knows of the guild. */
export type Directory = {
  you: { locale: string };
  channels: readonly Channel[];
  roles: readonly Role[];
  people: readonly User[];
};

/** Every slash command that can be typed, subcommands one by one, in the order of the alphabet. */
export function listTypedCommands(
  commands: readonly RegisteredCommand[],
  directory: Directory,
): TypedCommand[] {
  const list: TypedCommand[] = [];
  const { locale } = directory.you;
  type Node = Pick<RegisteredOption, 'name' | 'name_localizations' | 'options'> & Described;
  const add = (path: readonly Node[], node: Node): void => {
    const nodes = [...path, node];
    const options = node.options ?? [];
    const inner = options.filter(({ type }) => type === OPTION_TYPE.subcommand || type === OPTION_TYPE.group);
    for (const option of inner) add(nodes, option);
    if (inner.length > 0) return;
    const [name = '', ...rest] = nodes.map((each) => each.name);
    list.push({
      title: `/${nodes.map((each) => localize(each.name, each.name_localizations, locale)).join(' ')}`,
      plainTitle: `/${[name, ...rest].join(' ')}`,
      name,
      subcommand: rest.length > 0 ? rest.join(' ') : undefined,
      description: describe(node, locale),
      options: options.map((option) => toTypedOption(option, directory)),
    });
  };
  for (const command of commands) if (command.type === CHAT_INPUT) add([], command);
  return list.sort((a, b) => a.title.localeCompare(b.title));
}

type Described = Pick<RegisteredOption, 'description' | 'description_localizations'>;

const describe = ({ description, description_localizations }: Described, locale: string): string =>
  localize(description ?? '', description_localizations, locale);

function toTypedOption(option: RegisteredOption, directory: Directory): TypedOption {
  const { locale } = directory.you;
  const { options: _, ...kept } = option;
  return {
    ...kept,
    label: localize(option.name, option.name_localizations, locale),
    detail: describe(option, locale),
    choices: listFixedChoices(option, directory),
  };
}

function listFixedChoices(option: RegisteredOption, directory: Directory): FixedChoice[] | undefined {
  const { channels, roles, people, you } = directory;
  const listed = option.choices?.map(({ name, name_localizations, value }) => ({
    name: localize(name, name_localizations, you.locale),
    value,
  }));
  switch (option.type) {
    case OPTION_TYPE.boolean:
      return [true, false].map((value) => ({ name: value ? 'True' : 'False', value }));
    case OPTION_TYPE.channel:
      return pickChannels(channels, option.channel_types ?? []);
    case OPTION_TYPE.role:
      return pickRoles(roles);
    case OPTION_TYPE.user:
      return pickPeople(people);
    case OPTION_TYPE.mentionable:
      return [...pickPeople(people), ...pickRoles(roles)];
    default:
      return listed?.length ? listed : undefined;
  }
}

/** Channels to pick from, as a picker names them. @param types empty: all; archived threads are not offered */
export function pickChannels(channels: readonly Channel[], types: readonly number[]) {
  return channels
    .filter(
      ({ type, thread_metadata }) =>
        !thread_metadata?.archived && (types.length === 0 || types.includes(type)),
    )
    .map(({ id, name }) => ({ name: `#${name}`, value: id }));
}

export function pickRoles(roles: readonly Role[]) {
  return roles.map(({ id, name }) => ({ name: name.startsWith('@') ? name : `@${name}`, value: id }));
}

export function pickPeople(people: readonly User[]) {
  return people.map(({ id, username }) => ({ name: `@${username}`, value: id }));
}
