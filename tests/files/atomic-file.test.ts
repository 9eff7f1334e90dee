import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFileAtomically } from '../../src/files/atomic-file.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

test('given a file that nobody touched since it was read, it is replaced', async () => {
  const path = join(makeTempFolder(), 'a/b.md');
  expect(await writeFileAtomically(path, 'one', null)).toBe(true);
  expect(await writeFileAtomically(path, 'two', Buffer.from('one'))).toBe(true);
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
    expect(await writeFileAtomically(join(folder, 'a.md'), 'ours', before)).toBe(false);
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe(text);
    expect(readdirSync(folder)).toEqual(['a.md']);
  },
);

test('given a file that a person deleted meanwhile, it is not made again', async () => {
  const folder = makeTempFolder();
  expect(await writeFileAtomically(join(folder, 'a.md'), 'ours', Buffer.from('one'))).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});
