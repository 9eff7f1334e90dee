import { isDeepStrictEqual } from 'node:util';
import {
  ApplicationCommandPatchRequestPartialSchema,
  ApplicationCommandUpdateRequestSchema,
} from 'discord-api-spec/zod';
import { checkBody } from './body-check.ts';
import { type CommandNode, checkCommand } from './command-limits.ts';
import { findDuplicates } from './command-localizations.ts';
import { invalidFormBody, refuse } from './errors.ts';
import type { Route, RouteRequest } from './http.ts';
import type { World } from './world.ts';

/** Command types and how many of each one scope takes (interactions/application-commands). */
export const COMMAND_TYPE = { chatInput: 1, user: 2, message: 3 } as const;
const MAX_COMMANDS: Record<number, number> = { 1: 100, 2: 15, 3: 15 };

/** An option of a command, as registered. */
export type CommandOption = Omit<
  CommandNode,
  'type' | 'options' | `${'min' | 'max'}_${'value' | 'length'}`
> & {
  type: number;
  options?: CommandOption[];
  min_length?: number;
  max_length?: number;
  min_value?: number;
  max_value?: number;
  channel_types?: number[];
};

/** A registered command, as Discord returns it. */
export type RegisteredCommand = {
  id: string;
  application_id: string;
  guild_id?: string;
  version: string;
  type: number;
  name: string;
  name_localizations?: Record<string, string> | null;
  description: string;
  description_localizations?: Record<string, string> | null;
  options?: CommandOption[];
  default_member_permissions: string | null;
  dm_permission: boolean;
  contexts: number[] | null;
  integration_types: number[];
  nsfw: boolean;
};

type CommandBody = Omit<Partial<RegisteredCommand>, 'name' | 'options'> &
  Omit<CommandNode, 'options'> & { options?: CommandOption[] | null };

export type Commands = ReturnType<typeof createCommands>;

/** The registered commands: one list for the whole application, one for the guild. */
export function createCommands(world: World) {
  const scopes = new Map<string, RegisteredCommand[]>();
  const scopeOf = (guildId: string | undefined) => scopes.get(guildId ?? 'global') ?? [];

  function store(
    guildId: string | undefined,
    body: CommandBody,
    existing: RegisteredCommand | undefined,
  ): RegisteredCommand {
    const command: RegisteredCommand = {
      id: existing?.id ?? world.nextId(),
      application_id: world.application.id,
      ...(guildId ? { guild_id: guildId } : {}),
      version: existing?.version ?? world.nextId(),
      type: body.type ?? COMMAND_TYPE.chatInput,
      name: body.name,
      name_localizations: body.name_localizations ?? null,
      description: body.description ?? '',
      description_localizations: body.description_localizations ?? null,
      ...(body.options?.length ? { options: body.options.map(withoutNulls) } : {}),
      default_member_permissions: body.default_member_permissions ?? null,
      dm_permission: body.dm_permission ?? true,
      contexts: body.contexts ?? null,
      integration_types: body.integration_types ?? [0],
      nsfw: false,
    };
    return existing && !isDeepStrictEqual(existing, command)
      ? { ...command, version: world.nextId() }
      : command;
  }

  return {
    /** Those of the guild, then those of all guilds. */
    all: (): readonly RegisteredCommand[] =>
      [...scopes].sort(([a]) => (a === 'global' ? 1 : -1)).flatMap(([, list]) => list),

    list: scopeOf,

    /** Replaces the whole list; a command that stays as it was keeps its id and version (discord-api-docs #4961). */
    replace(guildId: string | undefined, bodies: readonly CommandBody[]): RegisteredCommand[] {
      assertCounts(bodies);
      const before = scopeOf(guildId);
      const after = bodies.map((body) =>
        store(
          guildId,
          body,
          before.find((old) => isSame(old, body)),
        ),
      );
      scopes.set(guildId ?? 'global', after);
      return after;
    },

    /** Adds a command, or changes the one with its name. */
    put(guildId: string | undefined, body: CommandBody): { command: RegisteredCommand; created: boolean } {
      const before = scopeOf(guildId);
      const existing = before.find((old) => isSame(old, body));
      const others = before.filter((old) => old !== existing);
      assertCounts([...others, body]);
      const command = store(guildId, body, existing);
      scopes.set(guildId ?? 'global', [...others, command]);
      return { command, created: existing === undefined };
    },

    find(guildId: string | undefined, id: string): RegisteredCommand {
      const command = scopeOf(guildId).find((registered) => registered.id === id);
      if (!command) throw refuse('unknownCommand');
      return command;
    },

    change(guildId: string | undefined, id: string, body: Partial<CommandBody>): RegisteredCommand {
      const existing = this.find(guildId, id);
      const command = store(guildId, { ...existing, ...body }, existing);
      scopes.set(
        guildId ?? 'global',
        scopeOf(guildId).map((old) => (old.id === id ? command : old)),
      );
      return command;
    },

    remove(guildId: string | undefined, id: string): void {
      const command = this.find(guildId, id);
      scopes.set(
        guildId ?? 'global',
        scopeOf(guildId).filter((old) => old !== command),
      );
    },
  };
}

