import { expect, test } from 'vitest';
import { hashLink } from '../../src/story/links.ts';
import { createRandom } from '../faults/random.ts';
import { CHANNEL, HOUR_MS, record, START, STORIES, SUBJECTS, setUp } from '../support/delivery-scene.ts';
import { writeFiles } from '../support/temp-folder.ts';

type Scene = Awaited<ReturnType<typeof setUp>>;

const linkOf = (name: string): string => `https://example.com/${name}`;
const idOf = (name: string): string => hashLink(linkOf(name));
/** An editor says that the record tells the same event as another. */
const sameAs = (...names: string[]) => ({ sameEventAs: names.map(linkOf) });

const open = (files: Readonly<Record<string, string>>): Promise<Scene> =>
  setUp(files, { NEWS_MAX_AGE: '60d', NEWS_PER_RUN: '3' }, { isWatching: true });

async function change(scene: Scene, files: Readonly<Record<string, string>>): Promise<void> {
  const changed = scene.nextChange();
  writeFiles(scene.folder, files);
  await changed;
}

test('given an event whose posted story is withdrawn, another outlet’s is not posted in its place', async () => {
  const scene = await open({ 'a.md': STORIES['a.md'], 'b.md': record('b', { heat: 110, ...sameAs('a') }) });
  await scene.delivery().start();
  await scene.tick();
  expect(scene.titles()).toEqual([SUBJECTS.a]);
  await change(scene, { 'a.md': record('a', { heat: 120, published: false }) });
  await expect.poll(scene.titles).toEqual([]);
  await scene.restart();
  await scene.tick();
  expect(scene.titles()).toEqual([]);
  // Published again, it is that story which comes back.
  await change(scene, { 'a.md': STORIES['a.md'] });
  await scene.tick();
  expect(scene.titles()).toEqual([SUBJECTS.a]);
});

test('given an outlet that joins a posted event, and one that joins it when the first story is gone, neither is posted', async () => {
  const scene = await open({ 'a.md': STORIES['a.md'] });
  await scene.delivery().start();
  await scene.tick();
  await change(scene, { 'b.md': record('b', { heat: 110, ...sameAs('a') }) });
  await change(scene, { 'a.md': record('a', { heat: -1 }) });
  await expect.poll(scene.titles).toEqual([]);
  await change(scene, { 'c.md': record('c', { heat: 100, ...sameAs('b') }) });
  scene.clock.set(START + 30 * 24 * HOUR_MS);
  await scene.restart();
  await scene.tick();
  expect(scene.titles()).toEqual([]);
});

test('given outlets of a posted event that part when its story is withdrawn, none of them is posted', async () => {
  const [b, c] = [record('b', { heat: 110, ...sameAs('a') }), record('c', { heat: 100, ...sameAs('a') })];
  const scene = await open({ 'a.md': STORIES['a.md'], 'b.md': b, 'c.md': c });
  await scene.delivery().start();
  await scene.tick();
  await change(scene, { 'a.md': record('a', { published: false }) });
  await expect.poll(scene.titles).toEqual([]);
  expect((await scene.tick()).refusals.map(({ reason }) => reason)).toEqual([
    'event-already-posted',
    'event-already-posted',
  ]);
});

test('given two posted events that turn out to be one, both messages stay, and a third story of it is not posted', async () => {
  const scene = await open({ 'a.md': STORIES['a.md'], 'b.md': STORIES['b.md'] });
  await scene.delivery().start();
  await scene.tick();
  await change(scene, { 'c.md': record('c', { heat: 100, ...sameAs('a', 'b') }) });
  await scene.tick();
  expect(scene.titles()).toEqual([SUBJECTS.a, SUBJECTS.b]);
});

test.each([[1], [2]])(
  'given random arrivals, ages, merges, withdrawals and restarts (%i), no event is posted twice',
  async (seed) => {
    const random = createRandom(seed);
    const pick = (count: number): number => Math.floor(random() * count);
    const scene = await setUp({}, { NEWS_MAX_AGE: '60d', NEWS_PER_DAY: '100' }, { isWatching: true });
    await scene.delivery().start();
    const names: string[] = [];
    const posted = new Set<string>();
    for (let step = 0; step < 10; step++) {
      const name =
        random() < 0.7 || names.length === 0
          ? `story ${step}`.replace(' ', '')
          : (names[pick(names.length)] ?? '');
      if (!names.includes(name)) names.push(name);
      const others = names.filter((other) => other !== name && random() < 0.25);
      const fields = {
        title: `${name} ${['whales', 'chips', 'robots', 'courts'][pick(4)]} ${step}`,
        heat: random() < 0.15 ? -1 : 80 + pick(50),
        publishedDateTime: new Date(START - pick(40) * HOUR_MS).toISOString(),
        ...sameAs(...others),
      };
      await change(scene, { [`${name}.md`]: record(name, fields) });
      if (random() < 0.3) await scene.restart();
      scene.clock.set(START + step * 5 * HOUR_MS);
      await scene.tick();
      const standing = scene.entries().flatMap(({ state, storyId }) => (state === 'posted' ? storyId : []));
      for (const storyId of standing.filter((id) => !posted.has(id))) {
        const clusterId = scene.library.getStory(storyId)?.clusterId ?? storyId;
        const members = scene.library.listClusterIds(clusterId).filter((id) => id !== storyId);
        expect(members.filter((id) => posted.has(id))).toEqual([]);
        posted.add(storyId);
      }
    }
    expect(posted.size).toBeGreaterThan(1);
    expect(scene.ledger().listEventPosts(CHANNEL, names.map(idOf)).length).toBeGreaterThanOrEqual(
      posted.size,
    );
  },
);
