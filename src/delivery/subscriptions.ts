import type { Feed } from '../curation/feed.ts';
import { type NewsSettings, type Subscription, toSubscription } from '../curation/subscription.ts';
import type { Feeds } from './feeds.ts';

/** All subscriptions there are: those of the environment, and the feeds of servers' admins. */
export class Subscriptions {
  readonly feeds: Feeds;
  readonly #environment: readonly Subscription[];
  readonly #news: NewsSettings;
  readonly #ofFeed = new WeakMap<Feed, Subscription>();
  #running: { readonly revision: number; readonly list: readonly Subscription[] } | null = null;

  readonly #ownsGuild: (guildId: string) => boolean;

  /** @param ownsGuild whether this process posts for a server; others' feeds are left alone */
  constructor(
    environment: readonly Subscription[],
    feeds: Feeds,
    news: NewsSettings,
    ownsGuild: (guildId: string) => boolean,
  ) {
    this.#ownsGuild = ownsGuild;
    this.#environment = environment;
    this.feeds = feeds;
    this.#news = news;
  }

  /** Those that post now: neither paused, nor of a server that the bot has left. */
  listRunning(): readonly Subscription[] {
    if (this.#running?.revision !== this.feeds.revision) {
      const feeds = this.feeds.list().filter(({ guildId, pausedBy, leftAtMs }) => {
        return pausedBy === null && leftAtMs === null && this.#ownsGuild(guildId);
      });
      const list = [...this.#environment, ...feeds.map((feed) => this.toSubscription(feed))];
      this.#running = { revision: this.feeds.revision, list };
    }
    return this.#running.list;
  }

  /** What posts in the channel, or would if it were not paused. */
  find(channelId: string): Subscription | undefined {
    const feed = this.feeds.get(channelId);
    return this.findEnvironment(channelId) ?? (feed && this.toSubscription(feed));
  }

  /** The environment's subscription for the channel, which no admin can change in Discord. */
  findEnvironment(channelId: string): Subscription | undefined {
    return this.#environment.find((subscription) => subscription.channelId === channelId);
  }

  listEnvironment(): readonly Subscription[] {
    return this.#environment;
  }

  toSubscription(feed: Feed): Subscription {
    const known = this.#ofFeed.get(feed) ?? toSubscription(feed, this.#news);
    this.#ofFeed.set(feed, known);
    return known;
  }
}
