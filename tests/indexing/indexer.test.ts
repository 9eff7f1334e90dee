import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeFileError } from '../../src/records/content-files.ts';
import { hashLink } from '../../src/story/links.ts';
import { indexFiles, indexFolder } from '../support/indexed-folder.ts';
import { recordText } from '../support/record-text.ts';
import { SHARED_DATA, testOnSharedData } from '../support/shared-data.ts';
import { touchFile, writeFiles } from '../support/temp-folder.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const OFFICE_NEWS = join(FIXTURES, 'office-news');

const SUBJECTS = [
  'Laundry robots',
  'Chip shortage',
  'Moon telescope',
  'Bank fraud',
  'Whale songs',
  'Solar farms',
];

/** A record about a subject of its own, at `https://example.com/<name>`. */
const record = (name: string, fields: Readonly<Record<string, unknown>> = {}): string =>
  recordText({ title: `Story ${name}`, excerpt: '', webUrl: `https://example.com/${name}`, ...fields });
const idOf = (name: string): string => hashLink(`https://example.com/${name}`);

describe('given a folder, its records at any depth become stories', () => {
  test('other files, hidden files and hidden folders do not', () => {
    const { titles, summarize } = indexFiles({
      'a.md': record('a'),
      'deep/er/still/b.md': record('b'),
      'notes.txt': 'x',
      'README.markdown': 'x',
      '.hidden.md': record('c'),
      '.git/d.md': record('d'),
      'folder.md/e.md': record('e'),
    });
    expect(titles()).toEqual(['Story a', 'Story b', 'Story e']);
    expect(summarize()).toMatchObject({ files: 3, stories: 3, problems: [] });
  });

  test('links to files and folders are followed', () => {
    const { folder, scan, titles } = indexFiles({ 'real/a.md': record('a') });
    const outside = indexFiles({ 'b.md': record('b'), 'sub/c.md': record('c') }).folder;
    symlinkSync(join(outside, 'b.md'), join(folder, 'b.md'));
    symlinkSync(join(outside, 'sub'), join(folder, 'linked'));
    scan();
    expect(titles()).toEqual(['Story a', 'Story b', 'Story c']);
  });

  test('an empty folder has no stories and no problems', () => {
    expect(indexFiles({}).summarize()).toEqual({
      files: 0,
      stories: 0,
      unpublished: 0,
      skipped: 0,
      problems: [],
    });
  });
});

