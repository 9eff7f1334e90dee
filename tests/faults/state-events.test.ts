import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ReplayClock, systemClock } from '../../src/clock.ts';
import { backUpState, restoreState } from '../../src/state/backup.ts';
import { MemoryChannels } from '../support/memory-channels.ts';
import { openLibrary } from '../support/open-library.ts';
import { makeTempDir, openSandbox } from '../support/sandbox-bot.ts';
import { addChannels, findFaults, listLinks, writeDueStory } from './fan-out.ts';
import { createRandom, pickSeed } from './random.ts';
import { connect, openPort, startProcess, stateUrlIn, subscribe } from './scene.ts';

const CHANNELS = 20;
const STORIES = 6;
const DAY_MS = 86_400_000;

test.each([
  ['looked back', true],
  ['not looked back', false],
])(
  'a backup made during a fan-out and put back, %s: nothing posted before it is posted again',
  async (_name, looksBack) => {
    const random = createRandom(pickSeed('backup in a fan-out'));
    const dir = makeTempDir();
    const contentDir = join(dir, 'content');
    const links = Array.from({ length: STORIES }, (_, index) => writeDueStory(contentDir, index, random));
    const { library } = await openLibrary(contentDir);
    const sandbox = await openSandbox({ rateLimits: false });
    const channelIds = addChannels(sandbox, CHANNELS);
    const client = await connect(sandbox);
    const { port } = openPort(client, sandbox);
    const stateUrl = stateUrlIn(dir);
    const file = join(dir, 'backup.sqlite');
    const running = await startProcess({ stateUrl, library, port });
    const ticks = channelIds.map((channelId) => running.delivery.tick(subscribe(channelId)));
    const countStanding = () => channelIds.flatMap((channelId) => listLinks(sandbox, channelId)).length;
    await expect.poll(countStanding, { interval: 5 }).toBeGreaterThan(CHANNELS);
    const before = new Map(channelIds.map((channelId) => [channelId, listLinks(sandbox, channelId)]));
    await backUpState(stateUrl, file, systemClock.now());
    await Promise.all(ticks);
    await running.die();
    restoreState(stateUrl, file, { nowMs: systemClock.now(), looksBack });

    const restored = await startProcess({ stateUrl, library, port });
    onTestFinished(() => restored.die());
    await restored.delivery.start();
    await Promise.all(channelIds.map((channelId) => restored.delivery.tick(subscribe(channelId))));
    const isDone = () => channelIds.every((channelId) => !restored.delivery.isBehind(channelId));
    await expect.poll(isDone, { timeout: 60_000 }).toBe(true);
    if (looksBack) expect(findFaults(sandbox, channelIds, links)).toEqual([]);
    for (const [channelId, known] of before) {
      const standing = listLinks(sandbox, channelId);
      expect(known.filter((link) => standing.filter((other) => other === link).length !== 1)).toEqual([]);
    }
  },
);

test('a clock that jumps a day forward and back: each story is posted once', async () => {
  const random = createRandom(pickSeed('a clock that jumps'));
  const dir = makeTempDir();
  const contentDir = join(dir, 'content');
  for (let index = 0; index < STORIES; index++) writeDueStory(contentDir, index, random);
  const { library } = await openLibrary(contentDir);
  const startMs = systemClock.now();
  const clock = new ReplayClock(startMs, 0);
  const channels = new MemoryChannels(systemClock);
  const running = await startProcess({
    stateUrl: stateUrlIn(dir),
    library,
    port: channels,
    clock,
    realClock: clock,
  });
  onTestFinished(() => running.die());
  await running.delivery.start();
  const subscription = { ...subscribe('112233445566778801') };
  const one = { ...subscription, policy: { ...subscription.policy, perRun: 1 } };
  const offsets = [0, DAY_MS, DAY_MS + 60_000, 120_000, 180_000, 2 * 3_600_000, DAY_MS, 3 * 3_600_000];
  for (const [at, offsetMs] of offsets.entries()) {
    clock.set(startMs + offsetMs);
    // An answer is lost while the clock is wrong.
    if (at === 2) {
      channels.afterSend = () => {
        channels.afterSend = () => {};
        throw new Error('the answer is lost');
      };
    }
    await running.delivery.tick(one);
  }
  for (let more = 4; more < 8; more++) {
    clock.set(startMs + more * 3_600_000);
    await running.delivery.tick(one);
  }
  const titles = channels.titles('112233445566778801');
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles).toHaveLength(STORIES);
});
