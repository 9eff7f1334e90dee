import { expect, test } from 'vitest';
import { ReplayClock } from '../../src/clock.ts';
import { ChannelPause } from '../../src/delivery/channel-pause.ts';
import type { Obstacle } from '../../src/delivery/obstacle.ts';
import { Pauses } from '../../src/delivery/pauses.ts';
import { collectLog } from '../support/collect-log.ts';
import { MemoryChannels } from '../support/memory-channels.ts';
import { openState } from '../support/open-state.ts';

const HOUR_MS = 3_600_000;
const refused: Obstacle = { kind: 'refused', reason: 'Missing Access' };
const gone: Obstacle = { kind: 'no-channel' };

async function open() {
  const clock = new ReplayClock(1, 0);
  const { logger, lines } = collectLog();
  const store = (await openState()).openStore('pauses');
  const pauses = await Pauses.load(store);
  const port = new MemoryChannels(clock);
  const create = (known = pauses) => new ChannelPause('1', { pauses: known, port, clock, log: logger });
  return { pause: create(), create, pauses, store, port, clock, texts: () => lines.map(({ msg }) => msg) };
}

test('given a channel that Discord refuses, it is asked again an hour after it was asked, not sooner', async () => {
  const { pause, clock } = await open();
  expect(pause.find()).toBeNull();
  await pause.begin(refused);
  clock.set(HOUR_MS);
  expect(pause.find()).toEqual(refused);
  clock.set(HOUR_MS + 1);
  expect(pause.find()).toBeNull();
  await pause.begin(refused);
  clock.set(2 * HOUR_MS);
  expect(pause.find()).toEqual(refused);
  clock.set(2 * HOUR_MS + 1);
  expect(pause.find()).toBeNull();
});

test('given the same reason again, admins are told once; another reason they are told too', async () => {
  const { pause, port, texts, pauses } = await open();
  pause.find();
  await pause.begin(refused);
  await pause.begin({ ...refused });
  await pause.begin({ kind: 'refused', reason: 'Unknown Channel' });
  expect(port.notices).toEqual([refused, { kind: 'refused', reason: 'Unknown Channel' }]);
  expect(texts()).toEqual([
    'paused, nothing can be posted in this channel: Missing Access',
    'still paused',
    'paused, nothing can be posted in this channel: Unknown Channel',
  ]);
  expect(pauses.get('1')).toEqual({
    channelId: '1',
    obstacle: { kind: 'refused', reason: 'Unknown Channel' },
    sinceMs: 1,
    checkedAtMs: 1,
    isKnownToGateway: false,
  });
});

test('given what the gateway tells of a channel, it is what stops it, until the gateway tells no more', async () => {
  const { pause, port, pauses } = await open();
  port.knownObstacle = gone;
  expect(pause.find()).toEqual(gone);
  await pause.begin(gone);
  expect(pauses.get('1')).toMatchObject({ isKnownToGateway: true });
  port.knownObstacle = null;
  expect(pause.find()).toBeNull();
  await pause.end(false);
  expect(pauses.get('1')).toBeUndefined();
});

test('given a pause that Discord alone knows, and another obstacle that the gateway tells, that is what stops it', async () => {
  const { pause, port } = await open();
  pause.find();
  await pause.begin(refused);
  port.knownObstacle = gone;
  expect(pause.find()).toEqual(gone);
});

test('given a pause that Discord alone knows, it ends when Discord has taken something, and says so once', async () => {
  const { pause, pauses, texts } = await open();
  await pause.end(true);
  await pause.begin(refused);
  await pause.end(false);
  expect(pauses.get('1')).toMatchObject({ obstacle: refused });
  await pause.end(true);
  expect(pauses.get('1')).toBeUndefined();
  await pause.end(true);
  expect(texts().slice(1)).toEqual(['resumed: the channel takes posts again']);
});

test('given a pause of an earlier process, the channel is tried at once, and admins are not told again', async () => {
  const { pause, create, store, port, clock } = await open();
  pause.find();
  await pause.begin(refused);
  clock.set(HOUR_MS - 1);
  const known = await Pauses.load(store);
  const next = create(known);
  expect(next.find()).toBeNull();
  await next.begin(refused);
  // The hour goes on from when it was asked before that.
  expect([next.find(), known.get('1')?.checkedAtMs]).toEqual([refused, 1]);
  expect(port.notices).toHaveLength(1);
});

test('given a pause that is kept and cannot be read, it is as if there were none', async () => {
  const { store } = await open();
  await store.set('1', { channelId: '1', obstacle: { kind: 'weather' } });
  expect((await Pauses.load(store)).get('1')).toBeUndefined();
});
