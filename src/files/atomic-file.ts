import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readRegularFile } from './read-regular-file.ts';

const DRAFT_NAME = /^\.(.+)\.\d+\.tmp$/;

/** Somebody else saved the file since it was read: what was to be written rests on what is no longer there. */
export class FileChangedError extends Error {
  override name = 'FileChangedError';

  constructor(path: string) {
    super(`${path}: somebody else saved it at the same moment; look at it and try again`);
  }
}

/**
 * Writes a file whole or not at all: beside it under a name that nobody reads, then renamed. When it returns, the
 * file is on disk under its name.
 * @param before what the file held when the new content was made of it; null when there was none
 * @throws FileChangedError when the file is another now; whoever saved it keeps it as they saved it. Also when it
 *   cannot be written
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
  before: Uint8Array | null,
): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  // Two processes that write the same file must not write the same draft.
  const draft = join(folder, `.${basename(path)}.${process.pid}.tmp`);
  try {
    await writeSynced(draft, content);
    // Synchronous, so that hardly any time is left between looking and renaming.
    if (!holds(path, before)) throw new FileChangedError(path);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncFolder(folder);
}

/**
 * Removes what processes that were killed left beside these files. Only for files that nobody else writes now.
 * @returns how many drafts were removed
 */
export function removeLeftDrafts(paths: Iterable<string>): number {
  const wanted = new Set(paths);
  const drafts = [...new Set([...wanted].map((path) => dirname(path)))].flatMap((folder) =>
    listFolder(folder)
      .filter((name) => wanted.has(join(folder, DRAFT_NAME.exec(name)?.[1] ?? '')))
      .map((name) => join(folder, name)),
  );
  for (const draft of drafts) rmSync(draft, { force: true });
  return drafts.length;
}

/** @returns nothing where there is no such folder */
function listFolder(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Without it, a power cut after the rename could leave an empty file. */
async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename is on disk only when its folder is. Windows keeps no such order, and opens no folders. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/**
 * Whether a file has exactly this content.
 * @param content null: whether nothing is there
 */
export function holds(path: string, content: Uint8Array | null): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || content === null) return stat === undefined && content === null;
  if (!stat.isFile() || stat.size !== content.byteLength) return false;
  return readFileIfThere(path, content.byteLength)?.equals(content) ?? false;
}

/**
 * @returns null when there is no such file
 * @throws for what is no file, or larger than `maxBytes`
 */
export function readFileIfThere(path: string, maxBytes: number): Buffer | null {
  try {
    return readRegularFile(path, maxBytes);
  } catch (error) {
    if (isMissing(error)) return null;
    // The system names a file when it is opened, and not when it is read, as a folder cannot be.
    throw error instanceof Error ? Object.assign(error, { path }) : error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
