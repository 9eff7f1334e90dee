import { describe, expect, test } from 'vitest';
import { NotSentError, type Unavailable } from '../../src/delivery/channel-port.ts';
import { CHANNEL, HOUR_MS, record, START, STORIES, SUBJECTS, setUp } from '../support/delivery-scene.ts';
import type { MemoryChannels } from '../support/memory-channels.ts';
import { storyPostOf } from '../support/memory-channels.ts';
import { writeFiles } from '../support/temp-folder.ts';

const one = { 'a.md': STORIES['a.md'] };
const watching = { isWatching: true };
const lost = (): never => {
  throw new Error('connection lost');
};
const refused: Unavailable = {
  kind: 'unavailable',
  obstacle: { kind: 'refused', reason: 'Missing Permissions' },
};

type Scene = Awaited<ReturnType<typeof setUp>>;

/** Changes files and waits until the library has read them. */
async function change({ folder, nextChange }: Scene, files: Readonly<Record<string, string>>): Promise<void> {
  const changed = nextChange();
  writeFiles(folder, files);
  await changed;
}

/** Does something while the next message is under way: it has arrived, its answer has not. */
function duringNextSend(channels: MemoryChannels, work: () => Promise<void>): void {
  const send = channels.send.bind(channels);
  channels.send = async (...request) => {
    channels.send = send;
    const sent = await send(...request);
    await work();
    return sent;
  };
}

describe('given a post whose request failed', () => {
  test('in a forum, the wait for it counts from the failure: the request may have left only then', async () => {
    const { tick, titles, channels, restart, clock } = await setUp(one);
    channels.isForum = true;
    channels.obstacle = () => {
      clock.set(START + 28_000);
      return lost();
    };
    await tick();
    channels.obstacle = () => null;
    await restart();
    clock.set(START + 28_000 + 29_999);
    await tick();
    expect(titles()).toEqual([]);
    clock.set(START + 28_000 + 30_000);
    await tick();
    expect(titles()).toEqual([SUBJECTS.a]);
  });

  test('whose failure could not be written down, as the state was locked: the wait counts from it all the same', async () => {
    const { tick, titles, channels, clock, ledger } = await setUp(one);
    channels.isForum = true;
    const put = ledger().put.bind(ledger());
    channels.obstacle = () => {
      clock.set(START + 28_000);
      ledger().put = () => Promise.reject(new Error('database is locked'));
      return lost();
    };
    await tick();
    ledger().put = put;
    channels.obstacle = () => null;
    clock.set(START + 57_999);
    await tick();
    expect(titles()).toEqual([]);
    clock.set(START + 58_000);
    await tick();
    expect(titles()).toEqual([SUBJECTS.a]);
  });

  test('each repetition counts from itself: what follows it is not looked for too soon', async () => {
    const { tick, titles, channels, clock, entries } = await setUp(one);
    const seen: unknown[] = [];
    channels.obstacle = () => {
      const [entry] = entries();
      seen.push(entry?.state === 'sending' && entry.triedAtMs);
      return lost();
    };
    await tick();
    clock.set(START + 119_000);
    await tick();
    // On disk before the request leaves: the process may die with it under way.
    expect(seen).toEqual([START, START + 119_000]);
    // The nonce is known no more; the repeated request of a second ago may still arrive.
    channels.obstacle = () => null;
    clock.set(START + 121_000);
    await tick();
    expect(titles()).toEqual([]);
    clock.set(START + 149_000);
    await tick();
    expect(titles()).toEqual([SUBJECTS.a]);
  });

  test('but arrived, and whose record was corrected before it was repeated: the message is what the record says', async () => {
    const scene = await setUp(one, {}, watching);
    const { tick, titles, channels, restart } = scene;
    channels.afterSend = lost;
    await tick();
    channels.afterSend = () => {};
    await restart();
    await change(scene, { 'a.md': record('a', { heat: 120, title: 'Robots iron shirts' }) });
    // The first request arrives only after the look-up.
    const find = channels.findMessage.bind(channels);
    channels.findMessage = () => {
      channels.findMessage = find;
      return Promise.resolve({ kind: 'gone' });
    };
    await tick();
    expect(titles()).toEqual(['Robots iron shirts']);
  });

  test('a message that is found counts as outdated: it is edited to what its story says now', async () => {
    const scene = await setUp(one, {}, watching);
    scene.channels.afterSend = lost;
    await scene.tick();
    scene.channels.afterSend = () => {};
    await change(scene, { 'a.md': record('a', { heat: 120, title: 'Robots iron shirts' }) });
    await scene.restart();
    await scene.tick();
    expect(scene.titles()).toEqual(['Robots iron shirts']);
  });

  test('in a channel whose history the bot may not read: within the nonce’s time it is repeated without a look', async () => {
    const { tick, titles, channels, clock } = await setUp(one);
    channels.findMessage = async () => ({
      kind: 'unavailable',
      obstacle: { kind: 'missing-permissions', permissions: ['ReadMessageHistory'] },
    });
    channels.afterSend = lost;
    await tick();
    channels.afterSend = () => {};
    clock.set(START + 60_000);
    await tick();
    expect(titles()).toEqual([SUBJECTS.a]);
    expect(channels.notices).toEqual([]);
  });

  test('and whose message an admin deleted before it was repeated: it is not posted again, also when corrected', async () => {
    const scene = await setUp(one, {}, watching);
    scene.channels.afterSend = lost;
    await scene.tick();
    scene.channels.afterSend = () => {};
    for (const message of scene.channels.messages) message.isDeleted = true;
    await scene.tick();
    await change(scene, { 'a.md': record('a', { heat: 120, title: 'Robots iron shirts' }) });
    await scene.tick();
    expect(scene.entries()).toMatchObject([{ state: 'removed' }]);
    expect(scene.channels.messages).toHaveLength(1);
  });
});

