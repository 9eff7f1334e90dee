import type { Clock } from '../clock.ts';
import type { Library } from '../library/library.ts';
import type { Post } from './channel-port.ts';
import type { MessageLook } from './ledger-entry.ts';

/** What a story's message should show now; null when it should not be there. */
export function readPost(
  storyId: string,
  look: MessageLook,
  { library, clock }: { readonly library: Library; readonly clock: Clock },
): Post | null {
  const found = library.getStory(storyId);
  if (found === undefined) return null;
  return { story: found.story, coverage: library.coverageOf(found.story, clock.now()), look };
}
