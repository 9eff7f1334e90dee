import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hashLink } from '../../src/story/links.ts';
import { recordText } from '../support/record-text.ts';
import { runCommand } from '../support/run-command.ts';
import { SHARED_DATA, testOnSharedData } from '../support/shared-data.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

const NOW = ['--now', '2021-12-15T00:00:00Z'];
const idOf = (name: string): string => hashLink(`https://example.com/${name}`);

const FILES = {
  'topics.yaml': '- name: AI\n- {name: Machine Learning, shortName: ML, parent: AI}\n',
  'robots.md': recordText({
    title: 'Robots fold laundry',
    webUrl: 'https://www.example.com/robots',
    heat: 100,
    related: [
      {
        title: 'Laundry is over',
        webUrl: 'https://x.example/over',
        publishedDateTime: '2021-12-14T10:00:00Z',
        provider: { name: 'X' },
      },
    ],
  }),
  'chips.md': recordText({
    title: 'Chip shortage ends',
    excerpt: '',
    webUrl: 'https://example.com/chips',
    publishedDateTime: '2021-12-14T12:00:00Z',
    heat: 80,
    provider: { name: 'Reuters' },
    topics: ['Machine Learning'],
  }),
  'cold.md': recordText({ title: 'Nobody cares', excerpt: '', webUrl: 'https://example.com/cold', heat: 10 }),
  'hidden.md': recordText({ title: 'Hidden', webUrl: 'https://example.com/hidden', published: false }),
  'jobs.md': recordText({ category: 'jobs' }),
};

/** A folder with these files, and the environment that names it. */
function setUp(files: Readonly<Record<string, string>> = FILES) {
  const contentDir = makeTempFolder();
  writeFiles(contentDir, files);
  const environment = { CONTENT_DIR: contentDir, LIBRARY_PATH: join(makeTempFolder(), 'library.sqlite') };
  return { contentDir, environment };
}

async function runJson(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const { exitCode, stdout, stderr } = await runCommand([...args, '--json'], environment);
  expect(stderr).toBe('');
  return { exitCode, document: JSON.parse(stdout) };
}

