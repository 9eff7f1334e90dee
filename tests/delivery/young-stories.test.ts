import { expect, test } from 'vitest';
import { YoungStories } from '../../src/delivery/young-stories.ts';
import { HOUR_MS, record, START, STORIES, setUp } from '../support/delivery-scene.ts';
import { shareLibrary } from '../support/story-library.ts';
import { writeFiles } from '../support/temp-folder.ts';

const library = shareLibrary({
  ...STORIES,
  'old.md': record('old', { publishedDateTime: new Date(START - 50 * HOUR_MS).toISOString() }),
  'soon.md': record('soon', { publishedDateTime: new Date(START + 60_000).toISOString() }),
});
const titles = (stories: ReturnType<YoungStories['list']>) =>
  stories.map(({ story }) => story.title).toSorted();
const TITLES = ['Chip shortage ends', 'Robots fold laundry', 'Whales sing on the moon'];

test('given channels that look in the same minute, the stories are read once', () => {
  const young = new YoungStories(library());
  const read = young.list(START, 24 * HOUR_MS);
  // What comes out within the minute is there already.
  expect(titles(read)).toEqual([...TITLES, 'soon']);
  expect(young.list(START + 59_999, 24 * HOUR_MS)).toBe(read);
  expect(young.list(START + 60_000, 24 * HOUR_MS)).not.toBe(read);
  expect(young.list(START - 1, 24 * HOUR_MS).map(({ story }) => story.title)).not.toContain('soon');
});

test('given channels that take older stories, those are read for them', () => {
  const young = new YoungStories(library());
  expect(titles(young.list(START, 24 * HOUR_MS))).not.toContain('old');
  expect(titles(young.list(START, 72 * HOUR_MS))).toContain('old');
});

test('given a folder that changes, the stories are read again', async () => {
  const { library: watched, folder, nextChange } = await setUp(STORIES, {}, { isWatching: true });
  const young = new YoungStories(watched);
  expect(young.list(START, 24 * HOUR_MS)).toHaveLength(3);
  const changed = nextChange();
  writeFiles(folder, { 'd.md': record('d') });
  await changed;
  expect(young.list(START, 24 * HOUR_MS)).toHaveLength(4);
});
