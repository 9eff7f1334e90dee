import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Ledger } from '../../src/delivery/ledger.ts';
import type { PostedEntry } from '../../src/delivery/ledger-entry.ts';
import { LedgerUpkeep } from '../../src/delivery/ledger-upkeep.ts';
import { StoryChanges } from '../../src/delivery/story-changes.ts';
import { DAY_MS } from '../../src/duration.ts';
import { openIndex } from '../../src/index/database.ts';
import { Indexer } from '../../src/indexing/indexer.ts';
import { hashLink } from '../../src/story/links.ts';
import { CHANNEL, record, START, STORIES } from '../support/delivery-scene.ts';
import { openLibrary } from '../support/open-library.ts';
import { openState } from '../support/open-state.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

const idOf = (name: string): string => hashLink(`https://example.com/${name}`);

const posted = (name: string, channelId = CHANNEL): PostedEntry => ({
  channelId,
  storyId: idOf(name),
  eventId: idOf(name),
  version: 0,
  state: 'posted',
  place: { channelId, messageId: `message of ${name} in ${channelId}` },
  postedAtMs: START,
  editedAtMs: null,
  cardHash: 'hash',
  look: { style: 'card', language: 'en', mentionRoleId: null },
  crosspost: 'none',
  thread: 'none',
  reasons: { rank: 1, heat: 90, log2Hotness: 6.5, atMs: 1, postedBy: null },
});

/** A folder of stories, all of them posted; another process may scan it, and this one may start anew. */
async function setUp() {
  const folder = makeTempFolder();
  const libraryPath = join(makeTempFolder(), 'library.sqlite');
  writeFiles(folder, STORIES);
  const state = await openState();
  const ledger = new Ledger(state);
  for (const name of ['a', 'b', 'c']) await ledger.put(posted(name));
  return {
    folder,
    libraryPath,
    /** When all of them came out. */
    publishedAtMs: Date.parse('2021-12-14T09:00:00Z'),
    ledger,
    /** Makes all messages older than they are followed. */
    age: () => new LedgerUpkeep(state).run(START + 31 * DAY_MS, 30 * DAY_MS),
    dirty: () => ledger.listDirty(CHANNEL).map(({ storyId }) => storyId),
    clear: () => {
      for (const dirty of ledger.listDirty(CHANNEL)) ledger.clearDirty(CHANNEL, dirty);
    },
    /** What `heatline search` does beside the bot: it brings the index up to the folder, and ends. */
    scanElsewhere: () => {
      const { database } = openIndex(libraryPath, folder);
      new Indexer(database, folder).scan();
      database.close();
    },
    start: async () => {
      const { library } = await openLibrary(folder, { libraryPath });
      return { library, changes: new StoryChanges(library, ledger) };
    },
  };
}

describe('given a ledger that has never followed this index', () => {
  test('every message that is kept up may be out of date; after that, none is until something changes', async () => {
    const { start, dirty, clear } = await setUp();
    const { changes } = await start();
    expect(changes.noteChanges()).toEqual({ storyIds: [], channelIds: [CHANNEL] });
    expect(dirty().sort()).toEqual([idOf('a'), idOf('b'), idOf('c')].sort());
    clear();
    expect(changes.noteChanges()).toEqual({ storyIds: [], channelIds: [] });
    expect(dirty()).toEqual([]);
  });

  test('old messages are left out, but for those whose stories are known to be withdrawn', async () => {
    const { start, dirty, folder, ledger, age } = await setUp();
    await age();
    writeFiles(folder, { 'b.md': record('b', { heat: -1 }), 'c.md': record('c', { published: false }) });
    const { changes, library } = await start();
    expect(changes.noteChanges()).toEqual({ storyIds: [], channelIds: [CHANNEL] });
    expect(dirty().sort()).toEqual(library.listWithdrawnIds().toSorted());
    expect(dirty()).toContain(idOf('b'));
    expect(ledger.readCursor('library-changes')).toBe(`${library.generation}:${library.lastSeq}`);
  });

  test('it is the same when the index was thrown away and built anew', async () => {
    const { start, dirty, clear, libraryPath } = await setUp();
    const { changes, library } = await start();
    changes.noteChanges();
    clear();
    await library.close();
    for (const suffix of ['', '-wal', '-shm', '.seal']) rmSync(libraryPath + suffix, { force: true });
    (await start()).changes.noteChanges();
    expect(dirty()).toHaveLength(3);
  });
});

