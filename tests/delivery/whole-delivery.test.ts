import { describe, expect, test } from 'vitest';
import { LedgerUpkeep } from '../../src/delivery/ledger-upkeep.ts';
import { hashLink } from '../../src/story/links.ts';
import { CHANNEL, HOUR_MS, record, START, STORIES, SUBJECTS, setUp } from '../support/delivery-scene.ts';
import { storyPostOf } from '../support/memory-channels.ts';
import { makePosted } from '../support/posted-entry.ts';
import { writeFiles } from '../support/temp-folder.ts';

// What concerns all channels together: whose work it is, what wakes it, and what ends it.

const A = hashLink('https://example.com/a');
const one = { 'a.md': STORIES['a.md'] };
const corrected = { 'a.md': record('a', { heat: 120, title: 'Robots iron shirts' }) };
const [OURS, THEIRS, UNKNOWN] = ['100000000000000001', '100000000000000002', '100000000000000003'];
const lost = (): never => {
  throw new Error('socket hang up');
};

type Scene = Awaited<ReturnType<typeof setUp>>;

async function change(scene: Scene, files: Readonly<Record<string, string>>): Promise<void> {
  const changed = scene.nextChange();
  writeFiles(scene.folder, files);
  await changed;
}

const locked = (): never => {
  throw new Error('database is locked');
};
const notNoted = ({ log }: Scene): number =>
  log.filter(({ msg }) => msg.includes('could not be noted')).length;

describe('given channels of servers that another process cares for', () => {
  /** Each channel has a message that is out of date; edits are kept. */
  async function openThree() {
    const scene = await setUp(one, {}, { isWatching: true, ownsGuild: (guildId) => guildId === '51' });
    for (const channelId of [OURS, THEIRS, UNKNOWN]) {
      const place = { channelId, messageId: channelId.replace('100', '200') };
      await scene.ledger().put(makePosted({ channelId, storyId: A, place, cardHash: 'old' }));
    }
    const guilds = new Map([
      [OURS, '51'],
      [THEIRS, '52'],
    ]);
    new LedgerUpkeep(scene.state()).noteGuilds((channelId) => guilds.get(channelId));
    const edited: string[] = [];
    scene.channels.edit = ({ channelId }) => {
      edited.push(channelId);
      return Promise.resolve({ kind: 'done' });
    };
    return { ...scene, edited };
  }

  test('at the start, messages are brought up to date in our servers, and where the server is not known', async () => {
    const { delivery, edited, ledger } = await openThree();
    await delivery().start();
    expect(edited.toSorted()).toEqual([OURS, UNKNOWN]);
    expect(ledger().listChannelsWithWork()).toEqual([THEIRS]);
  });

  test('at a change of the folder, it is the same', async () => {
    const scene = await openThree();
    await scene.delivery().start();
    scene.edited.length = 0;
    await change(scene, corrected);
    await expect.poll(() => scene.ledger().listChannelsWithWork()).toEqual([THEIRS]);
    expect(scene.edited.toSorted()).toEqual([OURS, UNKNOWN]);
  });
});

describe('given a start', () => {
  test('it is done when what an earlier process left open is', async () => {
    const scene = await setUp(STORIES);
    scene.channels.afterSend = lost;
    await scene.tick();
    scene.channels.afterSend = () => {};
    await scene.restart();
    await scene.delivery().start();
    expect(scene.entries()).toMatchObject([{ state: 'posted' }]);
    expect(scene.delivery().isBehind(CHANNEL)).toBe(false);
  });

  test('over a folder without a record, that is told', async () => {
    const { delivery, log } = await setUp({});
    await delivery().start();
    expect(log).toMatchObject([{ level: 40, msg: expect.stringContaining('no record') }]);
  });

  test('over a folder with records, nothing is told', async () => {
    const { delivery, log } = await setUp(one);
    await delivery().start();
    expect(log).toEqual([]);
  });

  test('of a channel that nothing was done in, nothing is known, and nothing is to be done', async () => {
    const { delivery } = await setUp(one);
    expect([delivery().isBehind('elsewhere'), delivery().lastRun('elsewhere')]).toEqual([false, null]);
    expect(await delivery().lastReport('elsewhere')).toBeNull();
  });
});

