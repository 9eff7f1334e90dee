import { z } from 'zod';
import { Style } from '../curation/feed.ts';

/** Where a message stands. In a forum the message's channel is the thread that it opened. */
export type MessagePlace = { readonly channelId: string; readonly messageId: string };

/** What made a story a pick, for `/why`. */
const Reasons = z.object({
  /** 0 for a story that was no pick: a member posted it. */
  rank: z.number(),
  heat: z.number(),
  log2Hotness: z.number(),
  atMs: z.number(),
  /** The member who posted it by hand. */
  postedBy: z.string().nullable().default(null),
  /** The subscription's rule that it met; its topic is null where all are taken. */
  rule: z.object({ topic: z.string().nullable(), minHeat: z.number() }).optional(),
});
export type PostReasons = z.output<typeof Reasons>;

/**
 * How the message was made to look. Kept, so that an edit changes what its story says and nothing else, even if
 * the feed's settings have changed.
 */
const Look = z.object({
  style: Style,
  language: z.string(),
  /** The role that the message mentions. */
  mentionRoleId: z.string().nullable(),
});
export type MessageLook = z.output<typeof Look>;
const look = Look.default({ style: 'card', language: 'en', mentionRoleId: null });

/** What of each state is kept as JSON. */
export const SendingDetail = z.object({
  /** When its latest request left, or failed: it left at some time before. */
  triedAtMs: z.number(),
  look,
  opensThread: z.boolean().default(false),
  reasons: Reasons,
});
export const PostedDetail = z.object({
  editedAtMs: z.number().nullable(),
  look,
  /** `due` in an announcement channel until followers have it too. */
  crosspost: z.enum(['none', 'due', 'done']),
  /** The thread for discussion below the message: `due` until it is open. */
  thread: z.enum(['none', 'due', 'done']).default('none'),
  reasons: Reasons,
});
export const RefusedDetail = z.object({ reason: z.string(), look });

type Key = {
  readonly channelId: string;
  readonly storyId: string;
  /** What the post stands for: the id of the story's event when it was chosen. */
  readonly eventId: string;
  /** How often the entry was written; 0: not yet. A write names the version that it was made from. */
  readonly version: number;
};

/** A request may have left, and may have arrived. */
export type SendingEntry = Key & { readonly state: 'sending' } & Readonly<z.output<typeof SendingDetail>> & {
    readonly nonce: string;
    readonly sendingAtMs: number;
  };

/** The message stands, as far as is known, and is kept up to its story. */
export type PostedEntry = Key & { readonly state: 'posted' } & Readonly<z.output<typeof PostedDetail>> & {
    readonly place: MessagePlace;
    readonly postedAtMs: number;
    readonly cardHash: string;
  };

/** The message is too old to be kept up to its story: it is only taken down when its story is withdrawn. */
export type AgedEntry = Key & {
  readonly state: 'aged';
  readonly place: MessagePlace;
  readonly postedAtMs: number;
  readonly hasThread: boolean;
};

/** Discord will never take this card; its story is not tried again there until its card is another. */
export type RefusedEntry = Key & { readonly state: 'refused' } & Readonly<z.output<typeof RefusedDetail>> & {
    readonly refusedAtMs: number;
    /** Of the card that was refused; null where an earlier version did not note it. */
    readonly cardHash: string | null;
  };

/** An admin deleted the message; it is not posted again. */
export type RemovedEntry = Key & { readonly state: 'removed'; readonly postedAtMs: number };

/** We took the message down: its story was withdrawn. Published again, it may be posted again; its event may not. */
type WithdrawnEntry = Key & { readonly state: 'withdrawn'; readonly postedAtMs: number };

/** What is known of one story in one channel. */
export type LedgerEntry =
  | SendingEntry
  | PostedEntry
  | AgedEntry
  | RefusedEntry
  | RemovedEntry
  | WithdrawnEntry;

/** The entry of a message that stands. */
export type StandingEntry = PostedEntry | AgedEntry;
