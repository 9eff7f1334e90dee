import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { systemClock } from '../../src/clock.ts';
import { Ledger } from '../../src/delivery/ledger.ts';
import { Library } from '../../src/library/library.ts';
import { State } from '../../src/state/state.ts';
import { writeDueStory } from '../../tests/faults/fan-out.ts';
import { createRandom } from '../../tests/faults/random.ts';
import { fillLedger } from '../../tests/support/fill-ledger.ts';
import type { YearReport } from '../bots/messages.ts';
import { type Measurement, median } from '../measurement.ts';

const POSTS_A_DAY = 24;
const DAYS = 365;
/** What every tick looks at. */
const YOUNG_STORIES = 300;
const ROUNDS = 5;

type Folder = { readonly contentDir: string; readonly libraryPath: string; readonly dir: string };

/** What a state that was filled for a year costs, beside an empty one and one with ten posts a channel. */
export async function measureYear(channels: number): Promise<Measurement[]> {
  const dir = mkdtempSync(join(tmpdir(), 'heatline-bench-'));
  try {
    const folder = { contentDir: join(dir, 'content'), libraryPath: join(dir, 'library.sqlite'), dir };
    mkdirSync(folder.contentDir);
    const random = createRandom(5);
    for (let index = 0; index < YOUNG_STORIES; index++) writeDueStory(folder.contentDir, index, random);
    const cursor = await readCursor(folder);
    const empty = await makeState(join(dir, 'empty.sqlite'), cursor, { channels, postsPerDay: 0, days: 0 });
    const ten = await makeState(join(dir, 'ten.sqlite'), cursor, { channels, postsPerDay: 10, days: 1 });
    const year = await makeState(join(dir, 'year.sqlite'), cursor, {
      channels,
      postsPerDay: POSTS_A_DAY,
      days: DAYS,
    });
    const reports = { empty: [] as YearReport[], ten: [] as YearReport[], year: [] as YearReport[] };
    for (let round = 0; round < ROUNDS; round++) {
      reports.empty.push(await runDelivery(empty, folder));
      reports.ten.push(await runDelivery(ten, folder));
      reports.year.push(await runDelivery(year, folder));
    }
    const rows = channels * POSTS_A_DAY * DAYS;
    const middle = (of: 'empty' | 'ten' | 'year', field: keyof YearReport): number =>
      median(reports[of].map((report) => report[field]));
    const line = { subject: 'year', stories: rows } as const;
    const inMs = (what: string, field: keyof YearReport): Measurement => ({
      ...line,
      what: `${what}, p99`,
      value: middle('year', field),
      unit: 'ms',
      bar: { max: 20 },
    });
    return [
      {
        ...line,
        what: 'start to first tick',
        value: middle('year', 'firstTickMs'),
        unit: 'ms',
        reference: { name: 'an empty state', value: middle('empty', 'firstTickMs') },
        bar: { max: 1.5 },
      },
      {
        ...line,
        what: 'a tick that finds nothing',
        value: middle('year', 'idleTickMs'),
        unit: 'ms',
        reference: { name: 'ten posts a channel', value: middle('ten', 'idleTickMs') },
        bar: { max: 1.2 },
      },
      {
        ...line,
        what: 'a tick on a full day',
        value: middle('year', 'fullDayTickMs'),
        unit: 'ms',
        reference: { name: 'ten posts a channel', value: middle('ten', 'fullDayTickMs') },
      },
      {
        ...line,
        what: 'memory',
        value: middle('year', 'rssBytes') / 1e6,
        unit: 'MB',
        reference: { name: 'an empty state', value: middle('empty', 'rssBytes') / 1e6 },
        bar: { max: 1.1 },
      },
      inMs('the story of a message', 'relatedP99'),
      inMs('a story in a channel', 'whyP99'),
      inMs('autocomplete of stories', 'choicesP99'),
      inMs('a page of /feed list', 'feedListP99'),
      {
        ...line,
        what: 'bytes a row',
        value: statSync(year).size / rows,
        unit: 'count',
        bar: { max: 250 },
      },
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Makes the index. @returns the cursor of a ledger that has noted all of it */
async function readCursor({ contentDir, libraryPath }: Folder): Promise<string> {
  const log = pino({ level: 'silent' });
  const library = new Library({ contentDir, libraryPath, isWatching: false, log });
  try {
    await library.whenCompared();
    return `${library.generation}:${library.lastSeq}`;
  } finally {
    await library.close();
  }
}

/** @returns its path */
async function makeState(
  path: string,
  cursor: string,
  { channels, postsPerDay, days }: { channels: number; postsPerDay: number; days: number },
): Promise<string> {
  const state = await State.open(`sqlite://${path}`, { isLocked: true });
  const channelIds = Array.from({ length: channels }, (_, at) =>
    String(1_000_000_000_000_000_000n + BigInt(at)),
  );
  fillLedger(state, { channelIds, postsPerDay, days, endMs: systemClock.now() });
  const ledger = new Ledger(state);
  ledger.writeCursor('library-changes', cursor);
  ledger.writeCursor('published-until', String(systemClock.now()));
  state.close();
  return path;
}

async function runDelivery(statePath: string, { contentDir, libraryPath }: Folder): Promise<YearReport> {
  const child = fork(join(import.meta.dirname, '../bots/year.ts'), {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      CONTENT_DIR: contentDir,
      LIBRARY_PATH: libraryPath,
      STATE_URL: `sqlite://${statePath}`,
    },
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const told = once(child, 'message').then(([report]) => report);
  const first = await Promise.race([told, exited.then(() => null)]);
  await exited;
  if (first === null) throw new Error(`delivery over ${statePath} ended early`);
  // The one message that it sends.
  const report = first as YearReport;
  if (report.posts > 0) throw new Error('a tick that should have found nothing posted');
  return report;
}