describe('given broken files, each is reported as file:line: reason and the rest load', () => {
  test('all kinds at once', () => {
    const index = indexFiles({
      'good.md': record('good'),
      'bad-yaml.md': record('x').replace(/^title.*$/m, 'title: "unclosed'),
      'no-title.md': record('x', { title: undefined }),
      'bad-date.md': record('x', { publishedDateTime: '2023-02-30' }),
      'no-link.md': record('x', { webUrl: undefined }),
      'script.md': '---js\nprocess.exit(3)\n---\n',
      'javascript.md': '---javascript\nprocess.exit(3)\n---\n',
      'method.md': '---toString\na: 1\n---\n',
      'odd-object.md': record('x', { title: '', heat: { toString: 1 } }),
      'large.md': record('x', { excerpt: 'x'.repeat(1_000_000) }),
      'bomb.md': '---\na: &a [x]\nb: *a\n---\n',
      'binary.md': Uint8Array.from([0, 1, 2, 0xff]),
      'half.md': record('x').slice(0, 80),
      'deep.md': `---\ntitle: ${'['.repeat(10_000)}\n---\n`,
      'empty.md': '',
    });
    expect(index.titles()).toEqual(['Story good']);
    const problems = index.problems();
    const expected = [
      /^bad-date\.md:5: publishedDateTime: "2023-02-30" is no date/,
      /^bad-yaml\.md:\d+: YAML: /,
      /^binary\.md:1: the file is not UTF-8 text/,
      /^bomb\.md:3: YAML: .*alias/,
      /^deep\.md:2: YAML: /,
      /^empty\.md:1: the file is empty/,
      /^half\.md:1: the front matter is not closed/,
      /^javascript\.md:1: front matter in javascript is not read/,
      /^large\.md:1: cannot be read: it has \d+ bytes; it may have 262144/,
      /^method\.md:1: front matter in tostring is not read/,
      /^no-link\.md:1: no link: /,
      /^no-title\.md:1: title: missing/,
      /^odd-object\.md:3: title: missing/,
      /^script\.md:1: front matter in js is not read/,
    ];
    expect(problems).toHaveLength(expected.length);
    for (const [position, reason] of expected.entries()) expect(problems[position]).toMatch(reason);
  });

  test('dangling links and loops of links', () => {
    const { folder, scan, titles, problems } = indexFiles({
      'a.md': record('a'),
      'sub/b.md': record('b'),
      'other/c.md': record('c'),
    });
    symlinkSync(join(folder, 'nothing.md'), join(folder, 'dangling.md'));
    symlinkSync(join(folder, 'loop.md'), join(folder, 'loop.md'));
    symlinkSync(folder, join(folder, 'sub', 'up'));
    symlinkSync(join(folder, 'other'), join(folder, 'other', 'itself'));
    scan();
    expect(titles()).toEqual(['Story a', 'Story b', 'Story c']);
    expect(problems()).toEqual([
      'dangling.md:1: a link to a file that does not exist',
      'loop.md:1: a link that leads back to itself; it is not followed',
      'other/itself:1: a link that leads back to a folder above it; it is not followed',
      'sub/up:1: a link that leads back to a folder above it; it is not followed',
    ]);
  });

  test('two folders that link to one another end, and their files count once', () => {
    const { folder, scan, summarize } = indexFiles({ 'x/a.md': record('a'), 'y/b.md': record('b') });
    symlinkSync(join(folder, 'y'), join(folder, 'x', 'to-y'));
    symlinkSync(join(folder, 'x'), join(folder, 'y', 'to-x'));
    scan();
    expect(summarize()).toMatchObject({ stories: 2 });
  });

  test('a file that cannot be read', () => {
    const { folder, scan, titles, problems } = indexFiles({ 'a.md': record('a') });
    // Readable by no one, root included; where there is no /proc, it is a dangling link.
    symlinkSync('/proc/self/mem', join(folder, 'unreadable.md'));
    scan();
    expect(titles()).toEqual(['Story a']);
    expect(problems().join('\n')).toMatch(
      /^unreadable\.md:1: (?:cannot be read: |a link to a file that does not exist$)/,
    );
  });

  test.each([
    ['EACCES', 'cannot be read: permission denied'],
    ['EPERM', 'cannot be read: permission denied'],
    ['EMFILE', 'cannot be read: too many'],
  ])('the file system error %s is told as "%s"', (code, message) => {
    expect(describeFileError(Object.assign(new Error('too many'), { code }))).toBe(message);
  });
});

describe('given a scan after a change, the index says what the folder says', () => {
  test('a file added, changed and removed', () => {
    const { folder, scan, titles } = indexFiles({ 'a.md': record('a') });

    writeFiles(folder, { 'b.md': record('b') });
    expect(scan()).toEqual({ changedStoryIds: [idOf('b')], filesRead: 1 });
    expect(titles()).toEqual(['Story a', 'Story b']);

    writeFiles(folder, { 'b.md': record('b', { title: 'Corrected' }) });
    expect(scan()).toEqual({ changedStoryIds: [idOf('b')], filesRead: 1 });
    expect(titles()).toEqual(['Corrected', 'Story a']);

    rmSync(join(folder, 'a.md'));
    expect(scan()).toEqual({ changedStoryIds: [idOf('a')], filesRead: 0 });
    expect(titles()).toEqual(['Corrected']);
  });

  test('a file touched only: it is read, nothing changes; then it is not read again', () => {
    const { folder, scan } = indexFiles({ 'a.md': record('a'), 'b.md': record('b') });
    touchFile(join(folder, 'a.md'), Date.parse('2030-01-01'));
    expect(scan()).toEqual({ changedStoryIds: [], filesRead: 1 });
    expect(scan()).toEqual({ changedStoryIds: [], filesRead: 0 });
  });

  test('a file moved: the story stays', () => {
    const { folder, scan, titles } = indexFiles({ 'a.md': record('a') });
    mkdirSync(join(folder, '2021'));
    renameSync(join(folder, 'a.md'), join(folder, '2021', 'a.md'));
    scan();
    expect(titles()).toEqual(['Story a']);
  });

  test('an address corrected: the old story goes, the new one comes', () => {
    const { folder, scan, titles } = indexFiles({ 'a.md': record('a') });
    writeFiles(folder, { 'a.md': record('z') });
    expect(scan().changedStoryIds).toEqual([idOf('a'), idOf('z')].sort());
    expect(titles()).toEqual(['Story z']);
  });

  test('nothing changed at all', () => {
    const { scan } = indexFiles({ 'a.md': record('a'), 'bad.md': 'x' });
    expect(scan()).toEqual({ changedStoryIds: [], filesRead: 0 });
  });
});

