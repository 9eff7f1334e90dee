import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../src/delivery/ledger-entry.ts';
import { CHANNEL, START, STORIES, SUBJECTS } from '../support/delivery-scene.ts';
import { shareLibrary } from '../support/story-library.ts';
import { A, B, C, openWorker, refused } from '../support/worker-scene.ts';

// What a worker does about the messages of its channel whose stories may have changed.

const library = shareLibrary(STORIES);
const HOUR_MS = 3_600_000;
const DONE = { kind: 'done' } as const;
const lost = (): never => {
  throw new Error('socket hang up');
};
const open = () => openWorker(library());
/** A story that is not published. */
const GONE = 'a story that is gone';

describe('given messages that are out of date', () => {
  test('they are edited in the order of the changes, and nothing is left to do', async () => {
    const { worker, putOutdated, answerEdits, dirty, wakes } = await open();
    await putOutdated([B, C, A]);
    const asked = answerEdits(() => DONE);
    expect(worker.isBehind).toBe(true);
    await worker.wake();
    expect([asked, dirty(), worker.isBehind, wakes()]).toEqual([['11', '12', '13'], [], false, []]);
  });

  test('and one whose edit fails, it is tried again in 2 s; the others follow then, before it or after', async () => {
    const { worker, putOutdated, answerEdits, dirty, wakes, realClock, texts } = await open();
    await putOutdated([A, B]);
    const asked = answerEdits((messageId) => (messageId === '11' ? lost() : DONE));
    await worker.wake();
    // Discord may be down: no other is asked for now.
    expect([asked, dirty(), wakes(), worker.isBehind]).toEqual([['11'], [A, B], [2_000], true]);
    realClock.set(START + 1_000);
    await worker.wake();
    expect([asked, dirty(), wakes()]).toEqual([['11', '12'], [A], [2_000]]);
    realClock.set(START + 2_000);
    await worker.wake();
    expect([asked, wakes()]).toEqual([['11', '12', '11'], [6_000]]);
    expect(texts()).toEqual([
      'not done yet, tried again in 2 s: socket hang up',
      `edited: ${SUBJECTS.b}`,
      'not done yet, tried again in 4 s: socket hang up',
    ]);
  });

  test('and one whose edit fails, new stories are posted all the same', async () => {
    const { tick, putOutdated, answerEdits, channels } = await open();
    await putOutdated([A]);
    answerEdits(lost);
    await tick();
    expect(channels.titles(CHANNEL)).toEqual([SUBJECTS.b]);
  });

  test('and a channel that takes nothing, it is paused; no other message is asked for', async () => {
    const { tick, putOutdated, answerEdits, channels, dirty, wakes } = await open();
    await putOutdated([A, B]);
    const asked = answerEdits(() => refused());
    await tick();
    expect([asked, dirty(), channels.messages, wakes()]).toEqual([['11'], [A, B], [], []]);
    expect(channels.notices).toEqual([refused().obstacle]);
  });

  test('and records that changed again, what failed before is tried at once; what did not change waits', async () => {
    const { worker, putOutdated, answerEdits } = await open();
    await putOutdated([A]);
    const asked = answerEdits(lost);
    await worker.wake();
    worker.forgetFailures([B]);
    await worker.wake();
    expect(asked).toEqual(['11']);
    worker.forgetFailures([B, A]);
    await worker.wake();
    expect(asked).toEqual(['11', '11']);
  });
});

