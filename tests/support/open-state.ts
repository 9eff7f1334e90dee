import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LedgerEntry } from '../../src/delivery/ledger-entry.ts';
import { FROM_POSTS, ROW_COLUMNS, toEntry } from '../../src/delivery/ledger-rows.ts';
import { State } from '../../src/state/state.ts';
import { makeTempFolder } from './temp-folder.ts';

/** A state on disk that is closed when the test is over; a new one, or that of the address. */
export async function openState(
  stateUrl = `sqlite://${join(makeTempFolder(), 'state.sqlite')}`,
): Promise<State> {
  const state = await State.open(stateUrl, { isLocked: true });
  onTestFinished(() => state.close());
  return state;
}

/** Everything that the ledger holds of a channel, oldest first. */
export function listEntries(state: State, channelId: string): LedgerEntry[] {
  return state.database
    .prepare(`select ${ROW_COLUMNS} ${FROM_POSTS} where channel_id = ? order by at_ms, posts.id`)
    .all(channelId)
    .map(toEntry);
}
