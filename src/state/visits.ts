import { WEEK_MS } from '../duration.ts';
import type { Store } from './key-value-store.ts';

/** A visit longer ago counts as one of this age: `/digest` looks back no further. So it need not be kept. */
export const VISIT_KEPT_MS = WEEK_MS;

/** Whose visit: a member of a server, or somebody in direct messages. */
type Visitor = { readonly userId: string; readonly guildId: string | null };

/** When each member last asked for `/digest`, a week long. */
export class Visits {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @returns null where there was none within a week */
  async last(visitor: Visitor): Promise<number | null> {
    const atMs = await this.#store.get(keyOf(visitor));
    return typeof atMs === 'number' ? atMs : null;
  }

  async note(visitor: Visitor, atMs: number): Promise<void> {
    await this.#store.set(keyOf(visitor), atMs);
  }

  /** Forgets what is of no use any more. */
  async prune(nowMs: number): Promise<void> {
    for await (const [key, atMs] of this.#store.entries()) {
      if (typeof atMs !== 'number' || nowMs - atMs > VISIT_KEPT_MS) await this.#store.delete(key);
    }
  }
}

function keyOf({ userId, guildId }: Visitor): string {
  return `${guildId ?? 'direct'}:${userId}`;
}
