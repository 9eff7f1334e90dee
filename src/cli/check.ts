import { resolve } from 'node:path';
import { requireContentDir } from '../config.ts';
import { openIndex } from '../index/database.ts';
import { countNotOutYet, summarizeIndex } from '../index/summary.ts';
import { Indexer } from '../indexing/indexer.ts';
import { createLineFinder } from '../records/record-lines.ts';
import { formatProblem } from '../story/problem.ts';
import { type CommandIo, paint, printJson, printLine } from '../terminal.ts';

/**
 * Reads a content folder as the bot would and prints what is wrong with it.
 * @returns the exit code: 1 when a file cannot be used
 */
export function checkContent(
  dir: string,
  { json, nowMs }: { json?: boolean; nowMs: number },
  io: CommandIo,
): number {
  const contentDir = resolve(dir);
  requireContentDir(contentDir, 'DIR');
  const { database } = openIndex(':memory:', contentDir);
  new Indexer(database, contentDir).scan({
    onProgress: (filesDone, files) => {
      if (io.stderr.isTTY && filesDone < files) io.stderr.write(`${filesDone} of ${files} files\r`);
    },
  });
  const summary = {
    ...summarizeIndex(database, createLineFinder(contentDir)),
    notOutYet: countNotOutYet(database, nowMs),
  };
  database.close();

  const errors = summary.problems.filter(({ severity }) => severity === 'error').length;
  if (json) {
    printJson(io, summary);
  } else {
    for (const problem of summary.problems) {
      const color = problem.severity === 'error' ? 'red' : 'yellow';
      printLine(io, `${paint(io, color, problem.severity.padEnd(6))}  ${formatProblem(problem)}`);
    }
    const { files, stories, notOutYet, unpublished, skipped, problems } = summary;
    const later = notOutYet === 0 ? '' : ` (${notOutYet} not out yet)`;
    printLine(
      io,
      `${files} files: ${stories} stories${later}, ${unpublished} unpublished, ${skipped} skipped; ${errors} errors, ${problems.length - errors} notices`,
    );
  }
  return errors > 0 ? 1 : 0;
}
