import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import en from '../../src/locales/en.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '../..');

type Texts = { readonly [key: string]: string | Texts };

/** The English text of a key, its plural forms put together. */
function findText(key: string): string {
  const path = key.split('.');
  const last = path.pop() ?? '';
  const parent = path.reduce<Texts | string>(
    (node, name) => (typeof node === 'string' ? '' : (node[name] ?? '')),
    en,
  );
  if (typeof parent === 'string') return '';
  return [last, `${last}_one`, `${last}_other`].flatMap((name) => parent[name] ?? []).join(' ');
}

const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? ''))].toSorted();

/** The object literal that begins here, without its braces. */
function readLiteral(code: string, start: number): string {
  let depth = 0;
  for (let at = start; at < code.length; at++) {
    if (code[at] === '{') depth++;
    if (code[at] === '}' && --depth === 0) return code.slice(start + 1, at);
  }
  return '';
}

/** The names of an object literal; null where it spreads another in, of which nothing is known here. */
function readNames(literal: string): string[] | null {
  if (literal.includes('...')) return null;
  // What is nested, in braces, brackets or quotes, has no names of this literal.
  let flat = literal;
  for (let before = ''; before !== flat; ) {
    before = flat;
    flat = flat.replace(/\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\}|`[^`]*`|'[^']*'/g, '');
  }
  return flat.split(',').flatMap((part) => /^\s*(\w+)/.exec(part)?.[1] ?? []);
}

type Call = { readonly file: string; readonly key: string; readonly names: readonly string[] };

function listCalls(): Call[] {
  return globSync(['src/**/*.ts', 'commands/**/*.ts'], { cwd: ROOT }).flatMap((file) => {
    const code = readFileSync(join(ROOT, file), 'utf8');
    return [...code.matchAll(/\bt\(\s*'([\w.-]+)'\s*(?:,\s*(\{)?|\))/g)].flatMap((call) => {
      const [whole, key = '', brace] = call;
      if (whole.endsWith(')')) return { file, key, names: [] };
      const names = brace === undefined ? null : readNames(readLiteral(code, call.index + whole.length - 1));
      return names === null ? [] : { file, key, names };
    });
  });
}

test('each text that the code asks for by name is given what it fills in, and nothing else', () => {
  const calls = listCalls();
  expect(calls.length).toBeGreaterThan(80);
  const wrong = calls.flatMap(({ file, key, names }) => {
    const needed = placeholders(findText(key));
    const isRight = findText(key) !== '' && needed.every((name) => names.includes(name));
    // A count may choose the form of a text that does not show it.
    const isMuch = names.some((name) => name !== 'count' && !needed.includes(name));
    return isRight && !isMuch
      ? []
      : `${file}: ${key}: given ${names.join() || 'nothing'}, fills in ${needed.join() || 'nothing'}`;
  });
  expect(wrong).toEqual([]);
});
