import { expect, test } from 'vitest';
import { ReplayClock } from '../../src/clock.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import { findMissing, readPost } from '../../src/delivery/read-post.ts';
import { hashLink } from '../../src/story/links.ts';
import { CHANNEL, record, START } from '../support/delivery-scene.ts';
import { openState } from '../support/open-state.ts';
import { makePosted } from '../support/posted-entry.ts';
import { shareLibrary } from '../support/story-library.ts';

const library = shareLibrary({
  'a.md': record('a'),
  // Nothing but its address can be read, and no earlier version is known.
  'broken.md': '---\nwebUrl: https://example.com/broken\ntitle: "no end\n---\n',
});
const [A, BROKEN, GONE] = ['a', 'broken', 'gone'].map((name) => hashLink(`https://example.com/${name}`));

/** A digest that told these, and those no more. */
async function open(shownIds: readonly string[], droppedIds: readonly string[] = []) {
  const ledger = new Ledger(await openState());
  const toStories = (ids: readonly string[]) => ids.map((storyId) => ({ storyId, eventId: storyId }));
  const stories = { shown: toStories(shownIds), dropped: toStories(droppedIds) };
  const entry = await ledger.put(makePosted({ channelId: CHANNEL, storyId: 'digest:2' }), {
    ...{ fromMs: 1, toMs: 2, timezone: 'UTC', isOpen: false },
    ...stories,
  });
  return { entry, sources: { library: library(), ledger, clock: new ReplayClock(START, 0) } };
}

test.each([
  ['its stories are there', [A], 'nothing'],
  ['a file is broken', [A, BROKEN], 'unreadable'],
  ['a story is gone', [A, GONE], 'withdrawn'],
  ['a story is gone beside a broken file', [GONE, BROKEN], 'withdrawn'],
  ['it tells none', [], 'nothing'],
])('given a digest of which %s, that is what is missing', async (_what, ids, missing) => {
  const { entry, sources } = await open(ids.map(String));
  expect(findMissing(entry, sources)).toBe(missing);
});

test.each([
  ['nothing', [], [], false],
  ['a story that is gone', [GONE], [], true],
  ['a story that gave way to others which are gone', [], [GONE], true],
  ['a story that is there', [A], [GONE], false],
])('given a digest that told %s, whether it is emptied', async (_what, shown, dropped, isEmptied) => {
  const { entry, sources } = await open(shown.map(String), dropped.map(String));
  expect(readPost(entry, sources)).toMatchObject({ digest: { isEmptied } });
});

test('given a digest that the ledger does not know, there is nothing to show', async () => {
  const { entry, sources } = await open([]);
  expect(readPost({ ...entry, storyId: 'digest:3' }, sources)).toBeNull();
});
