import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openIndex } from '../../../src/index/database.ts';
import { Indexer } from '../../../src/indexing/indexer.ts';
import { makeGitRepository } from '../../support/git-repository.ts';
import { createIngestScene } from '../../support/ingest-scene.ts';
import { openLibrary } from '../../support/open-library.ts';
import { recordText } from '../../support/record-text.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';

const record = (name: string, changes: Readonly<Record<string, unknown>> = {}) =>
  recordText({ title: `Story ${name}`, webUrl: `https://example.com/${name}`, ...changes });

/** A repository with records in a folder, and things that are not to be read. */
const makeRepository = () =>
  makeGitRepository({
    'docs/news/a.md': record('a'),
    'docs/news/2023/b.md': record('b'),
    'other/c.md': record('c'),
    'README.md': '# no record',
  });

const titlesOf = (contentDir: string, gitDir: string): string[] => {
  const { database } = openIndex(':memory:', contentDir);
  new Indexer(database, contentDir, { gitDir }).scan();
  const rows = database.prepare(`select title from headlines order by title`).all();
  database.close();
  return rows.map(({ title }) => String(title));
};

test('given a repository, the records of its one folder are read where they lie, and follow it', async () => {
  const { url, commit } = makeRepository();
  const scene = createIngestScene([{ name: 'Sister', kind: 'git', address: url, folder: 'docs/news' }]);
  const first = await scene.run();
  expect(first.sources).toMatchObject([{ outcome: 'read' }]);
  expect(titlesOf(scene.contentDir, scene.gitDir)).toEqual(['Story a', 'Story b']);
  expect(scene.records().size).toBe(0);
  const file = join(scene.gitDir, 'sister/docs/news/a.md');
  expect(readFileSync(file, 'utf8')).toBe(record('a'));

  expect((await scene.run({ isForced: true })).sources).toMatchObject([{ outcome: 'unchanged' }]);
  commit({ 'docs/news/a.md': record('a', { title: 'Story a, corrected' }), 'docs/news/d.md': record('d') }, [
    'docs/news/2023/b.md',
  ]);
  await scene.run({ isForced: true });
  expect(titlesOf(scene.contentDir, scene.gitDir)).toEqual(['Story a, corrected', 'Story d']);

  expect(existsSync(join(scene.gitDir, 'sister/other'))).toBe(false);
  expect(existsSync(join(scene.gitDir, 'sister/README.md'))).toBe(false);
});

test('given a branch, it is the one that is read; a history that was rewritten is no obstacle', async () => {
  const { url, git, commit } = makeRepository();
  git('checkout', '--quiet', '-b', 'live');
  commit({ 'docs/news/a.md': record('a', { title: 'Live' }) });
  const scene = createIngestScene([
    { name: 'Sister', kind: 'git', address: url, folder: 'docs/news', branch: 'live' },
  ]);
  await scene.run();
  expect(titlesOf(scene.contentDir, scene.gitDir)).toEqual(['Live', 'Story b']);
  git('reset', '--quiet', '--hard', 'HEAD~1');
  commit({ 'docs/news/a.md': record('a', { title: 'Rewritten' }) });
  await scene.run({ isForced: true });
  expect(titlesOf(scene.contentDir, scene.gitDir)).toEqual(['Rewritten', 'Story b']);
});

test('given a link in the repository, it is not followed out of it', async () => {
  const { folder, url, commit } = makeRepository();
  const secret = join(makeTempFolder(), 'secret.md');
  writeFileSync(secret, record('secret'));
  symlinkSync(secret, join(folder, 'docs/news/link.md'));
  commit({});
  const scene = createIngestScene([{ name: 'Sister', kind: 'git', address: url, folder: 'docs/news' }]);
  await scene.run();
  expect(titlesOf(scene.contentDir, scene.gitDir)).toEqual(['Story a', 'Story b']);
});

test('given a source that is taken out of the file, its stories and its clone go', async () => {
  const { url } = makeRepository();
  const scene = createIngestScene([{ name: 'Sister', kind: 'git', address: url, folder: 'docs/news' }]);
  await scene.run();
  scene.setSources([]);
  await scene.run();
  expect(readdirSync(scene.gitDir)).toEqual([]);
  expect(titlesOf(scene.contentDir, scene.gitDir)).toEqual([]);
});

test('given a mistake in the file of sources, no stories go', async () => {
  const { url } = makeRepository();
  const scene = createIngestScene([{ name: 'Sister', kind: 'git', address: url, folder: 'docs/news' }]);
  await scene.run();
  writeFileSync(join(scene.contentDir, 'sources.yaml'), '- name: [Sister\n');
  await scene.run();
  expect(titlesOf(scene.contentDir, scene.gitDir)).toEqual(['Story a', 'Story b']);
});

test.each([
  ['a repository that is not there', { address: 'file:///nowhere/at-all' }, /^git: /],
  ['a folder that is not there', { folder: 'nothing' }, /^it has no folder nothing$/],
  ['a branch that is not there', { branch: 'nothing' }, /^it has no branch nothing$/],
])('given %s, it says so, and the last state stays', async (_what, changes, reason) => {
  const { url } = makeRepository();
  const entry = { name: 'Sister', kind: 'git', address: url, folder: 'docs/news' };
  const scene = createIngestScene([entry]);
  await scene.run();
  scene.setSources([{ ...entry, ...changes }]);
  const { sources } = await scene.run({ isForced: true });
  expect(sources).toMatchObject([{ outcome: 'failed', reason: expect.stringMatching(reason) }]);
  expect(titlesOf(scene.contentDir, scene.gitDir)).toEqual(['Story a', 'Story b']);
});

test.each(['file:///etc', 'https://127.0.0.1/x.git', 'http://localhost/x.git'])(
  'given the address %s and no leave for private ones, git is not started',
  async (address) => {
    const scene = createIngestScene([{ name: 'Sister', kind: 'git', address }]);
    const { sources } = await scene.run({ isPrivateAllowed: false });
    expect(sources).toMatchObject([{ outcome: 'failed', reason: expect.stringMatching(/not/) }]);
    expect(existsSync(scene.gitDir)).toBe(false);
  },
);

test('given a library that watches, a pull counts within the watcher’s time', async () => {
  const { url, commit } = makeRepository();
  const scene = createIngestScene([{ name: 'Sister', kind: 'git', address: url, folder: 'docs/news' }]);
  await scene.run();
  mkdirSync(scene.gitDir, { recursive: true });
  const { library, nextChange } = await openLibrary(scene.contentDir, {
    isWatching: true,
    gitDir: scene.gitDir,
  });
  const nowMs = scene.clock.now();
  const titles = () =>
    library
      .listPublished(0, nowMs)
      .map(({ story }) => story.title)
      .sort();
  expect(titles()).toEqual(['Story a', 'Story b']);
  commit({ 'docs/news/e.md': record('e') });
  const change = nextChange();
  await scene.run({ isForced: true });
  await change;
  await expect.poll(titles).toEqual(['Story a', 'Story b', 'Story e']);
});
