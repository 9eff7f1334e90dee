import { type FSWatcher, statSync, watch } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { describeError } from '../system-error.ts';

/** A burst of events (an editor's save, a git pull) becomes one call, and a file that is being written gets whole. */
const SETTLE_MS = 250;

/**
 * Tells when something changes in a set of folders: their own entries, not those of folders below. Folders alone are
 * watched; at 100,000 files a watcher of files costs more memory than the bot.
 */
export class FolderWatcher {
  readonly #watchers = new Map<string, { readonly watcher: FSWatcher; readonly inode: number | undefined }>();
  readonly #onChange: () => void;
  readonly #onError: (message: string) => void;
  readonly #clock: Clock;
  #turn = 0;
  #cancelCall: (() => void) | null = null;
  #isClosed = false;

  constructor(clock: Clock, onChange: () => void, onError: (message: string) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#onError = onError;
  }

  /**
   * Watches these folders and no others. What changed in a new one before now is told too. Resolves when all are
   * watched, or when other folders are asked for.
   */
  async follow(folders: readonly string[]): Promise<void> {
    const turn = ++this.#turn;
    const wanted = new Map(
      folders.map((folder) => [folder, statSync(folder, { throwIfNoEntry: false })?.ino]),
    );
    for (const [folder, { watcher, inode }] of this.#watchers) {
      // A folder that was deleted and made anew is another one, of which the watcher knows nothing.
      if (wanted.has(folder) && wanted.get(folder) === inode) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const [folder, inode] of wanted) {
      if (this.#watchers.has(folder)) continue;
      // Each takes 0.2 ms, and there may be thousands: others get their turn in between.
      await nextTurn();
      if (turn !== this.#turn || this.#isClosed) return;
      try {
        const watcher = watch(folder, () => this.#callSoon());
        // A folder that is deleted is noticed by its parent; the next listing leaves it out.
        watcher.on('error', () => this.#callSoon());
        this.#watchers.set(folder, { watcher, inode });
      } catch (error) {
        this.#onError(`watching ${folder}: ${describeError(error)}`);
        continue;
      }
      this.#callSoon();
    }
  }

  /** Nothing is told any more. */
  close(): void {
    this.#isClosed = true;
    this.#cancelCall?.();
    for (const { watcher } of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #callSoon(): void {
    if (this.#isClosed) return;
    this.#cancelCall ??= this.#clock.setTimer(this.#clock.now() + SETTLE_MS, () => {
      this.#cancelCall = null;
      this.#onChange();
    });
  }
}
