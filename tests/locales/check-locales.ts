import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Says what each language lacks, and fails on what is wrong: a text that English does not have, one that fills in
 * something else, or one that no code asks for. A missing text is no error: members read the English, so a new
 * command needs English alone.
 */
const ROOT = join(import.meta.dirname, '../..');
const PLURAL = /_(?:zero|one|two|few|many|other)$/;

type Texts = { readonly [key: string]: string | Texts };

function flatten(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, text]): [string, string][] =>
    typeof text === 'string' ? [[path + key, text]] : flatten(text, `${path}${key}.`),
  );
}

function readCatalogue(file: string): Map<string, string> {
  return new Map(flatten(JSON.parse(readFileSync(join(ROOT, file), 'utf8'))));
}

const placeholders = (text: string): string =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name))].toSorted().join();
/** A form for one thing may leave the number out. */
const filledIn = (key: string, text: string): string =>
  key.endsWith('_one') ? placeholders(`${text} {{count}}`) : placeholders(text);

/** Keys that the code names, or begins: `choices.schedule.` of a template. */
function readUses(): { keys: Set<string>; beginnings: string[] } {
  const files = globSync(['src/**/*.ts', 'commands/**/*.ts', 'src/locales/*.json'], { cwd: ROOT });
  const code = files.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');
  const keys = new Set([...code.matchAll(/['(]([a-z]\w*(?:\.[\w-]+)+)[')]/g)].map(([, key]) => key ?? ''));
  const beginnings = [...code.matchAll(/(?<!describeIn\()`([a-z]\w*\.[\w.-]*)\$\{/g)].map(
    ([, start]) => start ?? '',
  );
  return { keys, beginnings };
}

const english = readCatalogue('src/locales/en.json');
const problems: string[] = [];

for (const file of globSync('src/locales/*.json', { cwd: ROOT }).sort()) {
  const texts = readCatalogue(file);
  for (const [key, text] of texts) {
    const model = english.get(key) ?? english.get(key.replace(PLURAL, '_other'));
    if (model === undefined) problems.push(`${file}: ${key}: English has no such text`);
    else if (filledIn(key, text) !== filledIn(key, model))
      problems.push(
        `${file}: ${key}: fills in ${placeholders(text) || 'nothing'}, English ${placeholders(model) || 'nothing'}`,
      );
  }
  const has = (key: string) =>
    texts.has(key) || (PLURAL.test(key) && texts.has(key.replace(PLURAL, '_other')));
  const missing = [...english.keys()].filter((key) => !has(key));
  if (missing.length > 0) console.log(`${file} lacks ${missing.length}: ${missing.join(', ')}`);
}

const { keys, beginnings } = readUses();
for (const key of english.keys()) {
  const base = key.replace(PLURAL, '');
  // A command's name and description are asked for by its path; `describeIn` makes their keys.
  const isDefinition = key.startsWith('commands.');
  if (
    !isDefinition &&
    !keys.has(key) &&
    !keys.has(base) &&
    !beginnings.some((start) => key.startsWith(start))
  )
    problems.push(`src/locales/en.json: ${key}: no code asks for it`);
}

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
