import type { Subscription } from '../curation/subscription.ts';
import { DigestRun } from './digest-run.ts';
import { Run } from './run.ts';

/** What a channel's worker does at a tick, post by post. */
export type ChannelRun = Run | DigestRun;

/** A new run, of stories or of digests, as the subscription wants it. */
export function startRun(subscription: Subscription, atMs: number): ChannelRun {
  const { digest } = subscription;
  return digest === null ? new Run(subscription, atMs) : new DigestRun(subscription, digest, atMs);
}
