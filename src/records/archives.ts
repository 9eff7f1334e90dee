import { statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { readRegularFile } from '../files/read-regular-file.ts';
import type { FileProblem } from '../story/problem.ts';
import type { ContentFile } from './content-files.ts';

/** A month of 30,000 records is about half of this; more is no archive of ours. */
export const ARCHIVE_MAX_BYTES = 256 * 1024 * 1024;

/** Beyond this it is no archive of ours: of ours each line is a record. */
const ARCHIVE_LINES_MAX = 1_000_000;
const NEWLINE = 0x0a;

/** One line of an archive: a record's file as it was. */
const ArchivedRecord = z.object({ path: z.string().min(1), text: z.string() });
export type ArchivedRecord = z.output<typeof ArchivedRecord>;

/** @throws when the bytes are no archive, or one that is cut off */
export function readArchive(bytes: Uint8Array): ArchivedRecord[] {
  const unpacked = gunzipSync(bytes, { maxOutputLength: ARCHIVE_MAX_BYTES });
  const records: ArchivedRecord[] = [];
  let lines = 0;
  // Line by line: as one text, and that in pieces, a large one would not fit into memory.
  for (let start = 0; start < unpacked.length; ) {
    const found = unpacked.indexOf(NEWLINE, start);
    const end = found === -1 ? unpacked.length : found;
    if (++lines > ARCHIVE_LINES_MAX) throw new Error(`it has more than ${ARCHIVE_LINES_MAX} lines`);
    if (end > start) records.push(ArchivedRecord.parse(JSON.parse(unpacked.toString('utf8', start, end))));
    start = end + 1;
  }
  return records;
}

export type ReadArchives = {
  /** Listed as `ARCHIVE#PATH`, each with its bytes. */
  readonly records: readonly (ContentFile & { readonly bytes: Uint8Array })[];
  /** Archives that cannot be read: what is known of them is kept. */
  readonly unreadable: ReadonlySet<string>;
  readonly problems: readonly FileProblem[];
};

/** Reads the records of archives of the content folder. */
export function readArchives(contentDir: string, archives: readonly string[]): ReadArchives {
  const records: (ContentFile & { bytes: Uint8Array })[] = [];
  const unreadable = new Set<string>();
  const problems: FileProblem[] = [];
  for (const archive of archives) {
    try {
      const file = join(contentDir, archive);
      const { size: sizeBytes, mtimeMs } = statSync(file);
      for (const { path, text } of readArchive(readRegularFile(file, ARCHIVE_MAX_BYTES))) {
        records.push({ path: `${archive}#${path}`, sizeBytes, mtimeMs, bytes: Buffer.from(text) });
      }
    } catch (error) {
      const message = `the archive cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      problems.push({ file: archive, line: 1, severity: 'error', message });
      unreadable.add(archive);
    }
  }
  return { records, unreadable, problems };
}
