import type { Store } from '../../src/state/store.ts';

/** A store in memory. Values go through JSON, as they do on their way to the disk. */
export class MemoryStore implements Store {
  readonly #values = new Map<string, string>();

  set(key: string, value: unknown): Promise<void> {
    this.#values.set(key, JSON.stringify(value));
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.#values.delete(key);
    return Promise.resolve();
  }

  async *entries(): AsyncIterable<[key: string, value: unknown]> {
    for (const [key, value] of this.#values) yield [key, await Promise.resolve(JSON.parse(value))];
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
