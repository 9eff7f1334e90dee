import { z } from 'zod';
import { Style } from '../curation/feed.ts';
import type { Store } from '../state/store.ts';

/** Where a message stands. In a forum the message's channel is the thread that it opened. */
const Place = z.object({ channelId: z.string(), messageId: z.string() });

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

/**
 * How the message was made to look. Kept, so that an edit changes what its story says and nothing else, whatever
 * has become of the feed since.
 */
const Look = z.object({
  style: Style,
  language: z.string(),
  /** The role that the message mentions. */
  mentionRoleId: z.string().nullable(),
});
const look = Look.default({ style: 'card', language: 'en', mentionRoleId: null });

const key = { channelId: z.string(), storyId: z.string() };

const Entry = z.discriminatedUnion('state', [
  z.object({
    ...key,
    state: z.literal('sending'),
    nonce: z.string(),
    sendingAtMs: z.number(),
    /** When its latest request left, or failed: it left at some time before. */
    triedAtMs: z.number(),
    look,
    opensThread: z.boolean().default(false),
    reasons: Reasons,
  }),
  z.object({
    ...key,
    state: z.literal('posted'),
    place: Place,
    postedAtMs: z.number(),
    editedAtMs: z.number().nullable(),
    cardHash: z.string(),
    look,
    /** `due` in an announcement channel until followers have it too. */
    crosspost: z.enum(['none', 'due', 'done']),
    /** The thread for discussion below the message: `due` until it is open. */
    thread: z.enum(['none', 'due', 'done']).default('none'),
    reasons: Reasons,
  }),
  z.object({
    ...key,
    state: z.literal('refused'),
    refusedAtMs: z.number(),
    reason: z.string(),
    /** Of the card that was refused; null where an earlier version did not note it. */
    cardHash: z.string().nullable().default(null),
    look,
  }),
  z.object({ ...key, state: z.literal('removed'), postedAtMs: z.number() }),
]);

export type MessagePlace = z.output<typeof Place>;
export type MessageLook = z.output<typeof Look>;
export type PostReasons = z.output<typeof Reasons>;

/**
 * What is known of one story in one channel.
 * - `sending`: a request may have left, and may have arrived.
 * - `posted`: the message stands, as far as is known.
 * - `refused`: Discord will never take this card; its story is not tried again there until its card is another.
 * - `removed`: an admin deleted the message; it is not posted again.
 */
export type LedgerEntry = z.output<typeof Entry>;
export type SendingEntry = Extract<LedgerEntry, { state: 'sending' }>;
export type RefusedEntry = Extract<LedgerEntry, { state: 'refused' }>;
export type PostedEntry = Extract<LedgerEntry, { state: 'posted' }>;

/**
 * What has been posted where: one entry per channel and story. Held in memory for the questions of a tick;
 * every change is on disk before it counts.
 */
export class Ledger {
  readonly #store: Store;
  readonly #channels = new Map<string, Map<string, LedgerEntry>>();
  readonly #byMessage = new Map<string, PostedEntry>();

  private constructor(store: Store) {
    this.#store = store;
  }

  /** @throws when an entry cannot be understood: guessing could post a story twice */
  static async load(store: Store): Promise<Ledger> {
    const ledger = new Ledger(store);
    for await (const [entryKey, value] of store.entries()) {
      const parsed = Entry.safeParse(value);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw new Error(
          `the ledger entry ${entryKey} cannot be understood: ${issue?.path.join('.')}: ${issue?.message}`,
        );
      }
      ledger.#remember(parsed.data);
    }
    return ledger;
  }

  async put(entry: LedgerEntry): Promise<void> {
    await this.#store.set(keyOf(entry.channelId, entry.storyId), entry);
    this.#forget(entry.channelId, entry.storyId);
    this.#remember(entry);
  }

  /** Forgets a story that does not stand in the channel: it may be picked again. */
  async remove({ channelId, storyId }: Pick<LedgerEntry, 'channelId' | 'storyId'>): Promise<void> {
    await this.#store.delete(keyOf(channelId, storyId));
    this.#forget(channelId, storyId);
  }

  channelIds(): string[] {
    return [...this.#channels.keys()];
  }

  find(channelId: string, storyId: string): LedgerEntry | undefined {
    return this.#channels.get(channelId)?.get(storyId);
  }

  entriesOf(channelId: string): LedgerEntry[] {
    return [...(this.#channels.get(channelId)?.values() ?? [])];
  }

  /** What stands in the channel, the latest post first. */
  postedIn(channelId: string): PostedEntry[] {
    return this.entriesOf(channelId)
      .filter((entry) => entry.state === 'posted')
      .sort((a, b) => b.postedAtMs - a.postedAtMs);
  }

  findByMessage(messageId: string): PostedEntry | undefined {
    return this.#byMessage.get(messageId);
  }

  #remember(entry: LedgerEntry): void {
    const channel = this.#channels.get(entry.channelId) ?? new Map<string, LedgerEntry>();
    this.#channels.set(entry.channelId, channel.set(entry.storyId, entry));
    if (entry.state === 'posted') this.#byMessage.set(entry.place.messageId, entry);
  }

  #forget(channelId: string, storyId: string): void {
    const entry = this.find(channelId, storyId);
    if (entry?.state === 'posted') this.#byMessage.delete(entry.place.messageId);
    this.#channels.get(channelId)?.delete(storyId);
  }
}

function keyOf(channelId: string, storyId: string): string {
  return `${channelId}:${storyId}`;
}
