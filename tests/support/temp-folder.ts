import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder, removed when the test is over. */
export function makeTempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'heatline-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

export type FileContent = string | Uint8Array;

/** Writes files below a folder, making the folders on the way. */
export function writeFiles(folder: string, files: Readonly<Record<string, FileContent>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Gives a file another modification time, its content unchanged. */
export function touchFile(path: string, atMs: number): void {
  utimesSync(path, atMs / 1000, atMs / 1000);
}
