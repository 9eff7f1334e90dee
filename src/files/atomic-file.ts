import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

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
    const present = readFileIfThere(path);
    const isSame = present === null ? before === null : before !== null && present.equals(before);
    if (!isSame) throw new FileChangedError(path);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncFolder(folder);
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
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** @returns null when there is no such file */
export function readFileIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
