import { expect, test } from 'vitest';
import { Ledger } from '../../src/delivery/ledger.ts';
import type { PostedEntry } from '../../src/delivery/ledger-entry.ts';
import { openState } from '../support/open-state.ts';
import { makePosted } from '../support/posted-entry.ts';

test('given messages with and without a mention, the ledger tells when those of the channel mentioned a role', async () => {
  const ledger = new Ledger(await openState());
  const look = { style: 'card', language: 'en', mentionRoleId: '55' } as const;
  const put = (storyId: string, changes: Partial<PostedEntry>) =>
    ledger.put(makePosted({ ...changes, channelId: changes.channelId ?? '1', storyId }));
  await put('early', { postedAtMs: 1, look });
  await put('mentioned', { postedAtMs: 5, look });
  await put('quiet', { postedAtMs: 6 });
  await put('elsewhere', { postedAtMs: 7, channelId: '2', look });
  expect(ledger.listMentionsSince('1', 1)).toEqual([5]);
});
