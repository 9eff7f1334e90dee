import { existsSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../src/files/make-folder.ts';
import { makeTempFolder, writeFiles } from '../support/temp-folder.ts';

test('given a path of missing folders, each is made; given one that is there, nothing happens', () => {
  const path = join(makeTempFolder(), 'a', 'b', 'c');
  makeFolder(path);
  expect(statSync(path).isDirectory()).toBe(true);
  makeFolder(path);
});

test.each([
  ['a file', (top: string) => writeFiles(top, { top: '' })],
  ['a link to nothing', (top: string) => symlinkSync(join(top, 'nothing'), join(top, 'top'))],
])('given %s on the way, it ends with the error of the system', (_what, place) => {
  const folder = makeTempFolder();
  place(folder);
  expect(() => makeFolder(join(folder, 'top', 'a', 'b'))).toThrow(/^E(?:NOTDIR|NOENT|EXIST)/);
});

test.runIf(existsSync('/proc/self'))(
  'given a place below /proc, it ends with the error of the system',
  () => {
    expect(() => makeFolder('/proc/nowhere/below')).toThrow(/^ENOENT/);
  },
);
