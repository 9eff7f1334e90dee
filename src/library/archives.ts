import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { FileProblem } from '../story/problem.ts';
import type { ContentFile } from './content-files.ts';

/** Where old records go, one file a month of publication; see `heatline archive`. */
export const ARCHIVE_FOLDER = 'archive';
const ARCHIVE_NAME = /^\d{4}-\d{2}\.jsonl\.gz$/;
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

export type ArchiveListing = {
  /** The records of archives that changed, each with its bytes. */
  readonly changed: readonly (ContentFile & { readonly bytes: Uint8Array })[];
  /** The paths under which all archived records are listed. */
  readonly paths: readonly string[];
  /** The paths that archived records had before. */
  readonly recordPaths: ReadonlySet<string>;
  readonly problems: readonly FileProblem[];
  /** To be given to the next call. */
  readonly state: string;
};

/**
 * Lists what the archives hold, and reads those that changed since `before`. One that cannot be read keeps what is
 * known of it.
 * @param before the last call's `state`
 * @param knownPaths the paths of everything that is indexed
 */
export function listArchives(
  contentDir: string,
  before: unknown,
  knownPaths: Iterable<string>,
): ArchiveListing {
  const names = listNames(join(contentDir, ARCHIVE_FOLDER));
  // Written by this function.
  const versions = JSON.parse(String(before ?? '{}')) as Record<string, string>;
  const knownByArchive = Map.groupBy(knownPaths, (path) => path.slice(0, path.indexOf('#') + 1));
  const state: Record<string, string> = {};
  const changed: (ContentFile & { bytes: Uint8Array })[] = [];
  const paths: string[] = [];
  const problems: FileProblem[] = [];
  for (const name of names) {
    const file = `${ARCHIVE_FOLDER}/${name}`;
    const known = knownByArchive.get(`${file}#`) ?? [];
    try {
      const { size: sizeBytes, mtimeMs } = statSync(join(contentDir, file));
      const version = `${sizeBytes} ${mtimeMs}`;
      if (versions[file] === version) {
        paths.push(...known);
      } else {
        for (const { path, text } of readArchive(readFileSync(join(contentDir, file)))) {
          changed.push({ path: `${file}#${path}`, sizeBytes, mtimeMs, bytes: Buffer.from(text) });
          paths.push(`${file}#${path}`);
        }
      }
      state[file] = version;
    } catch (error) {
      const message = `the archive cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      problems.push({ file, line: 1, severity: 'error', message });
      paths.push(...known);
    }
  }
  const recordPaths = new Set(paths.map((path) => path.slice(path.indexOf('#') + 1)));
  return { changed, paths, recordPaths, problems, state: JSON.stringify(state) };
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => ARCHIVE_NAME.test(name))
      .sort();
  } catch {
    // There is none, or it is no folder: nothing is archived.
    return [];
  }
}
