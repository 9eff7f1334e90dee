/** What the operator of the machine can mend: a full disk, a missing permission, a torn file. */
export type SystemProblem = {
  /** What it is about, what is wrong, and what to do. */
  readonly message: string;
  /** Whether it may pass without a change of the settings: then it is worth while to try again. */
  readonly isPassing: boolean;
};

type Cause = readonly [text: string, isPassing: boolean];

const FULL: Cause = ['the disk is full; free some space', true];
const READ_ONLY: Cause = [
  'it cannot be written to; make its disk and file writable, or name another place',
  false,
];
const NOT_ALLOWED: Cause = [
  'permission denied; let this user read and write it, or name another place',
  false,
];
const FAILING: Cause = ['the disk does not read or write as it should; look after it', true];
const IN_USE: Cause = ['another program uses it; end that one, or wait for it', true];
const WATCHES: Cause = ['too many folders are watched; raise fs.inotify.max_user_watches', true];

/** By the code of the system's error (nodejs.org/api/errors.html, "Common system errors"; errno(3)). */
const OF_SYSTEM = new Map<string, Cause>([
  ['ENOSPC', FULL],
  ['EDQUOT', ['the space that this user may fill is full; free some', true]],
  ['EROFS', READ_ONLY],
  ['EACCES', NOT_ALLOWED],
  ['EPERM', NOT_ALLOWED],
  ['EISDIR', ['it is a folder, and a file is expected; name another place', false]],
  ['ENODEV', ['it is a pipe or a device, and a file is expected; name another place', false]],
  ['EFBIG', ['it is too large for what it should be; look what it is', false]],
  ['ENOTDIR', ['a file stands where a folder is expected; move it away, or name another place', false]],
  ['EEXIST', ['something else stands there; move it away, or name another place', false]],
  ['ENOENT', ['it is not there; make it, or name another place', false]],
  ['ELOOP', ['its links lead in a circle; mend them, or name another place', false]],
  ['ENAMETOOLONG', ['its name is too long; name another place', false]],
  ['EMFILE', ['this process has too many files open; raise its limit (ulimit -n)', true]],
  ['ENFILE', ['the machine has too many files open; end other programs', true]],
  ['EIO', FAILING],
  ['EBUSY', IN_USE],
  ['EADDRINUSE', ['another program listens there; end that one, or name another port', false]],
]);

/** By SQLite's primary result code (sqlite.org/rescode.html). */
const OF_SQLITE = new Map<number, Cause>([
  [3, NOT_ALLOWED],
  [5, IN_USE],
  [6, IN_USE],
  [8, READ_ONLY],
  [10, FAILING],
  [11, ['it is damaged; restore a backup of the state, or delete the index', false]],
  [13, FULL],
  [
    14,
    [
      'look whether its folder is there, whether it is a file, and whether this user may read and write both',
      false,
    ],
  ],
  [26, ['it is no database, or damaged; restore a backup of the state, or name another place', false]],
]);

/**
 * What of an error the operator can mend; null for all others, bugs among them.
 * @param place what it is about, where the error does not say it itself
 */
export function findSystemProblem(error: unknown, place = ''): SystemProblem | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const cause =
    OF_SQLITE.get(sqliteCode(error) ?? -1) ??
    findCause(error.code, 'syscall' in error ? error.syscall : null);
  if (cause === undefined) return null;
  const [text, isPassing] = cause;
  const subject = placeOf(error) ?? place;
  const name = sqliteCode(error) === null ? String(error.code) : error.message;
  return { message: `${subject === '' ? '' : `${subject}: `}${text} (${name})`, isPassing };
}

function findCause(code: unknown, syscall: unknown): Cause | undefined {
  if (typeof code !== 'string' || typeof syscall !== 'string') return undefined;
  // inotify_add_watch(2): not the disk.
  return syscall === 'watch' && code === 'ENOSPC' ? WATCHES : OF_SYSTEM.get(code);
}

/** Why something failed: in a sentence where the operator can mend it, else in the error's own words. */
export function describeError(error: unknown): string {
  return findSystemProblem(error)?.message ?? (error instanceof Error ? error.message : String(error));
}

/** The primary code of an error of SQLite; extended codes keep it in the low byte. Null: it is none of SQLite's. */
export function sqliteCode(error: unknown): number | null {
  const isOfSqlite = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
  return isOfSqlite ? Number(error.errcode) & 0xff : null;
}

/** Whether a database's file is torn, or none. */
export function isDamage(error: unknown): boolean {
  return [11, 26].includes(sqliteCode(error) ?? -1);
}

function placeOf(error: Error): string | null {
  if ('path' in error && typeof error.path === 'string') {
    // A file that is renamed: either place may be meant.
    return 'dest' in error && typeof error.dest === 'string' ? `${error.path} -> ${error.dest}` : error.path;
  }
  return 'port' in error && typeof error.port === 'number' ? `port ${error.port}` : null;
}
