import { setImmediate as nextTurn } from 'node:timers/promises';
import { DAY_MS } from '../duration.ts';
import { prepared } from '../sqlite/statements.ts';
import type { State } from '../state/state.ts';

/** How long the rows of a channel or server are kept that is gone; should it come back, its posts are remembered. */
const GONE_KEPT_MS = 30 * DAY_MS;
/** Rows changed in one transaction: others wait for it. */
const ROWS_AT_ONCE = 1_000;
/** The run at a digest's end closes it; so long after that, there was none: its feed has ended, or is another. */
const CLOSING_MAX_MS = 3_600_000;

/** Keeps the ledger small: what nobody follows any more loses its details, what is gone is forgotten. */
export class LedgerUpkeep {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  /** @param findGuildId the server of a channel, where it is known */
  noteGuilds(findGuildId: (channelId: string) => string | undefined): void {
    const rows = this.#run(
      'select cast(channel_id as text) as id from channels where guild_id is null and gone_at_ms is null',
    ).all();
    for (const { id } of rows) {
      const guildId = findGuildId(String(id));
      if (guildId === undefined) continue;
      this.#run('update channels set guild_id = ? where channel_id = ?').run(guildId, String(id));
    }
  }

  markChannelGone(channelId: string, atMs: number): void {
    this.#run('update channels set gone_at_ms = coalesce(gone_at_ms, ?) where channel_id = ?').run(
      atMs,
      channelId,
    );
  }

  /** @param atMs since when the server is gone; null: it is there */
  markGuildGone(guildId: string, atMs: number | null): void {
    this.#run(
      'update channels set gone_at_ms = iif(:at is null, null, coalesce(gone_at_ms, :at)) where guild_id = :guild',
    ).run({ at: atMs, guild: guildId });
  }

  /** The servers of all channels that are not gone, as far as they are known. */
  listGuildIds(): string[] {
    return this.#run(
      `select distinct cast(guild_id as text) as id from channels where guild_id is not null and gone_at_ms is null`,
    )
      .all()
      .map(({ id }) => String(id));
  }

  /** Closes digests that no run closes any more; their messages are edited. */
  closeDigests(endedBeforeMs: number): void {
    const ended = 'from digests indexed by digests_open where is_open = 1 and to_ms < ?';
    this.#state.transaction(() => {
      this.#run(
        `update posts set dirty_seq = coalesce(dirty_seq, 0) where id in (select post_id ${ended})`,
      ).run(endedBeforeMs);
      this.#run(`update digests set is_open = 0 where post_id in (select post_id ${ended})`).run(
        endedBeforeMs,
      );
    });
  }

  /** Does all of it that is due, in pieces, so that others get their turn. */
  async run(nowMs: number, followMs: number): Promise<void> {
    this.closeDigests(nowMs - CLOSING_MAX_MS);
    while (this.ageBefore(nowMs - followMs)) await nextTurn();
    while (this.pruneGone(nowMs - GONE_KEPT_MS)) await nextTurn();
  }

  /**
   * Lets go of messages that are older than they are followed; each keeps a small row. Some at a time.
   * @returns whether there are more
   */
  ageBefore(postedBeforeMs: number): boolean {
    const aged = this.#state.transaction(() => {
      const rows = this.#run(
        `update posts set state = 'aged', version = version + 1, is_due = 0
         where id in (select id from posts where state = 'posted' and at_ms < ? limit ${ROWS_AT_ONCE})
         returning id`,
      ).all(postedBeforeMs);
      const ids = JSON.stringify(rows.map(({ id }) => id));
      this.#run('delete from post_details where post_id in (select value from json_each(?))').run(ids);
      return rows.length;
    });
    return aged === ROWS_AT_ONCE;
  }

  /**
   * Forgets the posts of channels that have been gone for long. Some at a time.
   * @returns whether there are more
   */
  pruneGone(goneBeforeMs: number): boolean {
    const { changes } = this.#run(
      `delete from posts where id in (
         select posts.id from posts join channels on channels.number = posts.channel
         where gone_at_ms < ? limit ${ROWS_AT_ONCE})`,
    ).run(goneBeforeMs);
    if (changes === ROWS_AT_ONCE) return true;
    this.#run('delete from channels where gone_at_ms < ?').run(goneBeforeMs);
    return false;
  }

  #run(sql: string) {
    return prepared(this.#state.database, sql);
  }
}
