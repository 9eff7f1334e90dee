import { createHash } from 'node:crypto';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { closeIndex, openIndex } from '../../src/index/database.ts';
import { Indexer } from '../../src/indexing/indexer.ts';
import { recordText } from '../support/record-text.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

/** What the tables hold for the records below, for each version of the index. */
const PINNED = { version: 10, hash: 'ded96778bff65016' };

const RECORDS = {
  'topics.yaml': '- {name: AI, keywords: [ai, robots]}\n',
  'one.md': recordText({
    title: 'Robots learn to fold shirts in Zürich',
    webUrl: 'https://example.com/one',
    publishedDateTime: '2021-12-14T09:00:00Z',
  }),
  'two.md': recordText({
    title: 'Zürich robots fold shirts',
    webUrl: 'https://example.com/two',
    publishedDateTime: '2021-12-14T10:00:00Z',
    provider: { name: 'Another Outlet', domain: 'another.example' },
  }),
  'coded.md': recordText({
    title: '机器人 learn C++',
    webUrl: 'https://example.com/coded',
    publishedDateTime: '2021-12-12T09:00:00Z',
  }),
  'held.md': recordText({
    title: 'A chip nobody has seen',
    webUrl: 'https://example.com/held',
    publishedDateTime: '2021-12-13T09:00:00Z',
    published: false,
  }),
  'broken.md': 'no front matter',
};

const SAVED_AT = new Date('2021-12-14T12:00:00Z');

test('what is stored of a few records is what this version of the index stores', () => {
  const folder = makeTempFolder();
  writeFiles(folder, RECORDS);
  for (const name of Object.keys(RECORDS)) utimesSync(join(folder, name), SAVED_AT, SAVED_AT);
  const path = join(makeTempFolder(), 'library.sqlite');
  const { database } = openIndex(path, folder);
  new Indexer(database, folder).scan();
  const version = Number(database.prepare('pragma user_version').get()?.user_version);
  const hash = createHash('sha256').update(dump(database, folder)).digest('hex').slice(0, 16);
  closeIndex(database, path);
  const found = { version, hash };
  expect(
    found,
    'What the index stores has changed. Raise INDEX_VERSION in src/index/database.ts, so that indexes of before are built anew; then write the version and the hash that were found here into PINNED.',
  ).toEqual(PINNED);
});

/** The schema, its comments left out, and all rows but the one that each index has of its own. */
function dump(database: ReturnType<typeof openIndex>['database'], folder: string): string {
  const tables = database
    .prepare("select name, sql from sqlite_schema where name not like 'sqlite_%' order by name")
    .all();
  return tables
    .map(({ name, sql }) => {
      const schema = String(sql).replaceAll(/--.*/g, '').replaceAll(/\s+/g, ' ');
      if (!/^create( virtual)? table/i.test(schema)) return schema;
      const rows = database.prepare(`select * from ${name}`).all();
      const lines = rows.map((row) => JSON.stringify(Object.values(row))).sort();
      return [schema, ...lines.filter((line) => !line.startsWith('["generation"'))].join('\n');
    })
    .join('\n')
    .replaceAll(folder, 'FOLDER');
}