describe('check', () => {
  test('given a good folder, it counts it and ends with 0', async () => {
    const { contentDir, environment } = setUp();
    const counts = { files: 5, stories: 3, notOutYet: 0, unpublished: 1, skipped: 1, problems: [] };
    expect(await runJson(['check'], environment)).toEqual({ exitCode: 0, document: counts });
    expect(await runCommand(['check', contentDir])).toEqual({
      exitCode: 0,
      stdout: '5 files: 3 stories, 1 unpublished, 1 skipped; 0 errors, 0 notices\n',
      stderr: '',
    });
  });

  test('given errors and notices, each is a line file:line: reason, and it ends with 1', async () => {
    const { contentDir } = setUp({
      ...FILES,
      'bad.md': recordText({ title: '' }),
      'odd.md': recordText({ topics: ['Odd'], webUrl: 'https://x.example/odd' }),
    });
    const { exitCode, stdout } = await runCommand(['check', contentDir]);
    expect(exitCode).toBe(1);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'error   bad.md:3: title: missing; every record needs one',
      'notice  odd.md:12: topics: "Odd" is not in topics.yaml; it is kept',
      '7 files: 4 stories, 1 unpublished, 1 skipped; 1 errors, 1 notices',
    ]);
    expect((await runJson(['check', contentDir], {})).document.problems).toEqual([
      { file: 'bad.md', line: 3, severity: 'error', message: 'title: missing; every record needs one' },
      {
        file: 'odd.md',
        line: 12,
        severity: 'notice',
        message: 'topics: "Odd" is not in topics.yaml; it is kept',
      },
    ]);
  });

  test('given records typed by hand, it names the line of each value, and shows how to write it', async () => {
    const written = 'publishedDateTime: 2026-11-26T10:00:00Z\nprovider: Rec\n---\n';
    const { contentDir } = setUp({
      'topics.yaml': '- name: AI\n',
      'a.md': `---\ntitle: OpenAI: robots\nwebUrl: https://r.example/a\n${written}`,
      'b.md': `---\nwebUrl: https://r.example/b\ntitle: The #1 lab\ntopics:\n  - AI\n  - Odd\n${written}`,
      'c.md': `---\ntitle: The same again\nwebUrl: https://r.example/b\n${written.replace('26T', '27T')}`,
    });
    expect((await runCommand(['check', contentDir])).stdout.split('\n').slice(0, -2)).toEqual([
      expect.stringMatching(/^error {3}a\.md:2: .* put the headline in quotes: title: "OpenAI: robots"$/),
      expect.stringMatching(/^notice {2}b\.md:2: has the same link as c\.md/),
      expect.stringMatching(/^notice {2}b\.md:3: title: .* put the headline in quotes: title: "The #1 lab"$/),
    ]);
  });

  test('given notices alone, it ends with 0', async () => {
    const { contentDir } = setUp({
      'topics.yaml': '- name: AI\n',
      'odd.md': recordText({ topics: ['Odd'] }),
    });
    expect((await runCommand(['check', contentDir])).exitCode).toBe(0);
  });

  test('given no such folder, or a file, it says so and ends with 2', async () => {
    const { contentDir } = setUp();
    for (const dir of [join(contentDir, 'nowhere'), join(contentDir, 'chips.md')]) {
      const { exitCode, stdout, stderr } = await runCommand(['check', dir]);
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toBe(`DIR: expected a folder with records, got ${JSON.stringify(dir)}\n`);
    }
  });

  test('given --now, the stories whose time is still to come are counted', async () => {
    const { environment } = setUp();
    const { stdout } = await runCommand(['check', '--now', '2021-12-14T10:00:00Z'], environment);
    expect(stdout).toContain('5 files: 3 stories (1 not out yet), 1 unpublished');
  });

  test('given a folder of many records, their numbers', async () => {
    const folder = join(import.meta.dirname, '../fixtures/office-news');
    const { exitCode, document } = await runJson(['check', folder], {});
    expect([exitCode, document]).toMatchObject([0, { files: 28, stories: 25, unpublished: 2 }]);
  });

  testOnSharedData('given the real records, the numbers of their description', async () => {
    const { exitCode, document } = await runJson(['check', join(SHARED_DATA, 'ai-news')], {});
    expect([exitCode, document]).toMatchObject([0, { files: 120, stories: 119, unpublished: 1 }]);
  });
});

describe('search', () => {
  test('given words, the stories that hold them, as one JSON document', async () => {
    const { environment } = setUp();
    const { exitCode, document } = await runJson(['search', 'shortage of robots', ...NOW], environment);
    expect([exitCode, document]).toEqual([0, []]);
    const found = await runJson(['search', 'chip shortege', ...NOW], environment);
    expect(found.document).toEqual([
      {
        id: idOf('chips'),
        title: 'Chip shortage ends',
        link: 'https://example.com/chips',
        provider: 'Reuters',
        outlets: ['Reuters'],
        topics: ['Machine Learning'],
        publishedAt: '2021-12-14T12:00:00.000Z',
        heat: 80,
        score: expect.any(Number),
      },
    ]);
  });

  test.each([
    ['nothing: the hottest now', [], ['Robots fold laundry', 'Chip shortage ends', 'Nobody cares']],
    ['a topic by its short name', ['--topic', 'ml'], ['Chip shortage ends']],
    ['a parent topic', ['--topic', 'AI', '--sort', 'new', '--limit', '1'], ['Chip shortage ends']],
    ['a provider in any case', ['--provider', 'REUTERS'], ['Chip shortage ends']],
    ['a time', ['--since', '13h'], ['Chip shortage ends']],
  ])('given %s, these come', async (_what, options, titles) => {
    const { document } = await runJson(['search', ...options, ...NOW], setUp().environment);
    expect(document.map(({ title }: { title: string }) => title)).toEqual(titles);
  });

  test('given a terminal’s reader, a table and the number of stories', async () => {
    const { stdout } = await runCommand(
      ['search', '--limit', '1', '--sort', 'new', ...NOW],
      setUp().environment,
    );
    expect(stdout).toBe(
      '2021-12-14 12:00  80  Reuters  Chip shortage ends\n3 stories, the first 1 shown (--limit)\n',
    );
  });

  test('given a topic that is not there, the nearest are named', async () => {
    const { exitCode, stdout } = await runCommand(
      ['search', '--topic', 'machin lerning', ...NOW],
      setUp().environment,
    );
    expect(exitCode).toBe(0);
    expect(stdout).toBe('0 stories\nTopics like "machin lerning": Machine Learning, AI\n');
  });

  test.each([
    ['topic', 'machin lerning', 'Topics like "machin lerning": Machine Learning, AI\n'],
    ['provider', 'Roiters', 'Providers like "Roiters": Reuters, Example\n'],
  ])(
    'given a %s that is not there, and --json, the nearest are named on stderr',
    async (option, name, hint) => {
      const { environment } = setUp();
      const args = ['search', `--${option}`, name, ...NOW];
      expect(await runCommand([...args, '--json'], environment)).toEqual({
        exitCode: 0,
        stdout: '[]\n',
        stderr: hint,
      });
      expect((await runCommand(args, environment)).stdout).toBe(`0 stories\n${hint}`);
    },
  );

  test('given a topic and a provider that are there, and a time without stories, nothing is suggested', async () => {
    const { environment } = setUp({ ...FILES, 'odd.md': recordText({ topics: ['Odd'] }) });
    for (const option of [
      ['--topic', 'odd'],
      ['--provider', 'example'],
    ]) {
      const args = ['search', ...option, '--since', '1s', ...NOW];
      expect(await runJson(args, environment)).toEqual({ exitCode: 0, document: [] });
    }
  });
});

