import { describe, expect, test } from 'vitest';
import { CHANNEL, record, START, STORIES, SUBJECTS, setUp } from '../support/delivery-scene.ts';
import { writeFiles } from '../support/temp-folder.ts';

// What only shows at the edges of delivery: clocks that differ, waits that grow, answers that are lost.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const one = { 'a.md': STORIES['a.md'] };
const lost = (): never => {
  throw new Error('socket hang up');
};

describe('given a post in a forum that was cut off after it had arrived', () => {
  test.each([
    ['4 minutes behind', -4 * MINUTE_MS],
    ['4 minutes ahead', 4 * MINUTE_MS],
  ])('it is found where Discord’s clock is %s', async (_what, skewMs) => {
    const { tick, titles, channels, restart, clock } = await setUp(one);
    channels.isForum = true;
    channels.afterSend = lost;
    await tick();
    channels.afterSend = () => {};
    const [message] = channels.messages;
    channels.messages[0] = { ...(message ?? expect.unreachable()), atMs: START + skewMs };
    await restart();
    clock.set(START + HOUR_MS);
    await tick();
    await tick();
    expect(titles()).toEqual([SUBJECTS.a]);
    expect(channels.messages).toHaveLength(1);
  });
});

test('given a Discord that stays down, it is asked again at least once a minute, and not more often', async () => {
  const { tick, channels, delivery, realClock } = await setUp(one);
  let tries = 0;
  channels.obstacle = () => {
    tries++;
    return lost();
  };
  // Where nothing tells whether it arrived, it is looked for first: that fails too.
  channels.findMessage = () => Promise.reject(new Error('socket hang up'));
  channels.isForum = true;
  await delivery().start();
  await tick();
  expect(tries).toBe(1);
  let looks = 0;
  channels.findMessage = () => {
    looks++;
    return Promise.reject(new Error('socket hang up'));
  };
  for (let minute = 1; minute <= 10; minute++) {
    realClock.set(START + minute * MINUTE_MS);
    await expect.poll(() => delivery().isBehind(CHANNEL)).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
  }
  // 2, 4, 8, 16, 32 s, and then once a minute: each step of the clock wakes one look.
  expect(looks).toBeGreaterThanOrEqual(9);
  expect(looks).toBeLessThanOrEqual(10);
});

test('given a message that cannot be taken down yet, its followers do not get it meanwhile', async () => {
  const scene = await setUp(one, {}, { isWatching: true, isAnnouncement: true });
  const { channels, tick, delivery, realClock } = scene;
  await delivery().start();
  channels.crosspostFailure = new Error('rate limit');
  await tick();
  expect(channels.messages).toMatchObject([{ crossposts: 0 }]);
  channels.crosspostFailure = null;
  channels.delete = () => Promise.reject(new Error('socket hang up'));
  const changed = scene.nextChange();
  writeFiles(scene.folder, { 'a.md': record('a', { heat: 120, published: false }) });
  await changed;
  for (let hour = 1; hour <= 3; hour++) {
    realClock.set(START + hour * HOUR_MS);
    scene.clock.set(START + hour * HOUR_MS);
    await tick();
  }
  expect(channels.messages).toMatchObject([{ crossposts: 0, isDeleted: false }]);
});

test('given a record that changes while another message goes to the followers, its own goes after the correction', async () => {
  const files = { 'a.md': STORIES['a.md'], 'b.md': STORIES['b.md'] };
  const scene = await setUp(files, { NEWS_PER_RUN: '2' }, { isWatching: true, isAnnouncement: true });
  const { channels, tick, delivery, realClock } = scene;
  await delivery().start();
  channels.crosspostFailure = new Error('rate limit');
  await tick();
  channels.crosspostFailure = null;
  const order: string[] = [];
  const crosspost = channels.crosspost.bind(channels);
  channels.crosspost = async (place) => {
    const isFirst = order.length === 0;
    order.push(`crosspost ${place.messageId}`);
    if (isFirst) {
      const other = place.messageId === 'message-1' ? 'b' : 'a';
      const changed = scene.nextChange();
      writeFiles(scene.folder, {
        [`${other}.md`]: record(other, { heat: 115, title: 'Whales learn to sing' }),
      });
      await changed;
    }
    return crosspost(place);
  };
  const edit = channels.edit.bind(channels);
  channels.edit = (place, post) => {
    order.push(`edit ${place.messageId}`);
    return edit(place, post);
  };
  realClock.set(START + HOUR_MS);
  await tick();
  const [first] = order;
  const other = first === 'crosspost message-1' ? 'message-2' : 'message-1';
  expect(order).toEqual([first, `edit ${other}`, `crosspost ${other}`]);
});
