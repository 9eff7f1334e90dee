import { getEventListeners } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { untilAborted, waitAtMost, whenAborted } from '../src/abort.ts';

const never = new Promise<never>(() => {});

test('given a promise that settles first, it is what the promise comes to, and no listener is left', async () => {
  const { signal } = new AbortController();
  expect(await untilAborted(Promise.resolve('done'), signal)).toBe('done');
  await expect(untilAborted(Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('given a signal that is aborted while it waits, the wait ends with the reason', async () => {
  const controller = new AbortController();
  const waiting = untilAborted(never, controller.signal);
  const gone = whenAborted(controller.signal);
  controller.abort(new Error('the connection is lost'));
  await expect(waiting).rejects.toThrow('the connection is lost');
  await gone;
});

test('given a signal that is aborted already, the reason comes before what the promise came to', async () => {
  const signal = AbortSignal.abort(new Error('told to stop'));
  await expect(untilAborted(Promise.resolve('done'), signal)).rejects.toThrow('told to stop');
  await whenAborted(signal);
});

test('given a limit, a promise is waited for until the limit and no longer', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let outcome: boolean | null = null;
  void waitAtMost(never, 4_000).then((isOver) => {
    outcome = isOver;
  });
  await vi.advanceTimersByTimeAsync(3_999);
  expect(outcome).toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  expect(outcome).toBe(false);
});

test('given a limit, a promise that settles before it is over at once, and no timer is left', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  expect(await waitAtMost(Promise.resolve(), 4_000)).toBe(true);
  await expect(waitAtMost(Promise.reject(new Error('broken')), 4_000)).rejects.toThrow('broken');
  expect(vi.getTimerCount()).toBe(0);
});