describe('related', () => {
  const related = [
    {
      title: 'Laundry is over',
      link: 'https://x.example/over',
      provider: 'X',
      publishedAt: '2021-12-14T10:00:00.000Z',
      kind: 'listed',
    },
  ];

  test('given a file, a link in any form, or an id, the same coverage', async () => {
    const { contentDir, environment } = setUp();
    for (const target of [
      join(contentDir, 'robots.md'),
      'http://m.example.com/robots/amp?utm_source=x',
      idOf('robots'),
    ]) {
      expect(await runJson(['related', target, ...NOW], environment)).toEqual({
        exitCode: 0,
        document: related,
      });
    }
  });

  test('given a reader, the story and a table', async () => {
    const { environment } = setUp();
    const { stdout } = await runCommand(['related', idOf('robots'), ...NOW], environment);
    expect(stdout).toBe(
      'Robots fold laundry (Example, 2021-12-14 09:00)\nlisted  2021-12-14 10:00  X  Laundry is over\n',
    );
    expect((await runCommand(['related', idOf('chips'), ...NOW], environment)).stdout).toMatch(
      /\nno other coverage\n$/,
    );
  });

  test('given stories on the same subject, they come after the coverage under a heading, or alone', async () => {
    const { environment } = setUp({
      ...FILES,
      'pyramids.md': recordText({
        title: 'Robots fold pyramids',
        excerpt: '',
        webUrl: 'https://example.com/pyramids',
        publishedDateTime: '2021-11-01T09:00:00Z',
      }),
    });
    expect((await runCommand(['related', idOf('robots'), ...NOW], environment)).stdout).toBe(
      [
        'Robots fold laundry (Example, 2021-12-14 09:00)',
        'listed  2021-12-14 10:00  X  Laundry is over',
        '',
        'on the same subject',
        '2021-11-01 09:00  Example  Robots fold pyramids',
        '',
      ].join('\n'),
    );
    expect((await runCommand(['related', idOf('pyramids'), ...NOW], environment)).stdout).toBe(
      [
        'Robots fold pyramids (Example, 2021-11-01 09:00)',
        'no other coverage',
        '',
        'on the same subject',
        '2021-12-14 09:00  Example  Robots fold laundry',
        '',
      ].join('\n'),
    );
    const { document } = await runJson(['related', idOf('robots'), ...NOW], environment);
    expect(document.map(({ kind }: { kind: string }) => kind)).toEqual(['listed', 'similar']);
  });

  test.each([
    ['an unknown id', '0123456789abcdef', /^no record file, article or story id: "0123456789abcdef"\n$/],
    ['an unknown link', 'https://example.com/unknown', /^no record file, article or story id: /],
    ['an unpublished story', 'https://example.com/hidden', /^no record file, article or story id: /],
  ])('given %s, it says so and ends with 1', async (_what, target, message) => {
    const { exitCode, stdout, stderr } = await runCommand(['related', target], setUp().environment);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(message);
  });

  test('given a file that is no story, its reasons', async () => {
    const { contentDir, environment } = setUp({
      ...FILES,
      'bad.md': '---\ntitle: x\n---\n',
      'large.md': 'x'.repeat(300_000),
    });
    const bad = await runCommand(['related', join(contentDir, 'bad.md')], environment);
    expect(bad.exitCode).toBe(1);
    expect(bad.stderr).toContain('bad.md:1: publishedDateTime: missing');
    expect((await runCommand(['related', join(contentDir, 'jobs.md')], environment)).stderr).toContain(
      'not of the category news',
    );
    expect((await runCommand(['related', join(contentDir, 'large.md')], environment)).stderr).toContain(
      'too large for a record',
    );
  });

  test('given a link that leads to itself, or a text that can be no path, it says so in a line and ends with 1', async () => {
    const { contentDir, environment } = setUp();
    const loop = join(contentDir, 'loop.md');
    symlinkSync(loop, loop);
    const ofLoop = await runCommand(['related', loop], environment);
    expect([ofLoop.exitCode, ofLoop.stdout]).toEqual([1, '']);
    expect(ofLoop.stderr).toBe(`${loop}: a link that leads back to itself; it is not followed\n`);

    const long = await runCommand(['related', 'x'.repeat(5_000)], environment);
    expect([long.exitCode, long.stderr.split('\n').length]).toEqual([1, 2]);
    const address = `https://example.com/${'x'.repeat(5_000)}`;
    expect((await runCommand(['related', address], environment)).stderr).toMatch(/^no record file, article/);
  });

  async function countOtherOutlets(folder: string, name: string): Promise<number> {
    const { environment } = setUp({});
    const { document } = await runJson(['related', join(folder, name)], {
      ...environment,
      CONTENT_DIR: folder,
    });
    return document.filter(({ kind }: { kind: string }) => kind === 'same-story').length;
  }

  test('given records of one event that do not name each other, the other outlets of the event', async () => {
    const { contentDir } = setUp({
      'permit.md': recordText({
        title: "Pony.ai's driverless permit suspended by California regulator",
        excerpt: 'After an accident, a regulator took away, for now, the permit of Pony.ai.',
        webUrl: 'https://cnbc.example/permit',
        provider: { name: 'CNBC' },
      }),
      'fleet.md': recordText({
        title: 'Driverless Pony.ai cars halted: California suspends the permit over a crash',
        excerpt: 'The start-up Pony.ai has parked its driverless pilot fleet in California.',
        webUrl: 'https://techcrunch.example/fleet',
        provider: { name: 'TechCrunch' },
      }),
      'laundry.md': recordText(),
    });
    expect(await countOtherOutlets(contentDir, 'permit.md')).toBe(1);
  });

  testOnSharedData('given the real records, the other outlets of an event', async () => {
    const name = '2021-12-14-california-suspends-ponyai-driverless-test-permit-after-crash.md';
    expect(await countOtherOutlets(join(SHARED_DATA, 'ai-news'), name)).toBeGreaterThanOrEqual(1);
  });
});

