import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'vitest';
import { SHARED_CASES } from './shared-data.ts';

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

/** The feeds of one case, by file name. */
export type CaseFiles = ReadonlyMap<string, string>;

/** A test on the feeds of a case, only where they are. */
export function testOnCase(name: string, title: string, run: (files: CaseFiles) => Promise<void>): void {
  const folder = `${SHARED_CASES}${name}/`;
  if (!existsSync(folder)) return;
  test(title, () => {
    const names = readdirSync(folder).filter((file) => file.endsWith('.xml'));
    return run(new Map(names.map((file) => [file, readFileSync(folder + file, 'utf8')])));
  });
}
