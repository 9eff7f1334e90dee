import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { backUpState, restoreState } from '../state/backup.ts';
import { type CommandIo, formatCount, formatMinute, printJson, printLine } from '../terminal.ts';

/** Copies the state to a file, also while the bot runs. @returns the exit code @throws StateError */
export async function backUp(
  file: string,
  { json }: { json?: boolean },
  { stateUrl }: Config,
  io: CommandIo,
): Promise<number> {
  const made = await backUpState(stateUrl, file, systemClock.now());
  if (json) {
    printJson(io, { file, ...made, madeAt: new Date(made.madeAtMs).toISOString() });
    return 0;
  }
  printLine(
    io,
    `${file}: ${formatCount(made.posts, 'post', 'posts')}, ${formatSize(made.sizeBytes)}, checked`,
  );
  return 0;
}

/** Puts a backup in the place of the state; refuses while the bot runs. @returns the exit code @throws StateError */
export function restore(
  file: string,
  { json, lookBack }: { json?: boolean; lookBack: boolean },
  { stateUrl }: Config,
  io: CommandIo,
): number {
  const restored = restoreState(stateUrl, file, { nowMs: systemClock.now(), looksBack: lookBack });
  if (json) {
    printJson(io, { file, ...restored, madeAt: new Date(restored.madeAtMs).toISOString() });
    return 0;
  }
  const from = formatMinute(restored.madeAtMs);
  printLine(io, `restored: the state of ${from} UTC, ${formatCount(restored.posts, 'post', 'posts')}`);
  if (restored.keptAs !== null) printLine(io, `the state that was there is kept as ${restored.keptAs}`);
  printLine(
    io,
    lookBack
      ? 'what was posted since then is looked for in the channels when the bot starts, and not posted again'
      : 'what was posted since then may be posted again',
  );
  printLine(io, 'feeds that were set up or changed since then are as they were at that time');
  return 0;
}

function formatSize(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${Math.round(bytes / 1_000_000)} MB`;
}