describe('plan', () => {
  const span = [
    '--from',
    '2021-12-14T09:00:00Z',
    '--to',
    '2021-12-14T18:00:00Z',
    '--schedule',
    '0 */3 * * *',
  ];

  test('given a span, what would have been posted and what was refused', async () => {
    const { exitCode, document } = await runJson(['plan', ...span], setUp().environment);
    expect(exitCode).toBe(0);
    expect(document).toEqual({
      picks: [
        {
          at: '2021-12-14T12:00:00.000Z',
          title: 'Robots fold laundry',
          link: 'https://www.example.com/robots',
          outlets: ['Example', 'X'],
          heat: 100,
          hotness: expect.closeTo(100 * 2 ** (-3 / 12), 9),
          log2Hotness: expect.closeTo(Math.log2(100) - 3 / 12, 9),
        },
        {
          at: '2021-12-14T15:00:00.000Z',
          title: 'Chip shortage ends',
          link: 'https://example.com/chips',
          outlets: ['Reuters'],
          heat: 80,
          hotness: expect.closeTo(80 * 2 ** (-3 / 12), 9),
          log2Hotness: expect.closeTo(Math.log2(80) - 3 / 12, 9),
        },
      ],
      refusals: { 'too-cold': 1 },
    });
  });

  test('given the settings of the environment, it keeps to them', async () => {
    const { environment } = setUp();
    const settings = { ...environment, NEWS_TOPICS: 'ml', NEWS_MIN_HEAT: '5' };
    const { document } = await runJson(['plan', ...span], settings);
    expect(document.picks.map(({ title }: { title: string }) => title)).toEqual(['Chip shortage ends']);
    expect(document.refusals).toEqual({ 'off-topic': 2 });
  });

  test('given a reader, a table', async () => {
    const { stdout } = await runCommand(['plan', ...span], setUp().environment);
    expect(stdout).toBe(
      '2021-12-14 12:00  heat 100  hotness 84.1  Example +1  Robots fold laundry\n' +
        '2021-12-14 15:00  heat 80   hotness 67.3  Reuters     Chip shortage ends\n' +
        '2 posts; not posted: 1 too-cold\n',
    );
  });

  test('given stories that are years old, their hotness can still be told apart', async () => {
    const later = [
      '--from',
      '2023-12-14T09:00:00Z',
      '--to',
      '2023-12-14T15:00:00Z',
      '--schedule',
      '0 */3 * * *',
    ];
    const environment = { ...setUp().environment, NEWS_MAX_AGE: '10y' };
    const { document } = await runJson(['plan', ...later], environment);
    expect(document.picks).toMatchObject([
      { title: 'Robots fold laundry', hotness: 0, log2Hotness: expect.closeTo(Math.log2(100) - 1460.25, 6) },
      { title: 'Chip shortage ends', hotness: 0, log2Hotness: expect.closeTo(Math.log2(80) - 1460.25, 6) },
    ]);
    const { stdout } = await runCommand(['plan', ...later], environment);
    expect(stdout).toContain('hotness 2^-1453.9  Reuters     Chip shortage ends\n');
  });

  test('given a span that ends before it begins, it says so and ends with 2', async () => {
    const args = ['plan', '--from', '2021-12-15', '--to', '2021-12-14T09:00:00Z'];
    expect(await runCommand(args, setUp().environment)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: '--to: expected an instant after --from (2021-12-15 00:00), got 2021-12-14 09:00\n',
    });
  });

  test('given a span without ticks, nothing', async () => {
    const { document } = await runJson(
      ['plan', '--from', '2021-12-14', '--to', '2021-12-14'],
      setUp().environment,
    );
    expect(document).toEqual({ picks: [], refusals: {} });
  });
});

