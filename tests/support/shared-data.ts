import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';

/** Real records, kept beside the project and never in it. */
export const SHARED_DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const hasSharedData = existsSync(SHARED_DATA);

if (!hasSharedData) console.warn(`tests on real records are skipped: ${SHARED_DATA} is not there`);

/** A test on real records; skipped, with a message that names the folder, where they are not there. */
export function testOnSharedData(title: string, run: () => void | Promise<void>): void {
  test.skipIf(!hasSharedData)(hasSharedData ? title : `${title} (needs ${SHARED_DATA})`, run);
}
