import { join } from 'node:path';
import { systemClock } from '../clock.ts';
import { type Config, requireContentDir } from '../config.ts';
import { readRegularFile } from '../files/read-regular-file.ts';
import { moveToArchive } from '../records/archive-writer.ts';
import type { ArchivedRecord } from '../records/archives.ts';
import { ARCHIVE_FOLDER, listContentFiles } from '../records/content-files.ts';
import { RECORD_MAX_BYTES } from '../story/front-matter.ts';
import { parseRecord } from '../story/record.ts';
import { type CommandIo, printJson, printLine, printTable } from '../terminal.ts';

/**
 * Moves records that are older than CONTENT_KEEP to one compressed file a month, which search still reads. Each
 * archive is whole on disk before the files in it go; a run that was cut off is finished by the next one.
 * @returns the exit code
 */
export async function archiveContent(
  { json }: { json?: boolean },
  config: Config,
  io: CommandIo,
): Promise<number> {
  const { contentDir, contentKeepMs } = config;
  requireContentDir(contentDir, 'CONTENT_DIR');
  const beforeMs = systemClock.now() - contentKeepMs;
  const months = new Map<string, ArchivedRecord[]>();
  for (const { path, sizeBytes } of listContentFiles(contentDir).files) {
    if (sizeBytes > RECORD_MAX_BYTES) continue;
    const bytes = readRegularFile(join(contentDir, path), RECORD_MAX_BYTES);
    const outcome = parseRecord(bytes);
    // A broken file is for a person to mend, another category's is not ours.
    if (outcome.kind !== 'story' || outcome.story.publishedAtMs >= beforeMs) continue;
    const month = new Date(outcome.story.publishedAtMs).toISOString().slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), { path, text: bytes.toString('utf8') }]);
  }
  const moved: { archive: string; records: number }[] = [];
  let left = 0;
  for (const [month, records] of [...months].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const archive = `${ARCHIVE_FOLDER}/${month}.jsonl.gz`;
    const gone = await moveToArchive(contentDir, archive, records);
    left += records.length - gone.length;
    moved.push({ archive, records: gone.length });
  }
  const total = moved.reduce((sum, { records }) => sum + records, 0);
  if (json) {
    printJson(io, { olderThan: new Date(beforeMs).toISOString(), records: total, archives: moved, left });
    return 0;
  }
  printTable(
    io,
    moved.map(({ archive, records }) => [archive, `${records} records`]),
  );
  if (left > 0) printLine(io, `${left} records were saved meanwhile, and stay`);
  const date = new Date(beforeMs).toISOString().slice(0, 10);
  printLine(
    io,
    total === 0
      ? `no record is older than ${date} (CONTENT_KEEP)`
      : `${total} records from before ${date} moved`,
  );
  return 0;
}
