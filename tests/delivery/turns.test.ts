import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { createSubscription } from '../../src/curation/subscription.ts';
import { record, START, setUp } from '../support/delivery-scene.ts';
import { listEntries } from '../support/open-state.ts';
import { writeFiles } from '../support/temp-folder.ts';

const AT_ONCE_MAX = 100;
const CHANNEL_IDS = Array.from({ length: 300 }, (_, index) =>
  String(100_000_000_000_000_000n + BigInt(index)),
);
const { news } = parseConfig({});

/** One story that is due in 300 channels at once, where each post waits for `release`. */
async function openFanOut(isWatching = false) {
  const scene = await setUp({ 'a.md': record('a', { heat: 120 }) }, {}, { isWatching });
  const { channels, delivery } = scene;
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const seen = { handedOver: 0, atOnce: 0, atOnceMax: 0 };
  channels.beforeSend = async () => {
    seen.handedOver++;
    seen.atOnceMax = Math.max(seen.atOnceMax, ++seen.atOnce);
    await held;
    seen.atOnce--;
  };
  const ticks = Promise.all(
    CHANNEL_IDS.map((channelId) => delivery().tick(createSubscription(news, channelId))),
  );
  await expect.poll(() => seen.handedOver).toBeGreaterThanOrEqual(AT_ONCE_MAX);
  const entries = () => CHANNEL_IDS.flatMap((channelId) => listEntries(scene.state(), channelId));
  return { ...scene, seen, release, ticks, entries };
}

test('given a story that is due in 300 channels at once, 100 posts are under way at a time, and each channel gets it once', async () => {
  const { channels, seen, release, ticks, entries } = await openFanOut();
  expect(entries().map(({ state }) => state)).toEqual(Array(AT_ONCE_MAX).fill('sending'));
  release();
  await ticks;
  expect(seen).toMatchObject({ atOnceMax: AT_ONCE_MAX, handedOver: CHANNEL_IDS.length });
  expect(CHANNEL_IDS.flatMap((id) => channels.titles(id))).toHaveLength(CHANNEL_IDS.length);
});

test('given posts that waited for their turn, each is dated from its turn on', async () => {
  const { clock, release, ticks, entries } = await openFanOut();
  const later = START + 60_000;
  clock.set(later, 0);
  release();
  await ticks;
  const datesMs = entries().map((entry) => (entry.state === 'posted' ? entry.postedAtMs : null));
  expect(datesMs.filter((atMs) => atMs === START)).toHaveLength(AT_ONCE_MAX);
  expect(datesMs.filter((atMs) => atMs === later)).toHaveLength(CHANNEL_IDS.length - AT_ONCE_MAX);
});

test('given a story that is withdrawn while posts wait for their turn, they are not begun', async () => {
  const { folder, nextChange, seen, release, ticks } = await openFanOut(true);
  const changed = nextChange();
  writeFiles(folder, { 'a.md': record('a', { heat: 120, published: false }) });
  await changed;
  release();
  await ticks;
  expect(seen.handedOver).toBe(AT_ONCE_MAX);
});

test('given a channel that takes no posts any more when its turn comes, it is paused and nothing is left open there', async () => {
  const { channels, seen, release, ticks, entries } = await openFanOut();
  channels.knownObstacle = { kind: 'missing-permissions', permissions: ['SendMessages'] };
  release();
  await ticks;
  expect(seen.handedOver).toBe(AT_ONCE_MAX);
  expect(entries().map(({ state }) => state)).toEqual(Array(AT_ONCE_MAX).fill('posted'));
  expect(channels.notices).toHaveLength(CHANNEL_IDS.length);
});

test('stopped while posts wait for their turn, those under way are finished and no other is begun', async () => {
  const { seen, release, ticks, entries, delivery } = await openFanOut();
  const stopped = delivery().stop();
  release();
  await Promise.all([stopped, ticks]);
  expect(seen.handedOver).toBe(AT_ONCE_MAX);
  expect(entries().map(({ state }) => state)).toEqual(Array(AT_ONCE_MAX).fill('posted'));
});
