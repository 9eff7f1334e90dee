import type { Logger } from 'pino';
import { RESTORED_FROM } from '../state/backup.ts';
import type { ChannelPort, Done, SentPost, Unavailable } from './channel-port.ts';
import type { Digest } from './digests.ts';
import type { Ledger } from './ledger.ts';
import type { PostedEntry } from './ledger-entry.ts';

export type LookBackOptions = {
  readonly ledger: Ledger;
  readonly port: ChannelPort;
  readonly log: Logger;
};

/**
 * After a restore, what was posted since the backup stands in the channels and not in the ledger. Before anything is
 * posted in a channel, its own messages of that time are taken into the ledger.
 */
export class LookBack {
  readonly #options: LookBackOptions;

  constructor(options: LookBackOptions) {
    this.#options = options;
  }

  /** Whether the channel has not been looked at since the restore. */
  isDue(channelId: string): boolean {
    const { ledger } = this.#options;
    const restoredFrom = ledger.readCursor(RESTORED_FROM);
    return restoredFrom !== null && ledger.readCursor(cursorOf(channelId)) !== restoredFrom;
  }

  /** @throws when Discord or the state could not be reached */
  async run(channelId: string): Promise<Done | Unavailable> {
    const { ledger, port, log } = this.#options;
    const restoredFrom = ledger.readCursor(RESTORED_FROM);
    if (restoredFrom === null) return { kind: 'done' };
    const outcome = await port.listPosts(channelId, Number(restoredFrom));
    if (outcome.kind === 'unavailable') return outcome;
    let taken = 0;
    for (const post of outcome.posts) {
      const { storyId, place, sentAtMs } = post;
      if (ledger.find(channelId, storyId) !== undefined) continue;
      const style = post.digest === undefined ? 'card' : 'digest';
      const entry: PostedEntry = {
        channelId,
        storyId,
        eventId: storyId,
        version: 0,
        state: 'posted',
        place,
        postedAtMs: sentAtMs,
        editedAtMs: null,
        // How the message was made to look is not known any more: it is left as it is until its story changes.
        cardHash: '',
        look: { style, language: port.languageOf(channelId), mentionRoleId: null },
        crosspost: 'none',
        thread: 'none',
        reasons: { rank: 0, heat: 0, log2Hotness: 0, atMs: sentAtMs, postedBy: null },
      };
      await ledger.put(entry, toldBy(post));
      taken++;
    }
    ledger.writeCursor(cursorOf(channelId), restoredFrom);
    if (taken > 0) log.info({ channelId, posts: taken }, 'posts since the backup were found in the channel');
    if (!outcome.isWhole)
      log.warn(
        { channelId },
        'not all of the channel could be looked through: a post since the backup may come again',
      );
    return { kind: 'done' };
  }
}

/** What a digest tells, as far as its message says: not by whose clock its day was named. */
function toldBy({ digest, sentAtMs }: SentPost): Digest | undefined {
  if (digest === undefined) return undefined;
  const { fromMs, toMs, storyIds } = digest;
  const shown = storyIds.map((storyId) => ({ storyId, eventId: storyId }));
  // One that is written at the end of its time is sent after it.
  return { fromMs, toMs, timezone: 'UTC', isOpen: sentAtMs < toMs, shown, dropped: [] };
}

function cursorOf(channelId: string): string {
  return `looked-back ${channelId}`;
}
