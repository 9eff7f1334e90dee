import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { now } from './clock.ts';
import type { FaultRule } from './faults.ts';
import { createGateway } from './gateway.ts';
import { createHttp, type RecordedRequest } from './http.ts';
import {
  createInteractions,
  INTERACTION_RESPONSE_DEADLINE_MS,
  INTERACTION_TOKEN_LIFETIME_MS,
} from './interactions.ts';
import { createMember, type MemberOptions, type SandboxMember } from './member.ts';
import type { Channel, Role, SandboxMessage } from './model.ts';
import { createModerator, DEFAULT_CHANNELS } from './moderator.ts';
import type { PlaceKind } from './places.ts';
import type { RateLimitOptions } from './rate-limits.ts';
import { channelRoutes } from './rest-channels.ts';
import { commandRoutes, createCommands, type RegisteredCommand } from './rest-commands.ts';
import { guildRoutes } from './rest-guild.ts';
import { interactionRoutes } from './rest-interactions.ts';
import { messageRoutes } from './rest-messages.ts';
import { type Change, createWorld } from './world.ts';

export type { FaultRule } from './faults.ts';
export type { RecordedRequest } from './http.ts';
export type { InteractionAnswer } from './interactions.ts';
export type { SandboxMember } from './member.ts';
export type { Channel, SandboxMessage } from './model.ts';
export type { RegisteredCommand } from './rest-commands.ts';

/** "The past few minutes" of resources/message; no figure is given. */
const NONCE_WINDOW_MS = 3 * 60_000;
const WAIT_DEFAULT_MS = 40_000;
const HOST = '127.0.0.1';

export type SandboxOptions = {
  /** 0 or missing: any free port. */
  port?: number;
  /** Every request is appended to this file, one JSON document a line, without tokens. */
  recordPath?: string;
  /** The sandbox's time in Unix milliseconds, for ids, times, nonces and tokens; sockets and deadlines stay real. */
  now?: () => number;
  /** How many shards it asks bots for; default 1. */
  shards?: number;
  /** The bot token it accepts. */
  token?: string;
  nonceWindowMs?: number;
  /** Default: 50 requests a second for each channel and route; false switches limits off. */
  rateLimits?: RateLimitOptions | false;
  /** Shorter than Discord's only where a test waits for it to pass. */
  interactionDeadlineMs?: number;
  /** How long follow-ups are taken, in real time; default: Discord's quarter of an hour. */
  interactionTokenLifetimeMs?: number;
};

/** Things that happen in the sandbox, for a page that shows it. */
export type SandboxEvents = {
  message: [change: Change, message: SandboxMessage];
  channel: [change: Change, channel: Channel];
  role: [role: Role, guildId: string];
  request: [request: RecordedRequest];
};

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/**
 * Starts a local Discord on 127.0.0.1: REST below `apiUrl`, the gateway at the address REST names.
 * It holds one guild with the channels `ai-news` (text), `announcements` and `forum`; `addGuild` adds others.
 */
