import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Clock, ReplayClock, systemClock } from '../../src/clock.ts';
import { Library } from '../../src/library/library.ts';
import { collectLog } from './collect-log.ts';
import { makeTempFolder } from './temp-folder.ts';

export type OpenedLibrary = {
  readonly library: Library;
  /** What it has logged. */
  readonly log: readonly { readonly level: number; readonly msg: string }[];
  /** Resolves with the changed ids at the next change of the folder. */
  nextChange(): Promise<readonly string[]>;
};

/** The waits of a library that watches its folder are so much shorter. */
const SPEED = 10;

/** The real library, with its worker, over a folder; ready, and closed when the test is over. */
export async function openLibrary(
  contentDir: string,
  {
    isWatching = false,
    libraryPath = join(makeTempFolder(), 'library.sqlite'),
    gitDir,
    clock = new ReplayClock(systemClock.now(), SPEED),
  }: { isWatching?: boolean; libraryPath?: string; gitDir?: string; clock?: Clock } = {},
): Promise<OpenedLibrary> {
  const { logger, lines } = collectLog();
  const library = new Library({
    contentDir,
    libraryPath,
    isWatching,
    log: logger,
    clock,
    ...(gitDir !== undefined && { gitDir }),
  });
  onTestFinished(() => library.close());
  await library.whenCompared();
  return {
    library,
    log: lines,
    nextChange: () => {
      const change = Promise.withResolvers<readonly string[]>();
      library.onChange(change.resolve);
      return change.promise;
    },
  };
}
