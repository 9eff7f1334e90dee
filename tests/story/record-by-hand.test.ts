import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeRecordText } from '../../src/records/record-text.ts';
import { parseRecord } from '../../src/story/record.ts';
import type { Story } from '../../src/story/story.ts';
import { SHARED_CASES, testOnSharedCases } from '../support/shared-data.ts';

// Records as people type them: unquoted, and with YAML's traps in them.

/** Reads a record of these lines; the first of them is line 2 of the file. */
function parseLines(...lines: readonly string[]) {
  const rest = ['publishedDateTime: 2026-11-26T10:00:00Z', 'webUrl: https://rec.example/1'];
  const title = lines.some((line) => line.startsWith('title:')) ? [] : ['title: Robots fold laundry'];
  const provider = lines.some((line) => line.startsWith('provider:')) ? [] : ['provider: Rec'];
  return parseRecord(Buffer.from(['---', ...lines, ...title, ...rest, ...provider, '---', ''].join('\n')));
}

function readLines(...lines: readonly string[]): { story: Story; notices: string[] } {
  const outcome = parseLines(...lines);
  if (outcome.kind !== 'story') throw new Error(`no story: ${JSON.stringify(outcome)}`);
  return {
    story: outcome.story,
    notices: outcome.problems.map(({ line, message }) => `${line}: ${message}`),
  };
}

function readProblems(...lines: readonly string[]): string[] {
  const outcome = parseLines(...lines);
  return outcome.kind === 'skipped' ? [] : outcome.problems.map(({ line, message }) => `${line}: ${message}`);
}

const SPELLINGS = [
  ...[
    '3.10',
    '007',
    '1e3',
    '0x1F',
    '0o17',
    '1_000',
    '+1',
    '-0',
    '.5',
    '5.',
    '1.0',
    '12:30:45',
    '.inf',
    '.NaN',
  ],
  ...[
    'True',
    'TRUE',
    'false',
    'yes',
    'No',
    'on',
    '~',
    'Null',
    'NULL',
    '2021-12-14',
    '2021-12-14T09:00:00Z',
    '<<',
    '=',
  ],
];

describe.each(SPELLINGS)('given %s without quotes', (typed) => {
  test('as the title, the excerpt, a topic, or a provider’s name, it stays as typed, without a notice', () => {
    const { story, notices } = readLines(
      `title: ${typed}`,
      `excerpt: ${typed}`,
      'topics:',
      `  - ${typed}`,
      'provider:',
      `  name: ${typed}`,
    );
    expect([story.title, story.excerpt, story.topics, story.provider.name, notices]).toEqual([
      typed,
      typed,
      [typed],
      typed,
      [],
    ]);
  });
  test('as the title of a related article, it stays as typed', () => {
    const { story } = readLines(`related: [{title: ${typed}, webUrl: "https://x.example/1"}]`);
    expect(story.related[0]?.title).toBe(typed);
  });
});

test('given ~ where no text is needed, it says that there is none', () => {
  const { story, notices } = readLines(
    'heat: ~',
    'published: ~',
    'hold: ~',
    'type: ~',
    'category: ~',
    'originalUrl: ~',
    'topics: ~',
    'images: ~',
    'related: ~',
  );
  expect(story).toMatchObject({ heat: null, published: true, type: 'article', topics: [], related: [] });
  expect(notices).toEqual([]);
});

test('given numbers and truths where they are meant, they are read as such', () => {
  const { story } = readLines(
    'heat: 90',
    'quality: 007',
    'published: False',
    'images: [{url: "https://x.example/1.png", width: 1600, height: 900.0}]',
  );
  expect(story).toMatchObject({
    heat: 90,
    quality: 7,
    published: false,
    image: { widthPx: 1600, heightPx: 900 },
  });
});

