import type { Logger } from 'pino';
import type { Library } from '../library/library.ts';
import { RESTORED_FROM } from '../state/backup.ts';
import type { ChannelPort, Done, SentPost, Unavailable } from './channel-port.ts';
import type { Ledger } from './ledger.ts';
import type { PostedEntry } from './ledger-entry.ts';

export type LookBackOptions = {
  readonly library: Library;
  readonly ledger: Ledger;
  readonly port: ChannelPort;
  readonly log: Logger;
};

/**
 * What stands in a channel and not in the ledger would be posted again: all of it where the state is new, or was lost;
 * what came since the backup where it was restored. Before anything is posted in such a channel, its own messages are
 * taken into the ledger.
 */
export class LookBack {
  readonly #options: LookBackOptions;
  /** Channels whose posts the ledger knows, if there are any. */
  readonly #known = new Set<string>();

  constructor(options: LookBackOptions) {
    this.#options = options;
  }

  /** Whether the channel is to be looked through before anything is posted there. */
  isDue(channelId: string): boolean {
    return this.#isUnknown(channelId) || this.#restoredFrom(channelId) !== null;
  }

  /** @throws when Discord or the state could not be reached */
  async run(channelId: string): Promise<Done | Unavailable> {
    const { ledger, port, log } = this.#options;
    const restoredFrom = this.#restoredFrom(channelId);
    if (!this.isDue(channelId)) return { kind: 'done' };
    const sinceMs = this.#isUnknown(channelId) ? 0 : Number(restoredFrom);
    const outcome = await port.listPosts(channelId, sinceMs);
    if (outcome.kind === 'unavailable') {
      // A restored state is known to lack posts; of a new one, mostly there are none.
      if (restoredFrom !== null || outcome.obstacle.kind !== 'missing-permissions') return outcome;
      log.warn(
        { channelId },
        'nothing is known of posts in this channel, and its history may not be read (Read Message History): what stands there may come again',
      );
    } else {
      await this.#take(channelId, outcome.posts);
      if (!outcome.isWhole) {
        log[outcome.posts.length > 0 ? 'warn' : 'info'](
          { channelId },
          'not all of the channel could be looked through: what was posted before that may come again',
        );
      }
    }
    if (restoredFrom !== null) ledger.writeCursor(cursorOf(channelId), restoredFrom);
    this.#known.add(channelId);
    return { kind: 'done' };
  }

  async #take(channelId: string, posts: readonly SentPost[]): Promise<void> {
    const { library, ledger, log } = this.#options;
    // Two messages of one story: the later one is kept up to it.
    const latest = new Map(posts.toReversed().map((post) => [post.storyId, post]));
    const lacking = [...latest.values()].filter(
      ({ storyId }) => ledger.find(channelId, storyId) === undefined,
    );
    if (lacking.length === 0) return;
    const clusterOf = library.clustersOf(lacking.map(({ storyId }) => storyId));
    const entries = lacking.map((post) =>
      this.#toEntry(channelId, post, clusterOf.get(post.storyId) ?? post.storyId),
    );
    // First, so that an event is never half known.
    for (const eventId of new Set(clusterOf.values()))
      ledger.noteEvent(eventId, library.listClusterIds(eventId));
    await ledger.putAll(entries);
    // Others are left as they are until their stories change: what their messages show is not known.
    const withdrawn = new Set(library.listWithdrawnIds());
    for (const { storyId } of lacking) if (withdrawn.has(storyId)) ledger.markOneDirty(channelId, storyId);
    log.info(
      { channelId, posts: lacking.length },
      'posts that the state does not know were found in the channel',
    );
  }

  #toEntry(channelId: string, { storyId, place, sentAtMs }: SentPost, eventId: string): PostedEntry {
    return {
      channelId,
      storyId,
      eventId,
      version: 0,
      state: 'posted',
      place,
      postedAtMs: sentAtMs,
      editedAtMs: null,
      // How the message was made to look is not known any more.
      cardHash: '',
      look: { style: 'card', language: this.#options.port.languageOf(channelId), mentionRoleId: null },
      crosspost: 'none',
      thread: 'none',
      reasons: { rank: 0, heat: 0, log2Hotness: 0, atMs: sentAtMs, postedBy: null },
    };
  }

  #isUnknown(channelId: string): boolean {
    if (!this.#known.has(channelId) && this.#options.ledger.hasPosts(channelId)) this.#known.add(channelId);
    return !this.#known.has(channelId);
  }

  /** From when the state is, if the channel has not been looked through since it was put back. */
  #restoredFrom(channelId: string): string | null {
    const { ledger } = this.#options;
    const restoredFrom = ledger.readCursor(RESTORED_FROM);
    return ledger.readCursor(cursorOf(channelId)) === restoredFrom ? null : restoredFrom;
  }
}

function cursorOf(channelId: string): string {
  return `looked-back ${channelId}`;
}
