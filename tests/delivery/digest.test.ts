import { describe, expect, test } from 'vitest';
import type { Feed } from '../../src/curation/feed.ts';
import { NoAnswerError } from '../../src/delivery/channel-port.ts';
import { LedgerUpkeep } from '../../src/delivery/ledger-upkeep.ts';
import type { Library } from '../../src/library/library.ts';
import { RESTORED_FROM } from '../../src/state/backup.ts';
import { hashLink } from '../../src/story/links.ts';
import { CHANNEL, HOUR_MS, record, START, STORIES, SUBJECTS, setUp } from '../support/delivery-scene.ts';
import { subscribeToDigest } from '../support/digest-feed.ts';
import type { SentMessage } from '../support/memory-channels.ts';
import { shareLibrary } from '../support/story-library.ts';
import { writeFiles } from '../support/temp-folder.ts';

const DAY_MS = 24 * HOUR_MS;
const [A, B, C] = ['a', 'b', 'c'].map((name) => hashLink(`https://example.com/${name}`)) as [
  string,
  string,
  string,
];
const ALL = [SUBJECTS.a, SUBJECTS.b, SUBJECTS.c].join(' | ');
const FIRST = `digest:${START}`;

const library = shareLibrary(STORIES);
const quietLibrary = shareLibrary({ 'a.md': record('a', { heat: 69 }) });

async function open(
  files: Readonly<Record<string, string>> | Library = library(),
  changes: Partial<Feed> = {},
  options: Parameters<typeof setUp>[2] = {},
) {
  const scene = await setUp(files, {}, options);
  const subscription = subscribeToDigest(changes);
  return {
    ...scene,
    runAt: async (atMs: number, as = subscription) => {
      scene.clock.set(atMs);
      await scene.delivery().tick(as);
    },
    shown: (): SentMessage => scene.channels.standing(CHANNEL)[0] ?? expect.unreachable(),
    states: () => scene.entries().map(({ storyId, state }) => [storyId, state]),
  };
}

/** The lines of a message, as far as these tests look at them. */
function digestOf({ post }: SentMessage) {
  return 'digest' in post ? post.digest : expect.unreachable();
}

describe('given a day with news', () => {
  test('at its end one message tells it, the hottest first, once whatever runs again', async () => {
    const { runAt, restart, titles, states, shown } = await open();
    await runAt(START - 1);
    expect(titles()).toEqual([]);
    await runAt(START);
    await runAt(START);
    await restart();
    await runAt(START + HOUR_MS);
    expect(titles()).toEqual([ALL]);
    expect(states()).toEqual([[FIRST, 'posted']]);
    expect(digestOf(shown())).toMatchObject({ fromMs: START - DAY_MS, toMs: START, isOpen: false });
  });

  test('the next day does not tell it again, nor does a feed of cards, by whatever outlet', async () => {
    const same = { title: SUBJECTS.a, publishedDateTime: '2021-12-14T12:30:00Z', heat: 130 };
    const { runAt, titles, tick, ledger } = await open({
      ...STORIES,
      'x.md': record('x', { ...same, sameEventAs: ['https://example.com/a'] }),
    });
    await runAt(START);
    await runAt(START + DAY_MS);
    expect(titles()).toEqual([ALL, '']);
    expect((await tick()).picks).toEqual([]);
    expect(titles()).toHaveLength(2);
    expect(ledger().digests.findTelling(CHANNEL, A)).toBe(FIRST);
  });

  test('what was posted singly there is told with its message', async () => {
    const { runAt, shown, tick, channels } = await open();
    await tick();
    await runAt(START);
    const [, digest] = channels.standing(CHANNEL);
    const lines = digestOf(digest ?? shown()).lines.map(({ story, place }) => [story.id, place?.messageId]);
    expect(lines).toEqual([
      [A, 'message-1'],
      [B, undefined],
      [C, undefined],
    ]);
  });

  test('it mentions the feed’s role where its hottest is as hot as that', async () => {
    const mentions = async (fromHeat: number) => {
      const { runAt, shown } = await open(library(), { mention: { roleId: '7', fromHeat } });
      await runAt(START);
      return shown().post.look.mentionRoleId;
    };
    expect([await mentions(120), await mentions(121)]).toEqual(['7', null]);
  });

  test('a channel of announcements publishes it, and a thread is opened below it, each once', async () => {
    const { runAt, shown } = await open(library(), { opensThread: true }, { isAnnouncement: true });
    await runAt(START);
    await runAt(START);
    expect(shown()).toMatchObject({ crossposts: 1, threads: 1 });
  });
});

describe('given a day without news', () => {
  test('one line says so, once', async () => {
    const { runAt, titles, shown } = await open(quietLibrary());
    await runAt(START);
    await runAt(START + HOUR_MS);
    expect(titles()).toEqual(['']);
    expect(digestOf(shown()).isEmptied).toBe(false);
  });

  test('nothing is posted, where the feed is set so', async () => {
    const { runAt, titles } = await open(quietLibrary(), { quietDays: 'skip' });
    await runAt(START);
    expect(titles()).toEqual([]);
  });
});

