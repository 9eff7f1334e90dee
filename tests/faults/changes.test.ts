import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { ReplayClock, systemClock } from '../../src/clock.ts';
import { openLibrary } from '../support/open-library.ts';
import { makeTempDir, openSandbox } from '../support/sandbox-bot.ts';
import { makeRecord, writeRecord } from '../support/write-record.ts';
import { connect, openPort, startProcess, stateUrlIn, subscribe } from './scene.ts';

const NOW = Date.parse('2021-12-14T12:00:00Z');
const LATE_MS = 700;
const DONE_MAX_MS = 20_000;

const TITLES = {
  first: 'Labs agree on a test for chips',
  second: 'Four labs agree',
  third: 'Five labs agree',
};
type Write = (changes: Record<string, unknown>) => void;

/** What happens to the record while the message is under way, and what stands in the channel in the end. */
const CHANGES: readonly (readonly [
  string,
  (write: Write, seen: () => Promise<unknown>) => Promise<void>,
  string[],
])[] = [
  [
    'corrected',
    async (write, seen) => {
      write({ title: TITLES.third });
      await seen();
    },
    [TITLES.third],
  ],
  [
    'held back',
    async (write, seen) => {
      write({ title: TITLES.second, published: false });
      await seen();
    },
    [],
  ],
  [
    'held back and released',
    async (write, seen) => {
      write({ title: TITLES.second, published: false });
      await seen();
      write({ title: TITLES.third });
      await seen();
    },
    [TITLES.third],
  ],
];

function readChannel(sandbox: Sandbox, channelId: string): string[] {
  const threads = sandbox.channels().filter(({ parent_id }) => parent_id === channelId);
  return [channelId, ...threads.map(({ id }) => id)]
    .flatMap((id) => sandbox.messages(id))
    .map(({ embeds }) => embeds[0]?.title ?? '');
}

async function openScene(kind: 'text' | 'announcement' | 'forum') {
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  const write: Write = (changes) => writeRecord(contentDir, 'chips.md', makeRecord(changes));
  write({});
  const { library, nextChange } = await openLibrary(contentDir, { isWatching: true });
  const sandbox = await openSandbox({ rateLimits: false });
  const channelId = sandbox.addChannel({ name: 'one', type: kind }).id;
  const { port } = openPort(await connect(sandbox), sandbox);
  const clock = new ReplayClock(NOW, 0);
  const running = await startProcess({
    stateUrl: stateUrlIn(dir),
    library,
    port,
    clock,
    realClock: systemClock,
  });
  onTestFinished(() => running.die());
  await running.delivery.start();
  const tick = () => running.delivery.tick(subscribe(channelId));
  return { sandbox, channelId, running, tick, write, nextChange };
}

/** The next request of these is late; what comes back resolves when it has reached Discord. */
function delayNext(sandbox: Sandbox, methods: readonly string[]): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  sandbox.fail({
    match({ method, path }) {
      const isHit = methods.includes(method) && path.includes('/channels/');
      if (isHit) resolve();
      return isHit;
    },
    times: 1,
    mode: { delayMs: LATE_MS },
  });
  return promise;
}

describe.each(['text', 'announcement', 'forum'] as const)('%s', (kind) => {
  describe.each([
    ['its message', null, ['POST']],
    ['an edit', { title: TITLES.second }, ['PATCH']],
    ['a take-down', { published: false }, ['DELETE', 'PATCH']],
  ] as const)('given %s under way', (_, before, methods) => {
    test.each(CHANGES)(
      'and its record %s, the end is what the record says',
      async (_name, change, expected) => {
        const { sandbox, channelId, running, tick, write, nextChange } = await openScene(kind);
        if (before !== null) {
          await tick();
          expect(readChannel(sandbox, channelId)).toEqual([TITLES.first]);
        }
        const underWay = delayNext(sandbox, methods);
        if (before === null) void tick();
        else write(before);
        await underWay;
        await change(write, nextChange);
        const end = async (): Promise<string[]> => {
          await tick();
          return running.delivery.isBehind(channelId) ? ['not done yet'] : readChannel(sandbox, channelId);
        };
        await expect.poll(end, { timeout: DONE_MAX_MS, interval: 50 }).toEqual(expected);
      },
    );
  });
});
