import { existsSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { type Clock, ReplayClock } from '../../src/clock.ts';
import { closeIndex, openIndex, openIndexReader } from '../../src/index/database.ts';
import { Indexer } from '../../src/indexing/indexer.ts';
import { Library } from '../../src/library/library.ts';
import { hashLink } from '../../src/story/links.ts';
import { collectLog } from '../support/collect-log.ts';
import { openLibrary } from '../support/open-library.ts';
import { recordText } from '../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

const NOW = Date.parse('2021-12-20T00:00:00Z');
const SUBJECTS: Readonly<Record<string, string>> = {
  a: 'Robots fold laundry',
  b: 'Chip shortage ends',
  c: 'Whales sing on the moon',
  d: 'Bank fraud by telephone',
};
const record = (name: string, fields: Readonly<Record<string, unknown>> = {}): string =>
  recordText({
    title: SUBJECTS[name] ?? name,
    excerpt: '',
    webUrl: `https://www.example.com/${name}`,
    ...fields,
  });
const idOf = (name: string): string => hashLink(`https://example.com/${name}`);

function makeContent(files: Readonly<Record<string, string>>): string {
  const folder = makeTempFolder();
  writeFiles(folder, files);
  return folder;
}

/** Ruins the second half of an index, as a failing disk would: its size and time stay as the seal has them. */
function ruinLastPages(path: string): void {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xff, bytes.length / 2));
  const { size, mtimeNs, ino } = statSync(path, { bigint: true });
  writeFileSync(`${path}.seal`, JSON.stringify([Number(size), String(mtimeNs), String(ino), 0]));
}

describe('given a folder, the library answers from it', () => {
  test('stories by id and by any address of their article', async () => {
    const { library } = await openLibrary(
      makeContent({ 'a.md': record('a'), 'b.md': record('b', { published: false }) }),
    );
    expect(library.getStory(idOf('a'))?.story.title).toBe(SUBJECTS.a);
    expect(library.getStory(idOf('a'))?.clusterId).toBe(idOf('a'));
    expect(library.findByLink('http://m.example.com/a/amp/?utm_source=x#top')?.story.title).toBe(SUBJECTS.a);
    expect(library.findByLink('https://example.com/amp/a/index.html?spm=1')?.story.title).toBe(SUBJECTS.a);
    expect(library.findByLink('https://example.com/elsewhere')).toBeUndefined();
    expect(library.findByLink('no address')).toBeUndefined();
    expect(library.getStory(idOf('b'))).toBeUndefined();
    expect(library.getStory("' or 1=1 --")).toBeUndefined();
  });

  test('stories of a span of time: after its beginning, up to its end', async () => {
    const on = (day: number) => ({ publishedDateTime: `2021-12-0${day}T00:00:00Z` });
    const { library } = await openLibrary(
      makeContent({
        'a.md': record('a', on(1)),
        'b.md': record('b', on(2)),
        'c.md': record('c', on(3)),
        'd.md': record('d', { ...on(2), heat: -1 }),
      }),
    );
    const titles = library
      .listPublished(Date.parse('2021-12-01'), Date.parse('2021-12-02'))
      .map(({ story }) => story.title);
    expect(titles).toEqual([SUBJECTS.b]);
  });

  test('the stories of a cluster, their coverage, and what is similar', async () => {
    const related = [{ title: 'B', webUrl: 'https://example.com/b' }];
    const { library } = await openLibrary(
      makeContent({
        'a.md': record('a', { related, sameEventAs: ['https://example.com/b'] }),
        'b.md': record('b'),
        'c.md': record('c'),
      }),
    );
    const found = library.getStory(idOf('a'));
    expect(library.listClusterIds(found?.clusterId ?? '').toSorted()).toEqual(
      [idOf('a'), idOf('b')].toSorted(),
    );
    if (found === undefined) throw new Error('a is not there');
    expect(library.coverageOf(found.story, NOW).map(({ kind, title }) => [kind, title])).toEqual([
      ['listed', SUBJECTS.b],
    ]);
    expect(library.similarTo(found.story, NOW)).toEqual([]);
  });

  test('topics with their counts: a parent has its children’s stories, each once; future stories do not count', async () => {
    const { library } = await openLibrary(
      makeContent({
        'topics.yaml':
          '- name: AI\n- name: Machine Learning\n  shortName: ML\n  parent: AI\n- name: Ethics\n  parent: AI\n- name: Deep\n  parent: Machine Learning\n- name: Unused\n',
        'a.md': record('a', { topics: ['AI', 'Machine Learning'] }),
        'b.md': record('b', { topics: ['deep'] }),
        'c.md': record('c', { topics: ['Cooking'] }),
        'd.md': record('d', { topics: ['Ethics'], publishedDateTime: '2022-01-01' }),
      }),
    );
    expect(library.listTopicCounts(NOW)).toEqual([
      { name: 'AI', count: 2 },
      { name: 'Machine Learning', count: 2 },
      { name: 'Cooking', count: 1 },
      { name: 'Deep', count: 1 },
    ]);
    expect(library.listTopicCounts(Date.parse('2022-02-01'))[0]).toEqual({ name: 'AI', count: 3 });
    expect(library.taxonomy.find('ml')?.name).toBe('Machine Learning');
    const search = (topic: string) =>
      library.search({
        topicKeys: library.taxonomy.familyKeys(topic),
        nowMs: NOW,
        sort: 'new',
        halfLifeMs: 1,
        limit: 9,
        offset: 0,
      });
    expect(search('AI').total).toBe(2);
    expect(search('mL').total).toBe(2);
    expect(search('deep').total).toBe(1);
  });

  test('providers with their counts, whatever their case; future and hidden stories do not count', async () => {
    const of = (name: string, fields = {}) => ({ provider: { name }, ...fields });
    const { library } = await openLibrary(
      makeContent({
        'a.md': record('a', of('Reuters')),
        'b.md': record('b', of('REUTERS')),
        'c.md': record('c', of('Nature', { publishedDateTime: '2022-01-01' })),
        'd.md': record('d', of('Wired', { published: false })),
        'e.md': record('e', of('The Verge')),
      }),
    );
    expect(library.listProviderCounts(NOW)).toEqual([
      { name: 'REUTERS', count: 2 },
      { name: 'The Verge', count: 1 },
    ]);
  });

  test('numbers and problems, as check has them', async () => {
    const { library } = await openLibrary(makeContent({ 'a.md': record('a'), 'bad.md': 'x' }));
    expect(library.summarize()).toEqual({
      files: 2,
      stories: 1,
      unpublished: 0,
      skipped: 0,
      problems: [
        {
          file: 'bad.md',
          line: 1,
          severity: 'error',
          message: 'no front matter: the first line must be ---',
        },
      ],
    });
  });
});

