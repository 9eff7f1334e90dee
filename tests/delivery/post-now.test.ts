import { describe, expect, test } from 'vitest';
import { CHANNEL, STORIES, SUBJECTS } from '../support/delivery-scene.ts';
import { shareLibrary } from '../support/story-library.ts';
import { A, B, openWorker } from '../support/worker-scene.ts';

// A story that a member posts by hand, and the end of a worker, both between whatever else is done.

const library = shareLibrary(STORIES);
const open = (settings: Readonly<Record<string, string>> = {}, options: { isAnnouncement?: boolean } = {}) =>
  openWorker(library(), settings, options);
type Scene = Awaited<ReturnType<typeof open>>;

/** Holds the next message back until `release`; `underWay` resolves when it was handed over. */
function holdNext({ channels }: Scene) {
  const underWay = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  channels.beforeSend = () => {
    channels.beforeSend = () => Promise.resolve();
    underWay.resolve();
    return held.promise;
  };
  return { underWay: underWay.promise, release: held.resolve };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('given a story that is posted by hand', () => {
  test('what came of it comes back, and its followers get it too', async () => {
    const { postNow, channels } = await open({}, { isAnnouncement: true });
    expect(await postNow()).toMatchObject({ kind: 'sent', canCrosspost: true });
    await expect.poll(() => channels.messages.map(({ crossposts }) => crossposts)).toEqual([1]);
    expect(channels.messages).toMatchObject([{ post: { story: { id: A } } }]);
  });

  test('while a run is under way, it waits for that, and what comes after waits for it', async () => {
    const scene = await open({ NEWS_PER_RUN: '1' });
    const first = holdNext(scene);
    const ran = scene.tick();
    await first.underWay;
    const posted = scene.postNow(B);
    await nextTurn();
    expect(scene.channels.messages).toEqual([]);
    const second = holdNext(scene);
    first.release();
    await ran;
    await second.underWay;
    const next = scene.tick();
    await nextTurn();
    expect(scene.titles()).toEqual([SUBJECTS.a]);
    second.release();
    await Promise.all([posted, next]);
    await scene.worker.wake();
    expect(scene.titles()).toEqual([SUBJECTS.a, SUBJECTS.b, SUBJECTS.c]);
  });

  test('two at once, they are posted one after the other', async () => {
    const scene = await open();
    const first = holdNext(scene);
    const posted = [scene.postNow(A), scene.postNow(B)];
    await first.underWay;
    await nextTurn();
    expect(scene.ledger.listSending(CHANNEL)).toHaveLength(1);
    first.release();
    await Promise.all(posted);
    expect(scene.titles()).toEqual([SUBJECTS.a, SUBJECTS.b]);
  });

  test.each([
    ['an error', new Error('socket hang up')],
    ['a text', 'socket hang up'],
  ])('whose answer is lost (%s), that is told, and what is open is settled', async (_, error) => {
    const { postNow, channels, lines, stateOf, texts } = await open();
    channels.afterSend = () => {
      throw error;
    };
    await expect(postNow()).rejects.toBe(error);
    channels.afterSend = () => {};
    expect(lines).toMatchObject([
      { level: 40, channelId: CHANNEL, story: A, msg: 'not posted by hand yet: socket hang up' },
    ]);
    await expect.poll(() => stateOf(A)).toBe('posted');
    expect(channels.messages).toHaveLength(1);
    expect(texts()).toContain('an interrupted post was found in the channel');
  });

  test('while the worker is stopped, it is finished, and nothing follows it', async () => {
    const scene = await open({}, { isAnnouncement: true });
    const message = holdNext(scene);
    const posted = scene.postNow();
    await message.underWay;
    const stopped = scene.worker.stop();
    message.release();
    expect(await posted).toMatchObject({ kind: 'sent' });
    await stopped;
    await nextTurn();
    expect(scene.channels.messages).toMatchObject([{ crossposts: 0 }]);
    expect(scene.wakes()).toEqual([]);
  });
});

describe('given the word to stop', () => {
  test('during a post, it is waited for, and no other is begun or woken for', async () => {
    const scene = await open({ NEWS_PER_RUN: '3' });
    const message = holdNext(scene);
    const ran = scene.tick();
    await message.underWay;
    let isStopped = false;
    const stopped = scene.worker.stop().then(() => {
      isStopped = true;
    });
    await nextTurn();
    expect(isStopped).toBe(false);
    message.release();
    await Promise.all([stopped, ran]);
    expect([scene.titles(), scene.stateOf(A), scene.wakes()]).toEqual([[SUBJECTS.a], 'posted', []]);
  });

  test('what was to be tried again is not woken for', async () => {
    const { tick, channels, worker, wakes } = await open();
    channels.obstacle = () => {
      throw new Error('socket hang up');
    };
    await tick();
    expect(wakes()).toEqual([2_000]);
    await worker.stop();
    expect(wakes()).toEqual([]);
  });
});

test('given a wake before the time that was set, one is set for what is left, not two', async () => {
  const { tick, channels, worker, wakes } = await open();
  channels.obstacle = () => {
    throw new Error('socket hang up');
  };
  await tick();
  expect(wakes()).toEqual([2_000]);
  await worker.wake();
  expect(wakes()).toEqual([2_000]);
});
