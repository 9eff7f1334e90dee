import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';

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
  // git is found by the path of the process, and gets nothing else of it.
  const others = uses.filter(
    (file) => file !== 'src/config.ts' && file !== 'src/ingest/fetch/git-process.ts',
  );
  expect(others).toEqual(['src/heatline.ts']);
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

describe('names stand for one thing', () => {
  const files = ['src', 'commands'].flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: ROOT }));

  test('what a file exports is declared in no other file', () => {
    const places = new Map<string, { readonly file: string; readonly isExported: boolean }[]>();
    for (const file of files) {
      const text = readFileSync(join(ROOT, file), 'utf8');
      const declared = text.matchAll(/^(export )?(?:async )?(?:function\*?|class|const|type) (\w+)/gm);
      for (const [, exported, name = ''] of declared)
        places.set(name, [...(places.get(name) ?? []), { file, isExported: exported !== undefined }]);
    }
    const twice = [...places].filter(([, list]) => {
      return new Set(list.map(({ file }) => file)).size > 1 && list.some(({ isExported }) => isExported);
    });
    expect(twice.map(([name, list]) => `${name}: ${list.map(({ file }) => file).join(', ')}`)).toEqual([]);
  });

  test('no two files of src have one name; commands are named for what is typed', () => {
    const byName = Map.groupBy(
      files.filter((file) => file.startsWith('src/') && !file.startsWith('src/cli/')),
      (file) => basename(file),
    );
    expect([...byName.values()].filter((list) => list.length > 1)).toEqual([]);
  });
});

describe('given the bounds that SECURITY.md lists, each constant is in the file that it names', () => {
  const rows = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')
    .split('\n')
    .flatMap((row) => {
      const [names, path] = /^\|(?:[^|]*\|){2}([^|]*)\|\s*`([\w/.-]+\.ts)`\s*\|$/.exec(row)?.slice(1) ?? [];
      return names === undefined || path === undefined ? [] : [{ path, names: names.match(/\w+/g) ?? [] }];
    });
  test.each(rows)('$path: $names', ({ path, names }) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    expect(names).not.toEqual([]);
    for (const name of names) expect(text).toMatch(new RegExp(`const ${name}\\b`));
  });
});
