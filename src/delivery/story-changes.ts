import type { Library } from '../library/library.ts';
import type { Ledger } from './ledger.ts';

/** The cursors of the ledger: how far the library's changes, and its stories' times, have been noted. */
const CHANGES = 'library-changes';
const PUBLISHED_UNTIL = 'published-until';

/** What is dirty since: the stories that changed, and the channels that hold one of them. */
export type NotedChanges = { readonly storyIds: readonly string[]; readonly channelIds: readonly string[] };

const NOTHING: NotedChanges = { storyIds: [], channelIds: [] };

/**
 * Notes in the ledger which messages may be out of date. How far the library's changes have been noted is a cursor
 * in the ledger itself, moved in the same transaction: so no change is missed, whichever
 * process scanned the folder and whichever crashes.
 */
export class StoryChanges {
  readonly #library: Library;
  readonly #ledger: Ledger;

  constructor(library: Library, ledger: Ledger) {
    this.#library = library;
    this.#ledger = ledger;
  }

  /** Notes what changed in the library since the cursor; of an index that was built anew, everything may have. */
  noteChanges(): NotedChanges {
    const { generation, seq } = parseCursor(this.#ledger.readCursor(CHANGES));
    const isSameIndex = generation === this.#library.generation;
    const changes = isSameIndex ? this.#library.readChanges(seq) : null;
    if (changes === null) return this.#noteAll();
    if (changes.storyIds.length === 0) return NOTHING;
    return this.#note(changes.storyIds, changes.seq);
  }

  /**
   * A story comes out when its time does, also without a change of the folder: then the cards of its event grow.
   * @param nowMs of the clock that stories are posted by
   */
  notePublished(nowMs: number): NotedChanges {
    const until = this.#ledger.readCursor(PUBLISHED_UNTIL);
    const untilMs = Number(until ?? nowMs);
    const clusterIds = new Set(this.#library.listPublished(untilMs, nowMs).map(({ clusterId }) => clusterId));
    // Where nothing came out, nothing is written: a tick that finds nothing should cost nothing.
    if (until !== null && clusterIds.size === 0 && nowMs >= untilMs) return NOTHING;
    const storyIds = [...clusterIds].flatMap((id) => this.#library.listClusterIds(id));
    return this.#ledger.transaction(() => {
      // Also when the clock was set back: from there on, stories come out again.
      this.#ledger.writeCursor(PUBLISHED_UNTIL, String(nowMs));
      const { seq } = parseCursor(this.#ledger.readCursor(CHANGES));
      return { storyIds, channelIds: storyIds.length === 0 ? [] : this.#ledger.markDirty(storyIds, seq) };
    });
  }

  #note(storyIds: readonly string[], seq: number): NotedChanges {
    return this.#ledger.transaction(() => {
      const channelIds = [...new Set(this.#ledger.markDirty(storyIds, seq))];
      this.#noteEvents(storyIds);
      this.#writeCursor(seq);
      return { storyIds, channelIds };
    });
  }

  /** Whatever joins a posted event is known as its story from then on, also when what joined it goes. */
  #noteEvents(storyIds: readonly string[]): void {
    for (const clusterId of new Set(this.#library.clustersOf(storyIds).values())) {
      const members = this.#library.listClusterIds(clusterId);
      if (members.length < 2) continue;
      const eventId = this.#ledger.findPostedEvent(members);
      if (eventId !== null) this.#ledger.noteEvent(eventId, members);
    }
  }

  /** Of messages that are followed; of older ones, those whose stories are known to be withdrawn. */
  #noteAll(): NotedChanges {
    const seq = this.#library.lastSeq;
    return this.#ledger.transaction(() => {
      this.#ledger.markAllDirty(seq);
      this.#ledger.markDirty(this.#library.listWithdrawnIds(), seq);
      this.#writeCursor(seq);
      return { storyIds: [], channelIds: this.#ledger.listChannelsWithWork() };
    });
  }

  #writeCursor(seq: number): void {
    this.#ledger.writeCursor(CHANGES, `${this.#library.generation}:${seq}`);
  }
}

function parseCursor(cursor: string | null): { generation: string | null; seq: number } {
  const [generation, seq] = cursor?.split(':') ?? [];
  return { generation: generation ?? null, seq: Number(seq ?? 0) };
}
