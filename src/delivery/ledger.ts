import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { prepared } from '../sqlite/statements.ts';
import type { State } from '../state/state.ts';
import { type Digest, Digests } from './digests.ts';
import type { LedgerEntry, PostedEntry, SendingEntry, StandingEntry } from './ledger-entry.ts';
import { FROM_POSTS, ROW_COLUMNS, toColumns, toDetails, toEntry } from './ledger-rows.ts';

/** The entry was changed since it was read, so the write is based on an old version. */
export class LedgerConflictError extends Error {
  override name = 'LedgerConflictError';
}

/** A story whose message may be out of date, and the change that made it so. */
export type DirtyStory = { readonly storyId: string; readonly seq: number };

/** A post, and one of the names by which its event is known: its story, or what it stood for. */
export type EventPost = PostState & {
  readonly storyId: string;
  readonly eventId: string;
  /** The digest that told it; missing: it was posted singly. */
  readonly digestId?: string;
};

/** A story of a channel, as the next selection sees it. */
export type PostState = { readonly state: LedgerEntry['state']; readonly atMs: number };

/** The planner would look through all of a channel's posts: what is asked for here is nearly always nothing. */
const fromPostsBy = (index: 'posts_sending' | 'posts_due'): string =>
  FROM_POSTS.replace('from posts ', `from posts indexed by ${index} `);
const IN_CHANNEL = 'channel = (select number from channels where channel_id = ?)';

/**
 * What has been posted where: one row a channel and story, read where it is needed. Nothing of it is held in memory,
 * so that a year of posts costs what a day costs. Every change is on disk before it counts.
 */
export class Ledger {
  readonly #state: State;
  readonly digests: Digests;

  constructor(state: State) {
    this.#state = state;
    this.digests = new Digests(state.database);
  }

  /**
   * Writes an entry over the version that it names.
   * @param digest what the post tells, if it is a digest's and that is new
   * @returns the entry as it is now, to be changed further
   * @throws LedgerConflictError
   */
  async put<Entry extends LedgerEntry>(entry: Entry, digest?: Digest): Promise<Entry> {
    await this.putAll([[entry, digest]]);
    return { ...entry, version: entry.version + 1 };
  }

