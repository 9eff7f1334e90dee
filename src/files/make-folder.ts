import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and the ones above it that are missing. Node's own `recursive` never returns where the system
 * answers ENOENT below a folder that exists, as /proc and a dangling link do: it makes the folder above, in vain,
 * for ever (seen with Node 24.21).
 * @throws when a folder cannot be made
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}
