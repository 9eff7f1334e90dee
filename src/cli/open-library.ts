import type { Config } from '../config.ts';
import { Library } from '../library/library.ts';
import { createLog } from '../log.ts';
import type { CommandIo } from '../terminal.ts';

/** Opens the library for one command, brings it up to the folder, and closes it afterwards. */
export async function withLibrary<T>(
  config: Config,
  io: CommandIo,
  work: (library: Library) => T | Promise<T>,
): Promise<T> {
  // A command answers one question: of the log it shows only what went wrong.
  const log = createLog({ level: 'warn', stream: io.stderr, secrets: [config.discordToken ?? ''] });
  const library = new Library({ ...config, isWatching: false, log });
  try {
    await library.whenCompared();
    return await work(library);
  } finally {
    await library.close();
  }
}