describe('given a # that cuts a text', () => {
  test.each([
    [
      'title: Why the lab is #1 in robots',
      'Why the lab is',
      '2: title: what stands behind the # is a comment, and not read; if it belongs to the text, put the headline in quotes: title: "Why the lab is #1 in robots"',
    ],
    ['title: Robots # and more', 'Robots', 'title: "Robots # and more"'],
    ['title: Say "C #" loud', 'Say "C', `title: 'Say "C #" loud'`],
  ])('%s: the title is %s, and a notice tells what is lost', (line, title, told) => {
    const { story, notices } = readLines(line);
    expect(story.title).toBe(title);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(/^2: title: /);
    expect(notices[0]).toContain(told);
  });
  test('at the beginning of the title, the record has none, and the advice shows it in quotes', () => {
    expect(readProblems('heat: 1', 'title: #1 in robots')).toEqual([
      '3: title: what stands behind the # is a comment, and not read; if it belongs to the text, put the headline in quotes: title: "#1 in robots"',
      '3: title: missing; every record needs one',
    ]);
  });
  test.each([
    [['excerpt: It is #1'], /^2: excerpt: .* put the text in quotes: excerpt: "It is #1"$/],
    [['provider:', '  name: Lab #5'], /^3: provider\.name: .* name: "Lab #5"$/],
    [
      ['related:', '  - webUrl: https://x.example/1', '    title: The #2 lab'],
      /^4: related\.1\.title: .* title: "The #2 lab"$/,
    ],
  ])('%j: a notice names the line', (lines, told) => {
    expect(readLines(...lines).notices).toEqual([expect.stringMatching(told)]);
  });
  test.each([
    ['title: C# is here'],
    ['title: "Lab #1"'],
    ["title: 'Lab #1'"],
    ['title: >\n  Lab #1'],
    ['heat: 90 # counted'],
    ['# a line of its own'],
    ['topics: [AI] # see the list'],
    ['topics:\n  - AI # the first'],
  ])('given %j, nothing is lost, and nothing told', (line) => {
    expect(readLines(line).notices).toEqual([]);
  });
});

describe('given a text that YAML cannot read without quotes, the error shows how to put it in quotes', () => {
  test.each([
    ['title: OpenAI: robots fold laundry', 'title: "OpenAI: robots fold laundry"'],
    ['title: Robots trail with a colon:', 'title: "Robots trail with a colon:"'],
    ['title: @lab says so', 'title: "@lab says so"'],
    ['title: `npm i` robots', 'title: "`npm i` robots"'],
    ['title: %percent robots', 'title: "%percent robots"'],
    ['title: *star robots', 'title: "*star robots"'],
    ['title: * star robots', 'title: "* star robots"'],
    ['title: & amp robots', 'title: "& amp robots"'],
    ['title: !bang robots', 'title: "!bang robots"'],
    ['title: [Update] robots', 'title: "[Update] robots"'],
    ['title: [Update', 'title: "[Update"'],
    ['title: [Update]', 'title: "[Update]"'],
    ['title: [a, b]', 'title: "[a, b]"'],
    ['title: [OpenAI]: robots', 'title: "[OpenAI]: robots"'],
    ['title: {braces} and robots', 'title: "{braces} and robots"'],
    ['title: {braces}', 'title: "{braces}"'],
    ['title: | pipe robots', 'title: "| pipe robots"'],
    ['title: > gt robots', 'title: "> gt robots"'],
    ['title: - dash robots', 'title: "- dash robots"'],
    ['title: ? question robots', 'title: "? question robots"'],
    ['title: , comma', 'title: ", comma"'],
    ['title: "Robots" fold laundry', `title: '"Robots" fold laundry'`],
    ["title: 'Robots' fold laundry", `title: "'Robots' fold laundry"`],
    ["title: 'tis the season", `title: "'tis the season"`],
    [`title: "It's" and "that"`, `title: "\\"It's\\" and \\"that\\""`],
  ])('%s', (line, shown) => {
    const problems = readProblems(line);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^2: /);
    expect(problems[0]).toContain(`; put the headline in quotes: ${shown}`);
  });
  test.each([
    [['heat: 1', 'excerpt: He said: go'], '3: ', 'put the text in quotes: excerpt: "He said: go"'],
    [['provider:', '  name: @lab'], '3: ', 'put the text in quotes: name: "@lab"'],
    [['topics:', '  - AI', '  - @lab'], '4: ', 'put the text in quotes: - "…"'],
    [['topics: [#AI, ML]'], '2: ', 'put each entry in quotes: topics: ["#AI", "ML"]'],
  ])('%j', (lines, line, shown) => {
    const [problem = '', ...others] = readProblems(...lines);
    expect(others).toEqual([]);
    expect(problem.startsWith(line)).toBe(true);
    expect(problem).toContain(shown);
  });
  test('a value that may be secret is not shown', () => {
    expect(readProblems('secured: @UU2nx9DzMxAZ').join()).not.toContain('UU2');
    expect(readProblems('secured:', '  - @UU2nx9DzMxAZ').join()).not.toContain('UU2');
  });
  test.each([
    ['title: &amp robots', 'title: "&amp robots"'],
    ['title: ! bang robots', 'title: "! bang robots"'],
  ])('%s: read without its beginning, with a notice', (line, shown) => {
    expect(readLines(line).notices).toEqual([expect.stringContaining(shown)]);
  });
});