describe('given changes that another process scanned', () => {
  test('while this one runs, they are noted at its next look', async () => {
    const { start, dirty, clear, folder, scanElsewhere } = await setUp();
    const { changes } = await start();
    changes.noteChanges();
    clear();
    writeFiles(folder, { 'b.md': record('b', { heat: 110, published: false }) });
    scanElsewhere();
    expect(changes.noteChanges()).toEqual({ storyIds: [idOf('b')], channelIds: [CHANNEL] });
    expect(dirty()).toEqual([idOf('b')]);
  });

  test('while this one was down, they are noted at its start, and nothing else is', async () => {
    const { start, dirty, clear, folder, scanElsewhere } = await setUp();
    const first = await start();
    first.changes.noteChanges();
    clear();
    await first.library.close();
    writeFiles(folder, { 'b.md': record('b', { heat: 111 }) });
    scanElsewhere();
    writeFiles(folder, { 'c.md': record('c', { heat: 101 }) });
    scanElsewhere();
    (await start()).changes.noteChanges();
    expect(dirty().sort()).toEqual([idOf('b'), idOf('c')].sort());
  });

  test('a folder that became empty and was filled again is followed too', async () => {
    const { start, dirty, clear, folder, scanElsewhere } = await setUp();
    const { changes } = await start();
    changes.noteChanges();
    clear();
    for (const name of Object.keys(STORIES)) rmSync(join(folder, name));
    scanElsewhere();
    changes.noteChanges();
    expect(dirty()).toHaveLength(3);
    clear();
    writeFiles(folder, { 'a.md': STORIES['a.md'] });
    scanElsewhere();
    changes.noteChanges();
    expect(dirty()).toEqual([idOf('a')]);
  });
});

describe('given stories that come out when their time does', () => {
  test('the messages of their events may be out of date, once', async () => {
    const { start, dirty, clear, folder, ledger } = await setUp();
    const other = record('a', {
      heat: 10,
      webUrl: 'https://other.example/a',
      provider: { name: 'Other' },
      publishedDateTime: new Date(START + 60_000).toISOString(),
    });
    writeFiles(folder, { 'other.md': other });
    const { changes } = await start();
    changes.noteChanges();
    changes.notePublished(START);
    clear();
    expect(changes.notePublished(START + 59_999)).toEqual({ storyIds: [], channelIds: [] });
    expect(changes.notePublished(START + 60_000).channelIds).toEqual([CHANNEL]);
    expect(dirty()).toEqual([idOf('a')]);
    clear();
    expect(changes.notePublished(START + 120_000).channelIds).toEqual([]);
    expect(ledger.readCursor('published-until')).toBe(String(START + 60_000));
  });

  test('at the first look it is noted how far, though nothing came out', async () => {
    const { start, dirty, ledger } = await setUp();
    const { changes } = await start();
    expect(changes.notePublished(START)).toEqual({ storyIds: [], channelIds: [] });
    expect([dirty(), ledger.readCursor('published-until')]).toEqual([[], String(START)]);
  });

  test('and a clock that is set back, they come out again', async () => {
    const { start, dirty, clear, ledger, publishedAtMs } = await setUp();
    const { changes } = await start();
    changes.noteChanges();
    changes.notePublished(START);
    clear();
    expect(changes.notePublished(publishedAtMs - 1)).toEqual({ storyIds: [], channelIds: [] });
    expect([dirty(), ledger.readCursor('published-until')]).toEqual([[], String(publishedAtMs - 1)]);
    const { storyIds, channelIds } = changes.notePublished(publishedAtMs);
    expect(storyIds.toSorted()).toEqual([idOf('a'), idOf('b'), idOf('c')].sort());
    expect(new Set(channelIds)).toEqual(new Set([CHANNEL]));
    expect(dirty()).toHaveLength(3);
  });
});

describe('given a story that joins others', () => {
  test('whose event was posted, it is known as told there; a story alone, and one of no posted event, is not', async () => {
    const { start, folder, ledger, scanElsewhere, dirty, clear } = await setUp();
    const { changes } = await start();
    changes.noteChanges();
    clear();
    const sameEventAs = (name: string) => ({ sameEventAs: [`https://example.com/${name}`] });
    writeFiles(folder, {
      'joins.md': record('joins', { title: 'Wool prices rise', ...sameEventAs('a') }),
      'alone.md': record('alone', { title: 'A bridge is built' }),
      'new.md': record('new', { title: 'Volcano wakes up' }),
      'newer.md': record('newer', { title: 'Lava reaches a road', ...sameEventAs('new') }),
    });
    scanElsewhere();
    changes.noteChanges();
    const names = ['a', 'joins', 'alone', 'new', 'newer'].map(idOf);
    expect(ledger.readEvents(names)).toEqual(new Map([[idOf('joins'), idOf('a')]]));
    expect(dirty()).toEqual([idOf('a')]);
  });
});
