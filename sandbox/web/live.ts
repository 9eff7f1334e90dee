import type { ServerResponse } from 'node:http';
import { isEphemeral, type Role, type SandboxMessage } from '../model.ts';
import type { RecordedRequest, Sandbox } from '../sandbox.ts';
import type { Change } from '../world.ts';
import type { Preview, Replay } from './controls.ts';
import { toDiscordLocale } from './locale.ts';
import type { Channel, InteractionNote, LiveEvent, Snapshot, View } from './protocol.ts';
import { createReader, type Reader } from './reader.ts';

/** The page shows no more of a channel. */
const SNAPSHOT_MESSAGES_PER_CHANNEL = 200;
const SNAPSHOT_REQUESTS = 500;
const KEPT_INTERACTIONS = 1000;
const READER_NAME = 'reader';

type Connection = { reader: Reader; view: View; response: ServerResponse };

export type LiveSources = { sandbox: Sandbox; replay: Replay | undefined; preview: Preview | undefined };

/** Tells every open page what happens in the sandbox, as server-sent events. */
export function createLive({ sandbox, replay, preview }: LiveSources) {
  const readers = new Map<string, Reader>();
  const connections = new Set<Connection>();
  const interactions: InteractionNote[] = [];

  function send(event: LiveEvent, isFor: (connection: Connection) => boolean): void {
    const text = `data: ${JSON.stringify(event)}\n\n`;
    for (const connection of connections) if (isFor(connection)) connection.response.write(text);
  }
  const toAll = () => true;
  /** The page shows the first guild alone. */
  const isShown = ({ guild_id }: Channel) => guild_id === sandbox.guild.id;

  const onMessage = (change: Change, message: SandboxMessage): void => {
    const channel = sandbox.channels().find(({ id }) => id === message.channel_id);
    if (channel && !isShown(channel)) return;
    const readerId = isEphemeral(message) ? message.interaction_metadata?.user.id : undefined;
    if (readerId !== undefined)
      for (const reader of readers.values()) if (reader.you.id === readerId) reader.remember(message);
    send(
      { type: 'message', change, message },
      ({ reader }) => !isEphemeral(message) || reader.you.id === readerId,
    );
  };
  const onChannel = (change: Change, channel: Channel): void => {
    if (isShown(channel)) send({ type: 'channel', change, channel }, toAll);
  };
  const onRole = (role: Role, guildId: string): void => {
    if (guildId === sandbox.guild.id) send({ type: 'role', role }, toAll);
  };
  const sendCommands = (): void => {
    for (const connection of connections)
      send({ type: 'commands', commands: connection.reader.commands() }, (other) => other === connection);
  };
  const onRequest = (request: RecordedRequest): void => {
    if (request.method !== 'GET' && /\/commands(\/|$)/.test(request.route)) sendCommands();
    send({ type: 'request', request }, ({ view }) => view === 'inspect');
  };
  sandbox.events
    .on('message', onMessage)
    .on('channel', onChannel)
    .on('role', onRole)
    .on('request', onRequest);
  replay?.onChange(() => send({ type: 'replay', replay: replay.state() }, toAll));
  preview?.onChange(() => send({ type: 'preview', preview: preview.current() }, toAll));

  /** Tells what a reader has sent; that reader's page under the key it gave. */
  function noteInteraction(page: string, interaction: InteractionNote, key: number | undefined): void {
    const isOwn = ({ reader }: Connection) => reader === readers.get(page);
    if (key !== undefined) send({ type: 'interaction', interaction, key }, isOwn);
    if (interaction.title === '') return;
    interactions.push(interaction);
    if (interactions.length > KEPT_INTERACTIONS) interactions.shift();
    send({ type: 'interaction', interaction }, (connection) => !isOwn(connection));
  }

  /** The reader behind a page; made when the page is first seen. @param language the browser's */
  function readerOf(page: string, language = ''): Reader {
    const you = { name: READER_NAME, locale: toDiscordLocale(language) };
    const known = readers.get(page);
    if (known) return known;
    const reader = createReader(sandbox, you, (note, key) => noteInteraction(page, note, key));
    readers.set(page, reader);
    return reader;
  }

  function takeSnapshot(reader: Reader, view: View): Snapshot {
    const channels = sandbox.channels().filter(isShown);
    return {
      type: 'snapshot',
      you: reader.you,
      guildName: sandbox.guild.name,
      channels,
      roles: sandbox.roles(),
      people: sandbox.people(),
      messages: Object.fromEntries(
        channels.map(({ id }) => [id, sandbox.messages(id).slice(-SNAPSHOT_MESSAGES_PER_CHANNEL)]),
      ),
      commands: reader.commands(),
      interactions,
      requests: view === 'inspect' ? sandbox.requests.slice(-SNAPSHOT_REQUESTS) : [],
      replay: replay?.state() ?? null,
      preview: preview?.current() ?? null,
    };
  }

  return {
    readerOf,

    /** Keeps the response open and sends everything on it, a snapshot first. */
    connect(page: { id: string; language: string; view: View }, response: ServerResponse): void {
      const connection = { reader: readerOf(page.id, page.language), view: page.view, response };
      connections.add(connection);
      response.on('close', () => connections.delete(connection));
      send(takeSnapshot(connection.reader, page.view), (other) => other === connection);
    },

    close(): void {
      sandbox.events.off('message', onMessage).off('channel', onChannel).off('role', onRole);
      sandbox.events.off('request', onRequest);
      for (const { response } of connections) response.end();
    },
  };
}