describe('given an edit that breaks a record, its last good version stays', () => {
  test('the problem says so, and the next good version takes over', () => {
    const { folder, scan, titles, problems } = indexFiles({ 'a.md': record('a') });
    writeFiles(folder, { 'a.md': record('a', { title: undefined }) });
    expect(scan()).toEqual({ changedStoryIds: [], filesRead: 1 });
    expect(titles()).toEqual(['Story a']);
    expect(problems()).toEqual([
      'a.md:1: title: missing; every record needs one (its last good version is still shown)',
    ]);

    writeFiles(folder, { 'a.md': record('a', { title: 'Whole again' }) });
    scan();
    expect([titles(), problems()]).toEqual([['Whole again'], []]);
  });

  test('put back as it was, nothing has changed and nothing is wrong', () => {
    const { folder, scan, titles, problems } = indexFiles({ 'a.md': record('a') });
    writeFiles(folder, { 'a.md': record('a').slice(0, 60) });
    scan();
    writeFiles(folder, { 'a.md': record('a') });
    expect(scan().changedStoryIds).toEqual([]);
    expect([titles(), problems()]).toEqual([['Story a'], []]);
  });

  test('removed after it broke, the story goes', () => {
    const { folder, scan, titles } = indexFiles({ 'a.md': record('a') });
    writeFiles(folder, { 'a.md': 'broken' });
    scan();
    rmSync(join(folder, 'a.md'));
    expect(scan().changedStoryIds).toEqual([idOf('a')]);
    expect(titles()).toEqual([]);
  });
});

describe('given two files with one canonical link, they are one story', () => {
  const older = record('a', { title: 'Older', publishedDateTime: '2021-12-01' });
  const newer = record('a', {
    title: 'Newer',
    publishedDateTime: '2021-12-02',
    webUrl: 'https://www.example.com/a/amp/?utm_source=x',
  });

  test('the newest wins, with a notice at the other', () => {
    const { titles, problems, summarize } = indexFiles({ 'z-old.md': older, 'a-new.md': newer });
    expect(titles()).toEqual(['Newer']);
    expect(problems('notice')).toEqual([
      'z-old.md:1: has the same link as a-new.md, which is newer; this file is not used',
    ]);
    expect(summarize()).toMatchObject({ files: 2, stories: 1 });
  });

  test('the winner removed, the other is back', () => {
    const { folder, scan, titles, problems } = indexFiles({ 'old.md': older, 'new.md': newer });
    rmSync(join(folder, 'new.md'));
    expect(scan().changedStoryIds).toEqual([idOf('a')]);
    expect([titles(), problems('notice')]).toEqual([['Older'], []]);
  });

  test('the loser made newer, it wins', () => {
    const { folder, scan, titles } = indexFiles({ 'old.md': older, 'new.md': newer });
    writeFiles(folder, { 'old.md': record('a', { title: 'Newest', publishedDateTime: '2021-12-03' }) });
    scan();
    expect(titles()).toEqual(['Newest']);
  });

  test('the newer one unpublished, readers see neither', () => {
    const { titles, summarize } = indexFiles({
      'old.md': older,
      'new.md': record('a', { publishedDateTime: '2021-12-02', published: false }),
    });
    expect(titles()).toEqual([]);
    expect(summarize()).toMatchObject({ stories: 0, unpublished: 1 });
  });
});

