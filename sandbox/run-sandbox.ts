import { once } from 'node:events';
import { type CommandIo, printLine, printTable } from '../src/cli/io.ts';
import { startSandbox } from './sandbox.ts';

/** Runs the local Discord until it is told to stop, and says how to point a bot at it. @returns the exit code */
export async function runSandbox(
  { port, record }: { port?: number; record?: string },
  io: CommandIo,
): Promise<number> {
  const sandbox = await startSandbox({
    ...(port !== undefined && { port }),
    ...(record !== undefined && { recordPath: record }),
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
