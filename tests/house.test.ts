import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** The source files below these folders whose text holds the pattern. */
function findUses(pattern: RegExp, folders: readonly string[]): string[] {
  const files = folders.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: ROOT }));
  expect(files.length).toBeGreaterThan(0);
  return files.filter((file) => pattern.test(readFileSync(join(ROOT, file), 'utf8'))).sort();
}

test('only the clocks, of the bot, the sandbox and its page, ask the machine for the time', () => {
  const uses = findUses(/\bDate\.now\b|\bnew Date\(\)/, ['src', 'commands', 'sandbox']);
  expect(uses).toEqual(['sandbox/clock.ts', 'sandbox/web/page/clock.ts', 'src/clock.ts']);
});

test('only the entry reads the environment of the process', () => {
  const uses = findUses(/\bprocess\.env\b/, ['src', 'commands', 'sandbox']);
  expect(uses.filter((file) => file !== 'src/config.ts')).toEqual(['src/heatline.ts']);
});

test('what chooses, searches and delivers does not know discord.js', () => {
  const folders = [
    'story',
    'events',
    'language',
    'topics',
    'records',
    'index',
    'indexing',
    'search',
    'library',
    'curation',
    'delivery',
    'state',
    'ingest',
  ].map((name) => `src/${name}`);
  expect(findUses(/from 'discord\.js'/, folders)).toEqual([]);
});
