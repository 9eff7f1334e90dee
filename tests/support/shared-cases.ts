import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';

/** Inputs after reports from the wild, kept beside the project and never in it. */
const SHARED_CASES = fileURLToPath(new URL('../../../shared/cases/', import.meta.url));

/** A test on such a case, only where it is. What it shows is also shown on the project's own inputs. */
export function testOnSharedCase(
  title: string,
  run: (read: (path: string) => Buffer) => void | Promise<void>,
): void {
  if (existsSync(SHARED_CASES)) test(title, () => run((path) => readFileSync(SHARED_CASES + path)));
}

/** What a case's `expected.json` says is right, in its order. */
export function rightValues(read: (path: string) => Buffer, folder: string): unknown[] {
  // A case's file is a list of such entries (its README).
  const entries = JSON.parse(read(`${folder}/expected.json`).toString()) as { right: unknown }[];
  return entries.map(({ right }) => right);
}
