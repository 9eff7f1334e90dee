import { EventEmitter, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { ReplayClock, systemClock } from '../src/clock.ts';

const START = Date.parse('2021-12-14T09:00:00Z');

describe('given a replay clock that stands still', () => {
  test('its time is what it was set to', () => {
    const clock = new ReplayClock(START, 0);
    expect(clock.now()).toBe(START);
    clock.set(START + 5_000);
    expect(clock.now()).toBe(START + 5_000);
    expect(clock.speed).toBe(0);
  });

  test('the timers that it is set past go off once, in the order of their time', () => {
    const clock = new ReplayClock(START, 0);
    const fired: string[] = [];
    clock.setTimer(START + 300, () => fired.push('third'));
    clock.setTimer(START + 100, () => fired.push('first'));
    clock.setTimer(START + 200, () => fired.push('second'));
    clock.setTimer(START + 900, () => fired.push('later'));
    clock.set(START + 50);
    expect(fired).toEqual([]);
    clock.set(START + 300);
    expect(fired).toEqual(['first', 'second', 'third']);
    clock.set(START + 301);
    expect(fired).toHaveLength(3);
  });

  test('a timer called off does not go off, nor one that an earlier one calls off', () => {
    const clock = new ReplayClock(START, 0);
    const fired: string[] = [];
    clock.setTimer(START + 1, () => fired.push('never'))();
    const cancel = clock.setTimer(START + 20, () => fired.push('called off by the first'));
    clock.setTimer(START + 10, () => {
      fired.push('first');
      cancel();
    });
    clock.set(START + 100);
    expect(fired).toEqual(['first']);
  });

  test('a timer that a timer sets waits for its own time', () => {
    const clock = new ReplayClock(START, 0);
    const fired: number[] = [];
    clock.setTimer(START + 10, () => clock.setTimer(START + 500, () => fired.push(clock.now())));
    clock.set(START + 100);
    expect(fired).toEqual([]);
    clock.set(START + 500);
    expect(fired).toEqual([START + 500]);
  });
});

test('given a replay clock that runs fast, a timer of tomorrow goes off, not before its time', async () => {
  const clock = new ReplayClock(START, 10_000_000);
  const events = new EventEmitter();
  const tomorrow = START + 86_400_000;
  clock.setTimer(tomorrow, () => events.emit('fired', clock.now()));
  const [firedAtMs] = await once(events, 'fired');
  expect(firedAtMs).toBeGreaterThanOrEqual(tomorrow);
});

test('given a replay clock set to run, timers that were waiting go off', async () => {
  const clock = new ReplayClock(START, 0);
  const events = new EventEmitter();
  clock.setTimer(START + 3_600_000, () => events.emit('fired', clock.now()));
  const fired = once(events, 'fired');
  clock.set(START, 100_000_000);
  expect((await fired)[0]).toBeGreaterThanOrEqual(START + 3_600_000);
});

describe('given the clock of the machine', () => {
  test('its time is the machine’s', () => {
    const before = Date.now();
    const now = systemClock.now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  test('a timer of the past goes off at once, one called off does not, nor one of next year', async () => {
    const events = new EventEmitter();
    const fired: string[] = [];
    const cancel = systemClock.setTimer(systemClock.now() + 400 * 86_400_000, () => fired.push('next year'));
    systemClock.setTimer(systemClock.now() - 1_000, () => fired.push('called off'))();
    systemClock.setTimer(systemClock.now() - 1_000, () => events.emit('fired'));
    await once(events, 'fired');
    cancel();
    expect(fired).toEqual([]);
  });
});
