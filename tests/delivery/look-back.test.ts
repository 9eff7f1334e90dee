import { describe, expect, test } from 'vitest';
import { ReplayClock } from '../../src/clock.ts';
import type { Listed, Unavailable } from '../../src/delivery/channel-port.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import { LookBack } from '../../src/delivery/look-back.ts';
import { RESTORED_FROM } from '../../src/state/backup.ts';
import { hashLink } from '../../src/story/links.ts';
import { collectLog } from '../support/collect-log.ts';
import { record } from '../support/delivery-scene.ts';
import { MemoryChannels } from '../support/memory-channels.ts';
import { openState } from '../support/open-state.ts';
import { makePosted } from '../support/posted-entry.ts';
import { shareLibrary } from '../support/story-library.ts';

const library = shareLibrary({
  'a.md': record('a'),
  'b.md': record('b', { sameEventAs: ['https://example.com/a'] }),
  'c.md': record('c', { published: false }),
});
const [A, B, C] = ['a', 'b', 'c'].map((name) => hashLink(`https://example.com/${name}`)) as [
  string,
  string,
  string,
];

/** A channel that answers this; `asked` is since when it was looked through. */
async function open(answer: Listed | Unavailable) {
  const port = new MemoryChannels(new ReplayClock(0, 0));
  const asked: number[] = [];
  port.listPosts = (_channelId, sinceMs) => {
    asked.push(sinceMs);
    return Promise.resolve(answer);
  };
  const { logger, lines } = collectLog();
  const ledger = new Ledger(await openState());
  return { lookBack: new LookBack({ library: library(), ledger, port, log: logger }), ledger, asked, lines };
}

const listed = (isWhole: boolean): Listed => ({
  kind: 'listed',
  isWhole,
  posts: [
    { storyId: 'a', place: { channelId: 'thread', messageId: '11' }, sentAtMs: 700 },
    { storyId: 'b', place: { channelId: '1', messageId: '12' }, sentAtMs: 600 },
  ],
});

test('given a state that was never restored and knows a post of the channel, it is not looked through', async () => {
  const { lookBack, asked, ledger } = await open(listed(true));
  await ledger.put(makePosted({ channelId: '1', storyId: 'b' }));
  expect(lookBack.isDue('1')).toBe(false);
  expect(await lookBack.run('1')).toEqual({ kind: 'done' });
  expect([asked, ledger.listStanding('1', 9).length]).toEqual([[], 1]);
});

describe('given a state that knows no post of the channel', () => {
  const found = (...storyIds: string[]): Listed => ({
    kind: 'listed',
    isWhole: true,
    posts: storyIds.map((storyId, index) => {
      return { storyId, place: { channelId: '1', messageId: String(20 + index) }, sentAtMs: 900 - index };
    }),
  });

  test('what stands there is taken over once, however old, with the events that it tells', async () => {
    const { lookBack, asked, ledger, lines } = await open(found(A, 'gone'));
    expect(lookBack.isDue('1')).toBe(true);
    expect(await lookBack.run('1')).toEqual({ kind: 'done' });
    expect([asked, lookBack.isDue('1'), lookBack.isDue('2')]).toEqual([[0], false, true]);
    expect(ledger.listStanding('1', 9).map(({ storyId }) => storyId)).toEqual([A, 'gone']);
    expect(ledger.findPostedEvent([B])).toBe(ledger.find('1', A)?.eventId);
    expect([ledger.listDirty('1'), lines.length]).toEqual([[], 1]);
  });

  test('a story that was withdrawn since is noted: its message is to be taken down', async () => {
    const { lookBack, ledger } = await open(found(C, A));
    await lookBack.run('1');
    expect(ledger.listDirty('1').map(({ storyId }) => storyId)).toEqual([C]);
  });

  test('and two messages of one story, the later is taken over', async () => {
    const { lookBack, ledger } = await open(found(A, A));
    await lookBack.run('1');
    expect(ledger.find('1', A)).toMatchObject({ place: { messageId: '20' } });
  });

  test('none of ours there, it is looked through once', async () => {
    const { lookBack, asked, lines } = await open(found());
    await lookBack.run('1');
    expect([lookBack.isDue('1'), await lookBack.run('1'), asked, lines]).toEqual([
      false,
      { kind: 'done' },
      [0],
      [],
    ]);
  });

  test('and more messages than are looked through, that is said', async () => {
    const { lookBack, lines } = await open({ ...found(A), isWhole: false });
    await lookBack.run('1');
    expect(lines).toMatchObject([
      { level: 30 },
      { level: 40, msg: expect.stringContaining('may come again') },
    ]);
  });

  test('and no permission to read the history, that is said, and it goes on', async () => {
    const { lookBack, lines } = await open({
      kind: 'unavailable',
      obstacle: { kind: 'missing-permissions', permissions: ['ReadMessageHistory'] },
    });
    expect(await lookBack.run('1')).toEqual({ kind: 'done' });
    expect(lookBack.isDue('1')).toBe(false);
    expect(lines).toMatchObject([
      { level: 40, channelId: '1', msg: expect.stringContaining('Read Message History') },
    ]);
  });

  test('and another obstacle, it stays to be looked through', async () => {
    const unavailable: Unavailable = { kind: 'unavailable', obstacle: { kind: 'no-channel' } };
    const { lookBack } = await open(unavailable);
    expect(await lookBack.run('1')).toEqual(unavailable);
    expect(lookBack.isDue('1')).toBe(true);
  });
});