test('given a folder that is not there, whenReady tells it, and closing still works', async () => {
  const { logger, lines } = collectLog();
  const contentDir = join(makeTempFolder(), 'nothing');
  const library = new Library({
    contentDir,
    libraryPath: join(makeTempFolder(), 'x.sqlite'),
    isWatching: false,
    log: logger,
  });
  await expect(library.whenReady()).rejects.toThrow('nothing');
  expect(lines.at(-1)?.msg).toMatch(/^the content folder cannot be read: /);
  await library.close();
});

describe('given an index on disk', () => {
  test('of this folder, it is used: what changed meanwhile is read, a broken edit keeps its last good version', async () => {
    const folder = makeContent({ 'a.md': record('a'), 'b.md': record('b'), 'c.md': record('c') });
    const libraryPath = join(makeTempFolder(), 'deeper', 'library.sqlite');
    const first = new Library({
      contentDir: folder,
      libraryPath,
      isWatching: false,
      log: collectLog().logger,
    });
    await first.whenReady();
    await first.close();
    writeFiles(folder, { 'a.md': 'broken', 'd.md': record('d') });
    rmSync(join(folder, 'b.md'));

    const { library, log } = await openLibrary(folder, { libraryPath });
    expect(library.getStory(idOf('a'))?.story.title).toBe(SUBJECTS.a);
    expect(library.getStory(idOf('b'))).toBeUndefined();
    expect(library.getStory(idOf('d'))?.story.title).toBe(SUBJECTS.d);
    expect(log.filter(({ level }) => level >= 40)).toEqual([]);
  });

  test('of another folder, it is built anew, with a notice', async () => {
    const libraryPath = join(makeTempFolder(), 'library.sqlite');
    const options = { libraryPath, isWatching: false, log: collectLog().logger };
    const first = new Library({ contentDir: makeContent({ 'a.md': record('a') }), ...options });
    await first.whenReady();
    await first.close();
    const { library, log } = await openLibrary(makeContent({ 'c.md': record('c') }), { libraryPath });
    expect(library.listPublished(0, NOW).map(({ story }) => story.title)).toEqual([SUBJECTS.c]);
    expect(log.map(({ msg }) => msg).join()).toMatch(
      /^the library index is built anew: it is the index of \//,
    );
  });
});

