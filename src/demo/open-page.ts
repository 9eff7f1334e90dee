import { NoFreePortError, startWebPage, type WebPageOptions } from '../../sandbox/web/server.ts';
import { EXIT_MISUSE, FatalError } from '../fatal-error.ts';

/**
 * Serves the sandbox's page for a command that takes `--port`.
 * @throws FatalError when no port is free
 */
export async function openPage(options: WebPageOptions): ReturnType<typeof startWebPage> {
  try {
    return await startWebPage(options);
  } catch (error) {
    if (!(error instanceof NoFreePortError)) throw error;
    throw new FatalError(`${error.message}; give another with --port`, EXIT_MISUSE);
  }
}
