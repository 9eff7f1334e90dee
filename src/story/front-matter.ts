import matter from 'gray-matter';
import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import type { Problem } from './problem.ts';

/** A record is a page of text; anything larger is a mistake or an attack. */
export const RECORD_MAX_BYTES = 256 * 1024;

type FrontMatter = {
  readonly kind: 'read';
  readonly data: Record<string, unknown>;
  /** The line of the file (from 1) on which a top-level key stands; 1 when it is not there. */
  readonly lineOf: (key: string) => number;
};
type Unreadable = { readonly kind: 'unreadable'; readonly problem: Problem };

/** The opening line, with the language that it may name. */
const OPENING = /^---[ \t]*(\w{0,20})[ \t]*\r?\n/;
const LANGUAGES = new Set(['', 'yaml', 'yml']);

/**
 * Engines for gray-matter. Only YAML gets this far: gray-matter would *execute* a `---js` or `---javascript` block
 * (an engine named `javascript` that throws stops both spellings, should one ever pass the check of the opening),
 * and would call whatever method of an object a `---toString` names.
 */
const engines = { yaml: parseYaml, javascript: () => refuseLanguage('javascript') };

/** Reads the front matter of one file. Never throws, never executes anything. */
export function readFrontMatter(bytes: Uint8Array): FrontMatter | Unreadable {
  if (bytes.byteLength > RECORD_MAX_BYTES) {
    return unreadable(1, `the file has ${bytes.byteLength} bytes; a record may have ${RECORD_MAX_BYTES}`);
  }
  const text = decodeUtf8(bytes);
  if (text === null) return unreadable(1, 'the file is not UTF-8 text');
  if (text.trim() === '') return unreadable(1, 'the file is empty');
  const language = OPENING.exec(text)?.[1]?.toLowerCase();
  if (language === undefined) return unreadable(1, 'no front matter: the first line must be ---');
  // gray-matter takes a missing closing line as the end of the file; a half-written file must not pass for whole.
  if (!/\n---[ \t]*(?:\r?\n|$)/.test(text)) {
    return unreadable(1, 'the front matter is not closed: a second --- line is missing');
  }
  try {
    if (!LANGUAGES.has(language)) refuseLanguage(language);
    const { data } = matter(text, { engines });
    return { kind: 'read', data, lineOf: (key) => findLine(text, key) };
  } catch (error) {
    if (error instanceof YAMLException) {
      // The YAML begins on the line of the opening fence, so its first line (0) is the file's line 1.
      return unreadable((error.mark?.line ?? 0) + 1, `YAML: ${error.reason}`);
    }
    return unreadable(1, error instanceof Error ? error.message : String(error));
  }
}

function parseYaml(text: string): Record<string, unknown> {
  const data = load(text, { schema: CORE_SCHEMA, maxAliases: 0 });
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new Error('the front matter is not a list of "key: value" lines');
  }
  return { ...data };
}

function refuseLanguage(language: string): never {
  throw new Error(`front matter in ${language} is not read; use YAML`);
}

/** @returns null when the bytes are binary or in another encoding; a byte order mark is dropped */
function decodeUtf8(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function findLine(text: string, key: string): number {
  const lines = text.split('\n');
  return (
    Math.max(
      0,
      lines.findIndex((line) => line.startsWith(`${key}:`)),
    ) + 1
  );
}

function unreadable(line: number, message: string): Unreadable {
  return { kind: 'unreadable', problem: { line, severity: 'error', message } };
}
