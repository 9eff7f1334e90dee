import matter from 'gray-matter';
import { CORE_SCHEMA, load, parseEvents, type Schema, YAMLException } from 'js-yaml';
import type { Problem } from './problem.ts';
import { explainYamlError } from './yaml-hints.ts';
import { listPlaces, type YamlPath, type YamlPlace } from './yaml-places.ts';

/** A record is a page of text; anything larger is a mistake or an attack. */
export const RECORD_MAX_BYTES = 256 * 1024;

type FrontMatter = {
  readonly kind: 'read';
  readonly data: Record<string, unknown>;
  readonly yaml: string;
  /** Where the values stand. Takes as long as reading them did. */
  readonly findPlaces: () => Places;
};
type Unreadable = { readonly kind: 'unreadable'; readonly problem: Problem };

/** The values of a front matter, in order, and of each path the line of the file. */
export type Places = {
  readonly all: readonly YamlPlace[];
  readonly at: (path: YamlPath) => YamlPlace | undefined;
  /** From 1; of a value that is not there the line of what it should be in, or 1. */
  readonly lineOf: (path: YamlPath) => number;
};

/** The longest record that keeps to its other limits has a thousand. */
const LINES_MAX = 5_000;
/** The opening line, with the language that it may name. */
// bounded: by OPENING_MAX_CHARS
const OPENING = /^---[ \t]*(\w{0,20})[ \t]*$/;
const OPENING_MAX_CHARS = 100;
/** Whatever an expression takes for the end of a line. */
const LINE_END = /\r\n|[\n\r\u2028\u2029]/;
/** The closing line. */
const CLOSING = /\n---[ \t]*(?:\r?\n|$)/;
const LANGUAGES = new Set(['', 'yaml', 'yml']);

/**
 * Reads the front matter of one file. Never throws, never executes anything.
 * @param schema what unquoted values are: numbers and truths, or, for a reader who minds the spelling, text
 */
export function readFrontMatter(bytes: Uint8Array, schema: Schema = CORE_SCHEMA): FrontMatter | Unreadable {
  if (bytes.byteLength > RECORD_MAX_BYTES) {
    return unreadable(1, `the file has ${bytes.byteLength} bytes; a record may have ${RECORD_MAX_BYTES}`);
  }
  const text = decodeUtf8(bytes);
  if (text === null) return unreadable(1, 'the file is not UTF-8 text');
  if (text.trim() === '') return unreadable(1, 'the file is empty');
  const firstLine = text.slice(0, OPENING_MAX_CHARS).split(/\r?\n/, 1)[0] ?? '';
  const language = OPENING.exec(firstLine)?.[1]?.toLowerCase();
  if (language === undefined || !text.includes('\n'))
    return unreadable(1, 'no front matter: the first line must be ---');
  // gray-matter takes a missing closing line as the end of the file; a half-written file must not pass for whole.
  const closing = CLOSING.exec(text);
  if (closing === null) {
    return unreadable(1, 'the front matter is not closed: a second --- line is missing');
  }
  // gray-matter's own expressions take time with the square of the lines.
  const head = text.slice(0, closing.index + closing[0].length);
  const lines = head.split(LINE_END).length;
  if (lines > LINES_MAX)
    return unreadable(1, `the front matter has ${lines} lines; a record may have ${LINES_MAX}`);
  let yaml = '';
  try {
    if (!LANGUAGES.has(language)) refuseLanguage(language);
    // Only YAML gets this far: gray-matter would *execute* a `---js` or `---javascript` block (an engine named
    // `javascript` that throws stops both spellings, should one ever pass the check of the opening), and would call
    // whatever method of an object a `---toString` names.
    const engines = {
      yaml: (source: string) => {
        yaml = source;
        return parseYaml(source, schema);
      },
      javascript: () => refuseLanguage('javascript'),
    };
    const { data } = matter(head, { engines });
    return { kind: 'read', data, yaml, findPlaces: () => findPlaces(yaml) };
  } catch (error) {
    if (error instanceof YAMLException) {
      const { line, message } = explainYamlError(yaml, error, (source) => parseYaml(source, schema));
      return unreadable(toFileLine(line), `YAML: ${message}`);
    }
    return unreadable(1, error instanceof Error ? error.message : String(error));
  }
}

function parseYaml(text: string, schema: Schema): Record<string, unknown> {
  const data = load(text, { schema, maxAliases: 0 });
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

function findPlaces(yaml: string): Places {
  const all = listPlaces(yaml, yaml.trim() === '' ? [] : parseEvents(yaml, {}));
  const byPath = new Map(all.map((place) => [JSON.stringify(place.path), place]));
  const at = (path: YamlPath) => byPath.get(JSON.stringify(path));
  const lineOf = (path: YamlPath): number => {
    const place = at(path);
    if (place !== undefined) return toFileLine(place.line);
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1));
  };
  return { all, at, lineOf };
}

/** The YAML begins on the line of the opening fence, so its first line (0) is the file's line 1. */
function toFileLine(line: number): number {
  return line + 1;
}

function unreadable(line: number, message: string): Unreadable {
  return { kind: 'unreadable', problem: { line, severity: 'error', message } };
}
