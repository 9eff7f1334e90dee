import { join } from 'node:path';
import { type Config, requireContentDir } from '../config.ts';
import { readFileIfThere, writeFileAtomically } from '../files/atomic-file.ts';
import type { SourceHealth } from '../ingest/round/check-source.ts';
import { runTask } from '../ingest/round/ingest-task.ts';
import { replaceAddress, SOURCES_FILE, SOURCES_MAX_BYTES } from '../ingest/sources/sources.ts';
import { createLog } from '../log.ts';
import { type CommandIo, formatCount, paint, printJson, printLine, printTable } from '../terminal.ts';

/**
 * Asks every source once and says which are dead, moved, empty, quiet, or no longer about AI. Git sources are pulled
 * by ingest alone.
 * @param options.update write the addresses that have moved for good into `sources.yaml`
 * @returns the exit code: 1 when one is not fine
 */
export async function checkSources(
  { json, update, nowMs }: { json?: boolean; update?: boolean; nowMs: number },
  config: Config,
  io: CommandIo,
): Promise<number> {
  requireContentDir(config.contentDir, 'CONTENT_DIR');
  const log = createLog({ level: 'warn', stream: io.stderr, secrets: [config.discordToken ?? ''] });
  if (io.stderr.isTTY) io.stderr.write('asking the sources …\r');
  const { sources } = await runTask('check', { nowMs }, config, { log, signal: io.signal });
  const moved = sources.filter(({ movedTo }) => movedTo !== null);
  const updated = update ? await writeMoved(moved, config.contentDir) : [];
  if (json) printJson(io, { sources, updated });
  else printHealth(sources, updated, io);
  return sources.every(({ state }) => state === 'fine') ? 0 : 1;
}

/** @returns the names of those whose address was changed */
async function writeMoved(moved: readonly SourceHealth[], contentDir: string): Promise<string[]> {
  const path = join(contentDir, SOURCES_FILE);
  const before = readFileIfThere(path, SOURCES_MAX_BYTES);
  const written: string[] = [];
  let text = before?.toString('utf8') ?? '';
  for (const { name, address, movedTo } of moved) {
    const next = movedTo === null ? null : replaceAddress(text, address, movedTo);
    if (next === null) continue;
    text = next;
    written.push(name);
  }
  if (written.length > 0) await writeFileAtomically(path, text, before);
  return written;
}

function printHealth(checked: readonly SourceHealth[], updated: readonly string[], io: CommandIo): void {
  printTable(
    io,
    checked.map(({ name, state, detail, movedTo }) => [
      state === 'fine' ? state : paint(io, state === 'dead' ? 'red' : 'yellow', state),
      name,
      [detail, ...(movedTo === null ? [] : [`has moved to ${movedTo}`])]
        .filter((part) => part !== '')
        .join('; '),
    ]),
  );
  const moved = checked.filter(({ movedTo }) => movedTo !== null);
  const left = moved.filter(({ name }) => !updated.includes(name));
  if (updated.length > 0)
    printLine(io, `${formatCount(updated.length, 'address', 'addresses')} changed in ${SOURCES_FILE}`);
  if (left.length > 0 && updated.length === 0)
    printLine(io, 'heatline sources --check --update writes the new addresses');
  else if (left.length > 0)
    printLine(io, `to be changed by hand: ${left.map(({ name }) => name).join(', ')}`);
  const fine = checked.filter(({ state }) => state === 'fine').length;
  printLine(io, `${fine} of ${formatCount(checked.length, 'source', 'sources')} fine`);
}
