import { expect, test } from 'vitest';
import { CHANNEL, record, STORIES, setUp } from '../support/delivery-scene.ts';
import { storyPostOf } from '../support/memory-channels.ts';
import { writeFiles } from '../support/temp-folder.ts';

// What these hold was once changed without any test turning red.

test('given a record that changes while its message is being edited, the message is edited again', async () => {
  const scene = await setUp({ 'a.md': STORIES['a.md'] }, {}, { isWatching: true });
  await scene.delivery().start();
  await scene.tick();
  const edit = scene.channels.edit.bind(scene.channels);
  const underWay = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  scene.channels.edit = async (place, post) => {
    scene.channels.edit = edit;
    underWay.resolve();
    await goOn.promise;
    return edit(place, post);
  };
  writeFiles(scene.folder, { 'a.md': record('a', { heat: 120, title: 'Robots iron shirts' }) });
  await underWay.promise;
  const changed = scene.nextChange();
  writeFiles(scene.folder, { 'a.md': record('a', { heat: 120, title: 'Robots sew shirts' }) });
  await changed;
  goOn.resolve();
  await expect.poll(scene.titles).toEqual(['Robots sew shirts']);
});

test('given a take-down whose answer is lost, it is on record before the request leaves', async () => {
  const scene = await setUp({ 'a.md': STORIES['a.md'] }, {}, { isWatching: true });
  await scene.delivery().start();
  await scene.tick();
  const seen: unknown[] = [];
  const remove = scene.channels.delete.bind(scene.channels);
  scene.channels.delete = async (place) => {
    seen.push(scene.ledger().find(CHANNEL, storyPostOf(scene.channels.messages[0]).story.id));
    return await remove(place);
  };
  const changed = scene.nextChange();
  writeFiles(scene.folder, { 'a.md': record('a', { heat: 120, published: false }) });
  await changed;
  await scene.tick();
  expect(seen).toMatchObject([{ state: 'posted', cardHash: 'taken-down' }]);
});
