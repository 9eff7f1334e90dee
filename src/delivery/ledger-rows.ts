import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { z } from 'zod';
import { UnreadableStateError } from '../state/state-error.ts';
import { type LedgerEntry, PostedDetail, RefusedDetail, SendingDetail } from './ledger-entry.ts';

/** Of these an entry is made: a post with its channel, and its details where it still has any. */
export const FROM_POSTS =
  'from posts join channels on channels.number = posts.channel left join post_details on post_id = posts.id';

/** What is read of an entry. Ids are read as text: they are larger than a number holds. */
export const ROW_COLUMNS = `
  cast(channel_id as text) as channel_id, story_id, event_id, state, version, at_ms,
  cast(message_id as text) as message_id, cast(place_id as text) as place_id, has_thread, nonce, card_hash, detail`;

type Row = Record<string, SQLOutputValue>;

/** @throws UnreadableStateError */
export function toEntry(row: Row): LedgerEntry {
  const channelId = String(row.channel_id);
  const storyId = String(row.story_id);
  const atMs = Number(row.at_ms);
  const key = { channelId, storyId, eventId: String(row.event_id ?? storyId), version: Number(row.version) };
  const place = { channelId: String(row.place_id ?? channelId), messageId: String(row.message_id) };
  switch (row.state) {
    case 'sending':
      return {
        ...key,
        state: 'sending',
        nonce: String(row.nonce),
        sendingAtMs: atMs,
        ...readDetail(SendingDetail, row),
      };
    case 'posted':
      return {
        ...key,
        state: 'posted',
        place,
        postedAtMs: atMs,
        cardHash: String(row.card_hash),
        ...readDetail(PostedDetail, row),
      };
    case 'aged':
      return { ...key, state: 'aged', place, postedAtMs: atMs, hasThread: row.has_thread === 1 };
    case 'refused': {
      const cardHash = row.card_hash === null ? null : String(row.card_hash);
      return { ...key, state: 'refused', refusedAtMs: atMs, cardHash, ...readDetail(RefusedDetail, row) };
    }
    case 'removed':
      return { ...key, state: 'removed', postedAtMs: atMs };
    case 'withdrawn':
      return { ...key, state: 'withdrawn', postedAtMs: atMs };
    default:
      throw unreadable(row, `state: ${row.state}`);
  }
}

/** The columns of an entry's row in `posts`, but for its channel and its version. */
export function toColumns(entry: LedgerEntry): Record<string, SQLInputValue> {
  const place = 'place' in entry ? entry.place : null;
  return {
    story_id: entry.storyId,
    event_id: entry.eventId === entry.storyId ? null : entry.eventId,
    state: entry.state,
    at_ms: atMsOf(entry),
    message_id: place?.messageId ?? null,
    place_id: place === null || place.channelId === entry.channelId ? null : place.channelId,
    has_thread: Number(hasThread(entry)),
    is_due: Number(entry.state === 'posted' && (entry.thread === 'due' || entry.crosspost === 'due')),
  };
}

/** The columns of an entry's row in `post_details`; null where nothing may change any more. */
export function toDetails(entry: LedgerEntry): Record<string, SQLInputValue> | null {
  const detail = detailOf(entry);
  if (detail === null) return null;
  return {
    nonce: entry.state === 'sending' ? entry.nonce : null,
    card_hash: 'cardHash' in entry ? entry.cardHash : null,
    detail,
  };
}

function hasThread(entry: LedgerEntry): boolean {
  return entry.state === 'aged' ? entry.hasThread : entry.state === 'posted' && entry.thread === 'done';
}

function atMsOf(entry: LedgerEntry): number {
  switch (entry.state) {
    case 'sending':
      return entry.sendingAtMs;
    case 'refused':
      return entry.refusedAtMs;
    default:
      return entry.postedAtMs;
  }
}

function detailOf(entry: LedgerEntry): string | null {
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
    default:
      return null;
  }
}

function readDetail<T>(schema: z.ZodType<T>, row: Row): T {
  let detail: unknown;
  try {
    detail = JSON.parse(String(row.detail));
  } catch {
    throw unreadable(row, 'its detail is no JSON');
  }
  const parsed = schema.safeParse(detail);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unreadable(row, `${issue?.path.join('.')}: ${issue?.message}`);
}

function unreadable(row: Row, reason: string): UnreadableStateError {
  return new UnreadableStateError(
    `the ledger entry of story ${row.story_id} in channel ${row.channel_id}`,
    reason,
  );
}