export async function startSandbox(options: SandboxOptions = {}) {
  // Another one each time: what is written down anywhere opens nothing later.
  const token = options.token ?? `sandbox-${randomBytes(24).toString('base64url')}`;
  const shards = options.shards ?? 1;
  const world = createWorld(options.now ?? now);
  const commands = createCommands(world);
  const interactions = createInteractions(
    world,
    options.interactionTokenLifetimeMs ?? INTERACTION_TOKEN_LIFETIME_MS,
  );
  const events = new EventEmitter<SandboxEvents>();
  const rechecks = new Set<() => void>();
  let port = options.port ?? 0;

  const recheck = () => {
    for (const check of rechecks) check();
  };
  const gatewayUrl = () => `ws://${HOST}:${port}`;
  const http = createHttp({
    token,
    now: world.now,
    rateLimits: options.rateLimits ?? {},
    ...(options.recordPath ? { recordPath: options.recordPath } : {}),
    routes: [
      ...guildRoutes(world, { url: gatewayUrl, shards, identifyCount: () => gateway.identifyCount() }),
      ...commandRoutes(world, commands),
      ...interactionRoutes(world, interactions),
      ...channelRoutes(world),
      ...messageRoutes(world, options.nonceWindowMs ?? NONCE_WINDOW_MS),
    ],
    onRequest(request) {
      events.emit('request', request);
      recheck();
    },
  });
  const gateway = createGateway({
    server: http.server,
    world,
    token,
    shards,
    url: gatewayUrl,
    onChange: recheck,
  });

  world.events.on('message', (change, message) => {
    events.emit('message', change, message);
    recheck();
  });
  world.events.on('channel', (change, channel) => {
    events.emit('channel', change, channel);
    recheck();
  });

  world.events.on('role', (role, { id }) => events.emit('role', role, id));

  const moderator = createModerator(world);
  for (const channel of DEFAULT_CHANNELS) moderator.addChannel(channel);

  http.server.listen(port, HOST);
  await once(http.server, 'listening');
  // A server that listens on a port has an address of this form.
  port = (http.server.address() as AddressInfo).port;

  return {
    apiUrl: `http://${HOST}:${port}/api`,
    token,
    /** The guild that is there from the start. */
    guild: world.guild,
    applicationId: world.application.id,
    botId: world.bot.id,
    events,
    requests: http.requests,
    /** Requests that were answered 429. */
    rateLimitedCount: http.rateLimitedCount,
    /** Bots on the gateway now, and IDENTIFYs so far. */
    connectedCount: gateway.connectedCount,
    identifyCount: gateway.identifyCount,

    /** Channels and threads of all guilds, oldest first. */
    channels: (): readonly Channel[] => [...world.channels.values()],

    /** A channel by name, of the first guild unless another is named. @throws Error when there is none */
    channel(name: string, guildId = world.guild.id): Channel {
      const channels = [...world.channels.values()];
      const channel = channels.find((other) => other.name === name && other.guild_id === guildId);
      if (!channel) throw new Error(`the sandbox has no channel "${name}"`);
      return channel;
    },

    ...moderator,

    /** The channel's messages, oldest first. */
    messages: (channelId: string): readonly SandboxMessage[] => [...world.messagesIn(channelId)],

    commands: (): readonly RegisteredCommand[] => commands.all(),

    /**
     * Opens a place where the app is not installed by a guild's admins; members use it there by what is installed
     * to their accounts, in `bot-dm` also as people of the guild.
     * @param options.allowsExternalApps whether members have USE_EXTERNAL_APPS there; default true
     * @returns the channel's id
     */
    openPlace: (kind: PlaceKind, { allowsExternalApps = true } = {}): string =>
      world.openPlace(kind, allowsExternalApps).channel.id,

    /** Orders a fault. @returns takes it away again */
    fail: (rule: FaultRule): (() => void) => http.faults.add(rule),

    member: (input?: MemberOptions): SandboxMember =>
      createMember(
        {
          world,
          gateway,
          commands,
          interactions,
          responseDeadlineMs: options.interactionDeadlineMs ?? INTERACTION_RESPONSE_DEADLINE_MS,
        },
        input,
      ),

    /** Closes the sockets of all bots, or of one shard of theirs; 4000 lets them RESUME. */
    dropGateway: (code = 4000, shardId?: number): void => gateway.drop(code, shardId),

    /**
     * Resolves with what `predicate` gives once it is neither false nor undefined; asked again at every change.
     * @throws Error at the timeout, naming the predicate and the last requests
     */
    waitFor<T>(predicate: () => T | false | undefined, timeoutMs = WAIT_DEFAULT_MS): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const check = () => {
        try {
          const value = predicate();
          if (value !== false && value !== undefined) resolve(value);
        } catch (error) {
          reject(error);
        }
      };
      const timer = setTimeout(
        () => reject(new Error(describeWait(predicate, timeoutMs, http.requests))),
        timeoutMs,
      );
      rechecks.add(check);
      check();
      return promise.finally(() => {
        clearTimeout(timer);
        rechecks.delete(check);
      });
    },

    async close(): Promise<void> {
      gateway.close();
      const closed = once(http.server, 'close');
      http.server.close();
      http.server.closeAllConnections();
      await closed;
    },
  };
}

function describeWait(
  predicate: () => unknown,
  timeoutMs: number,
  requests: readonly RecordedRequest[],
): string {
  const last = requests
    .slice(-5)
    .map(({ number, method, path, status }) => `  #${number} ${method} ${path} → ${status}`);
  const seen = last.length > 0 ? `last requests:\n${last.join('\n')}` : 'no request was seen';
  return `waited ${timeoutMs} ms in vain for ${predicate.toString().slice(0, 200)}\n${seen}`;
}
