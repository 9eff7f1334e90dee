import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readArchive } from '../../src/records/archives.ts';
import { indexFiles } from '../support/indexed-folder.ts';
import { recordText } from '../support/record-text.ts';
import { writeFiles } from '../support/temp-folder.ts';

const record = (name: string, changes: Readonly<Record<string, unknown>> = {}) =>
  recordText({ title: `Story ${name}`, webUrl: `https://example.com/${name}`, ...changes });
const archive = (records: Readonly<Record<string, string>>): Uint8Array =>
  gzipSync(
    Object.entries(records)
      .map(([path, text]) => `${JSON.stringify({ path, text })}\n`)
      .join(''),
  );

describe('given an archive of records', () => {
  test('they are stories as if their files were there', () => {
    const { titles, problems, summarize } = indexFiles({
      'archive/2021-12.jsonl.gz': archive({ 'news/a.md': record('a'), 'news/b.md': record('b') }),
      'c.md': record('c'),
    });
    expect(titles()).toEqual(['Story a', 'Story b', 'Story c']);
    expect(problems()).toEqual([]);
    expect(summarize().files).toBe(3);
  });

  test('it is read again only when it has changed', () => {
    const { folder, scan, titles } = indexFiles({
      'archive/2021-12.jsonl.gz': archive({ 'a.md': record('a'), 'b.md': record('b') }),
    });
    expect(scan()).toEqual({ changedStoryIds: [], filesRead: 0 });
    writeFileSync(
      join(folder, 'archive/2021-12.jsonl.gz'),
      archive({ 'a.md': record('a'), 'x.md': record('x') }),
    );
    expect(scan().filesRead).toBe(2);
    expect(titles()).toEqual(['Story a', 'Story x']);
    rmSync(join(folder, 'archive'), { recursive: true });
    scan();
    expect(titles()).toEqual([]);
  });

  test('a record that is moved into it is the same story, and no change', () => {
    const { folder, scan, titles } = indexFiles({ 'a.md': record('a') });
    rmSync(join(folder, 'a.md'));
    writeFiles(folder, { 'archive/2021-12.jsonl.gz': archive({ 'a.md': record('a') }) });
    scan();
    expect(titles()).toEqual(['Story a']);
  });

  test('that most records were moved into, none is taken for missing', () => {
    const names = Array.from({ length: 40 }, (_, at) => `${at}`);
    const { folder, scan, titles } = indexFiles(
      Object.fromEntries(names.map((name) => [`${name}.md`, record(name)])),
    );
    const records = Object.fromEntries(names.map((name) => [`${name}.md`, record(name)]));
    writeFiles(folder, { 'archive/2021-12.jsonl.gz': archive(records) });
    for (const name of names) rmSync(join(folder, `${name}.md`));
    scan();
    expect(titles()).toHaveLength(40);
  });

  test('a record that is in it and beside it counts once', () => {
    const { titles } = indexFiles({
      'archive/2021-12.jsonl.gz': archive({ 'a.md': record('a') }),
      'a.md': record('a', { title: 'Newer', publishedDateTime: '2021-12-15T09:00:00Z' }),
    });
    expect(titles()).toEqual(['Newer']);
  });

  test('that is cut off later, what is known of it stays, and it is told', () => {
    const whole = archive({ 'a.md': record('a') });
    const { folder, scan, titles, problems } = indexFiles({ 'archive/2021-12.jsonl.gz': whole });
    writeFileSync(join(folder, 'archive/2021-12.jsonl.gz'), whole.subarray(0, whole.length - 20));
    scan();
    expect(titles()).toEqual(['Story a']);
    expect(problems()).toEqual([
      expect.stringMatching(/^archive\/2021-12\.jsonl\.gz:1: the archive cannot be read: /),
    ]);
  });
});

test('given other files that ingest keeps beside the records, they are no records', () => {
  const { summarize } = indexFiles({
    'sources.yaml': '- name: A\n  address: https://a.example/\n',
    'archive/notes.txt': 'x',
    'news/.a.md.tmp': 'half a rec',
  });
  expect(summarize()).toMatchObject({ files: 0, problems: [] });
});

test('given an archive of more lines than records can be, it is refused, in a sentence', () => {
  expect(() => readArchive(gzipSync(Buffer.alloc(2_000_000, '\n')))).toThrow(
    'it has more than 1000000 lines',
  );
});
