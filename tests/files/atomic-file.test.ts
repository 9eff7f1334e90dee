import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  FileChangedError,
  readFileIfThere,
  removeLeftDrafts,
  writeFileAtomically,
} from '../../src/files/atomic-file.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

test('given a file that nobody touched since it was read, it is replaced', async () => {
  const path = join(makeTempFolder(), 'a/b.md');
  await writeFileAtomically(path, 'one', null);
  await writeFileAtomically(path, 'two', Buffer.from('one'));
  expect(readFileSync(path, 'utf8')).toBe('two');
});

test.each([
  ['saved', 'mine', Buffer.from('one')],
  ['made', 'mine', null],
])(
  'given a file that a person %s meanwhile, it stays as it is, and nothing is left beside it',
  async (_what, text, before) => {
    const folder = makeTempFolder();
    writeFileSync(join(folder, 'a.md'), text);
    await expect(writeFileAtomically(join(folder, 'a.md'), 'ours', before)).rejects.toThrow(FileChangedError);
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe(text);
    expect(readdirSync(folder)).toEqual(['a.md']);
  },
);

test('given a file that a person deleted meanwhile, it is not made again', async () => {
  const folder = makeTempFolder();
  await expect(writeFileAtomically(join(folder, 'a.md'), 'ours', Buffer.from('one'))).rejects.toThrow(
    FileChangedError,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test('given a pipe or a folder in the place of the file, nothing waits for it, and it stays', async () => {
  const folder = makeTempFolder();
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  mkdirSync(join(folder, 'dir'));
  for (const name of ['pipe', 'dir']) {
    expect(() => readFileIfThere(join(folder, name), 100)).toThrow(/^it is (?:a folder|no file)/);
    for (const before of [null, Buffer.from('one')])
      await expect(writeFileAtomically(join(folder, name), 'ours', before)).rejects.toThrow(FileChangedError);
  }
  expect(readdirSync(folder).sort()).toEqual(['dir', 'pipe']);
});

test('given drafts that killed processes left, those of the named files go, and no other file', () => {
  const folder = makeTempFolder();
  const others = ['.a.md.tmp', '.b.md.17.tmp', '.gitignore', 'a.md'];
  for (const name of ['.a.md.17.tmp', '.a.md.4194304.tmp', ...others]) writeFileSync(join(folder, name), '');
  expect(removeLeftDrafts([join(folder, 'a.md'), join(folder, 'gone/c.md')])).toBe(2);
  expect(readdirSync(folder).sort()).toEqual(others);
});
