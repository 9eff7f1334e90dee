import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { DigestPeriod } from '../curation/digest.ts';
import { prepared } from '../sqlite/statements.ts';

/** A story that a digest tells, and the event that it was told for. */
export type DigestStory = { readonly storyId: string; readonly eventId: string };

/** What the ledger knows of a digest beyond its post. */
export type Digest = DigestPeriod & {
  /** By whose clock its day is named. */
  readonly timezone: string;
  /** Whether it still takes news: its time is not over. */
  readonly isOpen: boolean;
  /** Its lines, in their order. */
  readonly shown: readonly DigestStory[];
  /** What it told until hotter ones took its place: not told again, and shown no more. */
  readonly dropped: readonly DigestStory[];
};

const ID = /^digest:(\d+)$/;

/** The name under which a digest's post stands in the ledger, where a story's id would: one a channel and end. */
export function digestIdOf({ toMs }: Pick<DigestPeriod, 'toMs'>): string {
  return `digest:${toMs}`;
}

export function isDigestId(storyId: string): boolean {
  return ID.test(storyId);
}

const IN_CHANNEL = 'channel = (select number from channels where channel_id = ?)';

/** The part of the ledger that says what digests tell. Their posts are posts like any other. */
export class Digests {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Notes what a digest tells, instead of what was noted; to be called within a transaction. */
  write(postId: number, { fromMs, toMs, timezone, isOpen, shown, dropped }: Digest): void {
    this.#run(
      `insert into digests (post_id, channel, from_ms, to_ms, timezone, is_open)
       select id, channel, ?, ?, ?, ? from posts where id = ?
       on conflict (post_id) do update set is_open = excluded.is_open`,
    ).run(fromMs, toMs, timezone, Number(isOpen), postId);
    this.#run('delete from digest_stories where post_id = ?').run(postId);
    const insert = this.#run(
      `insert into digest_stories (channel, story_id, post_id, event_id, position)
       select channel, ?1, id, nullif(?2, ?1), ?3 from posts where id = ?4`,
    );
    for (const [position, { storyId, eventId }] of shown.entries())
      insert.run(storyId, eventId, position, postId);
    for (const { storyId, eventId } of dropped) insert.run(storyId, eventId, null, postId);
  }

  find(channelId: string, digestId: string): Digest | undefined {
    const row = this.#run(
      `select digests.* from posts join digests on post_id = posts.id where story_id = ? and posts.${IN_CHANNEL}`,
    ).get(digestId, channelId);
    return row === undefined ? undefined : this.#read(row);
  }

  /** The digest of a channel that still takes news. */
  findOpen(channelId: string): { readonly digestId: string; readonly digest: Digest } | undefined {
    const row = this.#run(
      `select story_id, digests.* from digests indexed by digests_open join posts on posts.id = post_id
       where is_open = 1 and digests.${IN_CHANNEL}`,
    ).get(channelId);
    return row === undefined ? undefined : { digestId: String(row.story_id), digest: this.#read(row) };
  }

  /** Whether the channel has had a digest. */
  hasAny(channelId: string): boolean {
    return (
      this.#run(`select 1 from digests indexed by digests_of_channel where ${IN_CHANNEL} limit 1`).get(
        channelId,
      ) !== undefined
    );
  }

  /** The id of the last digest in a channel that told a story; null: none did. */
  findTelling(channelId: string, storyId: string): string | null {
    const row = this.#run(
      `select posts.story_id as id from digest_stories join posts on posts.id = post_id
       where digest_stories.story_id = ? and digest_stories.${IN_CHANNEL} order by at_ms desc limit 1`,
    ).get(storyId, channelId);
    return row === undefined ? null : String(row.id);
  }

  #read(row: Record<string, SQLOutputValue>): Digest {
    const stories = this.#run(
      'select story_id, event_id, position from digest_stories where post_id = ? order by position',
    ).all(row.post_id ?? null);
    const listed = stories.map(({ story_id, event_id, position }) => ({
      storyId: String(story_id),
      eventId: String(event_id ?? story_id),
      isShown: position !== null,
    }));
    const listOf = (isShown: boolean) =>
      listed
        .filter((story) => story.isShown === isShown)
        .map(({ storyId, eventId }) => ({ storyId, eventId }));
    return {
      fromMs: Number(row.from_ms),
      toMs: Number(row.to_ms),
      timezone: String(row.timezone),
      isOpen: row.is_open === 1,
      shown: listOf(true),
      dropped: listOf(false),
    };
  }

  #run(sql: string) {
    return prepared(this.#database, sql);
  }
}
