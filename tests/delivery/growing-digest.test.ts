import { describe, expect, test } from 'vitest';
import type { Feed } from '../../src/curation/feed.ts';
import { NoAnswerError } from '../../src/delivery/channel-port.ts';
import { LedgerUpkeep } from '../../src/delivery/ledger-upkeep.ts';
import { CHANNEL, HOUR_MS, record, START, SUBJECTS, setUp } from '../support/delivery-scene.ts';
import { subscribeToDigest } from '../support/digest-feed.ts';
import { shareLibrary } from '../support/story-library.ts';

const END = START + 24 * HOUR_MS;
const at = (time: string) => ({ publishedDateTime: `2021-12-14T${time}:00Z` });

/** The day begins at noon; `b` is hotter than `a`, and comes after it. */
const library = shareLibrary({
  'a.md': record('a', { ...at('13:00'), heat: 100 }),
  'b.md': record('b', { ...at('15:00'), heat: 120 }),
  'c.md': record('c', { ...at('23:00'), heat: 80 }),
});
/** Twenty stories, one an hour from 13:00 on, each hotter than those before. */
const busyLibrary = shareLibrary(
  Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => {
      const publishedDateTime = new Date(START + (index + 1) * HOUR_MS).toISOString();
      const title = `${String.fromCharCode(97 + index).repeat(6)} learns to ${String.fromCharCode(122 - index).repeat(7)}`;
      return [`s${index}.md`, record(`s${index}`, { title, publishedDateTime, heat: 100 + index })];
    }),
  ),
);

async function open(stories = library(), changes: Partial<Feed> = {}) {
  const scene = await setUp(stories);
  const subscription = subscribeToDigest({ digest: 'growing', quietDays: 'skip', ...changes });
  return {
    ...scene,
    runAt: async (atMs: number) => {
      scene.clock.set(atMs);
      await scene.delivery().tick(subscription);
    },
    shown: () =>
      scene.channels.standing(CHANNEL).map(({ id, post, edits }) => ({
        id,
        edits,
        isOpen: 'digest' in post && post.digest.isOpen,
        lines: 'digest' in post ? post.digest.lines.map(({ story }) => story.title) : [],
      })),
  };
}

describe('given a digest that grows', () => {
  test('it begins with the first news of its time, is edited as more comes, and closed at the end', async () => {
    const { runAt, shown } = await open();
    await runAt(START);
    expect(shown()).toEqual([]);
    await runAt(START + 1.5 * HOUR_MS);
    expect(shown()).toMatchObject([{ id: 'message-1', lines: [SUBJECTS.a], isOpen: true, edits: 0 }]);
    await runAt(START + 2 * HOUR_MS);
    expect(shown()).toMatchObject([{ edits: 0 }]);
    await runAt(START + 4 * HOUR_MS);
    expect(shown()).toMatchObject([{ id: 'message-1', lines: [SUBJECTS.b, SUBJECTS.a], edits: 1 }]);
    await runAt(END);
    const whole = [SUBJECTS.b, SUBJECTS.a, SUBJECTS.c];
    expect(shown()).toMatchObject([{ id: 'message-1', lines: whole, isOpen: false, edits: 2 }]);
    await runAt(END + HOUR_MS);
    await runAt(END + 25 * HOUR_MS);
    expect(shown()).toMatchObject([{ lines: whole, edits: 2 }]);
  });

  test('it has fifteen lines; what gave way to hotter news is told, and comes no more', async () => {
    const { runAt, shown, ledger } = await open(busyLibrary());
    for (let hour = 1; hour <= 20; hour++) await runAt(START + (hour + 0.5) * HOUR_MS);
    const [digest] = shown();
    expect(digest?.lines).toHaveLength(15);
    expect(digest?.lines[0]).toBe('tttttt learns to ggggggg');
    const known = ledger().digests.findOpen(CHANNEL)?.digest;
    expect([known?.shown.length, known?.dropped.length]).toEqual([15, 5]);
    await runAt(END);
    await runAt(END + 1.5 * HOUR_MS);
    expect(shown()).toMatchObject([{ isOpen: false }]);
  });

  test('it begins in no quiet hour', async () => {
    const quietHours = { fromMinute: 13 * 60, toMinute: 16 * 60 };
    const { runAt, shown } = await open(library(), { quietHours });
    await runAt(START + 3 * HOUR_MS);
    expect(shown()).toEqual([]);
    await runAt(START + 4 * HOUR_MS);
    expect(shown()).toHaveLength(1);
  });

  test('a time in which it did not begin is told at its end, or is told of as quiet', async () => {
    const missed = await open();
    await missed.runAt(END);
    expect(missed.shown()).toMatchObject([{ lines: [SUBJECTS.b, SUBJECTS.a, SUBJECTS.c], isOpen: false }]);
    const quiet = await open(library(), { quietDays: 'tell' });
    await quiet.runAt(START);
    expect(quiet.shown()).toMatchObject([{ lines: [], isOpen: false }]);
  });

  test('an interrupted edit is made up for by the next process', async () => {
    const { runAt, shown, channels, restart, delivery } = await open();
    await runAt(START + 1.5 * HOUR_MS);
    const { edit } = channels;
    channels.edit = () => Promise.reject(new NoAnswerError('cut off'));
    await runAt(START + 4 * HOUR_MS);
    expect(shown()).toMatchObject([{ lines: [SUBJECTS.a] }]);
    channels.edit = edit;
    await restart();
    await delivery().start();
    expect(shown()).toMatchObject([{ lines: [SUBJECTS.b, SUBJECTS.a] }]);
  });

  test('one that an admin deleted grows no more, and the next day has its own', async () => {
    const { runAt, shown, channels } = await open();
    await runAt(START + 1.5 * HOUR_MS);
    for (const message of channels.messages) message.isDeleted = true;
    await runAt(START + 4 * HOUR_MS);
    await runAt(START + 5 * HOUR_MS);
    expect(shown()).toEqual([]);
    await runAt(END);
    expect(channels.messages).toHaveLength(1);
  });

  test('when its feed has ended, it is closed after its time all the same', async () => {
    const { runAt, shown, state, delivery } = await open();
    await runAt(START + 1.5 * HOUR_MS);
    const upkeep = new LedgerUpkeep(state());
    await upkeep.run(END + HOUR_MS, 30 * 24 * HOUR_MS);
    await delivery().start();
    expect(shown()).toMatchObject([{ isOpen: true }]);
    await upkeep.run(END + HOUR_MS + 1, 30 * 24 * HOUR_MS);
    await delivery().start();
    expect(shown()).toMatchObject([{ lines: [SUBJECTS.a], isOpen: false }]);
  });

  test('a feed that becomes one at the end closes it', async () => {
    const { runAt, shown, delivery, clock } = await open();
    await runAt(START + 1.5 * HOUR_MS);
    clock.set(END);
    await delivery().tick(subscribeToDigest());
    expect(shown()).toMatchObject([{ lines: [SUBJECTS.b, SUBJECTS.a, SUBJECTS.c], isOpen: false }]);
  });
});
