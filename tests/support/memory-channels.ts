import type { Clock } from '../../src/clock.ts';
import type {
  ChannelPort,
  Done,
  Gone,
  Invalid,
  Listed,
  Post,
  Sent,
  Unavailable,
} from '../../src/delivery/channel-port.ts';
import type { MessagePlace } from '../../src/delivery/ledger-entry.ts';
import type { Obstacle } from '../../src/delivery/obstacle.ts';

export type SentMessage = {
  readonly id: string;
  readonly channelId: string;
  post: Post;
  readonly nonce: string;
  readonly atMs: number;
  isDeleted: boolean;
  crossposts: number;
  threads: number;
  edits: number;
};

/**
 * Channels in memory that keep what is sent, as Discord's do: a nonce that was seen gives the same message again.
 * A test may put something in the way of the next request.
 */
export class MemoryChannels implements ChannelPort {
  readonly messages: SentMessage[] = [];
  readonly notices: Obstacle[] = [];
  readonly #clock: Clock;
  readonly isAnnouncement: boolean;
  /** Asked before each request to send; what it returns or throws is the answer. */
  obstacle: (post: Post) => Unavailable | Invalid | null = () => null;
  /** What happens after a post was handed over and before the message is there. */
  beforeSend: () => Promise<void> = () => Promise.resolve();
  /** What happens after the message is there and before the answer is: a crash, a lost connection. */
  afterSend: () => void = () => {};
  /** What the gateway tells of the channel. */
  knownObstacle: Obstacle | null = null;
  isForum = false;
  /** Thrown at each crosspost, as by Discord's hourly limit. */
  crosspostFailure: Error | null = null;

  constructor(clock: Clock, isAnnouncement = false) {
    this.#clock = clock;
    this.isAnnouncement = isAnnouncement;
  }

  hashCard({ story, coverage, look }: Post): string {
    return JSON.stringify([story.title, story.excerpt, coverage, look]);
  }

  findObstacle(): Obstacle | null {
    return this.knownObstacle;
  }

  languageOf(): string {
    return 'en';
  }

  takesNonce(): boolean {
    return !this.isForum;
  }

  // The port's methods are asynchronous, so a failure must be a rejection.
  async send(channelId: string, post: Post, nonce: string): Promise<Sent | Gone | Unavailable | Invalid> {
    await this.beforeSend();
    const refusal = this.obstacle(post);
    if (refusal !== null) return refusal;
    const known = this.messages.find((message) => message.channelId === channelId && message.nonce === nonce);
    if (known?.isDeleted) return { kind: 'gone' };
    const id = known?.id ?? `message-${this.messages.length + 1}`;
    if (known === undefined) {
      const atMs = this.#clock.now();
      this.messages.push({
        id,
        channelId,
        post,
        nonce,
        atMs,
        isDeleted: false,
        crossposts: 0,
        threads: 0,
        edits: 0,
      });
    }
    this.afterSend();
    return this.#sent(channelId, id);
  }

  async edit(place: MessagePlace, post: Post): Promise<Done | Gone | Unavailable> {
    await Promise.resolve();
    const message = this.#find(place);
    if (message === undefined) return { kind: 'gone' };
    message.post = post;
    message.edits++;
    return { kind: 'done' };
  }

  async delete(place: MessagePlace): Promise<Done | Gone | Unavailable> {
    await Promise.resolve();
    const message = this.#find(place);
    if (message === undefined) return { kind: 'gone' };
    message.isDeleted = true;
    return { kind: 'done' };
  }

  async crosspost(place: MessagePlace): Promise<Done | Gone | Unavailable> {
    await Promise.resolve();
    if (this.crosspostFailure !== null) throw this.crosspostFailure;
    const message = this.#find(place);
    if (message === undefined) return { kind: 'gone' };
    message.crossposts++;
    return { kind: 'done' };
  }

  async openThread(place: MessagePlace): Promise<Done | Gone> {
    await Promise.resolve();
    const message = this.#find(place);
    if (message === undefined) return { kind: 'gone' };
    message.threads++;
    return { kind: 'done' };
  }

  async findMessage(channelId: string, storyId: string, sinceMs: number): Promise<Sent | Gone | Unavailable> {
    await Promise.resolve();
    const found = this.standing(channelId).find(
      ({ post, atMs }) => post.story.id === storyId && atMs >= sinceMs,
    );
    return found === undefined ? { kind: 'gone' } : this.#sent(channelId, found.id);
  }

  async listPosts(channelId: string, sinceMs: number): Promise<Listed | Unavailable> {
    await Promise.resolve();
    const posts = this.standing(channelId)
      .filter(({ atMs }) => atMs >= sinceMs)
      .map(({ id, post, atMs }) => {
        return { storyId: post.story.id, place: this.#placeOf(channelId, id), sentAtMs: atMs };
      })
      .reverse();
    return { kind: 'listed', posts, isWhole: true };
  }

  async notifyAdmins(_channelId: string, obstacle: Obstacle): Promise<void> {
    await Promise.resolve();
    this.notices.push(obstacle);
  }

  /** The messages that stand in a channel. */
  standing(channelId: string): SentMessage[] {
    return this.messages.filter((message) => message.channelId === channelId && !message.isDeleted);
  }

  /** The headlines that stand in a channel. */
  titles(channelId: string): string[] {
    return this.standing(channelId).map(({ post }) => post.story.title);
  }

  #find({ messageId }: MessagePlace): SentMessage | undefined {
    return this.messages.find(({ id, isDeleted }) => id === messageId && !isDeleted);
  }

  #sent(channelId: string, messageId: string): Sent {
    return { kind: 'sent', place: this.#placeOf(channelId, messageId), canCrosspost: this.isAnnouncement };
  }

  /** A forum post stands in the thread that it opened. */
  #placeOf(channelId: string, messageId: string): MessagePlace {
    return { channelId: this.isForum ? messageId : channelId, messageId };
  }
}
