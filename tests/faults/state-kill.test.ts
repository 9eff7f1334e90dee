import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { backUpState, inspectBackup } from '../../src/state/backup.ts';
import { setUpContent } from '../support/content-setup.ts';
import { fillLedger } from '../support/fill-ledger.ts';
import { openState } from '../support/open-state.ts';
import { recordText } from '../support/record-text.ts';
import { makeTempDir } from '../support/sandbox-bot.ts';
import { writeFiles } from '../support/temp-folder.ts';
import { killAfter, killAtWork, runToEnd } from './kill-command.ts';
import { createRandom, pickSeed } from './random.ts';

/** Each life is a start of the program, which takes longer than what it is killed in. */
const KILLS = Math.min(Number(process.env.HEATLINE_FAULT_ROUNDS ?? 10), 40);
const UNVERSIONED = join(import.meta.dirname, '../fixtures/states/unversioned.sqlite');
/** So many that the work takes longer than the start of the program. */
const OLD_POSTS = 20_000;
const POSTS_A_DAY = 200;
const DAYS = 150;
/** Most lives end within this time after the first archive was begun. */
const ARCHIVING_MAX_MS = 500;
const RECORDS_A_ROUND = 600;
/** By chance none of the kills may fall in the work: then there are more. */
const goesOn = (kills: number, killedInWork: number): boolean =>
  kills < KILLS || (killedInWork === 0 && kills < 6 * KILLS);

test(`given ${KILLS} kills during a migration, the state is the old one or the new one, and no post is lost`, async () => {
  const random = createRandom(pickSeed('kill -9 at a migration'));
  const { environment } = setUpContent('[]');
  const path = environment.STATE_URL.slice('sqlite://'.length);
  const old = join(makeTempDir(), 'old.sqlite');
  makeOldState(old);
  const command = { args: ['sources'], environment };
  const restore = (): void => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    copyFileSync(old, path);
  };
  restore();
  const lifeMs = await runToEnd(command);
  const migrated = dumpPosts(path);
  expect(migrated).toHaveLength(OLD_POSTS + 7);
  const killedIn = { before: 0, work: 0, after: 0 };
  for (let kills = 0; goesOn(kills, killedIn.work); kills++) {
    restore();
    await killAtWork(command, lifeMs, random);
    const hadBegun = existsSync(`${path}-wal`);
    const version = readVersion(path);
    killedIn[version > 0 ? 'after' : hadBegun ? 'work' : 'before']++;
    if (version === 0) expect(count(path, "keyv where namespace = 'ledger'")).toBe(OLD_POSTS + 7);
    (await openState(environment.STATE_URL)).close();
    expect(dumpPosts(path).join('\n') === migrated.join('\n')).toBe(true);
    expect(count(path, "keyv where namespace = 'ledger'")).toBe(0);
  }
  console.info(`${killedIn.work} kills in the migration, ${killedIn.after} after it`);
  expect(killedIn.work).toBeGreaterThan(0);
});

