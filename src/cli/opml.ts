import { join } from 'node:path';
import { type Config, ConfigError, requireContentDir } from '../config.ts';
import { readFileIfThere, writeFileAtomically } from '../files/atomic-file.ts';
import { readRegularFile } from '../files/read-regular-file.ts';
import { type OpmlImport, readOpml, writeOpml } from '../ingest/sources/opml.ts';
import {
  appendSource,
  loadSources,
  parseSources,
  SOURCES_FILE,
  SOURCES_MAX_BYTES,
} from '../ingest/sources/sources.ts';
import { type CommandIo, formatCount, printJson, printLine, printNotice, printTable } from '../terminal.ts';

/** A feed reader's list of ten thousand feeds has half of it. */
const OPML_MAX_BYTES = 5 * 1024 * 1024;

/**
 * Adds the feeds of an OPML file to `sources.yaml`; those that are there already are left out.
 * @returns the exit code: 1 when an address in the file is none
 * @throws ConfigError when the file cannot be read, or is no OPML
 */
export async function importSources(
  file: string,
  { json }: { json?: boolean },
  config: Config,
  io: CommandIo,
): Promise<number> {
  requireContentDir(config.contentDir, 'CONTENT_DIR');
  const path = join(config.contentDir, SOURCES_FILE);
  const before = readFileIfThere(path, SOURCES_MAX_BYTES);
  const { sources: present, problems } = parseSources(before?.toString('utf8') ?? '');
  if (problems.length > 0) {
    throw new ConfigError(`${path} has mistakes; mend them first (heatline sources shows them)`);
  }
  const { sources, known, broken } = readFile(file, present);
  if (sources.length > 0) {
    const text = sources.reduce(appendSource, before?.toString('utf8') ?? '');
    await writeFileAtomically(path, text, before);
  }
  if (json) {
    printJson(io, { added: sources, known, broken });
    return broken.length > 0 ? 1 : 0;
  }
  printTable(
    io,
    sources.map(({ name, address }) => ['added', name, address]),
  );
  for (const address of broken)
    printNotice(io, `not an address of a feed, left out: ${JSON.stringify(address)}`);
  const added =
    sources.length === 0
      ? 'nothing to add'
      : `${formatCount(sources.length, 'source', 'sources')} added to ${path}`;
  printLine(io, `${added}; ${known} were there already`);
  return broken.length > 0 ? 1 : 0;
}

function readFile(file: string, present: Parameters<typeof readOpml>[1]): OpmlImport {
  let text: string;
  try {
    text = readRegularFile(file, OPML_MAX_BYTES).toString('utf8');
  } catch (error) {
    throw new ConfigError(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  try {
    return readOpml(text, present);
  } catch {
    throw new ConfigError(`${file} is no OPML; export the subscriptions of your feed reader as OPML`);
  }
}

/** Prints the feeds among the sources as OPML. @returns the exit code: 1 when the file has mistakes */
export function exportSources(config: Config, io: CommandIo): number {
  requireContentDir(config.contentDir, 'CONTENT_DIR');
  const { sources, problems } = loadSources(config.contentDir);
  const { text, exported } = writeOpml(sources);
  io.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  const others = sources.length - exported;
  if (others > 0) {
    printNotice(io, `${formatCount(others, 'source', 'sources')} of git and JSON cannot be told in OPML`);
  }
  for (const { line, message } of problems) printNotice(io, `${SOURCES_FILE}:${line}: ${message}`);
  return problems.length > 0 ? 1 : 0;
}
