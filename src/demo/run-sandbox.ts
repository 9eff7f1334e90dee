import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { EXIT_MISUSE, FatalError } from '../fatal-error.ts';
import { type CommandIo, printLine, printTable } from '../terminal.ts';

/**
 * Runs the local Discord until it is told to stop, and says how to point a bot at it.
 * @returns the exit code
 * @throws FatalError when the port or the file cannot be used
 */
export async function runSandbox(
  { port, record }: { port?: number; record?: string },
  io: CommandIo,
): Promise<number> {
  if (record !== undefined) requireWritable(record);
  const sandbox = await startSandbox({
    ...(port !== undefined && { port }),
    ...(record !== undefined && { recordPath: record }),
  }).catch((error: unknown) => {
    throw explainListening(error, port);
  });
  const channels = sandbox.channels().map(({ id, name }) => ['', `#${name}`, id]);
  printLine(io, 'A local Discord is running. Start a bot beside it with:');
  printTable(io, [
    ['', 'DISCORD_API_URL', sandbox.apiUrl],
    ['', 'DISCORD_TOKEN', sandbox.token],
    ['', 'NEWS_CHANNEL_ID', sandbox.channel('ai-news').id],
  ]);
  printLine(io, 'Its channels:');
  printTable(io, channels);
  printLine(io, 'Ctrl-C ends it.');
  if (!io.signal.aborted) await once(io.signal, 'abort');
  await sandbox.close();
  return 0;
}

/** Writes nothing, to the end of the file, so that one that cannot be written fails now. */
function requireWritable(path: string): void {
  try {
    appendFileSync(path, '');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FatalError(`--record: ${path} cannot be written: ${reason}`, EXIT_MISUSE);
  }
}

/** @returns the error of a server that could not listen, as a sentence; every other error as it is */
function explainListening(error: unknown, port: number | undefined): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new FatalError(`--port: ${port} is in use; give another, or none for any free one`, EXIT_MISUSE);
  }
  if (code === 'EACCES') {
    return new FatalError(`--port: ${port} is not for everybody; give one from 1024 on`, EXIT_MISUSE);
  }
  return error;
}