describe('given records that readers do not see, they are counted', () => {
  test('another category, published false, withdrawn', () => {
    const { titles, summarize } = indexFiles({
      'a.md': record('a'),
      'b.md': record('b', { category: 'jobs' }),
      'c.md': record('c', { published: false }),
      'd.md': record('d', { heat: -1 }),
      'e.md': record('e', { heat: -1, published: false }),
    });
    expect(titles()).toEqual(['Story a']);
    expect(summarize()).toEqual({ files: 5, stories: 1, unpublished: 3, skipped: 1, problems: [] });
  });

  test('a story that is unpublished, and published again', () => {
    const { folder, scan, titles } = indexFiles({ 'a.md': record('a') });
    writeFiles(folder, { 'a.md': record('a', { published: false }) });
    expect(scan().changedStoryIds).toEqual([idOf('a')]);
    expect(titles()).toEqual([]);
    writeFiles(folder, { 'a.md': record('a') });
    expect(scan().changedStoryIds).toEqual([idOf('a')]);
    expect(titles()).toEqual(['Story a']);
  });

  test('a record that becomes one of another category', () => {
    const { folder, scan, titles, summarize } = indexFiles({ 'a.md': record('a') });
    writeFiles(folder, { 'a.md': record('a', { category: 'events' }) });
    scan();
    expect([titles(), summarize().skipped]).toEqual([[], 1]);
  });
});

test.each([
  [[100, 80, 90], 90],
  [[100, undefined, 80, undefined], 100],
  [[undefined], 70],
  [[60, 1000, -1], 1000],
])('given the heats %j, the median of those that readers see is %i', (heats, median) => {
  const files = heats.map((heat, index) => [`${index}.md`, record(String(index), { heat })]);
  const { database } = indexFiles(Object.fromEntries(files));
  expect(database.prepare("select value from meta where key = 'median_heat'").get()).toMatchObject({
    value: String(median),
  });
});

describe('topics.yaml', () => {
  const known = '- name: AI\n- name: Robotics\n  parent: AI\n';

  test('given none, no topic is unknown', () => {
    expect(indexFiles({ 'a.md': record('a', { topics: ['Whatever'] }) }).problems('notice')).toEqual([]);
  });

  test('given one, topics that it does not have are kept, with a notice', () => {
    const { problems } = indexFiles({
      'topics.yaml': known,
      'a.md': record('a', { topics: ['ai', 'Cooking'] }),
    });
    expect(problems('notice')).toEqual(['a.md:1: topics: "Cooking" is not in topics.yaml; it is kept']);
  });

  test.each([
    ['bad YAML', '- name: "unclosed\n', /^topics\.yaml:\d+: YAML: /],
    ['no list', 'name: AI\n', /^topics\.yaml:1: expected a list of topics, each with a name$/],
    ['an entry without a name', `${known}- shortName: X\n`, /^topics\.yaml:4: topic 3: name: /],
    ['a topic twice', `${known}- name: ai\n`, /^topics\.yaml:4: topic 3: ai is there twice$/],
    ['aliases', '- &a {name: AI}\n- *a\n', /^topics\.yaml:\d+: YAML: .*alias/],
    ['nothing in it', '', /^topics\.yaml:1: /],
  ])('given %s, it is reported and the records load', (_what, text, reason) => {
    const { titles, problems } = indexFiles({ 'topics.yaml': text, 'a.md': record('a') });
    expect(titles()).toEqual(['Story a']);
    expect(problems()).toHaveLength(1);
    expect(problems()[0]).toMatch(reason);
  });

  test('given a folder of that name, it is reported and the records load', () => {
    const { titles, problems } = indexFiles({ 'topics.yaml/x.txt': '', 'a.md': record('a') });
    expect(titles()).toEqual(['Story a']);
    expect(problems()[0]).toMatch(/^topics\.yaml:1: cannot be read: /);
  });

  test('given one mended, its problem is gone', () => {
    const { folder, scan, problems } = indexFiles({ 'topics.yaml': 'x', 'a.md': record('a') });
    expect(problems()).toHaveLength(1);
    writeFileSync(join(folder, 'topics.yaml'), known);
    scan();
    expect(problems()).toEqual([]);
  });
});

