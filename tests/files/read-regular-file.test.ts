import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRegularFile } from '../../src/files/read-regular-file.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

test('given a file of at most the size, it is read; a larger one is refused unread', () => {
  const path = join(makeTempFolder(), 'a');
  writeFileSync(path, 'whole');
  expect(readRegularFile(path, 5).toString()).toBe('whole');
  expect(() => readRegularFile(path, 4)).toThrow('it has 5 bytes; it may have 4');
  // It has no content on the disk.
  truncateSync(path, 100_000_000_000);
  expect(() => readRegularFile(path, 5)).toThrow('it has 100000000000 bytes; it may have 5');
});

test('given a pipe that nobody writes to, a device or a folder, it is refused at once', () => {
  const folder = makeTempFolder();
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  mkdirSync(join(folder, 'folder'));
  for (const path of [join(folder, 'pipe'), '/dev/zero'])
    expect(() => readRegularFile(path, 5)).toThrow('it is no file, but a pipe or a device');
  expect(() => readRegularFile(join(folder, 'folder'), 5)).toThrow('it is a folder');
});
