import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import matter from 'gray-matter';
import { parseRecord } from '../../src/story/record.ts';
import { toRecord } from '../corpus.ts';
import { type BenchFolder, openLibrary, removeIndex } from '../folder.ts';
import { type Measurement, median, timeMs } from '../measurement.ts';

const CHANGED_FILES = 10;

/**
 * Subjects 1 and 2: a start without an index, and one with it, until the library answers, and until posts may begin.
 * Leaves a whole index.
 */
export async function measureLoad(folder: BenchFolder, rounds: number): Promise<Measurement[]> {
  const { stories, contentDir, libraryPath } = folder;
  const paths = stories.map(({ path }) => join(contentDir, path));
  const times: Record<'read' | 'plain' | 'parse' | 'cold' | 'compared' | 'warm' | 'changed', number[]> = {
    read: [],
    plain: [],
    parse: [],
    cold: [],
    compared: [],
    warm: [],
    changed: [],
  };
  for (let round = 0; round < rounds; round++) {
    times.read.push(await timeMs(() => paths.forEach((path) => void readFileSync(path))));
    times.plain.push(
      await timeMs(async () => {
        for (const path of paths) matter(await readFile(path));
      }),
    );
    clearMatterCache();
    times.parse.push(await timeMs(() => paths.forEach((path) => void parseRecord(readFileSync(path)))));
    removeIndex(libraryPath);
    const cold = await timeStart(folder);
    times.cold.push(cold.readyMs);
    times.compared.push(cold.comparedMs);
    times.warm.push((await timeStart(folder)).readyMs);
    // The newest ten: what an editor's morning changes.
    for (const story of stories.slice(0, CHANGED_FILES)) {
      writeFileSync(join(contentDir, story.path), toRecord({ ...story, heat: story.heat + round + 1 }));
    }
    times.changed.push((await timeStart(folder)).readyMs);
  }
  const [read, plain] = [median(times.read), median(times.plain)];
  const plainLoop = { name: 'the plain loop', value: plain };
  const size = stories.length;
  const line = (subject: string, what: string, values: readonly number[]) =>
    ({ subject, stories: size, what, value: median(values), unit: 'ms' }) as const;
  const bars = {
    cold: size === 25_000 ? { bar: { max: 0.2 } } : {},
    warm: size === 25_000 ? { bar: { max: 0.06 } } : {},
  };
  return [
    { ...line('load', 'reading the files alone', times.read), reference: plainLoop },
    { ...line('load', 'parsing alone, in one thread, keeping nothing', times.parse), reference: plainLoop },
    { ...line('load', 'cold', times.cold), reference: { name: 'reading alone', value: read } },
    { ...line('load', 'cold', times.cold), reference: plainLoop, ...bars.cold },
    { ...line('load', 'cold, until stories are compared', times.compared), reference: plainLoop },
    { ...line('load', 'warm, nothing changed', times.warm), reference: plainLoop, ...bars.warm },
    { ...line('load', 'warm, ten files changed', times.changed), reference: plainLoop, ...bars.warm },
  ];
}

/** Called without options, gray-matter keeps every file: the next round would be answered from memory. */
function clearMatterCache(): void {
  // gray-matter 4.0.3 has it (index.js); its types leave it out.
  (matter as typeof matter & { clearCache(): void }).clearCache();
}

/** How long until every story can be found, and until it is known which of them tell the same event. */
async function timeStart(folder: BenchFolder): Promise<{ readyMs: number; comparedMs: number }> {
  const startMs = performance.now();
  const library = openLibrary(folder);
  try {
    await library.whenReady();
    const readyMs = performance.now() - startMs;
    await library.whenCompared();
    return { readyMs, comparedMs: performance.now() - startMs };
  } finally {
    await library.close();
  }
}
