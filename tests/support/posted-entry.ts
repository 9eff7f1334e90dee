import type { PostedEntry } from '../../src/delivery/ledger-entry.ts';

/** What the ledger holds of a story that a run posted; tests change what they are about. */
export function makePosted(
  changes: Partial<PostedEntry> & Pick<PostedEntry, 'channelId' | 'storyId'>,
): PostedEntry {
  const { channelId, storyId } = changes;
  return {
    eventId: storyId,
    version: 0,
    state: 'posted',
    place: { channelId, messageId: `4000${storyId.replace(/\D/g, '')}`.padEnd(18, '0') },
    postedAtMs: Date.parse('2021-12-14T10:00:00Z'),
    editedAtMs: null,
    cardHash: '',
    look: { style: 'card', language: 'en', mentionRoleId: null },
    crosspost: 'none',
    thread: 'none',
    reasons: {
      rank: 1,
      heat: 120,
      log2Hotness: 6.5,
      atMs: Date.parse('2021-12-14T10:00:00Z'),
      postedBy: null,
      rule: { topic: null, minHeat: 70 },
    },
    ...changes,
  };
}