describe('given a rate limit', () => {
  test('the channel goes on when it is over, not sooner and not later', async () => {
    const { tick, titles, channels, realClock } = await setUp(one);
    let sends = 0;
    channels.obstacle = () => {
      sends++;
      if (realClock.now() < START + 7_000)
        throw new NotSentError('rate limit', START + 7_000 - realClock.now());
      return null;
    };
    for (const seconds of [0, 2, 4, 6]) {
      realClock.set(START + seconds * 1_000);
      await tick();
    }
    realClock.set(START + 7_000);
    await expect.poll(titles).toEqual([SUBJECTS.a]);
    expect(sends).toBe(2);
  });

  test('that names no time: it is tried later and later, never at once', async () => {
    const { tick, channels, realClock } = await setUp(one);
    let sends = 0;
    channels.obstacle = () => {
      sends++;
      throw new NotSentError('rate limit', 0);
    };
    await tick();
    for (const [atMs, expected] of [
      [1_999, 1],
      [2_000, 2],
      [5_999, 2],
      [6_000, 3],
    ] as const) {
      realClock.set(START + atMs);
      await expect.poll(() => sends).toBe(expected);
    }
  });
});

describe('given an edit that fails again and again', () => {
  async function openPoisoned(isAnnouncement = false) {
    const scene = await setUp(one, { NEWS_PER_RUN: '5' }, { isWatching: true, isAnnouncement });
    await scene.delivery().start();
    await scene.tick();
    const edit = scene.channels.edit.bind(scene.channels);
    let tries = 0;
    const poison = (): void => {
      scene.channels.edit = (place, post) => {
        if (!storyPostOf({ post }).story.title.startsWith('Robots')) return edit(place, post);
        tries++;
        return Promise.reject(new Error('Internal Server Error (HTTP 500)'));
      };
    };
    poison();
    await change(scene, {
      'a.md': record('a', { heat: 120, title: 'Robots iron shirts' }),
      'b.md': STORIES['b.md'],
    });
    await scene.tick();
    const heal = (): void => {
      scene.channels.edit = edit;
    };
    return { scene, heal, tries: () => tries };
  }

  test('new stories are posted and published to followers all the same, and other messages edited', async () => {
    const { scene } = await openPoisoned(true);
    expect(scene.titles()).toEqual([SUBJECTS.a, SUBJECTS.b]);
    expect(scene.channels.messages.map(({ crossposts }) => crossposts)).toEqual([1, 1]);
    await change(scene, { 'b.md': record('b', { heat: 110, title: 'Chip glut begins' }) });
    await scene.tick();
    expect(scene.titles()).toEqual([SUBJECTS.a, 'Chip glut begins']);
  });

  test('it is tried later and later, and is done when it can be', async () => {
    const { scene, heal, tries } = await openPoisoned();
    for (let seconds = 1; seconds <= 60; seconds++) {
      scene.realClock.set(START + seconds * 1_000);
      await scene.tick();
    }
    // At once, and after 2, 6, 14, 30 and 62 seconds.
    expect(tries()).toBe(5);
    expect(scene.delivery().isBehind(CHANNEL)).toBe(true);
    heal();
    scene.realClock.set(START + 62_000);
    await expect.poll(scene.titles).toEqual(['Robots iron shirts', SUBJECTS.b]);
    expect(scene.delivery().isBehind(CHANNEL)).toBe(false);
  });
});

