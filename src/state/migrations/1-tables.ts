import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { UnreadableStateError } from '../state-error.ts';

/**
 * Ids of Discord are kept as integers where they are numbers: columns of type `integer` do that by themselves, and
 * keep other text as it is (sqlite.org/datatype3.html, Type Affinity). The tables hold one row for each post of years,
 * so each byte counts.
 */
const SCHEMA = `
  create table if not exists keyv (
    key varchar(255) not null, value text, namespace varchar(255) not null default '', expires bigint default null,
    unique (key, namespace)
  );
  -- How far each reader has got in what it follows.
  create table cursors (name text primary key, value text not null) strict, without rowid;
  -- Every channel that something was posted in.
  create table channels (
    number integer primary key,
    channel_id integer not null unique,
    -- Null until the gateway has told it.
    guild_id integer,
    -- Since when the channel or its server is gone; null: it is there.
    gone_at_ms integer
  );
  -- Which event a story tells that a channel got a post of; not for the event's own name (src/delivery/posted-events.ts).
  create table event_stories (story_id text primary key, event_id text not null) strict, without rowid;
  create index channels_by_guild on channels (guild_id);
  -- The ledger: one row a channel and story (src/delivery/ledger.ts).
  create table posts (
    id integer primary key,
    channel integer not null references channels (number) on delete cascade,
    story_id text not null,
    -- The event that the post stood for; null: the story's own.
    event_id text,
    state text not null check (state in ('sending', 'posted', 'aged', 'refused', 'removed', 'withdrawn')),
    -- Raised by each change; one that names another version is refused.
    version integer not null,
    at_ms integer not null,
    message_id integer,
    -- Where the message stands, if not in the channel itself: in a forum, its thread.
    place_id integer,
    has_thread integer not null default 0,
    -- Whether a thread or a copy for followers is still to be made.
    is_due integer not null default 0,
    -- The change by which its message may be out of date; null: it is up to date.
    dirty_seq integer
  );
  -- What a post needs only while something of it may still change. In a table of its own, so that the rows that stay
  -- for years lie close together: a row that shrinks in place leaves its page half empty.
  create table post_details (
    post_id integer primary key references posts (id) on delete cascade,
    nonce text,
    card_hash text,
    -- The rest as JSON.
    detail text not null
  );
  -- The channel first: a tick asks for many stories of one, which then lie close together.
  create unique index posts_by_story on posts (channel, story_id);
  create index posts_of_story on posts (story_id);
  -- With all that a tick reads: the rows themselves lie far apart.
  create index posts_by_time on posts (channel, at_ms, state, story_id);
  create index posts_by_message on posts (message_id) where message_id is not null;
  create index posts_by_event on posts (event_id, channel) where event_id is not null;
  create index posts_sending on posts (channel) where state = 'sending';
  create index posts_due on posts (channel) where is_due = 1;
  create index posts_dirty on posts (channel, dirty_seq) where dirty_seq is not null;
  create index posts_followed on posts (at_ms) where state = 'posted';
`;

/** What a version without a number kept of a story in a channel, as values of Keyv's. */
const look = z.unknown().optional();
const key = { channelId: z.string(), storyId: z.string() };
const OldEntry = z.discriminatedUnion('state', [
  z.object({
    ...key,
    state: z.literal('sending'),
    nonce: z.string(),
    sendingAtMs: z.number(),
    triedAtMs: z.number(),
    look,
    opensThread: z.boolean().default(false),
    reasons: z.unknown(),
  }),
  z.object({
    ...key,
    state: z.literal('posted'),
    place: z.object({ channelId: z.string(), messageId: z.string() }),
    postedAtMs: z.number(),
    editedAtMs: z.number().nullable(),
    cardHash: z.string(),
    look,
    crosspost: z.enum(['none', 'due', 'done']),
    thread: z.enum(['none', 'due', 'done']).default('none'),
    reasons: z.unknown(),
  }),
  z.object({
    ...key,
    state: z.literal('refused'),
    refusedAtMs: z.number(),
    reason: z.string(),
    cardHash: z.string().nullable().default(null),
    look,
  }),
  z.object({ ...key, state: z.literal('removed'), postedAtMs: z.number() }),
]);
type OldEntry = z.output<typeof OldEntry>;

