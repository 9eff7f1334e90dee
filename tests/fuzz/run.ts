import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Finding, kindOf } from './batch.ts';

// npm run fuzz -- [--minutes N] [--seed NUMBER] [--target NAME]

/** An input that takes longer hangs, also on a busy machine. */
const HANG_MS = 60_000;
/** Starting takes this long at most. */
const START_MAX_MS = 120_000;
const LOOK_EVERY_MS = 500;
const ERROR_SHOWN_LINES = 6;
const INPUT_SHOWN_CHARS = 300;

const { values } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string' }, target: { type: 'string' } },
});
const minutes = Number(values.minutes ?? 1);
const firstSeed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
if (Number.isNaN(minutes) || !Number.isInteger(firstSeed))
  throw new Error('--minutes takes a number, and --seed a whole one');
const endMs = Date.now() + minutes * 60_000;
const folder = mkdtempSync(join(tmpdir(), 'heatline-fuzz-'));
const eventsPath = join(folder, 'events.jsonl');
const currentPath = join(folder, 'current.json');

const Input = z.object({ target: z.string(), seed: z.number(), input: z.string() });
const Event = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('batch'), target: z.string(), inputs: z.number() }),
  Input.extend({ kind: z.literal('finding'), error: z.string() }),
]);

const inputsOf = new Map<string, number>();
const countOf = new Map<string, number>();
let eventsRead = 0;

/** Takes in what the loop has told since the last look. */
function readEvents(): void {
  if (!existsSync(eventsPath)) return;
  const lines = readFileSync(eventsPath, 'utf8').split('\n').slice(0, -1);
  for (const line of lines.slice(eventsRead)) {
    const event = Event.parse(JSON.parse(line));
    if (event.kind === 'finding') report(event);
    else inputsOf.set(event.target, (inputsOf.get(event.target) ?? 0) + event.inputs);
  }
  eventsRead = lines.length;
}

function report({ target, seed, input, error }: Finding): void {
  const kind = `${target}: ${kindOf(error)}`;
  const count = (countOf.get(kind) ?? 0) + 1;
  countOf.set(kind, count);
  if (count > 1) return;
  const path = join(folder, `${target}-${countOf.size}.json`);
  writeFileSync(path, JSON.stringify(input));
  const shown = JSON.stringify(input.slice(0, INPUT_SHOWN_CHARS));
  console.log(`\nFOUND in ${target}: ${error.split('\n').slice(0, ERROR_SHOWN_LINES).join('\n')}
  input (${input.length} characters, whole in ${path}): ${shown}
  again: npm run fuzz -- --target ${target} --seed ${seed} --minutes 0`);
}

function showProgress(): void {
  if (!process.stdout.isTTY) return;
  const total = [...inputsOf.values()].reduce((sum, count) => sum + count, 0);
  const leftS = Math.max(0, Math.round((endMs - Date.now()) / 1000));
  process.stdout.write(`\r${total} inputs, ${countOf.size} found, ${leftS} s left  `);
}

let killLoop = (): boolean => true;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => killLoop() && process.exit(1));

/** One life of the loop. @returns whether it came to its end by itself */
async function runLoop(seed: number): Promise<boolean> {
  writeFileSync(currentPath, '');
  const startMs = Date.now();
  const settings = { folder, seed, endMs, name: values.target };
  const child = spawn('vitest', ['run', '--config', 'vitest.fuzz.config.ts'], {
    // A group of its own: what hangs is a process of Vitest's.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HEATLINE_FUZZ: JSON.stringify(settings) },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      output = (output + data.toString()).slice(-10_000);
    });
  const exited = once(child, 'exit');
  // The group of a process that was started detached has its id.
  killLoop = () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL');
  let ended: string | null = null;
  while (child.exitCode === null && child.signalCode === null) {
    await Promise.race([exited, wait(LOOK_EVERY_MS)]);
    readEvents();
    showProgress();
    const { mtimeMs, size } = statSync(currentPath);
    const silentMs = Date.now() - Math.max(mtimeMs, startMs);
    if (size === 0 ? silentMs < START_MAX_MS : silentMs < HANG_MS) continue;
    ended = `it did not end within ${HANG_MS / 1000} s`;
    killLoop();
    await exited;
  }
  readEvents();
  if (child.exitCode === 0) return true;
  const current = readFileSync(currentPath, 'utf8');
  if (current === '') throw new Error(`the loop did not start:\n${output}`);
  const error = ended ?? `it ended the process: ${child.signalCode ?? child.exitCode}\n${output}`;
  report({ ...Input.parse(JSON.parse(current)), error });
  return false;
}

console.log(`fuzzing for ${minutes} minutes: --seed ${firstSeed} gives the same inputs`);
// After an input that ended the loop, it goes on with others.
for (let seed = firstSeed; !(await runLoop(seed)) && Date.now() < endMs; seed += 1_000_003);
console.log(`\n${[...inputsOf].map(([target, count]) => `${target} ${count}`).join(', ')}`);
for (const [kind, count] of countOf) console.log(`${count} × ${kind}`);
console.log(
  countOf.size === 0 ? 'nothing was found' : `${countOf.size} found; their inputs are in ${folder}`,
);
process.exitCode = countOf.size === 0 ? 0 : 1;