describe('clusters', () => {
  const clusters = ({ database }: ReturnType<typeof indexFiles>): string[] =>
    database
      .prepare(
        'select group_concat(name, " ") as names from (select cluster_id, replace(path, ".md", "") as name from stories where is_shown order by path) group by cluster_id order by 1'.replaceAll(
          '"',
          "'",
        ),
      )
      .all()
      .map(({ names }) => String(names));
  const subject = (index: number, fields = {}) =>
    record(String(index), { title: SUBJECTS[index], ...fields });
  /** What an editor says of other stories, in other spellings of their links. */
  const address = (target: number) => `https://www.example.com/${target}?utm_source=x`;
  const links = (...targets: number[]) => ({ sameEventAs: targets.map(address) });
  const parts = (...targets: number[]) => ({ notSameEventAs: targets.map(address) });

  test('given stories of different events, each is alone', () => {
    expect(clusters(indexFiles({ '0.md': subject(0), '1.md': subject(1), '2.md': subject(2) }))).toEqual([
      '0',
      '1',
      '2',
    ]);
  });

  test('given one that lists another under related, each is alone', () => {
    const related = [{ title: 'Linked', webUrl: address(1) }];
    expect(clusters(indexFiles({ '0.md': subject(0, { related }), '1.md': subject(1) }))).toEqual(['0', '1']);
  });

  test('given an editor who says that one is a second, and that a third, the three are one', () => {
    const index = indexFiles({
      '0.md': subject(0, links(1)),
      '1.md': subject(1, links(2)),
      '2.md': subject(2),
      '3.md': subject(3),
    });
    expect(clusters(index)).toEqual(['0 1 2', '3']);
  });

  test('given headlines that say the same on the same day, the two are one', () => {
    const index = indexFiles({
      '0.md': subject(0, {
        title: 'California suspends Pony.ai driverless test permit after crash',
        provider: { name: 'A' },
      }),
      '1.md': subject(1, {
        title: "California halts Pony.ai's driverless testing permit after accident",
        provider: { name: 'B' },
      }),
      '2.md': subject(2),
    });
    expect(clusters(index)).toEqual(['0 1', '2']);
  });

  test('given an editor who says that two of one headline are not one, they part, whoever comes first', () => {
    const title = 'California halts Pony.ai driverless test permit after crash';
    const one = { '0.md': subject(0, { title, provider: { name: 'A' }, ...parts(1) }) };
    const other = { '1.md': subject(1, { title, provider: { name: 'B' } }) };
    expect(clusters(indexFiles({ ...one, ...other }))).toEqual(['0', '1']);
    for (const [first, second] of [
      [one, other],
      [other, one],
    ] as const) {
      const index = indexFiles(first);
      writeFiles(index.folder, second);
      index.scan();
      expect(clusters(index)).toEqual(['0', '1']);
    }
  });

  test('given editors who contradict one another, the two are one', () => {
    expect(clusters(indexFiles({ '0.md': subject(0, links(1)), '1.md': subject(1, parts(0)) }))).toEqual([
      '0 1',
    ]);
  });

  test('given a word of an editor that comes and goes, so does the cluster', () => {
    const index = indexFiles({ '0.md': subject(0), '1.md': subject(1), '2.md': subject(2) });
    writeFiles(index.folder, { '0.md': subject(0, links(2)) });
    index.scan();
    expect(clusters(index)).toEqual(['0 2', '1']);
    writeFiles(index.folder, { '0.md': subject(0) });
    index.scan();
    expect(clusters(index)).toEqual(['0', '1', '2']);
  });

  test('given a member that is unpublished, the others part when it alone joined them', () => {
    const index = indexFiles({
      '0.md': subject(0, links(1)),
      '1.md': subject(1, links(2)),
      '2.md': subject(2),
    });
    writeFiles(index.folder, { '1.md': subject(1, { ...links(2), published: false }) });
    index.scan();
    expect(clusters(index)).toEqual(['0', '2']);
  });

  test('given many scans of few changes, the clusters are those of one fresh scan', () => {
    const index = indexFiles(
      Object.fromEntries([0, 1, 2, 3, 4].map((name) => [`${name}.md`, subject(name)])),
    );
    for (const [at, to] of [
      [0, 3],
      [1, 4],
      [3, 1],
      [4, 4],
      [2, 0],
    ] as const) {
      writeFiles(index.folder, { [`${at}.md`]: subject(at, links(to)) });
      index.scan();
    }
    writeFiles(index.folder, { '5.md': subject(5, links(9)) });
    index.scan();
    expect(clusters(index)).toEqual(clusters(indexFolder(index.folder)));
  });
});

