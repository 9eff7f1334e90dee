import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { NoAnswerError } from '../../src/delivery/channel-port.ts';
import type { State } from '../../src/state/state.ts';
import { DamagedStateError, LostStateError } from '../../src/state/state-error.ts';
import { CHANNEL, record, START, STORIES, SUBJECTS, setUp } from '../support/delivery-scene.ts';
import { shareLibrary } from '../support/story-library.ts';
import { writeFiles } from '../support/temp-folder.ts';
import { A, openWorker } from '../support/worker-scene.ts';

type Scene = Awaited<ReturnType<typeof setUp>>;

const library = shareLibrary(STORIES);
const open = () => openWorker(library(), { NEWS_PER_RUN: '2' });

describe('given a state whose file is deleted', () => {
  test('nothing is sent, and that is told', async () => {
    const { tick, titles, fatal, wakes, state } = await open();
    rmSync(state.database.location() ?? '');
    await tick();
    expect([titles(), wakes()]).toEqual([[], []]);
    expect(fatal).toEqual([expect.any(LostStateError)]);
  });

  test('while a message is under way, no other is sent after it', async () => {
    const { tick, titles, fatal, channels, state } = await open();
    channels.afterSend = () => rmSync(state.database.location() ?? '', { force: true });
    await tick();
    expect(titles()).toEqual([SUBJECTS.a]);
    expect(fatal).toEqual([expect.any(LostStateError)]);
  });

  test('and a run that finds nothing to post, that is told too', async () => {
    const { tick, fatal, state, texts } = await openWorker(library(), { NEWS_MIN_HEAT: '1000' });
    rmSync(state.database.location() ?? '');
    await tick();
    expect([fatal, texts()]).toEqual([[expect.any(LostStateError)], []]);
  });

  test('nothing is posted by hand', async () => {
    const { postNow, titles, state } = await open();
    rmSync(state.database.location() ?? '');
    await expect(postNow(A)).rejects.toThrow(LostStateError);
    expect(titles()).toEqual([]);
  });

  test('and changes of stories to be noted, that is told', async () => {
    const { delivery, state, tick } = await setUp(STORIES);
    rmSync(state().database.location() ?? '');
    await expect(delivery().start()).rejects.toThrow(LostStateError);
    await expect(tick()).rejects.toThrow(LostStateError);
  });
});

describe('given a disk that is full', () => {
  /** From now on each write needs pages that the file may not get, as on a full disk. @returns the function that ends it */
  const fill = (state: State): (() => void) => {
    const { database } = state;
    database.exec('create table filler (x)');
    const pages = database.prepare('pragma page_count').get()?.page_count;
    database.exec(`pragma max_page_count = ${pages}`);
    const transaction = state.transaction.bind(state);
    state.transaction = (work) =>
      transaction(() => {
        database.exec('insert into filler values (zeroblob(100000))');
        return work();
      });
    return () => {
      database.exec('pragma max_page_count = 1000000');
    };
  };

  test('nothing is sent, the log says it in a sentence, and with room again it is posted once', async () => {
    const { tick, titles, state, texts, realClock, wakes, fatal } = await open();
    const makeRoom = fill(state);
    await tick();
    expect(titles()).toEqual([]);
    expect(texts()[0]).toMatch(
      /^not done yet, tried again in 2 s: STATE_URL: sqlite:.*: the disk is full; free some space \(database or disk is full\)$/,
    );
    makeRoom();
    realClock.set(START + (wakes()[0] ?? 0));
    await expect.poll(titles).toEqual([SUBJECTS.a, SUBJECTS.b]);
    expect(fatal).toEqual([]);
  });

  test('just when a message was sent, no other is sent until it is recorded; it is not sent again', async () => {
    const { tick, titles, state, channels, stateOf, realClock, wakes } = await open();
    let makeRoom = (): void => {};
    channels.afterSend = () => {
      channels.afterSend = () => {};
      makeRoom = fill(state);
    };
    await tick();
    expect([titles(), stateOf(A)]).toEqual([[SUBJECTS.a], 'sending']);
    makeRoom();
    realClock.set(START + (wakes()[0] ?? 0));
    await expect.poll(titles).toEqual([SUBJECTS.a, SUBJECTS.b]);
    await expect.poll(() => stateOf(A)).toBe('posted');
  });
});

