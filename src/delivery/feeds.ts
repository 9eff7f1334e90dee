import type { Logger } from 'pino';
import { Feed } from '../curation/feed.ts';
import type { Store } from '../state/key-value-store.ts';

/** The feeds that servers' admins set up, at most one a channel. Held in memory; a change is on disk before it counts. */
export class Feeds {
  readonly #store: Store;
  readonly #byChannel = new Map<string, Feed>();
  #revision = 0;

  private constructor(store: Store) {
    this.#store = store;
  }

  static async load(store: Store, log: Logger): Promise<Feeds> {
    const feeds = new Feeds(store);
    for await (const [channelId, value] of store.entries()) {
      const parsed = Feed.safeParse(value);
      if (parsed.success) feeds.#byChannel.set(channelId, parsed.data);
      else log.error({ channelId }, `a feed cannot be understood and rests: ${parsed.error.message}`);
    }
    return feeds;
  }

  /** Another number after every change. */
  get revision(): number {
    return this.#revision;
  }

  get(channelId: string): Feed | undefined {
    return this.#byChannel.get(channelId);
  }

  list(): Feed[] {
    return [...this.#byChannel.values()];
  }

  /** A server's feeds, oldest first. */
  listOfGuild(guildId: string): Feed[] {
    return this.list()
      .filter((feed) => feed.guildId === guildId)
      .sort((a, b) => a.createdAtMs - b.createdAtMs);
  }

  async put(feed: Feed): Promise<void> {
    await this.#store.set(feed.channelId, feed);
    this.#byChannel.set(feed.channelId, feed);
    this.#revision++;
  }

  async remove(channelId: string): Promise<void> {
    await this.#store.delete(channelId);
    this.#byChannel.delete(channelId);
    this.#revision++;
  }
}
