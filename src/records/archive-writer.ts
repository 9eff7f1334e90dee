import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FileChangedError, holds, readFileIfThere, writeFileAtomically } from '../files/atomic-file.ts';
import { ARCHIVE_MAX_BYTES, type ArchivedRecord, readArchive } from './archives.ts';

/** Somebody who keeps replacing the archive is waited for this often. */
const WRITE_TRIES_MAX = 5;

/** An archive could not be written, or does not hold what was written into it: its records stay where they are. */
export class ArchiveError extends Error {
  override name = 'ArchiveError';
}

/**
 * Moves records into an archive of the content folder. They are deleted only after the archive was written, synced,
 * renamed and read back with all of them in it; one that a person has saved meanwhile stays.
 * @param archive its path, relative to the content folder
 * @returns the records that were moved
 * @throws ArchiveError when they cannot be kept; nothing is deleted then
 */
export async function moveToArchive(
  contentDir: string,
  archive: string,
  records: readonly ArchivedRecord[],
): Promise<ArchivedRecord[]> {
  const path = join(contentDir, archive);
  await addToArchive(path, archive, records);
  const kept = new Map(readBack(path, archive).map((record) => [record.path, record.text]));
  const lost = records.find((record) => kept.get(record.path) !== record.text);
  if (lost !== undefined)
    throw new ArchiveError(
      `${archive}: ${lost.path} is not in it after it was written; no record was deleted`,
    );
  return records.filter((record) => {
    const file = join(contentDir, record.path);
    if (!holds(file, Buffer.from(record.text))) return false;
    rmSync(file);
    return true;
  });
}

/** Adds records to what the archive holds at that moment, also when somebody else has just replaced it. */
async function addToArchive(
  path: string,
  archive: string,
  records: readonly ArchivedRecord[],
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const present = readFileIfThere(path, ARCHIVE_MAX_BYTES);
    const byPath = new Map(
      (present === null ? [] : parse(present, archive)).map((record) => [record.path, record]),
    );
    for (const record of records) byPath.set(record.path, record);
    const lines = [...byPath.values()].map((record) => `${JSON.stringify(record)}\n`);
    try {
      return await writeFileAtomically(path, gzipSync(lines.join('')), present);
    } catch (error) {
      if (!(error instanceof FileChangedError) || tries === WRITE_TRIES_MAX) throw error;
    }
  }
}

function readBack(path: string, archive: string): ArchivedRecord[] {
  const written = readFileIfThere(path, ARCHIVE_MAX_BYTES);
  if (written === null)
    throw new ArchiveError(`${archive} is gone after it was written; no record was deleted`);
  return parse(written, archive);
}

function parse(bytes: Uint8Array, archive: string): ArchivedRecord[] {
  try {
    return readArchive(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ArchiveError(
      `${archive} cannot be read (${reason}); no record was deleted. Move it away, and try again`,
    );
  }
}
