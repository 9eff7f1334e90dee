import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LostStateError } from '../../src/state/state-error.ts';
import { STORIES, SUBJECTS, setUp } from '../support/delivery-scene.ts';
import { shareLibrary } from '../support/story-library.ts';
import { A, openWorker } from '../support/worker-scene.ts';

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
