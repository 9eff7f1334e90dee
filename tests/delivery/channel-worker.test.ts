import { describe, expect, test } from 'vitest';
import { Schedule } from '../../src/curation/schedule.ts';
import { TokenRefusedError } from '../../src/delivery/channel-port.ts';
import { RESTORED_FROM } from '../../src/state/backup.ts';
import { CHANNEL, START, STORIES, SUBJECTS } from '../support/delivery-scene.ts';
import { storyPostOf } from '../support/memory-channels.ts';
import { shareLibrary } from '../support/story-library.ts';
import { A, B, C, openWorker, refused } from '../support/worker-scene.ts';

/** All of the day but its last minute. */
const ALL_DAY = { fromMinute: 0, toMinute: 23 * 60 + 59 };
const library = shareLibrary(STORIES);
const lost = (): never => {
  throw new Error('socket hang up');
};
const open = (settings: Readonly<Record<string, string>> = {}) => openWorker(library(), settings);

describe('given a tick', () => {
  test('what it posts is told; nothing is left to do, and nothing is woken for', async () => {
    const { worker, tick, titles, lines, wakes } = await open({ NEWS_PER_RUN: '2' });
    expect([worker.lastRun, worker.isBehind]).toEqual([null, false]);
    await tick();
    expect(titles()).toEqual([SUBJECTS.a, SUBJECTS.b]);
    expect(lines).toMatchObject([
      { level: 30, channelId: CHANNEL, story: A, message: 'message-1', msg: `posted: ${SUBJECTS.a}` },
      { level: 30, channelId: CHANNEL, story: B, message: 'message-2', msg: `posted: ${SUBJECTS.b}` },
    ]);
    expect(worker.lastRun?.picks.map(({ story }) => story.id)).toEqual([A, B]);
    expect([worker.isBehind, wakes()]).toEqual([false, []]);
  });

  test('a card that Discord refuses is told, and the next story is posted in its place', async () => {
    const { tick, titles, channels, lines } = await open();
    channels.obstacle = ({ story }) => (story.id === A ? { kind: 'invalid', reason: 'too long' } : null);
    await tick();
    expect(titles()).toEqual([SUBJECTS.b]);
    expect(lines).toMatchObject([
      { level: 50, channelId: CHANNEL, story: A, msg: expect.stringContaining(`${SUBJECTS.a}: too long`) },
      { level: 30, story: B },
    ]);
  });

  test('another that comes while it is under way is a run of its own', async () => {
    const { tick, titles, channels, worker } = await open();
    channels.beforeSend = () => {
      channels.beforeSend = () => Promise.resolve();
      void tick();
      return Promise.resolve();
    };
    await tick();
    expect([titles(), worker.isBehind]).toEqual([[SUBJECTS.a, SUBJECTS.b], false]);
  });

  test('a story that changes while its report is kept is looked at before the worker rests', async () => {
    const { tick, reports, ledger, dirty, putOutdated, answerEdits } = await open();
    await putOutdated([C]);
    ledger.clearDirty(CHANNEL, { storyId: C, seq: 9 });
    const asked = answerEdits(() => ({ kind: 'done' }));
    const put = reports.put.bind(reports);
    reports.put = async (...report) => {
      await put(...report);
      ledger.markDirty([C], 10);
    };
    await tick();
    expect([asked, dirty()]).toEqual([['11'], []]);
  });

  test('a report that is not kept is told; the run is over all the same', async () => {
    const { tick, reports, worker, lines, wakes } = await open();
    reports.put = () => Promise.reject(new Error('disk full'));
    await tick();
    expect(lines.slice(1)).toMatchObject([{ level: 40, channelId: CHANNEL, err: { message: 'disk full' } }]);
    expect([worker.isBehind, wakes()]).toEqual([false, []]);
  });

  test('what failed for the channel is tried at once, what failed for a message is not', async () => {
    const { tick, channels, putOutdated, answerEdits, putCutOff } = await open();
    await putOutdated([C]);
    await putCutOff([A]);
    let looks = 0;
    channels.findMessage = () => {
      looks++;
      return Promise.reject(new Error('socket hang up'));
    };
    const asked = answerEdits(lost);
    for (let count = 0; count < 3; count++) await tick();
    expect([looks, asked]).toEqual([3, ['11']]);
  });

  test('and a token that is refused, that is told, and nothing is tried again', async () => {
    const { tick, channels, fatal, wakes, texts } = await open();
    const error = new TokenRefusedError('401');
    channels.obstacle = () => {
      throw error;
    };
    await tick();
    expect([fatal, wakes(), texts()]).toEqual([[error], [], []]);
  });
});

describe('given a post that was cut off', () => {
  test('it is looked for later and later; before it is found nothing is posted', async () => {
    const { tick, channels, putCutOff, titles, wakes, realClock, worker } = await open();
    await putCutOff([A]);
    channels.findMessage = () => Promise.reject(new Error('socket hang up'));
    await tick();
    const waits: number[][] = [];
    for (const atMs of [0, 2_000, 6_000, 14_000]) {
      realClock.set(START + atMs);
      await worker.wake();
      waits.push(wakes());
    }
    expect(waits).toEqual([[2_000], [6_000], [14_000], [30_000]]);
    expect([titles(), worker.isBehind]).toEqual([[], true]);
  });

  test('and another after it, they are settled one after the other: the first that fails holds up the second', async () => {
    const { worker, tick, channels, putCutOff, stateOf, texts } = await open();
    await putCutOff([A, B]);
    channels.obstacle = lost;
    await worker.wake();
    expect(texts()).toEqual(['not done yet, tried again in 2 s: socket hang up']);
    channels.obstacle = () => null;
    await tick();
    expect([stateOf(A), stateOf(B), storyPostOf(channels.messages[0]).story.id]).toEqual([
      'posted',
      'posted',
      A,
    ]);
  });

  test('a channel that takes nothing is paused, and nothing else is posted', async () => {
    const { tick, channels, putCutOff, stateOf, titles } = await open();
    await putCutOff([B]);
    channels.obstacle = () => refused();
    await tick();
    expect([titles(), stateOf(A), stateOf(B), channels.notices]).toEqual([
      [],
      undefined,
      'sending',
      [refused().obstacle],
    ]);
  });

  test('it ends a pause of an earlier process when it is settled; a look that finds nothing to do does not', async () => {
    const { worker, putCutOff, putPause, pauses, texts } = await open();
    await putPause();
    await worker.wake();
    expect(pauses.get(CHANNEL)).toBeDefined();
    await putCutOff([A]);
    await worker.wake();
    expect(pauses.get(CHANNEL)).toBeUndefined();
    expect(texts()).toContain('resumed: the channel takes posts again');
    await putPause();
    await worker.wake();
    expect(pauses.get(CHANNEL)).toBeDefined();
  });
});

