import { z } from 'zod';
import type { Store } from '../state/key-value-store.ts';
import { Obstacle } from './obstacle.ts';

const Pause = z.object({
  channelId: z.string(),
  obstacle: Obstacle,
  sinceMs: z.number(),
  checkedAtMs: z.number(),
  /** Whether the gateway reported the cause; then it also reports its end. */
  isKnownToGateway: z.boolean(),
});
export type Pause = z.output<typeof Pause>;

/** Channels that take nothing until an admin acts; kept, so that the admins are told once and not at each start. */
export class Pauses {
  readonly #store: Store;
  readonly #byChannel = new Map<string, Pause>();

  private constructor(store: Store) {
    this.#store = store;
  }

  static async load(store: Store): Promise<Pauses> {
    const pauses = new Pauses(store);
    for await (const [channelId, value] of store.entries()) {
      const parsed = Pause.safeParse(value);
      // A lost entry only means that the admins are told once more.
      if (parsed.success) pauses.#byChannel.set(channelId, parsed.data);
    }
    return pauses;
  }

  get(channelId: string): Pause | undefined {
    return this.#byChannel.get(channelId);
  }

  async put(pause: Pause): Promise<void> {
    await this.#store.set(pause.channelId, pause);
    this.#byChannel.set(pause.channelId, pause);
  }

  async remove(channelId: string): Promise<void> {
    if (!this.#byChannel.has(channelId)) return;
    await this.#store.delete(channelId);
    this.#byChannel.delete(channelId);
  }
}
