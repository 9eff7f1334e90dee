import { appendFileSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { z } from 'zod';
import { runBatch } from './batch.ts';
import type { Run } from './target.ts';
import { TARGETS } from './targets.ts';

// What `npm run fuzz` starts, and starts again when an input has ended it or made it hang.

const INPUTS_PER_BATCH = 20;
/** What is linear takes a tenth of it at an input of 100,000 characters. */
const CPU_MAX_MS = 2_000;
/** What memory may grow by at one input. */
const MEMORY_MAX_MB = 500;

const { folder, seed, endMs, name } = z
  .object({ folder: z.string(), seed: z.number(), endMs: z.number(), name: z.string().optional() })
  .parse(JSON.parse(process.env.HEATLINE_FUZZ ?? '{}'));

/** The full-period generator of Numerical Recipes: from a batch's seed follows the next one's. */
const nextSeed = (last: number): number => (Math.imul(last, 1_664_525) + 1_013_904_223) >>> 0;

/** The file holds the input that is running now: when this process is ended, it tells by what. */
function openAnnouncer(path: string): (announced: object) => void {
  const file = openSync(path, 'w');
  return (announced) => {
    ftruncateSync(file, 0);
    writeSync(file, JSON.stringify(announced), 0);
  };
}

/** A run that takes too much time of the processor (so that other work on the machine does not count) or memory throws. */
const withLimits =
  (run: Run): Run =>
  async (input) => {
    const cpu = process.cpuUsage();
    const peakKb = process.resourceUsage().maxRSS;
    await run(input);
    const { user, system } = process.cpuUsage(cpu);
    const cpuMs = Math.round((user + system) / 1000);
    if (cpuMs > CPU_MAX_MS) throw new Error(`it took ${cpuMs} ms of the processor`);
    const grownMb = Math.round((process.resourceUsage().maxRSS - peakKb) / 1024);
    if (grownMb > MEMORY_MAX_MB) throw new Error(`memory grew by ${grownMb} MB`);
  };

test('given inputs until the time is over, what is found is told', async () => {
  const announce = openAnnouncer(join(folder, 'current.json'));
  const tell = (event: object): void =>
    appendFileSync(join(folder, 'events.jsonl'), `${JSON.stringify(event)}\n`);
  const opened = [];
  for (const target of TARGETS) {
    if (name !== undefined && target.name !== name) continue;
    opened.push({ target, run: withLimits(await target.open()), seed, spentMs: 0 });
  }
  if (opened.length === 0)
    throw new Error(`there is no target ${name}, but: ${TARGETS.map((target) => target.name).join(', ')}`);
  do {
    // Each gets as much time as the others.
    const turn = opened.reduce((least, one) => (one.spentMs < least.spentMs ? one : least));
    const { target } = turn;
    const startMs = performance.now();
    const finding = await runBatch(turn, turn.seed, INPUTS_PER_BATCH, (input) =>
      announce({ target: target.name, seed: turn.seed, input }),
    );
    turn.spentMs += performance.now() - startMs;
    tell({ kind: 'batch', target: target.name, inputs: INPUTS_PER_BATCH });
    if (finding !== null) tell({ kind: 'finding', ...finding });
    turn.seed = nextSeed(turn.seed);
  } while (Date.now() < endMs || opened.some(({ spentMs }) => spentMs === 0));
});