describe('given wrong use, it says what was expected and ends with 2', () => {
  test.each([
    ['no command', [], /Usage: heatline/],
    ['an unknown command', ['fly'], /unknown command 'fly'/],
    ['an unknown option', ['check', '--fast'], /unknown option '--fast'/],
    ['a missing argument', ['related'], /missing required argument 'story'/],
    ['a missing option', ['plan', '--from', '2021-12-14'], /required option '--to <iso>' not specified/],
    [
      'no instant',
      ['plan', '--from', 'now', '--to', '2021-12-14'],
      /Expected an instant such as 2021-12-14T09:00:00Z/,
    ],
    [
      'no cron line',
      ['plan', '--from', '2021-12-14', '--to', '2021-12-15', '--schedule', 'hourly'],
      /Expected a cron line of 5 or 6 fields/,
    ],
    ['no duration', ['search', '--since', 'ever'], /Expected a duration such as 24h or 7d/],
    ['no order', ['search', '--sort', 'old'], /Allowed choices are hot, new, best/],
    ['no count', ['search', '--limit', '0'], /Expected a whole number from 1 to 99999/],
  ])('%s', async (_what, args, message) => {
    const { exitCode, stdout, stderr } = await runCommand(args);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  test('wrong settings: every one of them, and never the token', async () => {
    const token = 'MTE3MDAwMDAwMDAwMDAwMDAw.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789ab';
    const { environment } = setUp();
    for (const args of [
      ['start'],
      ['search', 'x'],
      ['check'],
      ['plan', '--from', '2021-12-14', '--to', '2021-12-15'],
    ]) {
      const settings = { ...environment, DISCORD_TOKEN: token, NEWS_MIN_HEAT: 'hot', NEWS_MAX_AGE: 'old' };
      const { exitCode, stdout, stderr } = await runCommand(args, settings);
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(
        stderr
          .trim()
          .split('\n')
          .map((line) => line.split(':')[0]),
      ).toEqual(['NEWS_MIN_HEAT', 'NEWS_MAX_AGE']);
      expect(stderr).not.toContain(token);
    }
  });
});

test('given a content folder that is not there, it names the variable and ends with 2', async () => {
  const { environment } = setUp();
  const contentDir = join(makeTempFolder(), 'nowhere');
  const { exitCode, stdout, stderr } = await runCommand(['search', 'x'], {
    ...environment,
    CONTENT_DIR: contentDir,
  });
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toBe(`CONTENT_DIR: expected a folder with records, got ${JSON.stringify(contentDir)}\n`);
});

describe('given a LIBRARY_PATH where no index can be, it names the variable and ends with 2', () => {
  test.each([
    ['search', 'x'],
    ['related', 'https://example.com/robots'],
    ['plan', '--from', '2021-12-14', '--to', '2021-12-15'],
  ])('%s', async (...args) => {
    const { environment, contentDir } = setUp();
    for (const [path, reason] of [
      [
        contentDir,
        'cannot be opened: look whether its folder is there, whether it is a file, and whether this user may read and write both (unable to open database file)',
      ],
      [join(contentDir, 'chips.md'), 'is not the index of a library; name another file'],
    ] as const) {
      expect(await runCommand(args, { ...environment, LIBRARY_PATH: path })).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: `LIBRARY_PATH: ${path} ${reason}\n`,
      });
    }
  });
});