describe('given a message in a thread that takes no change', () => {
  const inThread = { place: { channelId: '99', messageId: '99' } };

  test('it waits an hour for an admin, the others do not wait, and the channel is not behind', async () => {
    const { worker, putOutdated, answerEdits, dirty, wakes, channels, realClock } = await open();
    await putOutdated([A], inThread);
    await putOutdated([B]);
    const asked = answerEdits((messageId) => (messageId === '99' ? refused() : DONE));
    await worker.wake();
    expect([asked, dirty(), worker.isBehind, wakes()]).toEqual([['99', '11'], [A], false, [HOUR_MS]]);
    expect(channels.notices).toEqual([]);
    realClock.set(START + HOUR_MS - 1);
    await worker.wake();
    expect(asked).toHaveLength(2);
    realClock.set(START + HOUR_MS);
    await worker.wake();
    expect([asked.length, wakes()]).toEqual([3, [2 * HOUR_MS]]);
  });

  test('and another message whose edit fails, the first of the two is woken for', async () => {
    const { worker, putOutdated, answerEdits, wakes } = await open();
    await putOutdated([A], inThread);
    await putOutdated([B]);
    answerEdits((messageId) => (messageId === '99' ? refused() : lost()));
    await worker.wake();
    expect(wakes()).toEqual([2_000]);
  });

  test('and whose record changed again, it is tried at once, and the channel is behind until then', async () => {
    const { worker, putOutdated, answerEdits, dirty } = await open();
    await putOutdated([A], inThread);
    const answers = { edit: refused() as ReturnType<typeof refused> | typeof DONE };
    answerEdits(() => answers.edit);
    await worker.wake();
    worker.forgetFailures([A]);
    expect(worker.isBehind).toBe(true);
    await worker.wake();
    expect(worker.isBehind).toBe(false);
    answers.edit = DONE;
    worker.forgetFailures([A]);
    await worker.wake();
    expect(dirty()).toEqual([]);
  });

  test('and that was opened again, a failure after that is one to be made up for', async () => {
    const { worker, putOutdated, answerEdits, channels, ledger, realClock } = await open();
    await putOutdated([A], inThread);
    const answers = [() => refused(), () => DONE, lost];
    answerEdits(() => (answers.shift() ?? lost)());
    await worker.wake();
    realClock.set(START + HOUR_MS);
    await worker.wake();
    expect(worker.isBehind).toBe(false);
    channels.hashCard = () => 'of another card';
    ledger.markDirty([A], 9);
    await worker.wake();
    expect(worker.isBehind).toBe(true);
  });
});

describe('given a story of the ledger that has changed', () => {
  const key = (storyId: string) => ({ channelId: CHANNEL, storyId, eventId: storyId, version: 0 });
  const look = { style: 'card', language: 'en', mentionRoleId: null } as const;
  const place = { channelId: CHANNEL, messageId: '11' };

  test.each<[string, LedgerEntry, LedgerEntry['state'] | undefined]>([
    [
      'was refused with another card, it may be picked again',
      { ...key(A), state: 'refused', refusedAtMs: 1, reason: 'too long', cardHash: 'old', look },
      undefined,
    ],
    [
      'was refused and is not published, it stays refused',
      { ...key(GONE), state: 'refused', refusedAtMs: 1, reason: 'too long', cardHash: 'old', look },
      'refused',
    ],
    [
      'is old, its message stays',
      { ...key(A), state: 'aged', place, postedAtMs: 1, hasThread: false },
      'aged',
    ],
    [
      'is old and not published any more, its message, which an admin deleted, counts as removed',
      { ...key(GONE), state: 'aged', place, postedAtMs: 1, hasThread: false },
      'removed',
    ],
    ['was removed, that stays so', { ...key(A), state: 'removed', postedAtMs: 1 }, 'removed'],
  ])('and %s; it is looked at once', async (_, entry, state) => {
    const { worker, ledger, dirty, channels, wakes, fatal, texts } = await open();
    await ledger.put(entry);
    ledger.markOneDirty(CHANNEL, entry.storyId);
    await worker.wake();
    expect([ledger.find(CHANNEL, entry.storyId)?.state, dirty(), channels.messages]).toEqual([state, [], []]);
    expect([wakes(), fatal, texts().filter((text) => text.startsWith('not done'))]).toEqual([[], [], []]);
  });
});

describe('given what goes with a message', () => {
  test.each([
    ['its thread', 'thread', 'openThread'],
    ['its copy for followers', 'crosspost', 'crosspost'],
  ] as const)(
    '%s is tried again in 2 s when it fails, and then nothing is left to do',
    async (_, what, method) => {
      const { worker, channels, putOutdated, ledger, wakes, realClock } = await open();
      await putOutdated([A], { [what]: 'due' });
      ledger.clearDirty(CHANNEL, { storyId: A, seq: 9 });
      let tries = 0;
      channels[method] = () =>
        ++tries === 1 ? Promise.reject(new Error('socket hang up')) : Promise.resolve(DONE);
      await worker.wake();
      expect([tries, wakes()]).toEqual([1, [2_000]]);
      realClock.set(START + 2_000);
      await worker.wake();
      expect([tries, wakes(), ledger.listDue(CHANNEL)]).toEqual([2, [], []]);
    },
  );

  test('the copy waits for an edit that is due, and does not wait for one that failed', async () => {
    const { worker, channels, putOutdated, answerEdits } = await open();
    await putOutdated([A, B], { crosspost: 'due' });
    const order = answerEdits((messageId) => (messageId === '11' ? lost() : DONE));
    channels.crosspost = ({ messageId }) => {
      order.push(`copy of ${messageId}`);
      return Promise.resolve(DONE);
    };
    await worker.wake();
    expect(order).toEqual(['11', 'copy of 11']);
    await worker.wake();
    expect(order).toEqual(['11', 'copy of 11', '12', 'copy of 12']);
  });
});