  /** Writes all entries or none. @throws LedgerConflictError */
  async putAll(
    entries: readonly (readonly [entry: LedgerEntry, digest?: Digest | undefined])[],
  ): Promise<void> {
    // What is asynchronous here stays so with a server behind it.
    await Promise.resolve();
    this.#state.transaction(() => {
      for (const [entry, digest] of entries) this.#write(entry, digest);
    });
  }

  #write(entry: LedgerEntry, digest: Digest | undefined): void {
    const columns = toColumns(entry);
    const names = Object.keys(columns);
    const values: Record<string, SQLInputValue> = {
      ...columns,
      channel_id: entry.channelId,
      next: entry.version + 1,
    };
    if (entry.version === 0)
      this.#run('insert into channels (channel_id) values (?) on conflict do nothing').run(entry.channelId);
    const written = this.#run(entry.version > 0 ? updateOf(names) : insertOf(names)).get(values);
    if (written === undefined) throw conflict(entry);
    this.#putDetails(Number(written.id), toDetails(entry));
    if (digest !== undefined) this.digests.write(Number(written.id), digest);
  }

  #putDetails(postId: number, details: Record<string, SQLInputValue> | null): void {
    if (details === null) {
      this.#run('delete from post_details where post_id = ?').run(postId);
      return;
    }
    this.#run(
      'insert or replace into post_details (post_id, nonce, card_hash, detail) values (:id, :nonce, :card_hash, :detail)',
    ).run({ id: postId, ...details });
  }

  /** Forgets a story that does not stand in the channel: it may be picked again. @throws LedgerConflictError */
  async remove(entry: LedgerEntry): Promise<void> {
    await Promise.resolve();
    const { changes } = this.#run(
      `delete from posts where story_id = ? and version = ? and ${IN_CHANNEL}`,
    ).run(entry.storyId, entry.version, entry.channelId);
    if (changes === 0) throw conflict(entry);
  }

  find(channelId: string, storyId: string): LedgerEntry | undefined {
    return this.#one(
      `select ${ROW_COLUMNS} ${FROM_POSTS} where story_id = ? and channel_id = ?`,
      storyId,
      channelId,
    );
  }

  findByMessage(messageId: string): StandingEntry | undefined {
    const entry = this.#one(`select ${ROW_COLUMNS} ${FROM_POSTS} where message_id = ?`, messageId);
    return entry?.state === 'posted' || entry?.state === 'aged' ? entry : undefined;
  }

  /** Whether anything is known of a channel's posts. */
  hasPosts(channelId: string): boolean {
    return this.#run(`select 1 from posts where ${IN_CHANNEL} limit 1`).get(channelId) !== undefined;
  }

  /** What is known of some stories in a channel; those that it does not know are left out. */
  readStates(channelId: string, storyIds: readonly string[]): Map<string, PostState> {
    const rows = this.#run(
      `select story_id, state, at_ms from posts indexed by posts_by_story
       where story_id in (select value from json_each(?)) and ${IN_CHANNEL}`,
    ).all(JSON.stringify(storyIds), channelId);
    return new Map(rows.map((row) => [String(row.story_id), toPostState(row)]));
  }

  /** What was posted in a channel after an instant, oldest first; also what an admin has deleted since. */
  listPostedSince(channelId: string, sinceMs: number): { readonly storyId: string; readonly atMs: number }[] {
    return this.#run(
      `select story_id, at_ms from posts
       where ${IN_CHANNEL} and at_ms > ? and state in ('posted', 'aged', 'removed') order by at_ms`,
    )
      .all(channelId, sinceMs)
      .map((row) => ({ storyId: String(row.story_id), atMs: Number(row.at_ms) }));
  }

  /** When messages of a channel mentioned a role, after an instant. */
  listMentionsSince(channelId: string, sinceMs: number): number[] {
    return this.#run(
      `select at_ms ${FROM_POSTS} where ${IN_CHANNEL} and at_ms > ? and state = 'posted'
         and json_extract(detail, '$.look.mentionRoleId') is not null`,
    )
      .all(channelId, sinceMs)
      .map(({ at_ms }) => Number(at_ms));
  }

  /** Which events these stories tell that some channel got a post of; only where that is not the story's own name. */
  readEvents(storyIds: readonly string[]): Map<string, string> {
    const rows = this.#run(
      'select story_id, event_id from event_stories where story_id in (select value from json_each(?))',
    ).all(JSON.stringify(storyIds));
    return new Map(rows.map((row) => [String(row.story_id), String(row.event_id)]));
  }

  /** The event that one of these stories tells and some channel got a post of; the first by its name. */
  findPostedEvent(storyIds: readonly string[]): string | null {
    const row = this.#run(
      `select event_id from event_stories where story_id in (select value from json_each(?1))
       union select coalesce(event_id, story_id) from posts
         where story_id in (select value from json_each(?1)) and state <> 'refused'
       union select coalesce(event_id, story_id) from digest_stories
         where story_id in (select value from json_each(?1))
       order by 1 limit 1`,
    ).get(JSON.stringify(storyIds));
    return row === undefined ? null : String(row.event_id);
  }

  /** Notes which stories tell an event; what is noted of a story stays. */
  noteEvent(eventId: string, storyIds: readonly string[]): void {
    this.#run(
      `insert into event_stories select value, ?1 from json_each(?2) where value <> ?1 on conflict do nothing`,
    ).run(eventId, JSON.stringify(storyIds));
  }

  /** The posts and digests of a channel that stand, or stood, for one of these events; those under way too. */
  listEventPosts(channelId: string, eventIds: readonly string[]): EventPost[] {
    const ids = JSON.stringify(eventIds);
    const here = '(select number from channels where channel_id = ?2)';
    const found = `state <> 'refused' and channel = ${here}`;
    const told = `select told.story_id, %, state, at_ms, posts.story_id as digest_id
      from digest_stories as told join posts on posts.id = told.post_id
      where state <> 'refused' and told.channel = ${here}`;
    return this.#run(
      `select story_id, story_id as event_id, state, at_ms, null as digest_id from posts indexed by posts_by_story
       where story_id in (select value from json_each(?1)) and ${found}
       union
       select story_id, event_id, state, at_ms, null from posts indexed by posts_by_event
       where event_id in (select value from json_each(?1)) and ${found}
       union
       ${told.replace('%', 'told.story_id')} and told.story_id in (select value from json_each(?1))
       union
       ${told.replace('%', 'told.event_id')} and told.event_id in (select value from json_each(?1))`,
    )
      .all(ids, channelId)
      .map((row) => ({
        ...toPostState(row),
        storyId: String(row.story_id),
        eventId: String(row.event_id),
        ...(row.digest_id !== null && { digestId: String(row.digest_id) }),
      }));
  }

  /** What stands in a channel, the latest post first. */
  listStanding(channelId: string, limit: number): StandingEntry[] {
    // The rows are of these states.
    return this.#all(
      `select ${ROW_COLUMNS} ${FROM_POSTS}
       where ${IN_CHANNEL} and state in ('posted', 'aged') order by at_ms desc, posts.id desc limit ?`,
      channelId,
      limit,
    ) as StandingEntry[];
  }

  /** Posts that were cut off. */
  listSending(channelId: string): SendingEntry[] {
    // The rows are of this state.
    return this.#all(
      `select ${ROW_COLUMNS} ${fromPostsBy('posts_sending')} where state = 'sending' and ${IN_CHANNEL} order by at_ms`,
      channelId,
    ) as SendingEntry[];
  }

  /** Messages that still need their thread, or their copy for followers, the latest post first. */
  listDue(channelId: string): PostedEntry[] {
    // Only posted entries are ever due.
    return this.#all(
      `select ${ROW_COLUMNS} ${fromPostsBy('posts_due')} where is_due = 1 and ${IN_CHANNEL} order by at_ms desc`,
      channelId,
    ) as PostedEntry[];
  }

  /** Stories whose messages may be out of date, the oldest change first. */
  listDirty(channelId: string): DirtyStory[] {
    return this.#run(
      `select story_id, dirty_seq from posts where dirty_seq is not null and ${IN_CHANNEL} order by dirty_seq, id`,
    )
      .all(channelId)
      .map((row) => ({ storyId: String(row.story_id), seq: Number(row.dirty_seq) }));
  }

  /** The server of a channel; null: it is not known yet. */
  guildOf(channelId: string): string | null {
    const row = this.#run('select cast(guild_id as text) as id from channels where channel_id = ?').get(
      channelId,
    );
    return typeof row?.id === 'string' ? row.id : null;
  }

  /** Channels where something is left to do, whatever posts there. */
  listChannelsWithWork(): string[] {
    return this.#run(
      `select cast(channel_id as text) as id from channels where number in (
         select channel from posts where state = 'sending' union
         select channel from posts where is_due = 1 union
         select channel from posts where dirty_seq is not null)`,
    )
      .all()
      .map(({ id }) => String(id));
  }

  /**
   * Notes that the messages of some stories may be out of date, and the digests that tell them, in every channel.
   * @param seq of the change; what is noted already keeps the later one
   * @returns the channels that have one of them
   */
  markDirty(storyIds: readonly string[], seq: number): string[] {
    return this.#run(
      `update posts set dirty_seq = max(coalesce(dirty_seq, 0), :seq)
       where id in (select id from posts where story_id in (select value from json_each(:ids)) union
         select post_id from digest_stories where story_id in (select value from json_each(:ids)) and position >= 0)
         and state not in ('removed', 'withdrawn')
       returning (select cast(channel_id as text) from channels where number = channel) as id`,
    )
      .all({ ids: JSON.stringify(storyIds), seq })
      .map(({ id }) => String(id));
  }

  /** Notes that one message may be out of date, whatever changed. */
  markOneDirty(channelId: string, storyId: string): void {
    this.#run(`update posts set dirty_seq = coalesce(dirty_seq, 0) where story_id = ? and ${IN_CHANNEL}`).run(
      storyId,
      channelId,
    );
  }

  /** Notes that every message which is kept up to its story may be out of date. */
  markAllDirty(seq: number): void {
    this.#run(
      "update posts set dirty_seq = max(coalesce(dirty_seq, 0), ?) where state in ('posted', 'refused')",
    ).run(seq);
  }

  /** Notes what a digest that stands tells now, and that its message is to be edited. */
  rewriteDigest(channelId: string, digestId: string, digest: Digest): void {
    this.#state.transaction(() => {
      const row = this.#run(`select id from posts where story_id = ? and ${IN_CHANNEL}`).get(
        digestId,
        channelId,
      );
      if (row === undefined) return;
      this.digests.write(Number(row.id), digest);
      this.markOneDirty(channelId, digestId);
    });
  }

  /** Notes that a message is up to date with a change, and with those before it. */
  clearDirty(channelId: string, { storyId, seq }: DirtyStory): void {
    this.#run(
      `update posts set dirty_seq = null where story_id = ? and dirty_seq <= ? and ${IN_CHANNEL}`,
    ).run(storyId, seq, channelId);
  }

  /** How far the changes of something have been noted; null: nothing of it has. */
  readCursor(name: string): string | null {
    const value = this.#run('select value from cursors where name = ?').get(name)?.value;
    return value === undefined ? null : String(value);
  }

  writeCursor(name: string, value: string): void {
    this.#run(
      'insert into cursors (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    ).run(name, value);
  }

  /** Does several of the above in one transaction. */
  transaction<T>(work: () => T): T {
    return this.#state.transaction(work);
  }

  #one(sql: string, ...parameters: SQLInputValue[]): LedgerEntry | undefined {
    const row = this.#run(sql).get(...parameters);
    return row === undefined ? undefined : toEntry(row);
  }

  #all(sql: string, ...parameters: SQLInputValue[]): LedgerEntry[] {
    return this.#run(sql)
      .all(...parameters)
      .map(toEntry);
  }

  #run(sql: string) {
    const statement = prepared(this.#state.database, sql);
    type Bound = readonly (SQLInputValue | Record<string, SQLInputValue>)[];
    // An object of named values may be the first: Node has an overload for each, and their union has none.
    const toValues = (values: Bound) => values as SQLInputValue[];
    return {
      get: (...values: Bound) => this.#state.explain(() => statement.get(...toValues(values))),
      all: (...values: Bound) => this.#state.explain(() => statement.all(...toValues(values))),
      run: (...values: Bound) => this.#state.explain(() => statement.run(...toValues(values))),
    };
  }
}

function updateOf(names: readonly string[]): string {
  const sets = names.map((name) => `${name} = :${name}`).join(', ');
  return `update posts set ${sets}, version = :next where story_id = :story_id and version = :next - 1
          and channel = (select number from channels where channel_id = :channel_id) returning id`;
}

function insertOf(names: readonly string[]): string {
  const values = names.map((name) => `:${name}`).join(', ');
  return `insert into posts (channel, version, ${names.join(', ')})
          select number, :next, ${values} from channels where channel_id = :channel_id
          on conflict do nothing returning id`;
}

function toPostState(row: Record<string, SQLOutputValue>): PostState {
  // The table allows these states alone.
  return { state: row.state as LedgerEntry['state'], atMs: Number(row.at_ms) };
}

function conflict({ channelId, storyId, version }: LedgerEntry): LedgerConflictError {
  return new LedgerConflictError(
    `the ledger entry of story ${storyId} in channel ${channelId} is not of version ${version} any more`,
  );
}
