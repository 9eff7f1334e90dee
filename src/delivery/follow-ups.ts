import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Library } from '../library/library.ts';
import type { Attempts } from './attempts.ts';
import type { ChannelPort, Invalid, Unavailable } from './channel-port.ts';
import type { Ledger } from './ledger.ts';
import type { PostedEntry } from './ledger-entry.ts';
import { describeObstacle } from './obstacle.ts';
import { readPost } from './read-post.ts';

/** What an admin must mend, for one message alone, is tried this often. */
export const REFUSED_RETRY_MS = 3_600_000;
/** The key of Discord's hourly limit, which is the channel's. */
const CROSSPOST = 'crosspost';

export type FollowUpsOptions = {
  readonly library: Library;
  readonly ledger: Ledger;
  readonly port: ChannelPort;
  readonly clock: Clock;
  readonly log: Logger;
};

/** What goes with a channel's messages, each once: the thread for discussion, and the copy for followers. */
export class FollowUps {
  readonly #channelId: string;
  readonly #attempts: Attempts;
  readonly #options: FollowUpsOptions;

  constructor(channelId: string, attempts: Attempts, options: FollowUpsOptions) {
    this.#channelId = channelId;
    this.#attempts = attempts;
    this.#options = options;
  }

  async openThreads(): Promise<void> {
    for (const entry of this.#options.ledger.listDue(this.#channelId)) {
      if (entry.thread === 'due') await this.#attempts.try(threadKey(entry), () => this.#openThread(entry));
    }
  }

  /**
   * Publishes the messages of an announcement channel to its followers.
   * @param isToBeEdited whether a story's message is about to change: its followers get it after that
   */
  async crosspost(isToBeEdited: (storyId: string) => boolean): Promise<void> {
    for (const entry of this.#options.ledger.listDue(this.#channelId)) {
      if (entry.crosspost !== 'due' || isToBeEdited(entry.storyId)) continue;
      if (!this.#attempts.isFree(CROSSPOST)) return;
      const key = crosspostKey(entry);
      const outcome = await this.#attempts.try(key, () => this.#crosspost(entry), CROSSPOST);
      if (outcome !== null && outcome !== 'done') this.#attempts.postpone(key, REFUSED_RETRY_MS);
    }
  }

  /** The keys of what is still due, each with all that may hold it up. */
  listDueKeys(): string[][] {
    return this.#options.ledger
      .listDue(this.#channelId)
      .flatMap((entry) => [
        ...(entry.thread === 'due' ? [[threadKey(entry)]] : []),
        ...(entry.crosspost === 'due' ? [[CROSSPOST, crosspostKey(entry)]] : []),
      ]);
  }

  async #openThread(entry: PostedEntry): Promise<void> {
    const { ledger, port } = this.#options;
    const post = readPost(entry, this.#options);
    const outcome = post === null ? null : await port.openThread(entry.place, post);
    this.#tellRefusal(entry, 'no thread was opened', outcome);
    await ledger.put({ ...entry, thread: outcome?.kind === 'done' ? 'done' : 'none' });
  }

  /** What an admin or an editor can mend stays due. */
  async #crosspost(entry: PostedEntry): Promise<'done' | 'refused' | 'held-back'> {
    const { ledger, port } = this.#options;
    // Followers keep their copies: what is about to be taken down must not reach them.
    if (readPost(entry, this.#options) === null) return 'held-back';
    const outcome = await port.crosspost(entry.place);
    this.#tellRefusal(entry, 'not published', outcome);
    if (outcome.kind === 'unavailable') return 'refused';
    await ledger.put({ ...entry, crosspost: outcome.kind === 'done' ? 'done' : 'none' });
    return 'done';
  }

  #tellRefusal(
    { channelId, storyId }: PostedEntry,
    what: string,
    outcome: Invalid | Unavailable | { readonly kind: 'done' | 'gone' } | null,
  ): void {
    if (outcome?.kind !== 'unavailable' && outcome?.kind !== 'invalid') return;
    const reason = outcome.kind === 'invalid' ? outcome.reason : describeObstacle(outcome.obstacle);
    this.#options.log.warn({ channelId, story: storyId }, `${what}: ${reason}`);
  }
}

function threadKey({ storyId }: PostedEntry): string {
  return `thread ${storyId}`;
}

function crosspostKey({ storyId }: PostedEntry): string {
  return `${CROSSPOST} ${storyId}`;
}
