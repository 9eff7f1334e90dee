import { spawnSync } from 'node:child_process';
import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTempFolder } from './support/temp-folder.ts';

const PROGRAM = join(import.meta.dirname, '../src/heatline.ts');

function runHelp(cacheDir: string) {
  return spawnSync(process.execPath, [PROGRAM, '--help'], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: cacheDir },
    encoding: 'utf8',
  });
}

test('given a first start, its modules are kept compiled for the next', () => {
  const cacheDir = join(makeTempFolder(), 'compiled');
  const { status, stdout } = runHelp(cacheDir);
  expect(status).toBe(0);
  expect(stdout).toContain('Usage: heatline');
  expect(globSync('**/*', { cwd: cacheDir }).length).toBeGreaterThan(10);
});

test('given a folder where nothing can be kept, the program runs all the same', () => {
  const file = join(makeTempFolder(), 'file');
  writeFileSync(file, '');
  expect(runHelp(file)).toMatchObject({ status: 0, stderr: '' });
});
