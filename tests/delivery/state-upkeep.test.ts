import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ReplayClock } from '../../src/clock.ts';
import { LedgerUpkeep } from '../../src/delivery/ledger-upkeep.ts';
import { keepStateUp } from '../../src/delivery/state-upkeep.ts';
import { collectLog } from '../support/collect-log.ts';
import { openState } from '../support/open-state.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const MINUTE_MS = 60_000;

test('given five minutes, what was written is in the file itself; given none more, it goes on', async () => {
  const path = join(makeTempFolder(), 'state.sqlite');
  const state = await openState(`sqlite://${path}`);
  const realClock = new ReplayClock(0, 0);
  const stop = keepStateUp({
    state,
    ledger: new LedgerUpkeep(state),
    clock: realClock,
    realClock,
    followMs: MINUTE_MS,
    findGuildId: () => undefined,
    log: collectLog().logger,
  });
  onTestFinished(stop);
  const store = state.openStore('things');
  const logBytes = () => readFileSync(`${path}-wal`).length;
  for (const minutes of [5, 10]) {
    await store.set(`at ${minutes}`, 1);
    realClock.set(minutes * MINUTE_MS - 1);
    expect(logBytes()).toBeGreaterThan(0);
    realClock.set(minutes * MINUTE_MS);
    expect(logBytes()).toBe(0);
  }
});