/** Makes the tables, and moves the ledger of a version without a number into its own. */
export function createTables(database: DatabaseSync): void {
  const hadKeyv = database.prepare("select 1 from sqlite_schema where name = 'keyv'").get() !== undefined;
  database.exec(SCHEMA);
  if (!hadKeyv) return;
  const guildOf = readGuilds(database);
  const addChannel = database.prepare(
    'insert into channels (channel_id, guild_id) values (?, ?) on conflict do nothing',
  );
  const addPost = database.prepare(
    `insert into posts (channel, story_id, state, version, at_ms, message_id, place_id, has_thread, is_due)
     values ((select number from channels where channel_id = ?), ?, ?, 1, ?, ?, ?, ?, ?)`,
  );
  const addDetails = database.prepare('insert into post_details values (?, ?, ?, ?)');
  const rows = database.prepare("select key, value from keyv where namespace = 'ledger' order by key");
  for (const { key, value } of rows.iterate()) {
    const entry = readOldEntry(String(key), value);
    const { channelId, storyId, state } = entry;
    addChannel.run(channelId, guildOf.get(channelId) ?? null);
    const place = state === 'posted' ? entry.place : null;
    const isDue = state === 'posted' && (entry.thread === 'due' || entry.crosspost === 'due');
    const { lastInsertRowid } = addPost.run(
      channelId,
      storyId,
      state,
      atMsOf(entry),
      place?.messageId ?? null,
      place === null || place.channelId === channelId ? null : place.channelId,
      Number(state === 'posted' && entry.thread === 'done'),
      Number(isDue),
    );
    const detail = detailOf(entry);
    if (detail === null) continue;
    const cardHash = 'cardHash' in entry ? entry.cardHash : null;
    addDetails.run(lastInsertRowid, state === 'sending' ? entry.nonce : null, cardHash, detail);
  }
  database.exec("delete from keyv where namespace = 'ledger'");
}

/** The server of each channel that has a feed. */
function readGuilds(database: DatabaseSync): Map<string, string> {
  const Envelope = z.object({ value: z.object({ channelId: z.string(), guildId: z.string() }) });
  const guildOf = new Map<string, string>();
  for (const { value } of database.prepare("select value from keyv where namespace = 'feeds'").all()) {
    const parsed = Envelope.safeParse(parseJson(value));
    if (parsed.success) guildOf.set(parsed.data.value.channelId, parsed.data.value.guildId);
  }
  return guildOf;
}

function readOldEntry(key: string, value: unknown): OldEntry {
  const parsed = z.object({ value: OldEntry }).safeParse(parseJson(value));
  if (parsed.success) return parsed.data.value;
  const [issue] = parsed.error.issues;
  throw new UnreadableStateError(
    `the ledger entry ${key}`,
    `${issue?.path.slice(1).join('.') || 'its value'}: ${issue?.message}`,
  );
}

function atMsOf(entry: OldEntry): number {
  switch (entry.state) {
    case 'sending':
      return entry.sendingAtMs;
    case 'refused':
      return entry.refusedAtMs;
    case 'posted':
    case 'removed':
      return entry.postedAtMs;
  }
}

function detailOf(entry: OldEntry): string | null {
  switch (entry.state) {
    case 'sending': {
      const { triedAtMs, look, opensThread, reasons } = entry;
      return JSON.stringify({ triedAtMs, look, opensThread, reasons });
    }
    case 'posted': {
      const { editedAtMs, look, crosspost, thread, reasons } = entry;
      return JSON.stringify({ editedAtMs, look, crosspost, thread, reasons });
    }
    case 'refused': {
      const { reason, look } = entry;
      return JSON.stringify({ reason, look });
    }
    case 'removed':
      return null;
  }
}

function parseJson(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return undefined;
  }
}
