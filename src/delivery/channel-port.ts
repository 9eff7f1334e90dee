import type { CoverageArticle } from '../search/coverage.ts';
import { DamagedStateError, LostStateError, UnreadableStateError } from '../state/state-error.ts';
import type { Story } from '../story/story.ts';
import type { MessageLook, MessagePlace } from './ledger-entry.ts';
import type { Obstacle } from './obstacle.ts';

/** What one message shows, and how. */
export type Post = {
  readonly story: Story;
  readonly coverage: readonly CoverageArticle[];
  readonly look: MessageLook;
};

/** The channel takes nothing until an admin acts. */
export type Unavailable = { readonly kind: 'unavailable'; readonly obstacle: Obstacle };
/** Discord will never take this; the reason names what it refused. */
export type Invalid = { readonly kind: 'invalid'; readonly reason: string };
/** The message is not there any more. */
export type Gone = { readonly kind: 'gone' };
export type Done = { readonly kind: 'done' };

export type Sent = {
  readonly kind: 'sent';
  readonly place: MessagePlace;
  /** Whether the message stands in an announcement channel and can be published to its followers. */
  readonly canCrosspost: boolean;
};

/** A post of ours, as its channel shows it. */
export type SentPost = { readonly storyId: string; readonly place: MessagePlace; readonly sentAtMs: number };
/** Our posts in a channel; not whole when the channel has more messages than are searched. */
export type Listed = {
  readonly kind: 'listed';
  readonly posts: readonly SentPost[];
  readonly isWhole: boolean;
};

/**
 * What delivery needs of Discord. A method rejects with a NoAnswerError when Discord could not be asked, or did not
 * answer: what was asked may then have happened or not, and is to be asked again later.
 */
export type ChannelPort = {
  /** Tells two cards of a story apart; equal for equal cards, also after a restart. */
  hashCard(post: Post): string;
  /** Why the channel would take nothing, as far as the gateway tells; null: nothing is known. */
  findObstacle(channelId: string): Obstacle | null;
  /** The language that posts in the channel have: its server's. */
  languageOf(channelId: string): string;
  /** Whether Discord can tell a repeated post in this channel by its nonce; a forum takes none. */
  takesNonce(channelId: string): boolean;
  /**
   * Sends a message. `gone`: an earlier try had arrived, and its message was deleted since.
   * @param nonce the same at each try of one post, so that Discord can tell a repetition
   * @throws NotSentError when it is certain that nothing arrived
   */
  send(channelId: string, post: Post, nonce: string): Promise<Sent | Gone | Unavailable | Invalid>;
  /** @param hasThread whether a thread for discussion is open below the message: its name is the headline too */
  edit(place: MessagePlace, post: Post, hasThread: boolean): Promise<Done | Gone | Unavailable | Invalid>;
  delete(place: MessagePlace, hasThread: boolean): Promise<Done | Gone | Unavailable>;
  /** Publishes a message of an announcement channel to its followers. */
  crosspost(place: MessagePlace): Promise<Done | Gone | Unavailable | Invalid>;
  /** Opens a thread for discussion below a message, once. */
  openThread(place: MessagePlace, post: Post): Promise<Done | Gone | Unavailable | Invalid>;
  /** Looks for our message of that story among those sent since `sinceMs`. */
  findMessage(channelId: string, storyId: string, sinceMs: number): Promise<Sent | Gone | Unavailable>;
  /** All our posts in a channel since `sinceMs`, the latest first. */
  listPosts(channelId: string, sinceMs: number): Promise<Listed | Unavailable>;
  /** Tells the admins of the channel's server, where the bot may. */
  notifyAdmins(channelId: string, obstacle: Obstacle): Promise<void>;
};

/** Nothing was done, for certain: what was asked is as if it had never been asked. */
export class NotSentError extends Error {
  override name = 'NotSentError';
  /** How long Discord said to wait; 0: it said to wait, and not how long; null: it did not answer. */
  readonly waitMs: number | null;

  constructor(message: string, waitMs: number | null = null) {
    super(message);
    this.waitMs = waitMs;
  }
}

/** Discord did not answer, or not in a way that holds: what was asked may have happened or not. */
export class NoAnswerError extends Error {
  override name = 'NoAnswerError';
}

/** Discord does not take the bot's token any more: nothing can go on. */
export class TokenRefusedError extends Error {
  override name = 'TokenRefusedError';
}

/** Whether an error is one that no retry ends: the token is refused, or the state is lost, damaged or not understood. */
export function isFatal(error: unknown): error is Error {
  return (
    error instanceof TokenRefusedError ||
    error instanceof UnreadableStateError ||
    error instanceof DamagedStateError ||
    error instanceof LostStateError
  );
}