function expectSeedIndexed(path: string): void {
  const { summarize, database, scan, folder } = indexFiles({});
  symlinkSync(path, join(folder, 'seed.md'));
  scan();
  expect(summarize()).toMatchObject({ files: 1, stories: 1, problems: [] });
  expect(database.prepare('select heat, provider from headlines').get()).toMatchObject({
    heat: 83,
    provider: 'Forbes',
  });
  expect(database.prepare('select count(*) as count from story_links').get()).toMatchObject({ count: 1 });
}

describe('folders of records', () => {
  test('given news of an office product: 28 files, 2 unpublished, no errors, 2 videos, one pair with one link', () => {
    const { summarize, problems, database } = indexFolder(OFFICE_NEWS);
    const pairs = problems('notice').filter((problem) => problem.includes('has the same link as'));
    expect(problems()).toEqual([]);
    expect(pairs).toHaveLength(1);
    expect(summarize()).toMatchObject({ files: 28, unpublished: 2, stories: 28 - 2 - 1, skipped: 0 });
    const videos = database.prepare(`select 1 from records where story ->> '$.type' = 'video'`).all();
    expect(videos).toHaveLength(2);
  });

  test('given a record with all that the format has: one story with one related article', () => {
    expectSeedIndexed(join(FIXTURES, 'seed-record.md'));
  });

  testOnSharedData('given ai-news: 120 files, 119 stories, 1 unpublished, no errors', () => {
    const { summarize, problems } = indexFolder(join(SHARED_DATA, 'ai-news'));
    expect(summarize()).toMatchObject({ files: 120, stories: 119, unpublished: 1, skipped: 0 });
    expect(problems()).toEqual([]);
  });

  testOnSharedData(
    'given everyday-news: 224 files, 88 unpublished, no errors, 4 videos, one pair with one link',
    () => {
      const { summarize, problems, database } = indexFolder(join(SHARED_DATA, 'everyday-news'));
      const pairs = problems('notice').filter((problem) => problem.includes('has the same link as'));
      expect(problems()).toEqual([]);
      expect(pairs).toHaveLength(1);
      expect(summarize()).toMatchObject({ files: 224, unpublished: 88, stories: 224 - 88 - 1, skipped: 0 });
      const videos = database
        .prepare(`select story ->> '$.link' as link from records where story ->> '$.type' = 'video'`)
        .all();
      expect(videos).toHaveLength(4);
      expect(videos.every(({ link }) => /^https?:/.test(String(link)))).toBe(true);
    },
  );

  testOnSharedData('given the seed record: one story with one related article', () => {
    expectSeedIndexed(join(SHARED_DATA, 'seed-record.md'));
  });
});

test('given a file or a folder whose name would move a terminal, it is told of with its signs shown, and not read', () => {
  const { titles, problems } = indexFiles({
    'a.md': recordText({ title: 'Story a' }),
    'b\n2026 ERROR.md': recordText({ title: 'Story b', webUrl: 'https://example.com/b' }),
    'x/c\u001b[2J.md': recordText({ title: 'Story c', webUrl: 'https://example.com/c' }),
  });
  expect(titles()).toEqual(['Story a']);
  expect(problems()).toEqual([
    String.raw`b\n2026 ERROR.md:1: its name has control characters; rename it`,
    String.raw`x/c\u001b[2J.md:1: its name has control characters; rename it`,
  ]);
});
