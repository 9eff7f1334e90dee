import type { Clock } from '../../src/clock.ts';
import type {
  ChannelPort,
  DigestPost,
  Done,
  Gone,
  Invalid,
  Listed,
  Post,
  Sent,
  SentDigest,
  StoryPost,
  Unavailable,
} from '../../src/delivery/channel-port.ts';
import { digestIdOf } from '../../src/delivery/digests.ts';
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

/** What a message shows that must be a story's. */
export function storyPostOf(message: Pick<SentMessage, 'post'> | undefined): StoryPost {
  if (message === undefined || !('story' in message.post)) throw new Error('no story was posted');
  return message.post;
}

function idOf(post: Post): string {
  return 'story' in post ? post.story.id : digestIdOf(post.digest);
}

function toSent({ digest }: DigestPost): SentDigest {
  const { fromMs, toMs, lines } = digest;
  return { fromMs, toMs, storyIds: lines.map(({ story }) => story.id) };
}

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
  obstacle: (post: StoryPost) => Unavailable | Invalid | null = () => null;
  /** The same for digests. */
  digestObstacle: (post: DigestPost) => Unavailable | Invalid | null = () => null;
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

  hashCard(post: Post): string {
    if ('digest' in post) return JSON.stringify(post);
    const { story, coverage, look } = post;
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
    const refusal = 'story' in post ? this.obstacle(post) : this.digestObstacle(post);
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
      ({ post, atMs }) => idOf(post) === storyId && atMs >= sinceMs,
    );
    return found === undefined ? { kind: 'gone' } : this.#sent(channelId, found.id);
  }

  async listPosts(channelId: string, sinceMs: number): Promise<Listed | Unavailable> {
    await Promise.resolve();
    const posts = this.standing(channelId)
      .filter(({ atMs }) => atMs >= sinceMs)
      .map(({ id, post, atMs }) => {
        const place = this.#placeOf(channelId, id);
        return {
          storyId: idOf(post),
          place,
          sentAtMs: atMs,
          ...('digest' in post && { digest: toSent(post) }),
        };
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

  /** The headlines that stand in a channel; a digest gives those of its lines together. */
  titles(channelId: string): string[] {
    return this.standing(channelId).map(({ post }) =>
      'story' in post ? post.story.title : post.digest.lines.map(({ story }) => story.title).join(' | '),
    );
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
