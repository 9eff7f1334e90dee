import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { ReplayClock } from '../../../src/clock.ts';
import type { Attempt } from '../../../src/ingest/round/attempt.ts';
import { ALIVE_EVERY_MS, runAttempts, SILENCE_MAX_MS } from '../../../src/ingest/round/watched-worker.ts';

const DAY_MS = 86_400_000;

/** Asks a, b and c as a round does: what is done or blamed is left out, suspects come last, one at a time. */
const asks = (readB: string, before = ''): string => `
const { parentPort, workerData: { attempt: { done, blamed, suspects }, flag } } = require('node:worker_threads');
const post = (message) => parentPort.postMessage(message);
parentPort.on('message', () => process.exit());
(async () => {
  ${before}
  const left = ['a', 'b', 'c'].filter((name) => !done.includes(name));
  const group = left.filter((name) => !suspects.includes(name));
  for (const name of group) post({ kind: 'begun', name });
  for (const name of [...group, ...left.filter((name) => suspects.includes(name))]) {
    if (!group.includes(name)) post({ kind: 'begun', name });
    if (name === 'b' && !blamed.has(name)) {
      post({ kind: 'logged', line: 'b is read' });
      ${readB}
    }
    post({ kind: 'asked', name, report: name });
  }
  post({ kind: 'done', result: left });
})();`;

/** @param onRead is called whenever b is being read; it may let the watchdog's seconds pass */
function runAsks(
  code: string,
  onRead: (scene: { pass(ms: number): void; flag: Int32Array; stop(): void }) => void,
) {
  const clock = new ReplayClock(0, 0);
  const controller = new AbortController();
  const flag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const attempts: Attempt[] = [];
  const blames: string[] = [];
  const pass = (ms: number): void => {
    for (let passedMs = 0; passedMs < ms; passedMs += ALIVE_EVERY_MS) clock.set(clock.now() + ALIVE_EVERY_MS);
  };
  const start = (attempt: Attempt): Worker => {
    attempts.push(attempt);
    const resourceLimits = { maxOldGenerationSizeMb: 16 };
    return new Worker(code, { eval: true, workerData: { attempt, flag }, resourceLimits });
  };
  const ended = runAttempts<string, string[]>(start, {
    clock,
    signal: controller.signal,
    onLine: () => onRead({ pass: (ms) => pass(ms), flag, stop: () => controller.abort() }),
    onBlame: (name, reason) => blames.push(`${name}: ${reason}`),
  });
  return { ended, attempts, blames, clock };
}

const SILENT = 'what it sends cannot be read within 30 s';

test.each([
  ['never comes to an end', 'for (;;);', SILENT],
  [
    'needs all memory',
    'for (const held = []; ; ) held.push(new Array(1_000).fill(0));',
    'what it sends needs more memory than a source may have',
  ],
  [
    'brings out a fault of ours',
    'setTimeout(() => { throw new Error("oops"); }); await new Promise(() => {});',
    'a fault of ours came out while it was read; please report it: oops',
  ],
])(
  'given a source beside two others that %s, it is found alone, and the others are read',
  async (_what, readB, reason) => {
    const { ended, attempts, blames } = runAsks(asks(readB), ({ pass }) => {
      if (reason === SILENT) pass(SILENCE_MAX_MS);
    });
    expect(await ended).toEqual({ earlier: ['a'], end: { kind: 'done', result: ['b', 'c'] } });
    expect(blames).toEqual([`b: ${reason}`]);
    expect(attempts).toEqual([
      { done: [], blamed: new Map(), suspects: [] },
      { done: ['a'], blamed: new Map(), suspects: ['b', 'c'] },
      { done: ['a'], blamed: new Map([['b', reason]]), suspects: ['b', 'c'] },
    ]);
  },
);

test('given a source that is never through while the thread goes on, it alone is to blame, at once', async () => {
  const readB = 'setInterval(() => post({ kind: "logged", line: "alive" }), 1); await new Promise(() => {});';
  const { ended, blames } = runAsks(asks(readB), ({ pass }) => pass(ALIVE_EVERY_MS));
  expect(await ended).toEqual({ earlier: ['a'], end: { kind: 'done', result: ['b', 'c'] } });
  expect(blames).toEqual(['b: it was not through after 15 minutes']);
});

test('given a machine that sleeps for a day while a source is read, none is to blame', async () => {
  const { ended, blames, clock } = runAsks(asks('Atomics.wait(flag, 0, 0);'), ({ flag }) => {
    clock.set(clock.now() + DAY_MS);
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  });
  expect(await ended).toMatchObject({ end: { kind: 'done', result: ['a', 'b', 'c'] } });
  expect(blames).toEqual([]);
});

test('given a thread that dies while no source is read, it is not tried again', async () => {
  const { ended, attempts } = runAsks(asks('', 'throw new Error("oops");'), () => {});
  expect(await ended).toMatchObject({ earlier: [], end: { kind: 'ended', open: [] } });
  expect(attempts).toHaveLength(1);
});

test('given the word to stop while a source is read, it ends, and none is to blame', async () => {
  const { ended, blames } = runAsks(asks('await new Promise(() => {});'), ({ stop }) => stop());
  expect(await ended).toMatchObject({ end: { kind: 'stopped' } });
  expect(blames).toEqual([]);
});
