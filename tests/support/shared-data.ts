import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';

/** Real records, kept beside the project and never in it. */
export const SHARED_DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
/** Inputs of which others' programs have stumbled, kept there too. */
export const SHARED_CASES = fileURLToPath(new URL('../../../shared/cases/', import.meta.url));

/** A test on real records, only where they are. What it shows is also shown on the project's own records. */
export function testOnSharedData(title: string, run: () => void | Promise<void>): void {
  if (existsSync(SHARED_DATA)) test(title, run);
}

/** The same for the inputs that others stumbled over. */
export function testOnSharedCases(title: string, run: () => void | Promise<void>): void {
  if (existsSync(SHARED_CASES)) test(title, run);
}