describe('sandbox', () => {
  test('given a port that is in use, it says so and ends with 2', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    // A server that listens on a port has an address of this form.
    const { port } = server.address() as AddressInfo;
    expect(await runCommand(['sandbox', '--port', String(port)])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `--port: ${port} is in use; give another, or none for any free one\n`,
    });
  });

  test('given a file of requests that cannot be written, it says so at once and ends with 2', async () => {
    const path = join(makeTempFolder(), 'nowhere', 'requests.jsonl');
    const { exitCode, stdout, stderr } = await runCommand(['sandbox', '--record', path]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^--record: .*requests\.jsonl cannot be written: ENOENT.*\n$/);
  });
});

test.each([
  ['nothing there', 'nowhere.md'],
  ['a folder', '.'],
])('given %s instead of a record, preview says what it expected and ends with 2', async (_what, name) => {
  const { contentDir, environment } = setUp();
  const path = join(contentDir, name);
  const { exitCode, stdout, stderr } = await runCommand(['preview', path], environment);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toBe(`FILE: expected the file of a record, got ${JSON.stringify(path)}\n`);
});

test('given a relative path and npm, which changes the folder, it counts from where npm was called', async () => {
  const { contentDir, environment } = setUp();
  const inFolder = { ...environment, INIT_CWD: contentDir };
  expect((await runCommand(['check', '.'], inFolder)).stdout).toContain('3 stories');
  expect((await runCommand(['related', 'robots.md', ...NOW], inFolder)).stdout).toContain('Laundry is over');
  expect((await runCommand(['preview', 'nowhere.md'], inFolder)).stderr).toContain(
    join(contentDir, 'nowhere.md'),
  );
});

test.each([[], ['start'], ['check'], ['search'], ['related'], ['plan']])(
  'given %s --help, the usage is printed and it ends with 0',
  async (...command) => {
    const { exitCode, stdout, stderr } = await runCommand([
      ...command.filter((word) => word !== undefined),
      '--help',
    ]);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: heatline/);
  },
);