describe('given a state that was restored, and a channel that is to be looked through', () => {
  test.each([
    ['cannot be', () => Promise.reject(new Error('socket hang up')), [2_000], []],
    ['may not be', () => Promise.resolve(refused()), [], [refused().obstacle]],
  ])('and %s, nothing is settled or posted before that', async (_, listPosts, wakesMs, notices) => {
    const { tick, ledger, channels, putCutOff, stateOf, titles, wakes } = await open();
    ledger.writeCursor(RESTORED_FROM, '1');
    await putCutOff([B]);
    channels.listPosts = listPosts;
    await tick();
    expect([titles(), stateOf(B), wakes(), channels.notices]).toEqual([[], 'sending', wakesMs, notices]);
  });

  test('and is, what was cut off is settled and the run goes on', async () => {
    const { tick, ledger, putCutOff, titles } = await open();
    ledger.writeCursor(RESTORED_FROM, '1');
    await putCutOff([B]);
    await tick();
    expect(titles()).toEqual([SUBJECTS.b, SUBJECTS.a]);
  });
});

describe('given a channel that takes nothing', () => {
  test('that is told, and nothing of the story that was to be posted', async () => {
    const { tick, channels, texts, wakes, worker } = await open();
    channels.obstacle = () => refused();
    await tick();
    expect(texts()).toEqual(['paused, nothing can be posted in this channel: Missing Access']);
    expect([worker.isBehind, wakes()]).toEqual([false, []]);
  });

  test('the hourly look makes up for the run that was missed, once', async () => {
    const { worker, tick, channels, subscription, titles } = await open();
    channels.knownObstacle = { kind: 'no-channel' };
    await tick();
    expect(worker.isBehind).toBe(false);
    channels.knownObstacle = null;
    await worker.recheck(undefined);
    expect(titles()).toEqual([]);
    await worker.recheck({ ...subscription, schedule: new Schedule('0 * * * *', 'UTC', ALL_DAY) });
    expect(titles()).toEqual([]);
    await worker.recheck(subscription);
    expect(titles()).toEqual([SUBJECTS.a]);
    await worker.recheck(subscription);
    expect(titles()).toEqual([SUBJECTS.a]);
  });

  test('and takes posts again at a tick, the hourly look has nothing to make up for', async () => {
    const { worker, tick, channels, subscription, titles } = await open();
    await worker.recheck(subscription);
    expect(titles()).toEqual([]);
    channels.knownObstacle = { kind: 'no-channel' };
    await tick();
    channels.knownObstacle = null;
    await tick();
    await worker.recheck(subscription);
    expect(titles()).toEqual([SUBJECTS.a]);
  });

  test('with no run to miss, there is none to make up for', async () => {
    const { worker, channels, subscription, titles } = await open();
    channels.knownObstacle = { kind: 'no-channel' };
    await worker.wake();
    channels.knownObstacle = null;
    await worker.recheck(subscription);
    expect(titles()).toEqual([]);
  });

  test('and a pause that cannot be written down, it is tried later and later, and anew when it could', async () => {
    const { worker, channels, pauses, wakes, realClock, texts } = await open();
    const put = pauses.put.bind(pauses);
    const waits: number[][] = [];
    channels.knownObstacle = { kind: 'no-channel' };
    const wakeAt = async (atMs: number): Promise<void> => {
      realClock.set(START + atMs);
      await worker.wake();
      waits.push(wakes());
    };
    pauses.put = () => Promise.reject(new Error('database is locked'));
    await wakeAt(0);
    await wakeAt(2_000);
    pauses.put = put;
    await wakeAt(6_000);
    await pauses.remove(CHANNEL);
    pauses.put = () => Promise.reject(new Error('database is locked'));
    await wakeAt(10_000);
    expect(waits).toEqual([[2_000], [6_000], [], [12_000]]);
    expect(texts()[0]).toBe('not done yet, tried again in 2 s: database is locked');
  });

  test('and a pause whose end cannot be written down, it is tried later and later, and anew when it could', async () => {
    const { tick, putPause, pauses, wakes, realClock, worker, putCutOff } = await open();
    const remove = pauses.remove.bind(pauses);
    const fail = () => Promise.reject(new Error('database is locked'));
    await putPause({ kind: 'no-channel' });
    pauses.remove = fail;
    await tick();
    const waits = [wakes()];
    await putCutOff([C]);
    pauses.remove = remove;
    realClock.set(START + 2_000);
    await worker.wake();
    waits.push(wakes());
    await putPause({ kind: 'no-channel' });
    pauses.remove = fail;
    await tick();
    waits.push(wakes());
    expect(waits).toEqual([[2_000], [], [4_000]]);
  });
});
