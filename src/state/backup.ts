import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../files/make-folder.ts';
import { describeError } from '../system-error.ts';
import { lockState } from './lock.ts';
import { STATE_VERSION } from './migrations/migrate.ts';
import { StateError } from './state-error.ts';
import { hasStateFile, pathOf, SIDE_SUFFIXES } from './state-file.ts';

/**
 * All pages in one step: between two steps, each write of the bot would make the copy begin anew (sqlite.org/backup.html).
 * Readers do not hold up writers here (WAL).
 */
const PAGES_AT_ONCE = 2_147_483_647;

/** The cursor that says when a backup was made; it is in the backup itself. */
const MADE_AT = 'backup-made-at';
/** The cursor that says from when a restored state is: what was posted since is looked for in the channels. */
export const RESTORED_FROM = 'restored-from';

/** A backup that was opened and checked. */
export type Backup = { readonly madeAtMs: number; readonly sizeBytes: number; readonly posts: number };

/**
 * Copies the state to a file of its own, also while the bot runs. The copy is made beside the file, opened and
 * checked, and only then has its name.
 * @param stateUrl `sqlite://PATH`
 * @throws StateError when there is no state, when the file is there already, or when the copy is not whole
 */
export async function backUpState(stateUrl: string, file: string, nowMs: number): Promise<Backup> {
  const path = pathOf(stateUrl);
  if (!hasStateFile(stateUrl))
    throw new StateError(`STATE_URL: ${stateUrl} is not there yet: start the bot once`);
  if (existsSync(file)) throw new StateError(`${file} is there already; name another file`);
  makeFolder(dirname(file));
  const draft = `${file}.${process.pid}.tmp`;
  try {
    const state = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    try {
      await backup(state, draft, { rate: PAGES_AT_ONCE });
    } finally {
      state.close();
    }
    const copy = new DatabaseSync(draft);
    try {
      // One file, without a log beside it.
      copy.exec('pragma journal_mode = delete');
      copy
        .prepare('insert into cursors values (?, ?) on conflict (name) do update set value = excluded.value')
        .run(MADE_AT, String(nowMs));
    } finally {
      copy.close();
    }
    const made = inspectBackup(draft);
    syncFile(draft);
    renameSync(draft, file);
    return made;
  } catch (error) {
    for (const suffix of ['', ...SIDE_SUFFIXES]) rmSync(draft + suffix, { force: true });
    if (error instanceof StateError) throw error;
    throw new StateError(`${file}: the backup could not be made: ${describeError(error)}`, { cause: error });
  }
}

/** What is put in the place of a state, and where the old one is kept. */
export type Restored = Backup & { readonly keptAs: string | null };

/**
 * Puts a backup in the place of the state. The old state is kept beside it.
 * @param looksBack whether what the channels show since the backup is to be taken for posted
 * @throws StateError when the bot runs, or when the file is no whole backup
 */
export function restoreState(
  stateUrl: string,
  file: string,
  { nowMs, looksBack }: { readonly nowMs: number; readonly looksBack: boolean },
): Restored {
  const path = pathOf(stateUrl);
  const unlock = lockState(stateUrl);
  try {
    const found = inspectBackup(file);
    const draft = `${path}.${process.pid}.tmp`;
    copyFileSync(file, draft);
    const copy = new DatabaseSync(draft);
    copy.prepare('delete from cursors where name = ?').run(MADE_AT);
    if (looksBack) {
      copy
        .prepare('insert into cursors values (?, ?) on conflict (name) do update set value = excluded.value')
        .run(RESTORED_FROM, String(found.madeAtMs));
    }
    copy.close();
    syncFile(draft);
    const keptAs = keepOld(path, nowMs);
    renameSync(draft, path);
    return { ...found, keptAs };
  } finally {
    unlock();
  }
}

/** Opens a backup and looks through all of it. @throws StateError */
export function inspectBackup(file: string): Backup {
  if (!existsSync(file)) throw new StateError(`${file}: there is no such file`);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    const version = Number(database.prepare('pragma user_version').get()?.user_version);
    if (version > STATE_VERSION) {
      throw new StateError(
        `${file} is of a newer Heatline (state version ${version}; this one knows ${STATE_VERSION})`,
      );
    }
    const check = database.prepare('pragma integrity_check(1)').get()?.integrity_check;
    if (check !== 'ok') throw new StateError(`${file} is damaged: ${check}`);
    const madeAt = database.prepare('select value from cursors where name = ?').get(MADE_AT)?.value;
    if (madeAt === undefined) {
      throw new StateError(
        `${file} was not made by "heatline backup": a copy of the state's file may lack what is in its log`,
      );
    }
    const posts = Number(database.prepare('select count(*) as count from posts').get()?.count);
    return { madeAtMs: Number(madeAt), sizeBytes: statSync(file).size, posts };
  } catch (error) {
    if (error instanceof StateError) throw error;
    throw new StateError(`${file} is no backup of a state: ${describeError(error)}`, { cause: error });
  } finally {
    database?.close();
  }
}

/**
 * Moves what is left of the old state away. Also a log whose state is gone: it would be taken for the new one's.
 * @returns where the old state is now; null: there was none
 */
function keepOld(path: string, nowMs: number): string | null {
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const kept = `${path}.before-restore-${stamp}`;
  const found = ['', ...SIDE_SUFFIXES].filter((suffix) => existsSync(path + suffix));
  for (const suffix of found) renameSync(path + suffix, kept + suffix);
  return found.includes('') ? kept : null;
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
