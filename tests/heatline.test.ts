import { spawnSync } from 'node:child_process';
import { closeSync, globSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { makeTempFolder } from './support/temp-folder.ts';

const PROGRAM = join(import.meta.dirname, '../bin/heatline.js');

function runHelp(cacheDir: string, ...flags: string[]) {
  return spawnSync(process.execPath, [...flags, PROGRAM, '--help'], {
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

test('given a Node that is too old, it says in one sentence what it needs, and ends with code 2', () => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`;
  const run = runHelp(makeTempFolder(), '--import', `data:text/javascript,${encodeURIComponent(pretend)}`);
  expect(run).toMatchObject({ status: 2, stdout: '' });
  expect(run.stderr).toMatch(/^Heatline needs Node 24 \(this is v20\.20\.2\): [^\n]+\.\n$/);
});

test('given an old Node, the entry is still something that it can read: JavaScript that imports nothing before', () => {
  const text = readFileSync(PROGRAM, 'utf8');
  expect(text).not.toMatch(/^import /m);
  const { engines, bin, scripts } = packageJson;
  expect(engines.node).toBe('>=24');
  expect(bin.heatline).toBe('bin/heatline.js');
  for (const name of ['start', 'demo', 'heatline'] as const)
    expect(scripts[name]).toContain('bin/heatline.js');
});

test.skipIf(process.platform !== 'linux')(
  'given a full disk that its output goes to, it says that it is cut off, and ends with code 1',
  () => {
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const run = spawnSync(process.execPath, [PROGRAM, '--help'], {
      env: { PATH: process.env.PATH },
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('what was printed is cut off: the disk is full; free some space\n');
    expect(run.status).toBe(1);
  },
);
