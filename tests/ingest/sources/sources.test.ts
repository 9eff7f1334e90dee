import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendSource, parseSources } from '../../../src/ingest/sources/sources.ts';
import { parseTaxonomy } from '../../../src/topics/parse-taxonomy.ts';
import { Taxonomy } from '../../../src/topics/taxonomy.ts';

const CONTENT = join(import.meta.dirname, '../../../content');
const shipped = () => parseSources(readFileSync(join(CONTENT, 'sources.yaml'), 'utf8'));

test('given the file that ships, all of it can be used, and there are at least 30 feeds of different addresses', () => {
  const { sources, problems } = shipped();
  expect(problems).toEqual([]);
  const feeds = sources.filter(({ kind }) => kind === 'feed');
  expect(new Set(feeds.map(({ address }) => address)).size).toBeGreaterThanOrEqual(30);
  expect(feeds.every((source) => source.kind === 'feed' && source.provider?.icon !== undefined)).toBe(true);
});

test('given the file that ships, each topic that a source always has is in the taxonomy', () => {
  const taxonomy = new Taxonomy(parseTaxonomy(readFileSync(join(CONTENT, 'topics.yaml'), 'utf8')).topics);
  const named = shipped().sources.flatMap((source) => (source.kind === 'git' ? [] : source.topics.always));
  expect(named.filter((name) => taxonomy.find(name) === undefined)).toEqual([]);
});

test('given the least of an entry, the rest has its defaults', () => {
  expect(parseSources('- name: A\n  address: https://a.example/feed\n').sources).toEqual([
    {
      kind: 'feed',
      name: 'A',
      address: 'https://a.example/feed',
      weight: 1,
      about: 'general',
      topics: { always: [], never: [] },
      page: false,
    },
  ]);
});

test.each([
  ['nothing', ''],
  ['comments alone', '# none yet\n\n# really\n'],
  ['an empty list', '[]\n'],
])('given %s, there are no sources and no problems', (_what, text) => {
  expect(parseSources(text)).toEqual({ sources: [], problems: [] });
});

const entry = (rest: string) => `- name: Fine\n  address: https://f.example/\n- name: B\n${rest}`;
test.each([
  ['no address', '  weight: 1\n', /source 2: address/],
  ['a file as address', '  address: file:///etc/passwd\n', /address: expected an http or https address/],
  [
    'a password in an address',
    '  address: https://ann:secret@b.example/\n',
    /address: an address with a user name or password in it is not read$/,
  ],
  [
    'a password in the address of a repository',
    '  address: https://ann:secret@b.example/\n  kind: git\n',
    /address: an address with a user name or password in it is not read$/,
  ],
  [
    'an address that programs read differently',
    '  address: http://public.example\\@127.0.0.1/\n  kind: git\n',
    /address: an address with a \\ or a line break in it is not read$/,
  ],
  [
    'a line break in an address',
    '  address: "https://b.exa\\nmple/"\n  kind: git\n',
    /address: an address with a \\ or a line break in it is not read$/,
  ],
  [
    'a file of another machine',
    '  address: file://host/x\n  kind: git\n',
    /address: expected an http or https address/,
  ],
  ['a misspelled key', '  address: https://b.example/\n  weigth: 2\n', /weigth/],
  ['a weight that is too large', '  address: https://b.example/\n  weight: 30\n', /weight/],
  [
    'an interval without a unit',
    '  address: https://b.example/\n  interval: "30"\n',
    /interval: expected a duration of at least 1m/,
  ],
  [
    'an interval that is no politeness',
    '  address: https://b.example/\n  interval: 5s\n',
    /interval: expected a duration of at least 1m/,
  ],
  ['a kind that there is not', '  address: https://b.example/\n  kind: mail\n', /kind/],
  ['a name that is taken', '  address: https://b.example/\n  name: x\n', /duplicated mapping key|name/],
  [
    'a folder that is longer than a path may be',
    `  address: https://b.example/\n  kind: git\n  folder: n${'/'.repeat(25_000)}n\n`,
    /folder: Too big: expected string to have <=500 characters$/,
  ],
  [
    'a folder outside of the repository',
    '  address: https://b.example/\n  kind: git\n  folder: a/../../b\n',
    /folder/,
  ],
  [
    'an option as branch',
    '  address: https://b.example/\n  kind: git\n  branch: --upload-pack=x\n',
    /branch/,
  ],
])('given %s, it says so with the line', (_what, rest, message) => {
  const { problems } = parseSources(entry(rest));
  expect(problems).toHaveLength(1);
  expect(problems[0]?.message).toMatch(message);
});

test('given two sources of one name, the first is used', () => {
  const text =
    '- name: The Verge\n  address: https://a.example/\n- name: the verge!\n  address: https://b.example/\n';
  const { sources, problems } = parseSources(text);
  expect(sources.map(({ address }) => address)).toEqual(['https://a.example/']);
  expect(problems).toMatchObject([{ line: 3, message: 'source 2: there is another one named the verge!' }]);
});

test('given a file with comments, an entry is added at its end and the rest stays as it is', () => {
  const text = '# mine\n- name: A\n  address: https://a.example/ # good';
  const appended = appendSource(text, { name: 'B: "x"', kind: 'feed', address: 'https://b.example/' });
  expect(appended.startsWith(`${text}\n`)).toBe(true);
  expect(parseSources(appended).sources.map(({ name }) => name)).toEqual(['A', 'B: "x"']);
});

test('given a name with a line break or an escape in it, the entry is refused', () => {
  for (const name of ['a\nWARN b', 'a\u001b[2J', 'a\u202eb'])
    expect(parseSources(JSON.stringify([{ name, address: 'https://example.com/' }])).problems).toMatchObject([
      { message: expect.stringContaining('a name without control characters') },
    ]);
});