describe('given a digest that stands', () => {
  const follow = async () => {
    const scene = await open(STORIES, {}, { isWatching: true });
    await scene.delivery().start();
    await scene.runAt(START);
    const change = async (files: Readonly<Record<string, string>>): Promise<void> => {
      const changed = scene.nextChange();
      writeFiles(scene.folder, files);
      await changed;
      await expect.poll(() => scene.ledger().listDirty(CHANNEL)).toEqual([]);
    };
    return { ...scene, change };
  };

  test('it says what the records say: a corrected line, none for what is withdrawn, and that none is left', async () => {
    const { change, titles, shown, states } = await follow();
    await change({ 'b.md': record('b', { heat: 110, title: 'Chips aplenty' }) });
    expect(titles()).toEqual([`${SUBJECTS.a} | Chips aplenty | ${SUBJECTS.c}`]);
    // A broken file says nothing: its line stays, and the others are corrected.
    await change({ 'b.md': '---\nbroken', 'c.md': record('c', { heat: 100, title: 'Whales hum' }) });
    expect(titles()).toEqual([`${SUBJECTS.a} | Chips aplenty | Whales hum`]);
    await change({ 'b.md': record('b', { published: false }) });
    expect(titles()).toEqual([`${SUBJECTS.a} | Whales hum`]);
    await change({ 'a.md': record('a', { heat: -1 }), 'c.md': record('c', { published: false }) });
    expect([titles(), digestOf(shown()).isEmptied, shown().edits]).toEqual([[''], true, 4]);
    expect(states()).toEqual([[FIRST, 'posted']]);
  });

  test('too old to be followed, it loses the line of what is withdrawn, and nothing else changes it', async () => {
    const { change, state, titles, states } = await follow();
    new LedgerUpkeep(state()).ageBefore(START + 1);
    await change({ 'b.md': record('b', { heat: 110, title: 'Chips aplenty' }) });
    expect(titles()).toEqual([ALL]);
    await change({ 'c.md': record('c', { published: false }) });
    expect(titles()).toEqual([`${SUBJECTS.a} | Chips aplenty`]);
    expect(states()).toEqual([[FIRST, 'aged']]);
  });
});

describe('given a digest that was cut off', () => {
  test.each([false, true])('whose message arrived, it is found (in a forum: %s)', async (isForum) => {
    const { runAt, restart, channels, titles, states, delivery, clock } = await open();
    channels.isForum = isForum;
    channels.afterSend = () => {
      throw new NoAnswerError('cut off');
    };
    await runAt(START);
    expect(states()).toEqual([[FIRST, 'sending']]);
    channels.afterSend = () => {};
    await restart();
    clock.set(START + 60_000);
    await delivery().start();
    await runAt(START + HOUR_MS);
    expect([titles(), states()]).toEqual([[ALL], [[FIRST, 'posted']]]);
  });

  test('that never left, it is posted after all, also hours later', async () => {
    const { runAt, restart, channels, titles, clock, delivery } = await open();
    await runAt(START - DAY_MS);
    channels.beforeSend = () => Promise.reject(new NoAnswerError('cut off'));
    await runAt(START);
    channels.beforeSend = () => Promise.resolve();
    await restart();
    clock.set(START + 2 * HOUR_MS);
    await delivery().start();
    await runAt(START + 2 * HOUR_MS);
    expect(titles()).toEqual(['', ALL]);
  });

  test('and could not be posted for nearly a day, it comes late, and the next one in its time', async () => {
    const { runAt, titles } = await open();
    await runAt(START - DAY_MS);
    await runAt(START + DAY_MS - 1);
    expect(titles()).toEqual(['', ALL]);
    await runAt(START + DAY_MS);
    expect(titles()).toEqual(['', ALL, '']);
  });
});

test('given a channel that never had a digest, none is made up for of a time before its first', async () => {
  const { runAt, titles } = await open();
  await runAt(START + 2 * HOUR_MS);
  expect(titles()).toEqual([]);
});

test('given a digest that Discord refuses, it is not tried again, and its events may be told the next day', async () => {
  const { runAt, channels, states, ledger } = await open();
  channels.digestObstacle = () => ({ kind: 'invalid', reason: 'too long' });
  await runAt(START);
  await runAt(START);
  expect(states()).toEqual([[FIRST, 'refused']]);
  expect(ledger().listEventPosts(CHANNEL, [A])).toEqual([]);
});

test('given a channel that takes nothing for an hour, its digest comes then', async () => {
  const { runAt, channels, titles } = await open();
  const obstacle = { kind: 'refused', reason: 'Missing Access' } as const;
  channels.digestObstacle = () => ({ kind: 'unavailable', obstacle });
  await runAt(START);
  channels.digestObstacle = () => null;
  await runAt(START + HOUR_MS);
  expect(titles()).toEqual([ALL]);
});

test('given a state that was restored, a digest since the backup is known with all that it tells', async () => {
  const { runAt, state, restart, titles, ledger } = await open();
  await runAt(START);
  state().database.exec('delete from posts');
  ledger().writeCursor(RESTORED_FROM, String(START - HOUR_MS));
  await restart();
  await runAt(START + HOUR_MS);
  await runAt(START + DAY_MS);
  expect(titles()).toEqual([ALL, '']);
  expect(
    ledger()
      .digests.find(CHANNEL, FIRST)
      ?.shown.map(({ storyId }) => storyId),
  ).toEqual([A, B, C]);
});

test('given a channel that is gone for long, its digests are forgotten with its posts', async () => {
  const { runAt, state } = await open();
  await runAt(START);
  const upkeep = new LedgerUpkeep(state());
  upkeep.markChannelGone(CHANNEL, START);
  upkeep.pruneGone(START + 1);
  const count = (table: string) =>
    state().database.prepare(`select count(*) as count from ${table}`).get()?.count;
  expect(['posts', 'digests', 'digest_stories'].map(count)).toEqual([0, 0, 0]);
});