test('given an index that is torn though its seal fits, it is thrown away beside the running bot, with a notice', async () => {
  const folder = makeContent(
    Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`${at}.md`, record(`number${at}`)])),
  );
  const libraryPath = join(makeTempFolder(), 'library.sqlite');
  const { database } = openIndex(libraryPath, folder);
  new Indexer(database, folder).scan();
  closeIndex(database, libraryPath);
  ruinLastPages(libraryPath);

  const { library, log } = await openLibrary(folder, { libraryPath, isWatching: true });
  await expect
    .poll(() => log.map(({ msg }) => msg).join())
    .toBe('the library index is built anew: it is damaged');
  await expect.poll(() => library.listPublished(0, NOW).length).toBe(60);
});

describe('given a folder that is watched, changes are picked up', () => {
  test('a file added, changed and removed, also in a new folder', async () => {
    const folder = makeContent({ 'a.md': record('a') });
    const { library, nextChange } = await openLibrary(folder, { isWatching: true });

    let change = nextChange();
    writeFiles(folder, { 'b.md': record('b') });
    expect(await change).toEqual([idOf('b')]);
    expect(library.getStory(idOf('b'))?.story.title).toBe(SUBJECTS.b);

    change = nextChange();
    writeFiles(folder, { 'b.md': record('b', { title: 'Corrected' }) });
    expect(await change).toEqual([idOf('b')]);
    expect(library.getStory(idOf('b'))?.story.title).toBe('Corrected');

    change = nextChange();
    writeFiles(folder, { 'new/deep/c.md': record('c') });
    expect(await change).toEqual([idOf('c')]);

    change = nextChange();
    writeFiles(folder, { 'new/deep/d.md': record('d') });
    expect(await change).toEqual([idOf('d')]);

    change = nextChange();
    rmSync(join(folder, 'b.md'));
    expect(await change).toEqual([idOf('b')]);
    expect(library.getStory(idOf('b'))).toBeUndefined();
  });

  test('a file that is half written does no harm, and its whole version comes', async () => {
    const folder = makeContent({ 'a.md': record('a') });
    const { library, nextChange } = await openLibrary(folder, { isWatching: true });
    const whole = record('a', { title: 'Whole and new' });
    const half = whole.slice(0, whole.length / 2);

    // A second file tells when the half one has been read.
    let change = nextChange();
    writeFiles(folder, { 'a.md': half, 'b.md': record('b') });
    expect(await change).toEqual([idOf('b')]);
    expect(library.getStory(idOf('a'))?.story.title).toBe(SUBJECTS.a);
    expect(library.summarize().problems[0]?.message).toContain('its last good version is still shown');

    change = nextChange();
    writeFiles(folder, { 'a.md': whole });
    expect(await change).toEqual([idOf('a')]);
    expect(library.getStory(idOf('a'))?.story.title).toBe('Whole and new');
    expect(library.summarize().problems).toEqual([]);
  });

  test('a file replaced by renaming another over it, as editors save', async () => {
    const folder = makeContent({ 'a.md': record('a') });
    const { library, nextChange } = await openLibrary(folder, { isWatching: true });
    const change = nextChange();
    writeFiles(folder, { '.a.md.swap': record('a', { title: 'Saved' }) });
    renameSync(join(folder, '.a.md.swap'), join(folder, 'a.md'));
    expect(await change).toEqual([idOf('a')]);
    expect(library.getStory(idOf('a'))?.story.title).toBe('Saved');
  });
});

test('given a library that is closed, its index stays and nothing is left running', async () => {
  const libraryPath = join(makeTempFolder(), 'library.sqlite');
  const library = new Library({
    contentDir: makeContent({ 'a.md': record('a') }),
    libraryPath,
    isWatching: true,
    log: collectLog().logger,
  });
  await library.whenReady();
  await library.close();
  expect(existsSync(libraryPath)).toBe(true);
  expect(() => library.getStory(idOf('a'))).toThrow('the library is not open');
});

test('given an article that a story lists, held back by a record of its own, the story is told as changed', async () => {
  const related = [{ title: 'B', webUrl: 'https://example.com/b' }];
  const folder = makeContent({ 'a.md': record('a', { related }), 'c.md': record('c') });
  const { nextChange } = await openLibrary(folder, { isWatching: true });
  const changed = nextChange();
  writeFiles(folder, { 'b.md': record('b', { published: false }) });
  expect([...(await changed)].toSorted()).toEqual([idOf('a'), idOf('b')].toSorted());
});

