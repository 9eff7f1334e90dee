import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { describeError, findSystemProblem } from '../src/system-error.ts';
import { makeTempFolder } from './support/temp-folder.ts';

function catchError(work: () => unknown): unknown {
  try {
    return expect.unreachable(String(work()));
  } catch (error) {
    return error;
  }
}

/** As Node makes them (nodejs.org/api/errors.html, "Class: SystemError"). */
const systemError = (code: string, syscall: string, path?: string) =>
  Object.assign(new Error(`${code}: it failed, ${syscall}`), {
    code,
    syscall,
    errno: -1,
    ...(path && { path }),
  });

describe('given what the operator can mend, it is a sentence with its place and what to do:', () => {
  test('a folder in the place of a file, a file in that of a folder, a circle of links, nothing there', () => {
    const folder = makeTempFolder();
    const path = (name: string) => join(folder, name);
    mkdirSync(path('folder'));
    writeFileSync(path('file'), '');
    symlinkSync(path('circle'), path('circle'));
    const tell = (work: () => unknown) => findSystemProblem(catchError(work));
    expect(tell(() => openSync(path('folder'), 'w'))).toEqual({
      message: `${path('folder')}: it is a folder, and a file is expected; name another place (EISDIR)`,
      isPassing: false,
    });
    expect(tell(() => readFileSync(join(path('file'), 'x')))?.message).toMatch(
      /a file stands where a folder.*ENOTDIR/,
    );
    expect(tell(() => readFileSync(path('circle')))?.message).toMatch(/links lead in a circle.*ELOOP/);
    expect(tell(() => readFileSync(path('nothing')))?.message).toMatch(/it is not there.*ENOENT/);
  });

  test.skipIf(process.platform !== 'linux')('a full disk', async () => {
    const error: unknown = await writeFile('/dev/full', 'x').catch((thrown: unknown) => thrown);
    expect(findSystemProblem(error, 'the place')).toEqual({
      message: 'the place: the disk is full; free some space (ENOSPC)',
      isPassing: true,
    });
  });

  test.each([
    ['ENOSPC', 'disk is full', true],
    ['EDQUOT', 'is full', true],
    ['EMFILE', 'ulimit -n', true],
    ['ENFILE', 'too many files', true],
    ['EIO', 'the disk does not', true],
    ['EROFS', 'cannot be written to', false],
    ['EACCES', 'permission denied', false],
    ['EPERM', 'permission denied', false],
  ])('%s', (code, text, isPassing) => {
    const problem = findSystemProblem(systemError(code, 'open', '/data/x'));
    expect(problem).toEqual({ message: expect.stringMatching(/^\/data\/x: .*; .* \(E\w+\)$/), isPassing });
    expect(problem?.message).toContain(text);
  });

  test('a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const [error] = await once(createServer().listen(taken.address()), 'error').catch((thrown: unknown) => [
      thrown,
    ]);
    expect(findSystemProblem(error)?.message).toMatch(/^port \d+: another program listens there.*EADDRINUSE/);
  });

  test('more folders than the system watches, which it calls a full disk', () => {
    expect(findSystemProblem(systemError('ENOSPC', 'watch', '/content'))?.message).toContain(
      'max_user_watches',
    );
  });

  test('a database that is full, read-only, none, or cannot be there', () => {
    const path = join(makeTempFolder(), 'x.sqlite');
    const database = new DatabaseSync(path);
    onTestFinished(() => database.close());
    database.exec('create table t (x); pragma max_page_count = 2');
    const tell = (work: () => unknown) => findSystemProblem(catchError(work), 'LIBRARY_PATH');
    expect(tell(() => database.exec('insert into t values (zeroblob(9000))'))).toEqual({
      message: 'LIBRARY_PATH: the disk is full; free some space (database or disk is full)',
      isPassing: true,
    });
    const reader = new DatabaseSync(path, { readOnly: true });
    expect(tell(() => reader.exec('drop table t'))?.message).toMatch(/cannot be written to.*readonly/);
    reader.close();
    expect(tell(() => new DatabaseSync(join(path, 'x')))?.message).toMatch(
      /look whether its folder is there/,
    );
    const text = join(makeTempFolder(), 'text');
    writeFileSync(text, 'x'.repeat(9_000));
    expect(tell(() => new DatabaseSync(text).exec('create table t (x)'))?.message).toMatch(
      /no database, or damaged/,
    );
  });
});

test.each([
  ['a bug', new TypeError('x is not a function')],
  ['an error of ours with a code of that name', Object.assign(new Error('no'), { code: 'ENOSPC' })],
  ['a lost connection', systemError('ECONNRESET', 'read')],
  ['a wrong query', catchError(() => new DatabaseSync(':memory:').exec('select'))],
  ['no error', 'ENOSPC'],
])('given %s, it is none of these, and is told as it is', (_what, error) => {
  expect(findSystemProblem(error)).toBeNull();
  expect(describeError(error)).toBe(error instanceof Error ? error.message : error);
});
