import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ReplayClock } from '../../src/clock.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import { LedgerUpkeep } from '../../src/delivery/ledger-upkeep.ts';
import { keepStateUp } from '../../src/delivery/state-upkeep.ts';
import { collectLog } from '../support/collect-log.ts';
import { openState } from '../support/open-state.ts';
import { makePosted } from '../support/posted-entry.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const MINUTE_MS = 60_000;
const onLost = (error: Error): void => {
  throw error;
};

test('given an hour, messages that are too old to be followed are let go', async () => {
  const state = await openState();
  const ledger = new Ledger(state);
  await ledger.put(makePosted({ channelId: '1', storyId: 'old', postedAtMs: -MINUTE_MS - 1 }));
  await ledger.put(makePosted({ channelId: '1', storyId: 'young', postedAtMs: -MINUTE_MS }));
  const realClock = new ReplayClock(0, 0);
  const options = { clock: new ReplayClock(0, 0), realClock, followMs: MINUTE_MS, log: collectLog().logger };
  const findGuildId = (channelId: string) => `server of ${channelId}`;
  onTestFinished(keepStateUp({ ...options, state, ledger: new LedgerUpkeep(state), findGuildId, onLost }));
  const states = () => ['old', 'young'].map((id) => ledger.find('1', id)?.state);
  realClock.set(60 * MINUTE_MS - 1);
  expect([states(), ledger.guildOf('1')]).toEqual([['posted', 'posted'], null]);
  realClock.set(60 * MINUTE_MS);
  await expect.poll(states).toEqual(['aged', 'posted']);
  expect(ledger.guildOf('1')).toBe('server of 1');
});

test('given a state that cannot be written, it is told, and tried again the next time; stopped, no more', async () => {
  const state = await openState();
  const realClock = new ReplayClock(0, 0);
  const { logger, lines } = collectLog();
  let checkpoints = 0;
  state.checkpoint = () => {
    checkpoints++;
    throw new Error('database is locked');
  };
  const options = {
    clock: realClock,
    realClock,
    followMs: MINUTE_MS,
    findGuildId: () => undefined,
    log: logger,
  };
  const stop = keepStateUp({ ...options, state, ledger: new LedgerUpkeep(state), onLost });
  for (const minutes of [5, 10]) realClock.set(minutes * MINUTE_MS);
  stop();
  realClock.set(15 * MINUTE_MS);
  expect(checkpoints).toBe(2);
  const line = { level: 40, msg: 'a checkpoint of the state could not be done, tried again later' };
  expect(lines).toMatchObject([line, line]);
});

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
    onLost,
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

test('given a state whose file is deleted, that is noticed within seconds, also where nothing is written', async () => {
  const path = join(makeTempFolder(), 'state.sqlite');
  const state = await openState(`sqlite://${path}`);
  const realClock = new ReplayClock(0, 0);
  const lost: Error[] = [];
  const stop = keepStateUp({
    ...{ state, ledger: new LedgerUpkeep(state), clock: realClock, realClock, followMs: MINUTE_MS },
    ...{ findGuildId: () => undefined, log: collectLog().logger, onLost: (error) => lost.push(error) },
  });
  onTestFinished(stop);
  realClock.set(5_000);
  expect(lost).toEqual([]);
  rmSync(path);
  realClock.set(10_000);
  await expect.poll(() => lost.map(({ name }) => name)).toEqual(['LostStateError']);
});