describe('given changes that cannot be noted, as the state is locked', () => {
  /** A posted story whose record changes while the state is locked; `unlock` ends that. */
  async function openLocked() {
    const scene = await setUp(one, {}, { isWatching: true });
    await scene.delivery().start();
    await scene.tick();
    const ledger = scene.ledger();
    const write = ledger.writeCursor.bind(ledger);
    ledger.writeCursor = locked;
    await change(scene, corrected);
    expect(notNoted(scene)).toBe(1);
    const unlock = (): void => {
      ledger.writeCursor = write;
    };
    return { scene, unlock };
  }

  test('it is told, and tried again every 2 s until they are', async () => {
    const { scene, unlock } = await openLocked();
    expect(scene.log.at(-1)).toMatchObject({ level: 40, msg: expect.stringContaining('database is locked') });
    scene.realClock.set(START + 1_999);
    expect(notNoted(scene)).toBe(1);
    scene.realClock.set(START + 2_000);
    expect(notNoted(scene)).toBe(2);
    unlock();
    scene.realClock.set(START + 4_000);
    await expect.poll(scene.titles).toEqual(['Robots iron shirts']);
    scene.realClock.set(START + 60_000);
    expect(notNoted(scene)).toBe(2);
  });

  test('and a change after that, one wait is enough', async () => {
    const { scene } = await openLocked();
    await change(scene, { 'a.md': record('a', { heat: 120, title: 'Robots sew shirts' }) });
    expect(notNoted(scene)).toBe(2);
    scene.realClock.set(START + 2_000);
    expect(notNoted(scene)).toBe(3);
  });

  test('and the word to stop, it is not tried again', async () => {
    const { scene } = await openLocked();
    await scene.delivery().stop();
    scene.realClock.set(START + 2_000);
    expect(notNoted(scene)).toBe(1);
  });

  test('a stopped delivery that hears of a change does not wait for another try', async () => {
    const { scene } = await openLocked();
    await scene.delivery().stop();
    await change(scene, { 'a.md': record('a', { heat: 120, title: 'Robots sew shirts' }) });
    expect(notNoted(scene)).toBe(2);
    scene.realClock.set(START + HOUR_MS);
    expect(notNoted(scene)).toBe(2);
  });

  test('at a tick, what is due is posted all the same', async () => {
    const scene = await setUp(one);
    scene.ledger().writeCursor = locked;
    await scene.tick();
    expect([scene.titles(), notNoted(scene)]).toEqual([[SUBJECTS.a], 1]);
  });
});

test('given changes that are noted, they are not noted again', async () => {
  const scene = await setUp(one);
  const ledger = scene.ledger();
  let writes = 0;
  const write = ledger.writeCursor.bind(ledger);
  ledger.writeCursor = (...cursor) => {
    writes++;
    write(...cursor);
  };
  await scene.delivery().start();
  ledger.readCursor = () => null;
  scene.realClock.set(START + 60_000);
  expect(writes).toBe(1);
});

test('given a story that a member posts by hand, it is posted in that channel', async () => {
  const scene = await setUp(one);
  const request = {
    eventId: A,
    look: { style: 'card', language: 'en', mentionRoleId: null },
    opensThread: false,
    reasons: { rank: 0, heat: 120, log2Hotness: 0, atMs: START, postedBy: '77' },
  } as const;
  expect(await scene.delivery().postNow(OURS, A, request)).toMatchObject({ kind: 'sent' });
  expect(scene.channels.titles(OURS)).toEqual([SUBJECTS.a]);
});

describe('given an edit that failed', () => {
  test('and a record that changes again, it is tried at once', async () => {
    const scene = await setUp(one, {}, { isWatching: true });
    await scene.delivery().start();
    await scene.tick();
    const edit = scene.channels.edit.bind(scene.channels);
    let tries = 0;
    scene.channels.edit = () => {
      tries++;
      return Promise.reject(new Error('socket hang up'));
    };
    await change(scene, corrected);
    await expect.poll(() => tries).toBe(1);
    scene.channels.edit = edit;
    await change(scene, { 'a.md': record('a', { heat: 120, title: 'Robots sew shirts' }) });
    await expect.poll(scene.titles).toEqual(['Robots sew shirts']);
  });
});

test('given another outlet’s story that comes out with time alone, the next tick brings the card up to it', async () => {
  const publishedDateTime = new Date(START + HOUR_MS).toISOString();
  const other = record('b', { heat: 90, publishedDateTime, sameEventAs: ['https://example.com/a'] });
  const scene = await setUp({ ...one, 'b.md': other });
  await scene.delivery().start();
  await scene.tick();
  const outlets = () => storyPostOf(scene.channels.messages[0]).coverage.map(({ title }) => title);
  expect(outlets()).toEqual([]);
  scene.clock.set(START + HOUR_MS);
  await scene.tick();
  expect([scene.titles(), outlets()]).toEqual([[SUBJECTS.a], [SUBJECTS.b]]);
});

describe('given a paused channel, and the word to stop', () => {
  test('the hourly look does not come any more', async () => {
    const scene = await setUp(one);
    await scene.delivery().start();
    scene.channels.knownObstacle = { kind: 'no-channel' };
    await scene.tick();
    scene.channels.knownObstacle = null;
    await scene.delivery().stop();
    scene.clock.set(START + HOUR_MS);
    await new Promise((resolve) => setImmediate(resolve));
    expect(scene.titles()).toEqual([]);
  });

  test('without it, it comes each hour', async () => {
    const scene = await setUp(one);
    await scene.delivery().start();
    scene.channels.knownObstacle = { kind: 'no-channel' };
    await scene.tick();
    scene.clock.set(START + HOUR_MS);
    await new Promise((resolve) => setImmediate(resolve));
    scene.channels.knownObstacle = null;
    scene.clock.set(START + 2 * HOUR_MS - 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(scene.titles()).toEqual([]);
    scene.clock.set(START + 2 * HOUR_MS);
    await expect.poll(scene.titles).toEqual([SUBJECTS.a]);
  });
});
