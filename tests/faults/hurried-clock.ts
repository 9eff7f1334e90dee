import { type Clock, systemClock } from '../../src/clock.ts';

/** The scheduler lets channels that are due together stand apart, up to this in all. */
const SPREAD_MAX_MS = 60_000;

/** The real time, in which channels that are due together stand apart by a part of what they would. */
export function createHurriedClock(spreadDivisor: number): Clock {
  return {
    now: systemClock.now,
    setTimer(atMs, callback) {
      const nowMs = systemClock.now();
      const isSpread = atMs - nowMs <= SPREAD_MAX_MS;
      return systemClock.setTimer(isSpread ? nowMs + (atMs - nowMs) / spreadDivisor : atMs, callback);
    },
  };
}