test('given a restored state, posts that it does not know are taken over as they stand, once', async () => {
  const { lookBack, asked, ledger, lines } = await open(listed(true));
  const known = await ledger.put(makePosted({ channelId: '1', storyId: 'b' }));
  ledger.writeCursor(RESTORED_FROM, '500');
  expect(lookBack.isDue('1')).toBe(true);
  expect(await lookBack.run('1')).toEqual({ kind: 'done' });
  expect([asked, lookBack.isDue('1'), lookBack.isDue('2')]).toEqual([[500], false, true]);
  expect(ledger.find('1', 'b')).toEqual(known);
  expect(ledger.find('1', 'a')).toEqual({
    channelId: '1',
    storyId: 'a',
    eventId: 'a',
    version: 1,
    state: 'posted',
    place: { channelId: 'thread', messageId: '11' },
    postedAtMs: 700,
    editedAtMs: null,
    cardHash: '',
    look: { style: 'card', language: 'en', mentionRoleId: null },
    crosspost: 'none',
    thread: 'none',
    reasons: { rank: 0, heat: 0, log2Hotness: 0, atMs: 700, postedBy: null },
  });
  expect(lines).toMatchObject([{ level: 30, channelId: '1', posts: 1 }]);
});

test('given another restore, the channel is looked through again; what is known is not told', async () => {
  const { lookBack, ledger, asked, lines } = await open(listed(true));
  ledger.writeCursor(RESTORED_FROM, '500');
  await lookBack.run('1');
  ledger.writeCursor(RESTORED_FROM, '550');
  expect(lookBack.isDue('1')).toBe(true);
  await lookBack.run('1');
  expect([asked, lines.length]).toEqual([[0, 550], 1]);
});

test('given a channel that is too long to be looked through, it is said that a post may come again', async () => {
  const { lookBack, ledger, lines } = await open(listed(false));
  ledger.writeCursor(RESTORED_FROM, '500');
  expect(await lookBack.run('1')).toEqual({ kind: 'done' });
  expect(lines).toMatchObject([{ level: 30 }, { level: 40, msg: expect.stringContaining('may come again') }]);
});

test('given a channel that may not be read, it stays to be looked through', async () => {
  const unavailable: Unavailable = { kind: 'unavailable', obstacle: { kind: 'no-channel' } };
  const { lookBack, ledger } = await open(unavailable);
  ledger.writeCursor(RESTORED_FROM, '500');
  expect(await lookBack.run('1')).toEqual(unavailable);
  expect(lookBack.isDue('1')).toBe(true);
});
