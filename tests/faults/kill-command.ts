import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.ts';

const CLI_PATH = join(import.meta.dirname, '../../bin/heatline.js');
/** A command's own work is in the later part of its life: before that, it starts. */
const STARTING_SHARE = 0.3;

export type Command = {
  readonly args: readonly string[];
  readonly environment: Record<string, string>;
};

/** Runs a command to its end. @returns how long it took, in milliseconds @throws when it fails */
export async function runToEnd(command: Command): Promise<number> {
  const startMs = systemClock.now();
  const [code] = await once(start(command), 'exit');
  if (code !== 0) throw new Error(`${command.args.join(' ')} ended with ${code}`);
  return systemClock.now() - startMs;
}

/** Starts a command and kills it at a random instant of its work. */
export async function killAtWork(command: Command, lifeMs: number, random: () => number): Promise<void> {
  await killAfter(command, () => wait(lifeMs * (STARTING_SHARE + random() * (1 - STARTING_SHARE))));
}

/** Starts a command and kills it when the wait is over, if it has not ended by then. */
export async function killAfter(command: Command, untilThen: () => Promise<unknown>): Promise<void> {
  const child = start(command);
  const exited = once(child, 'exit');
  await Promise.race([untilThen(), exited]);
  child.kill('SIGKILL');
  await exited;
}

function start({ args, environment }: Command) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI_PATH, ...args], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