test(`given ${KILLS} kills during a backup, while the state is written to, the file is whole or not there`, async () => {
  const random = createRandom(pickSeed('kill -9 at a backup'));
  const { environment } = setUpContent('[]');
  const path = environment.STATE_URL.slice('sqlite://'.length);
  const folder = makeTempDir();
  const state = await openState(environment.STATE_URL);
  fillLedger(state, { channelIds: ['112233445566778801'], postsPerDay: POSTS_A_DAY, days: DAYS, endMs: 0 });
  const backUpTo = (name: string) => ({ args: ['backup', join(folder, name)], environment });
  const lifeMs = await runToEnd(backUpTo('first.sqlite'));
  let written = 0;
  const writes = setInterval(() => {
    state.database.prepare("insert or replace into cursors values ('written', ?)").run(String(++written));
  }, 5);
  let made = 0;
  let cutOff = 0;
  for (let kills = 0; goesOn(kills, cutOff); kills++) {
    await killAtWork(backUpTo(`${kills}.sqlite`), lifeMs, random);
    const file = join(folder, `${kills}.sqlite`);
    if (existsSync(file)) {
      made++;
      expect(inspectBackup(file).posts).toBe(POSTS_A_DAY * DAYS);
    } else if (readdirSync(folder).some((name) => name.startsWith(`${kills}.sqlite.`))) {
      cutOff++;
    }
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
  }
  // Also one that nobody kills comes to its end, however much is written meanwhile.
  const last = await backUpState(environment.STATE_URL, join(folder, 'last.sqlite'), 1);
  clearInterval(writes);
  expect(last.posts).toBe(POSTS_A_DAY * DAYS);
  expect(new DatabaseSync(path).prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
  console.info(`${cutOff} kills in the backup, ${made} after it; ${written} writes meanwhile`);
  expect(cutOff).toBeGreaterThan(0);
  expect(written).toBeGreaterThan(0);
});

test(`given ${KILLS} kills during archive, each record is in the archive or in the folder, never in neither`, async () => {
  const random = createRandom(pickSeed('kill -9 at archive'));
  const { contentDir, environment } = setUpContent();
  const command = { args: ['archive'], environment };
  const texts = new Map<string, string>();
  const writeRound = (round: number): void => {
    const files: Record<string, string> = {};
    for (let at = 0; at < RECORDS_A_ROUND; at++) {
      const path = `news/${round}-${at}.md`;
      const publishedDateTime = new Date(Date.UTC(2021, at % 6, 1 + (round % 28))).toISOString();
      const webUrl = `https://example.com/${round}-${at}`;
      files[path] = recordText({ title: `Robots ${round} ${at}`, webUrl, publishedDateTime });
      texts.set(path, files[path]);
    }
    writeFiles(contentDir, files);
  };
  writeRound(0);
  await runToEnd(command);
  let archivedBefore = texts.size;
  let cutOff = 0;
  for (let kills = 1; goesOn(kills - 1, cutOff); kills++) {
    writeRound(kills);
    await killAfter(command, async () => {
      // An archive is written as a draft beside it.
      for await (const _change of watch(join(contentDir, 'archive'))) break;
      await wait(random() * ARCHIVING_MAX_MS);
    });
    const [archived, left] = [readArchives(contentDir), readFolder(contentDir)];
    const lost = [...texts].filter(([path, text]) => archived.get(path) !== text && left.get(path) !== text);
    expect(lost).toEqual([]);
    if (left.size > 0 && archived.size > archivedBefore) cutOff++;
    archivedBefore = archived.size;
  }
  await runToEnd(command);
  expect(readFolder(contentDir).size).toBe(0);
  expect(readArchives(contentDir)).toEqual(texts);
  console.info(`${cutOff} kills in archive; ${texts.size} records`);
  expect(cutOff).toBeGreaterThan(0);
});

/** The state of a version without a number, with many more posts. */
function makeOldState(path: string): void {
  copyFileSync(UNVERSIONED, path);
  const database = new DatabaseSync(path);
  const { value } =
    database.prepare("select value from keyv where namespace = 'ledger' and value like '%posted%'").get() ??
    {};
  database
    .prepare(
      `with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?)
       insert into keyv (key, namespace, value)
       select '112233445566778809:' || printf('%016x', n), 'ledger',
              json_set(?, '$.value.channelId', '112233445566778809', '$.value.storyId', printf('%016x', n),
                       '$.value.place.messageId', '93' || printf('%016d', n)) from numbers`,
    )
    .run(OLD_POSTS, value ?? null);
  database.close();
}

function readVersion(path: string): number {
  return Number(read(path, 'pragma user_version')[0]?.user_version);
}

function count(path: string, from: string): number {
  return Number(read(path, `select count(*) as count from ${from}`)[0]?.count);
}

function dumpPosts(path: string): string[] {
  const sql = `select posts.*, post_details.* from posts left join post_details on post_id = posts.id order by story_id, channel`;
  return read(path, sql).map((row) => Object.values(row).join('|'));
}

/** Reads with a connection of its own, as whoever starts next does. */
function read(path: string, sql: string) {
  const database = new DatabaseSync(path);
  try {
    const statement = database.prepare(sql);
    // Ids of messages are larger than a number holds.
    statement.setReadBigInts(true);
    return statement.all();
  } finally {
    database.close();
  }
}

/** The texts of all archived records by their paths; an archive is whole whenever it is looked at. */
function readArchives(contentDir: string): Map<string, string> {
  const folder = join(contentDir, 'archive');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl.gz')) : [];
  const lines = names.flatMap((name) =>
    gunzipSync(readFileSync(join(folder, name)))
      .toString()
      .trimEnd()
      .split('\n'),
  );
  return new Map(
    lines.map((line) => {
      const { path, text } = JSON.parse(line);
      return [path, text];
    }),
  );
}

function readFolder(contentDir: string): Map<string, string> {
  const names = readdirSync(join(contentDir, 'news'));
  return new Map(names.map((name) => [`news/${name}`, readFileSync(join(contentDir, 'news', name), 'utf8')]));
}
