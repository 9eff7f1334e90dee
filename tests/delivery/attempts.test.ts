import pLimit from 'p-limit';
import { describe, expect, test } from 'vitest';
import { ReplayClock } from '../../src/clock.ts';
import { Attempts } from '../../src/delivery/attempts.ts';
import { NoAnswerError, NotSentError, TokenRefusedError } from '../../src/delivery/channel-port.ts';
import { UnreadableStateError } from '../../src/state/state-error.ts';
import { collectLog } from '../support/collect-log.ts';

const MINUTE_MS = 60_000;

function open() {
  const realClock = new ReplayClock(0, 0);
  const { logger, lines } = collectLog();
  const attempts = new Attempts({ channelId: '1', realClock, takeTurn: pLimit(1), log: logger });
  const fail = (error: Error = new NoAnswerError('socket hang up')) =>
    attempts.try('a', () => Promise.reject(error));
  return { attempts, realClock, lines, fail };
}

test('given a thing that is done, its outcome comes back, and nothing is left over', async () => {
  const { attempts } = open();
  expect(await attempts.try('a', () => Promise.resolve('done'))).toBe('done');
  expect([attempts.hasUnfinished, attempts.isDue('a')]).toEqual([false, true]);
});

test('given a thing that fails again and again, the waits for it double up to a minute; others do not wait', async () => {
  const { attempts, realClock, fail, lines } = open();
  const waits: number[] = [];
  for (let tries = 0; tries < 7; tries++) {
    const failedAtMs = realClock.now();
    expect(await fail()).toBeNull();
    const dueMs = attempts.nextMs(['a']);
    realClock.set(dueMs - 1);
    expect(attempts.isDue('a')).toBe(false);
    realClock.set(dueMs);
    expect(attempts.isDue('a')).toBe(true);
    waits.push((dueMs - failedAtMs) / 1000);
  }
  expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60]);
  expect(attempts.isFree('b')).toBe(true);
  expect(lines[2]).toMatchObject({
    level: 40,
    channelId: '1',
    msg: 'not done yet, tried again in 8 s: socket hang up',
  });
});

test('given a thing that is not due, it is not tried, and is left over', async () => {
  const { attempts, fail, realClock } = open();
  await fail();
  attempts.hasUnfinished = false;
  expect(await attempts.try('a', () => Promise.resolve('too soon'))).toBeNull();
  expect(attempts.hasUnfinished).toBe(true);
  realClock.set(2_000);
  expect(await attempts.try('a', () => Promise.resolve('done'))).toBe('done');
  // What is done begins anew with the shortest wait.
  await fail();
  expect(attempts.nextMs(['a'])).toBe(4_000);
});

describe('given a wait that Discord asked for', () => {
  test.each<[string, number | null, number]>([
    ['of a minute', MINUTE_MS, MINUTE_MS],
    ['of no length', 0, 2_000],
    ['but named none, as nothing was sent', null, 2_000],
  ])('%s (%o ms), the next try is after %i ms', async (_what, waitMs, nextMs) => {
    const { attempts, fail } = open();
    await fail(new NotSentError('rate limit', waitMs));
    expect([attempts.isDue('a'), attempts.nextMs(['a'])]).toEqual([false, nextMs]);
  });

  test('it says nothing of the wait after it', async () => {
    const { attempts, realClock, fail } = open();
    await fail(new NotSentError('rate limit', MINUTE_MS));
    realClock.set(MINUTE_MS);
    await fail();
    expect(attempts.nextMs(['a'])).toBe(MINUTE_MS + 2_000);
  });

  test('a tick does not shorten it; another wait it does', async () => {
    const { attempts, fail } = open();
    await fail(new NotSentError('rate limit', MINUTE_MS));
    attempts.resetBackoff('a');
    expect(attempts.isDue('a')).toBe(false);
    attempts.succeed('a');
    await fail();
    attempts.resetBackoff('a');
    expect(attempts.isDue('a')).toBe(true);
    // It is tried once more at once; should that fail, the waits go on.
    await fail();
    expect(attempts.nextMs(['a'])).toBe(4_000);
  });

  test('it holds up what the limit is of; a failure holds up the thing alone', async () => {
    const { attempts } = open();
    const tryFor = (key: string, error: Error) => attempts.try(key, () => Promise.reject(error), 'limit');
    await tryFor('a', new NoAnswerError('socket hang up'));
    await tryFor('c', new NotSentError('Discord is down'));
    expect(['a', 'c', 'limit'].map((key) => attempts.isDue(key))).toEqual([false, false, true]);
    await tryFor('b', new NotSentError('rate limit', MINUTE_MS));
    expect([attempts.isDue('b'), attempts.isDue('limit')]).toEqual([true, false]);
    expect(attempts.nextMs(['a', 'limit'])).toBe(MINUTE_MS);
  });
});

test('given what only an admin can mend, it rests for as long as was said', () => {
  const { attempts, realClock } = open();
  attempts.postpone('a', MINUTE_MS);
  expect(attempts.nextMs(['a', 'b'])).toBe(MINUTE_MS);
  realClock.set(MINUTE_MS);
  expect(attempts.isDue('a')).toBe(true);
  expect(attempts.nextMs(['a', 'b'])).toBe(MINUTE_MS + 2_000);
});

test('given the word to stop, nothing is due any more, and a failure is not told', async () => {
  const { attempts, lines } = open();
  await attempts.try('a', () => {
    attempts.stop();
    return Promise.reject(new Error('cut off'));
  });
  expect([attempts.isDue('b'), lines]).toEqual([false, []]);
});

test.each([[new TokenRefusedError('token')], [new UnreadableStateError('state', 'broken')]])(
  'given an error that no retry ends (%s), it is thrown',
  async (error) => {
    await expect(open().fail(error)).rejects.toBe(error);
  },
);