describe('given a message that an admin deleted', () => {
  test('held back and released, its story is not posted again', async () => {
    const scene = await setUp(one, {}, watching);
    await scene.delivery().start();
    await scene.tick();
    for (const message of scene.channels.messages) message.isDeleted = true;
    await change(scene, { 'a.md': record('a', { heat: 120, published: false }) });
    await scene.tick();
    await change(scene, one);
    await scene.tick();
    expect(scene.titles()).toEqual([]);
    expect(scene.entries()).toMatchObject([{ state: 'removed' }]);
  });
});

test('given a take-down whose answer was lost, the story is posted again when it is published again', async () => {
  const scene = await setUp(one, {}, watching);
  await scene.delivery().start();
  await scene.tick();
  const remove = scene.channels.delete.bind(scene.channels);
  scene.channels.delete = async (place) => {
    scene.channels.delete = remove;
    await remove(place);
    return lost();
  };
  await change(scene, { 'a.md': record('a', { heat: 120, published: false }) });
  await scene.tick();
  await scene.restart();
  await change(scene, one);
  await scene.delivery().start();
  await scene.tick();
  expect(scene.titles()).toEqual([SUBJECTS.a]);
});

describe('given a run of several stories, and a folder that changes while one is under way', () => {
  const two = { 'a.md': STORIES['a.md'], 'b.md': STORIES['b.md'] };

  test.each([
    [
      'the next turns out to be of the same event: it is not posted',
      { 'b.md': record('b', { heat: 110, sameEventAs: ['https://example.com/a'] }) },
      [SUBJECTS.a],
    ],
    [
      'a hotter story of the next one’s event has come: it takes the post',
      { 'c.md': record('c', { heat: 190, sameEventAs: ['https://example.com/b'] }) },
      [SUBJECTS.a, SUBJECTS.c],
    ],
    ['the next has become too cold: it is not posted', { 'b.md': record('b', { heat: 5 }) }, [SUBJECTS.a]],
  ])('%s', async (_, files, expected) => {
    const scene = await setUp(two, { NEWS_PER_RUN: '2' }, watching);
    await scene.delivery().start();
    duringNextSend(scene.channels, () => change(scene, files));
    await scene.tick();
    expect(scene.titles()).toEqual(expected);
  });
});

test('given a run, no more of one outlet than it may take, however often it looks', async () => {
  const provider = { name: 'One Outlet' };
  const { tick, titles } = await setUp(
    {
      'a.md': record('a', { heat: 120, provider }),
      'b.md': record('b', { heat: 110, provider }),
      'c.md': record('c', { heat: 100, provider }),
    },
    { NEWS_PER_RUN: '3' },
  );
  await tick();
  expect(titles()).toEqual([SUBJECTS.a, SUBJECTS.b]);
});

