import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTempFolder, writeFiles } from './support/temp-folder.ts';

/** Writes down how it was called, gives each suite a report of 7 tests, and fails at what FAILING names. */
const NPM = `#!/bin/sh
echo "$*" >> calls
for argument; do
  case "$argument" in --outputFile.json=*)
    echo '{"numPassedTests":4,"numFailedTests":1,"numPendingTests":1,"numTodoTests":1}' > "\${argument#*=}" ;;
  esac
done
case "$*" in "$FAILING"*)
  if [ "$CRASHES" = once ]; then
    [ "$(grep -c "^$FAILING" calls)" -gt 1 ] && exit 0
    echo 'Error: Worker exited unexpectedly'
  fi
  exit 1 ;;
esac
`;

/** Runs .ci/run with an npm that does nothing but fail at one step; none fails when it is not named. */
function runCi(failing = 'nothing', crashes: 'once' | 'never' = 'never') {
  const folder = makeTempFolder();
  mkdirSync(join(folder, '.ci'));
  cpSync(join(import.meta.dirname, '../.ci/run'), join(folder, '.ci/run'));
  writeFiles(folder, { 'bin/npm': NPM, 'bin/chromium': '#!/bin/sh\n' });
  for (const name of ['npm', 'chromium']) chmodSync(join(folder, 'bin', name), 0o755);
  const path = [join(folder, 'bin'), process.env.PATH].join(delimiter);
  const { status, stdout } = spawnSync(join(folder, '.ci/run'), {
    encoding: 'utf8',
    env: { PATH: path, FAILING: failing, CRASHES: crashes },
  });
  const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  return { status, lastLine: stdout.trimEnd().split('\n').at(-1), stdout, calls };
}

test('given steps that all pass, .ci/run ends with 0, and its last line counts the tests', () => {
  const { status, lastLine, calls } = runCi();
  expect({ status, lastLine }).toEqual({ status: 0, lastLine: 'tests: 12 passed, 3 failed, 6 skipped' });
  expect(calls.map((call) => call.split(' -- --rep')[0])).toEqual([
    'ci',
    'run check',
    'test',
    'run demo -- --exit',
    'run test:faults',
    'run test:browser',
  ]);
});

test.each(['ci', 'run check', 'test', 'run demo', 'run test:faults', 'run test:browser'])(
  'given that npm %s fails, .ci/run does the other steps, names it, counts the tests and ends with 1',
  (failing) => {
    const { status, lastLine, stdout, calls } = runCi(failing);
    expect({ status, lastLine }).toEqual({ status: 1, lastLine: 'tests: 12 passed, 3 failed, 6 skipped' });
    expect(stdout).toContain(`failed: npm ${failing}`);
    expect(calls).toHaveLength(6);
  },
);

test('given a suite that V8 itself ended, it is run again, and only then', () => {
  expect(runCi('test', 'once')).toMatchObject({ status: 0 });
  expect(runCi('test', 'once').calls).toHaveLength(7);
});
