import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Guild, shardOf } from './guild.ts';
import { findBrowserSign } from './local-client.ts';
import { type Channel, isEphemeral, isThread, type Role, type SandboxMessage } from './model.ts';
import { describeGuild, describeRole } from './rest-guild.ts';
import { seenByBot } from './rest-messages.ts';
import type { World } from './world.ts';

/** Gateway opcodes (topics/opcodes-and-status-codes). */
const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;
/** Close codes (topics/opcodes-and-status-codes). */
const CLOSE = {
  unknownError: 4000,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  invalidSeq: 4007,
  sessionTimedOut: 4009,
  invalidShard: 4010,
  shardingRequired: 4011,
  disallowedIntents: 4014,
} as const;
/** What Discord sends. */
const HEARTBEAT_INTERVAL_MS = 41_250;
/** Intents (events/gateway). The privileged ones are not granted, as to any new application. */
const INTENT = { guilds: 1 << 0, guildMessages: 1 << 9, directMessages: 1 << 12 } as const;
const PRIVILEGED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15);
/** How many events a session keeps for a RESUME. */
const REPLAY_MAX_EVENTS = 10_000;
/** How many sessions without a socket are kept. */
const RESUMABLE_MAX_SESSIONS = 16;

type Payload = { op: number; d: unknown; s: number | null; t: string | null };

type Session = {
  id: string;
  intents: number;
  shard: readonly [id: number, count: number];
  socket: WebSocket | undefined;
  /** Every event sent or missed, so that a RESUME can send it again. */
  events: Payload[];
  sequence: number;
};

export type GatewayOptions = {
  server: Server;
  world: World;
  token: string;
  /** How many shards bots are asked for. */
  shards: number;
  url: () => string;
  onChange: () => void;
};

export type Gateway = ReturnType<typeof createGateway>;

