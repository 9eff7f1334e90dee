import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { showControls } from '../show-controls.ts';
import type { FileProblem } from '../story/problem.ts';

export const TAXONOMY_FILE = 'topics.yaml';
/** Thousands of topics have a tenth of it. */
export const TAXONOMY_MAX_BYTES = 1024 * 1024;

/** Where old records go, one file a month of publication; see `heatline archive`. */
export const ARCHIVE_FOLDER = 'archive';
const ARCHIVE_NAME = /^\d{4}-\d{2}\.jsonl\.gz$/;

/** Records of git sources are listed as `@git/SOURCE/…`, those of an archive as `archive/YYYY-MM.jsonl.gz#PATH`. */
export const GIT_PREFIX = '@git/';
const ARCHIVED = /^(archive\/\d{4}-\d{2}\.jsonl\.gz)#/;

/** Whether a listed path is a file of the content folder that a person keeps, and a program may change. */
export function isOwnRecord(path: string): boolean {
  return !path.startsWith(GIT_PREFIX) && archiveOf(path) === null;
}

/** The archive that a listed path is in; null for a file of its own. */
export function archiveOf(path: string): string | null {
  return ARCHIVED.exec(path)?.[1] ?? null;
}

export type ContentFile = { readonly path: string; readonly sizeBytes: number; readonly mtimeMs: number };
export type ContentListing = {
  /** Absolute, the content folder first. */
  readonly folders: readonly string[];
  readonly files: readonly ContentFile[];
  readonly problems: readonly FileProblem[];
};

/**
 * Lists every `*.md` below a folder, sorted by path, paths relative and with `/`. Links are followed (a mounted
 * configuration is made of them); a link that leads back to a folder above it, or to nothing, is a problem.
 * Files and folders whose name begins with a dot are left out.
 * @throws when the content folder itself cannot be read
 */
export function listContentFiles(contentDir: string): ContentListing {
  const files: ContentFile[] = [];
  const problems: FileProblem[] = [];
  const folders: string[] = [];

  const visit = (folder: string, realFolders: readonly string[]): void => {
    const absoluteFolder = join(contentDir, folder);
    folders.push(absoluteFolder);
    for (const entry of readdirSync(absoluteFolder, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      // In the terminal or the log, such a name could pose as something else.
      if (CONTROL.test(entry.name)) {
        const shown = showControls(entry.name);
        problems.push(
          error(folder === '' ? shown : `${folder}/${shown}`, 'its name has control characters; rename it'),
        );
        continue;
      }
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      try {
        const stat = statSync(absoluteFolder + sep + entry.name);
        if (stat.isDirectory()) {
          const realPath = entry.isSymbolicLink()
            ? realpathSync(join(contentDir, path))
            : join(realFolders.at(-1) ?? '', entry.name);
          if (realFolders.some((above) => above === realPath || above.startsWith(realPath + sep))) {
            problems.push(error(path, 'a link that leads back to a folder above it; it is not followed'));
          } else {
            visit(path, [...realFolders, realPath]);
          }
        } else if (stat.isFile() && entry.name.endsWith('.md')) {
          files.push({ path, sizeBytes: stat.size, mtimeMs: stat.mtimeMs });
        }
      } catch (cause) {
        // Between listing and looking a file may be gone: then it is simply not there.
        if (isGone(cause) && !entry.isSymbolicLink()) continue;
        problems.push(error(path, describeFileError(cause)));
      }
    }
  };
  visit('', [realpathSync(contentDir)]);
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), problems, folders };
}

/** A line break, an escape that a terminal obeys, or what turns the direction of a line. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** The archives of the folder, each with its size and time, by which a change is noticed. */
export function listArchives(contentDir: string): Map<string, string> {
  const folder = join(contentDir, ARCHIVE_FOLDER);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => ARCHIVE_NAME.test(name)) : [];
  return new Map(
    names.sort().map((name) => [`${ARCHIVE_FOLDER}/${name}`, describeVersion(join(folder, name))]),
  );
}

/** Another one tells that a file has changed; empty for one that is not there. */
export function describeVersion(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.size} ${stat.mtimeMs}`;
}

/** What a file system error means to the person who keeps the folder. */
export function describeFileError(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EACCES' || code === 'EPERM') return 'cannot be read: permission denied';
  if (code === 'ELOOP') return 'a link that leads back to itself; it is not followed';
  if (code === 'ENOENT') return 'a link to a file that does not exist';
  return `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
}

function isGone(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

function error(file: string, message: string): FileProblem {
  return { file, line: 1, severity: 'error', message };
}
