import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { FileProblem } from '../story/problem.ts';
import type { ContentFile } from './content-files.ts';

/** A month of 30,000 records is about half of this; more is no archive of ours. */
const ARCHIVE_MAX_BYTES = 256 * 1024 * 1024;

/** One line of an archive: a record's file as it was. */
const ArchivedRecord = z.object({ path: z.string().min(1), text: z.string() });
export type ArchivedRecord = z.output<typeof ArchivedRecord>;

/** @throws when the bytes are no archive, or one that is cut off */
export function readArchive(bytes: Uint8Array): ArchivedRecord[] {
  const text = gunzipSync(bytes, { maxOutputLength: ARCHIVE_MAX_BYTES }).toString('utf8');
  return text.split('\n').flatMap((line) => (line === '' ? [] : ArchivedRecord.parse(JSON.parse(line))));
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
      for (const { path, text } of readArchive(readFileSync(file))) {
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
