import type { Clock } from '../clock.ts';
import type { Candidate } from '../curation/selection.ts';
import type { Library } from '../library/library.ts';
import { listOutlets, rateEvent } from '../search/coverage.ts';
import type { DigestLine, DigestPost, Post } from './channel-port.ts';
import { readChannelHistory } from './channel-selection.ts';
import { isDigestId } from './digests.ts';
import type { Ledger } from './ledger.ts';
import type { MessageLook } from './ledger-entry.ts';

/** Which message it is about: that of a story, or of a digest by its name. */
type Message = { readonly channelId: string; readonly storyId: string };
type Sources = { readonly library: Library; readonly ledger: Ledger; readonly clock: Clock };

/** What a message should show now; null when it should not be there. */
export function readPost(message: Message & { readonly look: MessageLook }, sources: Sources): Post | null {
  const { storyId, look } = message;
  if (isDigestId(storyId)) return readDigest(message, look, sources);
  const { library, clock } = sources;
  const found = library.getStory(storyId);
  if (found === undefined) return null;
  return { story: found.story, coverage: library.coverageOf(found.story, clock.now()), look };
}

/** A digest as its stories are now: one that was withdrawn has no line. It stands also when it has none left. */
export function readDigest(
  { channelId, storyId }: Message,
  look: MessageLook,
  sources: Sources,
): DigestPost | null {
  const digest = sources.ledger.digests.find(channelId, storyId);
  if (digest === undefined) return null;
  const found = digest.shown.flatMap((told) => sources.library.getStory(told.storyId) ?? []);
  const lines = readLines(channelId, found, sources);
  const { fromMs, toMs, timezone, isOpen, shown, dropped } = digest;
  const isEmptied = shown.length + dropped.length > 0 && lines.length === 0;
  return { digest: { channelId, fromMs, toMs, timezone, isOpen, lines, isEmptied }, look };
}

/**
 * Stories as lines of a digest.
 * @param channelId whose own posts of their events are named; null: none are
 */
export function readLines(
  channelId: string | null,
  found: readonly Candidate[],
  { library, ledger, clock }: Sources,
): DigestLine[] {
  const nowMs = clock.now();
  const earlier =
    channelId === null ? [] : readChannelHistory(channelId, found, { ledger, library, nowMs }).earlier;
  return found.map(({ story, clusterId }): DigestLine => {
    const coverage = library.coverageOf(story, nowMs);
    const single = earlier.findLast((post) => post.clusterId === clusterId && post.digestId === undefined);
    const entry =
      channelId === null || single === undefined ? undefined : ledger.find(channelId, single.storyId);
    return {
      story,
      outlets: listOutlets(story, coverage).length,
      heat: rateEvent(story, coverage).heat,
      place: entry?.state === 'posted' || entry?.state === 'aged' ? entry.place : null,
    };
  });
}

/**
 * What of the records is missing that a message shows. `unreadable`: a file is broken, which says nothing, so the message
 * stays as it is until it is mended; `withdrawn`: one is gone, or held back.
 */
export function findMissing(
  { channelId, storyId }: Message,
  { library, ledger }: Sources,
): 'nothing' | 'unreadable' | 'withdrawn' {
  const shown = ledger.digests.find(channelId, storyId)?.shown ?? [{ storyId }];
  const missing = shown.filter((story) => library.getStory(story.storyId) === undefined);
  if (missing.length === 0) return 'nothing';
  return missing.every((story) => library.isUnreadable(story.storyId)) ? 'unreadable' : 'withdrawn';
}
