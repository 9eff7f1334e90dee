import { rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { keepCompiledModules } from '../src/compiled-modules.ts';
import { readSeeds } from './corpus.ts';
import { makeBenchFolder } from './folder.ts';
import type { Measurement } from './measurement.ts';
import { measureBot } from './subjects/bot.ts';
import { measureFanOut } from './subjects/fan-out.ts';
import { measureLaunchWeek } from './subjects/launch-week.ts';
import { measureLoad } from './subjects/load.ts';
import { measureRelated } from './subjects/related.ts';
import { measureSearch } from './subjects/search.ts';
import { measureTick } from './subjects/tick.ts';
import { measureYear } from './subjects/year.ts';
import { printTable } from './table.ts';

// Measures the subjects of docs/performance.md, each beside what it is compared with. `--json` prints one document;
// `--from DIR` grows the corpora from the records of another folder.

/** Corpora, with how often each load is measured: the large one takes its minute. */
const SIZES = [
  { stories: 1_000, rounds: 5 },
  { stories: 25_000, rounds: 3 },
  { stories: 100_000, rounds: 1 },
] as const;
/** Channels that got 24 posts a day for a year. */
const YEAR_CHANNELS = [20, 1_000] as const;
const CONTENT = join(import.meta.dirname, '../demo');

// As the program itself does; the bots and the threads that are started find it in the environment.
keepCompiledModules(process.env);
const { values } = parseArgs({ options: { json: { type: 'boolean' }, from: { type: 'string' } } });
const seeds = readSeeds(values.from ?? CONTENT);
const measurements: Measurement[] = [];
const measure = async (name: string, subject: () => Promise<Measurement[]>): Promise<void> => {
  process.stderr.write(`${name} …\n`);
  // What the subject before left is not to be collected while this one is timed: other engines leave a gigabyte.
  globalThis.gc?.();
  try {
    measurements.push(...(await subject()));
  } catch (error) {
    // What was measured before is minutes of work, and is printed all the same.
    process.exitCode = 1;
    process.stderr.write(`${name} failed: ${error instanceof Error ? error.message : String(error)}\n`);
  }
};

for (const { stories, rounds } of SIZES) {
  const size = stories.toLocaleString('en');
  process.stderr.write(`writing ${size} records …\n`);
  const folder = makeBenchFolder(seeds, stories, join(CONTENT, 'topics.yaml'));
  try {
    await measure(`load, ${size}`, () => measureLoad(folder, rounds));
    await measure(`related, ${size}`, () => measureRelated(folder));
    await measure(`tick, ${size}`, () => measureTick(folder));
    await measure(`search, ${size}`, () => measureSearch(folder));
    if (stories > 1_000) await measure(`bot, ${size}`, () => measureBot(folder));
  } finally {
    rmSync(folder.dir, { recursive: true, force: true });
  }
}
await measure('events of a launch week', () => measureLaunchWeek(seeds));
await measure('fan-out', measureFanOut);
for (const channels of YEAR_CHANNELS)
  await measure(`a year of ${channels} channels`, () => measureYear(channels));

if (values.json) {
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
  process.stdout.write(`${JSON.stringify({ machine, measurements }, null, 2)}\n`);
} else {
  printTable(measurements, process.stdout);
}