describe('given a folder that cannot be read for a while', () => {
  test('it is said once, and the folder is read when it is there again, without any event', async () => {
    const folder = makeContent({ 'a.md': record('a') });
    const { library, log, nextChange } = await openLibrary(folder, { isWatching: true });
    renameSync(folder, `${folder}-away`);
    const failures = () => log.filter(({ msg }) => msg.includes('cannot be read'));
    await expect.poll(() => failures().length).toBe(1);
    writeFiles(`${folder}-away`, { 'b.md': record('b') });
    const changed = nextChange();
    renameSync(`${folder}-away`, folder);
    await changed;
    expect(library.getStory(idOf('b'))?.story.title).toBe(SUBJECTS.b);
    expect(failures()).toHaveLength(1);
  });
});

const MINUTE_MS = 60_000;

test('given a change that no event tells of, as on a network disk, it is noticed when a minute is over', async () => {
  const folder = makeContent({ 'a.md': record('a') });
  const rescans: (() => void)[] = [];
  // No other timer goes off: an event leads to nothing.
  const clock: Clock = {
    now: () => NOW,
    setTimer(atMs, callback) {
      if (atMs === NOW + MINUTE_MS) rescans.push(callback);
      return () => {};
    },
  };
  const { nextChange } = await openLibrary(folder, { isWatching: true, clock });
  for (const name of ['b', 'c']) {
    const changed = nextChange();
    writeFiles(folder, { [`${name}.md`]: record(name) });
    rescans.pop()?.();
    expect(await changed).toEqual([idOf(name)]);
  }
});

test('given a folder reached by a link, the link led elsewhere is noticed within 30 seconds', async () => {
  const link = join(makeTempFolder(), 'content');
  const first = makeContent({ 'a.md': record('a') });
  symlinkSync(first, link);
  const quick = new ReplayClock(NOW, 50);
  // Without the rescan of each minute, which would notice it too.
  const clock: Clock = {
    now: () => quick.now(),
    setTimer: (atMs, callback) =>
      atMs - quick.now() > MINUTE_MS / 2 ? () => {} : quick.setTimer(atMs, callback),
  };
  const { library, nextChange } = await openLibrary(link, { isWatching: true, clock });
  // What the watcher itself looks at when it begins is over after these.
  for (const name of ['c', 'd']) {
    const seen = nextChange();
    writeFiles(first, { [`${name}.md`]: record(name) });
    await seen;
  }
  const changed = nextChange();
  symlinkSync(makeContent({ 'b.md': record('b') }), `${link}.new`);
  renameSync(`${link}.new`, link);
  await changed;
  expect(library.getStory(idOf('b'))?.story.title).toBe(SUBJECTS.b);
});

test('given the word to close during a long first reading, it ends there and goes on with the rest the next time', async () => {
  const folder = makeTempFolder();
  // Three transactions. Years apart, they take no time to be compared.
  const count = 4_500;
  writeFiles(
    folder,
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `${index}.md`,
        recordText({
          title: `Story ${index.toString(36)}`,
          webUrl: `https://example.com/${index}`,
          publishedDateTime: new Date(NOW - index * 86_400_000).toISOString(),
        }),
      ]),
    ),
  );
  const libraryPath = join(makeTempFolder(), 'library.sqlite');
  const { logger, lines } = collectLog();
  const library = new Library({ contentDir: folder, libraryPath, isWatching: false, log: logger });
  await expect.poll(() => lines.length, { interval: 1 }).toBeGreaterThan(0);
  await library.close();
  const index = openIndexReader(libraryPath);
  const read = index.prepare('select count(*) as count from files').get()?.count;
  index.close();
  expect(read).toBeLessThan(count);
  const { library: next } = await openLibrary(folder, { libraryPath });
  expect(next.summarize().stories).toBe(count);
});

test('given an indexer that ends, whoever waits for that is told', async () => {
  const libraryPath = join(makeTempFolder(), 'other.sqlite');
  const other = new DatabaseSync(libraryPath);
  other.exec('create table precious (thing text)');
  other.close();
  const { logger } = collectLog();
  const library = new Library({ contentDir: makeTempFolder(), libraryPath, isWatching: true, log: logger });
  await expect(library.whenFailed()).rejects.toThrow('the indexer ended');
  await library.close();
});