describe('topics', () => {
  test.each([
    ['one text with commas', ['topics: AI, AI in Autos,Robotics'], ['AI', 'AI in Autos', 'Robotics'], ['2']],
    ['one text of hashtags', ['topics: "#AI #Robotics"'], ['AI', 'Robotics'], ['2', '2', '2']],
    ['a list in the list', ['topics:', '  - AI', '  - [ML, Robotics]'], ['AI', 'ML', 'Robotics'], ['4']],
    ['a list of a list', ['topics: [[AI, ML]]'], ['AI', 'ML'], ['2']],
    ['hashes in front', ['topics:', '  - "#AI"', '  - "# ML"'], ['AI', 'ML'], ['3', '4']],
    [
      'hashes in front without quotes',
      ['topics:', '  - #AI', '  - ML', '  -', '  - #Robotics'],
      ['AI', 'ML', 'Robotics'],
      ['3', '3', '5', '6', '6'],
    ],
    ['names as keys', ['topics:', '  - name: AI', '  - {name: ML, id: 7}'], ['AI', 'ML'], ['3', '4']],
    ['one name as a key', ['topics: {name: AI}'], ['AI'], ['2']],
    ['an entry that is no name', ['topics:', '  - AI', '  - {id: 7}'], ['AI'], ['4']],
  ])('given %s, they are understood, with notices that name the lines', (_what, lines, topics, noticed) => {
    const { story, notices } = readLines(...lines);
    expect(story.topics).toEqual(topics);
    expect(notices.map((notice) => notice.split(':')[0])).toEqual(expect.arrayContaining(noticed));
    expect(notices.every((notice) => notice.includes('topics'))).toBe(true);
  });
  test('given one text without a comma, it is a topic, without a notice', () => {
    expect(readLines('topics: AI in Autos')).toMatchObject({
      story: { topics: ['AI in Autos'] },
      notices: [],
    });
  });
});

test('given a problem in a list or below a key, its line is told', () => {
  const { notices } = readLines(
    'heat:',
    '  hot',
    'provider:',
    '  name: Rec',
    '  domain: a b',
    'sameEventAs:',
    '  - https://x.example/1',
    '  - nothing',
    'related:',
    '  - title: A',
    '    webUrl: https://x.example/2',
    '  - title: B',
  );
  expect(notices).toEqual([
    expect.stringMatching(/^3: heat: /),
    expect.stringMatching(/^6: provider\.domain: /),
    expect.stringMatching(/^13: related: entry 2 /),
    expect.stringMatching(/^9: sameEventAs: entry 2 /),
  ]);
});

testOnSharedCases('given records whose titles YAML takes for numbers, they keep their spelling', () => {
  const read = (name: string) =>
    parseRecord(readFileSync(join(SHARED_CASES, '34-record-numbers-lose-spelling', name)));
  for (const [name, title] of [
    ['version.md', '3.10'],
    ['bond.md', '007'],
    ['year.md', '1e3'],
    ['truth.md', 'True'],
  ] as const)
    expect(read(name)).toMatchObject({ kind: 'story', story: { title }, problems: [] });
  expect(read('topics.md')).toMatchObject({ story: { topics: ['3.10', '007', '0x1F', '1e3'] } });
});

testOnSharedCases(
  'given records whose titles YAML cannot read, each error tells of quotes and names line 2',
  () => {
    for (const name of ['colon', 'at', 'bracket', 'quote', 'tick']) {
      const outcome = parseRecord(readFileSync(join(SHARED_CASES, '36-record-colon-and-at', `${name}.md`)));
      expect(outcome).toMatchObject({
        kind: 'invalid',
        problems: [{ line: 2, message: expect.stringContaining('put the headline in quotes: title: ') }],
      });
    }
  },
);

test.each([...SPELLINGS, 'null', 'true', '# hash', 'a #1', '& amp', '- dash', '@lab: so', '"Quoted" it'])(
  'given the title %s as the program writes it, it is read as it was',
  (title) => {
    const fields = { title, publishedDateTime: '2026-11-26T10:00:00Z', webUrl: 'https://rec.example/1' };
    const outcome = parseRecord(Buffer.from(writeRecordText({ ...fields, provider: { name: title } })));
    expect(outcome).toMatchObject({
      kind: 'story',
      story: { title, provider: { name: title } },
      problems: [],
    });
  },
);

testOnSharedCases(
  'given titles that YAML would misread, as the program writes them, they are read as they were',
  () => {
    const path = join(SHARED_CASES, '30-titles-yaml-would-misread', 'titles.json');
    // The file is a list of titles.
    for (const title of JSON.parse(readFileSync(path, 'utf8')) as string[]) {
      const fields = { title, publishedDateTime: '2026-11-26T10:00:00Z', webUrl: 'https://rec.example/1' };
      expect(parseRecord(Buffer.from(writeRecordText(fields)))).toMatchObject({
        kind: 'story',
        story: { title },
      });
    }
  },
);