/** The WebSocket side: sessions of bots, and the events they get. */
export function createGateway({ server, world, token, shards, url, onChange }: GatewayOptions) {
  const sockets = new WebSocketServer({
    server,
    verifyClient: ({ req }: { req: IncomingMessage }) => findBrowserSign(req) === undefined,
  });
  // It repeats the errors of the server, which whoever started that one handles.
  sockets.on('error', () => {});
  const sessions = new Map<string, Session>();
  let identifyCount = 0;

  sockets.on('connection', (socket) => {
    let session: Session | undefined;
    send(socket, { op: OP.hello, d: { heartbeat_interval: HEARTBEAT_INTERVAL_MS }, s: null, t: null });

    socket.on('message', (data) => {
      const payload = parse(String(data));
      if (!payload) return socket.close(CLOSE.decodeError, 'Error while decoding payload.');
      switch (payload.op) {
        case OP.heartbeat:
          return send(socket, { op: OP.heartbeatAck, d: null, s: null, t: null });
        case OP.identify:
          if (session) return socket.close(CLOSE.alreadyAuthenticated, 'Already authenticated.');
          session = identify(socket, payload.d);
          return;
        case OP.resume:
          session = resume(socket, payload.d);
          return;
        default:
          if (!session) socket.close(CLOSE.notAuthenticated, 'Not authenticated.');
      }
    });

    socket.on('close', (code) => {
      if (session?.socket === socket) {
        session.socket = undefined;
        // A client that says goodbye ends its session (events/gateway, "Disconnecting").
        if (code === 1000 || code === 1001) sessions.delete(session.id);
        forgetOldSessions();
      }
      onChange();
    });
  });

  function identify(socket: WebSocket, data: Record<string, unknown>): Session | undefined {
    identifyCount += 1;
    if (data.token !== token) {
      socket.close(CLOSE.authenticationFailed, 'Authentication failed.');
      return undefined;
    }
    const intents = Number(data.intents ?? 0);
    if (intents & PRIVILEGED_INTENTS) {
      socket.close(CLOSE.disallowedIntents, 'Disallowed intent(s).');
      return undefined;
    }
    const [shardId, shardCount] = Array.isArray(data.shard) ? data.shard.map(Number) : [0, 1];
    if (shardId === undefined || shardCount === undefined || !(shardId >= 0 && shardId < shardCount)) {
      socket.close(CLOSE.invalidShard, 'Invalid shard.');
      return undefined;
    }
    // One shard of one is as good as none.
    if (shards > 1 && shardCount === 1) {
      socket.close(CLOSE.shardingRequired, 'Sharding required.');
      return undefined;
    }
    const session: Session = {
      id: randomBytes(16).toString('hex'),
      intents,
      shard: [shardId, shardCount],
      socket,
      events: [],
      sequence: 0,
    };
    sessions.set(session.id, session);
    const guilds = [...world.guilds.values()].filter(({ id, joined }) => joined && owns(session, id));
    emit(session, 'READY', {
      v: 10,
      user: world.bot,
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url(),
      shard: session.shard,
      application: { id: world.application.id, flags: world.application.flags },
    });
    for (const guild of guilds) {
      if (!guild.unavailable && session.intents & INTENT.guilds)
        emit(session, 'GUILD_CREATE', guildCreate(guild));
    }
    onChange();
    return session;
  }

  function resume(socket: WebSocket, data: Record<string, unknown>): Session | undefined {
    const session = sessions.get(String(data.session_id));
    const sequence = Number(data.seq);
    if (data.token !== token || !session || sequence > session.sequence) {
      send(socket, { op: OP.invalidSession, d: false, s: null, t: null });
      return undefined;
    }
    session.socket?.close(CLOSE.unknownError);
    session.socket = socket;
    for (const event of session.events) if ((event.s ?? 0) > sequence) send(socket, event);
    emit(session, 'RESUMED', {});
    onChange();
    return session;
  }

  /** Bots that were killed never come back to their sessions. */
  function forgetOldSessions(): void {
    const left = [...sessions.values()].filter(({ socket }) => socket === undefined);
    for (const old of left.slice(0, -RESUMABLE_MAX_SESSIONS)) sessions.delete(old.id);
  }

  function emit(session: Session, name: string, data: unknown): void {
    session.sequence += 1;
    const event: Payload = { op: OP.dispatch, d: data, s: session.sequence, t: name };
    session.events.push(event);
    if (session.events.length > REPLAY_MAX_EVENTS) session.events.shift();
    if (session.socket) send(session.socket, event);
  }

  /** What belongs to no guild goes to the first shard (events/gateway, "Sharding"). */
  function owns({ shard: [id, count] }: Session, guildId: string | undefined): boolean {
    return id === (guildId === undefined ? 0 : shardOf(guildId, count));
  }

  function dispatch(
    name: string,
    data: unknown,
    { guildId, intent = 0 }: { guildId?: string | undefined; intent?: number } = {},
  ): void {
    for (const session of sessions.values()) {
      if (owns(session, guildId) && (intent === 0 || session.intents & intent)) emit(session, name, data);
    }
  }

  const sendToGuild = ({ id }: Guild, name: string, data: unknown, intent: number = INTENT.guilds) =>
    dispatch(name, data, { guildId: id, intent });

  function guildCreate(guild: Guild) {
    const channels = [...world.channels.values()].filter(({ guild_id }) => guild_id === guild.id);
    return {
      ...describeGuild(guild),
      unavailable: false,
      large: false,
      joined_at: guild.joined_at,
      member_count: 2,
      members: [world.botMember(guild)],
      channels: channels.filter((channel) => !isThread(channel)),
      threads: channels.filter(
        (channel) => channel.thread_metadata?.archived === false && world.botHas(channel, 'ViewChannel'),
      ),
      voice_states: [],
      presences: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    };
  }

  /** Whether bots get events of the guild: it has them, and there is no outage. */
  const isReachable = (guild: Guild | undefined): guild is Guild =>
    guild?.joined === true && !guild.unavailable;

  world.events.on('channel', (change, channel: Channel) => {
    const guild = world.guildOf(channel);
    if (!isReachable(guild)) return;
    if (!isThread(channel)) return sendToGuild(guild, `CHANNEL_${change.toUpperCase()}`, channel);
    // Of threads that a bot does not see it hears nothing, nor of those that go with their channel (topics/threads).
    if (!world.channels.has(channel.parent_id ?? '') || !world.botHas(channel, 'ViewChannel')) return;
    const { id, guild_id, parent_id, type } = channel;
    const data = {
      create: { ...channel, newly_created: true },
      update: channel,
      delete: { id, guild_id, parent_id, type },
    };
    sendToGuild(guild, `THREAD_${change.toUpperCase()}`, data[change]);
  });

  world.events.on('message', (change, message: SandboxMessage) => {
    if (isEphemeral(message)) return;
    const { id, channel_id } = message;
    const name = `MESSAGE_${change.toUpperCase()}`;
    const content = change === 'delete' ? { id, channel_id } : seenByBot(world, message);
    if (world.places.get(channel_id)?.kind === 'bot-dm')
      return dispatch(name, content, { intent: INTENT.directMessages });
    const channel = world.channels.get(channel_id);
    const guild = channel && world.guildOf(channel);
    if (!channel || !isReachable(guild) || !world.botHas(channel, 'ViewChannel')) return;
    const isPerson = change !== 'delete' && !message.webhook_id;
    const member = isPerson ? { member: { ...world.botMember(guild), user: undefined } } : {};
    sendToGuild(guild, name, { ...content, guild_id: guild.id, ...member }, INTENT.guildMessages);
  });

  world.events.on('role', (role: Role, guild: Guild) => {
    if (isReachable(guild))
      sendToGuild(guild, 'GUILD_ROLE_CREATE', { guild_id: guild.id, role: describeRole(role) });
  });

  world.events.on('guild', (change, guild) => {
    const { id, joined } = guild;
    if (change === 'delete') sendToGuild(guild, 'GUILD_DELETE', { id, ...(joined && { unavailable: true }) });
    else if (!isReachable(guild)) return;
    else if (change === 'create') sendToGuild(guild, 'GUILD_CREATE', guildCreate(guild));
    else sendToGuild(guild, 'GUILD_UPDATE', describeGuild(guild));
  });

  return {
    dispatch,
    identifyCount: () => identifyCount,
    /** Bots that are connected now. */
    connectedCount: () => [...sessions.values()].filter(({ socket }) => socket !== undefined).length,
    /** Bots that are connected or may come back to their session. */
    sessionCount: () => sessions.size,

    /** Closes every bot's socket, or that of one shard; sessions stay for a RESUME unless the code ends them. */
    drop(code: number, shardId?: number): void {
      const endsSession =
        [1000, 1001, CLOSE.invalidSeq, CLOSE.sessionTimedOut].includes(code) || isFatal(code);
      for (const session of sessions.values()) {
        if (shardId !== undefined && session.shard[0] !== shardId) continue;
        const { socket } = session;
        session.socket = undefined;
        if (endsSession) sessions.delete(session.id);
        socket?.close(code);
      }
    },

    close(): void {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

/** Codes after which a client must not come back. */
function isFatal(code: number): boolean {
  return (
    code === CLOSE.authenticationFailed || (code >= CLOSE.invalidShard && code <= CLOSE.disallowedIntents)
  );
}

function parse(text: string): { op: number; d: Record<string, unknown> } | undefined {
  try {
    const payload: unknown = JSON.parse(text);
    if (!(payload instanceof Object) || !('op' in payload)) return undefined;
    const data: unknown = 'd' in payload ? payload.d : undefined;
    return {
      op: Number(payload.op),
      d: data instanceof Object ? Object.fromEntries(Object.entries(data)) : {},
    };
  } catch {
    return undefined; // answered with 4002
  }
}

function send(socket: WebSocket, payload: Payload): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(payload));
}
