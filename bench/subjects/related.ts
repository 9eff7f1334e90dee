import { createRandom } from '../../tests/faults/random.ts';
import { CORPUS_END_MS, pick } from '../corpus.ts';
import { type BenchFolder, withLibrary } from '../folder.ts';
import { type Measurement, percentile, timeMs } from '../measurement.ts';

const STORIES = 300;

/** The coverage of a story with what is similar, as `related` shows it. */
export function measureRelated(folder: BenchFolder): Promise<Measurement[]> {
  return withLibrary(folder, async (library) => {
    const random = createRandom(11);
    const times: number[] = [];
    while (times.length < STORIES) {
      const found = library.findByLink(pick(folder.stories, random).link);
      if (found === undefined) continue;
      times.push(
        await timeMs(() => {
          library.coverageOf(found.story, CORPUS_END_MS);
          library.similarTo(found.story, CORPUS_END_MS);
        }),
      );
    }
    const line = { subject: 'related', stories: folder.stories.length, unit: 'ms' } as const;
    return [
      { ...line, what: 'p50', value: percentile(times, 0.5) },
      { ...line, what: 'p99', value: percentile(times, 0.99), bar: { max: 20 } },
    ];
  });
}
