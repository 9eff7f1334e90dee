import type { Digest } from '../../src/delivery/digests.ts';
import { type DirtyStory, Ledger } from '../../src/delivery/ledger.ts';
import type { LedgerEntry } from '../../src/delivery/ledger-entry.ts';
import type { State } from '../../src/state/state.ts';

/** What happens around each write of a ledger: it may count, or throw in the place of the write or after it. */
export type AroundWrite = <T>(write: () => T) => T;

/** The real ledger, with something around each of its writes. */
export class WatchedLedger extends Ledger {
  readonly #around: AroundWrite;

  constructor(state: State, around: AroundWrite) {
    super(state);
    this.#around = around;
  }

  override put<Entry extends LedgerEntry>(entry: Entry, digest?: Digest): Promise<Entry> {
    return this.#around(() => super.put(entry, digest));
  }

  override remove(entry: LedgerEntry): Promise<void> {
    return this.#around(() => super.remove(entry));
  }

  override markDirty(storyIds: readonly string[], seq: number): string[] {
    return this.#around(() => super.markDirty(storyIds, seq));
  }

  override markOneDirty(channelId: string, storyId: string): void {
    this.#around(() => super.markOneDirty(channelId, storyId));
  }

  override markAllDirty(seq: number): void {
    this.#around(() => super.markAllDirty(seq));
  }

  override rewriteDigest(channelId: string, digestId: string, digest: Digest): void {
    this.#around(() => super.rewriteDigest(channelId, digestId, digest));
  }

  override clearDirty(channelId: string, dirty: DirtyStory): void {
    this.#around(() => super.clearDirty(channelId, dirty));
  }

  override writeCursor(name: string, value: string): void {
    this.#around(() => super.writeCursor(name, value));
  }
}