describe('given an announcement channel', () => {
  test('a story that is held back while its message is under way is not published to followers', async () => {
    const scene = await setUp(one, {}, { isWatching: true, isAnnouncement: true });
    await scene.delivery().start();
    duringNextSend(scene.channels, () =>
      change(scene, { 'a.md': record('a', { heat: 120, published: false }) }),
    );
    await scene.tick();
    expect(scene.channels.messages).toMatchObject([{ crossposts: 0, isDeleted: true }]);
  });

  test('what a missing permission held back is published an hour later', async () => {
    const { tick, channels, realClock, delivery } = await setUp(one, {}, { isAnnouncement: true });
    await delivery().start();
    const crosspost = channels.crosspost.bind(channels);
    channels.crosspost = async () => refused;
    await tick();
    await tick();
    channels.crosspost = crosspost;
    realClock.set(START + HOUR_MS);
    await expect.poll(() => channels.messages[0]?.crossposts).toBe(1);
  });

  test('Discord’s hourly limit is waited for, and asked for no other message meanwhile', async () => {
    const scene = await setUp(STORIES, {}, { isAnnouncement: true });
    const { tick, channels, realClock } = scene;
    let asked = 0;
    const crosspost = channels.crosspost.bind(channels);
    channels.crosspost = () => {
      asked++;
      return Promise.reject(new NotSentError('rate limit', HOUR_MS));
    };
    for (let count = 0; count < 3; count++) await tick();
    expect(scene.titles()).toHaveLength(3);
    expect(asked).toBe(1);
    channels.crosspost = crosspost;
    realClock.set(START + HOUR_MS);
    await expect.poll(() => channels.messages.map(({ crossposts }) => crossposts)).toEqual([1, 1, 1]);
  });
});

test('given a forum thread that is locked, a take-down is tried again every hour until it is done', async () => {
  const scene = await setUp(one, {}, watching);
  scene.channels.isForum = true;
  await scene.delivery().start();
  await scene.tick();
  const remove = scene.channels.delete.bind(scene.channels);
  scene.channels.delete = async () => refused;
  await change(scene, { 'a.md': record('a', { heat: 120, published: false }) });
  await scene.tick();
  await scene.tick();
  expect(scene.titles()).toEqual([SUBJECTS.a]);
  expect(scene.log.filter(({ msg }) => msg.includes('takes no change'))).toHaveLength(1);
  scene.channels.delete = remove;
  scene.realClock.set(START + HOUR_MS);
  await expect.poll(scene.titles).toEqual([]);
});

describe('given a channel that is paused, and Discord alone knows why', () => {
  test('an hourly schedule asks every hour, however long the asking takes', async () => {
    const { tick, channels, clock } = await setUp(STORIES);
    let asked = 0;
    channels.obstacle = () => {
      asked++;
      clock.set(clock.now() + 300);
      return refused;
    };
    for (let hour = 0; hour < 8; hour++) {
      clock.set(START + hour * HOUR_MS);
      await tick();
    }
    expect(asked).toBe(8);
  });

  test('the hourly look posts what the pause held back, without waiting for the schedule', async () => {
    const { tick, channels, clock, titles, delivery, log } = await setUp(one);
    await delivery().start();
    channels.obstacle = () => refused;
    await tick();
    channels.obstacle = () => null;
    clock.set(START + HOUR_MS);
    await expect.poll(titles).toEqual([SUBJECTS.a]);
    expect(log.map(({ msg }) => msg)).toContain('resumed: the channel takes posts again');
  });
});

test('given a story that Discord called invalid, it is tried again once its card is another', async () => {
  const scene = await setUp(one, {}, watching);
  await scene.delivery().start();
  scene.channels.obstacle = () => ({ kind: 'invalid', reason: 'Invalid Form Body' });
  await scene.tick();
  scene.channels.obstacle = () => null;
  await scene.tick();
  expect(scene.titles()).toEqual([]);
  await change(scene, { 'a.md': record('a', { heat: 120, title: 'Robots iron shirts' }) });
  await scene.tick();
  expect(scene.titles()).toEqual(['Robots iron shirts']);
});
