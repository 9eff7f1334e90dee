import { join } from 'node:path';
import type { Logger } from 'pino';
import { onTestFinished } from 'vitest';
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

/** The real library, with its worker, over a folder; ready, and closed when the test is over. */
export async function openLibrary(
  contentDir: string,
  {
    isWatching = false,
    libraryPath = join(makeTempFolder(), 'library.sqlite'),
    gitDir,
  }: { isWatching?: boolean; libraryPath?: string; gitDir?: string } = {},
): Promise<OpenedLibrary> {
  const { logger, lines } = collectLog();
  const library = createLibrary(contentDir, libraryPath, isWatching, logger, gitDir);
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

function createLibrary(
  contentDir: string,
  libraryPath: string,
  isWatching: boolean,
  log: Logger,
  gitDir: string | undefined,
): Library {
  const library = new Library({
    contentDir,
    libraryPath,
    isWatching,
    log,
    ...(gitDir !== undefined && { gitDir }),
  });
  onTestFinished(() => library.close());
  return library;
}