function isSame(command: RegisteredCommand, body: CommandBody): boolean {
  return command.name === body.name && command.type === (body.type ?? COMMAND_TYPE.chatInput);
}

function assertCounts(bodies: readonly CommandBody[]): void {
  for (const [type, max] of Object.entries(MAX_COMMANDS)) {
    const count = bodies.filter((body) => (body.type ?? COMMAND_TYPE.chatInput) === Number(type)).length;
    if (count > max) throw refuse('tooManyCommands');
  }
}

/** Discord leaves out what was not set. */
function withoutNulls(option: CommandOption): CommandOption {
  const set = Object.entries(option).filter(([, value]) => value !== null && value !== undefined);
  const kept = { ...option, ...Object.fromEntries(set) };
  for (const key of Object.keys(kept)) if (Reflect.get(kept, key) === null) Reflect.deleteProperty(kept, key);
  return option.options ? { ...kept, options: option.options.map(withoutNulls) } : kept;
}

/** Registration of commands, for all guilds and for one. */
export function commandRoutes(world: World, commands: Commands): Route[] {
  const guildOf = (request: RouteRequest): string | undefined => {
    if (request.param('applicationId') !== world.application.id) throw refuse('missingAccess');
    const guildId = request.param('guildId');
    if (guildId !== '' && !world.guilds.get(guildId)?.joined) throw refuse('missingAccess');
    return guildId === '' ? undefined : guildId;
  };

  function readCommand(request: RouteRequest): CommandBody {
    const { body, ignoredFields } = checkBody<CommandBody>(
      ApplicationCommandUpdateRequestSchema,
      request.body,
    );
    request.noteIgnored(ignoredFields);
    const errors = checkCommand(body);
    if (errors.length > 0) throw invalidFormBody(errors);
    return body;
  }

  function readCommandList(request: RouteRequest): CommandBody[] {
    if (!Array.isArray(request.body)) {
      const message = 'Only iterables may be used in a ListType';
      throw invalidFormBody([{ path: [], code: 'LIST_TYPE_CONVERT', message }]);
    }
    const bodies = request.body.map((entry, index) => {
      const { body, ignoredFields } = checkBody<CommandBody>(ApplicationCommandUpdateRequestSchema, entry, [
        index,
      ]);
      request.noteIgnored(ignoredFields);
      return body;
    });
    const errors = bodies.flatMap((body, index) => checkCommand(body, [index]));
    for (const type of Object.values(COMMAND_TYPE)) {
      const ofType = bodies.filter((body) => (body.type ?? COMMAND_TYPE.chatInput) === type);
      for (const { index } of findDuplicates(ofType)) {
        const path = bodies.flatMap((body, place) => (body === ofType[index] ? [place] : []));
        const message = 'Application command names must be unique';
        errors.push({ path, code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message });
      }
    }
    if (errors.length > 0) throw invalidFormBody(errors);
    return bodies;
  }

  const shown = (request: RouteRequest, command: RegisteredCommand): RegisteredCommand => {
    if (request.method !== 'GET' || request.query.get('with_localizations') === 'true') return command;
    return withoutLocalizations(command);
  };

  return [
    '/applications/{applicationId}/commands',
    '/applications/{applicationId}/guilds/{guildId}/commands',
  ].flatMap((path): Route[] => [
    {
      method: 'GET',
      path,
      handle: (request) => ({
        status: 200,
        body: commands.list(guildOf(request)).map((command) => shown(request, command)),
      }),
    },
    {
      method: 'PUT',
      path,
      handle: (request) => ({
        status: 200,
        body: commands.replace(guildOf(request), readCommandList(request)),
      }),
    },
    {
      method: 'POST',
      path,
      handle(request) {
        const { command, created } = commands.put(guildOf(request), readCommand(request));
        return { status: created ? 201 : 200, body: command };
      },
    },
    {
      method: 'GET',
      path: `${path}/{commandId}`,
      handle: (request) => ({
        status: 200,
        body: commands.find(guildOf(request), request.param('commandId')),
      }),
    },
    {
      method: 'PATCH',
      path: `${path}/{commandId}`,
      handle(request) {
        const { body } = checkBody<Partial<CommandBody>>(
          ApplicationCommandPatchRequestPartialSchema,
          request.body,
        );
        const existing = commands.find(guildOf(request), request.param('commandId'));
        const errors = checkCommand({ ...existing, ...body });
        if (errors.length > 0) throw invalidFormBody(errors);
        return { status: 200, body: commands.change(guildOf(request), existing.id, body) };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{commandId}`,
      handle(request) {
        commands.remove(guildOf(request), request.param('commandId'));
        return { status: 204 };
      },
    },
  ]);
}

/** A list asked for without `with_localizations` leaves them out. */
function withoutLocalizations(command: RegisteredCommand): RegisteredCommand {
  const strip = (node: object): object =>
    Object.fromEntries(
      Object.entries(node)
        .filter(([key]) => key !== 'name_localizations' && key !== 'description_localizations')
        .map(([key, value]) => [key, key === 'options' && Array.isArray(value) ? value.map(strip) : value]),
    );
  return strip(command) as RegisteredCommand; // only optional keys were taken away
}
