import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll } from 'vitest';
import { Library } from '../../src/library/library.ts';
import { collectLog } from './collect-log.ts';
import { writeFiles } from './temp-folder.ts';

/** One library of these records for all tests of a file: they read it and leave it as it is. */
export function shareLibrary(files: Readonly<Record<string, string>>): () => Library {
  let library: Library | undefined;
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'heatline-'));
    mkdirSync(join(folder, 'content'));
    writeFiles(join(folder, 'content'), files);
    const opened = new Library({
      contentDir: join(folder, 'content'),
      libraryPath: join(folder, 'library.sqlite'),
      isWatching: false,
      log: collectLog().logger,
    });
    await opened.whenCompared();
    library = opened;
    return async () => {
      await opened.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    };
  });
  return () => {
    if (library === undefined) throw new Error('only tests may ask for the library');
    return library;
  };
}
