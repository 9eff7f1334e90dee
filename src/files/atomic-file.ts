import { readFileSync, renameSync, rmSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file whole or not at all: beside it under a name that nobody reads, then renamed. What a killed process
 * leaves is overwritten the next time.
 * @param before what the file held when the new content was made of it; null when there was none. Whoever has saved
 *   the file since then keeps it as they saved it.
 * @returns false when it was not written for that reason
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
  before: Uint8Array | null,
): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.tmp`);
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(content);
    // Without it, a power cut after the rename could leave an empty record.
    await file.sync();
  } finally {
    await file.close();
  }
  // Synchronous, so that hardly any time is left between looking and renaming.
  const present = readFileIfThere(path);
  const isSame = present === null ? before === null : before !== null && present.equals(before);
  if (isSame) renameSync(temporary, path);
  else rmSync(temporary);
  return isSame;
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
