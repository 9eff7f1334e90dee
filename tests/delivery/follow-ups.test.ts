import pLimit from 'p-limit';
import { expect, test } from 'vitest';
import { ReplayClock } from '../../src/clock.ts';
import { Attempts } from '../../src/delivery/attempts.ts';
import { type ChannelPort, NoAnswerError, NotSentError } from '../../src/delivery/channel-port.ts';
import { FollowUps } from '../../src/delivery/follow-ups.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import type { PostedEntry } from '../../src/delivery/ledger-entry.ts';
import { hashLink } from '../../src/story/links.ts';
import { collectLog } from '../support/collect-log.ts';
import { record } from '../support/delivery-scene.ts';
import { MemoryChannels } from '../support/memory-channels.ts';
import { openState } from '../support/open-state.ts';
import { makePosted } from '../support/posted-entry.ts';
import { shareLibrary } from '../support/story-library.ts';

const HOUR_MS = 3_600_000;
const [A, B] = [hashLink('https://example.com/a'), hashLink('https://example.com/b')];
const no = () => false;

const library = shareLibrary({ 'a.md': record('a') });

type Answer = Awaited<ReturnType<ChannelPort['openThread']>>;
const ANSWERS: readonly (readonly [string, Answer, string[]])[] = [
  ['done', { kind: 'done' }, []],
  ['gone', { kind: 'gone' }, []],
  ['invalid', { kind: 'invalid', reason: 'too long' }, ['too long']],
  ['unavailable', { kind: 'unavailable', obstacle: { kind: 'refused', reason: 'no access' } }, ['no access']],
];

/** A channel whose messages of the stories `a`, which is published, and `b`, which is not, are as `due` says. */
async function open(due: Partial<PostedEntry>, answer: Answer = { kind: 'done' }) {
  const realClock = new ReplayClock(0, 0);
  const { logger, lines } = collectLog();
  const ledger = new Ledger(await openState());
  for (const [index, storyId] of [A, B].entries())
    await ledger.put(makePosted({ channelId: '1', storyId, postedAtMs: index, ...due }));
  const scene = { asked: 0, answer: (): Promise<Answer> => Promise.resolve(answer) };
  const ask = (): Promise<Answer> => {
    scene.asked++;
    return scene.answer();
  };
  const port: ChannelPort = Object.assign(new MemoryChannels(realClock), { openThread: ask, crosspost: ask });
  const attempts = new Attempts({ channelId: '1', realClock, takeTurn: pLimit(1), log: logger });
  const options = { library: library(), ledger, port, clock: realClock, log: logger };
  const followUps = new FollowUps('1', attempts, options);
  const entryOf = (storyId: string) => {
    const entry = ledger.find('1', storyId);
    return entry?.state === 'posted' ? { thread: entry.thread, crosspost: entry.crosspost } : null;
  };
  return { followUps, scene, realClock, entryOf, texts: () => lines.map(({ msg }) => msg) };
}

test('given messages of which nothing is due, nothing is asked', async () => {
  const { followUps, scene } = await open({ thread: 'done', crosspost: 'none' });
  await followUps.openThreads();
  await followUps.crosspost(no);
  expect([scene.asked, followUps.listDueKeys()]).toEqual([0, []]);
});

test.each(ANSWERS)(
  'given a thread that is due, and the answer %s, it is settled',
  async (kind, answer, told) => {
    const { followUps, scene, entryOf, texts } = await open({ thread: 'due' }, answer);
    expect(followUps.listDueKeys()).toEqual([[`thread ${B}`], [`thread ${A}`]]);
    await followUps.openThreads();
    // None is opened below the message of a story that is not published.
    expect(scene.asked).toBe(1);
    expect(entryOf(A)).toEqual({ thread: kind === 'done' ? 'done' : 'none', crosspost: 'none' });
    expect(entryOf(B)).toEqual({ thread: 'none', crosspost: 'none' });
    expect(texts()).toEqual(told.map((reason) => `no thread was opened: ${reason}`));
  },
);

test.each(ANSWERS)(
  'given a copy that is due, and the answer %s, it is settled, or asked for in an hour',
  async (kind, answer, told) => {
    const { followUps, scene, entryOf, realClock, texts } = await open({ crosspost: 'due' }, answer);
    const keys = [
      ['crosspost', `crosspost ${B}`],
      ['crosspost', `crosspost ${A}`],
    ];
    expect(followUps.listDueKeys()).toEqual(keys);
    await followUps.crosspost(no);
    const stays = kind === 'unavailable';
    const settled = kind === 'done' ? 'done' : 'none';
    expect(entryOf(A)).toEqual({ thread: 'none', crosspost: stays ? 'due' : settled });
    expect(texts()).toEqual(told.map((reason) => `not published: ${reason}`));
    // That of a story that is not published waits: it may be published again.
    expect(entryOf(B)).toEqual({ thread: 'none', crosspost: 'due' });
    expect(followUps.listDueKeys()).toEqual(stays ? keys : keys.slice(0, 1));
    realClock.set(HOUR_MS - 1);
    await followUps.crosspost(no);
    expect(scene.asked).toBe(1);
    realClock.set(HOUR_MS);
    await followUps.crosspost(no);
    expect(scene.asked).toBe(stays ? 2 : 1);
  },
);

test('given copies that are due, no thread is opened; given threads that are due, no copy is asked for', async () => {
  const copies = await open({ crosspost: 'due' });
  await copies.followUps.openThreads();
  const threads = await open({ thread: 'due' });
  await threads.followUps.crosspost(no);
  expect([copies.scene.asked, threads.scene.asked]).toEqual([0, 0]);
});

test('given a message that is about to be edited, its copy waits for that', async () => {
  const { followUps, scene } = await open({ crosspost: 'due' });
  await followUps.crosspost((storyId) => storyId === A);
  expect(scene.asked).toBe(0);
  await followUps.crosspost((storyId) => storyId === B);
  expect(scene.asked).toBe(1);
});

test('given a limit of Discord’s, no copy is asked for until it is over; a failure holds up its own alone', async () => {
  const { followUps, scene, realClock } = await open({ crosspost: 'due' });
  scene.answer = () => Promise.reject(new NotSentError('rate limit', HOUR_MS));
  await followUps.crosspost(no);
  realClock.set(HOUR_MS - 1);
  await followUps.crosspost(no);
  expect(scene.asked).toBe(1);
  realClock.set(HOUR_MS);
  scene.answer = () => Promise.reject(new NoAnswerError('socket hang up'));
  await followUps.crosspost(no);
  realClock.set(HOUR_MS + 1_999);
  await followUps.crosspost(no);
  expect(scene.asked).toBe(2);
  realClock.set(HOUR_MS + 2_000);
  await followUps.crosspost(no);
  expect(scene.asked).toBe(3);
});

test('given a thread whose opening failed, it is tried again when its wait is over', async () => {
  const { followUps, scene, realClock, entryOf } = await open({ thread: 'due' });
  scene.answer = () => Promise.reject(new NoAnswerError('socket hang up'));
  await followUps.openThreads();
  expect(entryOf(A)).toMatchObject({ thread: 'due' });
  scene.answer = () => Promise.resolve({ kind: 'done' });
  await followUps.openThreads();
  expect(scene.asked).toBe(1);
  realClock.set(2_000);
  await followUps.openThreads();
  expect(entryOf(A)).toMatchObject({ thread: 'done' });
});
