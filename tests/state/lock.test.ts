import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockState } from '../../src/state/lock.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const LOCK_PATH = join(import.meta.dirname, '../../src/state/lock.ts');

test('given a state that another process holds, it says so; freed, it can be taken', () => {
  const stateUrl = `sqlite://${join(makeTempFolder(), 'new', 'state.sqlite')}`;
  const unlock = lockState(stateUrl);
  const take = `const { lockState } = await import(${JSON.stringify(LOCK_PATH)}); lockState(${JSON.stringify(stateUrl)})`;
  const run = () => spawnSync(process.execPath, ['--input-type=module', '-e', take], { encoding: 'utf8' });
  expect(run().stderr).toContain(`STATE_URL: ${stateUrl} is in use by another Heatline; end that one first`);
  unlock();
  expect(run().status).toBe(0);
});

test('given a process that was killed, its lock is free', () => {
  const stateUrl = `sqlite://${join(makeTempFolder(), 'state.sqlite')}`;
  const die = `const { lockState } = await import(${JSON.stringify(LOCK_PATH)}); lockState(${JSON.stringify(stateUrl)}); process.kill(process.pid, 'SIGKILL')`;
  const killed = spawnSync(process.execPath, ['--input-type=module', '-e', die]);
  expect(killed.signal).toBe('SIGKILL');
  lockState(stateUrl)();
});

test('given two paths to one state, they are one lock', () => {
  const folder = makeTempFolder();
  const path = join(folder, 'state.sqlite');
  writeFileSync(path, '');
  symlinkSync(path, join(folder, 'link.sqlite'));
  const unlock = lockState(`sqlite://${join(folder, 'link.sqlite')}`);
  expect(() => lockState(`sqlite://${path}`)).toThrow('in use by another Heatline');
  unlock();
});
