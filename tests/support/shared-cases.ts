import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';

/** Inputs after public bug reports, kept beside the project and never in it. */
const SHARED_CASES = fileURLToPath(new URL('../../../shared/cases/', import.meta.url));

/** The feeds of one case, by file name. */
export type CaseFiles = ReadonlyMap<string, string>;

/** A test on the inputs of a case, only where they are. What it shows is also shown on the project's own inputs. */
export function testOnCase(name: string, title: string, run: (files: CaseFiles) => Promise<void>): void {
  const folder = `${SHARED_CASES}${name}/`;
  if (!existsSync(folder)) return;
  test(title, () => {
    const names = readdirSync(folder).filter((file) => file.endsWith('.xml'));
    return run(new Map(names.map((file) => [file, readFileSync(folder + file, 'utf8')])));
  });
}