test('given a state that turns out to be damaged, nothing is sent, and that is told', async () => {
  const { tick, titles, state, fatal } = await open();
  const path = state.database.location() ?? '';
  state.checkpoint();
  const file = openSync(path, 'r+');
  // All but the first page, which SQLite has read.
  writeSync(file, Buffer.alloc(statSync(path).size - 4_096, 'x'), 0, null, 4_096);
  closeSync(file);
  state.database.exec('pragma shrink_memory');
  await tick();
  expect(titles()).toEqual([]);
  expect(fatal).toEqual([expect.any(DamagedStateError)]);
});

describe('given a state that was lost, and a channel in which the bot has posted', () => {
  const change = async (scene: Scene, files: Readonly<Record<string, string>>): Promise<void> => {
    const changed = scene.nextChange();
    writeFiles(scene.folder, files);
    await changed;
  };
  const post = async (): Promise<Scene> => {
    const scene = await setUp(STORIES, { NEWS_PER_RUN: '2' }, { isWatching: true });
    await scene.delivery().start();
    await scene.tick();
    expect(scene.titles()).toEqual([SUBJECTS.a, SUBJECTS.b]);
    await scene.restartWithoutState();
    return scene;
  };

  test('nothing is posted again, and no other story of a posted event', async () => {
    const scene = await post();
    await change(scene, { 'c.md': record('c', { heat: 130, sameEventAs: ['https://example.com/a'] }) });
    await scene.delivery().start();
    await scene.tick();
    expect(scene.titles()).toEqual([SUBJECTS.a, SUBJECTS.b]);
  });

  test('a withdrawn story is taken down, and a corrected one edited', async () => {
    const scene = await post();
    await change(scene, { 'a.md': record('a', { heat: 120, published: false }) });
    await scene.delivery().start();
    await scene.tick();
    expect(scene.titles()).toEqual([SUBJECTS.b, SUBJECTS.c]);
    await change(scene, { 'b.md': record('b', { heat: 110, title: 'Chip glut begins' }) });
    await expect.poll(scene.titles).toEqual(['Chip glut begins', SUBJECTS.c]);
  });

  test('a story that is posted by hand is found first', async () => {
    const scene = await post();
    await scene.delivery().start();
    const request = {
      eventId: A,
      look: { style: 'card', language: 'en', mentionRoleId: null },
      opensThread: false,
      reasons: { rank: 0, heat: 120, log2Hotness: 0, atMs: START, postedBy: '77' },
    } as const;
    const first = scene.channels.standing(CHANNEL)[0]?.id;
    expect(await scene.delivery().postNow(CHANNEL, A, request)).toMatchObject({
      place: { messageId: first },
    });
    await scene.tick();
    expect(scene.titles()).toEqual([SUBJECTS.a, SUBJECTS.b, SUBJECTS.c]);
  });

  test('that cannot be looked through now, nothing is posted until it can', async () => {
    const scene = await post();
    const { channels, realClock } = scene;
    const listPosts = channels.listPosts.bind(channels);
    channels.listPosts = () => Promise.reject(new NoAnswerError('socket hang up'));
    await scene.delivery().start();
    await scene.tick();
    expect(scene.titles()).toEqual([SUBJECTS.a, SUBJECTS.b]);
    channels.listPosts = listPosts;
    realClock.set(realClock.now() + 60_000);
    await expect.poll(scene.titles).toEqual([SUBJECTS.a, SUBJECTS.b, SUBJECTS.c]);
  });
});
