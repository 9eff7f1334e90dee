import { expect, test } from 'vitest';
import { record, STORIES, setUp } from '../support/delivery-scene.ts';
import { writeFiles } from '../support/temp-folder.ts';

const corrected = { 'a.md': record('a', { heat: 120, title: 'Robots iron shirts' }) };
const heldBack = { 'a.md': record('a', { heat: 120, published: false }) };

test.each([
  ['corrected', [corrected], ['Robots iron shirts']],
  ['held back', [heldBack], []],
  ['held back and released', [heldBack, corrected], ['Robots iron shirts']],
])(
  'given a record that is %s while its message is under way, the end is what the record says',
  async (_, changes, end) => {
    const scene = await setUp({ 'a.md': STORIES['a.md'] }, {}, { isWatching: true });
    await scene.delivery().start();
    const send = scene.channels.send.bind(scene.channels);
    scene.channels.send = async (...request) => {
      scene.channels.send = send;
      const sent = await send(...request);
      for (const files of changes) {
        const changed = scene.nextChange();
        writeFiles(scene.folder, files);
        await changed;
      }
      return sent;
    };
    await scene.tick();
    await expect.poll(scene.titles).toEqual(end);
  },
);
